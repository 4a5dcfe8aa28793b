// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/wireheaders.h"

#include "core/model/response.h"
#include "core/send/connectiontarget.h"
#include "core/send/contentcoding.h"

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QByteArray userAgent()
{
    return "Recloser/" RECLOSER_VERSION ""_ba;
}

// No preference, the meaning of an absent header (RFC 9110 section 12.5.4); left out, Qt would send
// the system's language.
QByteArray acceptLanguage()
{
    return "*"_ba;
}

/// Qt replaces a header of its own that has an empty value as if it were absent.
bool isWritten(const ResolvedRequest &request, QByteArrayView name)
{
    return !headerValue(request.headers, name).isEmpty();
}

QByteArray joinedValue(const QList<RawHeader> &headers, qsizetype first)
{
    const QByteArray &name = headers.at(first).name;
    QByteArray value = headers.at(first).value;
    for (qsizetype i = first + 1; i < headers.size(); ++i) {
        if (!isNamed(headers.at(i), name))
            continue;
        if (!value.isEmpty() && !headers.at(i).value.isEmpty())
            value += name.compare("cookie", Qt::CaseInsensitive) == 0 ? "; " : ", ";
        value += headers.at(i).value;
    }
    return value;
}

bool isRepetition(const QList<RawHeader> &headers, qsizetype index)
{
    for (qsizetype i = 0; i < index; ++i) {
        if (isNamed(headers.at(i), headers.at(index).name))
            return true;
    }
    return false;
}

} // namespace

QByteArray hostHeader(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    if (url.port() != -1)
        host += ':' + QByteArray::number(url.port());
    return host;
}

QByteArray requestTarget(const QUrl &url)
{
    QUrl target = url.adjusted(QUrl::NormalizePathSegments);
    if (target.path().isEmpty())
        target.setPath(u"/"_s);
    return target.toEncoded(QUrl::FullyEncoded | QUrl::RemoveScheme | QUrl::RemoveAuthority
                            | QUrl::RemoveFragment);
}

QList<RawHeader> headersAddedByTransport(const ResolvedRequest &request)
{
    QList<RawHeader> added;
    added.reserve(6);
    const auto add = [&](const QByteArray &name, const QByteArray &value) {
        if (!isWritten(request, name))
            added.append({name, value});
    };
    add("Host"_ba, hostHeader(request.url));
    add("User-Agent"_ba, userAgent());
    add("Accept-Language"_ba, acceptLanguage());
    add("Accept-Encoding"_ba, acceptedCodings());
    if (request.httpVersion != HttpVersion::Http2Direct || !request.body.isEmpty())
        add("Content-Length"_ba, QByteArray::number(request.bodySize()));
    add("Connection"_ba, "Keep-Alive"_ba);
    return added;
}

QList<RawHeader> headersAddedOverHttp2(const ResolvedRequest &request, Upload upload)
{
    QList<RawHeader> added = headersAddedByTransport(request);
    added.removeIf([upload](const RawHeader &header) {
        return header.name == "Host" || header.name == "Connection"
            || (upload == Upload::None && header.name == "Content-Length");
    });
    return added;
}

QHttpHeaders wireHeaders(const ResolvedRequest &request, std::optional<qint64> contentLength)
{
    QHttpHeaders headers;
    headers.reserve(request.headers.size() + 4);
    // Qt would write where it connects to.
    if (leadsElsewhere(request.route) && !isWritten(request, "host"))
        headers.append(QHttpHeaders::WellKnownHeader::Host, hostHeader(request.url));
    for (qsizetype i = 0; i < request.headers.size(); ++i) {
        const RawHeader &header = request.headers.at(i);
        // Beside an empty Host Qt would write its own, too.
        if (isNamed(header, "content-length") || isRepetition(request.headers, i)
            || (isNamed(header, "host") && joinedValue(request.headers, i).isEmpty()))
            continue;
        headers.append(QLatin1StringView(header.name),
                       QLatin1StringView(joinedValue(request.headers, i)));
    }
    if (!isWritten(request, "user-agent"))
        headers.replaceOrAppend(QHttpHeaders::WellKnownHeader::UserAgent, userAgent());
    if (!isWritten(request, "accept-language"))
        headers.replaceOrAppend(QHttpHeaders::WellKnownHeader::AcceptLanguage, acceptLanguage());
    if (!isWritten(request, "accept-encoding"))
        headers.replaceOrAppend(QHttpHeaders::WellKnownHeader::AcceptEncoding, acceptedCodings());
    if (contentLength)
        headers.append(QHttpHeaders::WellKnownHeader::ContentLength,
                       QByteArray::number(*contentLength));
    return headers;
}

std::optional<SendError> unsendableHeader(const ResolvedRequest &request)
{
    for (const RawHeader &header : request.headers) {
        if (isNamed(header, "transfer-encoding"))
            return SendError{SendError::Kind::InvalidHeader, QString::fromLatin1(header.name),
                             u"the body is always sent with its length"_s};
        if (!isNamed(header, "content-length"))
            continue;
        bool isNumber = false;
        if (header.value.trimmed().toLongLong(&isNumber) != request.bodySize() || !isNumber)
            return SendError{SendError::Kind::InvalidHeader, QString::fromLatin1(header.name),
                             u"the body has %1 bytes"_s.arg(request.bodySize())};
    }
    return std::nullopt;
}

} // namespace Recloser
