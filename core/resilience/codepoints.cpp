// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/codepoints.h"

#include <algorithm>

namespace Recloser {

namespace {

bool hasSurrogates(QStringView text)
{
    // Without an early end the compiler makes vector instructions of it.
    unsigned found = 0;
    const char16_t *const units = text.utf16();
    for (qsizetype i = 0; i < text.size(); ++i)
        found |= static_cast<unsigned>((units[i] & 0xf800U) == 0xd800U);
    return found != 0;
}

bool isPairAt(QStringView text, qsizetype i)
{
    return text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
}

} // namespace

void assignCodePoints(std::u32string &to, QStringView text)
{
    const auto size = static_cast<std::size_t>(text.size());
    if (!hasSurrogates(text)) {
        to.resize_and_overwrite(size, [text](char32_t *out, std::size_t count) {
            std::copy_n(text.utf16(), count, out);
            return count;
        });
        return;
    }
    to.clear();
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isPairAt(text, i)) {
            to.push_back(QChar::surrogateToUcs4(text[i], text[i + 1]));
            ++i;
        } else {
            to.push_back(text[i].unicode());
        }
    }
}

std::u32string codePoints(QStringView text)
{
    std::u32string points;
    assignCodePoints(points, text);
    return points;
}

QString fromCodePoints(std::u32string_view text)
{
    // Not QString::fromUcs4(), which replaces lone surrogates.
    QString result;
    result.reserve(qsizetype(text.size()));
    for (const char32_t c : text) {
        if (QChar::requiresSurrogates(c))
            result += QChar(QChar::highSurrogate(c)) + QChar(QChar::lowSurrogate(c));
        else
            result += QChar(char16_t(c));
    }
    return result;
}

qsizetype utf16Index(QStringView text, qsizetype codePoints)
{
    const qsizetype most = std::min(codePoints, text.size());
    if (!hasSurrogates(text.first(most)))
        return most;
    qsizetype i = 0;
    for (qsizetype n = 0; n < codePoints && i < text.size(); ++n)
        i += isPairAt(text, i) ? 2 : 1;
    return i;
}

qsizetype codePointIndex(QStringView text, qsizetype utf16)
{
    qsizetype n = 0;
    for (qsizetype i = 0; i < utf16 && i < text.size(); ++n)
        i += isPairAt(text, i) ? 2 : 1;
    return n;
}

} // namespace Recloser
