// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

void write(const Program &program, const QString &name, const QByteArray &content)
{
    QFile file(program.profile() + u'/' + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s", qPrintable(file.errorString()));
}

QByteArray read(const Program &program, const QString &name)
{
    QFile file(program.profile() + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QByteArray shop
    = "@host = http://a.example\n\n### search\n# @timeout 2 s\n"
      "POST {{host}}/search?key=1\nX-A: {{shop}}\n"
      "Authorization: Bearer sesame\nContent-Type: application/json\n\n{\"a\": 1}\n";

} // namespace

/// Requests out of and into other notations.
class TestCliFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void copiesARequestOfAFile();
    void copiesWhatIsGivenInWords();
    void copiesInJson();
    void oneNotationBecomesAnother();
    void wrongUsageIsTold_data();
    void wrongUsageIsTold();
    void whatIsImportedIsSent();
    void importsCommands();
    void importsFyndsForms();
    void nothingIsOverwritten();
    void aFileThatIsNoneStopsNoOther();
    void secretsLeaveTheFile();
    void sendTakesACurlCommand();
};

void TestCliFormats::copiesARequestOfAFile()
{
    Program program;
    write(program, u"shop.http"_s, shop);
    Ended ended = program.run({u"copy-as"_s, u"curl"_s, u"shop.http"_s, u"search"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out,
             "curl '{{host}}/search?key=***' \\\n"
             "  --header 'X-A: {{shop}}' \\\n  --header 'Content-Type: application/json' \\\n"
             "  --header 'Authorization: Bearer ***' \\\n  --data-raw '{\"a\": 1}' \\\n"
             "  --location \\\n  --max-time 2\n"_ba);
    QCOMPARE(ended.err, QByteArray());

    ended = program.run({u"copy-as"_s, u"fynd-call"_s, u"shop.http"_s, u"--values"_s, u"--plain"_s,
                         u"--var"_s, u"shop=7"_s, u"--retries"_s, u"3"_s, u"--failure-rate"_s,
                         u"0.5"_s});
    COMPARE_CODE(ended, Done);
    QVERIFY2(ended.out.contains("url='http://a.example/search?key=1'"), ended.told().constData());
    QVERIFY2(ended.out.contains("'X-A': '7'"), ended.told().constData());
    QVERIFY2(ended.out.contains("Bearer sesame"), ended.told().constData());
    QVERIFY2(ended.out.contains("'allowed_retries': 3"), ended.told().constData());
    QCOMPARE(ended.err, "recloser-cli: copy-as: fynd-call has no place for: failureRate\n"_ba);
}

void TestCliFormats::copiesWhatIsGivenInWords()
{
    const Ended ended = Program().run({u"copy-as"_s, u"httpie"_s, u"PUT"_s, u"http://a/"_s, u"-H"_s,
                                       u"X: y z"_s, u"-d"_s, u"<a/>"_s, u"--no-redirect"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out,
             "http --ignore-stdin --raw='<a/>' \\\n  PUT http://a/ \\\n  'X:y z' \\\n"
             "  'Content-Type:text/xml; charset=utf-8'\n"_ba);
}

void TestCliFormats::copiesInJson()
{
    const Ended ended = Program().run(
        {u"copy-as"_s, u"requests"_s, u"http://a/"_s, u"--http"_s, u"2"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"format"].toString(), u"requests"_s);
    QVERIFY(json[u"text"].toString().startsWith("import requests\n"_L1));
    QCOMPARE(json[u"lost"].toArray(), QJsonArray{u"httpVersion"_s});
}

void TestCliFormats::oneNotationBecomesAnother()
{
    const Ended ended
        = Program().run({u"copy-as"_s, u"fynd-json"_s, u"--request"_s, u"-"_s},
                        "curl -k 'http://a/' --json '{\"a\": [1, 2]}' -u me:pw -L | jq .\n"_ba);
    COMPARE_CODE(ended, Done);
    const QJsonObject json = QJsonDocument::fromJson(ended.out).object();
    QCOMPARE(json[u"verb"].toString(), u"POST"_s);
    QCOMPARE(json[u"data"][u"a"].toArray().size(), 2);
    QCOMPARE(json[u"auth"].toArray(), (QJsonArray{u"me"_s, u"***"_s}));
    QVERIFY2(ended.err.contains("another command was left out: jq ."), ended.told().constData());
    QVERIFY2(ended.err.contains("certificates are verified in spite of -k"),
             ended.told().constData());
}

void TestCliFormats::wrongUsageIsTold_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const QStringList &words, const QByteArray &says) {
        QTest::newRow(name) << words << says;
    };
    row("no format", {u"copy-as"_s}, "no format is named"_ba);
    row("an unknown format", {u"copy-as"_s, u"wget"_s, u"http://a/"_s}, "unknown format wget"_ba);
    row("nothing to copy", {u"copy-as"_s, u"curl"_s}, "nothing to send"_ba);
    row("a missing variable", {u"copy-as"_s, u"curl"_s, u"http://{{a}}/"_s, u"--values"_s},
        "unresolved-variable"_ba);
    row("no such request", {u"copy-as"_s, u"curl"_s, u"/nowhere/a.http"_s}, "/nowhere/a.http"_ba);
    row("nothing to import", {u"import"_s, u"--to"_s, u"x"_s}, "no file is named"_ba);
    row("no folder", {u"import"_s, u"-"_s}, "no folder is named"_ba);
    row("no such file", {u"import"_s, u"/nowhere/a.sh"_s, u"--to"_s, u"x"_s}, "/nowhere/a.sh"_ba);
}

void TestCliFormats::wrongUsageIsTold()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const Ended ended = Program().run(words);
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.err.startsWith("recloser-cli: ") && ended.err.contains(says),
             ended.told().constData());
    QCOMPARE(ended.out, QByteArray());
}

void TestCliFormats::whatIsImportedIsSent()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    Program program;
    write(program, u"one.sh"_s,
          "curl -X PATCH '" + server->url(u"/a"_s).toEncoded()
              + "?b=c%20d' \\\n  -H 'X-A: it'\\''s' \\\n  -H 'Content-Type: application/json' "
                "--data-raw $'{\"x\": \"\\u00e4\"}'\n");
    COMPARE_CODE(program.run({u"import"_s, u"one.sh"_s, u"--to"_s, u"made/here"_s}), Done);
    COMPARE_CODE(program.run({u"send"_s, u"made/here/one.http"_s, u"one"_s}), Done);
    QCOMPARE(server->receivedCount(), 1);
    const ReceivedRequest received = server->received().first();
    QCOMPARE(received.method, "PATCH"_ba);
    QCOMPARE(received.target, "/a?b=c%20d"_ba);
    QCOMPARE(headerOf(received, "x-a"), "it's"_ba);
    QCOMPARE(received.body, "{\"x\": \"ä\"}"_ba);
}

void TestCliFormats::importsCommands()
{
    Program program;
    write(program, u"two.sh"_s, "curl -s http://a/x -o out\ncurl -I 'http://a/[1-2]' --wrong\n");
    Ended ended = program.run({u"import"_s, u"two.sh"_s, u"--to"_s, u"."_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, "./two.http: 3 requests\n"_ba);
    QVERIFY2(ended.err.contains("two.sh: -o out is about the answer"), ended.told().constData());
    QVERIFY2(ended.err.contains("two.sh: curl has no option --wrong"), ended.told().constData());
    const QByteArray made = read(program, u"two.http"_s);
    QVERIFY2(made.contains("### GET /x\n"), made.constData());
    QVERIFY2(made.contains("HEAD http://a/2\n"), made.constData());

    ended = program.run({u"import"_s, u"-"_s, u"--to"_s, u"json"_s, u"--json"_s},
                        "curl.exe ^\"http://a/?b=1^&c=2^\" ^\r\n -k\r\n"_ba);
    COMPARE_CODE(ended, Done);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"to"].toString(), u"json/imported.http"_s);
    QCOMPARE(json[u"requests"][0][u"url"].toString(), u"http://a/?b=1&c=2"_s);
    QCOMPARE(json[u"notes"][0][u"kind"].toString(), u"verification-stays"_s);
    QCOMPARE(json[u"notes"][0][u"option"].toString(), u"-k"_s);
}

void TestCliFormats::importsFyndsForms()
{
    Program program;
    write(program, u"a.json"_s,
          R"({"url": "http://a/", "verb": "PUT", "data": {"x": 1}, "ttl": 5})");
    write(program, u"b.py"_s,
          "await request(url='http://b/', protocol_info={'request_type': 'GET', 'timeout': 2})");
    const Ended ended = program.run({u"import"_s, u"a.json"_s, u"b.py"_s, u"--to"_s, u"x"_s});
    COMPARE_CODE(ended, Done);
    QVERIFY2(ended.err.contains("a.json: ttl has no meaning here"), ended.told().constData());
    QVERIFY2(read(program, u"x/a.http"_s).contains("PUT http://a/\n"), ended.told().constData());
    QVERIFY2(read(program, u"x/b.http"_s).contains("# @timeout 2 s\n"),
             read(program, u"x/b.http"_s).constData());
}

void TestCliFormats::nothingIsOverwritten()
{
    Program program;
    write(program, u"a.sh"_s, "curl http://a/");
    write(program, u"a.http"_s, "GET http://mine/\n");
    Ended ended = program.run({u"import"_s, u"a.sh"_s, u"--to"_s, u"."_s});
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.err.contains("is there already, use --append"), ended.told().constData());
    QCOMPARE(read(program, u"a.http"_s), "GET http://mine/\n"_ba);

    COMPARE_CODE(program.run({u"import"_s, u"a.sh"_s, u"--to"_s, u"."_s, u"--append"_s}), Done);
    COMPARE_CODE(program.run({u"import"_s, u"a.sh"_s, u"--to"_s, u"."_s, u"--append"_s}), Done);
    const QByteArray made = read(program, u"a.http"_s);
    QVERIFY2(made.startsWith("GET http://mine/\n\n### a\n"), made.constData());
    QVERIFY2(made.contains("### a 2\n"), made.constData());
}

void TestCliFormats::aFileThatIsNoneStopsNoOther()
{
    Program program;
    write(program, u"bad.txt"_s, "hello");
    write(program, u"broken.json"_s, "{\"url\": }");
    write(program, u"nothing.sh"_s, "curl -s");
    write(program, u"good.sh"_s, "curl http://a/");
    const Ended ended = program.run({u"import"_s, u"bad.txt"_s, u"broken.json"_s, u"nothing.sh"_s,
                                     u"good.sh"_s, u"--to"_s, u"x"_s, u"--json"_s});
    COMPARE_CODE(ended, Usage);
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 4);
    for (int i = 0; i < 3; ++i)
        QVERIFY2(lines[i][u"error"].isString(), ended.told().constData());
    QCOMPARE(lines[1][u"error"].toString().left(17), u"line 1, column 9:"_s);
    QVERIFY(!read(program, u"x/good.http"_s).isEmpty());
    QVERIFY(!QFile::exists(program.profile() + u"/x/bad.http"_s));
}

void TestCliFormats::secretsLeaveTheFile()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    Program program;
    write(program, u"a.sh"_s,
          "curl -u me:sesame '" + server->url(u"/"_s).toEncoded() + "' -H 'X-Api-Key: sesame2'");
    const Ended ended = program.run({u"import"_s, u"a.sh"_s, u"--to"_s, u"x"_s});
    COMPARE_CODE(ended, Done);
    const QByteArray made = read(program, u"x/a.http"_s);
    QVERIFY2(!made.contains("sesame"), made.constData());
    QVERIFY2(!ended.all().contains("sesame"), ended.told().constData());
    QVERIFY2(made.contains("Authorization: Basic me {{$secret a-password}}"), made.constData());
    QVERIFY2(made.contains("X-Api-Key: {{$secret a-header-1}}"), made.constData());
    QVERIFY2(ended.err.contains("set RECLOSER_SECRET_A_PASSWORD to provide it"),
             ended.told().constData());

    // With a pass phrase they go where secrets are kept without a keychain.
    program.setEnvironment(u"RECLOSER_PASSPHRASE"_s, u"phrase"_s);
    COMPARE_CODE(program.run({u"import"_s, u"a.sh"_s, u"--to"_s, u"y"_s}), Done);
    COMPARE_CODE(program.run({u"send"_s, u"y/a.http"_s}), Done);
    QCOMPARE(headerOf(server->received().last(), "x-api-key"), "sesame2"_ba);
    program.setEnvironment(u"RECLOSER_PASSPHRASE"_s, {});

    program.setEnvironment(u"RECLOSER_SECRET_A_PASSWORD"_s, u"sesame"_s);
    program.setEnvironment(u"RECLOSER_SECRET_A_HEADER_1"_s, u"sesame2"_s);
    COMPARE_CODE(program.run({u"send"_s, u"x/a.http"_s}), Done);
    QCOMPARE(server->receivedCount(), 2);
    const ReceivedRequest received = server->received().last();
    QCOMPARE(headerOf(received, "authorization"), "Basic " + "me:sesame"_ba.toBase64());
    QCOMPARE(headerOf(received, "x-api-key"), "sesame2"_ba);
}

void TestCliFormats::sendTakesACurlCommand()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    const Ended ended
        = Program().run({u"send"_s, u"--request"_s,
                         u"curl '%1' -d a=1 --frobnicate"_s.arg(server->url(u"/a"_s).toString())});
    COMPARE_CODE(ended, Done);
    QVERIFY2(ended.err.contains("--request: curl has no option --frobnicate"),
             ended.told().constData());
    QCOMPARE(server->receivedCount(), 1);
    QCOMPARE(server->received().first().body, "a=1"_ba);
}

QTEST_GUILESS_MAIN(TestCliFormats)
#include "tst_cliformats.moc"
