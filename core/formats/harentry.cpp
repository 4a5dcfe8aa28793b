// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/harentry.h"

#include <QJsonArray>
#include <QStringDecoder>
#include <QUrlQuery>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QJsonArray headersOf(const QList<RawHeader> &headers)
{
    QJsonArray array;
    for (const RawHeader &header : headers)
        array.append(QJsonObject{{u"name"_s, QString::fromLatin1(header.name)},
                                 {u"value"_s, QString::fromUtf8(header.value)}});
    return array;
}

/// The pairs of one line, "a=1; b=2".
QJsonArray cookiesSent(const QList<RawHeader> &headers)
{
    QJsonArray array;
    for (const RawHeader &header : headers) {
        if (!isNamed(header, "cookie"))
            continue;
        for (const QList<QByteArray> pairs = header.value.split(';');
             const QByteArray &pair : pairs) {
            const qsizetype equals = pair.indexOf('=');
            array.append(QJsonObject{
                {u"name"_s,
                 QString::fromUtf8(pair.first(std::max<qsizetype>(0, equals)).trimmed())},
                {u"value"_s, QString::fromUtf8(pair.sliced(equals + 1).trimmed())}});
        }
    }
    return array;
}

QJsonArray cookiesReceived(const QList<RawHeader> &headers)
{
    QJsonArray array;
    for (const RawHeader &header : headers) {
        if (!isNamed(header, "set-cookie"))
            continue;
        const QByteArray pair = header.value.split(';').first();
        const qsizetype equals = pair.indexOf('=');
        array.append(QJsonObject{
            {u"name"_s, QString::fromUtf8(pair.first(std::max<qsizetype>(0, equals)).trimmed())},
            {u"value"_s, QString::fromUtf8(pair.sliced(equals + 1).trimmed())}});
    }
    return array;
}

QString versionName(const QByteArray &version)
{
    return version.isEmpty() ? u"unknown"_s : u"HTTP/"_s + QString::fromLatin1(version);
}

QJsonObject requestOf(const QByteArray &method, const QUrl &url, const QList<RawHeader> &headers,
                      const QList<BodySegment> &body, const QString &version)
{
    QJsonArray query;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        query.append(QJsonObject{{u"name"_s, name}, {u"value"_s, value}});
    qint64 size = 0;
    QByteArray text;
    bool isWhole = true;
    for (const BodySegment &segment : body) {
        size += segment.size;
        text += segment.bytes;
        isWhole = isWhole && segment.filePath.isEmpty();
    }
    QJsonObject object{{u"method"_s, QString::fromLatin1(method)},
                       {u"url"_s, url.toString(QUrl::FullyEncoded)},
                       {u"httpVersion"_s, version},
                       {u"cookies"_s, cookiesSent(headers)},
                       {u"headers"_s, headersOf(headers)},
                       {u"queryString"_s, query},
                       {u"headersSize"_s, -1},
                       {u"bodySize"_s, size}};
    if (size == 0)
        return object;
    QJsonObject data{{u"mimeType"_s, QString::fromUtf8(headerValue(headers, "content-type"))},
                     {u"text"_s, QString::fromUtf8(text)},
                     {u"params"_s, QJsonArray()}};
    if (!isWhole)
        data.insert("comment"_L1, u"files that were sent are left out"_s);
    object.insert("postData"_L1, data);
    return object;
}

QJsonObject contentOf(const QByteArray &bytes, qint64 size, const QByteArray &type)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    const bool isText = !decoder.hasError() && !bytes.contains('\0');
    QJsonObject content{{u"size"_s, size},
                        {u"mimeType"_s, type.isEmpty() ? u"x-unknown"_s : QString::fromUtf8(type)},
                        {u"text"_s, isText ? text : QString::fromLatin1(bytes.toBase64())}};
    if (!isText)
        content.insert("encoding"_L1, u"base64"_s);
    return content;
}

QJsonObject answerOf(int status, const QString &reason, const QList<RawHeader> &headers,
                     const QString &version, const QJsonObject &content, qint64 transferred)
{
    return {{u"status"_s, status},
            {u"statusText"_s, reason},
            {u"httpVersion"_s, version},
            {u"cookies"_s, cookiesReceived(headers)},
            {u"headers"_s, headersOf(headers)},
            {u"content"_s, content},
            {u"redirectURL"_s, QString::fromUtf8(headerValue(headers, "location"))},
            {u"headersSize"_s, -1},
            {u"bodySize"_s, transferred}};
}

/// The phases in ms, -1 for what is not known, and their sum, which `time` must be.
std::pair<QJsonObject, double> timingsOf(const Timings &timings)
{
    double sum = 0;
    const auto ms = [&sum](const std::optional<microseconds> &phase, double otherwise) {
        if (!phase)
            return otherwise;
        const double value = double(phase->count()) / 1000.0;
        sum += value;
        return value;
    };
    QJsonObject object{{u"blocked"_s, -1},
                       {u"dns"_s, ms(timings.dns, -1)},
                       {u"connect"_s, ms(timings.connect, -1)},
                       {u"ssl"_s, -1},
                       {u"send"_s, ms(timings.sent, 0)},
                       {u"wait"_s, ms(timings.wait, 0)},
                       {u"receive"_s, ms(timings.download, 0)}};
    return {object, sum};
}

QJsonObject entryOf(const Exchange &exchange, const Attempt &attempt)
{
    return {{u"startedDateTime"_s,
             exchange.startedAt.toUTC()
                 .addMSecs(attempt.startedAfter.count() / 1000)
                 .toString(Qt::ISODateWithMs)},
            {u"cache"_s, QJsonObject()},
            {u"_attempt"_s, attempt.number},
            {u"_key"_s, exchange.key.key}};
}

/// Of the request that a redirect led to (Fetch standard, "HTTP-redirect fetch").
QByteArray methodAfter(const RedirectHop &hop)
{
    const bool becomesGet = (hop.status == 303 && hop.method != "HEAD")
        || ((hop.status == 301 || hop.status == 302) && hop.method == "POST");
    return becomesGet ? "GET"_ba : hop.method;
}

/// The redirects that an attempt followed; how long each took is not known.
void addHops(QList<QJsonObject> &entries, const Exchange &exchange, const Attempt &attempt,
             const Response &response, const QString &version)
{
    for (const RedirectHop &hop : response.redirects) {
        QJsonObject entry = entryOf(exchange, attempt);
        const auto [timings, sum] = timingsOf({});
        entry.insert("time"_L1, sum);
        entry.insert("timings"_L1, timings);
        entry.insert("request"_L1,
                     requestOf(hop.method, hop.url, exchange.request.headers,
                               hop.method == exchange.request.method ? exchange.request.body
                                                                     : QList<BodySegment>(),
                               version));
        entry.insert("response"_L1,
                     answerOf(hop.status, {}, hop.headers, version,
                              contentOf({}, 0, headerValue(hop.headers, "content-type")), -1));
        entries.append(entry);
    }
}

} // namespace

QList<QJsonObject> harEntries(const Exchange &exchange, const BodyContent &content)
{
    QList<QJsonObject> entries;
    for (const Attempt &attempt : exchange.attempts) {
        const Response *response = attempt.result ? &*attempt.result : nullptr;
        const QString version = versionName(response ? response->httpVersion : QByteArray());
        if (response)
            addHops(entries, exchange, attempt, *response, version);
        QJsonObject entry = entryOf(exchange, attempt);
        const auto [timings, sum] = timingsOf(attempt.timings);
        entry.insert("time"_L1, sum);
        entry.insert("timings"_L1, timings);
        const bool isRedirected = response && !response->redirects.isEmpty();
        const QByteArray method
            = isRedirected ? methodAfter(response->redirects.last()) : exchange.request.method;
        entry.insert(
            "request"_L1,
            requestOf(method, isRedirected ? response->url : exchange.request.url,
                      exchange.request.headers
                          + (response ? response->addedRequestHeaders : QList<RawHeader>()),
                      method == exchange.request.method ? exchange.request.body
                                                        : QList<BodySegment>(),
                      version));
        if (response) {
            entry.insert("response"_L1,
                         answerOf(response->status, QString::fromUtf8(response->reason),
                                  response->headers, version,
                                  contentOf(content(response->body), response->body.size,
                                            headerValue(response->headers, "content-type")),
                                  response->body.transferredSize.value_or(-1)));
        } else {
            const SendError &error = attempt.result.error();
            entry.insert("response"_L1, answerOf(0, {}, {}, version, contentOf({}, 0, {}), -1));
            entry.insert("comment"_L1, QString(kindName(error.kind) + u": "_s + error.subject));
        }
        entries.append(entry);
    }
    return entries;
}

QJsonObject harLog()
{
    return {{u"version"_s, u"1.2"_s},
            {u"creator"_s,
             QJsonObject{{u"name"_s, u"Recloser"_s},
                         {u"version"_s, QStringLiteral(RECLOSER_VERSION)}}}};
}

} // namespace Recloser
