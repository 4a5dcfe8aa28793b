// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What each end of an attempt means under the guarded preset, for the breaker and for the retries,
// through the real sender and the real network (BREAKER.md section 2).

#include "core/faultserver/faultserver.h"
#include "core/resilience/memorybreakerstore.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "tests/support/blackhole.h"
#include "tests/support/certificates.h"
#include "tests/support/redisserver.h"
#include "tests/support/toxicproxy.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

namespace {

constexpr int patience = 60'000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// Where a request goes, beside a path of the fault server.
enum class Peer {
    Faults,
    Nobody, ///< a port that refuses
    BlackHole, ///< connections are neither made nor refused
    NoName,
    ResetsTls, ///< connections are reset in the TLS handshake
    ClosesTls,
    StallsTls, ///< the handshake gets no answer
    PlainBehindTls, ///< answers the handshake in plain text
    Untrusted, ///< by an authority nobody knows
};

/// A server below HTTP that counts its connections.
class RawServer : public QTcpServer
{
public:
    explicit RawServer(Peer peer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, peer] {
            ++connections;
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            if (peer == Peer::ClosesTls)
                socket->close();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, peer] {
                if (peer == Peer::ResetsTls)
                    resetConnection(*socket);
                else if (peer == Peer::PlainBehindTls)
                    socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            });
        });
    }
    int connections = 0;
};

struct Row
{
    Peer peer = Peer::Faults;
    /// Of the fault server.
    QByteArray step;
    /// The status or the error of the first attempt.
    int status = 0;
    Kind kind = Kind::Cancelled;
    enum class Counts { Failure, NotAFailure } counts = Counts::Failure;
    enum class Again { Any, Idempotent, Never } again = Again::Any;
};

} // namespace

Q_DECLARE_METATYPE(Row)

class TestHttpFaults : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;
    std::unique_ptr<MemoryBreakerStore> m_breaker;
    std::unique_ptr<Sender> m_sender;
    std::unique_ptr<Certificates> m_certificates;
    std::unique_ptr<RawServer> m_raw;
    BlackHole m_hole;

    void serve(const QByteArray &steps)
    {
        const auto script
            = parseFaultScript(R"({"routes": [{"path": "*", "sequence": [)" + steps + "]}]}");
        QVERIFY2(script, qPrintable(script ? QString() : script.error().message));
        m_server = std::make_unique<FaultServer>(*script);
        const auto port = m_server->listen();
        QVERIFY(port.has_value());
    }
    QString url(const Row &row)
    {
        const auto local = [](const char *scheme, quint16 port) {
            return u"%1://127.0.0.1:%2/"_s.arg(QLatin1StringView(scheme)).arg(port);
        };
        switch (row.peer) {
        case Peer::Faults:
            return m_server->url(u"/"_s).toString();
        case Peer::Nobody:
            return local("http", freeLoopbackPort());
        case Peer::BlackHole:
            return local("http", m_hole.port());
        case Peer::NoName:
            return u"http://no-such-host.invalid/"_s;
        case Peer::ResetsTls:
        case Peer::ClosesTls:
        case Peer::StallsTls:
        case Peer::PlainBehindTls:
            m_raw = std::make_unique<RawServer>(row.peer);
            return local("https", m_raw->serverPort());
        case Peer::Untrusted:
            return m_server->url(u"/"_s).toString();
        }
        return {};
    }
    RequestSpec guarded(const QString &url, const QString &method = u"GET"_s)
    {
        RequestSpec spec;
        spec.url = url;
        spec.method = method;
        spec.policy.preset = Preset::Guarded;
        spec.policy.keyPattern = u"[^/]+$|//[^/]+"_s;
        spec.policy.jitter = JitterKind::None;
        spec.policy.retryDelay = 1ms;
        spec.policy.retryFactor = 1;
        spec.policy.failuresInARow = 0;
        spec.policy.failureRate = 0;
        spec.policy.attemptTimeout = 20s;
        return spec;
    }
    /// Each send has its own breaker and budget.
    ExchangePtr sent(const RequestSpec &spec)
    {
        m_sender.reset();
        m_breaker = std::make_unique<MemoryBreakerStore>(m_clock);
        m_sender = std::make_unique<Sender>(*m_transport, m_clock, *m_breaker, [] { return 0.5; });
        const auto operation = m_sender->send(spec, {});
        QSignalSpy spy(operation.get(), &SendOperation::finished);
        operation->start();
        if (spy.isEmpty() && !spy.wait(patience))
            return {};
        return spy.first().first().value<ExchangePtr>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
    }
    void init()
    {
        QTest::failOnWarning();
        m_transport = std::make_unique<NetworkTransport>();
    }
    void cleanup()
    {
        m_sender.reset();
        m_breaker.reset();
        m_transport.reset();
        m_raw.reset();
        m_server.reset();
    }

    void everyOutcomeIsClassified_data();
    void everyOutcomeIsClassified()
    {
        QFETCH(Row, row);
        serve(row.step.isEmpty() ? R"({"status": 200})"_ba : row.step);
        if (row.peer == Peer::Untrusted) {
            QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
            tls.setLocalCertificate(
                QSslCertificate(contentOf(m_certificates->untrusted.certificate)));
            tls.setPrivateKey(QSslKey(contentOf(m_certificates->untrusted.key), QSsl::Ec));
            m_server = std::make_unique<FaultServer>(FaultScript{});
            QVERIFY(m_server->listenTls(tls).has_value());
        }
        const auto received
            = [&] { return row.peer == Peer::Faults ? m_server->receivedCount() : 0; };

        // What one attempt says of the peer.
        RequestSpec once = guarded(url(row), u"POST"_s);
        once.policy.maxRetries = 0;
        once.policy.failuresInARow = 1;
        if (row.kind == Kind::ConnectTimeout)
            once.policy.connectTimeout = 100ms;
        if (row.kind == Kind::AttemptTimeout)
            once.policy.attemptTimeout = 100ms;
        ExchangePtr exchange = sent(once);
        QVERIFY(exchange);
        QCOMPARE(exchange->attempts.size(), 1);
        const auto &result = exchange->attempts.first().result;
        if (row.status != 0) {
            QVERIFY2(result, qPrintable(result ? QString() : kindName(result.error().kind)));
            QCOMPARE(result->status, row.status);
        } else {
            QVERIFY(!result);
            QCOMPARE(kindName(result.error().kind), kindName(row.kind));
        }
        QCOMPARE(exchange->circuit.openedByThisCall, row.counts == Row::Counts::Failure);
        const qint64 perAttempt = received();
        QVERIFY(perAttempt <= 1);

        // And which requests are sent again after it.
        struct Case
        {
            QString method;
            bool hasKey = false;
            bool hasConsent = false;
            bool isAgain = false;
        };
        const bool isAny = row.again == Row::Again::Any;
        const bool isNever = row.again == Row::Again::Never;
        for (const Case &one :
             {Case{u"POST"_s, false, false, isAny}, Case{u"PATCH"_s, false, false, isAny},
              Case{u"GET"_s, false, false, !isNever}, Case{u"DELETE"_s, false, false, !isNever},
              Case{u"POST"_s, true, false, !isNever}, Case{u"POST"_s, false, true, !isNever}}) {
            m_server->clearReceived();
            RequestSpec twice = once;
            twice.method = one.method;
            twice.policy.maxRetries = 1;
            twice.policy.failuresInARow = 0;
            if (one.hasKey)
                twice.headers.append({u"Idempotency-Key"_s, u"7"_s});
            if (one.hasConsent)
                twice.policy.resend = ResendRule::Always;
            const int connections = m_raw ? m_raw->connections : 0;
            exchange = sent(twice);
            QVERIFY(exchange);
            QVERIFY2(exchange->attempts.size() == (one.isAgain ? 2 : 1),
                     qPrintable(
                         u"%1 made %2 attempts"_s.arg(one.method).arg(exchange->attempts.size())));
            // What the server saw is what is told: nothing was sent behind our back.
            QCOMPARE(received(), one.isAgain ? 2 * perAttempt : perAttempt);
            if (m_raw)
                QCOMPARE(m_raw->connections - connections, one.isAgain ? 2 : 1);
            if (!one.isAgain && row.again == Row::Again::Idempotent)
                QCOMPARE(exchange->ending, Ending::NotIdempotent);
        }
    }

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

void TestHttpFaults::everyOutcomeIsClassified_data()
{
    using enum Row::Again;
    constexpr auto failed = Row::Counts::Failure;
    constexpr auto not_ = Row::Counts::NotAFailure;
    QTest::addColumn<Row>("row");
    const auto ofPeer = [](const char *name, Peer peer, Kind kind, Row::Counts counts,
                           Row::Again again) {
        QTest::newRow(name) << Row{.peer = peer, .kind = kind, .counts = counts, .again = again};
    };
    const auto breaks = [](const char *name, const char *step, Kind kind) {
        QTest::newRow(name) << Row{.step = step, .kind = kind, .again = Idempotent};
    };
    const auto answers = [](const char *name, int status, Row::Counts counts, Row::Again again) {
        QTest::newRow(name) << Row{.step = R"({"status": )" + QByteArray::number(status) + "}",
                                   .status = status,
                                   .counts = counts,
                                   .again = again};
    };
    // Nothing was sent.
    ofPeer("a name that is not found", Peer::NoName, Kind::NameNotFound, failed, Any);
    ofPeer("refused", Peer::Nobody, Kind::ConnectionRefused, failed, Any);
    ofPeer("a connection that is never made", Peer::BlackHole, Kind::ConnectTimeout, failed, Any);
    ofPeer("reset in the TLS handshake", Peer::ResetsTls, Kind::ConnectionReset, failed, Any);
    ofPeer("closed in the TLS handshake", Peer::ClosesTls, Kind::ConnectionReset, failed, Any);
    ofPeer("a TLS handshake without an answer", Peer::StallsTls, Kind::ConnectTimeout, failed, Any);
    ofPeer("plain text instead of a TLS handshake", Peer::PlainBehindTls, Kind::TlsProtocol, failed,
           Any);
    // Not the peer's health.
    ofPeer("a certificate nobody trusts", Peer::Untrusted, Kind::TlsUntrusted, not_, Never);
    // Parts of it may have been received.
    breaks("reset before the head", R"({"fault": "reset"})", Kind::ConnectionReset);
    breaks("closed before the head", R"({"fault": "close"})", Kind::ConnectionReset);
    breaks("reset after the head",
           R"({"fault": "reset", "after": 0, "status": 200, "body_size": 1000})",
           Kind::ConnectionReset);
    breaks("reset within the body",
           R"({"fault": "reset", "after": 500, "status": 200, "body_size": 1000})",
           Kind::ConnectionReset);
    breaks("closed within the body",
           R"({"fault": "truncate", "after": 500, "status": 200, "body_size": 1000})",
           Kind::ConnectionReset);
    breaks("no answer at all", R"({"fault": "stall"})", Kind::AttemptTimeout);
    breaks("a head that drips", R"({"status": 200, "header_drip": 4})", Kind::AttemptTimeout);
    breaks("a body that stalls",
           R"({"fault": "stall", "after": 500, "status": 200, "body_size": 1000})",
           Kind::AttemptTimeout);
    breaks("something that is not HTTP", R"({"fault": "garbage"})", Kind::ConnectionReset);
    // Answers.
    for (const int code : {502, 503, 504, 509})
        answers(QByteArray::number(code).constData(), code, failed, Idempotent);
    answers("429", 429, not_, Any);
    answers("500", 500, failed, Never);
    answers("501", 501, failed, Never);
    answers("404", 404, not_, Never);
    answers("200", 200, not_, Never);
}

QTEST_GUILESS_MAIN(TestHttpFaults)
#include "tst_httpfaults.moc"
