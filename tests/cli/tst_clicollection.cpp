// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QDir>
#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `collection`: the tree of a folder, and steps in it; `check` of a folder.
class TestCliCollection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theTreeIsListed();
    void whatFitsIsFound();
    void stepsAreDoneAndTakenBack();
    void whatIsDifferentElsewhereIsSaid();
    void refusalsChangeNothing();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();
    void checkTakesFolders();

private:
    Ended run(const QStringList &words)
    {
        return m_program->run(QStringList{u"collection"_s} + words);
    }
    QByteArray read(const QString &name) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Program> m_program;
};

namespace {

const QByteArray shop
    = "@base = http://h\n\n### Search\nGET {{base}}/a\n\n### Add\nPOST {{base}}/b\n"_ba;

} // namespace

void TestCliCollection::init()
{
    QTest::failOnWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    m_program = std::make_unique<Program>();
    QVERIFY(QDir(m_folder->path()).mkpath(u"in"_s));
    write(u"shop.http"_s, shop);
    write(u"in/pay.http"_s, "### Pay\nPOST http://p\nnot a header\n");
}

void TestCliCollection::theTreeIsListed()
{
    const Ended text = run({u"list"_s, m_folder->path()});
    COMPARE_CODE(text, Done);
    QCOMPARE(
        text.out,
        "in/\n  pay.http  (1 not understood)\n    #1 POST Pay\nshop.http\n  #1 GET Search\n  #2 POST Add\n"_ba);
    const Ended json = run({u"list"_s, m_folder->path(), u"--json"_s});
    COMPARE_CODE(json, Done);
    const QList<QJsonObject> rows = json.jsonLines();
    QCOMPARE(rows.size(), 6);
    QCOMPARE(rows[0],
             (QJsonObject{{u"item"_s, u"in"_s},
                          {u"kind"_s, u"folder"_s},
                          {u"name"_s, u"in"_s},
                          {u"problems"_s, 1},
                          {u"requests"_s, 1},
                          {u"error"_s, QJsonValue()}}));
    QCOMPARE(rows[4],
             (QJsonObject{{u"item"_s, u"shop.http#1"_s},
                          {u"kind"_s, u"request"_s},
                          {u"name"_s, u"Search"_s},
                          {u"problems"_s, 0},
                          {u"method"_s, u"GET"_s},
                          {u"target"_s, u"{{base}}/a"_s},
                          {u"line"_s, 4}}));
}

void TestCliCollection::whatFitsIsFound()
{
    const Ended ended = run({u"list"_s, m_folder->path(), u"--search"_s, u"shop add"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, "shop.http#2  POST Add\n"_ba);
}

void TestCliCollection::stepsAreDoneAndTakenBack()
{
    const QByteArray pay = read(u"in/pay.http"_s);
    const auto step = [&](const QString &action, const QStringList &words, const QByteArray &out) {
        const Ended ended = run(QStringList{action, m_folder->path()} + words);
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.out, out);
    };
    step(u"add"_s, {u"new/"_s}, "new\n"_ba);
    step(u"add"_s, {u"new/a"_s}, "new/a.http\n"_ba);
    step(u"add"_s, {u"new/a.http"_s, u"PUT"_s, u"http://h/put"_s, u"--name"_s, u"Put"_s},
         "new/a.http#1\n"_ba);
    step(u"move"_s, {u"shop.http#Add"_s, u"shop.http#1"_s, u"in/pay.http"_s, u"--at"_s, u"1"_s},
         "in/pay.http#1\nin/pay.http#2\n"_ba);
    step(u"copy"_s, {u"new"_s, u"in"_s}, "in/new\n"_ba);
    step(u"duplicate"_s, {u"in/pay.http#Pay"_s}, "in/pay.http#4\n"_ba);
    step(u"rename"_s, {u"in/pay.http#4"_s, u"Pay again"_s}, "in/pay.http#4\n"_ba);
    step(u"delete"_s, {u"shop.http"_s, u"in"_s}, {});
    QVERIFY(!QFile::exists(m_folder->filePath(u"in"_s)));
    // Each is a process of its own: they find each other's steps.
    for (int i = 0; i < 8; ++i)
        COMPARE_CODE(run({u"undo"_s, m_folder->path()}), Done);
    QCOMPARE(read(u"shop.http"_s), shop);
    QCOMPARE(read(u"in/pay.http"_s), pay);
    QVERIFY(!QFile::exists(m_folder->filePath(u"new"_s)));
    COMPARE_CODE(run({u"undo"_s, m_folder->path()}), RequestFailed);
    COMPARE_CODE(run({u"redo"_s, m_folder->path()}), Done);
    QVERIFY(QFile::exists(m_folder->filePath(u"new"_s)));
}

void TestCliCollection::whatIsDifferentElsewhereIsSaid()
{
    const Ended ended
        = run({u"move"_s, m_folder->path(), u"shop.http#Search"_s, u"in/pay.http"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject object = ended.json();
    QCOMPARE(object[u"items"_s].toArray(), QJsonArray{u"in/pay.http#2"_s});
    QCOMPARE(object[u"notes"_s].toArray(),
             QJsonArray{(QJsonObject{{u"kind"_s, u"missing-variable"_s},
                                     {u"subject"_s, u"base"_s},
                                     {u"request"_s, u"Search"_s}})});
    QVERIFY2(ended.err.contains("{{base}}"), ended.told().constData());
}

void TestCliCollection::refusalsChangeNothing()
{
    const Ended taken = run({u"add"_s, m_folder->path(), u"Shop"_s, u"--json"_s});
    COMPARE_CODE(taken, RequestFailed);
    QCOMPARE(taken.json()[u"error"_s][u"name_problem"_s].toString(), u"taken"_s);
    COMPARE_CODE(run({u"rename"_s, m_folder->path(), u"shop.http"_s, u"a/b"_s}), RequestFailed);
    COMPARE_CODE(run({u"rename"_s, m_folder->path(), u"shop.http#1"_s, u"Find"_s}), Done);
    const QByteArray theirs = read(u"shop.http"_s) + "\n### X\nGET http://x\n";
    write(u"shop.http"_s, theirs);
    const Ended conflict = run({u"undo"_s, m_folder->path(), u"--json"_s});
    COMPARE_CODE(conflict, RequestFailed);
    QCOMPARE(conflict.json()[u"error"_s][u"kind"_s].toString(), u"conflict"_s);
    QCOMPARE(read(u"shop.http"_s), theirs);
}

void TestCliCollection::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("said");
    const QString folder = u"FOLDER"_s;
    QTest::newRow("no action") << QStringList() << "no action given"_ba;
    QTest::newRow("another action")
        << QStringList{u"burn"_s, folder} << "no action is called burn"_ba;
    QTest::newRow("no folder") << QStringList{u"list"_s} << "no folder given"_ba;
    QTest::newRow("no such folder")
        << QStringList{u"list"_s, u"/nowhere/at/all"_s} << "No such file"_ba;
    QTest::newRow("no such item") << QStringList{u"delete"_s, folder, u"nothing.http"_s}
                                  << "there is no such item"_ba;
    QTest::newRow("no such request")
        << QStringList{u"delete"_s, folder, u"shop.http#7"_s} << "there is no such item"_ba;
    QTest::newRow("no item") << QStringList{u"delete"_s, folder} << "no item given"_ba;
    QTest::newRow("not a place") << QStringList{u"move"_s, folder, u"shop.http"_s, u"nowhere"_s}
                                 << "there is no such place"_ba;
    QTest::newRow("places count from 1")
        << QStringList{u"list"_s, folder, u"--at"_s, u"0"_s} << "not a place"_ba;
}

void TestCliCollection::wrongUsageIsSaid()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, said);
    words.replaceInStrings(u"FOLDER"_s, m_folder->path());
    const Ended ended = run(words);
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.err.contains(said), ended.told().constData());
}

void TestCliCollection::checkTakesFolders()
{
    const Ended ended = m_program->run({u"check"_s, m_folder->path(), u"--json"_s});
    COMPARE_CODE(ended, RequestFailed);
    const QList<QJsonObject> files = ended.jsonLines();
    QCOMPARE(files.size(), 2);
    QCOMPARE(files[0][u"file"_s].toString(), m_folder->filePath(u"in/pay.http"_s));
    QCOMPARE(files[1][u"file"_s].toString(), m_folder->filePath(u"shop.http"_s));
}

QTEST_GUILESS_MAIN(TestCliCollection)
#include "tst_clicollection.moc"
