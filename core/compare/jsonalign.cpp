// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/jsonalign.h"

#include "core/compare/sequencediff.h"
#include "core/text/jsonstrings.h"

#include <QHash>

#include <algorithm>

namespace Recloser {

namespace {

/// Keys that tell objects of a list apart, the surest first.
constexpr QByteArrayView identityKeys[]{"id", "_id", "uuid", "guid", "key", "code", "sku", "name"};

/// The hash of what identifies an object by `key`; nothing without such a scalar member.
std::optional<quint64> identity(const JsonSide &side, quint32 value, QByteArrayView key)
{
    const JsonTree &tree = side.tree;
    if (tree.kind(value) != JsonKind::Object)
        return {};
    for (quint32 child = tree.firstChild(value); child < tree.end(value); child = tree.end(child)) {
        const QByteArrayView text = tree.keyText(child);
        if (text.size() == key.size() + 2 && text.sliced(1, key.size()) == key)
            return tree.isContainer(child) || tree.kind(child) == JsonKind::Null
                ? std::nullopt
                : std::optional(tree.hash(child));
    }
    return {};
}

/// What identifies the elements of a list.
struct Identities
{
    /// In order; empty unless each element has one of its own.
    std::vector<quint64> all;
    std::vector<quint64> sorted;
};

Identities identities(const JsonSide &side, const std::vector<quint32> &elements,
                      QByteArrayView key)
{
    Identities result;
    for (const quint32 element : elements) {
        const auto own = identity(side, element, key);
        if (!own)
            return {};
        result.all.push_back(*own);
    }
    // Sets of hashes take several times as long, for lists of millions.
    result.sorted = result.all;
    std::ranges::sort(result.sorted);
    if (std::ranges::adjacent_find(result.sorted) != result.sorted.end())
        return {};
    return result;
}

/// At least half of them are on both sides: identities that are made anew each time are none.
bool areShared(const Identities &left, const Identities &right)
{
    size_t common = 0;
    auto x = left.sorted.begin();
    auto y = right.sorted.begin();
    while (x != left.sorted.end() && y != right.sorted.end()) {
        if (*x == *y) {
            ++common;
            ++x;
            ++y;
        } else if (*x < *y) {
            ++x;
        } else {
            ++y;
        }
    }
    return common * 2 >= std::min(left.all.size(), right.all.size());
}

SequenceDiff diffOf(std::span<const quint64> left, std::span<const quint64> right,
                    const std::stop_token &stop)
{
    // Where both lists have the same, there is nothing to number.
    const auto [x, y] = std::ranges::mismatch(left, right);
    const auto head = quint32(x - left.begin());
    left = left.subspan(head);
    right = right.subspan(head);
    quint32 tail = 0;
    while (tail < std::min(left.size(), right.size())
           && left[left.size() - 1 - tail] == right[right.size() - 1 - tail])
        ++tail;
    const auto leftEnd = quint32(left.size()) - tail;
    const auto rightEnd = quint32(right.size()) - tail;

    QHash<quint64, quint32> numbers;
    const auto numbered = [&numbers](std::span<const quint64> hashes) {
        std::vector<quint32> result;
        result.reserve(hashes.size());
        for (const quint64 hash : hashes) {
            const auto found = numbers.constFind(hash);
            const auto next = quint32(numbers.size());
            result.push_back(found == numbers.cend() ? *numbers.insert(hash, next) : *found);
        }
        return result;
    };
    const std::vector<quint32> leftNumbers = numbered(left.first(leftEnd));
    const std::vector<quint32> rightNumbers = numbered(right.first(rightEnd));
    SequenceDiff middle = diffSequences(leftNumbers, rightNumbers, quint32(numbers.size()), stop);

    SequenceDiff diff{.runs = {}, .isApproximate = middle.isApproximate};
    const auto append = [&diff](const EqualRun &run) {
        if (run.count == 0)
            return;
        EqualRun *last = diff.runs.empty() ? nullptr : &diff.runs.back();
        if (last && last->left + last->count == run.left && last->right + last->count == run.right)
            last->count += run.count;
        else
            diff.runs.push_back(run);
    };
    append({0, 0, head});
    for (const EqualRun &run : middle.runs)
        append({head + run.left, head + run.right, run.count});
    append({head + leftEnd, head + rightEnd, tail});
    return diff;
}

/// Two elements that may stand for one another: of one kind.
bool isLike(const JsonSide &leftSide, quint32 left, const JsonSide &rightSide, quint32 right)
{
    return leftSide.tree.isContainer(left) == rightSide.tree.isContainer(right)
        && (!leftSide.tree.isContainer(left)
            || leftSide.tree.kind(left) == rightSide.tree.kind(right));
}

/// How many members (by key and value) two objects, or whether two others, have in common: more is
/// more alike.
int likeness(const JsonSide &leftSide, quint32 left, const JsonSide &rightSide, quint32 right)
{
    constexpr int mostMembers = 32;
    if (!isLike(leftSide, left, rightSide, right))
        return 0;
    if (!leftSide.tree.isContainer(left))
        return leftSide.tree.kind(left) == rightSide.tree.kind(right) ? 2 : 1;
    int common = 1;
    int looked = 0;
    quint32 other = rightSide.tree.firstChild(right);
    for (quint32 child = leftSide.tree.firstChild(left); child < leftSide.tree.end(left)
         && other < rightSide.tree.end(right) && ++looked <= mostMembers;
         child = leftSide.tree.end(child), other = rightSide.tree.end(other)) {
        if (leftSide.hash(child) == rightSide.hash(other))
            common += 3;
    }
    return common;
}

class Elements
{
public:
    Elements(const JsonSide &leftSide, const std::vector<quint32> &left, const JsonSide &rightSide,
             const std::vector<quint32> &right)
        : m_leftSide(leftSide)
        , m_left(left)
        , m_rightSide(rightSide)
        , m_right(right)
    {
    }

    std::vector<ChildPair> align(bool *isApproximate, const std::stop_token &stop)
    {
        const auto [diff, isByIdentity] = common(stop);
        *isApproximate = *isApproximate || diff.isApproximate;
        qsizetype x = 0;
        qsizetype y = 0;
        for (const EqualRun &run : diff.runs) {
            fill(x, run.left, y, run.right, isByIdentity);
            for (quint32 i = 0; i < run.count; ++i)
                m_pairs.push_back({run.left + i, run.right + i});
            x = run.left + run.count;
            y = run.right + run.count;
        }
        fill(x, qsizetype(m_left.size()), y, qsizetype(m_right.size()), isByIdentity);
        return std::move(m_pairs);
    }

private:
    std::pair<SequenceDiff, bool> common(const std::stop_token &stop) const
    {
        for (const QByteArrayView key : identityKeys) {
            const auto left = identities(m_leftSide, m_left, key);
            if (left.all.empty())
                continue;
            const auto right = identities(m_rightSide, m_right, key);
            if (!right.all.empty() && areShared(left, right))
                return {diffOf(left.all, right.all, stop), true};
        }
        std::vector<quint64> left;
        std::vector<quint64> right;
        for (const quint32 element : m_left)
            left.push_back(m_leftSide.hash(element));
        for (const quint32 element : m_right)
            right.push_back(m_rightSide.hash(element));
        return {diffOf(left, right, stop), false};
    }

    void alone(qsizetype leftBegin, qsizetype leftEnd, qsizetype rightBegin, qsizetype rightEnd)
    {
        for (qsizetype i = leftBegin; i < leftEnd; ++i)
            m_pairs.push_back({i, -1});
        for (qsizetype j = rightBegin; j < rightEnd; ++j)
            m_pairs.push_back({-1, j});
    }

    /// What lies between elements that were found on both sides.
    void fill(qsizetype leftBegin, qsizetype leftEnd, qsizetype rightBegin, qsizetype rightEnd,
              bool isByIdentity)
    {
        constexpr qsizetype mostCells = 4'096;
        const qsizetype n = leftEnd - leftBegin;
        const qsizetype m = rightEnd - rightBegin;
        // Another identity is another thing.
        if (isByIdentity || n == 0 || m == 0)
            return alone(leftBegin, leftEnd, rightBegin, rightEnd);
        if (n == m || n * m > mostCells) {
            const qsizetype both = std::min(n, m);
            for (qsizetype i = 0; i < both; ++i)
                m_pairs.push_back({leftBegin + i, rightBegin + i});
            return alone(leftBegin + both, leftEnd, rightBegin + both, rightEnd);
        }
        fillByLikeness(leftBegin, leftEnd, rightBegin, rightEnd);
    }

    /// As many pairs as may be, and of those the ones that are most alike.
    void fillByLikeness(qsizetype leftBegin, qsizetype leftEnd, qsizetype rightBegin,
                        qsizetype rightEnd)
    {
        const auto n = size_t(leftEnd - leftBegin);
        const auto m = size_t(rightEnd - rightBegin);
        const size_t width = m + 1;
        std::vector<int> like(n * width);
        std::vector<int> best((n + 1) * width);
        for (size_t i = n; i-- > 0;) {
            for (size_t j = m; j-- > 0;) {
                const int own = likeness(m_leftSide, m_left[size_t(leftBegin) + i], m_rightSide,
                                         m_right[size_t(rightBegin) + j]);
                like[i * width + j] = own;
                int sum = std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
                if (own > 0)
                    sum = std::max(sum, own + best[(i + 1) * width + j + 1]);
                best[i * width + j] = sum;
            }
        }
        size_t i = 0;
        size_t j = 0;
        while (i < n && j < m) {
            const int sum = best[i * width + j];
            const int own = like[i * width + j];
            const qsizetype x = leftBegin + qsizetype(i);
            const qsizetype y = rightBegin + qsizetype(j);
            if (own > 0 && sum == own + best[(i + 1) * width + j + 1]) {
                m_pairs.push_back({x, y});
                ++i;
                ++j;
            } else if (sum == best[(i + 1) * width + j]) {
                m_pairs.push_back({x, -1});
                ++i;
            } else {
                m_pairs.push_back({-1, y});
                ++j;
            }
        }
        alone(leftBegin + qsizetype(i), leftEnd, rightBegin + qsizetype(j), rightEnd);
    }

    const JsonSide &m_leftSide;
    const std::vector<quint32> &m_left;
    const JsonSide &m_rightSide;
    const std::vector<quint32> &m_right;
    std::vector<ChildPair> m_pairs;
};

/// Keys differ at the first place where they could.
bool isSameKey(const JsonTree &leftTree, quint32 left, const JsonTree &rightTree, quint32 right)
{
    const QByteArrayView leftText = leftTree.keyText(left);
    const QByteArrayView rightText = rightTree.keyText(right);
    if (!leftText.contains('\\') && !rightText.contains('\\'))
        return leftText == rightText;
    return jsonStringContent(leftText) == jsonStringContent(rightText);
}

} // namespace

std::vector<ChildPair> alignElements(const JsonSide &leftSide, const std::vector<quint32> &left,
                                     const JsonSide &rightSide, const std::vector<quint32> &right,
                                     bool *isApproximate, const std::stop_token &stop)
{
    return Elements(leftSide, left, rightSide, right).align(isApproximate, stop);
}

MemberPairs alignMembers(const JsonTree &leftTree, const std::vector<quint32> &left,
                         const JsonTree &rightTree, const std::vector<quint32> &right)
{
    MemberPairs result;
    // Nearly always both have the same keys in the same order.
    bool isSame = left.size() == right.size();
    for (size_t i = 0; isSame && i < left.size(); ++i)
        isSame = isSameKey(leftTree, left[i], rightTree, right[i]);
    if (isSame) {
        for (qsizetype i = 0; i < qsizetype(left.size()); ++i)
            result.pairs.push_back({i, i});
        return result;
    }
    QHash<QByteArray, std::vector<qsizetype>> places; // on the right, last first
    for (size_t j = right.size(); j-- > 0;)
        places[rightTree.key(right[j])].push_back(qsizetype(j));
    std::vector<qsizetype> partners(left.size(), -1);
    std::vector<qsizetype> partnersOfRight(right.size(), -1);
    qsizetype last = -1;
    for (size_t i = 0; i < left.size(); ++i) {
        const auto found = places.find(leftTree.key(left[i]));
        if (found == places.end() || found->empty())
            continue;
        partners[i] = found->back();
        partnersOfRight[size_t(found->back())] = qsizetype(i);
        found->pop_back();
        result.isReordered = result.isReordered || partners[i] < last;
        last = partners[i];
    }
    std::vector<std::vector<qsizetype>> followers(left.size() + 1);
    size_t behind = 0; // followers[i + 1] stand behind left member i
    for (size_t j = 0; j < right.size(); ++j) {
        if (partnersOfRight[j] < 0)
            followers[behind].push_back(qsizetype(j));
        else
            behind = size_t(partnersOfRight[j]) + 1;
    }
    const auto follow = [&](size_t place) {
        for (const qsizetype j : followers[place])
            result.pairs.push_back({-1, j});
    };
    follow(0);
    for (size_t i = 0; i < left.size(); ++i) {
        result.pairs.push_back({qsizetype(i), partners[i]});
        follow(i + 1);
    }
    return result;
}

} // namespace Recloser
