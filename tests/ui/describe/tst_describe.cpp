// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/describe.h"

#include <QMetaEnum>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = SendError::Kind;

Attempt attemptWith(std::expected<Response, SendError> result)
{
    Attempt attempt;
    attempt.result = std::move(result);
    return attempt;
}

Exchange exchangeWith(Outcome outcome, Ending ending, int attempts,
                      const std::expected<Response, SendError> &result)
{
    Exchange exchange;
    exchange.request.method = "POST";
    exchange.outcome = outcome;
    exchange.ending = ending;
    for (int i = 0; i < attempts; ++i)
        exchange.attempts.append(attemptWith(result));
    if (!result)
        exchange.error = result.error();
    return exchange;
}

} // namespace

class TestDescribe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aMissingSecretIsGivenUnderSecrets()
    {
        const Sentence words
            = describe(SendError{Kind::UnresolvedVariable, u"$secret token"_s, u"the body"_s});
        QCOMPARE(words.headline, u"No value for {{$secret token}}"_s);
        QVERIFY(words.hint.contains("under Secrets"_L1));
        QVERIFY(words.hint.contains("the body"_L1));
    }

    void everyErrorSaysWhatHappenedAndToWhat_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("headline");
        QTest::addColumn<QString>("hint");
        const auto row = [](Kind kind, const char *headline, const char *hint) {
            QTest::newRow(qPrintable(kindName(kind)))
                << kind << QString::fromUtf8(headline) << QString::fromUtf8(hint);
        };
        row(Kind::InvalidUrl, "Not a URL that can be sent", "http or https");
        row(Kind::InvalidMethod, "“SUBJECT” is not a method name", "without blanks");
        row(Kind::InvalidHeader, "Header “SUBJECT” cannot be sent", "line breaks");
        row(Kind::InvalidBody, "The body cannot be sent", "DETAIL");
        row(Kind::BodyUnreadable, "Body file cannot be read: SUBJECT", "Choose a file");
        row(Kind::UnresolvedVariable, "No value for {{SUBJECT}}", "environment");
        row(Kind::NoCircuitKey, "No circuit key for this URL", "Breaker & retry");
        row(Kind::SecretNotKept, "A secret in SUBJECT was not kept", "{{$secret name}}");
        row(Kind::BodyNotKept, "The body of the request was not kept", "today's variables");
        row(Kind::ExchangeNotKept, "History holds no exchange SUBJECT", "was deleted");
        row(Kind::InvalidRoute, "Cannot connect to “SUBJECT” instead", "Write host:port");
        row(Kind::BodyChanged, "Body file has changed since: SUBJECT", "Bring the file back");
        row(Kind::TokenSettings, "OAuth 2 cannot ask for a token: SUBJECT", "Auth page");
        row(Kind::SigningKey, "Cannot sign with the private key SUBJECT", "RSA key in PEM");
        row(Kind::TokenMissing, "No token for SUBJECT yet", "Get token");
        row(Kind::TokenRefused, "SUBJECT gave no token", "client, secret and scope");
        row(Kind::NameNotFound, "Host name not found: SUBJECT", "spelling");
        row(Kind::ConnectionRefused, "Connection refused by SUBJECT", "Nothing listens");
        row(Kind::Unreachable, "SUBJECT cannot be reached", "route");
        row(Kind::ConnectTimeout, "Time-out while connecting", "within SUBJECT");
        row(Kind::InvalidProxy, "Not a proxy: SUBJECT", "socks5://host:port");
        row(Kind::ProxyUnreachable, "The proxy for SUBJECT cannot be reached", "running");
        row(Kind::ProxyAuthentication, "The proxy wants a user and a password", "DETAIL");
        row(Kind::ProxyFailed, "The proxy did not let it through to SUBJECT", "DETAIL");
        row(Kind::TlsFileUnusable, "Certificate file cannot be used: SUBJECT", "Choose another");
        row(Kind::TlsPassPhrase, "The client certificate is locked: SUBJECT",
            "client-certificate-SUBJECT");
        row(Kind::TlsUntrusted, "Certificate of SUBJECT is not trusted", "issuer");
        row(Kind::TlsSelfSigned, "Certificate of SUBJECT is self-signed", "fingerprint");
        row(Kind::TlsExpired, "Certificate of SUBJECT has expired", "clock");
        row(Kind::TlsNotYetValid, "Certificate of SUBJECT is not valid yet", "clock");
        row(Kind::TlsWrongHost, "Certificate belongs to another host than SUBJECT", "name");
        row(Kind::TlsRevoked, "Certificate of SUBJECT was revoked", "do not send");
        row(Kind::TlsClientCertificate, "SUBJECT asks for a client certificate", "DETAIL");
        row(Kind::TlsClientCertificateRefused, "SUBJECT refused the client certificate",
            "still valid");
        row(Kind::TlsVersion, "SUBJECT speaks no version of TLS that is allowed", "TLS 1.2");
        row(Kind::TlsProtocol, "No secure connection with SUBJECT", "http://");
        row(Kind::ConnectionReset, "Connection closed by SUBJECT", "broke off");
        row(Kind::FirstByteTimeout, "Time-out waiting for the first byte", "within SUBJECT");
        row(Kind::IdleTimeout, "Time-out: the transfer stood still", "for SUBJECT");
        row(Kind::AttemptTimeout, "Time-out of the attempt", "within SUBJECT");
        row(Kind::BrokenResponse, "The answer of SUBJECT is not proper HTTP", "DETAIL");
        row(Kind::TooManyRedirects, "Too many redirects", "limit");
        row(Kind::InvalidRedirect, "Redirect not followed", "DETAIL");
        row(Kind::ResponseUnwritable, "The response could not be stored", "disk");
        row(Kind::OtherNetworkError, "Network error with SUBJECT", "DETAIL");
        row(Kind::DeadlineExceeded, "The total deadline passed", "DETAIL");
        row(Kind::Cancelled, "Stopped", "");
        row(Kind::Blocked, "Not sent: circuit SUBJECT is open", "DETAIL");
    }
    void everyErrorSaysWhatHappenedAndToWhat()
    {
        QFETCH(Kind, kind);
        QFETCH(QString, hint);
        const Sentence sentence = describe(SendError{kind, u"SUBJECT"_s, u"DETAIL"_s});
        QTEST(sentence.headline, "headline");
        QVERIFY2(sentence.hint.contains(hint), qPrintable(sentence.hint));
        // Without detail no empty brackets are left.
        const Sentence bare = describe(SendError{kind, u"SUBJECT"_s, {}});
        QVERIFY(!bare.hint.contains("()"_L1));
        QVERIFY(!shortResult(std::unexpected(SendError{kind, {}, {}})).isEmpty());
    }

    void whatWasNeverSentSaysSo()
    {
        SendError stopped{Kind::Cancelled, {}, {}};
        stopped.reach = SendError::Reach::NotSent;
        QCOMPARE(describe(stopped).hint, u"Nothing was sent."_s);
    }

    /// Where an environment says how a token is had, nothing is missing on the request's page.
    void tokensOfAnEnvironment()
    {
        QVERIFY(describe(SendError{Kind::TokenSettings, u"Security.Auth.shop"_s, {}})
                    .hint.contains("environment"_L1));
        QVERIFY(describe(SendError{Kind::UnresolvedVariable, u"$auth.token(\"shop\")"_s, {}})
                    .hint.contains("Security, Auth"_L1));
    }

    void noKindIsForgotten()
    {
        // The table above and the words for it hold every kind that there is.
        const QMetaEnum kinds = QMetaEnum::fromType<Kind>();
        QCOMPARE(kinds.keyCount(), 48);
        for (int i = 0; i < kinds.keyCount(); ++i) {
            const auto kind = Kind(kinds.value(i));
            QVERIFY2(!describe(SendError{kind, u"s"_s, u"d"_s}).headline.isEmpty(), kinds.key(i));
            QCOMPARE(kindFromName(kindName(kind)), kind);
        }
    }

    void everyStoreErrorNamesThePlace()
    {
        for (int i = 0; i <= int(StoreError::Kind::Refused); ++i) {
            const Sentence sentence
                = describe(StoreError{StoreError::Kind(i), u"SUBJECT"_s, u"line 3"_s});
            QVERIFY2(sentence.headline.contains("SUBJECT"_L1), qPrintable(sentence.headline));
            QVERIFY(!sentence.hint.isEmpty());
        }
        QVERIFY(describe(StoreError{StoreError::Kind::Corrupt, u"a.http"_s, u"line 3"_s})
                    .hint.contains("line 3"_L1));
    }

    void outcomesInWords()
    {
        Response busy{.status = 503, .reason = "Service Unavailable"};
        const SendError timeout{Kind::AttemptTimeout, u"500 ms"_s, {}};
        QCOMPARE(describe(exchangeWith(Outcome::Failed, Ending::AttemptsExhausted, 4, busy)),
                 (Sentence{u"503 Service Unavailable"_s, {}}));
        Response broken{.status = 200, .reason = "OK"};
        broken.brokenOff = SendError{Kind::ConnectionReset, u"h"_s, {}};
        const Sentence told = describe(exchangeWith(Outcome::Success, Ending::Answered, 1, broken));
        QCOMPARE(told.headline, u"200 OK · broken off"_s);
        QVERIFY(told.hint.startsWith(u"The stream did not end: "_s));
        // HTTP/2 has no reason phrases.
        QCOMPARE(
            describe(exchangeWith(Outcome::Success, Ending::Answered, 1, Response{.status = 204}))
                .headline,
            u"204"_s);
        QCOMPARE(describe(exchangeWith(Outcome::Exception, Ending::AttemptsExhausted, 4,
                                       std::unexpected(timeout)))
                     .headline,
                 u"Exception · Time-out of the attempt"_s);

        Exchange blocked;
        blocked.outcome = Outcome::Blocked;
        blocked.key.key = u"pay.eu"_s;
        QCOMPARE(describe(blocked).headline, u"Not sent: circuit pay.eu is open"_s);
        blocked.circuit.remaining = 7'250ms;
        blocked.circuit.reason = u"4 time-outs"_s;
        QCOMPARE(describe(blocked).headline,
                 u"Not sent: circuit pay.eu is open for 7.3 s more, opened after 4 time-outs"_s);
        QVERIFY(describe(blocked).hint.contains("No connection"_L1));
    }

    void whatEndedIt_data()
    {
        QTest::addColumn<Ending>("ending");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<QString>("text");
        QTest::newRow("an answer") << Ending::Answered << 1 << u"404 is not tried again"_s;
        QTest::newRow("four attempts")
            << Ending::AttemptsExhausted << 4 << u"all 4 attempts are used up"_s;
        QTest::newRow("one attempt")
            << Ending::AttemptsExhausted << 1 << u"the one attempt allowed is used up"_s;
        QTest::newRow("a certificate")
            << Ending::NotRetried << 1 << u"this kind of error is not tried again"_s;
        QTest::newRow("deadline") << Ending::DeadlineReached << 2 << u"the total deadline passed"_s;
        QTest::newRow("blocked") << Ending::Blocked << 0 << u"blocked by the open circuit"_s;
        QTest::newRow("stopped") << Ending::Cancelled << 1 << u"stopped by you"_s;
        QTest::newRow("invalid") << Ending::Invalid << 0 << u"nothing was sent"_s;
        QTest::newRow("may do harm twice")
            << Ending::NotIdempotent << 1
            << u"a POST may have been acted upon, and twice may do harm"_s;
        QTest::newRow("the budget")
            << Ending::BudgetExhausted << 2 << u"the retry budget of this circuit is used up"_s;
        QTest::newRow("another call opened it")
            << Ending::CircuitOpened << 2 << u"another call opened the circuit"_s;
        QTest::newRow("a wait of an hour")
            << Ending::WaitTooLong << 2 << u"the next wait would be longer than an hour"_s;
    }
    void whatEndedIt()
    {
        QFETCH(Ending, ending);
        QFETCH(int, attempts);
        QTEST(describeEnding(
                  exchangeWith(Outcome::Failed, ending, attempts, Response{.status = 404})),
              "text");
    }

    void waitsBeyondTheDeadline_data()
    {
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<RetryAfterUse>("use");
        QTest::addColumn<std::optional<milliseconds>>("deadline");
        QTest::addColumn<QString>("text");
        using Limit = std::optional<milliseconds>;
        QTest::newRow("asked for by the server")
            << "90"_ba << RetryAfterUse::Honoured << Limit(60s)
            << u"the server asks for a wait (Retry-After: 90) beyond the deadline of 1 min 0 s"_s;
        QTest::newRow("asked for, without a deadline")
            << "9000"_ba << RetryAfterUse::Honoured << Limit()
            << u"the server asks for a wait of more than an hour (Retry-After: 9000)"_s;
        QTest::newRow("asked for and ignored")
            << "90"_ba << RetryAfterUse::Ignored << Limit(500ms)
            << u"the next wait would outlast the deadline of 500 ms"_s;
        QTest::newRow("our own wait") << QByteArray() << RetryAfterUse::Honoured << Limit(500ms)
                                      << u"the next wait would outlast the deadline of 500 ms"_s;
    }
    void waitsBeyondTheDeadline()
    {
        QFETCH(const QByteArray, retryAfter);
        QFETCH(const RetryAfterUse, use);
        QFETCH(const std::optional<milliseconds>, deadline);
        Response busy{.status = 429};
        if (!retryAfter.isEmpty())
            busy.headers = {{"Retry-After", retryAfter}};
        Exchange exchange = exchangeWith(Outcome::Failed, Ending::WaitTooLong, 1, busy);
        exchange.policies.retry.retryAfter = use;
        exchange.policies.timeouts.deadline = deadline;
        QTEST(describeEnding(exchange), "text");
        QCOMPARE(describe(exchange).hint, u"No more attempts: %1."_s.arg(describeEnding(exchange)));
    }

    void circuitChangesInWords_data()
    {
        QTest::addColumn<CircuitReport>("circuit");
        QTest::addColumn<QString>("text");
        constexpr auto halfOpen = BreakerState::HalfOpen;
        QTest::newRow("nothing changed") << CircuitReport() << QString();
        QTest::newRow("opened") << CircuitReport{.openedByThisCall = true}
                                << u"opened the circuit"_s;
        QTest::newRow("the probe closed it")
            << CircuitReport{.state = halfOpen, .closedByThisCall = true}
            << u"the probe closed the circuit"_s;
        QTest::newRow("the probe failed")
            << CircuitReport{.state = halfOpen, .openedByThisCall = true}
            << u"the probe failed: the circuit opened again"_s;
        QTest::newRow("late") << CircuitReport{.settledLate = true} << u"late: did not count"_s;
        QTest::newRow("a late probe")
            << CircuitReport{.state = halfOpen, .settledLate = true} << u"late: did not count"_s;
    }
    void circuitChangesInWords()
    {
        QFETCH(const CircuitReport, circuit);
        Exchange exchange
            = exchangeWith(Outcome::Success, Ending::Answered, 1, Response{.status = 200});
        exchange.circuit = circuit;
        QTEST(describeCircuitChange(exchange), "text");
    }

    void keysInWords()
    {
        QVERIFY(describe(KeyResult{.source = KeySource::Match}).headline.isEmpty());
        for (const KeySource source : {KeySource::Missing, KeySource::NoMatch, KeySource::Empty,
                                       KeySource::TooSlow, KeySource::Invalid}) {
            const Sentence sentence = describe(KeyResult{.source = source});
            QVERIFY(!sentence.headline.isEmpty() && !sentence.hint.isEmpty());
        }
        KeyResult invalid{.source = KeySource::Invalid};
        invalid.error = KeyError{u"missing ), unterminated subpattern"_s, 0};
        QCOMPARE(describe(invalid).headline,
                 u"pattern: missing ), unterminated subpattern at position 0"_s);
    }

    void waitsSayWhy()
    {
        Attempt attempt;
        RetryPolicy policy;
        QCOMPARE(describeWait(attempt, policy), QString());
        attempt.wait = 412ms;
        attempt.waitReason = WaitReason::Backoff;
        policy.jitter = JitterKind::Full;
        QCOMPARE(describeWait(attempt, policy), u"wait 412 ms, full jitter"_s);
        policy.jitter = JitterKind::None;
        QCOMPARE(describeWait(attempt, policy), u"wait 412 ms"_s);
        attempt.waitReason = WaitReason::RetryAfter;
        QCOMPARE(describeWait(attempt, policy), u"wait 412 ms, Retry-After"_s);
    }
};

QTEST_GUILESS_MAIN(TestDescribe)
#include "tst_describe.moc"
