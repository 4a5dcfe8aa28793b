// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keygroups.h"
#include "ui/widgets/chip.h"

namespace Recloser {

/// Something about a pattern that will surprise somebody: a chip with its explanation. Plain value.
struct KeyFinding
{
    ChipTone tone = ChipTone::Warning;
    QString text;
    QString detail;

    bool operator==(const KeyFinding &) const = default;
};

/// What Python warns of, and what these keys do to circuits (KEYS.md section 5), the worst first.
QList<KeyFinding> findingsOf(const KeyGroups &groups);

/// Heading of a group: the key, or why there is none.
QString titleOf(const KeyGroup &group, const BreakerPolicy &policy);
ChipTone toneOfGroup(const KeyGroup &group);
/// "3 keys · 100 000 URLs", and how far it is while it runs.
QString summaryOf(const KeyGroups &groups);

} // namespace Recloser
