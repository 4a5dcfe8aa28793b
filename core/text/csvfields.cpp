// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/csvfields.h"

#include "core/text/tablerows.h"

#include <cstring>

namespace Recloser {

qint64 csvFieldEnd(QByteArrayView text, qint64 begin, char delimiter)
{
    const char *const end = text.data() + text.size();
    const char *at = text.data() + begin;
    if (at < end && *at == '"') {
        for (++at;;) {
            at = static_cast<const char *>(std::memchr(at, '"', size_t(end - at)));
            if (!at)
                return text.size();
            ++at;
            if (at == end || *at != '"')
                break;
            ++at;
        }
    }
    while (at < end && *at != delimiter && *at != '\n' && *at != '\r')
        ++at;
    return at - text.data();
}

qint64 csvRowEnd(QByteArrayView text, qint64 begin, char delimiter)
{
    for (;;) {
        const qint64 end = csvFieldEnd(text, begin, delimiter);
        if (end == text.size() || text[end] != delimiter)
            return end;
        begin = end + 1;
    }
}

std::vector<QByteArrayView> csvFields(QByteArrayView row, char delimiter, size_t mostFields)
{
    std::vector<QByteArrayView> fields;
    for (qint64 begin = 0; fields.size() < mostFields;) {
        const qint64 end = csvFieldEnd(row, begin, delimiter);
        fields.push_back(row.sliced(begin, end - begin));
        if (end == row.size())
            break;
        begin = end + 1;
    }
    return fields;
}

QByteArray csvFieldText(QByteArrayView field)
{
    if (!field.startsWith('"'))
        return field.toByteArray();
    QByteArray text;
    text.reserve(field.size());
    qsizetype at = 1;
    for (; at < field.size(); ++at) {
        if (field[at] == '"') {
            if (at + 1 >= field.size() || field[at + 1] != '"')
                break;
            ++at;
        }
        text += field[at];
    }
    // What wrongly stands behind the closing quote is not lost.
    if (at + 1 < field.size())
        text += field.sliced(at + 1);
    return text;
}

} // namespace Recloser
