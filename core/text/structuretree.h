// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/itemindex.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace Recloser {

/// An item that was opened, with those within it that were. Shared by the tree and those who go on
/// looking for its items.
struct StructureNode
{
    StructureItem item;
    /// Among the items of its container.
    qint64 ordinal = 0;
    std::weak_ptr<StructureNode> parent;
    ItemIndex index;
    /// By their ordinal.
    std::vector<std::shared_ptr<StructureNode>> open;
    /// Rows below it.
    qint64 rows = 0;
    /// Of the open ones before it in its container.
    qint64 rowsBefore = 0;

    /// Its row among those below its container.
    qint64 row() const { return ordinal + rowsBefore; }
};

/// A row of a StructureTree.
struct StructureRow
{
    StructureItem item;
    std::shared_ptr<StructureNode> container;
    qint64 ordinal = 0;
    int depth = 0;
    bool isOpen = false;
};

/// A step on the way to an item: which one of its container.
struct StructureStep
{
    StructureItem item;
    ItemKind container = ItemKind::Document;
    qint64 ordinal = 0;
};

/// The rows of JSON or XML of any size of which some items are opened: what is closed was never
/// looked into, and of what is open a mark every few kilobytes is kept. GUI thread; the nodes hold
/// what others found.
class StructureTree
{
public:
    void clear() { *this = {}; }
    void setLanguage(StructureLanguage language) { m_language = language; }
    StructureLanguage language() const { return m_language; }
    /// The text as far as it is known to be sound. It begins as the one before.
    void setText(HeldBytes text) { m_text = std::move(text); }
    const HeldBytes &text() const { return m_text; }
    /// The document, which is always open.
    const std::shared_ptr<StructureNode> &root() const { return m_root; }

    qint64 rowCount() const { return m_root->rows; }
    /// Rows [first, first + count), as many as there are.
    std::vector<StructureRow> rows(qint64 first, qint64 count) const;
    /// -1 if there is none.
    qint64 parentRow(qint64 row) const;
    std::vector<StructureStep> path(qint64 row) const;
    /// The row of a node, or of an item of one.
    qint64 rowOf(const StructureNode &node) const;
    qint64 rowOf(const StructureNode &container, qint64 ordinal) const;

    /// A node for the item of a row, of which nothing is known so far; null if none can be.
    std::shared_ptr<StructureNode> open(qint64 row);
    /// In place of what was opened there.
    void graft(const StructureRow &row, const std::shared_ptr<StructureNode> &node);
    void close(qint64 row);
    /// More of a node's items are known.
    void add(StructureNode &node, ItemScan &&scan);
    /// False for one that was closed meanwhile.
    bool holds(const StructureNode &node) const;

private:
    struct Found
    {
        std::shared_ptr<StructureNode> container;
        qint64 ordinal = 0;
        int depth = 0;
        std::shared_ptr<StructureNode> node;
    };

    Found find(qint64 row) const;
    void grown(StructureNode &node, qint64 rows);

    StructureLanguage m_language = StructureLanguage::Json;
    HeldBytes m_text;
    std::shared_ptr<StructureNode> m_root = std::make_shared<StructureNode>();
};

/// Opens an item and what is within it, level by level, until so many are open or so many bytes
/// were looked at.
struct OpenAllLimits
{
    qsizetype nodes = 5'000;
    qint64 bytes = 64 * 1024 * 1024;
};
std::shared_ptr<StructureNode> openedBelow(StructureLanguage language, const HeldBytes &text,
                                           const StructureItem &item, const OpenAllLimits &limits,
                                           const std::stop_token &stop = {});

} // namespace Recloser
