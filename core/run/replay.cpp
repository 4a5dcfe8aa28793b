// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/run/replay.h"

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
    const Auth &auth = spec.auth;
    if ((auth.kind == Auth::Kind::Basic && auth.password == mask)
        || (auth.kind == Auth::Kind::Bearer && auth.token == mask)
        || (auth.kind == Auth::Kind::ApiKey && auth.keyValue == mask))
        return u"the authentication"_s;
    const auto isMasked = [&](const auto &row) { return row.enabled && row.value == mask; };
    if ((spec.body.kind == Body::Kind::Form && std::ranges::any_of(spec.body.form, isMasked))
        || (spec.body.kind == Body::Kind::Multipart
            && std::ranges::any_of(spec.body.parts, isMasked)))
        return u"the body"_s;
    return std::nullopt;
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
    auto request = unmasked(then.request, scope, options.leniency);
    if (request)
        step.options.exactly = std::make_shared<const ResolvedRequest>(*std::move(request));
    else
        step.refusal = std::move(request.error());
    return step;
}

QStringList replaySecrets(const Exchange &then, const Scope &scope, ReplayOptions::Form form)
{
    QStringList names = secretsOf(then.request);
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
