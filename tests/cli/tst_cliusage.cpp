// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Where `send` takes its request from, and what it says when it cannot.
class TestCliUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void wrongUsageSendsNothing_data();
    void wrongUsageSendsNothing();
    void anInvalidRequestIsToldInJsonToo();
    void aRequestComesFromAFile();
    void aRequestComesFromTheFyndForm();
    void helpTellsOptionsAndAnExample_data();
    void helpTellsOptionsAndAnExample();
    void theProgramNamesItsCommands();
};

void TestCliUsage::wrongUsageSendsNothing_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("nothing to send") << QStringList{} << "nothing to send"_ba;
    QTest::newRow("an unknown option") << QStringList{u"URL"_s, u"--wrong"_s} << "wrong"_ba;
    QTest::newRow("an option without its value")
        << QStringList{u"URL"_s, u"--retries"_s} << "retries"_ba;
    QTest::newRow("too many words")
        << QStringList{u"GET"_s, u"URL"_s, u"b"_s} << "too many words"_ba;
    QTest::newRow("a word behind --request")
        << QStringList{u"--request"_s, u"{'url': 'URL'}"_s, u"b"_s} << "too many words: b"_ba;
    QTest::newRow("not a URL") << QStringList{u"http://"_s} << "invalid-url"_ba;
    QTest::newRow("another scheme") << QStringList{u"ftp://127.0.0.1/"_s} << "invalid-url"_ba;
    QTest::newRow("a method with a blank")
        << QStringList{u"G T"_s, u"URL"_s} << "invalid-method"_ba;
    QTest::newRow("a header without a colon")
        << QStringList{u"URL"_s, u"-H"_s, u"X"_s} << "no colon"_ba;
    QTest::newRow("a header with a line break")
        << QStringList{u"URL"_s, u"-H"_s, u"X: a\r\nY: b"_s} << "invalid-header"_ba;
    QTest::newRow("a count that is none")
        << QStringList{u"URL"_s, u"--retries"_s, u"x"_s} << "--retries"_ba;
    QTest::newRow("a duration that is none")
        << QStringList{u"URL"_s, u"--timeout"_s, u"soon"_s} << "--timeout: not a duration: soon"_ba;
    QTest::newRow("zero sends") << QStringList{u"URL"_s, u"--repeat"_s, u"0"_s} << "--repeat"_ba;
    QTest::newRow("an unknown preset")
        << QStringList{u"URL"_s, u"--preset"_s, u"x"_s} << "--preset: unknown word x"_ba;
    QTest::newRow("an unknown scope")
        << QStringList{u"URL"_s, u"--scope"_s, u"x"_s} << "unknown --scope x"_ba;
    QTest::newRow("a Redis URL that is none")
        << QStringList{u"URL"_s, u"--redis"_s, u"redis://h:99999"_s} << "--redis: "_ba;
    QTest::newRow("a variable nobody set")
        << QStringList{u"URL{{nobody}}"_s} << "unresolved-variable"_ba;
    QTest::newRow("a body file that is missing")
        << QStringList{u"URL"_s, u"-d"_s, u"@/nowhere/body"_s} << "body-unreadable"_ba;
    QTest::newRow("a request file that is missing")
        << QStringList{u"/nowhere/a.http"_s} << "/nowhere/a.http: "_ba;
    QTest::newRow("a broken --request names the place")
        << QStringList{u"--request"_s, u"{\n \"url\": }"_s} << "--request line 2, column 9"_ba;
    QTest::newRow("an output file that cannot be written")
        << QStringList{u"URL"_s, u"-o"_s, u"/nowhere/out"_s} << "/nowhere/out: "_ba;
}

void TestCliUsage::wrongUsageSendsNothing()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    words.replaceInStrings(u"URL"_s, server->url(u"/a"_s).toString());
    const Ended ended = Program().run(QStringList{u"send"_s} + words);
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.out.isEmpty(), ended.told().constData());
    QVERIFY2(ended.err.startsWith("recloser-cli: "), ended.told().constData());
    QVERIFY2(ended.err.contains(says), ended.told().constData());
    QCOMPARE(server->connectionCount(), 0);
}

void TestCliUsage::anInvalidRequestIsToldInJsonToo()
{
    const Ended ended = Program().run({u"send"_s, u"http://{{nobody}}/"_s, u"--json"_s});
    COMPARE_CODE(ended, Usage);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"outcome"].toString(), u"exception"_s);
    QCOMPARE(json[u"error"][u"kind"].toString(), u"unresolved-variable"_s);
    QCOMPARE(json[u"error"][u"subject"].toString(), u"nobody"_s);
    QCOMPARE(json[u"attempts"].toArray().size(), 0);
}

void TestCliUsage::aRequestComesFromAFile()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"echo": true}]}]})");
    Program program;
    QFile file(program.profile() + u"/shop.http"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("@host = " + server->url().toString(QUrl::StripTrailingSlash).toUtf8()
               + "\n\n### first\nGET {{host}}/first\n\n### second\nPOST {{host}}/second\n"
                 "X-Shop: {{shop}}\n\nbody\n");
    file.close();
    Ended ended = program.run({u"send"_s, u"shop.http"_s, u"second"_s, u"--var"_s, u"shop=7"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(server->receivedCount(), 1);
    const ReceivedRequest received = server->received().first();
    QCOMPARE(received.method, "POST"_ba);
    QCOMPARE(received.target, "/second"_ba);
    QCOMPARE(headerOf(received, "x-shop"), "7"_ba);

    ended = program.run({u"send"_s, u"shop.http"_s, u"third"_s});
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.err.contains("no request is called \"third\""), ended.told().constData());
    QVERIFY2(ended.err.contains("first, second"), ended.told().constData());
    QCOMPARE(server->receivedCount(), 1);
}

void TestCliUsage::aRequestComesFromTheFyndForm()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"echo": true}]}]})");
    const QString request
        = u"{'url': '%1', 'verb': 'PUT', 'data': {'a': 1}, 'headers': {'X-A': 'b'}, "
          "'cb_config': {'regex_pattern': '[0-9.]+(?=:)'}}"_s.arg(server->url(u"/a"_s).toString());
    Ended ended = Program().run({u"send"_s, u"--request"_s, request, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"key"].toString(), u"127.0.0.1"_s);
    const ReceivedRequest received = server->received().first();
    QCOMPARE(received.method, "PUT"_ba);
    QCOMPARE(headerOf(received, "x-a"), "b"_ba);
    QCOMPARE(QJsonDocument::fromJson(received.body)[u"a"].toInt(), 1);

    ended = Program().run({u"send"_s, u"--request"_s, u"-"_s, u"--json"_s}, request.toUtf8());
    COMPARE_CODE(ended, Done);
    QCOMPARE(server->receivedCount(), 2);
}

void TestCliUsage::helpTellsOptionsAndAnExample_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"send",
                                "run",
                                "key",
                                "circuits",
                                "whatif",
                                "check",
                                "collection",
                                "compare",
                                "copy-as",
                                "cookies",
                                "export",
                                "import",
                                "env",
                                "secret",
                                "serve",
                                "history list",
                                "history search",
                                "history show",
                                "history again",
                                "history stats",
                                "history keep",
                                "history compare",
                                "history delete",
                                "history clear"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void TestCliUsage::helpTellsOptionsAndAnExample()
{
    QFETCH(QString, command);
    const QStringList words = command.split(u' ');
    const Ended ended = Program().run(words + QStringList{u"--help"_s});
    COMPARE_CODE(ended, Done);
    const QByteArray line = "recloser-cli " + command.toUtf8();
    QVERIFY2(ended.out.startsWith(QByteArray("Usage: " + line + ' ')), ended.told().constData());
    const qsizetype example = ended.out.indexOf("Example");
    QVERIFY2(example > 0 && ended.out.indexOf(line, example) > 0, ended.told().constData());
    // What export writes is data already.
    QVERIFY2(command == "export"_L1 || ended.out.contains("--json"), ended.told().constData());
    QCOMPARE(ended.err, QByteArray());
    const Ended unknown = Program().run(words + QStringList{u"--wrong"_s});
    COMPARE_CODE(unknown, Usage);
    QCOMPARE(unknown.err,
             QByteArray("recloser-cli: " + command.toUtf8() + ": there is no option --wrong, see "
                        + line + " --help\n"));
}

void TestCliUsage::theProgramNamesItsCommands()
{
    Ended ended = Program().run({u"--help"_s});
    COMPARE_CODE(ended, Done);
    for (const QByteArrayView command :
         {"send", "key", "circuits", "whatif", "check", "copy-as", "import", "serve"})
        QVERIFY2(ended.out.contains(command), ended.told().constData());
    COMPARE_CODE(Program().run({}), Usage);
    ended = Program().run({u"sned"_s});
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.err.startsWith("recloser-cli: sned: no such command"), ended.told().constData());
}

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cliusage.moc"
