// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/outgoing.h"

#include "core/formats/keptplaceholders.h"
#include "core/graphql/graphqlbody.h"
#include "core/resolve/bodyencoding.h"
#include "core/resolve/fieldchecks.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/urltext.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool hasHeader(const Outgoing &request, const QString &name)
{
    return std::ranges::any_of(request.headers, [&name](const HeaderField &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

std::expected<void, SendError> addHeader(Outgoing &request, const HeaderField &header)
{
    const QString name = header.name.trimmed();
    const QString value = header.value.trimmed();
    if (name.isEmpty() && value.isEmpty())
        return {};
    // What a placeholder will put there is checked when it is sent.
    if (const auto checked = checkedHeader(hasPlaceholder(name) ? u"x"_s : name, value); !checked)
        return std::unexpected(checked.error());
    request.headers.append({name, value});
    return {};
}

std::expected<void, SendError> addImplied(Outgoing &request, const HeaderField &header)
{
    if (hasHeader(request, header.name))
        return {};
    return addHeader(request, header);
}

QString formEncodedText(const QString &text)
{
    return mapAround(text,
                     [](const QString &piece) { return QString::fromLatin1(formEncoded(piece)); });
}

/// Both parts are encoded, around their placeholders.
QString withOneMore(QString url, const QString &name, const QString &value)
{
    const qsizetype hash = url.indexOf(u'#');
    url.truncate(hash < 0 ? url.size() : hash);
    const qsizetype mark = url.indexOf(u'?');
    const bool isOpen = mark == url.size() - 1 || url.endsWith(u'&');
    return url
        + (mark < 0     ? u"?"_s
               : isOpen ? QString()
                        : u"&"_s)
        + formEncodedText(name) + u'=' + formEncodedText(value);
}

/// The URL with the path that is asked for.
QString walked(const QString &url)
{
    static const QRegularExpression ending(u"[?#]"_s);
    const qsizetype mark = url.indexOf(ending);
    const qsizetype end = mark < 0 ? url.size() : mark;
    const qsizetype begin = url.indexOf(u'/', authorityBegin(url));
    if (begin < 0 || begin >= end)
        return url;
    return url.first(begin) + withoutDotSegments(url.sliced(begin, end - begin)) + url.sliced(end);
}

std::expected<void, SendError> addUrl(Outgoing &request, const RequestSpec &spec)
{
    QString text = walked(spec.url.trimmed());
    if (isWebSocketMethod(spec.method.trimmed()) || text.startsWith("ws://"_L1)
        || text.startsWith("wss://"_L1))
        return std::unexpected(SendError{SendError::Kind::InvalidUrl, text,
                                         u"that is a WebSocket connection, which other notations "
                                         "have no requests for"_s});
    const bool hasKey
        = spec.auth.kind == Auth::Kind::ApiKey && spec.auth.keyPlacement == Auth::Placement::Query;
    if (hasKey && !spec.auth.keyName.trimmed().isEmpty())
        text = withOneMore(text, spec.auth.keyName.trimmed(), spec.auth.keyValue);
    if (!hasPlaceholder(text)) {
        const auto checked = checkedUrl(text);
        if (!checked)
            return std::unexpected(checked.error());
        request.url = checked->text;
        if (checked->hasCredentials)
            request.user = std::pair(checked->user, checked->password);
        return {};
    }
    if (const qsizetype hash = text.indexOf(u'#'); hash >= 0)
        text.truncate(hash);
    request.url = mapAround(text, encodedAsInUrl);
    if (authorityBegin(text) == 0 && !text.startsWith("{{"_L1))
        request.url.prepend(u"http://"_s);
    return {};
}

std::expected<void, SendError> addAuth(Outgoing &request, const Auth &auth)
{
    if (hasHeader(request, u"Authorization"_s)) {
        request.user.reset();
        if (auth.kind != Auth::Kind::ApiKey)
            return {};
    }
    switch (auth.kind) {
    case Auth::Kind::None:
        break;
    case Auth::Kind::Inherit:
    case Auth::Kind::Digest:
    case Auth::Kind::OAuth1:
        request.user.reset();
        request.signing = auth;
        break;
    case Auth::Kind::OAuth2: {
        // The token itself is kept elsewhere, and is gone by the time the copy is used.
        request.user.reset();
        request.signing = auth;
        const QString prefix = auth.prefix.trimmed();
        return addHeader(request,
                         {u"Authorization"_s,
                          (prefix.isEmpty() ? u"Bearer"_s : prefix) + u" {{access_token}}"_s});
    }
    case Auth::Kind::AwsSigV4: {
        request.user.reset();
        request.signing = auth;
        request.signing->sessionToken.clear();
        if (!auth.sessionToken.isEmpty())
            return addImplied(request, {u"X-Amz-Security-Token"_s, auth.sessionToken});
        break;
    }
    case Auth::Kind::Basic:
        if (!auth.user.isEmpty() || !auth.password.isEmpty())
            request.user = std::pair(auth.user, auth.password);
        break;
    case Auth::Kind::Bearer:
        if (auth.token.trimmed().isEmpty())
            break;
        request.user.reset();
        return addHeader(request, {u"Authorization"_s, u"Bearer "_s + auth.token.trimmed()});
    case Auth::Kind::ApiKey:
        if (auth.keyPlacement == Auth::Placement::Header && !auth.keyName.trimmed().isEmpty())
            return addImplied(request, {auth.keyName.trimmed(), auth.keyValue});
        if (auth.keyPlacement == Auth::Placement::Cookie && !auth.keyName.trimmed().isEmpty()) {
            const QString cookie = auth.keyName.trimmed() + u'=' + auth.keyValue;
            const auto written
                = std::ranges::find_if(request.headers, [](const HeaderField &header) {
                      return header.name.compare("cookie"_L1, Qt::CaseInsensitive) == 0;
                  });
            if (written == request.headers.end())
                return addHeader(request, {u"Cookie"_s, cookie});
            written->value += u"; "_s + cookie;
        }
        break;
    }
    return {};
}

void addParts(Outgoing &request, const Body &body)
{
    request.bodyKind = Outgoing::BodyKind::Parts;
    for (MultipartPart part : body.parts) {
        if (!part.enabled)
            continue;
        part.mediaType = part.mediaType.trimmed();
        if (part.isFile && part.fileName.isEmpty())
            part.fileName = QFileInfo(part.value).fileName();
        if (part.isFile && part.mediaType.isEmpty())
            part.mediaType = u"application/octet-stream"_s;
        request.parts.append(part);
    }
    request.headers.removeIf([](const HeaderField &header) {
        return header.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0
            && header.value.startsWith("multipart/form-data"_L1, Qt::CaseInsensitive);
    });
}

/// A body of text, encoded as for sending, with words that nothing encodes in place of its
/// placeholders.
std::expected<void, SendError> addText(Outgoing &request, const Body &body)
{
    if (body.kind == Body::Kind::Form) {
        request.text = formText(body.form);
    } else {
        request.text = body.text;
    }
    if (request.text.isEmpty())
        return {};
    request.bodyKind = Outgoing::BodyKind::Text;
    // Only the media type is asked for, which depends on what the text holds, not on its
    // placeholders.
    Body plain = body;
    const auto without = [](const QString &text) { return text.left(4096).remove(u"{{"_s); };
    plain.text = without(body.text);
    plain.form = {{.name = u"x"_s}};
    plain.mediaType.clear();
    if (plain.text.isEmpty())
        plain.text = u"x"_s;
    const Scope scope;
    const auto encoded = encodedBody(plain, Placeholders(scope), {}, {});
    if (!encoded)
        return std::unexpected(encoded.error());
    const QString given = body.mediaType.trimmed();
    return addImplied(
        request,
        {u"Content-Type"_s, given.isEmpty() ? QString::fromUtf8(encoded->mediaType) : given});
}

std::expected<void, SendError> addBody(Outgoing &request, const Body &body)
{
    switch (body.kind) {
    case Body::Kind::None:
        return {};
    case Body::Kind::Multipart:
        addParts(request, body);
        return {};
    case Body::Kind::File: {
        request.bodyKind = Outgoing::BodyKind::File;
        request.filePath = body.filePath;
        const QString given = body.mediaType.trimmed();
        return addImplied(
            request, {u"Content-Type"_s, given.isEmpty() ? u"application/octet-stream"_s : given});
    }
    case Body::Kind::Text:
    case Body::Kind::Json:
    case Body::Kind::Xml:
    case Body::Kind::Form:
    case Body::Kind::GraphQl: // withQueryAsJson() leaves none
        break;
    }
    return addText(request, body);
}

} // namespace

qsizetype authorityBegin(const QString &url)
{
    static const QRegularExpression scheme(u"^[A-Za-z][A-Za-z0-9+.-]*://"_s);
    return scheme.match(url).capturedLength();
}

QString withoutDotSegments(const QString &path)
{
    if (!path.contains("/."_L1))
        return path;
    QStringList kept;
    const QStringList segments = path.split(u'/');
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const bool isLast = i + 1 == segments.size();
        if (segments[i] == ".."_L1) {
            if (kept.size() > 1)
                kept.removeLast();
        } else if (segments[i] != "."_L1) {
            kept.append(segments[i]);
            continue;
        }
        if (isLast)
            kept.append(QString());
    }
    return kept.join(u'/');
}

QString Outgoing::header(QLatin1StringView name) const
{
    const auto found = std::ranges::find_if(headers, [name](const HeaderField &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.end() ? QString() : found->value;
}

std::expected<Outgoing, SendError> outgoing(const RequestSpec &written)
{
    const RequestSpec spec = withQueryAsJson(written);
    Outgoing request;
    request.redirects = spec.redirects;
    request.httpVersion = spec.httpVersion;
    request.policy = spec.policy;
    request.method = spec.method.trimmed();
    if (!hasPlaceholder(request.method)) {
        const auto method = checkedMethod(request.method);
        if (!method)
            return std::unexpected(method.error());
        request.method = QString::fromLatin1(*method);
    }
    if (const auto added = addUrl(request, spec); !added)
        return std::unexpected(added.error());
    for (const HeaderField &header : spec.headers) {
        if (!header.enabled)
            continue;
        if (const auto added = addHeader(request, header); !added)
            return std::unexpected(added.error());
    }
    if (const auto added = addBody(request, spec.body); !added)
        return std::unexpected(added.error());
    if (const auto added = addAuth(request, spec.auth); !added)
        return std::unexpected(added.error());
    return request;
}

bool isRequoted(const QString &url)
{
    const qsizetype path = url.indexOf(u'/', authorityBegin(url));
    const QString rest = path < 0 ? url.section(u'?', 1) : url.sliced(path);
    return std::ranges::any_of(rest, [](QChar c) { return QStringView(u"[]|").contains(c); });
}

QStringList policiesBeside(const PolicyOverrides &policy, const QStringList &held)
{
    QStringList names;
    visitPolicyOverrides([&](QStringView name, auto member) {
        if ((policy.*member).has_value() && !held.contains(name))
            names.append(name.toString());
    });
    return names;
}

RequestSpec withQueryAsJson(const RequestSpec &spec)
{
    RequestSpec posted = spec;
    Body &body = posted.body;
    if (body.kind != Body::Kind::GraphQl)
        return posted;
    const GraphQlRequest query{body.text, body.variables, body.operationName};
    body.variables.clear();
    body.operationName.clear();
    if (posted.method.trimmed() == "GET"_L1) {
        for (const auto &[name, value] : uncheckedGraphQlParameters(query))
            posted.url = withOneMore(posted.url.trimmed(), name, value);
        body = {};
    } else {
        body.kind = Body::Kind::Json;
        body.text = uncheckedGraphQlJson(query);
    }
    if (posted.method == "GRAPHQL"_L1)
        posted.method = u"POST"_s;
    posted.headers.removeIf(
        [](const HeaderField &header) { return isGraphQlMarker(header.name, header.value); });
    return posted;
}

} // namespace Recloser
