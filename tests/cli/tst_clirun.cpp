// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QDir>
#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

const QByteArray script = R"({"routes": [
    {"path": "/ok", "sequence": [{"status": 200, "body": {"token": "t-1"}}]},
    {"path": "/echo", "sequence": [{"echo": true}]},
    {"path": "/bad", "sequence": [{"status": 503}]},
    {"path": "/slow", "sequence": [{"fault": "stall", "ms": 60000}]}]})";

} // namespace

/// `run` and `history again`, against a real server.
class TestCliRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFolderIsRunInTheOrderOfTheTree();
    void theWorstRequestIsTheExitCode();
    void laterRequestsSeeEarlierAnswers();
    void environmentsGiveVariables();
    void rowsOfDataGiveVariables();
    void bailStopsAtTheFirstFailure();
    void anInterruptedRunTellsWhatThereIs();
    void whatIsWrongIsSaidBeforeAnythingIsSent_data();
    void whatIsWrongIsSaidBeforeAnythingIsSent();
    void aReplayHasTheSameBytes();
    void aReplayShowsThenAndNow();
    void whatHistoryHasNotIsNotSent();
    void whatIsNeededIsSentFirstWhenAsked();

private:
    QString path(const QString &name) const { return QDir(m_folder->path()).filePath(name); }
    QStringList targets() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultServer> m_server;
    QByteArray m_base;
};

void TestCliRun::init()
{
    QTest::failOnWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    write(path(u".git/HEAD"_s), "x");
    m_server = serve(script);
    m_base = m_server->url().toEncoded();
}

QStringList TestCliRun::targets() const
{
    QStringList found;
    const QList<ReceivedRequest> received = m_server->received();
    for (const ReceivedRequest &request : received)
        found.append(QString::fromUtf8(request.target));
    return found;
}

void TestCliRun::aFolderIsRunInTheOrderOfTheTree()
{
    write(path(u"b10.http"_s), "GET " + m_base + "/ok?b10\n");
    write(path(u"b9.http"_s), "GET " + m_base + "/ok?b9-1\n\n###\nGET " + m_base + "/ok?b9-2\n");
    write(path(u"z/inner.rest"_s), "GET " + m_base + "/ok?inner\n");
    write(path(u".hidden/x.http"_s), "GET " + m_base + "/ok?hidden\n");
    write(path(u"node_modules/x.http"_s), "GET " + m_base + "/ok?module\n");
    Program program;
    const Ended ended = program.run({u"run"_s, m_folder->path(), u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(targets(), QStringList({u"/ok?inner"_s, u"/ok?b9-1"_s, u"/ok?b9-2"_s, u"/ok?b10"_s}));
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines.first()[u"file"].toString(), u"z/inner.rest"_s);
    QCOMPARE(lines.first()[u"status_code"].toInt(), 200);
    QCOMPARE(lines.last()[u"summary"][u"outcomes"][u"success"].toInt(), 4);
    // The same for people: a line for each, and the totals.
    const Ended told = program.run({u"run"_s, m_folder->path(), u"--no-history"_s});
    QVERIFY2(told.out.contains("4 of 4 requests: 4 success"), told.told().constData());
}

void TestCliRun::theWorstRequestIsTheExitCode()
{
    write(path(u"a.http"_s),
          "### one\n# @retry max=0\nGET " + m_base + "/bad\n### two\nGET " + m_base + "/ok\n");
    Program program;
    COMPARE_CODE(program.run({u"run"_s, path(u"a.http"_s)}), RequestFailed);
    COMPARE_CODE(program.run({u"run"_s, path(u"a.http"_s), u"--only"_s, u"two"_s}), Done);
    write(path(u"a.http"_s), "### one\nGET http://127.0.0.1:1/\n### two\nGET " + m_base + "/bad\n");
    COMPARE_CODE(program.run({u"run"_s, path(u"a.http"_s), u"--retries"_s, u"0"_s}), Exception);
    write(path(u"a.http"_s), "GET " + m_base + "/ok?{{nowhere}}\n");
    COMPARE_CODE(program.run({u"run"_s, path(u"a.http"_s)}), Usage);
}

void TestCliRun::laterRequestsSeeEarlierAnswers()
{
    write(path(u"a.http"_s),
          "@token = {{login.response.body.$.token}}\n\n### login\n# @name login\nGET " + m_base
              + "/ok\n\n### use\nGET " + m_base + "/ok?{{token}}\n");
    Program program;
    for (const auto &parallel : {u"1"_s, u"4"_s}) {
        m_server->clearReceived();
        COMPARE_CODE(program.run({u"run"_s, path(u"a.http"_s), u"--parallel"_s, parallel}), Done);
        QCOMPARE(targets(), QStringList({u"/ok"_s, u"/ok?t-1"_s}));
    }
}

void TestCliRun::environmentsGiveVariables()
{
    write(path(u"http-client.env.json"_s), R"({"staging": {"base": ")" + m_base + R"("}})");
    write(path(u"a.http"_s), "GET {{base}}/ok?{{$secret pin}}\n");
    Program program;
    program.setEnvironment(u"RECLOSER_SECRET_PIN"_s, u"pin-word"_s);
    const Ended ended
        = program.run({u"run"_s, path(u"a.http"_s), u"--env"_s, u"staging"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(targets(), QStringList{u"/ok?pin-word"_s});
    QVERIFY(!ended.all().contains("pin-word"));
    COMPARE_CODE(program.run({u"run"_s, path(u"a.http"_s), u"--env"_s, u"stagin"_s}), Usage);
}

void TestCliRun::rowsOfDataGiveVariables()
{
    write(path(u"a.http"_s), "@n = file\n\nGET " + m_base + "/ok?{{n}}-{{m}}\n");
    write(path(u"rows.csv"_s), "n,m\n1,\"a b\"\n2,c\n");
    Program program;
    const Ended ended = program.run({u"run"_s, path(u"a.http"_s), u"--data"_s, path(u"rows.csv"_s),
                                     u"--iterations"_s, u"3"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(targets(), QStringList({u"/ok?1-a%20b"_s, u"/ok?2-c"_s, u"/ok?1-a%20b"_s}));
    QCOMPARE(ended.jsonLines().at(2)[u"iteration"].toInt(), 3);
}

void TestCliRun::bailStopsAtTheFirstFailure()
{
    write(path(u"a.http"_s),
          "GET " + m_base + "/ok\n###\nGET " + m_base + "/bad\n###\nGET " + m_base + "/ok?3\n");
    Program program;
    const Ended ended = program.run(
        {u"run"_s, path(u"a.http"_s), u"--bail"_s, u"--retries"_s, u"0"_s, u"--json"_s});
    COMPARE_CODE(ended, RequestFailed);
    QCOMPARE(targets(), QStringList({u"/ok"_s, u"/bad"_s}));
    QCOMPARE(ended.jsonLines().last()[u"summary"][u"ending"].toString(), u"stopped-at-failure"_s);
}

void TestCliRun::anInterruptedRunTellsWhatThereIs()
{
    write(path(u"a.http"_s), "GET " + m_base + "/ok\n###\nGET " + m_base + "/slow\n");
    Program program;
    program.start({u"run"_s, path(u"a.http"_s), u"--json"_s});
    EVENTUALLY(m_server->receivedCount(u"/slow"_s) == 1);
    QVERIFY(program.send(SIGINT));
    const Ended ended = program.end();
    QCOMPARE(ended.signal, SIGINT);
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(1)[u"outcome"].toString(), u"cancelled"_s);
    QCOMPARE(lines.at(2)[u"summary"][u"ending"].toString(), u"interrupted"_s);
}

void TestCliRun::whatIsWrongIsSaidBeforeAnythingIsSent_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QStringList{} << "nothing to run"_ba;
    QTest::newRow("no such folder") << QStringList{u"/nowhere"_s} << "no such file"_ba;
    QTest::newRow("no such request")
        << QStringList{u"FILE"_s, u"--only"_s, u"x"_s} << "no request is called \"x\""_ba;
    QTest::newRow("a count") << QStringList{u"FILE"_s, u"--parallel"_s, u"0"_s} << "--parallel"_ba;
    QTest::newRow("rounds") << QStringList{u"FILE"_s, u"--iterations"_s, u"-1"_s}
                            << "--iterations"_ba;
    QTest::newRow("data that is none")
        << QStringList{u"FILE"_s, u"--data"_s, u"FILE"_s} << "there is no row"_ba;
}

void TestCliRun::whatIsWrongIsSaidBeforeAnythingIsSent()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    write(path(u"a.http"_s), "GET " + m_base + "/ok\n");
    arguments.replaceInStrings(u"FILE"_s, path(u"a.http"_s));
    Program program;
    const Ended ended = program.run(QStringList{u"run"_s} + arguments);
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.err.contains(said), ended.told().constData());
    QVERIFY(targets().isEmpty());
}

void TestCliRun::aReplayHasTheSameBytes()
{
    write(path(u"a.http"_s),
          "@n = then\n\nPOST " + m_base
              + "/ok?id={{$uuid}}&token={{$secret pin}}\nX-Odd: 1\nx-odd: {{n}}\n"
                "Authorization: Bearer {{$secret pin}}\nContent-Type: application/json\n\n"
                "{\"n\": \"{{n}}\", \"pin\": \"{{$secret pin}}\"}\n");
    Program program;
    program.setEnvironment(u"RECLOSER_SECRET_PIN"_s, u"pin/ä\""_s);
    COMPARE_CODE(program.run({u"send"_s, path(u"a.http"_s)}), Done);
    const Ended again = program.run({u"history"_s, u"again"_s, u"1"_s, u"--json"_s});
    COMPARE_CODE(again, Done);
    const QList<ReceivedRequest> received = m_server->received();
    QCOMPARE(received.size(), 2);
    QCOMPARE(received.at(1).method, received.at(0).method);
    QCOMPARE(received.at(1).target, received.at(0).target);
    QCOMPARE(received.at(1).headers, received.at(0).headers);
    QCOMPARE(received.at(1).body, received.at(0).body);
    QVERIFY(!again.all().contains("pin/"));
    // What was sent again can be sent again.
    COMPARE_CODE(program.run({u"history"_s, u"again"_s, u"2"_s}), Done);
    QCOMPARE(m_server->received().at(2).target, received.at(0).target);
    // Without the secret nothing goes out, and it is said what is missing.
    Program other;
    QFile::copy(program.profile() + u"/data/history.sqlite"_s, path(u"history.sqlite"_s));
    const Ended missing
        = other.run({u"history"_s, u"again"_s, u"1"_s, u"--history"_s, path(u"history.sqlite"_s)});
    COMPARE_CODE(missing, Usage);
    QVERIFY2(missing.err.contains("$secret pin"), missing.told().constData());
    QCOMPARE(m_server->received().size(), 3);
}

void TestCliRun::aReplayShowsThenAndNow()
{
    write(path(u"a.http"_s),
          "# @retry max=0\nGET " + m_base + "/ok\n###\nGET " + m_base + "/ok?2\n");
    Program program;
    COMPARE_CODE(program.run({u"run"_s, path(u"a.http"_s)}), Done);
    m_server->setScript(*parseFaultScript(
        R"({"routes": [{"path": "/ok", "sequence": [{"status": 200, "body": {"token": "t-1"}},
            {"status": 404, "body": "gone"}]}]})"));
    const Ended again = program.run({u"history"_s, u"again"_s, u"--since"_s, u"1h"_s,
                                     u"--observe"_s, u"--spacing"_s, u"none"_s, u"--json"_s});
    COMPARE_CODE(again, RequestFailed);
    const QList<QJsonObject> lines = again.jsonLines();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(0)[u"id"].toInt(), 1);
    QCOMPARE(lines.at(0)[u"same"].toBool(), true);
    QCOMPARE(lines.at(0)[u"body"].toString(), u"equal"_s);
    QCOMPARE(lines.at(1)[u"then"][u"status_code"].toInt(), 200);
    QCOMPARE(lines.at(1)[u"now"][u"status_code"].toInt(), 404);
    QCOMPARE(lines.at(1)[u"body"].toString(), u"different"_s);
    QCOMPARE(lines.at(2)[u"summary"][u"other_result"].toInt(), 1);
}

void TestCliRun::whatHistoryHasNotIsNotSent()
{
    write(path(u"a.http"_s), "GET " + m_base + "/ok\n");
    Program program;
    COMPARE_CODE(program.run({u"send"_s, path(u"a.http"_s)}), Done);
    const Ended again = program.run({u"history"_s, u"again"_s, u"99"_s, u"1"_s});
    COMPARE_CODE(again, Usage);
    QVERIFY2(again.err.contains("there is no exchange 99, recloser-cli history list"),
             again.told().constData());
    QVERIFY2(again.out.contains("1 of 2 sent again: 1 same, 0 with another result, 0 with another "
                                "body (0 unknown), 0 with another key; 1 could not be sent"),
             again.told().constData());
    const QList<QJsonObject> lines
        = program.run({u"history"_s, u"again"_s, u"99"_s, u"--json"_s}).jsonLines();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(0)[u"then"], QJsonValue());
    QCOMPARE(lines.at(0)[u"sent"].toBool(true), false);
    QCOMPARE(lines.at(1)[u"summary"][u"not_sent"].toInt(), 1);
    QCOMPARE(lines.at(1)[u"summary"][u"other_key"].toInt(), 0);
}

void TestCliRun::whatIsNeededIsSentFirstWhenAsked()
{
    const QByteArray login = "### login\n# @name login\nPOST " + m_base + "/ok?login\n\n";
    write(path(u"a.http"_s),
          "@token = {{login.response.body.$.token}}\n\n### unasked\nGET " + m_base
              + "/ok?unasked\n\n### use\n# @name use\nGET " + m_base + "/ok?{{token}}\n\n"
              + "### last\nGET " + m_base + "/ok?{{use.response.status}}-{{token}}\n\n" + login);
    const QString file = path(u"a.http"_s);
    Program program;
    const Ended without = program.run({u"send"_s, file, u"use"_s});
    COMPARE_CODE(without, Usage);
    QVERIFY2(without.err.contains("use: it refers to the answer of login, use --with-needed"),
             without.told().constData());
    QVERIFY(targets().isEmpty());
    // Who has the value needs nothing else.
    COMPARE_CODE(program.run({u"send"_s, file, u"use"_s, u"--var"_s, u"token=own"_s}), Done);
    QCOMPARE(targets(), QStringList{u"/ok?own"_s});
    m_server->clearReceived();
    const Ended with = program.run(
        {u"send"_s, file, u"last"_s, u"--with-needed"_s, u"--json"_s, u"--repeat"_s, u"2"_s});
    COMPARE_CODE(with, Done);
    QCOMPARE(targets(),
             (QStringList{u"/ok?login"_s, u"/ok?t-1"_s, u"/ok?200-t-1"_s, u"/ok?200-t-1"_s}));
    QStringList names;
    for (const QList<QJsonObject> lines = with.jsonLines(); const QJsonObject &line : lines)
        names.append(line[u"request"].toString());
    QCOMPARE(names, (QStringList{u"login"_s, u"use"_s, u"last"_s, u"last"_s}));
    // One that does not succeed is the end.
    write(file,
          "### use\nGET " + m_base + "/ok?{{login.response.body.$.token}}\n\n"
              + QByteArray(login).replace("/ok", "/bad"));
    m_server->clearReceived();
    const Ended failed
        = program.run({u"send"_s, file, u"use"_s, u"--with-needed"_s, u"--retries"_s, u"0"_s});
    COMPARE_CODE(failed, RequestFailed);
    QCOMPARE(targets(), QStringList{u"/bad?login"_s});
    QVERIFY2(failed.err.contains("so what needs its answer was not sent"),
             failed.told().constData());
}

QTEST_GUILESS_MAIN(TestCliRun)
#include "tst_clirun.moc"
