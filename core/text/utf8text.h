// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <vector>

namespace Recloser {

/// A character at the start of some bytes.
struct Utf8Character
{
    /// U+FFFD for a byte that is no UTF-8.
    char32_t code = 0;
    /// Bytes it takes.
    qsizetype length = 1;
    bool isValid = true;
};

/// `bytes` is not empty. Shortest forms only, no surrogates (RFC 3629).
Utf8Character firstCharacter(QByteArrayView bytes);
/// The character that ends with `bytes`.
Utf8Character lastCharacter(QByteArrayView bytes);

bool isAscii(QByteArrayView bytes);

/// Text of which every unit is known by the byte it came from.
struct MappedText
{
    QString text;
    /// The byte each UTF-16 unit begins at, and the end; empty where unit n is byte n.
    std::vector<quint32> bytes;

    qint64 byteOf(qsizetype unit) const
    {
        return bytes.empty() ? unit : qint64(bytes[size_t(unit)]);
    }
};

/// Bytes that are no UTF-8 become one U+FFFD each. `bytes` has less than 4 GiB.
MappedText mappedText(QByteArrayView bytes);

/// Counts bytes that are no UTF-8 while pieces go by, which may be split anywhere.
class Utf8Check
{
public:
    void check(QByteArrayView piece);
    /// No more pieces.
    void finish();
    std::optional<qint64> firstBadByte() const { return m_first; }
    qint64 badBytes() const { return m_count; }

private:
    void walk(QByteArrayView bytes);

    /// A character that is not all there.
    QByteArray m_held;
    qint64 m_offset = 0;
    std::optional<qint64> m_first;
    qint64 m_count = 0;
};

} // namespace Recloser
