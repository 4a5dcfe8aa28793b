// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/structuretree.h"

#include <algorithm>
#include <deque>
#include <ranges>

namespace Recloser {

namespace {

using Nodes = std::vector<std::shared_ptr<StructureNode>>;

Nodes::iterator placeOf(Nodes &nodes, qint64 ordinal)
{
    return std::ranges::lower_bound(nodes, ordinal, {}, &StructureNode::ordinal);
}

/// Within the rows of `container`.
std::shared_ptr<StructureNode> lastUpTo(const StructureNode &container, qint64 row)
{
    const auto behind
        = std::ranges::upper_bound(container.open, row, {}, [](const auto &n) { return n->row(); });
    return behind == container.open.begin() ? nullptr : *std::prev(behind);
}

} // namespace

StructureTree::Found StructureTree::find(qint64 row) const
{
    Found found{m_root, row, 0, nullptr};
    while (const auto node = lastUpTo(*found.container, found.ordinal)) {
        const qint64 behind = found.ordinal - node->row();
        if (behind == 0) {
            found.ordinal = node->ordinal;
            found.node = node;
            break;
        }
        if (behind > node->rows) {
            found.ordinal -= node->rowsBefore + node->rows;
            break;
        }
        found.container = node;
        found.ordinal = behind - 1;
        ++found.depth;
    }
    return found;
}

std::vector<StructureRow> StructureTree::rows(qint64 first, qint64 count) const
{
    std::vector<StructureRow> rows;
    StructureWalk walk(m_language, m_root->item);
    const StructureNode *walked = nullptr;
    qint64 next = 0;
    for (qint64 row = first; row < std::min(first + count, rowCount()); ++row) {
        const Found found = find(row);
        if (walked != found.container.get() || found.ordinal != next
            || found.container->index.isMarked(found.ordinal)) {
            walked = found.container.get();
            walk = walked->index.walkTo(m_language, walked->item, m_text.view(), found.ordinal);
        }
        StructureItem item;
        if (walk.next(m_text.view(), item) != StructureWalk::Step::Item)
            break;
        next = found.ordinal + 1;
        rows.push_back({item, found.container, found.ordinal, found.depth, found.node != nullptr});
    }
    return rows;
}

qint64 StructureTree::parentRow(qint64 row) const
{
    const Found found = find(row);
    return found.container == m_root ? -1 : rowOf(*found.container);
}

qint64 StructureTree::rowOf(const StructureNode &node) const
{
    const auto parent = node.parent.lock();
    return parent ? rowOf(*parent, node.ordinal) : -1;
}

qint64 StructureTree::rowOf(const StructureNode &container, qint64 ordinal) const
{
    qint64 row = ordinal;
    for (const auto &node : container.open) {
        if (node->ordinal >= ordinal)
            break;
        row = ordinal + node->rowsBefore + node->rows;
    }
    for (const StructureNode *node = &container;;) {
        const auto parent = node->parent.lock();
        if (!parent)
            return row;
        row += node->row() + 1;
        node = parent.get();
    }
}

std::vector<StructureStep> StructureTree::path(qint64 row) const
{
    std::vector<StructureStep> steps;
    const std::vector<StructureRow> rows = this->rows(row, 1);
    if (rows.empty())
        return steps;
    steps.push_back({rows[0].item, rows[0].container->item.kind, rows[0].ordinal});
    for (std::shared_ptr<StructureNode> node = rows[0].container; node != m_root;) {
        const auto parent = node->parent.lock();
        if (!parent)
            break;
        steps.push_back({node->item, parent->item.kind, node->ordinal});
        node = parent;
    }
    std::ranges::reverse(steps);
    return steps;
}

std::shared_ptr<StructureNode> StructureTree::open(qint64 row)
{
    const std::vector<StructureRow> rows = this->rows(row, 1);
    if (rows.empty() || rows[0].isOpen || !rows[0].item.isContainer())
        return nullptr;
    auto node = std::make_shared<StructureNode>();
    node->item = rows[0].item;
    graft(rows[0], node);
    return node;
}

void StructureTree::graft(const StructureRow &row, const std::shared_ptr<StructureNode> &node)
{
    StructureNode &container = *row.container;
    node->ordinal = row.ordinal;
    node->parent = row.container;
    const auto at = placeOf(container.open, row.ordinal);
    qint64 added = node->rows;
    if (at != container.open.end() && (*at)->ordinal == row.ordinal) {
        added -= (*at)->rows;
        node->rowsBefore = (*at)->rowsBefore;
        *at = node;
    } else {
        node->rowsBefore = 0;
        if (at != container.open.begin())
            node->rowsBefore = (*std::prev(at))->rowsBefore + (*std::prev(at))->rows;
        container.open.insert(at, node);
    }
    grown(*node, added);
}

/// `node` has so many more rows below it, which it counts itself.
void StructureTree::grown(StructureNode &node, qint64 rows)
{
    if (rows == 0)
        return;
    std::shared_ptr<StructureNode> parent = node.parent.lock();
    for (const StructureNode *child = &node; parent;) {
        parent->rows += rows;
        for (auto at = std::next(placeOf(parent->open, child->ordinal)); at != parent->open.end();
             ++at)
            (*at)->rowsBefore += rows;
        child = parent.get();
        parent = parent->parent.lock();
    }
}

void StructureTree::close(qint64 row)
{
    const Found found = find(row);
    if (!found.node)
        return;
    grown(*found.node, -found.node->rows);
    std::erase(found.container->open, found.node);
}

void StructureTree::add(StructureNode &node, ItemScan &&scan)
{
    const qint64 added = scan.count - node.index.count();
    node.index.add(std::move(scan));
    node.rows += added;
    grown(node, added);
}

bool StructureTree::holds(const StructureNode &node) const
{
    const StructureNode *at = &node;
    // What was closed may be kept by others, with all it was within.
    std::shared_ptr<StructureNode> parent;
    while (at != m_root.get()) {
        parent = at->parent.lock();
        if (!parent)
            return false;
        const auto place = placeOf(parent->open, at->ordinal);
        if (place == parent->open.end() || place->get() != at)
            return false;
        at = parent.get();
    }
    return true;
}

std::shared_ptr<StructureNode> openedBelow(StructureLanguage language, const HeldBytes &text,
                                           const StructureItem &item, const OpenAllLimits &limits,
                                           const std::stop_token &stop)
{
    constexpr qint64 slice = 4 * 1024 * 1024;
    const auto top = std::make_shared<StructureNode>();
    top->item = item;
    std::deque<std::shared_ptr<StructureNode>> waiting{top};
    Nodes opened;
    qint64 bytes = 0;
    while (!waiting.empty() && qsizetype(opened.size()) < limits.nodes && bytes < limits.bytes
           && !stop.stop_requested()) {
        const auto node = waiting.front();
        waiting.pop_front();
        ItemScanner scanner(language, node->item);
        for (qint64 end = node->item.valueBegin; !node->index.isComplete();) {
            end = std::min<qint64>(end + slice, text.size());
            node->index.add(scanner.scan(text.view().first(end), end == text.size()));
            if (stop.stop_requested() || node->index.isComplete())
                break;
        }
        bytes += node->index.reached() - node->item.valueBegin;
        opened.push_back(node);
        if (const auto parent = node->parent.lock())
            parent->open.push_back(node);
        StructureWalk walk(language, node->item);
        StructureItem child;
        for (qint64 ordinal = 0; qsizetype(opened.size()) + qsizetype(waiting.size()) < limits.nodes
             && walk.next(text.view(), child) == StructureWalk::Step::Item;
             ++ordinal) {
            if (!child.isContainer())
                continue;
            auto inner = std::make_shared<StructureNode>();
            inner->item = child;
            inner->ordinal = ordinal;
            inner->parent = node;
            waiting.push_back(inner);
        }
    }
    // What is within comes behind what it is within.
    for (const auto &node : std::views::reverse(opened)) {
        node->rows = node->index.count();
        qint64 before = 0;
        for (const auto &inner : node->open) {
            inner->rowsBefore = before;
            before += inner->rows;
        }
        node->rows += before;
    }
    return top;
}

} // namespace Recloser
