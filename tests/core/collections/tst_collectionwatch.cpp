// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/collections/collectionfolder.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSaveFile>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestCollectionWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void anEditorsSaveIsSeen_data();
    void anEditorsSaveIsSeen();
    void whatIsBeingWrittenIsNotShown();
    void aWriterThatNeverEndsIsNotWaitedFor();
    void foldersComeAndGo();
    void movedFoldersAndFilesKeepTheirIds_data();
    void movedFoldersAndFilesKeepTheirIds();
    void requestsKeepTheirIds();
    void aCheckoutOfManyFilesIsSeen();
    void theFolderItselfGoesAndComesBack();
    void withoutWatchesTimesAreAskedFor();
    void ownWritesAreNotFromOutside();
    void anUnreadableFileKeepsItsRows();
    void aLinkedFileIsFollowed();
};

namespace {

const QByteArray one = "### A\nGET http://h/a\n\n### B\nGET http://h/b\n"_ba;
const QByteArray other
    = "### A\nGET http://h/a\n\n### New\nGET http://h/n\n\n### B\nGET http://h/b\n"_ba;

bool git(const QString &folder, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(u"git"_s,
                  QStringList{u"-c"_s, u"user.name=A"_s, u"-c"_s, u"user.email=a@b.example"_s}
                      + arguments);
    return process.waitForFinished(20'000) && process.exitCode() == 0;
}

} // namespace

void TestCollectionWatch::anEditorsSaveIsSeen_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("truncates and writes") << 0;
    QTest::newRow("writes another and renames it") << 1;
    QTest::newRow("removes it and writes it anew") << 2;
    QTest::newRow("appends") << 3;
}

void TestCollectionWatch::anEditorsSaveIsSeen()
{
    QFETCH(int, way);
    const CollectionFolder folder;
    folder.write(u"in/a.http"_s, one);
    Collection collection(folder.path(), folder.places());
    const RowMirror mirror(collection);
    QVERIFY(openWhole(collection));
    const QString path = folder.path(u"in/a.http"_s);
    const CollectionNodeId file = collection.find(path);
    const CollectionNodeId second = collection.find(path, 1);
    QSignalSpy changed(&collection, &Collection::fileChanged);
    if (way == 0) {
        folder.write(u"in/a.http"_s, other);
    } else if (way == 1) {
        QSaveFile save(path);
        QVERIFY(save.open(QIODevice::WriteOnly) && save.write(other) == other.size());
        QVERIFY(save.commit());
    } else if (way == 2) {
        QVERIFY(QFile::remove(path));
        folder.write(u"in/a.http"_s, other);
    } else {
        QFile append(path);
        QVERIFY(append.open(QIODevice::Append) && append.write("\n### C\nGET http://h/c\n") > 0);
    }
    QTRY_COMPARE(collection.node(file)->children.size(), 3);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toString(), path);
    QCOMPARE(collection.node(second)->name, u"B"_s);
    QVERIFY(!collection.node(file)->isStale);
    QVERIFY(mirror.isRight());
}

void TestCollectionWatch::whatIsBeingWrittenIsNotShown()
{
    const CollectionFolder folder;
    folder.write(u"a.http"_s, one);
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    const CollectionNodeId file = collection.find(folder.path(u"a.http"_s));
    QSignalSpy removed(&collection, &Collection::rowsRemoved);
    QFile writer(folder.path(u"a.http"_s));
    QVERIFY(writer.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered));
    for (char c : other) {
        QVERIFY(writer.putChar(c));
        QTest::qWait(5ms);
    }
    QVERIFY(collection.node(file)->isStale);
    writer.close();
    QTRY_COMPARE(collection.node(file)->children.size(), 3);
    QVERIFY(!collection.node(file)->isStale);
    QCOMPARE(removed.size(), 0);
}

void TestCollectionWatch::aWriterThatNeverEndsIsNotWaitedFor()
{
    const CollectionFolder folder;
    folder.write(u"a.http"_s, one);
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    const CollectionNodeId file = collection.find(folder.path(u"a.http"_s));
    QFile writer(folder.path(u"a.http"_s));
    QVERIFY(writer.open(QIODevice::Append | QIODevice::Unbuffered));
    QVERIFY(writer.write("\n### C\nGET http://h/c\n") > 0);
    QTRY_COMPARE_WITH_TIMEOUT(collection.node(file)->children.size(), 3, 10s);
}

void TestCollectionWatch::foldersComeAndGo()
{
    const CollectionFolder folder;
    folder.write(u"a.http"_s, one);
    Collection collection(folder.path(), folder.places());
    const RowMirror mirror(collection);
    QVERIFY(openWhole(collection));
    QSignalSpy added(&collection, &Collection::fileAdded);
    QSignalSpy removed(&collection, &Collection::fileRemoved);
    // Made with its content at once, and deeper than what is watched.
    folder.write(u"x/y/z/deep.http"_s, one);
    QTRY_COMPARE(collection.requestCount(), 4);
    QTRY_COMPARE(added.size(), 1);
    folder.write(u"x/y/z/deep.http"_s, other);
    QTRY_COMPARE(collection.requestCount(), 5);
    QVERIFY(QDir(folder.path(u"x"_s)).removeRecursively());
    QTRY_COMPARE(collection.requestCount(), 2);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed[0][0].toString(), folder.path(u"x/y/z/deep.http"_s));
    QCOMPARE(collection.find(folder.path(u"x"_s)), noCollectionNode);
    QVERIFY(mirror.isRight());
}

void TestCollectionWatch::movedFoldersAndFilesKeepTheirIds_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("a file has another name") << u"in/a.http"_s << u"in/z.http"_s;
    QTest::newRow("a file goes to another folder") << u"in/a.http"_s << u"other/a.http"_s;
    QTest::newRow("a file goes up and has another name") << u"in/a.http"_s << u"b.http"_s;
    QTest::newRow("a folder has another name") << u"in"_s << u"zz"_s;
    QTest::newRow("a folder goes into another") << u"in"_s << u"other/in"_s;
}

void TestCollectionWatch::movedFoldersAndFilesKeepTheirIds()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    const CollectionFolder folder;
    folder.write(u"in/a.http"_s, one);
    folder.write(u"in/deep/b.http"_s, one);
    folder.write(u"other/c.http"_s, one);
    Collection collection(folder.path(), folder.places());
    const RowMirror mirror(collection);
    QVERIFY(openWhole(collection));
    const CollectionNodeId node = collection.find(folder.path(from));
    const CollectionNodeId request = collection.find(folder.path(u"in/a.http"_s), 1);
    QSignalSpy moved(&collection, &Collection::moved);
    QVERIFY(QFile::rename(folder.path(from), folder.path(to)));
    QTRY_COMPARE(collection.find(folder.path(to)), node);
    QCOMPARE(moved.size(), 1);
    QCOMPARE(moved[0][0].toString(), folder.path(from));
    QCOMPARE(moved[0][1].toString(), folder.path(to));
    QCOMPARE(collection.find(folder.path(from)), noCollectionNode);
    const QString inner = from == "in"_L1 ? QString(to + u"/a.http"_s) : to;
    QCOMPARE(collection.find(folder.path(inner), 1), request);
    QVERIFY(mirror.isRight());
    // It is still watched, under its new name.
    folder.write(inner, other);
    QTRY_COMPARE(collection.requestCount(), 7);
    QVERIFY(mirror.isRight());
}

void TestCollectionWatch::requestsKeepTheirIds()
{
    const CollectionFolder folder;
    folder.write(u"a.http"_s, one);
    folder.write(u"b.http"_s, "### C\nGET http://h/c\n");
    Collection collection(folder.path(), folder.places());
    const RowMirror mirror(collection);
    QVERIFY(openWhole(collection));
    const CollectionNodeId a = collection.find(folder.path(u"a.http"_s), 0);
    const CollectionNodeId b = collection.find(folder.path(u"a.http"_s), 1);
    // B goes to the front of another file, as by an editor that has both open.
    folder.write(u"a.http"_s, "### A\nGET http://h/a\n");
    folder.write(u"b.http"_s, "### B\nGET http://h/b\n\n### C\nGET http://h/c\n");
    QTRY_COMPARE(collection.find(folder.path(u"b.http"_s), 0), b);
    QCOMPARE(collection.find(folder.path(u"a.http"_s), 0), a);
    QCOMPARE(collection.node(b)->name, u"B"_s);
    QVERIFY(mirror.isRight());
}

void TestCollectionWatch::aCheckoutOfManyFilesIsSeen()
{
    const CollectionFolder folder;
    constexpr int files = 300;
    const auto writeAll = [&folder](int from, const QByteArray &content) {
        for (int i = from; i < files; ++i)
            folder.write(u"%1/%2.http"_s.arg(i % 10).arg(i), content);
    };
    writeAll(0, one);
    const bool hasGit = !QStandardPaths::findExecutable(u"git"_s).isEmpty();
    if (hasGit) {
        QVERIFY(git(folder.path(), {u"init"_s, u"-q"_s, u"-b"_s, u"main"_s}));
        QVERIFY(git(folder.path(), {u"add"_s, u"."_s}));
        QVERIFY(git(folder.path(), {u"commit"_s, u"-q"_s, u"-m"_s, u"one"_s}));
        QVERIFY(git(folder.path(), {u"checkout"_s, u"-q"_s, u"-b"_s, u"other"_s}));
        writeAll(0, other);
        QVERIFY(QFile::remove(folder.path(u"0/0.http"_s)));
        folder.write(u"new/new.http"_s, one);
        QVERIFY(git(folder.path(), {u"add"_s, u"-A"_s}));
        QVERIFY(git(folder.path(), {u"commit"_s, u"-q"_s, u"-m"_s, u"other"_s}));
        QVERIFY(git(folder.path(), {u"checkout"_s, u"-q"_s, u"main"_s}));
    }
    Collection collection(folder.path(), folder.places());
    const RowMirror mirror(collection);
    QVERIFY(openWhole(collection));
    QCOMPARE(collection.requestCount(), 2 * files);
    const CollectionNodeId some = collection.find(folder.path(u"7/17.http"_s), 1);
    if (hasGit) {
        QVERIFY(git(folder.path(), {u"checkout"_s, u"-q"_s, u"other"_s}));
    } else {
        writeAll(1, other);
        QVERIFY(QFile::remove(folder.path(u"0/0.http"_s)));
        folder.write(u"new/new.http"_s, one);
    }
    QTRY_COMPARE_WITH_TIMEOUT(collection.requestCount(), 3 * (files - 1) + 2, 20s);
    QCOMPARE(collection.find(folder.path(u"7/17.http"_s), 2), some);
    QVERIFY(mirror.isRight());
    if (hasGit) {
        QVERIFY(git(folder.path(), {u"checkout"_s, u"-q"_s, u"main"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(collection.requestCount(), 2 * files, 20s);
        QVERIFY(mirror.isRight());
    }
}

void TestCollectionWatch::theFolderItselfGoesAndComesBack()
{
    const CollectionFolder folder;
    folder.write(u"in/a.http"_s, one);
    Collection collection(folder.path(), folder.places());
    const RowMirror mirror(collection);
    QVERIFY(openWhole(collection));
    const CollectionNodeId request = collection.find(folder.path(u"in/a.http"_s), 1);
    QVERIFY(QFile::rename(folder.path(), folder.path() + u"-away"_s));
    QTRY_COMPARE(collection.state(), Collection::State::Missing);
    QCOMPARE(collection.error()->kind, StoreError::Kind::NotFound);
    // What was there is still known, so that nothing folds up.
    QVERIFY(collection.node(request));
    QVERIFY(QFile::rename(folder.path() + u"-away"_s, folder.path()));
    QTRY_COMPARE(collection.state(), Collection::State::Ready);
    QCOMPARE(collection.find(folder.path(u"in/a.http"_s), 1), request);
    folder.write(u"in/a.http"_s, other);
    QTRY_COMPARE(collection.find(folder.path(u"in/a.http"_s), 2), request);
    // Gone for good, and another one of the same name.
    QVERIFY(QDir(folder.path()).removeRecursively());
    QTRY_COMPARE(collection.state(), Collection::State::Missing);
    folder.write(u"new.http"_s, one);
    QTRY_COMPARE(collection.state(), Collection::State::Ready);
    QTRY_COMPARE(linesOf(collection), (QStringList{u"new.http"_s, u"  GET A"_s, u"  GET B"_s}));
    QVERIFY(mirror.isRight());
}

void TestCollectionWatch::withoutWatchesTimesAreAskedFor()
{
    const CollectionFolder folder;
    folder.write(u"a.http"_s, one);
    folder.write(u"in/b.http"_s, one);
    folder.write(u"other/c.http"_s, one);
    CollectionPlaces places = folder.places();
    places.mostWatchedFolders = 1;
    places.pollEvery = 50ms;
    Collection collection(folder.path(), places);
    const RowMirror mirror(collection);
    QVERIFY(openWhole(collection));
    QCOMPARE(collection.watching(), Collection::Watching::Polling);
    folder.write(u"in/b.http"_s, other);
    QTRY_COMPARE(collection.requestCount(), 7);
    // The same size, and maybe the same time.
    folder.write(u"in/b.http"_s, QByteArray(other).replace("New", "Old"));
    QTRY_COMPARE(collection.node(collection.find(folder.path(u"in/b.http"_s), 1))->name, u"Old"_s);
    QVERIFY(QFile::rename(folder.path(u"in"_s), folder.path(u"out"_s)));
    QTRY_VERIFY(collection.find(folder.path(u"out/b.http"_s)));
    QVERIFY(mirror.isRight());
}

void TestCollectionWatch::ownWritesAreNotFromOutside()
{
    const CollectionFolder folder;
    folder.write(u"a.http"_s, one);
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    QSignalSpy changed(&collection, &Collection::fileChanged);
    QSignalSpy added(&collection, &Collection::fileAdded);
    QSignalSpy removed(&collection, &Collection::fileRemoved);
    collection.expect(folder.path(u"a.http"_s), other);
    folder.write(u"a.http"_s, other);
    QTRY_COMPARE(collection.requestCount(), 3);
    const CollectionResult made = waitFor(collection.addFile(collection.root(), u"b"_s));
    QVERIFY(made);
    QVERIFY(waitFor(collection.duplicate(made->nodes)));
    QVERIFY(waitFor(collection.remove({collection.find(folder.path(u"b copy.http"_s))})));
    QVERIFY(waitFor(collection.undo()));
    QVERIFY(waitFor(collection.undo()));
    QVERIFY(waitFor(collection.undo()));
    QTest::qWait(200ms);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(added.size(), 0);
    QCOMPARE(removed.size(), 0);
    // What somebody else does is.
    folder.write(u"a.http"_s, one);
    QTRY_COMPARE(changed.size(), 1);
    folder.write(u"b.http"_s, one);
    QTRY_COMPARE(added.size(), 1);
    QVERIFY(QFile::remove(folder.path(u"b.http"_s)));
    QTRY_COMPARE(removed.size(), 1);
}

void TestCollectionWatch::anUnreadableFileKeepsItsRows()
{
    const CollectionFolder folder;
    folder.write(u"a.http"_s, one);
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    const CollectionNodeId file = collection.find(folder.path(u"a.http"_s));
    // Larger than what is read, which even root cannot help.
    QFile large(folder.path(u"a.http"_s));
    QVERIFY(large.resize(65 * 1024 * 1024));
    QTRY_VERIFY_WITH_TIMEOUT(collection.node(file)->error, 10s);
    QCOMPARE(collection.node(file)->error->kind, StoreError::Kind::Refused);
    QVERIFY(collection.node(file)->isStale);
    QCOMPARE(collection.node(file)->children.size(), 2);
    folder.write(u"a.http"_s, other);
    QTRY_VERIFY(!collection.node(file)->error);
    QCOMPARE(collection.node(file)->children.size(), 3);
}

void TestCollectionWatch::aLinkedFileIsFollowed()
{
    const CollectionFolder folder;
    const CollectionFolder elsewhere;
    elsewhere.write(u"real.http"_s, one);
    QVERIFY(QFile::link(elsewhere.path(u"real.http"_s), folder.path(u"link.http"_s)));
    CollectionPlaces places = folder.places();
    places.pollEvery = 50ms;
    Collection collection(folder.path(), places);
    QVERIFY(openWhole(collection));
    QCOMPARE(collection.requestCount(), 2);
    elsewhere.write(u"real.http"_s, other);
    QTRY_COMPARE(collection.requestCount(), 3);
}

QTEST_GUILESS_MAIN(TestCollectionWatch)
#include "tst_collectionwatch.moc"
