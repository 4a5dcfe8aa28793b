// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curloperation.h"
#include "core/formats/keptplaceholders.h"
#include "core/formats/outgoing.h"

#include <QFileInfo>
#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using NoteKind = ImportNote::Kind;

bool hasHeader(const RequestSpec &spec, QLatin1StringView name)
{
    return std::ranges::any_of(spec.headers, [name](const HeaderField &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

void addUnlessWritten(RequestSpec &spec, const QString &name, const QString &value)
{
    if (!value.isEmpty() && !hasHeader(spec, QLatin1StringView(name.toLatin1())))
        spec.headers.append({name, value});
}

/// `Name: value`; `Name;` is an empty one, `Name:` takes curl's own out.
void addHeaders(RequestSpec &spec, const CurlOperation &operation, QList<ImportNote> &notes)
{
    for (const QString &text : operation.headers) {
        if (text.startsWith(u'@')) {
            notes.append({NoteKind::FileNotRead, u"--header"_s, text.sliced(1)});
            continue;
        }
        const qsizetype colon = text.indexOf(u':');
        const QString trimmed = text.trimmed();
        if (colon > 0) {
            const HeaderField header{text.first(colon).trimmed(), text.sliced(colon + 1).trimmed()};
            static const QStringList own{u"accept"_s, u"expect"_s};
            if (!header.value.isEmpty())
                spec.headers.append(header);
            else if (!own.contains(header.name.toLower())) // which are not sent here anyway
                notes.append({NoteKind::RemovedHeader, u"--header"_s, header.name});
        } else if (trimmed.endsWith(u';') && trimmed.size() > 1) {
            spec.headers.append({trimmed.chopped(1), {}});
        } else {
            notes.append({NoteKind::InvalidHeader, u"--header"_s, text});
        }
    }
}

void addCookies(RequestSpec &spec, const CurlOperation &operation, QList<ImportNote> &notes)
{
    QStringList cookies;
    for (const QString &cookie : operation.cookies) {
        if (cookie.contains(u'='))
            cookies.append(cookie);
        else
            notes.append({NoteKind::FileNotRead, u"--cookie"_s, cookie});
    }
    addUnlessWritten(spec, u"Cookie"_s, cookies.join(u"; "_s));
}

/// An Authorization header as the request's authentication, where that sends the same.
void takeAuthorization(RequestSpec &spec)
{
    for (qsizetype i = 0; i < spec.headers.size(); ++i) {
        const HeaderField &header = spec.headers[i];
        if (header.name != "Authorization"_L1)
            continue;
        Auth auth;
        const QString credentials = header.value.section(u' ', 1);
        if (header.value.startsWith("Bearer "_L1) && credentials == credentials.trimmed()
            && !credentials.isEmpty()) {
            auth.kind = Auth::Kind::Bearer;
            auth.token = credentials;
        } else if (header.value.startsWith("Basic "_L1)) {
            const QByteArray bytes = QByteArray::fromBase64(credentials.toLatin1());
            const QString both = QString::fromUtf8(bytes);
            const qsizetype colon = both.indexOf(u':');
            if (colon < 0 || both.size() == 1
                || QLatin1StringView(both.toUtf8().toBase64()) != credentials)
                return;
            auth.kind = Auth::Kind::Basic;
            auth.user = both.first(colon);
            auth.password = both.sliced(colon + 1);
        } else {
            return;
        }
        spec.auth = auth;
        spec.headers.removeAt(i);
        return;
    }
}

void addAuth(RequestSpec &spec, const CurlOperation &operation, QList<ImportNote> &notes)
{
    if (hasHeader(spec, "authorization"_L1)) {
        takeAuthorization(spec);
        return;
    }
    Auth &auth = spec.auth;
    if (operation.user) {
        const qsizetype colon = operation.user->indexOf(u':');
        auth.kind = Auth::Kind::Basic;
        auth.user = colon < 0 ? *operation.user : operation.user->first(colon);
        auth.password = colon < 0 ? QString() : operation.user->sliced(colon + 1);
        if (colon < 0)
            notes.append({NoteKind::PasswordMissing, u"--user"_s, auth.user});
    }
    if (operation.user && operation.awsSigV4) {
        auth = {.kind = Auth::Kind::AwsSigV4,
                .accessKey = auth.user,
                .secretKey = auth.password,
                .region = operation.awsSigV4->section(u':', 2, 2),
                .service = operation.awsSigV4->section(u':', 3, 3)};
    } else if (operation.user && operation.isDigest) {
        auth.kind = Auth::Kind::Digest;
    }
    if (operation.bearer) {
        auth.kind = Auth::Kind::Bearer;
        auth.token = *operation.bearer;
    } else if (!operation.otherScheme.isEmpty()) {
        // Basic would give away a password that was meant to stay secret.
        auth.kind = Auth::Kind::None;
        notes.append({NoteKind::OtherScheme, operation.otherScheme, {}});
    }
}

void addPolicies(RequestSpec &spec, const CurlOperation &operation, QList<ImportNote> &notes)
{
    PolicyOverrides &policy = spec.policy;
    policy.attemptTimeout = operation.maxTime;
    policy.connectTimeout = operation.connectTimeout;
    if (!operation.retries)
        return;
    policy.maxRetries = *operation.retries;
    if (*operation.retries == 0)
        return;
    policy.retryAfter = RetryAfterUse::Honoured;
    policy.deadline = operation.retryMaxTime;
    if (operation.retryDelay && operation.retryDelay->count() > 0) {
        policy.retryDelay = operation.retryDelay;
        policy.retryFactor = 1;
    } else {
        // "will first wait one second and then for all forthcoming retries it will double the
        // waiting time until it reaches 10 minutes" (the manual page, --retry).
        policy.retryDelay = milliseconds(1000);
        policy.retryFactor = 2;
        policy.retryMaxDelay = milliseconds(std::chrono::minutes(10));
    }
    notes.append({NoteKind::RetryRules, u"--retry"_s, QString::number(*operation.retries)});
}

QString methodOf(const CurlOperation &operation)
{
    if (operation.method)
        return *operation.method;
    if (operation.isHead)
        return u"HEAD"_s;
    if (operation.uploadFile)
        return u"PUT"_s;
    const bool sends = !operation.data.isEmpty() || !operation.form.isEmpty();
    return sends && !operation.isGet ? u"POST"_s : u"GET"_s;
}

} // namespace

QString curlUrl(const QString &written, const CurlOperation &operation, Auth &auth,
                QList<ImportNote> &notes)
{
    QString url = written.trimmed();
    if (authorityBegin(url) == 0 && !url.startsWith("{{"_L1))
        url.prepend(operation.defaultScheme + u"://"_s);
    QString fragment;
    if (const qsizetype hash = url.indexOf(u'#'); hash >= 0) {
        fragment = url.sliced(hash);
        url.truncate(hash);
    }
    QString query;
    if (const qsizetype mark = url.indexOf(u'?'); mark >= 0) {
        query = url.sliced(mark);
        url.truncate(mark);
    }
    const qsizetype hostAt = authorityBegin(url);
    qsizetype pathAt = url.indexOf(u'/', hostAt);
    pathAt = pathAt < 0 ? url.size() : pathAt;
    QString path = url.sliced(pathAt);
    url.truncate(pathAt);
    if (const qsizetype at = url.lastIndexOf(u'@'); at >= hostAt) {
        const QString info = url.sliced(hostAt, at - hostAt);
        url.remove(hostAt, at + 1 - hostAt);
        const auto decoded
            = [](const QString &text) { return QUrl::fromPercentEncoding(text.toUtf8()); };
        auth.kind = Auth::Kind::Basic;
        auth.user = decoded(info.section(u':', 0, 0));
        auth.password = decoded(info.section(u':', 1));
    }
    if (const QString walked = withoutDotSegments(path); walked != path) {
        if (operation.isPathAsIs)
            notes.append({NoteKind::UnsupportedOption, u"--path-as-is"_s, {}});
        path = walked;
    }
    if (operation.uploadFile && operation.data.isEmpty() && (path.isEmpty() || path.endsWith(u'/')))
        path = (path.isEmpty() ? u"/"_s : path)
            + QString::fromLatin1(
                   QUrl::toPercentEncoding(QFileInfo(*operation.uploadFile).fileName()));
    const auto append = [&query](const QString &text) {
        if (text.isEmpty())
            return;
        if (query.isEmpty())
            query = u'?';
        else if (query != "?"_L1 && !query.endsWith(u'&'))
            query += u'&';
        query += text;
    };
    for (const CurlData &data : operation.query)
        append(urlEncodedData(data, notes));
    if (operation.isGet)
        append(joinedData(operation, notes));
    return url + path + query + fragment;
}

void addRequests(CurlImport &import, const CurlOperation &operation)
{
    RequestSpec common;
    QList<ImportNote> notes;
    common.method = methodOf(operation);
    addHeaders(common, operation, notes);
    addUnlessWritten(common, u"User-Agent"_s, operation.userAgent.value_or(QString()));
    QString referer = operation.referer.value_or(QString());
    if (referer.endsWith(";auto"_L1))
        referer.chop(5);
    addUnlessWritten(common, u"Referer"_s, referer);
    if (operation.range)
        addUnlessWritten(common, u"Range"_s, u"bytes="_s + *operation.range);
    addCookies(common, operation, notes);
    addCurlBody(common, operation, notes);
    addAuth(common, operation, notes);
    addPolicies(common, operation, notes);
    common.httpVersion = operation.version;
    common.redirects.follow
        = operation.follows ? RedirectPolicy::Follow::Yes : RedirectPolicy::Follow::No;
    if (operation.follows && operation.maxRedirects) {
        // -1 is without limit.
        const int most = *operation.maxRedirects < 0 ? 100 : *operation.maxRedirects;
        common.redirects.maxHops = std::clamp(most, 1, 100);
        if (most == 0)
            common.redirects.follow = RedirectPolicy::Follow::No;
    }
    import.notes += notes;
    for (const QString &written : operation.urls) {
        const qsizetype left = CurlImport::mostRequests - import.requests.size();
        std::optional<QStringList> urls;
        if (operation.globs) {
            urls = expandedGlob(written, CurlImport::mostRequests);
            if (!urls)
                import.notes.append({NoteKind::BadGlob, {}, written});
        }
        bool isFirst = &written == &operation.urls.first();
        for (const QString &url :
             urls.value_or(QStringList{written}).first(std::min(left, urls ? urls->size() : 1))) {
            RequestSpec spec = common;
            Auth inUrl;
            QList<ImportNote> urlNotes;
            spec.url = curlUrl(url, operation, inUrl, urlNotes);
            if (isFirst)
                import.notes += urlNotes;
            isFirst = false;
            if (inUrl.kind == Auth::Kind::Basic && spec.auth == Auth()
                && !hasHeader(spec, "authorization"_L1) && operation.otherScheme.isEmpty()
                && !operation.isDigest)
                spec.auth = inUrl;
            import.requests.append(spec);
        }
        if (urls && urls->size() > left)
            import.notes.append({NoteKind::TooManyRequests, {}, written});
    }
}

} // namespace Recloser
