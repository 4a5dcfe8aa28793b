// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpfile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

const QByteArray three = "@base = http://x\n"
                         "\n"
                         "# @name one\n"
                         "GET {{base}}/1\n"
                         "\n"
                         "### two\r\n"
                         "# a remark\r\n"
                         "GET {{base}}/2\r\n"
                         "\r\n"
                         "### only a remark\n"
                         "# nothing\n"
                         "### three\n"
                         "POST {{base}}/3\n"
                         "\n"
                         "body"_ba;

QStringList namesOf(const HttpFile &file)
{
    QStringList names;
    for (const HttpFileRequest &request : file.requests())
        names.append(request.spec.name);
    return names;
}

} // namespace

/// Sections of `.http` files that come, go and move.
class TestHttpArrange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void inserts_data();
    void inserts();
    void removes_data();
    void removes();
    void moves_data();
    void moves();
    void duplicates();
    void renames();
    void refusesWhatIsNotThere();
    void endingsNeverMelt();
};

void TestHttpArrange::inserts_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("in front of the first, which gets a separator")
        << 0 << "@base = http://x\n"_ba << "### new\nGET http://n/\n\n###\n@base = http://x\n"_ba;
    QTest::newRow("between") << 1 << "\n### two\r\n"_ba
                             << "\n### new\nGET http://n/\n\n### two\r\n"_ba;
    QTest::newRow("at the end, after a line without an ending")
        << 3 << "body"_ba << "body\n\n### new\nGET http://n/\n"_ba;
}

void TestHttpArrange::inserts()
{
    QFETCH(int, index);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    HttpFile file = HttpFile::parse(three);
    RequestSpec spec;
    spec.name = u"new"_s;
    spec.url = u"http://n/"_s;
    QStringList names = namesOf(file);
    names.insert(index, spec.name);
    QCOMPARE(file.insertRequest(index, spec), HttpFileEdit{});
    QCOMPARE(file.write(), QByteArray(three).replace(before, after));
    QCOMPARE(namesOf(file), names);
    QCOMPARE(file.requests()[index].spec, spec);
}

void TestHttpArrange::removes_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("without");
    QTest::newRow("the first, whose variables stay") << 0 << "\n# @name one\nGET {{base}}/1\n\n"_ba;
    QTest::newRow("one between") << 1 << "### two\r\n# a remark\r\nGET {{base}}/2\r\n\r\n"_ba;
    QTest::newRow("the last") << 2 << "### three\nPOST {{base}}/3\n\nbody"_ba;
}

void TestHttpArrange::removes()
{
    QFETCH(int, index);
    QFETCH(QByteArray, without);
    HttpFile file = HttpFile::parse(three);
    QStringList names = namesOf(file);
    names.removeAt(index);
    QVERIFY(three.count(without) == 1);
    QVERIFY(file.removeRequest(index));
    QCOMPARE(file.write(), QByteArray(three).replace(without, ""));
    QCOMPARE(namesOf(file), names);
    QCOMPARE(file.variables().value(u"base"_s), u"http://x"_s);
}

void TestHttpArrange::moves_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QByteArray>("after");
    const QByteArray one = "# @name one\nGET {{base}}/1\n\n";
    const QByteArray two = "### two\r\n# a remark\r\nGET {{base}}/2\r\n\r\n";
    const QByteArray remark = "### only a remark\n# nothing\n";
    const QByteArray last = "### three\nPOST {{base}}/3\n\nbody";
    QTest::newRow("the last one up")
        << 2 << 1 << QByteArray("@base = http://x\n\n" + one + last + "\n\n" + two + remark);
    QTest::newRow("down to the end")
        << 1 << 2 << QByteArray("@base = http://x\n\n" + one + remark + last + "\n\n" + two);
    QTest::newRow("the first one, apart from the variables")
        << 0 << 1 << QByteArray("@base = http://x\n" + two + remark + "\n###\n" + one + last);
    QTest::newRow("to where it is") << 1 << 1 << three;
}

void TestHttpArrange::moves()
{
    QFETCH(int, from);
    QFETCH(int, to);
    HttpFile file = HttpFile::parse(three);
    QList<RequestSpec> specs;
    for (const HttpFileRequest &request : file.requests())
        specs.append(request.spec);
    specs.move(from, to);
    QVERIFY(file.moveRequest(from, to));
    QTEST(file.write(), "after");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(file.requests()[i].spec, specs[i]);
}

void TestHttpArrange::duplicates()
{
    HttpFile file = HttpFile::parse(three);
    QVERIFY(file.duplicateRequest(1, u"two again"_s));
    const QByteArray two = "### two\r\n# a remark\r\nGET {{base}}/2\r\n\r\n"_ba;
    QCOMPARE(file.write(),
             QByteArray(three).replace(
                 two, QByteArray(two + QByteArray(two).replace("two", "two again"))));
    QVERIFY(file.duplicateRequest(3, u"four"_s));
    QVERIFY(file.write().endsWith("\n\nbody\n\n### four\nPOST {{base}}/3\n\nbody"));
    QCOMPARE(namesOf(file),
             (QStringList{u"one"_s, u"two"_s, u"two again"_s, u"three"_s, u"four"_s}));
}

void TestHttpArrange::renames()
{
    HttpFile file = HttpFile::parse(three);
    QVERIFY(file.renameRequest(0, u"first"_s));
    QVERIFY(file.renameRequest(1, u"second"_s));
    QCOMPARE(
        file.write(),
        QByteArray(three).replace("@name one", "@name first").replace("### two", "### second"));
    QVERIFY(!file.renameRequest(0, u"two\nlines"_s));
    QCOMPARE(file.requests()[0].spec.name, u"two lines"_s);
}

void TestHttpArrange::refusesWhatIsNotThere()
{
    HttpFile file = HttpFile::parse(three);
    QVERIFY(!file.removeRequest(3));
    QVERIFY(!file.removeRequest(-1));
    QVERIFY(!file.moveRequest(0, 3));
    QVERIFY(!file.moveRequest(-1, 0));
    QVERIFY(!file.duplicateRequest(3, u"x"_s));
    QVERIFY(!file.renameRequest(3, u"x"_s));
    QCOMPARE(file.insertRequest(4, {}).lost, QStringList{u"request"_s});
    QCOMPARE(file.write(), three);
}

void TestHttpArrange::endingsNeverMelt()
{
    // "\r" and "\n" of two lines would become one ending when what is between them goes.
    HttpFile file = HttpFile::parse("GET http://a/\rA: b\n\nbody\n"_ba);
    RequestSpec spec = file.requests()[0].spec;
    spec.headers.clear();
    file.update(0, spec);
    QCOMPARE(HttpFile::parse(file.write()).requests()[0].spec, spec);
}

QTEST_GUILESS_MAIN(TestHttpArrange)
#include "tst_httparrange.moc"
