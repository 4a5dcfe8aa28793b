// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <csignal>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

constexpr auto stallScript = R"({"routes": [{"path": "*", "sequence": [{"fault": "stall"}]}]})";

} // namespace

/// `send` cut short by a signal or by what stands behind its streams.
class TestCliInterrupt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void aSignalCancelsAndIsReported_data();
    void aSignalCancelsAndIsReported();
    void theStoryOfACancelledSendIsOnStderr();
    void aSignalEndsTheWaitForARetry();
    void everySendUnderWayReportsAndNoneFollows();
    void aFullDiskBehindStdoutIsAnError();
};

void TestCliInterrupt::aSignalCancelsAndIsReported_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestCliInterrupt::aSignalCancelsAndIsReported()
{
    QFETCH(int, signal);
    const auto server = serve(stallScript);
    Program program;
    program.start({u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s});
    EVENTUALLY_COMPARE(server->receivedCount(), 1);
    QVERIFY(program.send(signal));
    const Ended ended = program.end();
    QCOMPARE(ended.signal, signal);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"outcome"].toString(), u"cancelled"_s);
    QCOMPARE(json[u"error"][u"kind"].toString(), u"cancelled"_s);
    QVERIFY(json[u"status_code"].isNull());
    QCOMPARE(json[u"attempts"].toArray().size(), 1);
    QCOMPARE(json[u"circuit"][u"opened_by_this_call"], QJsonValue(false));
    EVENTUALLY_COMPARE(server->openConnectionCount(), 0);
    QCOMPARE(server->receivedCount(), 1);
}

void TestCliInterrupt::theStoryOfACancelledSendIsOnStderr()
{
    const auto server = serve(stallScript);
    Program program;
    program.start({u"send"_s, server->url(u"/a"_s).toString()});
    EVENTUALLY_COMPARE(server->receivedCount(), 1);
    QVERIFY(program.send(SIGINT));
    const Ended ended = program.end();
    QCOMPARE(ended.signal, SIGINT);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.contains("recloser-cli: send: cancelled"), ended.told().constData());
}

void TestCliInterrupt::aSignalEndsTheWaitForARetry()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 503}]}]})");
    Program program;
    program.start(
        {u"send"_s, server->url(u"/a"_s).toString(), u"--delay"_s, u"10min"_s, u"--json"_s});
    EVENTUALLY_COMPARE(server->receivedCount(), 1);
    QVERIFY(program.send(SIGINT));
    const Ended ended = program.end();
    QCOMPARE(ended.signal, SIGINT);
    QCOMPARE(ended.json()[u"outcome"].toString(), u"cancelled"_s);
    QCOMPARE(server->receivedCount(), 1);
}

void TestCliInterrupt::everySendUnderWayReportsAndNoneFollows()
{
    const auto server = serve(stallScript);
    Program program;
    program.start({u"send"_s, server->url(u"/a"_s).toString(), u"--repeat"_s, u"50"_s,
                   u"--concurrency"_s, u"3"_s, u"--json"_s});
    EVENTUALLY_COMPARE(server->receivedCount(), 3);
    QVERIFY(program.send(SIGINT));
    const Ended ended = program.end();
    QCOMPARE(ended.signal, SIGINT);
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 3);
    for (const QJsonObject &line : lines)
        QCOMPARE(line[u"outcome"].toString(), u"cancelled"_s);
    QCOMPARE(server->receivedCount(), 3);
}

void TestCliInterrupt::aFullDiskBehindStdoutIsAnError()
{
    const auto server
        = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body": "x"}]}]})");
    const QStringList commands[] = {
        {u"send"_s, server->url(u"/a"_s).toString()},
        {u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s},
        {u"key"_s, u"-p"_s, u"a"_s, u"http://a/"_s},
        {u"serve"_s},
    };
    for (const QStringList &words : commands) {
        Program program;
        program.redirectOutput(u"/dev/full"_s);
        const Ended ended = program.run(words);
        COMPARE_CODE(ended, Usage);
        QVERIFY2(ended.err.contains("recloser-cli: stdout: No space left"),
                 ended.told().constData());
    }
}

QTEST_GUILESS_MAIN(TestCliInterrupt)
#include "tst_cliinterrupt.moc"
