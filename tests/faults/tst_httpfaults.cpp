// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What each end of an attempt means under the guarded preset, for the breaker and for the retries,
// through the real sender and the real network (BREAKER.md section 2).

#include "tests/faults/httpfaults.h"
#include "tests/support/certificates.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

class TestHttpFaults : public QObject, private HttpStage
{
    Q_OBJECT

    std::unique_ptr<Certificates> m_certificates;

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
    }
    void init() { begin(); }
    void cleanup() { end(); }

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
