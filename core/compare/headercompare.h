// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"

#include <QStringList>

namespace Recloser {

/// What two values of the same name are to each other.
enum class Verdict {
    Same,
    Changed,
    Removed, ///< on the left alone
    Added, ///< on the right alone
    Rewritten, ///< the same, its name in other letters
    Moved, ///< the same, at another place among the others
    Ignored, ///< different, and not to be told
};

/// Headers that belong together by name; -1 where one has no partner.
struct ComparedHeader
{
    Verdict verdict = Verdict::Same;
    qsizetype left = -1;
    qsizetype right = -1;

    bool operator==(const ComparedHeader &) const = default;
};

/// Pairs headers by name without regard to case, those of equal values first; duplicates are kept.
/// `ignored` are names, `*` in them stands for anything. In the order of the left; what is on the
/// right alone follows what it follows there.
QList<ComparedHeader> compareHeaders(const QList<RawHeader> &left, const QList<RawHeader> &right,
                                     const QStringList &ignored = {});

/// Something to tell.
constexpr bool isDifference(Verdict verdict)
{
    return verdict != Verdict::Same && verdict != Verdict::Ignored;
}

/// A name by a pattern in which `*` stands for anything, without regard to case.
bool matchesName(QStringView pattern, QStringView name);

} // namespace Recloser
