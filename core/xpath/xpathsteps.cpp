// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of XPathParser that reads paths (XPath 1.0 section 2).

#include "core/xpath/xpathparser.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Axis = XPathStep::Axis;

namespace {

/// The axis of namespaces is missing: what it would give stands nowhere in the text.
constexpr std::pair<QLatin1StringView, Axis> axes[] = {
    {"child"_L1, Axis::Child},
    {"attribute"_L1, Axis::Attribute},
    {"self"_L1, Axis::Self},
    {"parent"_L1, Axis::Parent},
    {"descendant"_L1, Axis::Descendant},
    {"descendant-or-self"_L1, Axis::DescendantOrSelf},
    {"ancestor"_L1, Axis::Ancestor},
    {"ancestor-or-self"_L1, Axis::AncestorOrSelf},
    {"following-sibling"_L1, Axis::FollowingSibling},
    {"preceding-sibling"_L1, Axis::PrecedingSibling},
    {"following"_L1, Axis::Following},
    {"preceding"_L1, Axis::Preceding},
};

} // namespace

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
    readSteps(path, isDeep);
    return path;
}

void XPathParser::readSteps(Expression &path, bool isDeep)
{
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
        step.axis = m_text[m_at - 1] == u'.' && m_at > 1 && m_text[m_at - 2] == u'.' ? Axis::Parent
                                                                                     : Axis::Self;
        step.test.kind = XPathNodeTest::Kind::Node;
        return true;
    }
    if (take("@"_L1))
        step.axis = Axis::Attribute;
    else if (!readAxis(step))
        return false;
    return readTest(step) && readPredicates(step.predicates);
}

/// The axis of a step that names one.
bool XPathParser::readAxis(XPathStep &step)
{
    skipBlanks();
    const qsizetype begin = m_at;
    const QString name = beginsName(peek()) ? readName() : QString();
    if (name.isEmpty() || !take("::"_L1)) {
        m_at = begin;
        return true;
    }
    const auto known
        = std::ranges::find_if(axes, [&](const auto &axis) { return axis.first == name; });
    if (known == std::end(axes)) {
        fail(XPathError::Kind::UnknownAxis, begin, Expected::Nothing, name);
        return false;
    }
    step.axis = known->second;
    return true;
}

bool XPathParser::readTest(XPathStep &step)
{
    using TestKind = XPathNodeTest::Kind;
    skipBlanks();
    if (take("*"_L1)) {
        step.test.kind = TestKind::AnyName;
        return true;
    }
    const QString name = beginsName(peek()) ? readName() : QString();
    if (name.isEmpty()) {
        fail(XPathError::Kind::Unexpected, m_at, Expected::Name);
        return false;
    }
    const std::pair<QLatin1StringView, TestKind> tests[] = {
        {"text"_L1, TestKind::Text},
        {"node"_L1, TestKind::Node},
        {"comment"_L1, TestKind::Comment},
        {"processing-instruction"_L1, TestKind::Instruction},
    };
    for (const auto &[word, kind] : tests) {
        if (name != word || !take("("_L1))
            continue;
        step.test.kind = kind;
        skipBlanks();
        if (kind == TestKind::Instruction && (peek() == u'"' || peek() == u'\''))
            step.test.name = readString().toUtf8();
        if (!m_error && !take(")"_L1))
            fail(XPathError::Kind::Unexpected, m_at, Expected::ClosingParenthesis);
        return !m_error;
    }
    step.test.name = name.toUtf8();
    return true;
}

bool XPathParser::readPredicates(std::vector<Expression> &predicates)
{
    while (!m_error && take("["_L1)) {
        if (++m_depth > deepest)
            fail(XPathError::Kind::TooDeep, m_at, Expected::Nothing);
        else
            predicates.push_back(readOperators(0));
        --m_depth;
        if (!m_error && !take("]"_L1))
            fail(XPathError::Kind::Unexpected, m_at, Expected::PredicateEnd);
    }
    return !m_error;
}

} // namespace Recloser
