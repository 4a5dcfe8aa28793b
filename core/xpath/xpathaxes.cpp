// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of XPathRun that goes from a node to others (XPath 1.0 section 2.2), each axis in its
// own order.

#include "core/xpath/xpathrun.h"

#include <algorithm>
#include <ranges>

namespace Recloser {

using Axis = XPathStep::Axis;

namespace {

constexpr qint64 slice = 4 * 1024 * 1024;

} // namespace

bool XPathRun::eachOnAxis(const XPathStep &step, const Node &node, const TakeNode &take)
{
    return eachNodeOn(step.axis, node, [&](const Node &found) {
        return !fits(step.test, step.axis, found->item) || take(found);
    });
}

bool XPathRun::eachNodeOn(Axis axis, const Node &node, const TakeNode &take)
{
    const bool isAttribute = node->item.kind == ItemKind::Attribute;
    switch (axis) {
    case Axis::Self:
        return take(node);
    case Axis::Parent:
        return !node->parent || take(node->parent);
    case Axis::Child:
        return eachChild(node, [&](const Node &child) {
            return child->item.kind == ItemKind::Attribute || take(child);
        });
    case Axis::Attribute: {
        // They come before all else.
        bool isWanted = true;
        eachChild(node, [&](const Node &child) {
            return child->item.kind == ItemKind::Attribute && (isWanted = take(child));
        });
        return isWanted;
    }
    case Axis::Descendant:
        return eachBelow(node, take);
    case Axis::DescendantOrSelf:
        return take(node) && eachBelow(node, take);
    case Axis::AncestorOrSelf:
        if (!take(node))
            return false;
        [[fallthrough]];
    case Axis::Ancestor:
        for (Node above = node->parent; above; above = above->parent) {
            if (!take(above))
                return false;
        }
        return true;
    case Axis::FollowingSibling:
        return isAttribute || eachSiblingAfter(node, take);
    case Axis::PrecedingSibling:
        return isAttribute || eachSiblingBefore(node, take);
    case Axis::Following:
        return isAttribute ? eachBelow(node->parent, take) && eachAfter(node->parent, take)
                           : eachAfter(node, take);
    case Axis::Preceding:
        return eachBefore(isAttribute ? node->parent : node, take);
    }
    return true;
}

/// The items of a container that a walk comes to, the first of them being number `ordinal`.
bool XPathRun::eachItem(const Node &parent, StructureWalk walk, qint64 ordinal,
                        const TakeNode &take)
{
    StructureItem item;
    qint64 known = std::min<qint64>(m_xml.size(), walk.at() + slice);
    while (canGoOn()) {
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
        if (!take(std::make_shared<const XPathNode>(XPathNode{item, parent, ordinal++})))
            return false;
    }
    return false;
}

/// Attributes included.
bool XPathRun::eachChild(const Node &node, const TakeNode &take)
{
    return !node->item.isContainer()
        || eachItem(node, StructureWalk(StructureLanguage::Xml, node->item), 0, take);
}

bool XPathRun::eachBelow(const Node &node, const TakeNode &take)
{
    if (!node->item.isContainer())
        return true;
    if (--m_depthLeft < 0)
        m_isTooMuch = true;
    const bool isWanted = eachChild(node, [&](const Node &child) {
        return child->item.kind == ItemKind::Attribute || (take(child) && eachBelow(child, take));
    });
    ++m_depthLeft;
    return isWanted;
}

bool XPathRun::eachSiblingAfter(const Node &node, const TakeNode &take)
{
    if (!node->parent)
        return true;
    StructureWalk walk(StructureLanguage::Xml, node->parent->item);
    walk.goTo(node->item.begin);
    return eachItem(node->parent, walk, node->ordinal, [&](const Node &sibling) {
        return sibling->ordinal == node->ordinal || take(sibling);
    });
}

/// The nearest one first.
bool XPathRun::eachSiblingBefore(const Node &node, const TakeNode &take)
{
    if (!node->parent)
        return true;
    Nodes siblings;
    eachChild(node->parent, [&](const Node &sibling) {
        return sibling->ordinal < node->ordinal
            && (sibling->item.kind == ItemKind::Attribute || add(siblings, sibling));
    });
    return !m_isTooMuch && std::ranges::all_of(siblings | std::views::reverse, take);
}

/// What begins behind the end of a node.
bool XPathRun::eachAfter(const Node &node, const TakeNode &take)
{
    for (Node at = node; at->parent; at = at->parent) {
        const bool isWanted = eachSiblingAfter(
            at, [&](const Node &sibling) { return take(sibling) && eachBelow(sibling, take); });
        if (!isWanted)
            return false;
    }
    return true;
}

/// What ends in front of a node, the nearest one first.
bool XPathRun::eachBefore(const Node &node, const TakeNode &take)
{
    for (Node at = node; at->parent; at = at->parent) {
        const bool isWanted = eachSiblingBefore(at, [&](const Node &sibling) {
            Nodes whole{sibling};
            return eachBelow(sibling, [&](const Node &below) { return add(whole, below); })
                && std::ranges::all_of(whole | std::views::reverse, take);
        });
        if (!isWanted)
            return false;
    }
    return true;
}

bool XPathRun::fits(const XPathNodeTest &test, Axis axis, const StructureItem &item) const
{
    using Test = XPathNodeTest::Kind;
    const bool isNamed = axis == Axis::Attribute ? item.kind == ItemKind::Attribute
                                                 : item.kind == ItemKind::Element;
    const QByteArrayView name = nameOf(item);
    // The declaration looks like an instruction, and is none (section 5.5).
    const bool isInstruction = item.kind == ItemKind::Instruction && name != "xml";
    switch (test.kind) {
    case Test::Node:
        return item.kind != ItemKind::Doctype
            && (item.kind != ItemKind::Instruction || isInstruction);
    case Test::Text:
        return item.kind == ItemKind::Text || item.kind == ItemKind::CData;
    case Test::Comment:
        return item.kind == ItemKind::Comment;
    case Test::Instruction:
        return isInstruction && (test.name.isEmpty() || name == test.name);
    case Test::AnyName:
        return isNamed;
    case Test::Name:
        break;
    }
    if (!isNamed)
        return false;
    if (test.name.endsWith(":*"))
        return name.startsWith(QByteArrayView(test.name).chopped(1));
    if (name == test.name)
        return true;
    const qsizetype colon = name.indexOf(':');
    return colon >= 0 && !test.name.contains(':') && name.sliced(colon + 1) == test.name;
}

} // namespace Recloser
