// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/xpath/xpathparser.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = XPathExpression::Kind;

namespace {

constexpr int deepest = 60;

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

bool beginsName(QChar c)
{
    return c.isLetter() || c == u'_';
}

bool continuesName(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.' || c.isMark();
}

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
    Expression left = readPrimary();
    while (!m_error && take("|"_L1)) {
        Expression whole;
        whole.kind = Kind::Union;
        whole.operands.push_back(std::move(left));
        whole.operands.push_back(readPrimary());
        left = std::move(whole);
    }
    return left;
}

XPathExpression XPathParser::readPrimary()
{
    skipBlanks();
    const qsizetype begin = m_at;
    const QChar c = peek();
    Expression made;
    if (c == u'"' || c == u'\'') {
        const qsizetype end = m_text.indexOf(c, m_at + 1);
        if (end < 0)
            fail(XPathError::Kind::Unexpected, m_text.size(), Expected::StringEnd);
        made.kind = Kind::String;
        made.text = m_text.mid(begin + 1, end - begin - 1);
        m_at = end + 1;
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

bool XPathParser::beginsStep()
{
    skipBlanks();
    const QChar c = peek();
    return beginsName(c) || c == u'@' || c == u'*' || c == u'.';
}

XPathExpression XPathParser::readPath()
{
    Expression path;
    bool isDeep = false;
    if (take("//"_L1)) {
        path.isAbsolute = isDeep = true;
    } else if (take("/"_L1)) {
        path.isAbsolute = true;
        // The document itself.
        if (!beginsStep())
            return path;
    }
    while (!m_error) {
        XPathStep step;
        step.isDeep = isDeep;
        if (!readStep(step))
            break;
        path.steps.push_back(std::move(step));
        isDeep = take("//"_L1);
        if (!isDeep && !take("/"_L1))
            break;
    }
    return path;
}

QString XPathParser::readName()
{
    const qsizetype begin = m_at;
    while (m_at < m_text.size() && continuesName(m_text[m_at]))
        ++m_at;
    // A prefix; two colons belong to an axis.
    if (m_at > begin && peek() == u':' && (beginsName(peek(1)) || peek(1) == u'*')) {
        ++m_at;
        if (peek() == u'*')
            ++m_at;
        else
            while (m_at < m_text.size() && continuesName(m_text[m_at]))
                ++m_at;
    }
    return m_text.sliced(begin, m_at - begin);
}

bool XPathParser::readStep(XPathStep &step)
{
    if (!beginsStep()) {
        fail(XPathError::Kind::Unexpected, m_at, Expected::Step);
        return false;
    }
    if (take(".."_L1) || take("."_L1)) {
        step.axis = m_text[m_at - 1] == u'.' && m_at > 1 && m_text[m_at - 2] == u'.'
            ? XPathStep::Axis::Parent
            : XPathStep::Axis::Self;
        step.test.kind = XPathNodeTest::Kind::Node;
        return true;
    }
    if (take("@"_L1))
        step.axis = XPathStep::Axis::Attribute;
    return readTest(step) && readPredicates(step);
}

bool XPathParser::readTest(XPathStep &step)
{
    skipBlanks();
    if (take("*"_L1)) {
        step.test.kind = XPathNodeTest::Kind::AnyName;
        return true;
    }
    const qsizetype begin = m_at;
    const QString name = beginsName(peek()) ? readName() : QString();
    if (name.isEmpty()) {
        fail(XPathError::Kind::Unexpected, m_at, Expected::Name);
        return false;
    }
    if (take("::"_L1)) {
        if (name == "child"_L1)
            step.axis = XPathStep::Axis::Child;
        else if (name == "attribute"_L1)
            step.axis = XPathStep::Axis::Attribute;
        else if (name == "self"_L1)
            step.axis = XPathStep::Axis::Self;
        else if (name == "parent"_L1)
            step.axis = XPathStep::Axis::Parent;
        else if (name == "descendant"_L1)
            step.isDeep = true;
        else
            fail(XPathError::Kind::UnknownAxis, begin, Expected::Nothing, name);
        return !m_error && readTest(step);
    }
    using TestKind = XPathNodeTest::Kind;
    const std::pair<QLatin1StringView, TestKind> tests[] = {
        {"text"_L1, TestKind::Text},
        {"node"_L1, TestKind::Node},
        {"comment"_L1, TestKind::Comment},
        {"processing-instruction"_L1, TestKind::Instruction},
    };
    for (const auto &[word, kind] : tests) {
        if (name != word || !take("("_L1))
            continue;
        if (!take(")"_L1))
            fail(XPathError::Kind::Unexpected, m_at, Expected::ClosingParenthesis);
        step.test.kind = kind;
        return !m_error;
    }
    step.test.name = name.toUtf8();
    return true;
}

bool XPathParser::readPredicates(XPathStep &step)
{
    while (!m_error && take("["_L1)) {
        if (++m_depth > deepest)
            fail(XPathError::Kind::TooDeep, m_at, Expected::Nothing);
        else
            step.predicates.push_back(readOperators(0));
        --m_depth;
        if (!m_error && !take("]"_L1))
            fail(XPathError::Kind::Unexpected, m_at, Expected::PredicateEnd);
    }
    return !m_error;
}

} // namespace Recloser
