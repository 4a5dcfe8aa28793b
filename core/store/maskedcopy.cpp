// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/maskedcopy.h"

#include <algorithm>

namespace Recloser {

namespace {

constexpr qint64 pieceSize = 256 * 1024;

qsizetype longestOf(const QList<QByteArray> &masked)
{
    qsizetype longest = 1;
    for (const QByteArray &needle : masked)
        longest = std::max(longest, needle.size());
    return longest;
}

} // namespace

QByteArray withMasks(QByteArray bytes, const QList<QByteArray> &masked)
{
    for (const QByteArray &needle : masked) {
        if (!needle.isEmpty() && bytes.contains(needle))
            bytes.replace(needle, "***");
    }
    return bytes;
}

bool holdsAny(QIODevice &from, const QList<QByteArray> &masked)
{
    const qsizetype overlap = longestOf(masked) - 1;
    QByteArray piece;
    while (!from.atEnd()) {
        const QByteArray more = from.read(pieceSize);
        if (more.isEmpty())
            break;
        piece += more;
        for (const QByteArray &needle : masked) {
            if (!needle.isEmpty() && piece.contains(needle))
                return true;
        }
        piece = piece.last(std::min(overlap, piece.size()));
    }
    return false;
}

bool copyMasked(QIODevice &from, QIODevice &to, const QList<QByteArray> &masked)
{
    const qsizetype overlap = longestOf(masked) - 1;
    QByteArray piece;
    bool isWritten = true;
    while (isWritten && !from.atEnd()) {
        const QByteArray more = from.read(pieceSize);
        if (more.isEmpty())
            break;
        // Whatever begins within the last bytes may go on in the next piece.
        piece = withMasks(piece + more, masked);
        const QByteArray done = piece.first(std::max<qsizetype>(0, piece.size() - overlap));
        isWritten = to.write(done) == done.size();
        piece = piece.sliced(done.size());
    }
    return isWritten && to.write(piece) == piece.size();
}

} // namespace Recloser
