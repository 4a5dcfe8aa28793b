// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/datarows.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct Record
{
    QList<QByteArray> fields;
    /// Behind its line break.
    qsizetype end = 0;
    int lines = 1;
    bool isUnclosed = false;
};

/// The record that begins at `from`. A quote within an unquoted field is a character.
Record recordAt(QByteArrayView bytes, qsizetype from, char separator)
{
    Record record;
    QByteArray field;
    bool isQuoted = false;
    bool atStart = true;
    qsizetype i = from;
    for (; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (isQuoted) {
            if (c == '\n')
                ++record.lines;
            if (c != '"')
                field += c;
            else if (i + 1 < bytes.size() && bytes[i + 1] == '"')
                field += bytes[++i];
            else
                isQuoted = false;
        } else if (c == '"' && atStart) {
            isQuoted = true;
            atStart = false;
        } else if (c == separator) {
            record.fields.append(std::exchange(field, {}));
            atStart = true;
        } else if (c == '\n' || c == '\r') {
            if (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n')
                ++i;
            ++i;
            break;
        } else {
            field += c;
            atStart = false;
        }
    }
    record.fields.append(field);
    record.end = i;
    record.isUnclosed = isQuoted;
    return record;
}

bool isEmptyLine(const Record &record)
{
    return record.fields.size() == 1 && record.fields.first().trimmed().isEmpty();
}

char separatorOf(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView first = end < 0 ? bytes : bytes.first(end);
    return std::ranges::max({',', ';', '\t'}, {}, [first](char c) { return first.count(c); });
}

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    default: {
        const QByteArray list
            = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact); // "[12.5]"
        return QString::fromUtf8(list.sliced(1, list.size() - 2));
    }
    }
}

int lineOf(const QByteArray &bytes, qsizetype offset)
{
    return int(bytes.first(std::clamp<qsizetype>(offset, 0, bytes.size())).count('\n')) + 1;
}

} // namespace

std::expected<DataRows, FormatError> DataRows::fromCsv(const QByteArray &bytes)
{
    DataRows rows;
    rows.m_bytes = bytes;
    qsizetype at = bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    rows.m_separator = separatorOf(QByteArrayView(bytes).sliced(at));
    int line = 1;
    while (at < bytes.size()) {
        const Record record = recordAt(bytes, at, rows.m_separator);
        const qsizetype begin = std::exchange(at, record.end);
        const int first = std::exchange(line, line + record.lines);
        if (record.isUnclosed)
            return std::unexpected(
                FormatError{first, 1, u"a quote that begins in this row is never closed"_s});
        if (isEmptyLine(record) && !(rows.m_names.size() == 1 && bytes[begin] == '"'))
            continue;
        if (!rows.m_names.isEmpty()) {
            if (record.fields.size() != rows.m_names.size())
                return std::unexpected(FormatError{
                    first, 1,
                    u"%1 fields where the first line has %2 names"_s.arg(record.fields.size())
                        .arg(rows.m_names.size())});
            rows.m_starts.append(begin);
            continue;
        }
        for (const QByteArray &field : record.fields) {
            const QString name = QString::fromUtf8(field).trimmed();
            if (name.isEmpty() || rows.m_names.contains(name))
                return std::unexpected(
                    FormatError{first, 1,
                                name.isEmpty() ? u"a column without a name"_s
                                               : u"two columns are called \"%1\""_s.arg(name)});
            rows.m_names.append(name);
        }
    }
    if (rows.m_starts.isEmpty())
        return std::unexpected(FormatError{
            line, 1, u"there is no row: names stand in the first line, values below"_s});
    return rows;
}

std::expected<DataRows, FormatError> DataRows::fromJson(const QByteArray &bytes)
{
    DataRows rows;
    QJsonParseError error;
    const QJsonDocument whole = QJsonDocument::fromJson(bytes, &error);
    if (whole.isArray()) {
        rows.m_objects = whole.array();
    } else if (whole.isObject()) {
        rows.m_objects = {whole.object()};
    } else {
        const QByteArray text = bytes.trimmed();
        const QList<QByteArray> lines = text.split('\n');
        // One object a line, unless it is an array that is broken.
        if (text.startsWith('[') || lines.size() < 2)
            return std::unexpected(
                FormatError{lineOf(bytes, error.offset), 1, error.errorString()});
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (lines.at(i).trimmed().isEmpty())
                continue;
            const QJsonDocument line = QJsonDocument::fromJson(lines.at(i), &error);
            if (!line.isObject())
                return std::unexpected(
                    FormatError{int(i) + 1, error.offset + 1,
                                line.isArray() ? u"not an object"_s : error.errorString()});
            rows.m_objects.append(line.object());
        }
    }
    for (qsizetype i = 0; i < rows.m_objects.size(); ++i) {
        if (!rows.m_objects.at(i).isObject())
            return std::unexpected(
                FormatError{1, 1, u"row %1 is no object {name: value}"_s.arg(i + 1)});
    }
    if (rows.m_objects.isEmpty())
        return std::unexpected(FormatError{1, 1, u"there is no row"_s});
    return rows;
}

QHash<QString, QString> DataRows::row(qsizetype index) const
{
    QHash<QString, QString> values;
    if (!m_objects.isEmpty()) {
        const QJsonObject object = m_objects.at(index).toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            values.insert(it.key(), textOf(it.value()));
        return values;
    }
    const Record record = recordAt(m_bytes, m_starts.at(index), m_separator);
    for (qsizetype i = 0; i < m_names.size(); ++i)
        values.insert(m_names.at(i), QString::fromUtf8(record.fields.at(i)));
    return values;
}

} // namespace Recloser
