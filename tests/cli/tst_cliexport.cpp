// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QDir>
#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

void put(const QString &path, const QByteArray &content)
{
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

constexpr auto requests
    = "@base = http://a.example\n\n### one\nGET {{base}}/x\nAuthorization: Bearer planted-token\n\n"
      "### two\n# @retry max=2\n# @breaker-key ^a\nPOST {{base}}/y\nContent-Type: "
      "application/json\n\n{\"a\": 1}\n";

} // namespace

/// `export`: scripts and collections of files, archives of history.
class TestCliExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aFolderIsAScriptOfCurl()
    {
        QTemporaryDir folder;
        put(folder.path() + u"/in/shop.http"_s, requests);
        const Ended masked = Program().run({u"export"_s, u"curl"_s, folder.path()});
        QCOMPARE(masked.code, int(Done));
        QVERIFY2(masked.out.startsWith("#!/bin/sh\n"), masked.out.constData());
        QCOMPARE(masked.out.count("\ncurl "), 2);
        QVERIFY(masked.out.contains("{{base}}/x"));
        QVERIFY(!masked.out.contains("planted-token"));
        QVERIFY2(masked.err.contains("curl has no place for"), masked.err.constData());
        const Ended plain
            = Program().run({u"export"_s, u"curl"_s, folder.path(), u"--plain"_s, u"--values"_s});
        QVERIFY(plain.out.contains("http://a.example/x") && plain.out.contains("planted-token"));
    }

    void aFolderIsACollectionOfPostman()
    {
        QTemporaryDir folder;
        put(folder.path() + u"/in/shop.http"_s, requests);
        const QString out = folder.path() + u"/out.json"_s;
        COMPARE_CODE(Program().run({u"export"_s, u"postman"_s, folder.path(), u"--name"_s, u"all"_s,
                                    u"-o"_s, out}),
                     Done);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(!text.contains("planted-token"));
        const QJsonObject json = QJsonDocument::fromJson(text).object();
        QCOMPARE(json[u"info"][u"name"].toString(), u"all"_s);
        const QJsonObject in = json[u"item"].toArray()[0].toObject();
        QCOMPARE(in[u"name"].toString(), u"in"_s);
        const QJsonArray items = in[u"item"].toArray()[0][u"item"].toArray();
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[1][u"request"][u"body"][u"raw"].toString().trimmed(), u"{\"a\": 1}"_s);
    }

    void historyIsAnArchive()
    {
        const auto server
            = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body": "x"}]}]})");
        Program program;
        for (const char *path : {"/one", "/two", "/three"})
            COMPARE_CODE(program.run({u"send"_s, server->url(QString::fromLatin1(path)).toString(),
                                      u"-q"_s}),
                         Done);
        const Ended ended = program.run({u"export"_s, u"har"_s, u"--limit"_s, u"2"_s});
        QCOMPARE(ended.code, int(Done));
        const QJsonObject log = QJsonDocument::fromJson(ended.out).object()[u"log"].toObject();
        QCOMPARE(log[u"version"].toString(), u"1.2"_s);
        const QJsonArray entries = log[u"entries"].toArray();
        QCOMPARE(entries.size(), 2);
        QVERIFY(entries[0][u"request"][u"url"].toString().endsWith(u"/two"_s));
        QVERIFY(entries[1][u"request"][u"url"].toString().endsWith(u"/three"_s));
        const Ended none = program.run({u"export"_s, u"har"_s, u"status:500"_s});
        QVERIFY(QJsonDocument::fromJson(none.out).object()[u"log"][u"entries"].toArray().isEmpty());
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("no format") << QStringList() << "no format"_ba;
        QTest::newRow("an unknown format") << QStringList{u"soap"_s} << "unknown format soap"_ba;
        QTest::newRow("no file") << QStringList{u"curl"_s} << "no file"_ba;
        QTest::newRow("a folder that is not there")
            << QStringList{u"curl"_s, u"/nowhere"_s} << "/nowhere"_ba;
        QTest::newRow("no number") << QStringList{u"har"_s, u"--limit"_s, u"x"_s} << "--limit"_ba;
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, told);
        const Ended ended = Program().run(QStringList{u"export"_s} + words);
        QCOMPARE(ended.code, int(Usage));
        QVERIFY2(ended.err.contains(told), ended.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliExport)
#include "tst_cliexport.moc"
