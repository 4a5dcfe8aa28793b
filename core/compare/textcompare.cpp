// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/textcompare.h"

#include "core/compare/gapsliding.h"
#include "core/compare/rowdiff.h"
#include "core/compare/rowlikeness.h"

#include <cstring>

namespace Recloser {

namespace {

std::vector<RowStretch> stretchesOf(const std::vector<EqualRun> &runs, const TextRows &left,
                                    const TextRows &right, const std::stop_token &stop)
{
    std::vector<RowStretch> stretches;
    RowPairing pairing(left, right);
    quint32 x = 0;
    quint32 y = 0;
    size_t looks = 0;
    for (const EqualRun &run : runs) {
        if (++looks % 4'096 == 0 && stop.stop_requested())
            return stretches;
        pairing.pair(x, run.left, y, run.right, stretches);
        appendStretch(stretches, {run.left, run.right, run.count, RowKind::Equal});
        x = run.left + run.count;
        y = run.right + run.count;
    }
    pairing.pair(x, quint32(left.count()), y, quint32(right.count()), stretches);
    return stretches;
}

/// The same, seen from the other side.
std::vector<RowStretch> mirrored(const std::vector<RowStretch> &stretches)
{
    std::vector<RowStretch> mirror;
    mirror.reserve(stretches.size());
    const auto kindOf = [](RowKind kind) {
        return kind == RowKind::Removed ? RowKind::Added
            : kind == RowKind::Added    ? RowKind::Removed
                                        : kind;
    };
    for (size_t i = 0; i < stretches.size(); ++i) {
        RowStretch stretch = stretches[i];
        // What was removed is told before what was added in its place.
        if (stretch.kind == RowKind::Removed && i + 1 < stretches.size()
            && stretches[i + 1].kind == RowKind::Added) {
            const RowStretch &added = stretches[++i];
            mirror.push_back({added.right, stretch.left, added.count, RowKind::Removed});
            mirror.push_back(
                {added.right + added.count, stretch.left, stretch.count, RowKind::Added});
            continue;
        }
        mirror.push_back({stretch.right, stretch.left, stretch.count, kindOf(stretch.kind)});
    }
    return mirror;
}

/// Which of two different texts is compared with the other: the same one, whichever is left.
bool comesFirst(QByteArrayView left, QByteArrayView right)
{
    if (left.size() != right.size())
        return left.size() < right.size();
    return left.isEmpty() || std::memcmp(left.data(), right.data(), size_t(left.size())) <= 0;
}

} // namespace

std::optional<AlignedRows> compareTexts(const TextRows &left, const TextRows &right,
                                        const std::stop_token &stop)
{
    const bool isSwapped = !comesFirst(left.bytes().view(), right.bytes().view());
    const TextRows &first = isSwapped ? right : left;
    const TextRows &second = isSwapped ? left : right;
    SequenceDiff diff = diffRows(first, second, stop);
    if (stop.stop_requested())
        return std::nullopt;
    slideGaps(diff.runs, first, second);
    std::vector<RowStretch> stretches = stretchesOf(diff.runs, first, second, stop);
    if (stop.stop_requested())
        return std::nullopt;
    if (isSwapped)
        stretches = mirrored(stretches);
    AlignedRows rows(left, right, std::move(stretches));
    rows.isApproximate = diff.isApproximate;
    return rows;
}

} // namespace Recloser
