// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/comparejson.h"

#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString kindName(JsonDifference::Kind kind)
{
    static const QString names[]{u"removed"_s, u"added"_s, u"changed"_s, u"type-changed"_s,
                                 u"rewritten"_s};
    return names[int(kind)];
}

QString methodName(BodyMethod method)
{
    static const QString names[]{u"structure"_s, u"laid-out"_s, u"text"_s, u"bytes"_s};
    return names[int(method)];
}

QString verdictName(Verdict verdict)
{
    static const QString names[]{u"same"_s,      u"changed"_s, u"removed"_s, u"added"_s,
                                 u"rewritten"_s, u"moved"_s,   u"ignored"_s};
    return names[int(verdict)];
}

QJsonArray headersJson(const QList<ComparedHeader> &pairs, const QList<RawHeader> &left,
                       const QList<RawHeader> &right)
{
    QJsonArray array;
    const auto value = [](const QList<RawHeader> &headers, qsizetype index) {
        return index < 0 ? QJsonValue() : QJsonValue(QString::fromUtf8(headers[index].value));
    };
    for (const ComparedHeader &pair : pairs) {
        if (pair.verdict == Verdict::Same)
            continue;
        const QByteArray name = pair.left >= 0 ? left[pair.left].name : right[pair.right].name;
        array.append(QJsonObject{{u"name"_s, QString::fromLatin1(name)},
                                 {u"kind"_s, verdictName(pair.verdict)},
                                 {u"left"_s, value(left, pair.left)},
                                 {u"right"_s, value(right, pair.right)}});
    }
    return array;
}

} // namespace

QJsonValue fieldValueJson(const FieldValue &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return *text;
    if (const auto *count = std::get_if<qint64>(&value))
        return *count;
    if (const auto *size = std::get_if<ByteCount>(&value))
        return size->bytes;
    if (const auto *duration = std::get_if<microseconds>(&value))
        return double(duration->count()) / 1000.0;
    if (const auto *moment = std::get_if<QDateTime>(&value))
        return moment->toString(Qt::ISODateWithMs);
    return {};
}

QString fieldName(const ComparedField &field)
{
    static const QString names[]{u"method"_s,
                                 u"url"_s,
                                 u"query"_s,
                                 u"request_body_size"_s,
                                 u"outcome"_s,
                                 u"status_code"_s,
                                 u"message"_s,
                                 u"http_version"_s,
                                 u"final_url"_s,
                                 u"redirects"_s,
                                 u"tls"_s,
                                 u"payload_size"_s,
                                 u"transferred_size"_s,
                                 u"error"_s,
                                 u"time"_s,
                                 u"elapsed_ms"_s,
                                 u"dns_ms"_s,
                                 u"connect_ms"_s,
                                 u"tls_ms"_s,
                                 u"sent_ms"_s,
                                 u"wait_ms"_s,
                                 u"download_ms"_s,
                                 u"attempts"_s,
                                 u"attempt"_s,
                                 u"attempt_wait_ms"_s,
                                 u"ending"_s,
                                 u"key"_s,
                                 u"key_source"_s,
                                 u"pattern"_s,
                                 u"circuit_state"_s,
                                 u"circuit_use"_s,
                                 u"circuit_store"_s,
                                 u"circuit_reason"_s,
                                 u"circuit_change"_s,
                                 u"policy"_s};
    const QString name = names[int(field.field)];
    return field.name.isEmpty() ? name : name + u'.' + field.name;
}

QJsonObject bodyComparisonJson(const BodyComparison &comparison)
{
    QJsonObject object{
        {u"equal"_s, comparison.isEqual()},
        {u"identical"_s, comparison.isIdentical},
        {u"method"_s, methodName(comparison.method)},
        {u"approximate"_s, comparison.rows.isApproximate},
        {u"left_size"_s, comparison.left.size},
        {u"right_size"_s, comparison.right.size},
        {u"ignored"_s, comparison.ignored},
        {u"reordered"_s, comparison.reordered},
    };
    const auto fault = [](const BodySideNotes &side) {
        return side.fault ? QJsonValue(QJsonObject{{u"line"_s, side.fault->place.line},
                                                   {u"column"_s, side.fault->place.column},
                                                   {u"offset"_s, side.fault->place.offset}})
                          : QJsonValue();
    };
    object.insert(u"left_fault"_s, fault(comparison.left));
    object.insert(u"right_fault"_s, fault(comparison.right));
    QJsonArray differences;
    if (comparison.method == BodyMethod::Structure) {
        const auto value = [](const QByteArray &text) {
            return text.isNull() ? QJsonValue() : QJsonValue(QString::fromUtf8(text));
        };
        for (const JsonDifference &difference : comparison.differences) {
            QJsonObject entry{{u"kind"_s, kindName(difference.kind)},
                              {u"path"_s, difference.path},
                              {u"left"_s, value(difference.left)},
                              {u"right"_s, value(difference.right)}};
            if (!difference.rightPath.isEmpty())
                entry.insert(u"right_path"_s, difference.rightPath);
            if (difference.isLeftCut || difference.isRightCut)
                entry.insert(u"cut"_s, true);
            differences.append(entry);
        }
        qint64 total = 0;
        for (const qint64 count : comparison.counts)
            total += count;
        object.insert(u"difference_count"_s, total);
    } else if (comparison.method == BodyMethod::Bytes) {
        object.insert(u"first_difference"_s,
                      comparison.firstDifference ? QJsonValue(*comparison.firstDifference)
                                                 : QJsonValue());
        object.insert(u"differing_bytes"_s, comparison.differingBytes);
    } else {
        const AlignedRows &rows = comparison.rows;
        // A place each: lines of both sides, [first, end) counted from 1.
        constexpr size_t mostListed = 100'000;
        for (const Difference &difference : rows.differences()) {
            if (size_t(differences.size()) >= mostListed)
                break;
            QJsonArray texts[2];
            qsizetype first[2] = {0, 0};
            for (qsizetype row = difference.begin; row < difference.end; ++row) {
                const AlignedRow at = rows.at(row);
                for (const int side : {0, 1}) {
                    const qsizetype own = side == 0 ? at.left : at.right;
                    const TextRows &text = side == 0 ? rows.left() : rows.right();
                    if (own < 0)
                        continue;
                    if (first[side] == 0)
                        first[side] = text.lineNumber(own);
                    texts[side].append(QString::fromUtf8(text.row(own)));
                }
            }
            differences.append(
                QJsonObject{{u"left_line"_s, first[0] ? QJsonValue(first[0]) : QJsonValue()},
                            {u"right_line"_s, first[1] ? QJsonValue(first[1]) : QJsonValue()},
                            {u"left"_s, texts[0]},
                            {u"right"_s, texts[1]}});
        }
        object.insert(u"difference_count"_s, qint64(rows.differences().size()));
    }
    object.insert(u"differences"_s, differences);
    return object;
}

QJsonObject exchangeComparisonJson(const ExchangeComparison &comparison, const Exchange &left,
                                   const Exchange &right)
{
    QJsonArray fields;
    for (const ComparedField &field : comparison.fields) {
        if (field.verdict == Verdict::Same)
            continue;
        fields.append(QJsonObject{{u"field"_s, fieldName(field)},
                                  {u"kind"_s, verdictName(field.verdict)},
                                  {u"left"_s, fieldValueJson(field.left)},
                                  {u"right"_s, fieldValueJson(field.right)}});
    }
    return {{u"left"_s, left.id},
            {u"right"_s, right.id},
            {u"fields"_s, fields},
            {u"request_headers"_s,
             headersJson(comparison.requestHeaders, left.request.headers, right.request.headers)},
            {u"response_headers"_s,
             headersJson(comparison.responseHeaders, responseHeadersOf(left),
                         responseHeadersOf(right))}};
}

} // namespace Recloser
