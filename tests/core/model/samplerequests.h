// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/authtexts.h"
#include "core/model/requestspec.h"

#include <QRandomGenerator>

namespace Recloser {

/// Requests drawn from a seeded generator: every field takes its default and other values, texts
/// carry quotes, line breaks, placeholders and characters beyond the basic plane.
class SampleRequests
{
public:
    explicit SampleRequests(quint32 seed) : m_random(seed) { }

    int below(int bound) { return int(m_random.bounded(bound)); }
    bool chance() { return below(2) == 0; }

    QString text()
    {
        static const char16_t *const pieces[]
            = {u"a", u"B",          u"name", u"{{host}}", u"\"", u"'", u" ", u"\n",   u"\t", u"\\",
               u"ü", u"\U0001F600", u"%20",  u"0",        u"&",  u"=", u"#", u"日本", u"/",  u":"};
        QString result;
        for (int i = below(6); i > 0; --i)
            result += QString::fromUtf16(pieces[below(int(std::size(pieces)))]);
        return result;
    }

    QueryParameter parameter()
    {
        return {.name = text(), .value = text(), .enabled = chance(), .hasEquals = chance()};
    }

    template<typename T> std::optional<T> maybe(T value)
    {
        return chance() ? std::optional<T>(value) : std::nullopt;
    }

    std::optional<milliseconds> duration()
    {
        return maybe(milliseconds(m_random.bounded(1'000'000)));
    }

    PolicyOverrides policy()
    {
        PolicyOverrides policy;
        policy.preset = maybe(Preset(below(2)));
        policy.breaker = maybe(chance() ? BreakerSwitch::On : BreakerSwitch::Off);
        policy.keyPattern = maybe(text());
        policy.fallback = maybe(KeyFallback(below(4)));
        policy.emptyMatch = maybe(EmptyMatch(below(2)));
        policy.openFor = duration();
        policy.maxRetries = maybe(below(100));
        policy.retryDelay = duration();
        policy.retryFactor = maybe(m_random.generateDouble() * 4);
        policy.retryMaxDelay = duration();
        policy.jitter = maybe(JitterKind(below(4)));
        policy.order = maybe(AdmissionOrder(below(2)));
        policy.openFactor = maybe(1 + m_random.generateDouble());
        policy.maxOpenFor = duration();
        policy.openSpread = maybe(m_random.generateDouble() / 2);
        policy.healthyPeriod = duration();
        policy.failuresInARow = maybe(below(9));
        policy.failureRate = maybe(m_random.generateDouble());
        policy.rateWindow = duration();
        policy.rateCalls = maybe(1 + below(99));
        policy.slowerThan = duration();
        policy.slowRate = maybe(m_random.generateDouble());
        policy.throttling = maybe(ThrottleUse(below(2)));
        policy.halfOpen = maybe(HalfOpen(below(2)));
        policy.leaseMargin = duration();
        policy.retryAfter = maybe(RetryAfterUse(below(2)));
        policy.resend = maybe(ResendRule(below(2)));
        policy.budgetShare = maybe(m_random.generateDouble());
        policy.budgetLeast = maybe(below(9));
        if (chance())
            policy.outcomes = OutcomeTable{
                {{OutcomeMatch::Of::Status, 500 + below(9)},
                 BreakerEffect(below(4)),
                 RetryEffect(below(3))},
                {{OutcomeMatch::Of::Broken, 0}, BreakerEffect::Ignored, RetryEffect::No}};
        policy.connectTimeout = duration();
        policy.firstByteTimeout = duration();
        policy.idleTimeout = duration();
        policy.attemptTimeout = duration();
        policy.deadline = duration();
        return policy;
    }

    RequestSpec request()
    {
        RequestSpec spec;
        spec.name = text();
        if (chance())
            spec.method = text();
        spec.url = text();
        for (int i = below(3); i > 0; --i)
            spec.disabledParameters.append({below(5), parameter()});
        for (int i = below(4); i > 0; --i)
            spec.headers.append({text(), text(), chance()});
        if (chance()) {
            spec.body.kind = Body::Kind(below(8));
            spec.body.text = text();
            for (int i = below(3); i > 0; --i)
                spec.body.form.append(parameter());
            for (int i = below(3); i > 0; --i)
                spec.body.parts.append({text(), text(), chance(), text(), text(), chance()});
            spec.body.filePath = text();
            spec.body.mediaType = text();
            spec.body.variables = text();
            spec.body.operationName = text();
        }
        if (chance()) {
            spec.auth.kind = Auth::Kind(below(9));
            // Those of other kinds too: every kind keeps its own.
            for (int kind = 0; kind < 9; ++kind) {
                for (const AuthText &one : authTexts(Auth::Kind(kind)))
                    spec.auth.*(one.text) = text();
            }
            spec.auth.keyPlacement = Auth::Placement(below(3));
            spec.auth.signaturePlacement = Auth::SignaturePlacement(below(3));
            spec.auth.oauth1Method = Auth::OAuth1Method(below(3));
            spec.auth.grant = Auth::Grant(below(5));
            spec.auth.clientPlacement = Auth::ClientPlacement(below(2));
        }
        if (chance())
            spec.policy = policy();
        if (chance())
            spec.redirects = {RedirectPolicy::Follow(below(2)), below(100) + 1};
        if (chance())
            spec.route = {text(), text(), text()};
        spec.httpVersion = HttpVersion(below(4));
        spec.history = HistoryUse(below(2));
        spec.cookies = CookieUse(below(2));
        spec.body.fileContent = FileContent(below(2));
        spec.body.fileEncoding = text();
        for (MultipartPart &part : spec.body.parts)
            part.fileContent = FileContent(below(2));
        return spec;
    }

private:
    QRandomGenerator m_random;
};

} // namespace Recloser
