// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/keptplaceholders.h"

#include "core/resolve/urltext.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

const QRegularExpression &placeholder()
{
    static const QRegularExpression pattern(u"\\{\\{\\s*[^{}\"'\\s][^{}\"'\\r\\n]*\\}\\}"_s);
    return pattern;
}

QString formEncodedText(const QString &text)
{
    return mapAround(text,
                     [](const QString &piece) { return QString::fromLatin1(formEncoded(piece)); });
}

QString formDecoded(QStringView text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toUtf8().replace('+', ' ')));
}

} // namespace

bool hasPlaceholder(const QString &text)
{
    return text.contains("{{"_L1) && placeholder().match(text).hasMatch();
}

QString mapAround(const QString &text, const std::function<QString(const QString &)> &map)
{
    QString result;
    qsizetype from = 0;
    for (const auto &match : placeholder().globalMatch(text)) {
        if (match.capturedStart() > from)
            result += map(text.sliced(from, match.capturedStart() - from));
        result += match.capturedView();
        from = match.capturedEnd();
    }
    return from < text.size() ? result + map(text.sliced(from)) : result;
}

QString formText(const QList<QueryParameter> &rows)
{
    QString text;
    for (const QueryParameter &row : rows) {
        if (!row.enabled)
            continue;
        if (!text.isEmpty())
            text += u'&';
        text += formEncodedText(row.name);
        if (row.hasEquals || !row.value.isEmpty())
            text += u'=' + formEncodedText(row.value);
    }
    return text;
}

QList<QueryParameter> formRows(const QString &text)
{
    QList<QueryParameter> rows;
    for (const QStringView field : QStringView(text).split(u'&')) {
        const qsizetype equals = field.indexOf(u'=');
        rows.append({.name = formDecoded(equals < 0 ? field : field.first(equals)),
                     .value = equals < 0 ? QString() : formDecoded(field.sliced(equals + 1)),
                     .hasEquals = equals >= 0});
    }
    return formText(rows) == text ? rows : QList<QueryParameter>();
}

} // namespace Recloser
