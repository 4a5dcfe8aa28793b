// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/xpath/xpathparser.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = XPathExpression::Kind;

namespace {

struct Operator
{
    QLatin1StringView sign;
    int level;
    Kind kind;
};

// Of two that begin alike the longer one comes first.
constexpr Operator operators[] = {
    {"or"_L1, 0, Kind::Or},
    {"and"_L1, 1, Kind::And},
    {"!="_L1, 2, Kind::NotEqual},
    {"="_L1, 2, Kind::Equal},
    {"<="_L1, 3, Kind::LessOrEqual},
    {"<"_L1, 3, Kind::Less},
    {">="_L1, 3, Kind::GreaterOrEqual},
    {">"_L1, 3, Kind::Greater},
    {"+"_L1, 4, Kind::Add},
    {"-"_L1, 4, Kind::Subtract},
    {"*"_L1, 5, Kind::Multiply},
    {"div"_L1, 5, Kind::Divide},
    {"mod"_L1, 5, Kind::Modulo},
};
constexpr int levels = 6;

struct Function
{
    QLatin1StringView name;
    qsizetype least;
    qsizetype most;
};

constexpr Function functions[] = {
    {"last"_L1, 0, 0},
    {"position"_L1, 0, 0},
    {"count"_L1, 1, 1},
    {"local-name"_L1, 0, 1},
    {"namespace-uri"_L1, 0, 1},
    {"lang"_L1, 1, 1},
    {"name"_L1, 0, 1},
    {"string"_L1, 0, 1},
    {"concat"_L1, 2, 100},
    {"starts-with"_L1, 2, 2},
    {"contains"_L1, 2, 2},
    {"substring-before"_L1, 2, 2},
    {"substring-after"_L1, 2, 2},
    {"substring"_L1, 2, 3},
    {"string-length"_L1, 0, 1},
    {"normalize-space"_L1, 0, 1},
    {"translate"_L1, 3, 3},
    {"boolean"_L1, 1, 1},
    {"not"_L1, 1, 1},
    {"true"_L1, 0, 0},
    {"false"_L1, 0, 0},
    {"number"_L1, 0, 1},
    {"sum"_L1, 1, 1},
    {"floor"_L1, 1, 1},
    {"ceiling"_L1, 1, 1},
    {"round"_L1, 1, 1},
};

} // namespace

std::expected<XPathExpression, XPathError> XPathParser::parse()
{
    Expression expression = readOperators(0);
    skipBlanks();
    if (!m_error && m_at < m_text.size())
        fail(XPathError::Kind::Unexpected, m_at, Expected::End);
    if (m_error)
        return std::unexpected(*m_error);
    return expression;
}

void XPathParser::fail(XPathError::Kind kind, qsizetype at, Expected expected, QString subject)
{
    if (!m_error)
        m_error = XPathError{kind, at, expected, std::move(subject)};
}

void XPathParser::skipBlanks()
{
    while (m_at < m_text.size() && m_text[m_at].isSpace())
        ++m_at;
}

bool XPathParser::isHere(QLatin1StringView sign)
{
    skipBlanks();
    return QStringView(m_text).sliced(m_at).startsWith(sign);
}

bool XPathParser::take(QLatin1StringView sign)
{
    if (!isHere(sign))
        return false;
    m_at += sign.size();
    return true;
}

std::optional<Kind> XPathParser::takeOperator(int level)
{
    for (const Operator &known : operators) {
        if (known.level != level || !isHere(known.sign))
            continue;
        // Names that begin like one are none.
        const bool isWord = known.sign[0] >= u'a';
        if (isWord && continuesName(peek(known.sign.size())))
            continue;
        m_at += known.sign.size();
        return known.kind;
    }
    return {};
}

XPathExpression XPathParser::readOperators(int level)
{
    if (level == levels)
        return readUnary();
    Expression left = readOperators(level + 1);
    while (!m_error) {
        const std::optional<Kind> kind = takeOperator(level);
        if (!kind)
            break;
        Expression whole;
        whole.kind = *kind;
        whole.operands.push_back(std::move(left));
        whole.operands.push_back(readOperators(level + 1));
        left = std::move(whole);
    }
    return left;
}

XPathExpression XPathParser::readUnary()
{
    if (!take("-"_L1))
        return readUnion();
    Expression negated;
    negated.kind = Kind::Negate;
    if (++m_depth > deepest)
        fail(XPathError::Kind::TooDeep, m_at, Expected::Nothing);
    else
        negated.operands.push_back(readUnary());
    --m_depth;
    return negated;
}

XPathExpression XPathParser::readUnion()
{
    Expression left = readFilter();
    while (!m_error && take("|"_L1)) {
        Expression whole;
        whole.kind = Kind::Union;
        whole.operands.push_back(std::move(left));
        whole.operands.push_back(readFilter());
        left = std::move(whole);
    }
    return left;
}

/// What is in parentheses may have predicates and a path of its own: (//a)[1]/b.
XPathExpression XPathParser::readFilter()
{
    const bool isGroup = isHere("("_L1);
    Expression made = readPrimary();
    const bool isNodes
        = made.kind == Kind::Path || made.kind == Kind::Union || made.kind == Kind::Filter;
    if (m_error || !isGroup || !isNodes)
        return made;
    if (isHere("["_L1)) {
        Expression filter;
        filter.kind = Kind::Filter;
        filter.operands.push_back(std::move(made));
        readPredicates(filter.operands);
        made = std::move(filter);
    }
    if (m_error || !isHere("/"_L1))
        return made;
    Expression path;
    path.operands.push_back(std::move(made));
    const bool isDeep = take("//"_L1);
    if (!isDeep)
        take("/"_L1);
    readSteps(path, isDeep);
    return path;
}

XPathExpression XPathParser::readPrimary()
{
    skipBlanks();
    const qsizetype begin = m_at;
    const QChar c = peek();
    Expression made;
    if (c == u'"' || c == u'\'') {
        made.kind = Kind::String;
        made.text = readString();
        return made;
    }
    if (c.isDigit() || (c == u'.' && peek(1).isDigit())) {
        while (peek().isDigit() || peek() == u'.')
            ++m_at;
        made.kind = Kind::Number;
        bool isNumber = false;
        made.number = QStringView(m_text).sliced(begin, m_at - begin).toDouble(&isNumber);
        if (!isNumber)
            fail(XPathError::Kind::Unexpected, begin, Expected::Operand);
        return made;
    }
    if (take("("_L1)) {
        if (++m_depth > deepest)
            fail(XPathError::Kind::TooDeep, begin, Expected::Nothing);
        else
            made = readOperators(0);
        --m_depth;
        if (!m_error && !take(")"_L1))
            fail(XPathError::Kind::Unexpected, m_at, Expected::ClosingParenthesis);
        return made;
    }
    if (beginsName(c)) {
        const QString name = readName();
        const bool isTest = name == "text"_L1 || name == "node"_L1 || name == "comment"_L1
            || name == "processing-instruction"_L1;
        if (!isTest && take("("_L1))
            return readCall(name, begin);
        m_at = begin;
    }
    return readPath();
}

QString XPathParser::readString()
{
    const qsizetype begin = m_at + 1;
    const qsizetype end = m_text.indexOf(m_text[m_at], begin);
    if (end < 0)
        fail(XPathError::Kind::Unexpected, m_text.size(), Expected::StringEnd);
    m_at = end < 0 ? m_text.size() : end + 1;
    return m_text.mid(begin, end - begin);
}

XPathExpression XPathParser::readCall(const QString &name, qsizetype at)
{
    Expression call;
    call.kind = Kind::Call;
    call.text = name;
    const auto known = std::ranges::find_if(
        functions, [&](const Function &function) { return function.name == name; });
    if (known == std::end(functions)) {
        fail(XPathError::Kind::UnknownFunction, at, Expected::Nothing, name);
        return call;
    }
    if (++m_depth > deepest)
        fail(XPathError::Kind::TooDeep, at, Expected::Nothing);
    if (!take(")"_L1)) {
        do {
            call.operands.push_back(readOperators(0));
        } while (!m_error && take(","_L1));
        if (!m_error && !take(")"_L1))
            fail(XPathError::Kind::Unexpected, m_at, Expected::ClosingParenthesis);
    }
    --m_depth;
    const auto count = qsizetype(call.operands.size());
    if (count < known->least || count > known->most)
        fail(XPathError::Kind::ArgumentCount, at, Expected::Nothing, name);
    return call;
}

} // namespace Recloser
