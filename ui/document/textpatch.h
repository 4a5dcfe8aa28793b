// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// The one stretch in which two texts differ, so that undo keeps what was typed and not the whole
/// body twice.
struct TextPatch
{
    /// UTF-16 index in both texts.
    qsizetype at = 0;
    QString removed;
    QString inserted;

    bool isEmpty() const { return removed.isEmpty() && inserted.isEmpty(); }
    bool operator==(const TextPatch &) const = default;
};

/// The smallest single replacement that turns `before` into `after`; never splits a surrogate pair.
TextPatch patchBetween(QStringView before, QStringView after);

/// `before` of patchBetween() -> `after`.
QString applied(const TextPatch &patch, const QString &text);
/// And back.
QString reverted(const TextPatch &patch, const QString &text);

} // namespace Recloser
