// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/models/pastedrows.h"

#include "core/model/queryparameters.h"

#include <QStringList>
#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString decoded(QString text)
{
    return QUrl::fromPercentEncoding(text.replace(u'+', u' ').toUtf8());
}

FieldRow inStyle(FieldRow row, FieldStyle style)
{
    if (style == FieldStyle::Parameters) {
        row.name = encodedForQuery(row.name, true);
        row.value = encodedForQuery(row.value, false);
    }
    return row;
}

QList<FieldRow> rowsOfQuery(QString text, FieldStyle style)
{
    const qsizetype question = text.indexOf(u'?');
    QList<FieldRow> rows;
    for (const QueryParameter &parameter : splitQuery(question < 0 ? u'?' + text : text)) {
        if (parameter.name.isEmpty() && parameter.value.isEmpty())
            continue;
        FieldRow row = rowOf(parameter);
        if (style != FieldStyle::Parameters) {
            row.name = decoded(row.name);
            row.value = decoded(row.value);
        }
        rows.append(inStyle(row, style));
    }
    return rows;
}

/// Where the name ends, by the first separator that fits the style; -1 if there is none.
qsizetype separatorOf(const QString &line, FieldStyle style)
{
    const qsizetype tab = line.indexOf(u'\t');
    if (tab > 0)
        return tab;
    const qsizetype colon = line.indexOf(u':', 1);
    const qsizetype equals = line.indexOf(u'=', 1);
    if (style == FieldStyle::Headers)
        return colon;
    if (equals > 0 && (colon < 0 || equals < colon))
        return equals;
    return colon;
}

std::optional<FieldRow> rowOfLine(QString line, FieldStyle style)
{
    line = line.trimmed();
    FieldRow row;
    for (const QLatin1StringView comment : {"//"_L1, "#"_L1}) {
        if (line.startsWith(comment)) {
            row.enabled = false;
            line = line.sliced(comment.size()).trimmed();
            break;
        }
    }
    if (line.isEmpty())
        return std::nullopt;
    const qsizetype separator = separatorOf(line, style);
    row.name = line.first(separator < 0 ? line.size() : separator).trimmed();
    if (separator >= 0)
        row.value = line.sliced(separator + 1).trimmed();
    row.hasEquals = separator >= 0;
    return inStyle(row, style);
}

} // namespace

QList<FieldRow> pastedRows(const QString &text, FieldStyle style)
{
    const QString trimmed = text.trimmed();
    const bool manyLines = trimmed.contains(u'\n') || trimmed.contains(u'\r');
    if (!manyLines) {
        if (style == FieldStyle::Headers) {
            // "Accept: text/html" in one go; a lone word is a name being pasted.
            const qsizetype colon = trimmed.indexOf(u':', 1);
            if (colon < 0 || trimmed.first(colon).contains(u' '))
                return {};
            return {*rowOfLine(trimmed, style)};
        }
        return trimmed.contains(u'=') ? rowsOfQuery(trimmed, style) : QList<FieldRow>();
    }
    QList<FieldRow> rows;
    QString normalized = trimmed;
    normalized.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    const QStringList lines = normalized.split(u'\n');
    for (const QString &line : lines) {
        if (style != FieldStyle::Headers && line.contains(u'&') && line.contains(u'=')
            && !line.contains(u'\t'))
            rows += rowsOfQuery(line.trimmed(), style);
        else if (const auto row = rowOfLine(line, style))
            rows.append(*row);
    }
    return rows;
}

QString copiedRows(const QList<FieldRow> &rows, FieldStyle style)
{
    QStringList lines;
    const QString separator = style == FieldStyle::Headers ? u": "_s : u"="_s;
    for (const FieldRow &row : rows) {
        const QString mark = row.enabled ? QString() : u"# "_s;
        lines.append(mark + row.name + (row.hasEquals ? separator + row.value : QString()));
    }
    return lines.join(u'\n');
}

} // namespace Recloser
