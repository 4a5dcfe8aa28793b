// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "tests/core/model/samplerequests.h"

#include <QTimeZone>

namespace Recloser {

/// Exchanges drawn from a seeded generator, with every field used.
class SampleExchanges : public SampleRequests
{
public:
    using SampleRequests::SampleRequests;

    QByteArray bytes()
    {
        QByteArray result;
        for (int i = below(20); i > 0; --i)
            result += char(below(256));
        return result;
    }

    QList<RawHeader> headers()
    {
        QList<RawHeader> result;
        for (int i = below(4); i > 0; --i)
            result.append({bytes(), bytes()});
        return result;
    }

    QUrl url()
    {
        return QUrl(QStringLiteral("http://user@höst.example:%1/päth/%2?q=%3#f")
                        .arg(below(60000) + 1)
                        .arg(below(99))
                        .arg(below(9)));
    }

    SendError error()
    {
        return {SendError::Kind(below(int(SendError::Kind::Blocked) + 1)), text(), text()};
    }

    std::optional<microseconds> time() { return maybe(microseconds(below(1'000'000))); }

    Response response()
    {
        Response response;
        response.status = 100 + below(500);
        response.reason = bytes();
        response.httpVersion = chance() ? "1.1" : "2";
        response.headers = headers();
        response.body.bytes = bytes();
        response.body.size = response.body.bytes.size();
        response.body.transferredSize = maybe(qint64(below(1000)));
        response.url = url();
        for (int i = below(3); i > 0; --i)
            response.redirects.append(
                {bytes(), url(), 302, headers(), "2", microseconds(below(1'000'000)), text()});
        response.addedRequestHeaders = headers();
        response.tls = text();
        response.brokenOff = maybe(error());
        return response;
    }

    Exchange exchange()
    {
        Exchange exchange;
        exchange.startedAt = QDateTime::fromMSecsSinceEpoch(
            1'700'000'000'000 + below(1'000'000'000), QTimeZone::UTC);
        exchange.spec = request();
        ResolvedRequest &resolved = exchange.request;
        if (chance()) {
            resolved = {"GET",
                        url(),
                        text(),
                        headers(),
                        {"content-type"},
                        {},
                        {RedirectPolicy::Follow(below(2)), 3},
                        {text(), text(), text()},
                        {},
                        HttpVersion(below(4))};
            for (int i = below(3); i > 0; --i)
                resolved.body.append({bytes(), {}, 0});
            for (BodySegment &segment : resolved.body)
                segment.size = segment.bytes.size();
            resolved.body.append({{}, QStringLiteral("/tmp/ä"), 7});
        }
        if (chance()) {
            exchange.policies = effectivePolicies(presetPolicies(Preset(below(2))), policy());
            exchange.policies.retry.factor = 1.5;
            exchange.policies.breaker.keyPattern = text();
            exchange.policies.timeouts.attempt = maybe(milliseconds(5));
            exchange.policies.timeouts.deadline = duration();
        }
        exchange.key.key = chance() ? QString() : text() + u'k';
        exchange.key.source = KeySource(below(5));
        exchange.key.span = maybe(TextSpan{1, 2});
        exchange.key.error = maybe(KeyError{text(), maybe(qsizetype(3))});
        exchange.key.warnings = {text()};
        exchange.circuit = {BreakerState(below(3)),
                            duration(),
                            StoreKind(below(2)),
                            Verification(below(2)),
                            text(),
                            CircuitReport::Use(below(3)),
                            chance(),
                            milliseconds(below(9999)),
                            chance(),
                            chance()};
        for (int number = 1; number <= below(4); ++number) {
            Attempt attempt;
            attempt.number = number;
            attempt.startedAfter = microseconds(below(1'000'000));
            attempt.wait = milliseconds(below(1000));
            attempt.waitReason = WaitReason(below(3));
            attempt.timings
                = {time(), time(), time(), time(), time(), time(), microseconds(below(9999))};
            if (chance())
                attempt.result = response();
            else
                attempt.result = std::unexpected(error());
            if (!attempt.result && chance()) {
                attempt.redirects.append({bytes(), url(), 307, headers(), "1.1"});
                attempt.httpVersion = "2";
            }
            if (chance())
                attempt.addedHeaders = headers();
            if (chance())
                attempt.connection = {text(),
                                      text(),
                                      {.protocol = text(),
                                       .cipher = text(),
                                       .alpn = "h2",
                                       .host = text(),
                                       .chain = {bytes(), bytes()},
                                       .faults = {{below(40), text(), below(3) - 1}},
                                       .isExcused = chance()}};
            if (chance())
                attempt.request = AttemptRequest{bytes(), url(), headers(), maybe(bytes())};
            exchange.attempts.append(attempt);
        }
        exchange.outcome = Outcome(below(5));
        exchange.ending = Ending(below(11));
        exchange.error = maybe(error());
        exchange.elapsed = microseconds(below(1'000'000'000));
        return exchange;
    }

    /// A plain answered GET, the commonest case.
    static Exchange answered(const QString &url, int status = 200, const QByteArray &body = "{}")
    {
        Exchange exchange;
        exchange.startedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, QTimeZone::UTC);
        exchange.spec.url = url;
        exchange.request.method = "GET";
        exchange.request.url = QUrl(url);
        exchange.request.urlText = url;
        exchange.request.headers = {{"Accept", "*/*"}, {"User-Agent", "recloser"}};
        exchange.key.key = exchange.request.url.authority();
        Attempt attempt;
        Response response;
        response.status = status;
        response.headers = {{"content-type", "application/json"}, {"server", "nginx"}};
        response.body.bytes = body;
        response.body.size = body.size();
        response.url = exchange.request.url;
        attempt.result = response;
        exchange.attempts = {attempt};
        exchange.outcome = status < 400 ? Outcome::Success : Outcome::Failed;
        exchange.ending = Ending::Answered;
        return exchange;
    }
};

} // namespace Recloser
