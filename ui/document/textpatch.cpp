// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/document/textpatch.h"

#include <algorithm>

namespace Recloser {

TextPatch patchBetween(QStringView before, QStringView after)
{
    if (before.data() == after.data() && before.size() == after.size())
        return {}; // the usual case: both share the text
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype prefix = std::mismatch(before.begin(), before.begin() + shorter, after.begin()).first
        - before.begin();
    if (prefix > 0 && before[prefix - 1].isHighSurrogate())
        --prefix;
    qsizetype suffix = 0;
    while (suffix < shorter - prefix
           && before[before.size() - 1 - suffix] == after[after.size() - 1 - suffix])
        ++suffix;
    if (suffix > 0 && before[before.size() - suffix].isLowSurrogate())
        --suffix;
    return {prefix, before.sliced(prefix, before.size() - prefix - suffix).toString(),
            after.sliced(prefix, after.size() - prefix - suffix).toString()};
}

QString applied(const TextPatch &patch, const QString &text)
{
    QString result = text;
    return result.replace(patch.at, patch.removed.size(), patch.inserted);
}

QString reverted(const TextPatch &patch, const QString &text)
{
    QString result = text;
    return result.replace(patch.at, patch.inserted.size(), patch.removed);
}

} // namespace Recloser
