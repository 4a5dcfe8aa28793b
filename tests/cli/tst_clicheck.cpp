// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

const QByteArray shop = R"(@base = http://www.store1.com:8001

### Search the store
# @name search
# @timeout 15 s
# @note sure?
# @marvel
GET {{base}}/m_search
    ?productId=11211
#   &debug=1
Accept: application/json
# X-Trace: on

### Add
POST {{base}}/store_add HTTP/1.1
Content-Type: application/json
Authorization: Basic {{user}} {{password}}

{ "name": "Kaushil" }

> {% client.test("added") %}
)"_ba;

} // namespace

/// `check`: what `.http` files hold.
class TestCliCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void jsonTellsAllOfAFile();
    void textNamesRequestsAndProblems();
    void eachFileGivesALine();
    void bytesComeBackWhateverTheyAre_data();
    void bytesComeBackWhateverTheyAre();
    void wrongUsageIsSaid();

private:
    QString file(const QString &name, const QByteArray &bytes)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(made.fileName()));
        return made.fileName();
    }

    QTemporaryDir m_folder;
};

void TestCliCheck::jsonTellsAllOfAFile()
{
    const QString path = file(u"shop.http"_s, shop);
    const Ended ended = Program().run({u"check"_s, path, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.err, QByteArray());
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"file"].toString(), path);
    QCOMPARE(json[u"round_trip"].toString(), u"same"_s);
    QCOMPARE(json[u"problems"].toArray(), QJsonArray());
    QCOMPARE(json[u"variables"][u"base"].toString(), u"http://www.store1.com:8001"_s);
    const QJsonArray requests = json[u"requests"].toArray();
    QCOMPARE(requests.size(), 2);
    const QJsonObject search = requests[0].toObject();
    QCOMPARE(search[u"name"].toString(), u"search"_s);
    QCOMPARE(search[u"line"].toInt(), 8);
    QCOMPARE(search[u"method"].toString(), u"GET"_s);
    QCOMPARE(search[u"target"].toString(), u"{{base}}/m_search?productId=11211"_s);
    QCOMPARE(search[u"headers"].toArray(),
             (QJsonArray{QJsonArray{u"Accept"_s, u"application/json"_s}}));
    QCOMPARE(search[u"disabled_headers"].toArray(),
             (QJsonArray{QJsonArray{u"X-Trace"_s, u"on"_s}}));
    QCOMPARE(search[u"disabled_parameters"][0][u"name"].toString(), u"debug"_s);
    QVERIFY(search[u"body"].isNull());
    QCOMPARE(search[u"directives"].toArray().size(), 4);
    QCOMPARE(search[u"directives"][1].toObject(),
             (QJsonObject{{u"name"_s, u"timeout"_s}, {u"text"_s, u"15 s"_s}, {u"line"_s, 5}}));
    QCOMPARE(search[u"unknown_directives"].toArray(), QJsonArray{u"marvel"_s});
    QCOMPARE(search[u"unused"][0].toObject(),
             (QJsonObject{{u"name"_s, u"note"_s}, {u"line"_s, 6}, {u"why"_s, u"no-questions"_s}}));
    QCOMPARE(search[u"policy"][u"attemptTimeout"].toInt(), 15'000);
    const QJsonObject add = requests[1].toObject();
    QCOMPARE(add[u"http_version"].toString(), u"1.1"_s);
    QCOMPARE(add[u"headers"].toArray().size(), 2);
    QCOMPARE(add[u"body"].toObject(),
             (QJsonObject{{u"kind"_s, u"json"_s}, {u"text"_s, u"{ \"name\": \"Kaushil\" }"_s}}));
    QCOMPARE(add[u"scripts"][0].toObject(),
             (QJsonObject{{u"kind"_s, u"after"_s},
                          {u"line"_s, 21},
                          {u"text"_s, u"client.test(\"added\")"_s}}));
}

void TestCliCheck::textNamesRequestsAndProblems()
{
    const QString path = file(u"broken.http"_s,
                              "### a\nGET http://a/\n  no header\n\n### b\n"
                              "# @retry max=many\n# @loop 3\nGET http://b/\nwrong\n"_ba);
    const Ended ended = Program().run({u"check"_s, path});
    COMPARE_CODE(ended, RequestFailed);
    QCOMPARE(ended.err, QByteArray());
    QByteArray wanted = R"(PATH:6:10: not understood: max=many
PATH:9:1: not a header: wrong
PATH:2: GET http://a/no header (a)
PATH:7: loop is kept without effect: requests are sent one by one
PATH:8: GET http://b/ (b)
PATH: 2 requests, 2 problems, written back the same
)"_ba;
    QCOMPARE(ended.out, wanted.replace("PATH", path.toUtf8()));
}

void TestCliCheck::eachFileGivesALine()
{
    const QString good = file(u"good.http"_s, "GET http://a/\n"_ba);
    const QString bad = file(u"bad.http"_s, "POST\n"_ba);
    const QString missing = m_folder.filePath(u"missing.http"_s);
    const Ended ended = Program().run({u"check"_s, missing, good, bad, u"--json"_s});
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.err.contains(missing.toUtf8()), ended.told().constData());
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 3);
    QVERIFY(!lines[0][u"error"].toString().isEmpty());
    QCOMPARE(lines[1][u"requests"].toArray().size(), 1);
    QCOMPARE(lines[2][u"problems"][0].toObject(),
             (QJsonObject{{u"line"_s, 1},
                          {u"column"_s, 1},
                          {u"kind"_s, u"no-target"_s},
                          {u"subject"_s, u"POST"_s}}));
    COMPARE_CODE(Program().run({u"check"_s, good, bad}), RequestFailed);
    COMPARE_CODE(Program().run({u"check"_s, good}), Done);
}

void TestCliCheck::bytesComeBackWhateverTheyAre_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("nothing") << ""_ba << int(Done);
    QTest::newRow("no final line ending") << "GET http://a/"_ba << int(Done);
    QTest::newRow("all line endings") << "GET http://a/\r\nA: b\rC: d\n\nx\r\r\n"_ba << int(Done);
    QTest::newRow("Latin-1") << "GET http://a/\xe4"_ba << int(RequestFailed);
    QTest::newRow("UTF-16") << QByteArray("\xff\xfeG\0E\0T\0", 8) << int(RequestFailed);
    QTest::newRow("NUL") << QByteArray("GET http://a/\n\n\0\0", 17) << int(Done);
}

void TestCliCheck::bytesComeBackWhateverTheyAre()
{
    QFETCH(QByteArray, bytes);
    const Ended ended = Program().run({u"check"_s, u"-"_s, u"--json"_s}, bytes);
    QTEST(ended.code, "code");
    QCOMPARE(ended.json()[u"round_trip"].toString(), u"same"_s);
}

void TestCliCheck::wrongUsageIsSaid()
{
    const Ended ended = Program().run({u"check"_s});
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.err.contains("no file given"), ended.told().constData());
    const Ended help = Program().run({u"check"_s, u"--help"_s});
    COMPARE_CODE(help, Done);
    QVERIFY2(help.out.contains("Example: recloser-cli check "), help.told().constData());
}

QTEST_GUILESS_MAIN(TestCliCheck)
#include "tst_clicheck.moc"
