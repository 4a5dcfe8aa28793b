// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/redisserver.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `serve`: the fault server as a program of its own.
class TestCliServe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void aScriptIsServedUntilASignalEndsIt_data();
    void aScriptIsServedUntilASignalEndsIt();
    void requestsAreToldAsJsonLines();
    void theChosenPortIsTaken();
    void withoutAScriptTheSamplesAreServed();
    void aBrokenScriptNamesThePlace_data();
    void aBrokenScriptNamesThePlace();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();
    void aPortInUseIsSaid();
};

void TestCliServe::aScriptIsServedUntilASignalEndsIt_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestCliServe::aScriptIsServedUntilASignalEndsIt()
{
    QFETCH(int, signal);
    Program program;
    QFile script(program.profile() + u"/script.json"_s);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(R"({"routes": [{"path": "/a", "sequence": [{"status": 418}]},
                                {"path": "/stall", "sequence": [{"fault": "stall"}]}]})");
    script.close();
    program.start({u"serve"_s, u"script.json"_s});
    QVERIFY(program.waitForOutput("\n"));
    const QByteArray first = program.output().split('\n').first();
    QVERIFY2(first.startsWith("serving on http://127.0.0.1:"), first.constData());
    const QString url = QString::fromUtf8(first.sliced(11));

    const Ended ended = Program().run({u"send"_s, url + u"/a"_s, u"--json"_s});
    COMPARE_CODE(ended, RequestFailed);
    QCOMPARE(ended.json()[u"status_code"].toInt(), 418);
    QVERIFY(program.waitForOutput("1 GET /a\n"));

    // A stalled answer does not keep it.
    Program stalled;
    stalled.start({u"send"_s, url + u"/stall"_s, u"--retries"_s, u"0"_s, u"--json"_s});
    QVERIFY(program.waitForOutput("2 GET /stall\n"));
    QVERIFY(program.send(signal));
    const Ended served = program.end();
    COMPARE_CODE(served, Done);
    QCOMPARE(served.err, QByteArray());
    COMPARE_CODE(stalled.end(), Exception);
}

void TestCliServe::requestsAreToldAsJsonLines()
{
    Program program;
    program.start({u"serve"_s, u"--json"_s});
    QVERIFY(program.waitForOutput("\n"));
    const QString url
        = QJsonDocument::fromJson(program.output().split('\n').first())[u"url"].toString();
    Program().run({u"send"_s, u"POST"_s, url + u"/any?b=1"_s, u"-d"_s, u"four"_s});
    QVERIFY(program.waitForOutput("/any"));
    QVERIFY(program.send(SIGTERM));
    const Ended ended = program.end();
    COMPARE_CODE(ended, Done);
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0][u"port"].toInt() > 0);
    QVERIFY(lines[0][u"url"].toString().endsWith(QString::number(lines[0][u"port"].toInt())));
    QCOMPARE(lines[1][u"method"].toString(), u"POST"_s);
    QCOMPARE(lines[1][u"target"].toString(), u"/any?b=1"_s);
    QCOMPARE(lines[1][u"body_size"].toInt(), 4);
}

void TestCliServe::theChosenPortIsTaken()
{
    const QString port = QString::number(freeLoopbackPort());
    Program program;
    program.start({u"serve"_s, u"--port"_s, port});
    QVERIFY(program.waitForOutput("\n"));
    QCOMPARE(program.output(), "serving on http://127.0.0.1:" + port.toUtf8() + '\n');
}

void TestCliServe::withoutAScriptTheSamplesAreServed()
{
    Program program;
    program.start({u"serve"_s, u"--quiet"_s});
    QVERIFY(program.waitForOutput("\n"));
    const QString url = QString::fromUtf8(program.output().trimmed().sliced(11));
    const Ended ended = Program().run({u"send"_s, url + u"/__recloser/log"_s});
    COMPARE_CODE(ended, Done);
    QVERIFY2(QJsonDocument::fromJson(ended.out).isObject()
                 || QJsonDocument::fromJson(ended.out).isArray(),
             ended.told().constData());
}

void TestCliServe::aBrokenScriptNamesThePlace_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("not JSON") << "{\n  \"routes\": [,]\n}"_ba << "line 2, column "_ba;
    QTest::newRow("an unknown fault")
        << R"({"routes": [{"path": "/", "sequence": [{"status": 200}, {"fault": "x"}]}]})"_ba
        << "/routes/0/sequence/1"_ba;
    QTest::newRow("a route without a path")
        << R"({"routes": [{"sequence": [{"status": 200}]}]})"_ba << "/routes/0"_ba;
    QTest::newRow("a status that is none")
        << R"({"routes": [{"path": "/", "sequence": [{"status": 7}]}]})"_ba
        << "/routes/0/sequence/0"_ba;
}

void TestCliServe::aBrokenScriptNamesThePlace()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, place);
    Program program;
    QFile file(program.profile() + u"/script.json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(script);
    file.close();
    const Ended ended = program.run({u"serve"_s, u"script.json"_s});
    COMPARE_CODE(ended, Usage);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.startsWith(QByteArray("recloser-cli: script.json " + place)),
             ended.told().constData());
}

void TestCliServe::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a script that is missing")
        << QStringList{u"/nowhere/s.json"_s} << "/nowhere/s.json: "_ba;
    QTest::newRow("two scripts") << QStringList{u"a"_s, u"b"_s} << "more than one script"_ba;
    QTest::newRow("a port that is none")
        << QStringList{u"--port"_s, u"70000"_s} << "--port: not a port: 70000"_ba;
}

void TestCliServe::wrongUsageIsSaid()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const Ended ended = Program().run(QStringList{u"serve"_s} + words);
    COMPARE_CODE(ended, Usage);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.startsWith("recloser-cli: ") && ended.err.contains(says),
             ended.told().constData());
}

void TestCliServe::aPortInUseIsSaid()
{
    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    const QString port = QString::number(holder.serverPort());
    const Ended ended = Program().run({u"serve"_s, u"--port"_s, port});
    COMPARE_CODE(ended, Usage);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.startsWith(QByteArray("recloser-cli: port " + port.toUtf8() + ": ")),
             ended.told().constData());
    QVERIFY2(ended.err.contains("in use") && ended.err.contains("--port"),
             ended.told().constData());
}

QTEST_GUILESS_MAIN(TestCliServe)
#include "tst_cliserve.moc"
