// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/historyrows.h"

#include "app/cli/exchangejson.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString circuitNoteName(HistoryRow::CircuitNote note)
{
    switch (note) {
    case HistoryRow::CircuitNote::None:
        break;
    case HistoryRow::CircuitNote::Opened:
        return u"opened"_s;
    case HistoryRow::CircuitNote::Closed:
        return u"closed"_s;
    case HistoryRow::CircuitNote::Late:
        return u"late"_s;
    }
    return {};
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

/// A URL may hold line breaks that were never sent, and control characters would reach a terminal.
QString printable(QString text)
{
    for (QChar &c : text) {
        if (!c.isPrint())
            c = u'?';
    }
    return text;
}

QString resultOf(const HistoryRow &row)
{
    QString result = row.status > 0 ? QString::number(row.status)
        : row.errorKind.isEmpty()   ? outcomeName(row.outcome)
                                    : row.errorKind;
    if (row.attempts > 1)
        result += u" x%1"_s.arg(row.attempts);
    return result;
}

} // namespace

QJsonObject toJson(const HistoryRow &row)
{
    return {
        {u"id"_s, row.id},
        {u"time"_s, textOrNull(row.startedAt.toString(Qt::ISODateWithMs))},
        {u"method"_s, QString::fromUtf8(row.method)},
        {u"url"_s, row.url},
        {u"host"_s, row.host},
        {u"key"_s, row.key.isNull() ? QJsonValue() : QJsonValue(row.key)},
        {u"outcome"_s, outcomeName(row.outcome)},
        {u"status_code"_s, row.status > 0 ? QJsonValue(row.status) : QJsonValue()},
        {u"error"_s, textOrNull(row.errorKind)},
        {u"attempts"_s, row.attempts},
        {u"elapsed_ms"_s, double(row.elapsed.count()) / 1000.0},
        {u"payload_size"_s, row.bodySize},
        {u"ending"_s, endingName(row.ending)},
        {u"circuit"_s, textOrNull(circuitNoteName(row.circuitNote))},
        {u"kept"_s, row.isKept},
    };
}

QString columnsOf(const HistoryRow &row)
{
    return u"%1  %2  %3  %4  %5 ms  %6"_s.arg(row.id, 7)
        .arg(row.startedAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s), -19)
        .arg(printable(QString::fromUtf8(row.method)), -6)
        .arg(resultOf(row), -11)
        .arg(double(row.elapsed.count()) / 1000.0, 8, 'f', 1)
        .arg(printable(row.url));
}

} // namespace Recloser
