// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/receivedrequest.h"

#include <QJsonArray>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace Recloser {

QByteArray headerOf(const ReceivedRequest &request, QByteArrayView name)
{
    for (const auto &[key, value] : request.headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArrayView pathAndQueryOf(const ReceivedRequest &request)
{
    const QByteArrayView target = request.target;
    if (target.startsWith('/'))
        return target;
    const qsizetype scheme = target.indexOf("://");
    if (scheme <= 0)
        return target;
    const qsizetype slash = target.indexOf('/', scheme + 3);
    return slash < 0 ? QByteArrayView("/") : target.sliced(slash);
}

QByteArrayView pathOf(const ReceivedRequest &request)
{
    const QByteArrayView target = pathAndQueryOf(request);
    const qsizetype query = target.indexOf('?');
    return query < 0 ? target : target.first(query);
}

QJsonObject toJson(const ReceivedRequest &request)
{
    QJsonArray headers;
    for (const auto &[name, value] : request.headers)
        headers.append(QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)});

    const bool absolute = request.target.contains("://");
    const QByteArray host = headerOf(request, "Host");
    QJsonObject object{
        {u"number"_s, request.number},
        {u"at"_s, request.at.toString(Qt::ISODateWithMs)},
        {u"since_start_ms"_s, static_cast<double>(request.sinceStart.count()) / 1000.0},
        {u"connection"_s, static_cast<qint64>(request.connection)},
        {u"method"_s, QString::fromLatin1(request.method)},
        {u"target"_s, QString::fromLatin1(request.target)},
        {u"url"_s,
         QString::fromLatin1(absolute || host.isEmpty()
                                 ? request.target
                                 : QByteArray("http://" + host + request.target))},
        {u"version"_s, QString::fromLatin1(request.version)},
        {u"headers"_s, headers},
        {u"body_size"_s, request.bodySize},
    };
    // A body cut at the limit may end inside a character, which is no reason to show base64.
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(request.body);
    if (utf8.hasError())
        object[u"body_base64"_s] = QString::fromLatin1(request.body.toBase64());
    else
        object[u"body"_s] = text;
    if (!request.bodySha256.isEmpty())
        object[u"body_sha256"_s] = QString::fromLatin1(request.bodySha256);
    if (request.bodySize > request.body.size())
        object[u"body_truncated"_s] = true;
    return object;
}

} // namespace Recloser
