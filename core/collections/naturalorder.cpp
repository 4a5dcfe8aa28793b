// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/naturalorder.h"

namespace Recloser {

bool isBefore(QStringView a, QStringView b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    const auto runOf = [](QStringView text, qsizetype &from) {
        while (from < text.size() && text[from] == u'0')
            ++from;
        qsizetype end = from;
        while (end < text.size() && text[end].isDigit())
            ++end;
        return text.sliced(from, end - from);
    };
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            const QStringView left = runOf(a, i);
            const QStringView right = runOf(b, j);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (const int compared = left.compare(right); compared != 0)
                return compared < 0;
            i += left.size();
            j += right.size();
            continue;
        }
        const QChar left = a[i++].toCaseFolded();
        const QChar right = b[j++].toCaseFolded();
        if (left != right)
            return left < right;
    }
    if (a.size() - i != b.size() - j)
        return a.size() - i < b.size() - j;
    return a < b;
}

} // namespace Recloser
