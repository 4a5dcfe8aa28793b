// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/bodycoding.h"

#include <QtEndian>

#include <array>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr std::array<quint32, 256> crcTable = [] {
    std::array<quint32, 256> table{};
    for (quint32 byte = 0; byte < 256; ++byte) {
        quint32 value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xedb88320U ^ (value >> 1) : value >> 1;
        table[byte] = value;
    }
    return table;
}();

quint32 crc32(QByteArrayView bytes)
{
    quint32 value = 0xffffffffU;
    for (const char c : bytes)
        value = crcTable[(value ^ static_cast<quint8>(c)) & 0xffU] ^ (value >> 8);
    return value ^ 0xffffffffU;
}

void appendLittleEndian(QByteArray &to, quint32 value)
{
    std::array<char, 4> bytes{};
    qToLittleEndian(value, bytes.data());
    to.append(bytes.data(), bytes.size());
}

} // namespace

QByteArray deflated(const QByteArray &bytes)
{
    // qCompress() puts four bytes with the size before the zlib stream, and only those for no
    // bytes.
    if (bytes.isEmpty())
        return QByteArray::fromHex("789c030000000001");
    return qCompress(bytes).sliced(4);
}

QByteArray gzipped(const QByteArray &bytes)
{
    // The same compressed blocks, without zlib's two bytes before and the four of its checksum.
    const QByteArray zlib = deflated(bytes);
    QByteArray result = QByteArray::fromHex("1f8b08000000000000ff");
    result.append(QByteArrayView(zlib).sliced(2, zlib.size() - 6));
    appendLittleEndian(result, crc32(bytes));
    appendLittleEndian(result, static_cast<quint32>(bytes.size()));
    return result;
}

} // namespace Recloser
