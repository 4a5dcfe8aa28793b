// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/memorybreakerstore.h"
#include "core/resolve/redaction.h"
#include "core/store/historystore.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/temporaryfolder.h"
#include "ui/run/rundialog.h"

namespace Recloser {

/// Everything a run needs, with answers that were made up: 200, and every fifth time something
/// else.
struct ManyRequests
{
    explicit ManyRequests(Theme &withTheme) : theme(withTheme)
    {
        QObject::connect(&sender, &Sender::exchangeFinished, &history,
                         [this](const ExchangePtr &exchange, const Scope &scope) {
                             history.add(
                                 std::make_shared<const Exchange>(redacted(*exchange, scope)));
                         });
    }

    RunServices services() { return {theme, sender, clock, history}; }

    static RequestSpec spec(qint64 number)
    {
        static const QString names[] = {QStringLiteral("Search the store"),
                                        QStringLiteral("Add to cart"),
                                        QStringLiteral("Stock of a product"),
                                        QStringLiteral("Log in"),
                                        {}};
        RequestSpec request;
        request.name = names[number % 5];
        request.method = number % 5 == 1 ? QStringLiteral("POST") : QStringLiteral("GET");
        request.url = QStringLiteral("http://www.store%1.com:8001/m_search?productId=%2")
                          .arg(number % 3 + 1)
                          .arg(11211 + number);
        request.policy.keyPattern = QStringLiteral("(?<=//)[^/?#]+");
        request.policy.maxRetries = 0;
        return request;
    }

    static RequestSeries::Load load()
    {
        return [](qint64 index) {
            SeriesRequest request{.spec = spec(index)};
            request.label = request.spec.name.isEmpty() ? request.spec.url : request.spec.name;
            return QtFuture::makeReadyValueFuture(request);
        };
    }

    /// `changed`: some answers are others than usual.
    void answer(int count, bool changed, std::chrono::milliseconds after)
    {
        QList<ScriptedTransport::Step> steps;
        for (int i = 0; i < count; ++i) {
            Response response{.status = i % 5 == 3 ? 404 : changed && i % 5 == 1 ? 503 : 200};
            response.headers = {{"Content-Type", "application/json"}};
            response.body.bytes = changed && i % 7 == 2 ? "{\"items\": []}" : "{\"items\": [1]}";
            response.body.size = response.body.bytes.size();
            steps.append({response, after});
        }
        transport.script(steps);
    }

    TemporaryFolder folder;
    Theme &theme;
    SystemClock clock;
    ScriptedTransport transport{clock};
    MemoryBreakerStore breaker{clock};
    Sender sender{transport, clock, breaker, [] { return 0.5; }};
    HistoryStore history{folder.path()};
};

} // namespace Recloser
