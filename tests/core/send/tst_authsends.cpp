// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/digest.h"
#include "core/model/decidingattempts.h"
#include "core/resolve/redaction.h"
#include "core/send/downloadfile.h"
#include "core/send/sender.h"
#include "core/send/sentrequest.h"
#include "tests/support/fakebreakerstore.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QUrl target(u"http://api.example:8001/orders?id=7"_s);

std::expected<Response, SendError> answer(int code, QList<RawHeader> headers = {},
                                          const QUrl &url = target)
{
    Response response;
    response.status = code;
    response.headers = std::move(headers);
    response.url = url;
    return response;
}

std::expected<Response, SendError> challenge(const QByteArray &parameters, const QUrl &url = target)
{
    return answer(401, {{"WWW-Authenticate"_ba, QByteArray("Digest " + parameters)}}, url);
}

/// A sender whose requests are answered by a script.
struct AuthStage
{
    ManualClock clock;
    ScriptedTransport transport{clock};
    FakeBreakerStore store;
    Sender sender{transport, clock, store, [] { return 0.5; }};
    RequestSpec spec;
    SendOptions options;
    QList<PolicyLayer> layers;

    AuthStage()
    {
        spec.url = target.toString();
        spec.policy.keyPattern = u"api[^/]+"_s;
        spec.auth = {.kind = Auth::Kind::Digest, .user = u"Mufasa"_s, .password = u"secret"_s};
    }

    ExchangePtr send(QList<ScriptedTransport::Step> steps)
    {
        transport.script(std::move(steps));
        ExchangePtr exchange;
        const auto operation = sender.send(spec, Scope{}, options, layers);
        QObject::connect(operation.get(), &SendOperation::finished, operation.get(),
                         [&exchange](const ExchangePtr &done) { exchange = done; });
        operation->start();
        // Files are hashed in another thread.
        for (int i = 0; i < 500 && !exchange; ++i) {
            clock.advance(100s);
            if (!exchange)
                QTest::qWait(2);
        }
        return exchange;
    }

    QByteArray sent(qsizetype index) const
    {
        return headerValue(transport.requests.value(index).headers, "authorization");
    }
    QByteArray parameter(qsizetype index, QByteArrayView name) const
    {
        const QList<AuthChallenge> read = readChallenges(sent(index));
        return read.isEmpty() ? QByteArray() : headerValue(read.first().parameters, name);
    }
};

QString attemptsOf(const Exchange &exchange)
{
    QStringList texts;
    for (const Attempt &attempt : exchange.attempts)
        texts.append((attempt.waitReason == WaitReason::Authentication ? u"answer "_s : QString())
                     + (attempt.result ? QString::number(attempt.result->status)
                                       : kindName(attempt.result.error().kind)));
    return texts.join(u'|');
}

} // namespace

class TestAuthSends : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void challenges_data()
    {
        using Steps = QList<ScriptedTransport::Step>;
        QTest::addColumn<Steps>("steps");
        QTest::addColumn<QString>("attempts");
        const auto asked = challenge("realm=r, nonce=n1, qop=auth");
        QTest::newRow("a challenge is answered once")
            << Steps{{asked}, {answer(200)}} << u"401|answer 200"_s;
        QTest::newRow("a wrong password is not tried again")
            << Steps{{asked}, {challenge("realm=r, nonce=n2, qop=auth")}} << u"401|answer 401"_s;
        QTest::newRow("a stale nonce is answered with the new one")
            << Steps{{asked}, {challenge("realm=r, nonce=n2, qop=auth, stale=true")}, {answer(200)}}
            << u"401|answer 401|answer 200"_s;
        QTest::newRow("one that is stale for ever is left after three answers")
            << Steps{{asked},
                     {challenge("realm=r, nonce=n2, stale=true")},
                     {challenge("realm=r, nonce=n3, stale=true")},
                     {challenge("realm=r, nonce=n4, stale=true")}}
            << u"401|answer 401|answer 401|answer 401"_s;
        QTest::newRow("no answer to another scheme")
            << Steps{{answer(401, {{"WWW-Authenticate"_ba, "Basic realm=r"_ba}})}} << u"401"_s;
        QTest::newRow("no answer to another origin")
            << Steps{{challenge("realm=r, nonce=n", QUrl(u"http://evil.example/"_s))}} << u"401"_s;
        QTest::newRow("a retry after an answer keeps the nonce")
            << Steps{{asked}, {answer(503)}, {answer(200)}} << u"401|answer 503|200"_s;
        QTest::newRow("what only asks is no try: four of them are left")
            << Steps{{asked}, {answer(503)}, {answer(503)}, {answer(503)}, {answer(503)}}
            << u"401|answer 503|503|503|503"_s;
    }
    void challenges()
    {
        QFETCH(QList<ScriptedTransport::Step>, steps);
        AuthStage stage;
        const ExchangePtr exchange = stage.send(steps);
        QVERIFY(exchange);
        QTEST(attemptsOf(*exchange), "attempts");
        // One admission, one settlement: the circuit sees one call.
        QCOMPARE(stage.store.log.filter(u"acquire"_s).size(), 1);
        QCOMPARE(stage.store.log.filter(u"settle"_s).size(), 1);
    }

    void anAnswerCounts()
    {
        AuthStage stage;
        QVERIFY(stage.send({{challenge("realm=r, nonce=n1, qop=auth")}, {answer(200)}}));
        QCOMPARE(stage.sent(0), QByteArray());
        QCOMPARE(stage.parameter(1, "nc"), "00000001");
        QCOMPARE(stage.parameter(1, "uri"), "/orders?id=7");
        // The next call needs no challenge.
        const ExchangePtr second = stage.send({{answer(200)}});
        QCOMPARE(attemptsOf(*second), u"200"_s);
        QCOMPARE(stage.parameter(2, "nc"), "00000002");
        QCOMPARE(stage.parameter(2, "nonce"), "n1");
        QCOMPARE(headerValue(second->request.headers, "authorization"), stage.sent(2));
        // But that of another user does.
        stage.spec.auth.user = u"Simba"_s;
        QVERIFY(stage.send({{answer(200)}}));
        QCOMPARE(stage.sent(3), QByteArray());
    }

    void theServerNamesTheNextNonce()
    {
        AuthStage stage;
        QVERIFY(stage.send({{challenge("realm=r, nonce=n1, qop=auth")},
                            {answer(200, {{"Authentication-Info"_ba, "nextnonce=\"n2\""_ba}})}}));
        QVERIFY(stage.send({{answer(200)}}));
        QCOMPARE(stage.parameter(2, "nonce"), "n2");
        QCOMPARE(stage.parameter(2, "nc"), "00000001");
    }

    void aBodyIsPartOfWhatIsProtected()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"body"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(300'000, 'x'));
        file.close();
        AuthStage stage;
        stage.spec.method = u"PUT"_s;
        stage.spec.body = {.kind = Body::Kind::File, .filePath = file.fileName()};
        QVERIFY(stage.send({{challenge("realm=r, nonce=n1, qop=auth-int")}, {answer(200)}}));
        const auto asked
            = digestChallenge(readChallenges("Digest realm=r, nonce=n1, qop=auth-int")[0]);
        const QByteArray hash = digestHex(DigestAlgorithm::Md5, QByteArray(300'000, 'x'));
        QCOMPARE(stage.sent(1),
                 digestAuthorization(
                     *asked, {u"Mufasa"_s, u"secret"_s},
                     {"PUT"_ba, "/orders?id=7"_ba, stage.parameter(1, "cnonce"), 1, hash}));
        // Sent twice, the file too.
        QCOMPARE(stage.transport.requests[0].body, stage.transport.requests[1].body);
    }

    void aChallengeBehindARedirectIsAnsweredThere()
    {
        AuthStage stage;
        const QUrl moved(u"http://api.example:8001/moved"_s);
        auto asked = challenge("realm=r, nonce=n1, qop=auth", moved);
        asked->redirects = {{"GET"_ba, target, 302, {{"Location"_ba, "/moved"_ba}}}};
        const ExchangePtr exchange = stage.send({{asked}, {answer(200, {}, moved)}});
        QCOMPARE(attemptsOf(*exchange), u"401|answer 200"_s);
        QCOMPARE(stage.transport.requests[1].url, moved);
        QCOMPARE(stage.parameter(1, "uri"), "/moved");
        QCOMPARE(exchange->request.url, target);
    }

    /// A retry has a date and a nonce of its own.
    void signaturesAreMadeForEachAttempt()
    {
        AuthStage stage;
        stage.spec.policy.retryDelay = 2s;
        stage.spec.auth = {.kind = Auth::Kind::AwsSigV4,
                           .accessKey = u"AKIDEXAMPLE"_s,
                           .secretKey = u"key"_s,
                           .region = u"us-east-1"_s,
                           .service = u"service"_s};
        const ExchangePtr exchange = stage.send({{answer(503)}, {answer(200)}});
        QCOMPARE(attemptsOf(*exchange), u"503|200"_s);
        const auto dateOf = [&stage](qsizetype index) {
            return headerValue(stage.transport.requests[index].headers, "x-amz-date");
        };
        QVERIFY(stage.sent(0).startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20231114/"));
        QVERIFY(dateOf(0) != dateOf(1));
        QVERIFY(stage.sent(0) != stage.sent(1));
        QCOMPARE(stage.transport.requests[1].headers.size(), 2);
        QCOMPARE(headerValue(exchange->request.headers, "authorization"), stage.sent(1));
        QVERIFY(!exchange->request.signing);
    }

    /// Each attempt tells its own signature, and history none of them.
    void whatEachAttemptSentIsTold_data()
    {
        QTest::addColumn<Auth>("auth");
        const Auth aws{.kind = Auth::Kind::AwsSigV4,
                       .accessKey = u"A"_s,
                       .secretKey = u"s3cret"_s,
                       .region = u"eu-west-1"_s,
                       .service = u"s3"_s};
        QTest::newRow("AWS in the header") << aws;
        Auth other = aws;
        other.signaturePlacement = Auth::SignaturePlacement::Query;
        QTest::newRow("AWS in the query") << other;
        const Auth oauth{
            .kind = Auth::Kind::OAuth1, .consumerKey = u"c"_s, .consumerSecret = u"s3cret"_s};
        QTest::newRow("OAuth 1 in the header") << oauth;
        other = oauth;
        other.signaturePlacement = Auth::SignaturePlacement::Query;
        QTest::newRow("OAuth 1 in the query") << other;
        other.signaturePlacement = Auth::SignaturePlacement::Body;
        QTest::newRow("OAuth 1 in the form") << other;
    }
    void whatEachAttemptSentIsTold()
    {
        QFETCH(const Auth, auth);
        AuthStage stage;
        stage.spec.policy.retryDelay = 2s;
        stage.spec.auth = auth;
        stage.spec.method = u"POST"_s;
        stage.spec.body = {.kind = Body::Kind::Form, .form = {{u"a"_s, u"b c"_s}}};
        const ExchangePtr exchange = stage.send({{answer(503)}, {answer(503)}, {answer(200)}});
        QCOMPARE(attemptsOf(*exchange), u"503|503|200"_s);
        QSet<QByteArray> different;
        for (qsizetype i = 0; i < 3; ++i) {
            const SentRequest told = sentRequests(*exchange, exchange->attempts[i]).constFirst();
            const ResolvedRequest &went = stage.transport.requests[i];
            QCOMPARE(told.head(), sentRequest(went, SentRequest::Form::Http1).head());
            QCOMPARE(told.body, went.body);
            different.insert(told.head() + told.body.constFirst().bytes);
        }
        QCOMPARE(different.size(), 3);
        QVERIFY(!exchange->attempts.constLast().request);
        const Exchange kept = redacted(*exchange, Scope{});
        for (const Attempt &attempt : kept.attempts) {
            const QByteArray head = sentRequests(kept, attempt).constFirst().head();
            QVERIFY(!head.contains("Signature=") || head.contains("Signature=***"));
            QVERIFY(!head.contains("oauth_signature=") || head.contains("oauth_signature=***"));
        }
    }

    void aChallengeTellsWhatWentOut()
    {
        AuthStage stage;
        const QUrl moved(u"http://api.example:8001/moved"_s);
        auto asked = challenge("realm=r, nonce=n1, qop=auth", moved);
        asked->redirects = {{"POST"_ba, target, 303, {{"Location"_ba, "/moved"_ba}}}};
        stage.spec.method = u"POST"_s;
        stage.spec.body = {.kind = Body::Kind::Text, .text = u"body"_s};
        const ExchangePtr exchange = stage.send({{asked}, {answer(200, {}, moved)}});
        QCOMPARE(attemptsOf(*exchange), u"401|answer 200"_s);
        QCOMPARE(exchange->request.method, "POST");
        const QList<SentRequest> first = sentRequests(*exchange, exchange->attempts[0]);
        QCOMPARE(first.size(), 2);
        QVERIFY(first[0].head().startsWith("POST /orders?id=7 HTTP/1.1\r\n"));
        const QList<SentRequest> second = sentRequests(*exchange, exchange->attempts[1]);
        QCOMPARE(second.size(), 1);
        QCOMPARE(second[0].head(),
                 sentRequest(stage.transport.requests[1], SentRequest::Form::Http1).head());
        QVERIFY(second[0].head().contains("GET /moved "));
        QVERIFY(second[0].head().contains("authorization: Digest "));
        QVERIFY(second[0].body.isEmpty());
        QVERIFY(!first[0].head().contains("authorization: "));
    }

    void aDownloadIsSignedToo()
    {
        const QTemporaryDir folder;
        AuthStage stage;
        stage.options.download = std::make_shared<DownloadFile>(folder.filePath(u"orders"_s));
        const ExchangePtr exchange
            = stage.send({{challenge("realm=r, nonce=n1, qop=auth")}, {answer(200)}});
        QCOMPARE(attemptsOf(*exchange), u"401|answer 200"_s);
        QVERIFY(stage.sent(0).isEmpty());
        QCOMPARE(stage.parameter(1, "nonce"), "n1");
        for (qsizetype i = 0; i < 2; ++i) {
            QCOMPARE(headerValue(stage.transport.requests[i].headers, "accept-encoding"),
                     "identity"_ba);
            QCOMPARE(headerValue(exchange->attempts[i].addedHeaders, "accept-encoding"),
                     "identity"_ba);
        }
        QVERIFY(headerValue(exchange->request.headers, "accept-encoding").isNull());
    }

    void places_data()
    {
        QTest::addColumn<Auth>("auth");
        QTest::addColumn<QString>("where");
        Auth aws{.kind = Auth::Kind::AwsSigV4,
                 .accessKey = u"A"_s,
                 .secretKey = u"s"_s,
                 .region = u"eu-west-1"_s,
                 .service = u"s3"_s};
        QTest::newRow("AWS in the header") << aws << u"header"_s;
        aws.signaturePlacement = Auth::SignaturePlacement::Query;
        QTest::newRow("AWS in the query") << aws << u"X-Amz-Signature="_s;
        Auth oauth{.kind = Auth::Kind::OAuth1, .consumerKey = u"c"_s, .consumerSecret = u"s"_s};
        QTest::newRow("OAuth 1 in the header") << oauth << u"header"_s;
        oauth.signaturePlacement = Auth::SignaturePlacement::Query;
        QTest::newRow("OAuth 1 in the query") << oauth << u"oauth_signature="_s;
        oauth.signaturePlacement = Auth::SignaturePlacement::Body;
        QTest::newRow("OAuth 1 in the form") << oauth << u"body"_s;
    }
    void places()
    {
        QFETCH(Auth, auth);
        QFETCH(QString, where);
        AuthStage stage;
        stage.spec.auth = auth;
        stage.spec.method = u"POST"_s;
        stage.spec.body = {.kind = Body::Kind::Form, .form = {{u"a"_s, u"b c"_s}}};
        QVERIFY(stage.send({{answer(200)}}));
        const ResolvedRequest &request = stage.transport.requests.first();
        QCOMPARE(!stage.sent(0).isEmpty(), where == "header"_L1);
        QCOMPARE(request.url.toEncoded().contains(where.toLatin1()), where.endsWith(u'='));
        QCOMPARE(request.body.first().bytes.contains("&oauth_signature="), where == "body"_L1);
        QCOMPARE(request.bodySize(), request.body.first().bytes.size());
        // Which circuit a call belongs to does not hang on its signature.
        QCOMPARE(request.urlText, target.toString());
    }

    void whatIsInheritedIsSent()
    {
        AuthStage stage;
        stage.spec.auth = {.kind = Auth::Kind::Inherit};
        QVERIFY(stage.send({{answer(200)}}));
        QCOMPARE(stage.sent(0), QByteArray());
        stage.layers = {{PolicyLayer::Kind::Folder,
                         u"/f"_s,
                         {},
                         {},
                         {},
                         Auth{.kind = Auth::Kind::Bearer, .token = u"folder"_s}},
                        {PolicyLayer::Kind::File, u"/f/a.http"_s}};
        QVERIFY(stage.send({{answer(200)}}));
        QCOMPARE(stage.sent(1), "Bearer folder");
        stage.layers[1].auth = Auth{};
        QVERIFY(stage.send({{answer(200)}}));
        QCOMPARE(stage.sent(2), QByteArray());
    }

    void aBodyThatCannotBeReadIsNoAttempt()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"body"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
        file.close();
        AuthStage stage;
        stage.spec.auth = {
            .kind = Auth::Kind::AwsSigV4, .accessKey = u"A"_s, .region = u"r"_s, .service = u"s"_s};
        stage.spec.body = {.kind = Body::Kind::File, .filePath = file.fileName()};
        stage.transport.script({{answer(503)}, {answer(200)}});
        ExchangePtr exchange;
        const auto operation = stage.sender.send(stage.spec, Scope{});
        QObject::connect(operation.get(), &SendOperation::finished, operation.get(),
                         [&exchange](const ExchangePtr &done) { exchange = done; });
        QObject::connect(operation.get(), &SendOperation::attemptFinished, operation.get(),
                         [&file] { file.remove(); });
        operation->start();
        for (int i = 0; i < 500 && !exchange; ++i) {
            stage.clock.advance(100s);
            QTest::qWait(2);
        }
        QVERIFY(exchange);
        QCOMPARE(exchange->attempts.size(), 1);
        QCOMPARE(exchange->error->kind, SendError::Kind::BodyUnreadable);
    }

    void endingWhileABodyIsHashedIsSilent()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"body"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(4 << 20, 'x'));
        file.close();
        AuthStage stage;
        stage.spec.auth = {
            .kind = Auth::Kind::AwsSigV4, .accessKey = u"A"_s, .region = u"r"_s, .service = u"s"_s};
        stage.spec.body = {.kind = Body::Kind::File, .filePath = file.fileName()};
        auto operation = stage.sender.send(stage.spec, Scope{});
        operation->start();
        operation.reset();
        auto cancelled = stage.sender.send(stage.spec, Scope{});
        cancelled->start();
        cancelled->cancel();
        QCOMPARE(cancelled->exchange().outcome, Outcome::Cancelled);
        QTest::qWait(50);
        QVERIFY(stage.transport.requests.isEmpty());
    }

    void attemptsTogether()
    {
        Attempt asked{.number = 1, .startedAfter = 5ms};
        asked.timings.total = 10ms;
        Attempt answered{.number = 2, .waitReason = WaitReason::Authentication};
        answered.timings.total = 20ms;
        answered.result = answer(503);
        const Attempt again{.number = 3, .waitReason = WaitReason::Backoff};
        const QList<Attempt> deciding = decidingAttempts({asked, answered, again});
        QCOMPARE(deciding.size(), 2);
        QCOMPARE(deciding[0].number, 1);
        QCOMPARE(deciding[0].startedAfter, microseconds(5ms));
        QCOMPARE(deciding[0].timings.total, microseconds(30ms));
        QCOMPARE(deciding[0].result, answered.result);
        QCOMPARE(deciding[1].number, 2);
        QCOMPARE(deciding[1].waitReason, WaitReason::Backoff);
    }
};

QTEST_GUILESS_MAIN(TestAuthSends)
#include "tst_authsends.moc"
