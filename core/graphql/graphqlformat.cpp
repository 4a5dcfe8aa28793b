// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlformat.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = GraphQlToken::Kind;

/// Prints the tokens of a document whose syntax is right, with what belongs between each two.
class Formatter
{
public:
    explicit Formatter(QStringView text) : m_text(text) { }

    QString formatted()
    {
        for (const GraphQlToken &token : graphQlTokens(m_text)) {
            if (token.kind == Kind::End)
                break;
            const QStringView word = m_text.sliced(token.begin, token.end - token.begin);
            if (token.kind == Kind::Comment)
                addComment(token, word.trimmed());
            else
                addWord(token, word);
            m_lastEnd = token.end;
        }
        return m_result.isEmpty() ? m_result : m_result + u'\n';
    }

private:
    enum class Gap { None, Space, Comma, Line, Blank };

    static bool isOpening(QStringView word) { return word == u"(" || word == u"[" || word == u"{"; }
    static bool isClosing(QStringView word) { return word == u")" || word == u"]" || word == u"}"; }

    void addComment(const GraphQlToken &token, QStringView word)
    {
        const bool isOnNewLine = m_result.isEmpty()
            || m_text.sliced(m_lastEnd, token.begin - m_lastEnd).contains(u'\n');
        if (!m_result.isEmpty())
            put(!isOnNewLine ? Gap::Space : m_isDefinitionDone ? Gap::Blank : Gap::Line);
        // What follows a comment of its own line belongs to it.
        if (isOnNewLine)
            m_isDefinitionDone = false;
        m_result += word;
        m_isAfterComment = true;
    }

    void addWord(const GraphQlToken &token, QStringView word)
    {
        const bool closesInner = m_inner > 0 && isClosing(word);
        const bool closes = m_inner == 0 && word == u"}";
        if (closesInner)
            --m_inner;
        if (closes)
            --m_level;
        Gap gap = closesInner ? Gap::None : m_inner > 0 ? innerGap(word) : outerGap(token, word);
        if (m_isAfterComment && gap != Gap::Blank)
            gap = Gap::Line;
        if (!m_result.isEmpty())
            put(gap);
        m_result += word;
        if (m_inner > 0 && isOpening(word))
            ++m_inner;
        else if (word == u"(" || word == u"[")
            ++m_inner;
        else if (word == u"{")
            ++m_level;
        m_isDefinitionDone = closes && m_level == 0;
        m_isAfterComment = false;
        m_beforePrevious = m_previous;
        m_previous = word;
    }

    Gap innerGap(QStringView word) const
    {
        if (isOpening(m_previous) || word == u":" || word == u"!" || word == u"("
            || m_previous == u"$" || m_previous == u"@")
            return Gap::None;
        if (m_previous == u":" || m_previous == u"=" || word == u"=" || word == u"@")
            return Gap::Space;
        return Gap::Comma;
    }

    Gap outerGap(const GraphQlToken &token, QStringView word) const
    {
        if (m_isDefinitionDone)
            return Gap::Blank;
        if (word == u"(" || word == u":" || m_previous == u"@")
            return Gap::None;
        if (m_previous == u"{" || word == u"}")
            return Gap::Line;
        if (m_previous == u":" || word == u"@" || word == u"{" || m_level == 0)
            return Gap::Space;
        if (m_previous == u"...")
            return word == u"on" || token.kind != Kind::Name ? Gap::Space : Gap::None;
        if (m_beforePrevious == u"..." && m_previous == u"on")
            return Gap::Space;
        return Gap::Line;
    }

    void put(Gap gap)
    {
        switch (gap) {
        case Gap::None:
            break;
        case Gap::Space:
            m_result += u' ';
            break;
        case Gap::Comma:
            m_result += u", "_s;
            break;
        case Gap::Blank:
            m_result += u'\n';
            [[fallthrough]];
        case Gap::Line:
            m_result += u'\n' + QString(2 * (m_level + (m_inner > 0 ? 1 : 0)), u' ');
            break;
        }
    }

    QStringView m_text;
    QString m_result;
    qsizetype m_lastEnd = 0;
    int m_level = 0;
    /// Parentheses and brackets that are open, and what is open within them.
    int m_inner = 0;
    bool m_isDefinitionDone = false;
    bool m_isAfterComment = false;
    QStringView m_previous;
    QStringView m_beforePrevious;
};

} // namespace

std::expected<QString, GraphQlSyntaxFault> formattedGraphQl(QStringView document)
{
    const GraphQlDocument read = graphQlDocument(document);
    if (read.fault)
        return std::unexpected(*read.fault);
    return Formatter(document).formatted();
}

} // namespace Recloser
