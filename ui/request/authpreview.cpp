// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/authpreview.h"

#include "core/auth/awssignature.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/resolve.h"
#include "ui/request/policylayers.h"

#include <QCoreApplication>
#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::AuthPreview", text);
}

/// Its placeholders resolved as far as that goes.
QString shown(const QString &text, const Placeholders &placeholders)
{
    return placeholders.expand(text, {}).value_or(text);
}

QString keyPreview(const Auth &auth, const Placeholders &placeholders)
{
    const QString name = shown(auth.keyName, placeholders).trimmed();
    if (name.isEmpty())
        return {};
    switch (auth.keyPlacement) {
    case Auth::Placement::Header:
        return name + u": …"_s;
    case Auth::Placement::Query:
        return u"?"_s + name + u"=…"_s;
    case Auth::Placement::Cookie:
        return u"Cookie: "_s + name + u"=…"_s;
    }
    return {};
}

QString digestPreview(const Auth &auth, const QUrl &url, const Placeholders &placeholders)
{
    QString path = url.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment
                                | QUrl::FullyEncoded);
    if (!path.startsWith(u'/'))
        path.prepend(u'/');
    return u"Authorization: Digest username=\"%1\", realm=…, nonce=…, uri=\"%2\", response=…"_s.arg(
        shown(auth.user, placeholders), path);
}

QString awsPreview(const Auth &auth, const QUrl &url, const Placeholders &placeholders)
{
    const AwsHostParts host = awsHostParts(url.host(QUrl::FullyEncoded).toLatin1());
    const QString region = shown(auth.region, placeholders);
    const QString service = shown(auth.service, placeholders);
    const auto orHost = [](const QString &text, const QByteArray &ofHost) {
        const QString found = text.isEmpty() ? QString::fromLatin1(ofHost) : text;
        return found.isEmpty() ? u"?"_s : found;
    };
    const QString credential = shown(auth.accessKey, placeholders) + u"/…/"_s
        + orHost(region, host.region) + u'/' + orHost(service, host.service) + u"/aws4_request"_s;
    return auth.signaturePlacement == Auth::SignaturePlacement::Query
        ? u"?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%1&X-Amz-Date=…&X-Amz-Signature=…"_s
              .arg(credential)
        : u"Authorization: AWS4-HMAC-SHA256 Credential=%1, SignedHeaders=…, Signature=…"_s.arg(
              credential);
}

QString oauth1Preview(const Auth &auth, const Placeholders &placeholders)
{
    const QString key = shown(auth.consumerKey, placeholders);
    switch (auth.signaturePlacement) {
    case Auth::SignaturePlacement::Query:
        return u"?oauth_consumer_key=%1&oauth_timestamp=…&oauth_nonce=…&oauth_signature=…"_s.arg(
            key);
    case Auth::SignaturePlacement::Body:
        return tr("in the form: ")
            + u"oauth_consumer_key=%1&oauth_timestamp=…&oauth_nonce=…&oauth_signature=…"_s.arg(key);
    case Auth::SignaturePlacement::Header:
        break;
    }
    return u"Authorization: OAuth oauth_consumer_key=\"%1\", oauth_timestamp=…, oauth_nonce=…, oauth_signature=…"_s
        .arg(key);
}

} // namespace

QString authPreview(const RequestSpec &spec, const Scope &scope)
{
    const Placeholders placeholders(scope);
    const Auth &auth = spec.auth;
    const QUrl url(resolveUrl(spec, scope).value_or(QString()));
    switch (auth.kind) {
    case Auth::Kind::None:
    case Auth::Kind::Inherit:
        return {};
    case Auth::Kind::Basic:
        return auth.user.isEmpty() && auth.password.isEmpty()
            ? QString()
            : u"Authorization: Basic base64(%1:…)"_s.arg(shown(auth.user, placeholders));
    case Auth::Kind::Bearer:
        return auth.token.trimmed().isEmpty() ? QString() : u"Authorization: Bearer …"_s;
    case Auth::Kind::ApiKey:
        return keyPreview(auth, placeholders);
    case Auth::Kind::Digest:
        return auth.user.isEmpty() && auth.password.isEmpty()
            ? QString()
            : digestPreview(auth, url, placeholders);
    case Auth::Kind::AwsSigV4:
        return auth.accessKey.isEmpty() ? QString() : awsPreview(auth, url, placeholders);
    case Auth::Kind::OAuth1:
        return auth.consumerKey.isEmpty() ? QString() : oauth1Preview(auth, placeholders);
    case Auth::Kind::OAuth2: {
        const QString prefix = shown(auth.prefix, placeholders).trimmed();
        return auth.tokenUrl.isEmpty() && auth.clientId.isEmpty()
            ? QString()
            : u"Authorization: %1 …"_s.arg(prefix.isEmpty() ? u"Bearer"_s : prefix);
    }
    }
    return {};
}

QString inheritedAuthText(const QList<PolicyLayer> &layers)
{
    const PolicyLayer *layer = authLayerOf(layers);
    if (!layer)
        return tr("There is nothing to inherit: neither the lines before the first ### of the file "
                  "nor a folder.http say “# @auth …”.");
    if (layer->auth->kind == Auth::Kind::None)
        return tr("None, as %1 says.").arg(sourceTitle(sourceOf(*layer)));
    return tr("%1, from %2.").arg(authKindName(layer->auth->kind), sourceTitle(sourceOf(*layer)));
}

QString authKindName(Auth::Kind kind)
{
    switch (kind) {
    case Auth::Kind::None:
        return {};
    case Auth::Kind::Basic:
        return tr("basic");
    case Auth::Kind::Bearer:
        return tr("bearer");
    case Auth::Kind::ApiKey:
        return tr("API key");
    case Auth::Kind::Digest:
        return tr("digest");
    case Auth::Kind::AwsSigV4:
        return tr("AWS");
    case Auth::Kind::OAuth1:
        return tr("OAuth 1");
    case Auth::Kind::OAuth2:
        return tr("OAuth 2");
    case Auth::Kind::Inherit:
        return tr("inherited");
    }
    return {};
}

} // namespace Recloser
