// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// How often and when a request is sent again under the guarded preset, through the real sender and
// the real network.

#include "tests/faults/httpfaults.h"

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHttpRetries : public QObject, private HttpStage
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void statusesAreTriedAgain_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {502, 503, 504, 509, 429})
            QTest::addRow("%d", status) << status;
    }
    void statusesAreTriedAgain()
    {
        QFETCH(int, status);
        const QByteArray step = R"({"status": )" + QByteArray::number(status);
        // Twice, and then all is well.
        serve(step + R"(, "times": 2}, {"status": 200})");
        ExchangePtr exchange = sent(guarded(m_server->url(u"/"_s).toString()));
        QVERIFY(exchange);
        QCOMPARE(exchange->outcome, Outcome::Success);
        QCOMPARE(exchange->attempts.size(), 3);
        QCOMPARE(m_server->receivedCount(), 3);
        QVERIFY(!exchange->circuit.openedByThisCall);
        // Always: the last answer is the result. Failures open when they used all attempts up;
        // being throttled is none.
        serve(step + "}");
        exchange = sent(guarded(m_server->url(u"/"_s).toString()));
        QVERIFY(exchange);
        QCOMPARE(exchange->outcome, Outcome::Failed);
        QCOMPARE(exchange->ending, Ending::AttemptsExhausted);
        QCOMPARE(exchange->attempts.size(), 4);
        QCOMPARE(m_server->receivedCount(), 4);
        QCOMPARE(exchange->response()->status, status);
        QCOMPARE(exchange->circuit.openedByThisCall, status != 429);
    }

    void retryAfterSetsTheWait_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("wait"); // ms; -1: our own backoff; -2: too long, ends at once
        QTest::newRow("0") << "0"_ba << 0;
        QTest::newRow("2") << "2"_ba << 2000;
        QTest::newRow("-1") << "-1"_ba << 0;
        QTest::newRow("1000000000") << "1000000000"_ba << -2;
        QTest::newRow("1e9 is no number of seconds") << "1e9"_ba << -1;
        QTest::newRow("a fraction neither") << "1.5"_ba << -1;
        QTest::newRow("garbage") << "when it is done"_ba << -1;
        QTest::newRow("empty") << ""_ba << -1;
        QTest::newRow("a past date") << "Sun, 06 Nov 1994 08:49:37 GMT"_ba << 0;
        QTest::newRow("a past date of RFC 850") << "Sunday, 06-Nov-94 08:49:37 GMT"_ba << 0;
        QTest::newRow("a past date as asctime writes it") << "Sun Nov  6 08:49:37 1994"_ba << 0;
        QTest::newRow("a future date") << "Tue, 24 Nov 2026 09:00:10 GMT"_ba << 10'000;
        QTest::newRow("a future date of RFC 850") << "Tuesday, 24-Nov-26 09:00:10 GMT"_ba << 10'000;
        QTest::newRow("a future date as asctime writes it")
            << "Tue Nov 24 09:00:10 2026"_ba << 10'000;
        QTest::newRow("a date beyond the deadline") << "Tue, 24 Nov 2026 10:00:00 GMT"_ba << -2;
        QTest::newRow("a date that does not exist") << "Mon, 30 Feb 2026 08:00:00 GMT"_ba << -1;
    }
    void retryAfterSetsTheWait()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, wait);
        for (const int status : {429, 503}) {
            // The server's clock is its own.
            serve(R"({"status": )" + QByteArray::number(status)
                  + R"(, "headers": {"Date": "Tue, 24 Nov 2026 09:00:00 GMT", "Retry-After": ")"
                  + value + R"("}}, {"status": 200})");
            RequestSpec spec = guarded(m_server->url(u"/"_s).toString());
            spec.policy.deadline = 50s;
            m_sender.reset();
            m_breaker = std::make_unique<MemoryBreakerStore>(m_clock);
            m_sender
                = std::make_unique<Sender>(*m_transport, m_clock, *m_breaker, [] { return 0.5; });
            const auto operation = m_sender->send(spec, {});
            QSignalSpy finished(operation.get(), &SendOperation::finished);
            QList<std::pair<milliseconds, WaitReason>> waits;
            connect(operation.get(), &SendOperation::retryScheduled, this,
                    [&](milliseconds delay, WaitReason reason) {
                        waits.append({delay, reason});
                        // Nobody waits here for what was announced.
                        if (delay >= 100ms)
                            QMetaObject::invokeMethod(operation.get(), &SendOperation::cancel,
                                                      Qt::QueuedConnection);
                    });
            operation->start();
            QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
            const auto exchange = finished.first().first().value<ExchangePtr>();
            if (wait == -2 || (wait > 0 && status == 429)) {
                // Too long, or the circuit opened for as long as the peer asked.
                QVERIFY(waits.isEmpty());
                QCOMPARE(exchange->attempts.size(), 1);
                QCOMPARE(exchange->outcome, Outcome::Failed);
                QCOMPARE(exchange->ending,
                         status == 429 ? Ending::CircuitOpened : Ending::WaitTooLong);
                QCOMPARE(exchange->circuit.openedByThisCall, status == 429);
                if (status == 429 && wait > 0)
                    QCOMPARE(exchange->circuit.openedFor, milliseconds(wait));
                continue;
            }
            QCOMPARE(waits.size(), 1);
            QCOMPARE(waits.first().first, wait < 0 ? 1ms : milliseconds(wait));
            QCOMPARE(waits.first().second, wait < 0 ? WaitReason::Backoff : WaitReason::RetryAfter);
            if (wait < 100)
                QCOMPARE(exchange->outcome, Outcome::Success);
        }
    }

    void theDeadlineIsNeverExceeded_data()
    {
        QTest::addColumn<Row>("row");
        QTest::newRow("nobody listens") << Row{.peer = Peer::Nobody};
        QTest::newRow("connections are never made") << Row{.peer = Peer::BlackHole};
        QTest::newRow("the handshake gets no answer") << Row{.peer = Peer::StallsTls};
        QTest::newRow("no answer") << Row{.step = R"({"fault": "stall"})"};
        QTest::newRow("the head drips") << Row{.step = R"({"status": 200, "header_drip": 4})"};
        QTest::newRow("the body drips")
            << Row{.step = R"({"fault": "slow", "bytes_per_second": 10, "status": 200,
                              "body_size": 100000})"};
        QTest::newRow("503 for ever") << Row{.step = R"({"status": 503})"};
        QTest::newRow("503 that asks for a second each")
            << Row{.step = R"({"status": 503, "headers": {"Retry-After": "1"}})"};
        QTest::newRow("resets for ever") << Row{.step = R"({"fault": "reset"})"};
    }
    void theDeadlineIsNeverExceeded()
    {
        QFETCH(Row, row);
        serve(row.step.isEmpty() ? R"({"status": 200})"_ba : row.step);
        RequestSpec spec = guarded(url(row));
        spec.policy.deadline = 400ms;
        spec.policy.maxRetries = 100;
        spec.policy.retryDelay = 50ms;
        spec.policy.budgetShare = 0;
        const ExchangePtr exchange = sent(spec);
        QVERIFY(exchange);
        QVERIFY(exchange->outcome != Outcome::Success);
        QVERIFY2(exchange->ending == Ending::DeadlineReached
                     || exchange->ending == Ending::WaitTooLong,
                 qPrintable(QString::number(int(exchange->ending))));
        // Without it any of these would take twenty seconds and more.
        QVERIFY2(exchange->elapsed < 3s, qPrintable(QString::number(exchange->elapsed.count())));
        for (const Attempt &attempt : exchange->attempts)
            QVERIFY(attempt.startedAfter < 400ms);
    }
};

QTEST_GUILESS_MAIN(TestHttpRetries)
#include "tst_httpretries.moc"
