// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/generatedbody.h"

#include "core/faultserver/faultscript.h"

#include <algorithm>

namespace Recloser {

namespace {

constexpr qint64 lineSize = 16;
// Not a multiple of any size a buffer is likely to have.
constexpr qint64 period = 62'501 * lineSize;

/// Lines of 15 digits, each with its own offset.
QByteArray makeBlock()
{
    QByteArray block(period, '0');
    for (qint64 line = 0; line < period / lineSize; ++line) {
        char *const start = block.data() + line * lineSize;
        qint64 number = line * lineSize;
        for (qint64 digit = lineSize - 2; number > 0; --digit, number /= 10)
            start[digit] = static_cast<char>('0' + number % 10);
        start[lineSize - 1] = '\n';
    }
    return block;
}

} // namespace

QByteArrayView generatedSlice(qint64 offset, qint64 wanted)
{
    static const QByteArray block = makeBlock();
    const qint64 start = offset % period;
    return QByteArrayView(block).sliced(start, std::min(wanted, period - start));
}

QByteArray generatedBytes(qint64 offset, qint64 size)
{
    QByteArray bytes;
    bytes.reserve(size);
    while (bytes.size() < size)
        bytes.append(generatedSlice(offset + bytes.size(), size - bytes.size()));
    return bytes;
}

} // namespace Recloser
