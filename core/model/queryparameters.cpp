// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/queryparameters.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Index of `wanted` (or of a character of it) from `from` on, outside of {{...}}; the text's size
/// if there is none.
qsizetype indexOutsidePlaceholders(QStringView text, QStringView wanted, qsizetype from)
{
    bool isClosed = true; // what is open here: once nothing closes, nothing does further on
    for (qsizetype i = from; i < text.size(); ++i) {
        if (isClosed && text.sliced(i).startsWith(u"{{")) {
            const qsizetype end = text.indexOf(u"}}", i + 2);
            isClosed = end >= 0;
            if (isClosed) {
                i = end + 1;
                continue;
            }
        }
        if (wanted.contains(text[i]))
            return i;
    }
    return text.size();
}

struct UrlParts
{
    QStringView base;
    QStringView query;
    QStringView fragment; // with its '#'
    bool hasQuery = false;
};

UrlParts partsOf(QStringView url)
{
    UrlParts parts;
    const qsizetype queryStart = indexOutsidePlaceholders(url, u"?#", 0);
    parts.base = url.first(queryStart);
    parts.hasQuery = queryStart < url.size() && url[queryStart] == u'?';
    const qsizetype fragmentStart
        = parts.hasQuery ? indexOutsidePlaceholders(url, u"#", queryStart) : queryStart;
    if (parts.hasQuery)
        parts.query = url.sliced(queryStart + 1, fragmentStart - queryStart - 1);
    parts.fragment = url.sliced(fragmentStart);
    return parts;
}

QueryParameter parameterOf(QStringView text)
{
    QueryParameter parameter;
    const qsizetype equals = indexOutsidePlaceholders(text, u"=", 0);
    parameter.hasEquals = equals < text.size();
    parameter.name = text.first(equals).toString();
    if (parameter.hasEquals)
        parameter.value = text.sliced(equals + 1).toString();
    return parameter;
}

} // namespace

QList<QueryParameter> splitQuery(const QString &url)
{
    const UrlParts parts = partsOf(url);
    QList<QueryParameter> parameters;
    if (!parts.hasQuery)
        return parameters;
    qsizetype from = 0;
    while (from <= parts.query.size()) {
        const qsizetype end = indexOutsidePlaceholders(parts.query, u"&", from);
        parameters.append(parameterOf(parts.query.sliced(from, end - from)));
        from = end + 1;
    }
    return parameters;
}

qsizetype queryStart(const QString &url)
{
    return partsOf(url).base.size();
}

QString withQuery(const QString &url, const QList<QueryParameter> &parameters)
{
    const UrlParts parts = partsOf(url);
    QString result = parts.base.toString();
    QChar separator = u'?';
    for (const QueryParameter &parameter : parameters) {
        if (!parameter.enabled)
            continue;
        result += separator;
        result += parameter.name;
        if (parameter.hasEquals || !parameter.value.isEmpty()) {
            result += u'=';
            result += parameter.value;
        }
        separator = u'&';
    }
    return result + parts.fragment;
}

QList<QueryParameter> parameterRows(const RequestSpec &spec)
{
    QList<QueryParameter> rows = splitQuery(spec.url);
    for (const DisabledParameter &disabled : spec.disabledParameters) {
        QueryParameter parameter = disabled.parameter;
        parameter.enabled = false;
        rows.insert(std::clamp(disabled.row, qsizetype(0), rows.size()), parameter);
    }
    return rows;
}

void setParameterRows(RequestSpec &spec, const QList<QueryParameter> &rows)
{
    spec.url = withQuery(spec.url, rows);
    spec.disabledParameters.clear();
    for (qsizetype row = 0; row < rows.size(); ++row) {
        if (!rows[row].enabled)
            spec.disabledParameters.append({row, rows[row]});
    }
}

QString encodedForQuery(const QString &typed, bool isName)
{
    QString result;
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const QStringView rest = QStringView(typed).sliced(i);
        const qsizetype end = rest.startsWith(u"{{") ? rest.indexOf(u"}}") : -1;
        if (end >= 0) {
            result += rest.first(end + 2);
            i += end + 1;
            continue;
        }
        const char16_t c = typed[i].unicode();
        if (c <= 0x20 || c == 0x7f || c == u'&' || c == u'#' || (isName && c == u'='))
            result += u'%' + QString::number(c, 16).toUpper().rightJustified(2, u'0');
        else
            result += typed[i];
    }
    return result;
}

} // namespace Recloser
