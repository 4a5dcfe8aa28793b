// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

namespace Recloser {

/// The value of a JSON number, exact whatever its size: digits times a power of ten, with neither
/// leading nor trailing zeros. Zero has no digits and no sign. Plain value.
struct JsonNumber
{
    bool isNegative = false;
    QByteArray digits;
    qint64 exponent = 0;
    /// An exponent of more digits than anybody computes with: such a number is its own text.
    bool isBeyond = false;

    bool operator==(const JsonNumber &) const = default;
};

/// `text` is a number by RFC 8259.
JsonNumber jsonNumber(QByteArrayView text);

} // namespace Recloser
