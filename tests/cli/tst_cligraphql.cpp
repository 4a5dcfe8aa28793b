// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `graphql`: the schema of a server, and what is done with queries by it.
class TestCliGraphQl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void asksAndKeeps();
    void checks_data();
    void checks();
    void completes_data();
    void completes();
    void formats();
    void saysWhyThereIsNoSchema_data();
    void saysWhyThereIsNoSchema();
    void refusesWhatItCannotUse_data();
    void refusesWhatItCannotUse();

private:
    QString shop() const
    {
        return qEnvironmentVariable("RECLOSER_SOURCE_DIR") + u"/tests/data/graphql/shop.json"_s;
    }
    QString file(const QString &name, const QByteArray &content)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
            qFatal("cannot write");
        return made.fileName();
    }

    QTemporaryDir m_folder;
};

void TestCliGraphQl::asksAndKeeps()
{
    QFile answer(shop());
    QVERIFY(answer.open(QIODevice::ReadOnly));
    const auto server = serve(R"({"routes": [{"method": "POST", "path": "/graphql", "sequence": [)"
                              R"({"status": 200, "body": )"
                              + answer.readAll() + "}]}]}");
    const QString url = server->url(u"/graphql"_s).toString();
    const QString requests = file(u"shop.http"_s,
                                  "@token = s3cret\n\n### find\nGRAPHQL " + url.toUtf8()
                                      + "?x=1\nAuthorization: Bearer {{token}}\n\n"
                                        "query ($l: Int) {\n  search(text: \"a\", limt: $l) {\n"
                                        "    __typename\n  }\n}\n\n{\"l\": 3}\n");
    Program program;
    const QStringList check{u"graphql"_s, u"check"_s, requests, u"find"_s};
    Ended ended = program.run(check);
    COMPARE_CODE(ended, Done);
    QVERIFY2(ended.out.contains("no schema is known"), ended.told().constData());

    ended = program.run({u"graphql"_s, u"schema"_s, requests, u"find"_s});
    COMPARE_CODE(ended, Done);
    QVERIFY2(ended.out.contains("type Shop {\n  name: String!\n"), ended.told().constData());
    const QList<ReceivedRequest> received = server->received();
    QCOMPARE(received.size(), 1);
    QVERIFY(received[0].body.startsWith("{\"query\":\"query IntrospectionQuery {"));
    const auto has = [&received](const QByteArray &name, const QByteArray &value) {
        return std::ranges::any_of(received[0].headers, [&](const auto &header) {
            return header.first.compare(name, Qt::CaseInsensitive) == 0 && header.second == value;
        });
    };
    QVERIFY(has("content-type", "application/json"));
    QVERIFY(has("authorization", "Bearer s3cret"));

    // The one that was kept, also without the server.
    ended = program.run(check);
    COMPARE_CODE(ended, RequestFailed);
    const QByteArray line
        = requests.toUtf8() + ":8:21: search takes no argument limt; nearest: limit\n";
    QVERIFY2(ended.out.contains(line), ended.told().constData());
    ended = program.run(check + QStringList{u"--json"_s});
    const QJsonArray faults = ended.json()[u"faults"].toArray();
    QCOMPARE(faults.size(), 2);
    QCOMPARE(faults[0][u"kind"].toString(), u"unused-variable"_s);
    QCOMPARE(faults[1][u"line"].toInt(), 8);
    QCOMPARE(faults[1][u"nearest"].toString(), u"limit"_s);
    QVERIFY(ended.json()[u"schema"].toBool());
    // History has nothing of the question.
    ended = program.run({u"history"_s, u"list"_s, u"--json"_s});
    QVERIFY2(ended.out.isEmpty(), ended.told().constData());
}

void TestCliGraphQl::checks_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("nothing wrong") << "{ shop { name } }"_ba << int(Done) << ": 0 faults"_ba;
    QTest::newRow("a field") << "{ shop { nmae } }"_ba << int(RequestFailed)
                             << ":1:10: Shop has no field nmae; nearest: name"_ba;
    QTest::newRow("the syntax, columns in code points")
        << "# \xf0\x9f\x98\x80\n{ a(b: \"\xf0\x9f\x98\x80\" ; }"_ba << int(RequestFailed)
        << ":2:12: expected a name, found ;"_ba;
    QTest::newRow("variables behind the query are none of it")
        << "{ shop { name } }\n\n{\"a\": 1}\n"_ba << int(Done) << ": 0 faults"_ba;
}

void TestCliGraphQl::checks()
{
    QFETCH(QByteArray, query);
    const QString path = file(u"q.graphql"_s, query);
    const Ended ended = Program().run({u"graphql"_s, u"check"_s, path, u"--schema"_s, shop()});
    QTEST(ended.code, "code");
    QFETCH(QByteArray, line);
    line.prepend(path.toUtf8());
    QVERIFY2(ended.out.contains(line), ended.told().constData());
}

void TestCliGraphQl::completes_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("a field") << u"1:6"_s << "shop\tShop!\n"_ba;
    QTest::newRow("fields of a field") << u"1:10"_s << "name\tString!\n"_ba;
}

void TestCliGraphQl::completes()
{
    QFETCH(QString, place);
    const Ended ended
        = Program().run({u"graphql"_s, u"complete"_s, file(u"q.graphql"_s, "{ sho { n } }"),
                         u"--schema"_s, shop(), u"--at"_s, place});
    COMPARE_CODE(ended, Done);
    if (place == "1:6"_L1)
        QTEST(ended.out, "words");
    else
        QVERIFY2(ended.out.isEmpty(), "sho is no field, so nothing is known of what is in it");
    const Ended whole
        = Program().run({u"graphql"_s, u"complete"_s, file(u"r.graphql"_s, "{ shop { n } }"),
                         u"--schema"_s, shop(), u"--at"_s, u"1:11"_s, u"--json"_s});
    const QList<QJsonObject> lines = whole.jsonLines();
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines[0][u"text"].toString(), u"name"_s);
    QCOMPARE(lines[0][u"kind"].toString(), u"field"_s);
}

void TestCliGraphQl::formats()
{
    Ended ended = Program().run({u"graphql"_s, u"format"_s, u"-"_s}, "{a(b:1){c d}}");
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, "{\n  a(b: 1) {\n    c\n    d\n  }\n}\n");
    ended = Program().run({u"graphql"_s, u"format"_s, u"-"_s}, "{a");
    COMPARE_CODE(ended, RequestFailed);
    QVERIFY2(ended.err.contains("-:1:3: the query ends here"), ended.told().constData());
}

void TestCliGraphQl::saysWhyThereIsNoSchema_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("introspection is off")
        << R"({"status": 200, "body": {"errors": [{"message": "introspection is disabled"}]}})"_ba
        << int(RequestFailed) << "introspection is disabled"_ba;
    QTest::newRow("no GraphQL") << R"({"status": 200, "body": "<html>"})"_ba << int(RequestFailed)
                                << "is no schema"_ba;
    QTest::newRow("not allowed") << R"({"status": 401})"_ba << int(RequestFailed)
                                 << "status 401"_ba;
    QTest::newRow("a broken connection")
        << R"({"fault": "reset"})"_ba << int(Exception) << "so there is no schema"_ba;
}

void TestCliGraphQl::saysWhyThereIsNoSchema()
{
    QFETCH(QByteArray, step);
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [)" + step + "]}]}");
    const Ended ended = Program().run(
        {u"graphql"_s, u"schema"_s, server->url(u"/"_s).toString(), u"--retries"_s, u"0"_s});
    QTEST(ended.code, "code");
    QFETCH(QByteArray, words);
    QVERIFY2(ended.err.contains(words), ended.told().constData());
}

void TestCliGraphQl::refusesWhatItCannotUse_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("error");
    const QString query = file(u"q.graphql"_s, "{ a }");
    QTest::newRow("nothing to do") << QStringList() << "it is not said what to do"_ba;
    QTest::newRow("something else") << QStringList{u"drop"_s} << "there is no drop"_ba;
    QTest::newRow("no file") << QStringList{u"check"_s} << "no file is named"_ba;
    QTest::newRow("a request that is no query")
        << QStringList{u"check"_s, file(u"a.http"_s, "GET http://a/\n")}
        << "is no GraphQL query"_ba;
    QTest::newRow("a file that is not there")
        << QStringList{u"check"_s, u"nowhere.graphql"_s} << "nowhere.graphql"_ba;
    QTest::newRow("no schema to complete by")
        << QStringList{u"complete"_s, query, u"--at"_s, u"1:3"_s} << "no schema is known"_ba;
    QTest::newRow("a place behind the end")
        << QStringList{u"complete"_s, query, u"--at"_s, u"2:1"_s} << "there is no place 2:1"_ba;
    QTest::newRow("a schema that is none")
        << QStringList{u"check"_s, query, u"--schema"_s, query} << "it holds no schema"_ba;
}

void TestCliGraphQl::refusesWhatItCannotUse()
{
    QFETCH(QStringList, words);
    const Ended ended = Program().run(QStringList{u"graphql"_s} + words);
    COMPARE_CODE(ended, Usage);
    QFETCH(QByteArray, error);
    QVERIFY2(ended.err.contains(error), ended.told().constData());
}

QTEST_GUILESS_MAIN(TestCliGraphQl)
#include "tst_cligraphql.moc"
