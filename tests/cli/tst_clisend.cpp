// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/redisserver.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `send`: outcomes, exit codes and what is printed where.
class TestCliSend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void theOutcomeDecidesTheExitCode_data();
    void theOutcomeDecidesTheExitCode();
    void aSuccessTellsAllInJson();
    void everyAttemptIsListed();
    void theFailuresOfTheNetworkAreExceptions_data();
    void theFailuresOfTheNetworkAreExceptions();
    void theBodyGoesToStdoutAndTheStoryToStderr();
    void quietLeavesOnlyTheBody();
    void manySendsPrintOneLineEach();
    void theWorstOfManySendsIsTheExitCode();
};

void TestCliSend::theOutcomeDecidesTheExitCode_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("200 is a success") << 200 << int(Done) << u"success"_s;
    QTest::newRow("204 without a body is a success") << 204 << int(Done) << u"success"_s;
    QTest::newRow("304 is a success") << 304 << int(Done) << u"success"_s;
    QTest::newRow("404 has failed") << 404 << int(RequestFailed) << u"failed"_s;
    QTest::newRow("500 has failed") << 500 << int(RequestFailed) << u"failed"_s;
    QTest::newRow("503 has failed after its retries") << 503 << int(RequestFailed) << u"failed"_s;
}

void TestCliSend::theOutcomeDecidesTheExitCode()
{
    QFETCH(int, status);
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": )"
                              + QByteArray::number(status) + "}]}]}");
    const Ended ended = Program().run({u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s});
    QTEST(ended.code, "code");
    const QJsonObject json = ended.json();
    QTEST(json[u"outcome"].toString(), "outcome");
    QCOMPARE(json[u"status_code"].toInt(), status);
    QCOMPARE(json[u"error"], QJsonValue());
    QCOMPARE(ended.err, QByteArray());
}

void TestCliSend::aSuccessTellsAllInJson()
{
    const auto server = serve(R"({"routes": [{"method": "POST", "path": "/a", "sequence": [
        {"status": 201, "headers": [["X-One", "1"], ["X-One", "2"]], "body": {"b": "\u00e9"}}]}]})");
    const QString url = server->url(u"/a?b=1"_s).toString();
    Program program;
    const Ended ended = program.run(
        {u"send"_s, u"POST"_s, url, u"-d"_s, u"{}"_s, u"--pattern"_s, u"[0-9.]+:"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"outcome"].toString(), u"success"_s);
    QCOMPARE(json[u"message"].toString(), u"Created"_s);
    QCOMPARE(json[u"method"].toString(), u"POST"_s);
    QCOMPARE(json[u"url"].toString(), url);
    QCOMPARE(json[u"key"].toString(), u"127.0.0.1:"_s);
    QCOMPARE(json[u"key_source"].toString(), u"match"_s);
    QCOMPARE(json[u"payload"].toString(), u"{\"b\":\"\u00e9\"}"_s);
    QCOMPARE(json[u"payload_encoding"].toString(), u"text"_s);
    QVERIFY(json[u"elapsed_ms"].toDouble() > 0);

    const QJsonObject circuit = json[u"circuit"].toObject();
    QCOMPARE(circuit[u"state"].toString(), u"closed"_s);
    QVERIFY(circuit[u"remaining_ms"].isNull());
    QCOMPARE(circuit[u"store"].toString(), u"memory"_s);
    QCOMPARE(circuit[u"verified"], QJsonValue(true));
    QCOMPARE(circuit[u"opened_by_this_call"], QJsonValue(false));

    // Qt does not keep how the names of an answer's headers were spelt.
    QStringList values;
    for (const QJsonValue &header : json[u"headers"].toArray()) {
        if (header[0].toString().compare("x-one"_L1, Qt::CaseInsensitive) == 0)
            values.append(header[1].toString());
    }
    QCOMPARE(values, (QStringList{u"1"_s, u"2"_s}));

    QCOMPARE(json[u"attempts"].toArray().size(), 1);
    const QJsonObject timings = attempt(json, 1)[u"timings"].toObject();
    for (const QString &name :
         {u"dns"_s, u"connect"_s, u"tls"_s, u"sent"_s, u"wait"_s, u"download"_s, u"total"_s})
        QVERIFY2(timings.contains(name), qPrintable(name));
    QVERIFY(timings[u"tls"].isNull());
    QVERIFY(timings[u"total"].toDouble() > 0);
    QCOMPARE(server->received().first().body, "{}"_ba);
}

void TestCliSend::everyAttemptIsListed()
{
    const auto server = serve(R"({"routes": [{"path": "/a", "sequence": [
        {"status": 503}, {"fault": "close"}, {"status": 429}, {"status": 200}]}]})");
    const Ended ended = Program().run(
        {u"send"_s, server->url(u"/a"_s).toString(), u"--delay"_s, u"20ms"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"attempts"].toArray().size(), 4);
    const QJsonObject first = attempt(json, 1);
    QCOMPARE(first[u"number"].toInt(), 1);
    QCOMPARE(first[u"status_code"].toInt(), 503);
    QCOMPARE(first[u"wait_ms"].toInt(), 0);
    QCOMPARE(first[u"wait_reason"].toString(), u"none"_s);
    const QJsonObject second = attempt(json, 2);
    QVERIFY(second[u"status_code"].isNull());
    QCOMPARE(second[u"error"][u"kind"].toString(), u"connection-reset"_s);
    QCOMPARE(second[u"wait_ms"].toInt(), 20);
    QCOMPARE(second[u"wait_reason"].toString(), u"backoff"_s);
    QCOMPARE(attempt(json, 3)[u"status_code"].toInt(), 429);
    QCOMPARE(attempt(json, 4)[u"status_code"].toInt(), 200);
    QVERIFY(attempt(json, 4)[u"error"].isNull());
}

void TestCliSend::theFailuresOfTheNetworkAreExceptions_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("kind");
    QTest::newRow("nobody listens") << ""_ba << QStringList{} << u"connection-refused"_s;
    QTest::newRow("no answer in time")
        << R"({"fault": "stall"})"_ba << QStringList{u"--timeout"_s, u"300ms"_s}
        << u"attempt-timeout"_s;
    QTest::newRow("no first byte in time")
        << R"({"fault": "stall"})"_ba << QStringList{u"--first-byte-timeout"_s, u"200ms"_s}
        << u"first-byte-timeout"_s;
    QTest::newRow("the answer stops in the middle")
        << R"({"fault": "stall", "after": 10})"_ba << QStringList{u"--idle-timeout"_s, u"200ms"_s}
        << u"idle-timeout"_s;
    QTest::newRow("the deadline is over")
        << R"({"fault": "stall"})"_ba << QStringList{u"--deadline"_s, u"300ms"_s}
        << u"deadline-exceeded"_s;
    QTest::newRow("the connection is reset")
        << R"({"fault": "reset"})"_ba << QStringList{} << u"connection-reset"_s;
    QTest::newRow("the answer is not HTTP")
        << R"({"fault": "garbage"})"_ba << QStringList{} << u"connection-reset"_s;
}

void TestCliSend::theFailuresOfTheNetworkAreExceptions()
{
    QFETCH(QByteArray, step);
    QFETCH(QStringList, options);
    std::unique_ptr<FaultServer> server;
    QString url = u"http://127.0.0.1:%1/"_s.arg(freeLoopbackPort());
    if (!step.isEmpty()) {
        server = serve(R"({"routes": [{"path": "*", "sequence": [)" + step + "]}]}");
        url = server->url(u"/"_s).toString();
    }
    const QStringList common{u"send"_s, url, u"--retries"_s, u"0"_s};
    Ended ended = Program().run(common + options + QStringList{u"--json"_s});
    COMPARE_CODE(ended, Exception);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"outcome"].toString(), u"exception"_s);
    QVERIFY(json[u"status_code"].isNull());
    QTEST(json[u"error"][u"kind"].toString(), "kind");
    QVERIFY(!json[u"message"].toString().isEmpty());
    QVERIFY(json[u"payload"].isNull());

    ended = Program().run(common + options);
    COMPARE_CODE(ended, Exception);
    QVERIFY2(ended.out.isEmpty(), ended.told().constData());
    QVERIFY2(ended.err.contains("recloser-cli: send: "), ended.told().constData());
    QFETCH(QString, kind);
    QVERIFY2(ended.err.contains(kind.toUtf8()), ended.told().constData());
}

void TestCliSend::theBodyGoesToStdoutAndTheStoryToStderr()
{
    const auto server
        = serve(R"({"routes": [{"path": "/a", "sequence": [{"status": 404, "body": "gone\n"}]}]})");
    const Ended ended = Program().run({u"send"_s, server->url(u"/a"_s).toString()});
    COMPARE_CODE(ended, RequestFailed);
    QCOMPARE(ended.out, "gone\n"_ba);
    QVERIFY2(ended.err.contains("404 Not Found"), ended.told().constData());
    QVERIFY2(ended.err.contains("attempt 1"), ended.told().constData());
}

void TestCliSend::quietLeavesOnlyTheBody()
{
    const auto server
        = serve(R"({"routes": [{"path": "/a", "sequence": [{"status": 200, "body": "here"}]}]})");
    const Ended ended = Program().run({u"send"_s, server->url(u"/a"_s).toString(), u"-q"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, "here"_ba);
    QCOMPARE(ended.err, QByteArray());
}

void TestCliSend::manySendsPrintOneLineEach()
{
    const auto server
        = serve(R"({"routes": [{"path": "/a", "sequence": [{"status": 200, "body": "x"}]}]})");
    const QStringList arguments{u"send"_s,          server->url(u"/a"_s).toString(),
                                u"--repeat"_s,      u"20"_s,
                                u"--concurrency"_s, u"4"_s};
    Ended ended = Program().run(arguments + QStringList{u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.jsonLines().size(), 20);
    QCOMPARE(server->receivedCount(), 20);

    ended = Program().run(arguments);
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, "20 sends: 20 success\n"_ba);
}

void TestCliSend::theWorstOfManySendsIsTheExitCode()
{
    const auto server = serve(R"({"routes": [{"path": "/a", "sequence": [
        {"status": 404}, {"status": 200}, {"fault": "reset"}, {"status": 200}]}]})");
    const Ended ended
        = Program().run({u"send"_s, server->url(u"/a"_s).toString(), u"--retries"_s, u"0"_s,
                         u"--open-for"_s, u"1ms"_s, u"--repeat"_s, u"3"_s, u"--json"_s});
    COMPARE_CODE(ended, Exception);
    QCOMPARE(ended.jsonLines().size(), 3);
}

QTEST_GUILESS_MAIN(TestCliSend)
#include "tst_clisend.moc"
