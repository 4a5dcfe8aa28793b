// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestCliCompare : public QObject
{
    Q_OBJECT

    QString file(const QString &name, const QByteArray &content)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
            qFatal("cannot write");
        return made.fileName();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void filesAreCompared_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArrayList>("lines");
        QTest::newRow("the same says nothing") << "{\"a\":1}"_ba << "{ \"a\": 1 }"_ba
                                               << QStringList() << int(Done) << QByteArrayList();
        QTest::newRow("JSON a line a place")
            << R"({"a":1,"b":[1.0],"c":0})"_ba << R"({"b":[1],"a":"1","d":2})"_ba << QStringList()
            << int(RequestFailed)
            << QByteArrayList{"! $.a: 1 -> \"1\" (another type)",
                              "= $.b[0]: 1.0 -> 1 (the same value)", "- $.c: 0", "+ $.d: 2"};
        QTest::newRow("what is ignored does not count")
            << R"({"a":1,"b":2})"_ba << R"({"a":3,"b":2})"_ba
            << QStringList{u"--ignore"_s, u"$.a,Date"_s} << int(Done)
            << QByteArrayList{"# ignored: 1 value that differs"};
        QTest::newRow("text like diff -u")
            << "1\n2\n3\n4\n5\n"_ba << "1\n2\nthree\n4\n5\n"_ba
            << QStringList{u"--text"_s, u"--context"_s, u"1"_s} << int(RequestFailed)
            << QByteArrayList{"@@ -2,3 +2,3 @@", " 2", "-3", "+three", " 4"};
        QTest::newRow("a missing line break at the end is told")
            << "1\n2\n"_ba << "1\n2"_ba << QStringList{u"--text"_s} << int(RequestFailed)
            << QByteArrayList{"\\ No line break at the end of the right side"};
        QTest::newRow("an empty file has no line")
            << QByteArray() << "a\nb\n"_ba << QStringList{u"--text"_s} << int(RequestFailed)
            << QByteArrayList{"@@ -0,0 +1,2 @@", "+a", "+b"};
        QTest::newRow("an empty file has no line on the right either")
            << "a"_ba << QByteArray() << QStringList{u"--text"_s} << int(RequestFailed)
            << QByteArrayList{"@@ -1,1 +0,0 @@", "-a"};
        QTest::newRow("broken JSON with its place")
            << "{\"a\":1,\n}"_ba << "{}"_ba << QStringList{u"--structural"_s} << int(RequestFailed)
            << QByteArrayList{"# compared as text: not both are well-formed JSON"};
    }
    void filesAreCompared()
    {
        QFETCH(const QByteArray, left);
        QFETCH(const QByteArray, right);
        QFETCH(const QStringList, options);
        QFETCH(const int, code);
        QFETCH(const QByteArrayList, lines);
        Program program;
        const Ended ended = program.run(
            QStringList{u"compare"_s, file(u"left"_s, left), file(u"right"_s, right)} + options);
        QVERIFY2(ended.code == code, ended.told().constData());
        const QByteArrayList out = ended.out.split('\n');
        for (const QByteArray &line : lines)
            QVERIFY2(out.contains(line), ended.told().constData());
        if (lines.isEmpty())
            QVERIFY2(ended.out.isEmpty(), ended.told().constData());
        QVERIFY2(!out.contains("@@ -0,0 +0,0 @@"), ended.told().constData());
        if (left.isEmpty() || right.isEmpty())
            QVERIFY2(!out.contains(left.isEmpty() ? "-" : "+"), ended.told().constData());
        QVERIFY2(!ended.out.contains('\x1b'), "colours are for terminals");
    }

    void jsonTellsThePlaces()
    {
        Program program;
        const Ended ended = program.run({u"compare"_s, u"--json"_s,
                                         file(u"left"_s, R"({"big":12345678901234567890})"),
                                         file(u"right"_s, R"({"big":12345678901234567891})")});
        QCOMPARE(ended.code, int(RequestFailed));
        const QJsonObject object = ended.json();
        QCOMPARE(object[u"equal"_s].toBool(true), false);
        QCOMPARE(object[u"method"_s].toString(), u"structure"_s);
        const QJsonObject difference = object[u"differences"_s].toArray().at(0).toObject();
        QCOMPARE(difference[u"kind"_s].toString(), u"changed"_s);
        QCOMPARE(difference[u"path"_s].toString(), u"$.big"_s);
        // As it is written: a number of JSON would have been rounded.
        QCOMPARE(difference[u"right"_s].toString(), u"12345678901234567891"_s);
    }

    void whatCannotBeComparedIsUsage()
    {
        Program program;
        const QString here = file(u"left"_s, "1");
        QCOMPARE(program.run({u"compare"_s, here}).code, int(Usage));
        QCOMPARE(program.run({u"compare"_s, here, m_folder.filePath(u"none"_s)}).code, int(Usage));
        const Ended ended = program.run({u"compare"_s, here, here, u"--ignore"_s, u"a:b"_s});
        QCOMPARE(ended.code, int(Usage));
        QVERIFY2(ended.err.contains("a:b"), ended.told().constData());
        QCOMPARE(program.run({u"compare"_s, here, here, u"--text"_s, u"--bytes"_s}).code,
                 int(Usage));
        QCOMPARE(program.run({u"history"_s, u"compare"_s, u"1"_s}).code, int(Usage));
        QCOMPARE(program.run({u"history"_s, u"compare"_s, u"1"_s, u"x"_s}).code, int(Usage));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliCompare)
#include "tst_clicompare.moc"
