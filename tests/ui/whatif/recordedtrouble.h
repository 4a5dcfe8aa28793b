// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/whatifrun.h"

#include <QTimer>

namespace Recloser {

/// Calls as history gives them: of eight stores, one a tenth of a second, each store in trouble for
/// a while in its turn; what followed an opening was blocked.
class RecordedTrouble
{
public:
    explicit RecordedTrouble(qint64 calls) : m_calls(calls) { }

    /// Pages come from the event loop, as those of history.
    RecordedCalls source()
    {
        return [this](const RecordedCallQuery &query) {
            auto promise = std::make_shared<QPromise<Page>>();
            promise->start();
            QTimer::singleShot(0, &m_context, [this, promise, query] {
                promise->addResult(
                    isBroken
                        ? Page(std::unexpect,
                               StoreError{StoreError::Kind::Corrupt, QStringLiteral("history"), {}})
                        : Page(page(query)));
                promise->finish();
            });
            return promise->future();
        };
    }

    /// When the first call began.
    static constexpr milliseconds beginning{1'760'000'000'000};
    bool isBroken = false;

private:
    using Page = std::expected<RecordedCallPage, StoreError>;

    RecordedCallPage page(const RecordedCallQuery &query) const
    {
        RecordedCallPage page;
        for (qint64 id = query.afterId + 1; id <= m_calls && page.calls.size() < query.limit;
             ++id) {
            if (!query.since || call(id).startedAt >= *query.since)
                page.calls.append(call(id));
        }
        page.hasMore = !page.calls.isEmpty() && page.calls.constLast().id < m_calls;
        if (query.afterId == 0)
            page.total = m_calls;
        return page;
    }
    static RecordedCall call(qint64 id)
    {
        using namespace std::chrono_literals;
        const int store = int(id % 8);
        const qint64 second = id / 10;
        const bool isTrouble = second % 400 / 50 == store && second % 50 < 20;
        RecordedCall call{.id = id, .startedAt = beginning + id * 100ms, .method = "GET"};
        call.key = QStringLiteral("www.store%1.com:8001").arg(store);
        call.url = QStringLiteral("http://%1/m_search?productId=%2").arg(call.key).arg(id);
        if (isTrouble && second % 50 > 2 && second % 13 > 2) {
            call.outcome = Outcome::Blocked;
            call.ending = Ending::Blocked;
            return call;
        }
        for (int n = 0; n < (isTrouble ? 4 : 1); ++n) {
            RecordedAttempt attempt{.startedAfter = call.elapsed,
                                    .duration = milliseconds(20 + id * 7 % 90)};
            attempt.result.status = isTrouble ? 0 : 200;
            attempt.result.error = SendError::Kind::ConnectionReset;
            call.elapsed += attempt.duration;
            call.attempts.append(attempt);
        }
        if (isTrouble) {
            call.outcome = Outcome::Exception;
            call.ending = Ending::AttemptsExhausted;
            call.hasOpened = true;
            call.openedFor = 10s;
        }
        return call;
    }

    qint64 m_calls;
    QObject m_context;
};

} // namespace Recloser
