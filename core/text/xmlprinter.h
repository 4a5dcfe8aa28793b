// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/syntaxfault.h"

#include <QSet>

#include <optional>
#include <vector>

namespace Recloser {

/// Lays XML 1.0 (UTF-8) out over lines, piece by piece. White space changes only between tags; an
/// element that holds text keeps all of its content as it is, and so does one with
/// xml:space="preserve" (section 2.10). At the first fault it stops laying out and passes the rest
/// on as it is. Checks what needs no document type: tags, nesting, attributes, references. Linear
/// time. Plain value.
class XmlPrinter
{
public:
    static constexpr int indentWidth = 2;
    /// Deeper levels are indented like this one, or else nested tags would print quadratically.
    static constexpr qsizetype deepestIndent = 64;

    /// Prints the next piece to the end of `out`; pieces may be split anywhere.
    void print(QByteArrayView piece, QByteArray &out);
    /// No more pieces. Writes what was held back, and returns the fault, if there was one.
    std::optional<SyntaxFault> finish(QByteArray &out);
    const std::optional<SyntaxFault> &fault() const { return m_fault; }

private:
    enum class State : char {
        Text,
        Reference,
        Markup, ///< after <, not yet known what it begins
        StartName,
        InTag,
        AttributeName,
        BeforeEquals,
        BeforeValue,
        Value,
        AfterValue,
        EmptySlash,
        EndName,
        AfterEndName,
        Comment,
        CData,
        Instruction,
        Doctype,
    };
    struct Element
    {
        QByteArray name;
        bool hasChildren = false;
        /// Content is printed as it is.
        bool verbatim = false;
    };

    void take(char c, QByteArray &out);
    void takeText(char c, QByteArray &out);
    void takeReference(char c, QByteArray &out);
    void takeMarkup(char c, QByteArray &out);
    void beginMarkup(State state, QByteArray &out);
    void takeTag(char c, QByteArray &out);
    void takeAttributeName(char c, QByteArray &out);
    void takeValue(char c, QByteArray &out);
    void takeEndTag(char c, QByteArray &out);
    void takeUntil(QByteArrayView end, char c, QByteArray &out);
    void takeDoctype(char c, QByteArray &out);
    void beginText(QByteArray &out);
    void startDone(bool empty);
    void breakLine(qsizetype depth, QByteArray &out);
    bool isVerbatim() const { return !m_open.empty() && m_open.back().verbatim; }
    void fail(SyntaxFault::Kind kind, const TextPlace &place, QByteArray found,
              QByteArray expected = {});
    void flush(QByteArray &out);

    State m_state = State::Text;
    State m_afterReference = State::Text;
    std::vector<Element> m_open;
    /// White space between tags, dropped or kept when the next thing is known.
    QByteArray m_blank;
    /// Held back since <, or a reference since &.
    QByteArray m_held;
    QByteArray m_name;
    QByteArray m_value;
    QSet<QByteArray> m_attributes;
    /// The last bytes, to see where a comment ends.
    QByteArray m_tail;
    char m_quote = '"';
    char m_doctypeQuote = 0;
    int m_doctypeDepth = 0;
    bool m_preserve = false;
    bool m_rootSeen = false;
    bool m_anyOutput = false;
    TextPlace m_tokenPlace;
    PlaceCounter m_place;
    std::optional<SyntaxFault> m_fault;
};

} // namespace Recloser
