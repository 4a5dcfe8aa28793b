// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/xpath/xpathrun.h"

#include <algorithm>
#include <cmath>

namespace Recloser {

using Axis = XPathStep::Axis;
using Kind = XPathExpression::Kind;

namespace {

/// The number of nodes matters only where somebody asks for it.
bool asksForSize(const XPathExpression &expression)
{
    if (expression.kind == Kind::Call && expression.text == QLatin1StringView("last"))
        return true;
    return std::ranges::any_of(expression.operands, asksForSize);
}

/// The document begins where its first node may.
std::pair<qint64, bool> placeOf(const XPathRun::Node &node)
{
    return {node->item.begin, node->item.kind != ItemKind::Document};
}

void putInOrder(XPathRun::Nodes &nodes)
{
    if (!std::ranges::is_sorted(nodes, {}, placeOf))
        std::ranges::sort(nodes, {}, placeOf);
    const auto again = std::ranges::unique(nodes, {}, placeOf);
    nodes.erase(again.begin(), again.end());
}

} // namespace

bool isInOrder(const XPathExpression &path)
{
    if (path.kind != Kind::Path || !path.operands.empty())
        return false;
    const size_t count = path.steps.size();
    for (size_t i = 0; i < count; ++i) {
        const XPathStep &step = path.steps[i];
        const bool isLast = i + 1 == count;
        switch (step.axis) {
        case Axis::Child:
        case Axis::Attribute:
            break;
        case Axis::Self:
            if (step.isDeep && !isLast)
                return false;
            break;
        case Axis::Descendant:
        case Axis::DescendantOrSelf:
            if (step.isDeep || !isLast)
                return false;
            break;
        default:
            return false;
        }
    }
    return true;
}

bool XPathRun::canGoOn()
{
    if (m_bytesLeft < 0)
        m_isTooMuch = true;
    return !m_isTooMuch && !m_stop.stop_requested();
}

bool XPathRun::add(Nodes &nodes, const Node &node)
{
    if (nodes.size() >= mostNodes)
        m_isTooMuch = true;
    else
        nodes.push_back(node);
    return !m_isTooMuch;
}

bool XPathRun::eachNode(const XPathExpression &expression, const XPathContext &context,
                        const Take &take)
{
    const TakeNode takeNode = [&](const Node &node) { return take(*node); };
    if (expression.kind == Kind::Union)
        return eachNode(expression.operands[0], context, take)
            && eachNode(expression.operands[1], context, take);
    if (expression.kind == Kind::Filter)
        return filtered(expression, context, takeNode);
    if (expression.kind != Kind::Path)
        return true;
    if (expression.operands.empty())
        return walkSteps(expression.steps, 0, expression.isAbsolute ? m_document : context.node,
                         takeNode);
    const Value from = evaluate(expression.operands[0], context);
    const auto *nodes = std::get_if<Nodes>(&from);
    return !nodes || std::ranges::all_of(*nodes, [&](const Node &node) {
        return walkSteps(expression.steps, 0, node, takeNode);
    });
}

/// (path)[3]: those behind it are not looked for.
bool XPathRun::takeNth(const XPathExpression &path, double number, const XPathContext &context,
                       const TakeNode &take)
{
    qint64 position = 0;
    bool isWanted = true;
    eachNode(path, context, [&](const XPathNode &node) {
        if (double(++position) != number)
            return true;
        isWanted = take(std::make_shared<const XPathNode>(node));
        return false;
    });
    return isWanted;
}

/// Section 3.3: the predicates see all the nodes, in the order of the document.
bool XPathRun::filtered(const XPathExpression &filter, const XPathContext &context,
                        const TakeNode &take)
{
    const std::vector<XPathExpression> &operands = filter.operands;
    if (operands.size() == 2 && operands[1].kind == Kind::Number && isInOrder(operands[0]))
        return takeNth(operands[0], operands[1].number, context, take);
    const Value value = evaluate(operands[0], context);
    const auto *all = std::get_if<Nodes>(&value);
    Nodes nodes = all ? *all : Nodes();
    for (size_t i = 1; i < operands.size(); ++i) {
        Nodes left;
        for (size_t at = 0; at < nodes.size(); ++at) {
            if (isTrueFor(operands[i], {nodes[at], qint64(at + 1), qint64(nodes.size())}))
                left.push_back(nodes[at]);
        }
        nodes = std::move(left);
    }
    return std::ranges::all_of(nodes, take);
}

/// A number is a position.
bool XPathRun::isTrueFor(const XPathExpression &predicate, const XPathContext &context)
{
    const Value value = evaluate(predicate, context);
    const auto *number = std::get_if<double>(&value);
    return number ? *number == double(context.position) : yes(value);
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
    const XPathStep &step = steps[at];
    if (step.axis != Axis::Child) {
        return walkStep(steps, at, node, take)
            && eachBelow(node, [&](const Node &below) { return walkStep(steps, at, below, take); });
    }
    if (!node->item.isContainer())
        return true;
    if (--m_depthLeft < 0)
        m_isTooMuch = true;
    Counts counts(step);
    const bool isWanted = eachChild(node, [&](const Node &child) {
        if (child->item.kind == ItemKind::Attribute)
            return true;
        const bool isFound
            = fits(step.test, step.axis, child->item) && passes(step, counts, child, node);
        if (child->item.kind != ItemKind::Element)
            return !isFound || walkSteps(steps, at + 1, child, take);
        if (!isFound)
            return walkDeep(steps, at, child, take);
        if (at + 1 == steps.size())
            return take(child) && walkDeep(steps, at, child, take);
        return walkBoth(steps, at, child, take);
    });
    ++m_depthLeft;
    return isWanted;
}

/// On from a node that a deep step found, and the deep step within it, as one in the order of the
/// document. Mostly there is nothing of the latter.
bool XPathRun::walkBoth(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                        const TakeNode &take)
{
    Nodes within;
    if (!walkDeep(steps, at, node, [&](const Node &found) { return add(within, found); }))
        return false;
    putInOrder(within);
    auto next = within.cbegin();
    const bool isWanted = walkSteps(steps, at + 1, node, [&](const Node &found) {
        for (; next != within.cend() && placeOf(*next) < placeOf(found); ++next) {
            if (!take(*next))
                return false;
        }
        if (next != within.cend() && placeOf(*next) == placeOf(found))
            ++next;
        return take(found);
    });
    return isWanted && std::all_of(next, within.cend(), take);
}

bool XPathRun::walkStep(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                        const TakeNode &take)
{
    const XPathStep &step = steps[at];
    Counts counts(step);
    return eachOnAxis(step, node, [&](const Node &found) {
        return !passes(step, counts, found, node) || walkSteps(steps, at + 1, found, take);
    });
}

/// Whether the predicates hold for the next node of a step from `node`.
bool XPathRun::passes(const XPathStep &step, Counts &counts, const Node &found, const Node &node)
{
    for (size_t i = 0; i < step.predicates.size(); ++i) {
        if (counts.sizes[i] < 0 && asksForSize(step.predicates[i])) {
            XPathStep before = step;
            before.isDeep = false;
            before.predicates.resize(i);
            counts.sizes[i] = 0;
            walkStep({before}, 0, node, [&](const Node &) {
                ++counts.sizes[i];
                return true;
            });
        }
        if (!isTrueFor(step.predicates[i], {found, ++counts.positions[i], counts.sizes[i]}))
            return false;
    }
    return true;
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
    case Kind::Filter:
        break;
    }
    Nodes nodes;
    eachNode(expression, context, [&](const XPathNode &node) {
        return add(nodes, std::make_shared<const XPathNode>(node));
    });
    putInOrder(nodes);
    return nodes;
}

} // namespace Recloser
