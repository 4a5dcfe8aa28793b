// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/run/replay.h"

#include "core/resilience/memorybreakerstore.h"
#include "core/resolve/redaction.h"
#include "core/run/seriesrunner.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void theSameBytesGoOutAgain();
    void signaturesAreMadeAgain();
    void cookiesOfTodayStayOut();
    void todayIsResolvedAnew();
    void whatCannotBeSentIsToldBeforeAnythingIs();
    void keepsOrderAndSpacing();
    void rowsSayWhatDiffers_data();
    void rowsSayWhatDiffers();
    void largeBodiesAreCompared();
    void totalsCountEachDifference();
};

namespace {

struct Stage
{
    ManualClock clock;
    ScriptedTransport transport{clock};
    MemoryBreakerStore breaker{clock};
    Sender sender{transport, clock, breaker, [] { return 0.5; }};
    Scope scope;
    /// As history would hold them, ids from 1.
    QList<ExchangePtr> kept;
    QList<ReplayRow> rows;
    QList<SeriesResult> results;

    void record(const RequestSpec &spec)
    {
        const auto operation = sender.send(spec, scope);
        QObject::connect(operation.get(), &SendOperation::finished, operation.get(),
                         [&](const ExchangePtr &exchange) {
                             auto stored = std::make_shared<Exchange>(redacted(*exchange, scope));
                             stored->id = kept.size() + 1;
                             kept.append(stored);
                         });
        operation->start();
        clock.advance(1s);
    }
    void replay(const QList<qint64> &ids, ReplayOptions options = {}, SeriesOptions series = {})
    {
        auto source = std::make_unique<ReplaySource>(
            ids,
            [this](qint64 id) {
                using Found = std::expected<ExchangePtr, StoreError>;
                return QtFuture::makeReadyValueFuture(
                    id <= kept.size()
                        ? Found(kept.at(id - 1))
                        : Found(std::unexpected(StoreError{StoreError::Kind::NotFound, {}, {}})));
            },
            [this](const ExchangePtr &) { return QtFuture::makeReadyValueFuture(scope); }, options);
        ReplaySource *asked = source.get();
        SeriesRunner runner(sender, clock, std::move(source), series);
        QObject::connect(&runner, &SeriesRunner::stepFinished, &runner,
                         [&](const SeriesResult &result) {
                             results.append(result);
                             rows.append(asked->rowOf(result));
                         });
        runner.start();
        for (int i = 0; i < 100 && runner.isRunning(); ++i) {
            clock.advance(100ms);
            QCoreApplication::processEvents();
        }
        QVERIFY(!runner.isRunning());
    }
};

RequestSpec secretRequest()
{
    RequestSpec spec;
    spec.method = u"PATCH"_s;
    spec.url = u"http://store:8001/a%2Fb?id={{$uuid}}&token={{$secret t}}"_s;
    spec.headers = {{u"X-Odd"_s, u"1"_s}, {u"x-odd"_s, u"{{n}}"_s}};
    spec.auth = {.kind = Auth::Kind::Bearer, .token = u"{{$secret t}}"_s};
    spec.body.kind = Body::Kind::Json;
    spec.body.text = u"{\"n\": \"{{n}}\", \"t\": \"{{$secret t}}\"}"_s;
    spec.policy.keyPattern = u"(?<=//)[^/]+"_s;
    spec.policy.maxRetries = 0;
    return spec;
}

} // namespace

void TestReplay::theSameBytesGoOutAgain()
{
    Stage stage;
    stage.scope.secrets = {{u"t"_s, u"s3cret/ä"_s}};
    stage.scope.layers = {{u"file"_s, {{u"n"_s, u"then"_s}}, ScopeLayer::Kind::File}};
    stage.transport.script({{status(200)}, {status(201)}});
    stage.record(secretRequest());
    // What its variables mean by now does not matter.
    stage.scope.layers[0].values[u"n"_s] = u"now"_s;
    stage.replay({1});
    QCOMPARE(stage.transport.requests.size(), 2);
    QCOMPARE(stage.transport.requests.at(1), stage.transport.requests.at(0));
    QCOMPARE(stage.rows.first().then.status, 200);
    QCOMPARE(stage.rows.first().now.status, 201);
    QVERIFY(!stage.rows.first().isSame());
    // And it can be done again with what that leaves.
    const Exchange again = redacted(*stage.results.first().exchange, stage.scope);
    QVERIFY(!again.request.urlText.contains("s3cret"_L1));
    QVERIFY(again.request.masked);
}

void TestReplay::signaturesAreMadeAgain()
{
    Stage stage;
    stage.scope.secrets = {{u"k"_s, u"s3cret/key"_s}};
    stage.transport.script({{status(200)}, {status(200)}});
    RequestSpec spec{.url = u"http://a.example/x?y=1"_s};
    spec.headers = {{u"Accept"_s, u"*/*"_s}};
    spec.auth = {.kind = Auth::Kind::AwsSigV4,
                 .accessKey = u"AKID"_s,
                 .secretKey = u"{{$secret k}}"_s,
                 .region = u"r"_s,
                 .service = u"s"_s};
    stage.record(spec);
    stage.clock.advance(10s);
    stage.replay({1});
    QCOMPARE(stage.transport.requests.size(), 2);
    const ResolvedRequest &then = stage.transport.requests[0];
    const ResolvedRequest &now = stage.transport.requests[1];
    QCOMPARE(now.url, then.url);
    QCOMPARE(now.headers.size(), then.headers.size());
    QCOMPARE(headerValue(now.headers, "accept"), "*/*");
    QVERIFY(
        headerValue(now.headers, "authorization").startsWith("AWS4-HMAC-SHA256 Credential=AKID/"));
    QVERIFY(headerValue(now.headers, "x-amz-date") != headerValue(then.headers, "x-amz-date"));
    // Written out, its key was kept nowhere.
    spec.auth.secretKey = u"plain"_s;
    stage.transport.script({{status(200)}});
    stage.record(spec);
    stage.replay({2});
    QCOMPARE(stage.transport.requests.size(), 3);
    QCOMPARE(stage.results.last().exchange->error->kind, Kind::SecretNotKept);
}

void TestReplay::cookiesOfTodayStayOut()
{
    Stage stage;
    stage.sender.setCookieJar(std::make_shared<CookieJar>());
    stage.transport.script({{status(200)}, {status(200)}, {status(200)}});
    RequestSpec spec;
    spec.url = u"http://store:8001/"_s;
    stage.record(spec);
    stage.replay({1});
    stage.replay({1}, {.form = ReplayOptions::Form::Today});
    QCOMPARE(stage.results.at(0).step.options.cookies, std::optional(CookieJarPtr()));
    QCOMPARE(stage.results.at(1).step.options.cookies, std::nullopt);
}

void TestReplay::todayIsResolvedAnew()
{
    Stage stage;
    stage.scope.secrets = {{u"t"_s, u"old"_s}};
    stage.scope.layers = {{u"file"_s, {{u"n"_s, u"then"_s}}, ScopeLayer::Kind::File}};
    stage.transport.script({{status(200)}, {status(200)}});
    stage.record(secretRequest());
    stage.scope.secrets = {{u"t"_s, u"new"_s}};
    stage.scope.layers[0].values[u"n"_s] = u"now"_s;
    stage.replay({1}, {.form = ReplayOptions::Form::Today});
    const ResolvedRequest &sent = stage.transport.requests.at(1);
    QCOMPARE(sent.body.first().bytes, "{\"n\": \"now\", \"t\": \"new\"}"_ba);
    QCOMPARE(headerValue(sent.headers, "authorization"), "Bearer new");
    QVERIFY(stage.rows.first().isSame());
}

void TestReplay::whatCannotBeSentIsToldBeforeAnythingIs()
{
    Stage stage;
    stage.transport.script({{status(200)}, {status(200)}});
    RequestSpec spec = secretRequest();
    spec.url = u"http://store/"_s;
    spec.body = {};
    spec.headers = {};
    spec.auth.token = u"written-out"_s;
    stage.record(spec);
    for (const auto form : {ReplayOptions::Form::AsItWas, ReplayOptions::Form::Today})
        stage.replay({1}, {.form = form});
    stage.replay({7});
    QCOMPARE(stage.transport.requests.size(), 1);
    QCOMPARE(stage.results.at(0).exchange->error->kind, Kind::SecretNotKept);
    QCOMPARE(stage.results.at(0).exchange->error->subject, u"header Authorization"_s);
    QCOMPARE(stage.results.at(1).exchange->error->subject, u"the authentication"_s);
    QCOMPARE(*stage.results.at(2).exchange->error, (SendError{Kind::ExchangeNotKept, u"7"_s, {}}));
    QCOMPARE(stage.rows.at(2).thenId, 7);
    stage.replay({1}, {.leniency = {.secrets = ReplayLeniency::Secrets::LeftOut}});
    QCOMPARE(stage.transport.requests.size(), 2);
    QVERIFY(stage.transport.requests.last().headers.isEmpty());
}

void TestReplay::keepsOrderAndSpacing()
{
    Stage stage;
    stage.transport.script(QList<ScriptedTransport::Step>(6, {status(200), 1ms}));
    RequestSpec spec;
    spec.url = u"http://store/"_s;
    stage.record(spec);
    stage.clock.advance(1s);
    stage.record(spec);
    stage.record(spec);
    stage.replay({1, 2, 3}, {}, {.atOnce = 8, .spacing = SeriesOptions::Spacing::Original});
    QCOMPARE(stage.rows.size(), 3);
    for (qsizetype i = 0; i < 3; ++i)
        QCOMPARE(stage.rows.at(i).thenId, i + 1);
    const microseconds late = stage.results.at(2).startedAfter - 3000ms;
    QVERIFY(late >= 0ms && late <= 300ms); // each waits for a turn of the event loop
}

void TestReplay::rowsSayWhatDiffers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QList<RawHeader>>("headers");
    QTest::addColumn<BodyVerdict>("verdict");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("same");
    const QList<RawHeader> usual{{"Date", "today"}, {"X", "1"}, {"x", "2"}};
    QTest::newRow("nothing, at another date")
        << 200 << "body"_ba << usual << BodyVerdict::Equal << QStringList() << true;
    QTest::newRow("the status") << 503 << "body"_ba << usual << BodyVerdict::Equal << QStringList()
                                << false;
    QTest::newRow("the body") << 200 << "bodY"_ba << usual << BodyVerdict::Different
                              << QStringList() << false;
    QTest::newRow("a header") << 200 << "body"_ba << QList<RawHeader>{{"X", "1"}, {"Etag", "a"}}
                              << BodyVerdict::Equal << QStringList({u"etag"_s, u"x"_s}) << true;
}

void TestReplay::rowsSayWhatDiffers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QList<RawHeader>, headers);
    const auto exchange = [](int code, const QByteArray &bytes, const QList<RawHeader> &fields) {
        Exchange made{.outcome = code < 400 ? Outcome::Success : Outcome::Failed};
        Response response{.status = code, .headers = fields};
        response.body = {.bytes = bytes, .size = bytes.size()};
        made.attempts.append(Attempt{.result = response});
        return made;
    };
    const ReplayRow row
        = replayRow(exchange(200, "body", {{"Date", "yesterday"}, {"x", "1"}, {"X", "2"}}),
                    exchange(status, body, headers));
    QTEST(row.body, "verdict");
    QTEST(row.headers, "names");
    QTEST(row.isSame(), "same");
}

void TestReplay::largeBodiesAreCompared()
{
    QTemporaryDir folder;
    QByteArray content(3'000'000, 'x');
    const auto exchange = [&](const QString &name) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        Response response{.status = 200};
        response.body = {.path = file.fileName(), .size = content.size()};
        Exchange made{.outcome = Outcome::Success};
        made.attempts.append(Attempt{.result = response});
        return made;
    };
    const Exchange one = exchange(u"one"_s);
    const Exchange same = exchange(u"same"_s);
    content.back() = 'y';
    const Exchange other = exchange(u"other"_s);
    QCOMPARE(replayRow(one, same).body, BodyVerdict::Equal);
    QCOMPARE(replayRow(one, other).body, BodyVerdict::Different);
    QVERIFY(QFile::remove(folder.filePath(u"one"_s)));
    QCOMPARE(replayRow(one, other).body, BodyVerdict::Unknown);
    QVERIFY(replayRow(one, other).isSame());
}

void TestReplay::totalsCountEachDifference()
{
    ReplayTotals totals;
    ReplayRow row;
    row.then.elapsed = 2ms;
    row.now.attempts = 1;
    totals.count(row);
    row.now.key = u"k"_s;
    row.body = BodyVerdict::Different;
    row.now.outcome = Outcome::Exception;
    totals.count(row);
    // Refused before anything went out: no result, key or body of its own.
    row.now.attempts = 0;
    totals.count(row);
    // What an open circuit holds back is a result.
    row.now.outcome = Outcome::Blocked;
    row.body = BodyVerdict::Unknown;
    row.now.key = QString();
    totals.count(row);
    QCOMPARE(totals,
             (ReplayTotals{.replayed = 4,
                           .notSent = 1,
                           .same = 1,
                           .otherResult = 2,
                           .otherKey = 1,
                           .otherBody = 1,
                           .unknownBody = 2,
                           .elapsedThen = 6ms}));
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
