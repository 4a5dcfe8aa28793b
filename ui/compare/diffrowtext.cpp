// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/diffrowtext.h"

#include <algorithm>

namespace Recloser {

namespace {

constexpr qsizetype tabWidth = 4;

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || c.unicode() == 0x7f;
}

/// Characters that would be drawn as nothing, or turn the order of what follows.
bool isInvisible(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x80 && code < 0xa0) || code == 0xfeff || (code >= 0x200b && code <= 0x200f)
        || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x2069)
        || code == 0x2028 || code == 0x2029;
}

} // namespace

QString DiffRowText::between(qsizetype begin, qsizetype end) const
{
    if (!origins.isEmpty()) {
        begin = origins[begin];
        end = origins[end];
    }
    return source.sliced(begin, end - begin);
}

DiffRowText diffRowText(QByteArrayView row, DiffRowText::Blanks blanks)
{
    DiffRowText text;
    text.source = QString::fromUtf8(row);
    text.isPlain = std::ranges::all_of(text.source, [](QChar c) { return c.unicode() < 0x80; });
    const bool isShownAsIs
        = std::ranges::none_of(text.source, [](QChar c) { return isControl(c) || isInvisible(c); });
    if (isShownAsIs) {
        text.shown = text.source;
        return text;
    }
    const bool areMarked = blanks == DiffRowText::Blanks::Marked;
    const auto put = [&text](QChar c, qsizetype origin) {
        text.shown += c;
        text.origins += origin;
        text.isPlain = text.isPlain && c.unicode() < 0x80;
    };
    for (qsizetype i = 0; i < text.source.size(); ++i) {
        const QChar c = text.source[i];
        if (c == u'\t') {
            put(areMarked ? u'→' : u' ', i);
            while (text.shown.size() % tabWidth != 0)
                put(u' ', i);
        } else if (c == u'\r' && i + 1 == text.source.size() && !areMarked) {
            // As most editors show it: not at all.
        } else if (isControl(c)) {
            put(c.unicode() == 0x7f ? u'␡' : QChar(char16_t(0x2400 + c.unicode())), i);
        } else if (isInvisible(c)) {
            put(u'·', i);
        } else {
            put(c, i);
        }
    }
    text.origins += text.source.size();
    return text;
}

} // namespace Recloser
