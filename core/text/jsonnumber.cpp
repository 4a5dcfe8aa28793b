// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/jsonnumber.h"

namespace Recloser {

JsonNumber jsonNumber(QByteArrayView text)
{
    constexpr qsizetype longestExponent = 15;
    JsonNumber number;
    qsizetype at = 0;
    if (text.startsWith('-')) {
        number.isNegative = true;
        ++at;
    }
    bool isFraction = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.') {
            isFraction = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        number.exponent -= isFraction ? 1 : 0;
        if (c != '0' || !number.digits.isEmpty())
            number.digits.append(c);
    }
    if (number.digits.isEmpty())
        return {};
    if (at < text.size()) { // e
        QByteArrayView exponent = text.sliced(at + 1);
        const bool isNegative = exponent.startsWith('-');
        if (isNegative || exponent.startsWith('+'))
            exponent = exponent.sliced(1);
        while (exponent.size() > 1 && exponent.startsWith('0'))
            exponent = exponent.sliced(1);
        if (exponent.size() > longestExponent)
            return {.digits = text.toByteArray(), .isBeyond = true};
        qint64 value = 0;
        for (const char c : exponent)
            value = value * 10 + (c - '0');
        number.exponent += isNegative ? -value : value;
    }
    qsizetype zeros = 0;
    while (number.digits[number.digits.size() - 1 - zeros] == '0')
        ++zeros;
    number.digits.chop(zeros);
    number.exponent += zeros;
    return number;
}

} // namespace Recloser
