// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/run/requestseries.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestRequestSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void goesRoundAfterRound();
    void aRowLiesUnderWhatWasGivenAndOverTheFile();
    void aLaterRequestSeesWhatCameBackInItsRound();
    void itWaitsForTheRequestThatItRefersTo_data();
    void itWaitsForTheRequestThatItRefersTo();
    void ofTwoNamesThatOfTheSameFileCounts();
    void whatNobodyRefersToIsNotKept();
    void theJarOfARequestPrecedesThatOfTheSeries();
    void aLoadMayTakeItsTime();
};

namespace {

SeriesRequest request(const QString &name, const QString &url, const QString &group = u"f"_s)
{
    SeriesRequest request{.label = name, .group = group, .isReferredTo = true};
    request.spec.name = name;
    request.spec.url = url;
    return request;
}

RequestSeries::Load from(const QList<SeriesRequest> &requests)
{
    return [requests](qint64 index) { return QtFuture::makeReadyValueFuture(requests.at(index)); };
}

std::optional<SeriesStep> taken(RequestSeries &series)
{
    QFuture<std::optional<SeriesStep>> step = series.next();
    return step.isFinished() ? step.takeResult() : std::nullopt;
}

void end(RequestSeries &series, const SeriesStep &step)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->spec = step.spec;
    exchange->id = step.tag + 100;
    series.noteEnd({0, step, exchange, {}});
}

} // namespace

void TestRequestSeries::goesRoundAfterRound()
{
    RequestSeries series(from({request(u"a"_s, u"1"_s), request(u"b"_s, u"2"_s)}),
                         {.requests = 2, .rounds = 2});
    QStringList labels;
    while (const auto step = taken(series)) {
        labels.append(u"%1%2 %3"_s.arg(series.roundOf(step->tag))
                          .arg(series.requestOf(step->tag))
                          .arg(step->label));
        end(series, *step);
    }
    QCOMPARE(labels, QStringList({u"00 a"_s, u"01 b"_s, u"10 a"_s, u"11 b"_s}));
}

void TestRequestSeries::aRowLiesUnderWhatWasGivenAndOverTheFile()
{
    SeriesRequest one = request(u"a"_s, u"1"_s);
    one.scope.layers
        = {{u"--var"_s, {}, ScopeLayer::Kind::Given}, {u"file"_s, {}, ScopeLayer::Kind::File}};
    RequestSeries series(from({one}),
                         {.requests = 1, .rounds = 2, .row = [](qint64 round) {
                              return QHash<QString, QString>{{u"n"_s, QString::number(round)}};
                          }});
    const auto first = taken(series);
    end(series, *first);
    const auto second = taken(series);
    QCOMPARE(second->scope.layers.size(), 3);
    QCOMPARE(second->scope.layers.at(1).values.value(u"n"_s), u"1"_s);
    QCOMPARE(second->scope.layers.at(1).title, u"row 2 of the data"_s);
}

void TestRequestSeries::aLaterRequestSeesWhatCameBackInItsRound()
{
    RequestSeries series(from({request(u"login"_s, u"1"_s), request(u"b"_s, u"2"_s)}),
                         {.requests = 2, .rounds = 2});
    const auto login = taken(series);
    QVERIFY(login->scope.exchanges.isEmpty());
    end(series, *login);
    const auto second = taken(series);
    QCOMPARE(second->scope.exchanges.value(u"login"_s)->id, 100);
    end(series, *second);
    // The next round begins with nothing.
    QVERIFY(taken(series)->scope.exchanges.isEmpty());
}

void TestRequestSeries::itWaitsForTheRequestThatItRefersTo_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<bool>("waits");
    QTest::newRow("it refers to it") << u"{{ login.response.body.$.token}}"_s << u""_s << true;
    QTest::newRow("a variable does")
        << u"{{token}}"_s << u"{{login.response.headers.X-Token}}"_s << true;
    QTest::newRow("another name that begins alike")
        << u"{{login2.response.body.$}}"_s << u""_s << false;
    QTest::newRow("a variable of the same name") << u"{{login}}"_s << u""_s << false;
}

void TestRequestSeries::itWaitsForTheRequestThatItRefersTo()
{
    QFETCH(QString, url);
    QFETCH(QString, variable);
    QFETCH(bool, waits);
    SeriesRequest second = request(u"b"_s, url);
    second.scope.layers = {{u"file"_s, {{u"token"_s, variable}}, ScopeLayer::Kind::File}};
    RequestSeries series(from({request(u"login"_s, u"1"_s), second}), {.requests = 2});
    const auto login = taken(series);
    QFuture<std::optional<SeriesStep>> step = series.next();
    QCOMPARE(step.isFinished(), !waits);
    end(series, *login);
    QVERIFY(step.isFinished());
    if (waits)
        QCOMPARE(step.result()->scope.exchanges.value(u"login"_s)->id, 100);
}

void TestRequestSeries::ofTwoNamesThatOfTheSameFileCounts()
{
    RequestSeries series(
        from({request(u"login"_s, u"1"_s, u"f"_s), request(u"login"_s, u"2"_s, u"g"_s),
              request(u"b"_s, u"3"_s, u"f"_s), request(u"c"_s, u"4"_s, u"h"_s)}),
        {.requests = 4});
    for (int i = 0; i < 2; ++i)
        end(series, *taken(series));
    QCOMPARE(taken(series)->scope.exchanges.value(u"login"_s)->id, 100);
    QCOMPARE(taken(series)->scope.exchanges.value(u"login"_s)->id, 101);
}

void TestRequestSeries::whatNobodyRefersToIsNotKept()
{
    SeriesRequest one = request(u"a"_s, u"1"_s);
    one.isReferredTo = false;
    RequestSeries series(from({one}), {.requests = 1, .rounds = 2});
    const auto step = taken(series);
    auto exchange = std::make_shared<const Exchange>();
    const std::weak_ptr<const Exchange> alive(exchange);
    series.noteEnd({0, *step, std::move(exchange), {}});
    QVERIFY(alive.expired());
}

void TestRequestSeries::theJarOfARequestPrecedesThatOfTheSeries()
{
    const CookieJarPtr ofSeries = std::make_shared<CookieJar>();
    const CookieJarPtr ofFolder = std::make_shared<CookieJar>();
    SeriesRequest inFolder = request(u"b"_s, u"2"_s);
    inFolder.cookies = ofFolder;
    SeriesRequest withNone = request(u"c"_s, u"3"_s);
    withNone.cookies = CookieJarPtr();
    RequestSeries series(from({request(u"a"_s, u"1"_s), inFolder, withNone}), {.requests = 3},
                         {.cookies = ofSeries});
    QList<CookieJarPtr> jars;
    while (const auto step = taken(series)) {
        jars.append(step->options.cookies.value());
        end(series, *step);
    }
    QCOMPARE(jars, QList<CookieJarPtr>({ofSeries, ofFolder, nullptr}));
}

void TestRequestSeries::aLoadMayTakeItsTime()
{
    QPromise<SeriesRequest> promise;
    promise.start();
    RequestSeries series([&](qint64) { return promise.future(); }, {.requests = 1});
    const QFuture<std::optional<SeriesStep>> step = series.next();
    QVERIFY(!step.isFinished());
    promise.addResult(request(u"a"_s, u"1"_s));
    promise.finish();
    QVERIFY(step.isFinished());
    QCOMPARE(step.result()->label, u"a"_s);
}

QTEST_GUILESS_MAIN(TestRequestSeries)
#include "tst_requestseries.moc"
