// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/jsontree.h"

#include <stop_token>
#include <vector>

namespace Recloser {

/// A tree with the hashes by which its values are found equal.
struct JsonSide
{
    const JsonTree &tree;
    /// Hashes that leave ignored values out; empty: those of the tree.
    std::vector<quint64> hashes;

    quint64 hash(quint32 value) const { return hashes.empty() ? tree.hash(value) : hashes[value]; }
};

/// Places in two lists of children that belong together; -1 where one has no partner.
struct ChildPair
{
    qsizetype left = -1;
    qsizetype right = -1;

    bool operator==(const ChildPair &) const = default;
};

/// Pairs elements in order: those that are equal, or else are objects of the same identity ("id",
/// "key", "name" and the like, where all elements have one of their own), or else stand at the same
/// place between such.
std::vector<ChildPair> alignElements(const JsonSide &leftSide, const std::vector<quint32> &left,
                                     const JsonSide &rightSide, const std::vector<quint32> &right,
                                     bool *isApproximate, const std::stop_token &stop);

struct MemberPairs
{
    /// In the order of the left; what is on the right alone follows what it follows there.
    std::vector<ChildPair> pairs;
    /// Members that both have are in another order.
    bool isReordered = false;
};

/// Pairs members by key; of a key that occurs several times the first with the first and so on.
MemberPairs alignMembers(const JsonTree &leftTree, const std::vector<quint32> &left,
                         const JsonTree &rightTree, const std::vector<quint32> &right);

} // namespace Recloser
