// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/headernames.h"

#include <QHash>

namespace Recloser {

using namespace Qt::StringLiterals;

QStringList commonMediaTypes()
{
    return {u"application/json"_s,
            u"application/xml"_s,
            u"text/xml; charset=utf-8"_s,
            u"application/soap+xml; charset=utf-8"_s,
            u"application/x-www-form-urlencoded"_s,
            u"multipart/form-data"_s,
            u"text/plain; charset=utf-8"_s,
            u"text/html; charset=utf-8"_s,
            u"text/csv"_s,
            u"application/graphql"_s,
            u"application/x-ndjson"_s,
            u"application/merge-patch+json"_s,
            u"application/json-patch+json"_s,
            u"application/vnd.api+json"_s,
            u"application/octet-stream"_s,
            u"application/pdf"_s,
            u"application/zip"_s,
            u"image/png"_s,
            u"image/jpeg"_s};
}

QStringList commonHeaderNames()
{
    return {u"Accept"_s,
            u"Accept-Charset"_s,
            u"Accept-Encoding"_s,
            u"Accept-Language"_s,
            u"Authorization"_s,
            u"Cache-Control"_s,
            u"Connection"_s,
            u"Content-Disposition"_s,
            u"Content-Encoding"_s,
            u"Content-Language"_s,
            u"Content-Length"_s,
            u"Content-MD5"_s,
            u"Content-Type"_s,
            u"Cookie"_s,
            u"Date"_s,
            u"DNT"_s,
            u"Expect"_s,
            u"Forwarded"_s,
            u"From"_s,
            u"Host"_s,
            u"Idempotency-Key"_s,
            u"If-Match"_s,
            u"If-Modified-Since"_s,
            u"If-None-Match"_s,
            u"If-Range"_s,
            u"If-Unmodified-Since"_s,
            u"Origin"_s,
            u"Pragma"_s,
            u"Prefer"_s,
            u"Priority"_s,
            u"Proxy-Authorization"_s,
            u"Range"_s,
            u"Referer"_s,
            u"SOAPAction"_s,
            u"TE"_s,
            u"traceparent"_s,
            u"tracestate"_s,
            u"User-Agent"_s,
            u"Via"_s,
            u"X-Api-Key"_s,
            u"X-Correlation-ID"_s,
            u"X-CSRF-Token"_s,
            u"X-Forwarded-For"_s,
            u"X-Forwarded-Host"_s,
            u"X-Forwarded-Proto"_s,
            u"X-HTTP-Method-Override"_s,
            u"X-Request-ID"_s,
            u"X-Requested-With"_s};
}

QStringList commonHeaderValues(const QString &name)
{
    static const QHash<QString, QStringList> values{
        {u"accept"_s,
         {u"*/*"_s, u"application/json"_s, u"application/xml"_s, u"application/problem+json"_s,
          u"text/html"_s, u"text/plain"_s, u"text/event-stream"_s}},
        {u"accept-encoding"_s,
         {u"gzip"_s, u"br"_s, u"zstd"_s, u"deflate"_s, u"identity"_s, u"gzip, deflate, br"_s}},
        {u"accept-language"_s, {u"en"_s, u"en-GB, en;q=0.9"_s, u"de-DE, de;q=0.9, en;q=0.5"_s}},
        {u"accept-charset"_s, {u"utf-8"_s}},
        {u"authorization"_s, {u"Bearer {{token}}"_s, u"Basic "_s, u"Digest "_s}},
        {u"cache-control"_s, {u"no-cache"_s, u"no-store"_s, u"max-age=0"_s, u"only-if-cached"_s}},
        {u"connection"_s, {u"keep-alive"_s, u"close"_s}},
        {u"content-type"_s, commonMediaTypes()},
        {u"content-encoding"_s, {u"gzip"_s, u"br"_s, u"zstd"_s, u"deflate"_s}},
        {u"expect"_s, {u"100-continue"_s}},
        {u"idempotency-key"_s, {u"{{$uuid}}"_s}},
        {u"if-match"_s, {u"*"_s}},
        {u"if-none-match"_s, {u"*"_s}},
        {u"pragma"_s, {u"no-cache"_s}},
        {u"prefer"_s, {u"return=minimal"_s, u"return=representation"_s, u"respond-async"_s}},
        {u"range"_s, {u"bytes=0-1023"_s}},
        {u"te"_s, {u"trailers"_s}},
        {u"x-http-method-override"_s, {u"PUT"_s, u"PATCH"_s, u"DELETE"_s}},
        {u"x-request-id"_s, {u"{{$uuid}}"_s}},
        {u"x-correlation-id"_s, {u"{{$uuid}}"_s}},
        {u"x-requested-with"_s, {u"XMLHttpRequest"_s}},
    };
    return values.value(name.toLower());
}

} // namespace Recloser
