// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/run/seriesrunner.h"

#include "tests/core/run/seriesstage.h"

#include <QPromise>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

class TestSeriesRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void sendsInOrder();
    void neverMoreAtOnceThanAsked();
    void aLaterScopeHoldsWhatAnEarlierStepLeft();
    void stopsAtTheFirstFailure();
    void waitsBetweenSteps();
    void keepsTheOriginalSpacing();
    void aStepThatCannotBeSentIsToldAndTheSeriesGoesOn();
    void anAnswerThatComesLaterIsTaken();
    void cancelTellsWhatWasUnderWay();
    void observesCircuitsWithoutCountingOrBlocking();
    void sendsExactlyWhatItIsGiven();
    void deletionAtEveryStepIsSilent_data();
    void deletionAtEveryStepIsSilent();
    void nothingOfManyStepsStays();
};

void TestSeriesRunner::sendsInOrder()
{
    Stage stage;
    stage.transport.script({{status(200), 3ms}, {status(404), 1ms}, {status(200), 1ms}});
    stage.make(steps(3));
    stage.runner->start();
    QVERIFY(stage.log.isEmpty());
    stage.clock.advance(1s);
    QCOMPARE(stage.log,
             QStringList({u"start 0"_s, u"end 0 200"_s, u"start 1"_s, u"end 1 404"_s, u"start 2"_s,
                          u"end 2 200"_s, u"Done"_s}));
    QCOMPARE(stage.runner->totals(),
             (SeriesTotals{.started = 3, .success = 2, .failed = 1, .elapsed = 5ms}));
    QCOMPARE(stage.results.at(1).step.tag, 1);
    QCOMPARE(stage.results.at(2).startedAfter, 4ms);
}

void TestSeriesRunner::neverMoreAtOnceThanAsked()
{
    Stage stage;
    stage.transport.script(answers(10, 10ms));
    stage.make(steps(10), {.atOnce = 4});
    int most = 0;
    QObject::connect(&stage.sender, &Sender::runningChanged, &stage.sender,
                     [&](int running) { most = std::max(most, running); });
    stage.runner->start();
    stage.clock.advance(0ms);
    QCOMPARE(stage.transport.startedCount(), 4);
    stage.clock.advance(1s);
    QCOMPARE(stage.transport.startedCount(), 10);
    QCOMPARE(most, 4);
    QCOMPARE(stage.log.last(), u"Done"_s);
    QCOMPARE(stage.runner->totals().elapsed, 30ms);
}

void TestSeriesRunner::aLaterScopeHoldsWhatAnEarlierStepLeft()
{
    Stage stage;
    stage.transport.script(answers(2));
    QString left;
    stage.make(std::make_unique<Steps>([&](qint64 index) -> std::optional<SeriesStep> {
        if (index == 2)
            return std::nullopt;
        SeriesStep step{.spec = request(u"{{value}}"_s)};
        step.scope.layers.append({u"earlier"_s, {{u"value"_s, left.isEmpty() ? u"none"_s : left}}});
        return step;
    }));
    QObject::connect(stage.runner.get(), &SeriesRunner::stepFinished, stage.runner.get(),
                     [&](const SeriesResult &result) { left = u"token%1"_s.arg(result.index); });
    stage.runner->start();
    stage.clock.advance(1s);
    QCOMPARE(stage.transport.requests.at(0).urlText, u"http://store:8001/none"_s);
    QCOMPARE(stage.transport.requests.at(1).urlText, u"http://store:8001/token0"_s);
}

void TestSeriesRunner::stopsAtTheFirstFailure()
{
    Stage stage;
    stage.transport.script({{status(200), 5ms}, {status(500), 1ms}, {status(200), 9ms}});
    stage.make(steps(9), {.atOnce = 3, .onFailure = SeriesOptions::OnFailure::Stop});
    stage.runner->start();
    stage.clock.advance(1s);
    QCOMPARE(stage.log,
             QStringList({u"start 0"_s, u"start 1"_s, u"start 2"_s, u"end 1 500"_s, u"end 0 200"_s,
                          u"end 2 200"_s, u"StoppedAtFailure"_s}));
}

void TestSeriesRunner::waitsBetweenSteps()
{
    Stage stage;
    stage.transport.script(answers(3, 5ms));
    stage.make(steps(3), {.pause = 100ms});
    stage.runner->start();
    stage.clock.advance(1s);
    QCOMPARE(stage.results.at(0).startedAfter, 0ms);
    QCOMPARE(stage.results.at(1).startedAfter, 105ms);
    QCOMPARE(stage.results.at(2).startedAfter, 210ms);
    // None after the last.
    QCOMPARE(stage.runner->totals().elapsed, 215ms);
}

void TestSeriesRunner::keepsTheOriginalSpacing()
{
    Stage stage;
    stage.transport.script(answers(4, 50ms));
    QList<SeriesStep> list = steps(4);
    const milliseconds starts[] = {0ms, 20ms, 20ms, 400ms};
    for (qsizetype i = 0; i < list.size(); ++i)
        list[i].startsAt = starts[i];
    stage.make(list, {.atOnce = 2, .spacing = SeriesOptions::Spacing::Original});
    stage.runner->start();
    stage.clock.advance(1s);
    // The third has to wait until one of the two before it has ended.
    const microseconds begun[] = {0ms, 20ms, 50ms, 400ms};
    for (qsizetype i = 0; i < 4; ++i)
        QCOMPARE(stage.results.at(i).startedAfter, begun[i]);
}

void TestSeriesRunner::aStepThatCannotBeSentIsToldAndTheSeriesGoesOn()
{
    Stage stage;
    stage.transport.script(answers(2));
    QList<SeriesStep> list = steps(3);
    list[1].refusal = SendError{Kind::SecretNotKept, u"header Cookie"_s, {}};
    int recorded = 0;
    QObject::connect(&stage.sender, &Sender::exchangeFinished, &stage.sender, [&] { ++recorded; });
    stage.make(list);
    stage.runner->start();
    stage.clock.advance(1s);
    QCOMPARE(stage.log,
             QStringList({u"start 0"_s, u"end 0 200"_s, u"start 1"_s, u"end 1 secret-not-kept"_s,
                          u"start 2"_s, u"end 2 200"_s, u"Done"_s}));
    QCOMPARE(stage.results.at(1).exchange->ending, Recloser::Ending::Invalid);
    QCOMPARE(recorded, 2);
}

void TestSeriesRunner::anAnswerThatComesLaterIsTaken()
{
    struct Later : SeriesSource
    {
        QList<QPromise<std::optional<SeriesStep>> *> &questions;
        explicit Later(QList<QPromise<std::optional<SeriesStep>> *> &list) : questions(list) { }
        QFuture<std::optional<SeriesStep>> next() override
        {
            questions.append(new QPromise<std::optional<SeriesStep>>);
            questions.last()->start();
            return questions.last()->future();
        }
    };
    QList<QPromise<std::optional<SeriesStep>> *> questions;
    const auto answer = [&](std::optional<SeriesStep> step) {
        questions.last()->addResult(step);
        questions.last()->finish();
        QCoreApplication::processEvents();
    };
    Stage stage;
    stage.transport.script(answers(2));
    stage.make(std::make_unique<Later>(questions), {.atOnce = 4});
    stage.runner->start();
    stage.clock.advance(1s);
    QCOMPARE(questions.size(), 1);
    answer(steps(1).first());
    QCOMPARE(questions.size(), 2);
    stage.clock.advance(1s);
    answer(steps(1).first());
    stage.clock.advance(1s);
    QVERIFY(stage.runner->isRunning());
    answer(std::nullopt);
    QCOMPARE(stage.log.last(), u"Done"_s);
    QCOMPARE(stage.results.size(), 2);
    qDeleteAll(questions);
}

void TestSeriesRunner::cancelTellsWhatWasUnderWay()
{
    Stage stage;
    stage.make(steps(9), {.atOnce = 2});
    stage.runner->start();
    stage.clock.advance(10ms);
    stage.runner->cancel();
    stage.runner->cancel();
    QStringList ends = stage.log.sliced(2, 2);
    ends.sort();
    QCOMPARE(ends, QStringList({u"end 0 cancelled"_s, u"end 1 cancelled"_s}));
    QCOMPARE(stage.log.last(), u"Cancelled"_s);
    QCOMPARE(stage.log.size(), 5);
    stage.clock.advance(1s);
    QCOMPARE(stage.log.size(), 5);
    QCOMPARE(stage.sender.running(), 0);
}

void TestSeriesRunner::observesCircuitsWithoutCountingOrBlocking()
{
    Stage stage;
    stage.breaker.open(u"store:8001"_s, 10s, u"by hand"_s);
    stage.transport.script({{failure(Kind::AttemptTimeout)}, {status(200)}});
    QList<SeriesStep> list = steps(2);
    for (SeriesStep &step : list)
        step.options.breaker = SendOptions::Breaker::Observe;
    stage.make(list);
    stage.runner->start();
    stage.clock.advance(1s);
    QCOMPARE(stage.results.size(), 2);
    for (const SeriesResult &result : std::as_const(stage.results)) {
        const CircuitReport &circuit = result.exchange->circuit;
        QCOMPARE(circuit.use, CircuitReport::Use::Observed);
        QCOMPARE(circuit.state, BreakerState::Open);
        QVERIFY(circuit.remaining);
        QVERIFY(!circuit.openedByThisCall);
    }
    QCOMPARE(stage.results.last().exchange->outcome, Outcome::Success);
}

void TestSeriesRunner::sendsExactlyWhatItIsGiven()
{
    Stage stage;
    stage.transport.script(answers(1));
    ResolvedRequest exact{.method = "PUT"_ba,
                          .url = QUrl(u"http://store:8001/a%2Fb"_s),
                          .urlText = u"http://store:8001/a%2Fb"_s,
                          .headers = {{"X-Odd"_ba, "1"_ba}, {"x-odd"_ba, "2"_ba}},
                          .body = {{"{{not a placeholder}}"_ba, {}, 21}},
                          .redirects = {.follow = RedirectPolicy::Follow::No}};
    Policies policies;
    policies.breaker.keyPattern = u"a.*"_s;
    SeriesStep step{.spec = request(u"{{unknown}}"_s)};
    step.options.exactly = std::make_shared<const ResolvedRequest>(exact);
    step.options.policies = policies;
    stage.make({step});
    stage.runner->start();
    stage.clock.advance(1s);
    QCOMPARE(stage.transport.requests, QList<ResolvedRequest>{exact});
    QCOMPARE(stage.results.first().exchange->key.key, u"a%2Fb"_s);
    QCOMPARE(stage.results.first().exchange->spec, step.spec);
}

void TestSeriesRunner::deletionAtEveryStepIsSilent_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("at");
    for (int at = 0; at < 4; ++at) {
        for (const auto &[name, signal] :
             {std::pair("a beginning", 0), std::pair("an end", 1), std::pair("the time", 2)})
            QTest::addRow("deleted at %s, number %d", name, at) << signal << at;
    }
}

void TestSeriesRunner::deletionAtEveryStepIsSilent()
{
    QFETCH(int, signal);
    QFETCH(int, at);
    Stage stage;
    stage.transport.script({{status(200), 3ms},
                            {status(500), 2ms},
                            {failure(Kind::ConnectionReset), 1ms},
                            {status(200), 1ms},
                            {status(200), 1ms}});
    QList<SeriesStep> list = steps(6);
    list[2].refusal = SendError{Kind::BodyNotKept, {}, {}};
    stage.make(list, {.atOnce = 2});
    const auto destroy = [&] {
        stage.runner.release()->deleteLater();
        stage.log.append(u"deleted"_s);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    const auto destroyNow = [&](int index) {
        if (index == at && stage.runner) {
            stage.log.append(u"deleted"_s);
            stage.runner.reset();
        }
    };
    if (signal == 0)
        QObject::connect(stage.runner.get(), &SeriesRunner::stepStarted, &stage.sender,
                         [&](qint64 index) { destroyNow(int(index)); });
    else if (signal == 1)
        QObject::connect(stage.runner.get(), &SeriesRunner::stepFinished, &stage.sender,
                         [&, ended = 0](const SeriesResult &) mutable { destroyNow(ended++); });
    stage.runner->start();
    if (signal == 2) {
        stage.clock.advance(milliseconds(at));
        destroy();
    }
    stage.clock.advance(1s);
    QCOMPARE(stage.log.last(), u"deleted"_s);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(stage.sender.running(), 0);
}

void TestSeriesRunner::nothingOfManyStepsStays()
{
    constexpr qint64 count = 20'000;
    Stage stage;
    stage.runner = std::make_unique<SeriesRunner>(
        stage.sender, stage.clock,
        std::make_unique<Steps>([](qint64 index) -> std::optional<SeriesStep> {
            if (index == count)
                return std::nullopt;
            return SeriesStep{.tag = index, .spec = request(), .refusal = SendError{}};
        }));
    QList<std::weak_ptr<const Exchange>> alive;
    qint64 ended = 0;
    QObject::connect(stage.runner.get(), &SeriesRunner::stepFinished, &stage.sender,
                     [&](const SeriesResult &result) {
                         ++ended;
                         if (alive.size() == 8)
                             alive.removeFirst();
                         alive.append(result.exchange);
                     });
    stage.runner->start();
    stage.clock.advance(1ms);
    QCOMPARE(ended, count);
    QVERIFY(!stage.runner->isRunning());
    for (const auto &exchange : std::as_const(alive))
        QVERIFY(exchange.expired());
}

QTEST_GUILESS_MAIN(TestSeriesRunner)
#include "tst_seriesrunner.moc"
