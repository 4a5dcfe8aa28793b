// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/xpath/xpathrun.h"

#include <algorithm>
#include <cmath>

namespace Recloser {

using Axis = XPathStep::Axis;
using Kind = XPathExpression::Kind;

namespace {

constexpr qint64 slice = 4 * 1024 * 1024;

/// The number of nodes matters only where somebody asks for it.
bool asksForSize(const XPathExpression &expression)
{
    if (expression.kind == Kind::Call && expression.text == QLatin1StringView("last"))
        return true;
    return std::ranges::any_of(expression.operands, asksForSize);
}

} // namespace

bool XPathRun::canGoOn()
{
    if (m_bytesLeft < 0)
        m_isTooMuch = true;
    return !m_isTooMuch && !m_stop.stop_requested();
}

bool XPathRun::eachNode(const XPathExpression &expression, const XPathContext &context,
                        const Take &take)
{
    if (expression.kind == Kind::Union)
        return eachNode(expression.operands[0], context, take)
            && eachNode(expression.operands[1], context, take);
    if (expression.kind != Kind::Path)
        return true;
    const Node from = expression.isAbsolute ? m_document : context.node;
    return walkSteps(expression.steps, 0, from, [&](const Node &node) { return take(*node); });
}

bool XPathRun::walkSteps(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                         const TakeNode &take)
{
    if (at == steps.size())
        return take(node);
    return steps[at].isDeep ? walkDeep(steps, at, node, take) : walkStep(steps, at, node, take);
}

/// The step from a node and from everything below it.
bool XPathRun::walkDeep(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                        const TakeNode &take)
{
    if (!walkStep(steps, at, node, take))
        return false;
    if (!node->item.isContainer())
        return true;
    if (--m_depthLeft < 0)
        m_isTooMuch = true;
    const bool isWanted = eachChild(node, [&](const Node &child) {
        return child->item.kind != ItemKind::Element || walkDeep(steps, at, child, take);
    });
    ++m_depthLeft;
    return isWanted;
}

bool XPathRun::walkStep(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                        const TakeNode &take)
{
    const XPathStep &step = steps[at];
    std::vector<qint64> positions(step.predicates.size(), 0);
    return eachOnAxis(step, node, [&](const Node &found) {
        for (size_t i = 0; i < step.predicates.size(); ++i) {
            XPathContext context{found, ++positions[i], 1};
            if (asksForSize(step.predicates[i]))
                context.size = sizeFor(step, i, node);
            const Value value = evaluate(step.predicates[i], context);
            const auto *number = std::get_if<double>(&value);
            if (number ? *number != double(context.position) : !yes(value))
                return true;
        }
        return walkSteps(steps, at + 1, found, take);
    });
}

/// How many nodes of a step reach a predicate.
qint64 XPathRun::sizeFor(const XPathStep &step, size_t predicate, const Node &node)
{
    XPathStep before = step;
    before.isDeep = false;
    before.predicates.resize(predicate);
    qint64 count = 0;
    walkStep({before}, 0, node, [&](const Node &) {
        ++count;
        return true;
    });
    return count;
}

bool XPathRun::eachOnAxis(const XPathStep &step, const Node &node, const TakeNode &take)
{
    if (step.axis == Axis::Self)
        return !fits(step.test, step.axis, node->item) || take(node);
    if (step.axis == Axis::Parent)
        return !node->parent || !fits(step.test, step.axis, node->parent->item)
            || take(node->parent);
    return eachChild(node, [&](const Node &child) {
        const bool isAttribute = child->item.kind == ItemKind::Attribute;
        // Attributes come before all else.
        if (step.axis == Axis::Attribute && !isAttribute)
            return true;
        return isAttribute != (step.axis == Axis::Attribute)
            || !fits(step.test, step.axis, child->item) || take(child);
    });
}

bool XPathRun::eachChild(const Node &node, const TakeNode &take)
{
    if (!node->item.isContainer())
        return true;
    StructureWalk walk(StructureLanguage::Xml, node->item);
    StructureItem item;
    qint64 known = std::min<qint64>(m_xml.size(), walk.at() + slice);
    for (qint64 ordinal = 0; canGoOn();) {
        const qint64 before = walk.at();
        const StructureWalk::Step step = walk.next(m_xml.first(known), item);
        m_bytesLeft -= walk.at() - before;
        if (step == StructureWalk::Step::End)
            return true;
        if (step == StructureWalk::Step::More) {
            if (known == m_xml.size())
                return true;
            known = std::min<qint64>(m_xml.size(), known + slice);
            continue;
        }
        const auto child = std::make_shared<const XPathNode>(XPathNode{item, node, ordinal++});
        if (!take(child))
            return false;
    }
    return false;
}

bool XPathRun::fits(const XPathNodeTest &test, Axis axis, const StructureItem &item) const
{
    using Test = XPathNodeTest::Kind;
    const bool isNamed = axis == Axis::Attribute ? item.kind == ItemKind::Attribute
                                                 : item.kind == ItemKind::Element;
    switch (test.kind) {
    case Test::Node:
        return item.kind != ItemKind::Doctype;
    case Test::Text:
        return item.kind == ItemKind::Text || item.kind == ItemKind::CData;
    case Test::Comment:
        return item.kind == ItemKind::Comment;
    case Test::Instruction:
        return item.kind == ItemKind::Instruction;
    case Test::AnyName:
        return isNamed;
    case Test::Name:
        break;
    }
    if (!isNamed)
        return false;
    const QByteArrayView name = m_xml.sliced(item.nameBegin, item.nameEnd - item.nameBegin);
    if (test.name.endsWith(":*"))
        return name.startsWith(QByteArrayView(test.name).chopped(1));
    if (name == test.name)
        return true;
    const qsizetype colon = name.indexOf(':');
    return colon >= 0 && !test.name.contains(':') && name.sliced(colon + 1) == test.name;
}

XPathRun::Value XPathRun::evaluate(const XPathExpression &expression, const XPathContext &context)
{
    const auto operand = [&](size_t i) { return evaluate(expression.operands[i], context); };
    switch (expression.kind) {
    case Kind::Or:
        return yes(operand(0)) || yes(operand(1));
    case Kind::And:
        return yes(operand(0)) && yes(operand(1));
    case Kind::Equal:
    case Kind::NotEqual:
    case Kind::Less:
    case Kind::LessOrEqual:
    case Kind::Greater:
    case Kind::GreaterOrEqual:
        return compared(expression.kind, operand(0), operand(1));
    case Kind::Add:
        return number(operand(0)) + number(operand(1));
    case Kind::Subtract:
        return number(operand(0)) - number(operand(1));
    case Kind::Multiply:
        return number(operand(0)) * number(operand(1));
    case Kind::Divide:
        return number(operand(0)) / number(operand(1));
    case Kind::Modulo:
        return std::fmod(number(operand(0)), number(operand(1)));
    case Kind::Negate:
        return -number(operand(0));
    case Kind::Number:
        return expression.number;
    case Kind::String:
        return expression.text;
    case Kind::Call:
        return call(expression, context);
    case Kind::Union:
    case Kind::Path:
        break;
    }
    Nodes nodes;
    eachNode(expression, context, [&](const XPathNode &node) {
        if (nodes.size() >= mostNodes) {
            m_isTooMuch = true;
            return false;
        }
        const auto isSame = [&](const Node &known) { return known->item.begin == node.item.begin; };
        if (nodes.empty() || !isSame(nodes.back()))
            nodes.push_back(std::make_shared<const XPathNode>(node));
        return true;
    });
    return nodes;
}

} // namespace Recloser
