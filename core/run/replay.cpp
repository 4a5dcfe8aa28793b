// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/run/replay.h"

#include "core/model/authtexts.h"
#include "core/resolve/authentication.h"
#include "core/resolve/masking.h"
#include "core/resolve/redaction.h"
#include "core/resolve/variables.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Where a request as written had a secret that history did not keep.
std::optional<QString> maskIn(const RequestSpec &spec)
{
    const QString mask = maskText();
    if (spec.url.contains(mask))
        return u"the URL"_s;
    for (const HeaderField &header : spec.headers) {
        if (header.enabled && header.value.contains(mask))
            return u"header "_s + header.name;
    }
    if (spec.route.proxy.contains(mask))
        return u"the proxy"_s;
    const Auth &auth = spec.auth;
    for (const AuthText &text : authTexts(auth.kind)) {
        if (auth.*(text.text) == mask)
            return u"the authentication"_s;
    }
    const auto isMasked = [&](const auto &row) { return row.enabled && row.value == mask; };
    if ((spec.body.kind == Body::Kind::Form && std::ranges::any_of(spec.body.form, isMasked))
        || (spec.body.kind == Body::Kind::Multipart
            && std::ranges::any_of(spec.body.parts, isMasked)))
        return u"the body"_s;
    return std::nullopt;
}

/// A request as it was before it was signed: what it carried then says nothing today.
ResolvedRequest withoutSignature(ResolvedRequest request)
{
    for (qsizetype row = request.headers.size() - 1; row >= 0; --row) {
        const QByteArray name = request.headers[row].name.toLower();
        const bool isSignature = name == "authorization" || name == "x-amz-date"
            || name == "x-amz-security-token" || name == "x-amz-content-sha256";
        if (!isSignature || !request.addedHeaders.contains(name))
            continue;
        request.headers.removeAt(row);
        request.addedHeaders.removeAll(name);
        if (!request.masked)
            continue;
        request.masked->removeIf([row](const MaskedPlace &place) {
            return place.part == MaskedPlace::Part::Header && place.index == row;
        });
        for (MaskedPlace &place : *request.masked) {
            if (place.part == MaskedPlace::Part::Header && place.index > row)
                --place.index;
        }
    }
    return request;
}

/// A signature in a form is part of a body that is sent as it was.
bool isSignedAgain(const Auth &auth)
{
    return isMadePerAttempt(auth.kind)
        && !(auth.kind == Auth::Kind::OAuth1
             && auth.signaturePlacement == Auth::SignaturePlacement::Body);
}

std::expected<ResolvedRequest, SendError> requestOfThen(const Exchange &then, const Scope &scope,
                                                        const ReplayLeniency &leniency)
{
    const Auth &auth = then.spec.auth;
    if (!isSignedAgain(auth))
        return unmasked(then.request, scope, leniency);
    auto request = unmasked(withoutSignature(then.request), scope, leniency);
    const auto isMasked = [&auth](const AuthText &text) { return auth.*(text.text) == maskText(); };
    const bool isKept = std::ranges::none_of(authTexts(auth.kind), isMasked);
    if (!isKept && leniency.secrets == ReplayLeniency::Secrets::Required)
        return std::unexpected(
            SendError{SendError::Kind::SecretNotKept, u"the authentication"_s, {}});
    if (!request || !isKept)
        return request;
    auto signing = signingAuth(auth, Placeholders(scope));
    if (!signing)
        return std::unexpected(std::move(signing.error()));
    request->signing = *std::move(signing);
    return request;
}

} // namespace

SeriesStep replayStep(const Exchange &then, const Scope &scope, const ReplayOptions &options)
{
    SeriesStep step{.tag = then.id,
                    .label = QString::fromUtf8(then.request.method) + u' ' + then.request.urlText,
                    .spec = then.spec,
                    .scope = scope};
    step.options.breaker = options.breaker;
    step.options.policies = then.policies;
    if (!then.spec.name.isEmpty())
        step.label = then.spec.name;
    if (options.form == ReplayOptions::Form::Today) {
        if (const auto place = maskIn(then.spec);
            place && options.leniency.secrets == ReplayLeniency::Secrets::Required)
            step.refusal = SendError{SendError::Kind::SecretNotKept, *place, {}};
        return step;
    }
    // One that never got so far has nothing to be sent again.
    if (then.request.method.isEmpty()) {
        step.refusal = then.error.value_or(SendError{SendError::Kind::BodyNotKept, {}, {}});
        return step;
    }
    // A jar would add its cookies of today to what is recorded.
    step.options.cookies = CookieJarPtr();
    auto request = requestOfThen(then, scope, options.leniency);
    if (request)
        step.options.exactly = std::make_shared<const ResolvedRequest>(*std::move(request));
    else
        step.refusal = std::move(request.error());
    return step;
}

QStringList replaySecrets(const Exchange &then, const Scope &scope, ReplayOptions::Form form)
{
    QStringList names = secretsOf(then.request);
    for (const AuthText &text : authTexts(then.spec.auth.kind))
        names += secretsIn(QStringList{then.spec.auth.*(text.text)});
    // Variables that stand behind a mask may hold secrets, too.
    names
        += form == ReplayOptions::Form::Today ? secretsNeeded(then.spec, scope) : secretsIn(scope);
    names.removeDuplicates();
    return names;
}

ReplaySource::ReplaySource(QList<qint64> ids, Load load, Surround surround, ReplayOptions options)
    : m_ids(std::move(ids))
    , m_load(std::move(load))
    , m_surround(std::move(surround))
    , m_options(options)
{
}

QFuture<std::optional<SeriesStep>> ReplaySource::next()
{
    if (m_next >= m_ids.size())
        return QtFuture::makeReadyValueFuture(std::optional<SeriesStep>());
    const qint64 tag = m_next++;
    m_promise.emplace();
    m_promise->start();
    QFuture<std::optional<SeriesStep>> future = m_promise->future();
    m_load(m_ids.at(tag))
        .then(&m_context,
              [this, tag](const std::expected<ExchangePtr, StoreError> &then) { take(tag, then); });
    return future;
}

void ReplaySource::take(qint64 tag, const std::expected<ExchangePtr, StoreError> &then)
{
    if (!then) {
        auto gone = std::make_shared<Exchange>();
        gone->id = m_ids.at(tag);
        m_then.emplace(tag, gone);
        const QString id = QString::number(m_ids.at(tag));
        const bool isGone = then.error().kind == StoreError::Kind::NotFound;
        answer({.tag = tag,
                .label = id,
                .refusal = SendError{SendError::Kind::ExchangeNotKept, id,
                                     isGone ? QString() : then.error().detail}});
        return;
    }
    m_then.emplace(tag, *then);
    m_surround(*then).then(&m_context, [this, tag, kept = *then](const Scope &scope) {
        SeriesStep step = replayStep(*kept, scope, m_options);
        step.tag = tag;
        if (!m_firstStart.isValid())
            m_firstStart = kept->startedAt;
        if (m_firstStart.isValid() && kept->startedAt.isValid())
            step.startsAt
                = std::max(milliseconds(0), milliseconds(m_firstStart.msecsTo(kept->startedAt)));
        answer(std::move(step));
    });
}

void ReplaySource::answer(SeriesStep step)
{
    // Whoever hears it may ask for the next one at once.
    QPromise<std::optional<SeriesStep>> promise = *std::exchange(m_promise, std::nullopt);
    promise.addResult(std::optional(std::move(step)));
    promise.finish();
}

ReplayRow ReplaySource::rowOf(const SeriesResult &result) const
{
    const auto then = m_then.find(result.step.tag);
    if (then == m_then.end())
        return {};
    return replayRow(*then->second, redacted(*result.exchange, result.step.scope));
}

void ReplaySource::noteEnd(const SeriesResult &result)
{
    m_then.erase(result.step.tag);
}

} // namespace Recloser
