// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/xmlprinter.h"

#include <algorithm>
#include <utility>

namespace Recloser {

namespace {

using Kind = SyntaxFault::Kind;

/// Longer ones are no entity names of anyone.
constexpr qsizetype longestReference = 256;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Section 2.3, letters outside of ASCII without telling them apart.
bool isNameStart(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == ':';
}

bool isNameCharacter(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/// What stands between & and ; (section 4.1).
bool isReference(QByteArrayView name)
{
    if (name.startsWith("#x"))
        return name.size() > 2 && std::ranges::all_of(name.sliced(2), [](char c) {
                   return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
               });
    if (name.startsWith('#'))
        return name.size() > 1
            && std::ranges::all_of(name.sliced(1), [](char c) { return c >= '0' && c <= '9'; });
    return !name.isEmpty() && isNameStart(name[0]) && std::ranges::all_of(name, isNameCharacter);
}

} // namespace

void XmlPrinter::print(QByteArrayView piece, QByteArray &out)
{
    qsizetype at = 0;
    for (; at < piece.size() && !m_fault; ++at) {
        const char c = piece[at];
        if (static_cast<unsigned char>(c) < 0x20 && !isBlank(c))
            fail(Kind::ControlCharacter, m_place.place(), QByteArray(1, c));
        else
            take(c, out);
        if (m_fault)
            break;
        m_place.count(c);
    }
    if (m_fault)
        flush(out);
    out.append(piece.sliced(at));
}

void XmlPrinter::take(char c, QByteArray &out)
{
    switch (m_state) {
    case State::Text:
        return takeText(c, out);
    case State::Reference:
        return takeReference(c, out);
    case State::Markup:
        return takeMarkup(c, out);
    case State::StartName:
    case State::InTag:
    case State::AfterValue:
    case State::EmptySlash:
        return takeTag(c, out);
    case State::AttributeName:
    case State::BeforeEquals:
    case State::BeforeValue:
        return takeAttributeName(c, out);
    case State::Value:
        return takeValue(c, out);
    case State::EndName:
    case State::AfterEndName:
        return takeEndTag(c, out);
    case State::Comment:
        return takeUntil("-->", c, out);
    case State::CData:
        return takeUntil("]]>", c, out);
    case State::Instruction:
        return takeUntil("?>", c, out);
    case State::Doctype:
        return takeDoctype(c, out);
    }
}

void XmlPrinter::takeText(char c, QByteArray &out)
{
    if (c == '<') {
        m_tokenPlace = m_place.place();
        m_held = "<";
        m_state = State::Markup;
        return;
    }
    if (isBlank(c)) {
        if (isVerbatim())
            out += c;
        else
            m_blank += c;
        return;
    }
    if (m_open.empty()) {
        fail(m_rootSeen ? Kind::TrailingText : Kind::UnexpectedCharacter, m_place.place(),
             QByteArray(1, c), m_rootSeen ? QByteArray() : "<");
        return;
    }
    beginText(out);
    if (c == '&') {
        m_tokenPlace = m_place.place();
        m_held = "&";
        m_afterReference = State::Text;
        m_state = State::Reference;
        return;
    }
    out += c;
}

void XmlPrinter::beginText(QByteArray &out)
{
    m_open.back().verbatim = true;
    out += std::exchange(m_blank, {});
}

void XmlPrinter::takeReference(char c, QByteArray &out)
{
    if (c != ';' && m_held.size() < longestReference && (isNameCharacter(c) || c == '#')) {
        m_held += c;
        return;
    }
    if (c != ';' || !isReference(QByteArrayView(m_held).sliced(1))) {
        fail(Kind::InvalidReference, m_tokenPlace, m_held);
        return;
    }
    out += std::exchange(m_held, {});
    out += c;
    m_state = m_afterReference;
}

void XmlPrinter::takeMarkup(char c, QByteArray &out)
{
    m_held += c;
    if (m_held == "</") {
        if (m_open.empty())
            fail(Kind::MismatchedTag, m_tokenPlace, "</");
        else
            beginMarkup(State::EndName, out);
    } else if (m_held == "<?") {
        beginMarkup(State::Instruction, out);
    } else if (m_held == "<!--") {
        beginMarkup(State::Comment, out);
    } else if (m_held == "<![CDATA[") {
        if (m_open.empty())
            fail(Kind::UnexpectedCharacter, m_tokenPlace, "<![CDATA[");
        else
            beginMarkup(State::CData, out);
    } else if (m_held == "<!DOCTYPE") {
        beginMarkup(State::Doctype, out);
    } else if (m_held.size() == 2 && isNameStart(c)) {
        if (m_open.empty() && m_rootSeen)
            fail(Kind::TrailingText, m_tokenPlace, m_held);
        else
            beginMarkup(State::StartName, out);
    } else {
        const bool possible = QByteArrayView("<!--").startsWith(m_held)
            || QByteArrayView("<![CDATA[").startsWith(m_held)
            || QByteArrayView("<!DOCTYPE").startsWith(m_held);
        if (!possible)
            fail(Kind::InvalidTag, m_place.place(), QByteArray(1, c));
    }
    // This byte is the first of the rest that is passed on.
    if (m_fault)
        m_held.chop(1);
}

void XmlPrinter::beginMarkup(State state, QByteArray &out)
{
    if (state == State::CData) {
        beginText(out);
    } else if (state == State::EndName) {
        // White space that is all an element holds is its content.
        if (!m_open.back().hasChildren)
            out += m_blank;
        else if (!isVerbatim())
            breakLine(qsizetype(m_open.size()) - 1, out);
    } else {
        if (!isVerbatim())
            breakLine(qsizetype(m_open.size()), out);
        if (!m_open.empty())
            m_open.back().hasChildren = true;
    }
    m_blank.clear();
    m_name = state == State::StartName ? m_held.sliced(1) : QByteArray();
    out += std::exchange(m_held, {});
    m_anyOutput = true;
    m_tail.clear();
    m_attributes.clear();
    m_preserve = false;
    m_state = state;
}

void XmlPrinter::takeTag(char c, QByteArray &out)
{
    if (m_state == State::EmptySlash) {
        if (c != '>') {
            fail(Kind::InvalidTag, m_place.place(), QByteArray(1, c), ">");
            return;
        }
        out += c;
        startDone(true);
        return;
    }
    if (m_state == State::StartName && isNameCharacter(c)) {
        m_name += c;
    } else if (c == '>') {
        out += c;
        startDone(false);
        return;
    } else if (c == '/') {
        m_state = State::EmptySlash;
    } else if (isBlank(c)) {
        if (m_state == State::StartName || m_state == State::AfterValue)
            m_state = State::InTag;
    } else if (m_state == State::InTag && isNameStart(c)) {
        m_tokenPlace = m_place.place();
        m_value = QByteArray(1, c);
        m_state = State::AttributeName;
    } else {
        fail(Kind::InvalidTag, m_place.place(), QByteArray(1, c));
        return;
    }
    out += c;
}

void XmlPrinter::takeAttributeName(char c, QByteArray &out)
{
    if (m_state == State::AttributeName && isNameCharacter(c)) {
        m_value += c;
    } else if (m_state != State::BeforeValue && c == '=') {
        if (m_attributes.contains(m_value)) {
            fail(Kind::DuplicateAttribute, m_tokenPlace, m_value);
            return;
        }
        m_attributes.insert(m_value);
        m_state = State::BeforeValue;
    } else if (isBlank(c)) {
        if (m_state == State::AttributeName)
            m_state = State::BeforeEquals;
    } else if (m_state == State::BeforeValue && (c == '"' || c == '\'')) {
        m_quote = c;
        m_preserve = m_preserve && m_value != "xml:space";
        m_tail = m_value == "xml:space" ? QByteArray("") : QByteArray();
        m_state = State::Value;
    } else {
        fail(Kind::InvalidTag, m_place.place(), QByteArray(1, c),
             m_state == State::BeforeValue ? "\"" : "=");
        return;
    }
    out += c;
}

void XmlPrinter::takeValue(char c, QByteArray &out)
{
    if (c == '<') {
        fail(Kind::UnexpectedCharacter, m_place.place(), "<");
        return;
    }
    if (c == '&') {
        m_tokenPlace = m_place.place();
        m_held = "&";
        m_afterReference = State::Value;
        m_state = State::Reference;
        return;
    }
    out += c;
    if (c == m_quote) {
        if (m_value == "xml:space")
            m_preserve = m_tail == "preserve";
        m_state = State::AfterValue;
    } else if (!m_tail.isNull() && m_tail.size() < 16) {
        m_tail += c;
    }
}

void XmlPrinter::startDone(bool empty)
{
    m_rootSeen = true;
    m_state = State::Text;
    if (empty)
        return;
    const bool verbatim = isVerbatim() || m_preserve;
    m_open.push_back({std::exchange(m_name, {}), false, verbatim});
}

void XmlPrinter::takeEndTag(char c, QByteArray &out)
{
    if (c == '>') {
        if (m_name != m_open.back().name) {
            fail(Kind::MismatchedTag, m_tokenPlace, m_name, m_open.back().name);
            return;
        }
        out += c;
        m_open.pop_back();
        m_state = State::Text;
        return;
    }
    if (isBlank(c) && !m_name.isEmpty()) {
        m_state = State::AfterEndName;
    } else if (m_state == State::EndName
               && (m_name.isEmpty() ? isNameStart(c) : isNameCharacter(c))) {
        m_name += c;
    } else {
        fail(Kind::InvalidTag, m_place.place(), QByteArray(1, c), ">");
        return;
    }
    out += c;
}

void XmlPrinter::takeUntil(QByteArrayView end, char c, QByteArray &out)
{
    out += c;
    m_tail += c;
    if (m_tail.size() > end.size())
        m_tail.remove(0, m_tail.size() - end.size());
    if (m_tail == end)
        m_state = State::Text;
}

void XmlPrinter::takeDoctype(char c, QByteArray &out)
{
    out += c;
    if (m_doctypeQuote != 0) {
        if (c == m_doctypeQuote)
            m_doctypeQuote = 0;
    } else if (c == '"' || c == '\'') {
        m_doctypeQuote = c;
    } else if (c == '[' || c == '<') {
        ++m_doctypeDepth;
    } else if (m_doctypeDepth > 0 && (c == ']' || c == '>')) {
        --m_doctypeDepth;
    } else if (c == '>') {
        m_state = State::Text;
    }
}

void XmlPrinter::breakLine(qsizetype depth, QByteArray &out)
{
    if (!m_anyOutput)
        return;
    out += '\n';
    out.append(std::min(depth, deepestIndent) * indentWidth, ' ');
}

void XmlPrinter::fail(Kind kind, const TextPlace &place, QByteArray found, QByteArray expected)
{
    m_fault = SyntaxFault{kind, place, std::move(found), std::move(expected)};
}

void XmlPrinter::flush(QByteArray &out)
{
    out += std::exchange(m_blank, {});
    out += std::exchange(m_held, {});
}

std::optional<SyntaxFault> XmlPrinter::finish(QByteArray &out)
{
    if (!m_fault && (m_state != State::Text || !m_open.empty() || !m_rootSeen)) {
        fail(Kind::UnexpectedEnd, m_place.place(), {},
             m_open.empty() ? QByteArray() : m_open.back().name);
        flush(out);
    }
    return m_fault;
}

} // namespace Recloser
