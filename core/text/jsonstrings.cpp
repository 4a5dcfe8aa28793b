// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/jsonstrings.h"

namespace Recloser {

namespace {

void appendCodePoint(QByteArray &text, quint32 code)
{
    if (code < 0x80) {
        text.append(char(code));
    } else if (code < 0x800) {
        text.append(char(0xC0U | (code >> 6U)));
        text.append(char(0x80U | (code & 0x3FU)));
    } else if (code < 0x10000) {
        text.append(char(0xE0U | (code >> 12U)));
        text.append(char(0x80U | ((code >> 6U) & 0x3FU)));
        text.append(char(0x80U | (code & 0x3FU)));
    } else {
        text.append(char(0xF0U | (code >> 18U)));
        text.append(char(0x80U | ((code >> 12U) & 0x3FU)));
        text.append(char(0x80U | ((code >> 6U) & 0x3FU)));
        text.append(char(0x80U | (code & 0x3FU)));
    }
}

} // namespace

int jsonHexAt(QByteArrayView text, qsizetype at)
{
    if (at + 4 > text.size())
        return -1;
    int value = 0;
    for (qsizetype i = at; i < at + 4; ++i) {
        const char c = text[i];
        const int digit = c >= '0' && c <= '9' ? c - '0'
            : c >= 'a' && c <= 'f'             ? c - 'a' + 10
            : c >= 'A' && c <= 'F'             ? c - 'A' + 10
                                               : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

QByteArray jsonStringContent(QByteArrayView literal)
{
    const QByteArrayView text = literal.sliced(1, literal.size() - 2);
    if (!text.contains('\\'))
        return text.toByteArray();
    QByteArray content;
    content.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != '\\') {
            content.append(text[at]);
            continue;
        }
        const char c = text[++at];
        if (c != 'u') {
            content.append(c == 'n'       ? '\n'
                               : c == 't' ? '\t'
                               : c == 'r' ? '\r'
                               : c == 'b' ? '\b'
                               : c == 'f' ? '\f'
                                          : c);
            continue;
        }
        auto code = quint32(jsonHexAt(text, at + 1));
        at += 4;
        if (code >= 0xD800 && code < 0xDC00 && at + 2 < text.size() && text[at + 1] == '\\'
            && text[at + 2] == 'u') {
            const auto low = quint32(jsonHexAt(text, at + 3));
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
                at += 6;
            }
        }
        appendCodePoint(content, code);
    }
    return content;
}

} // namespace Recloser
