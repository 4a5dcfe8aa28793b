// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionkeys.h"
#include "core/collections/opencollections.h"
#include "tests/core/collections/collectionfolder.h"

#include <QSignalSpy>

#include <unistd.h>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestCollection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void foldersFilesAndRequestsAreRows();
    void whatIsNoRequestFileIsNotShown();
    void linksLeadInNoCircle();
    void rowsSayWhatTheyAre();
    void unreadableThingsAreNamed();
    void aMissingFolderIsSaid();
    void deletingItAtAnyMomentIsSilent();
    void urlsAndKeysAreThoseOfTheirFiles();
    void openCollectionsKnowEachOther();
    void openCollectionsComeBack();
};

void TestCollection::foldersFilesAndRequestsAreRows()
{
    const CollectionFolder folder;
    folder.write(u"file 10.http"_s, "GET http://h/10\n");
    folder.write(u"file 2.http"_s, "### B\nGET http://h/b\n\n### A\nPOST http://h/a\n");
    folder.write(u"File 1.rest"_s, "DELETE http://h/1\n");
    folder.write(u"z/inner/deep.http"_s, "### Deep\nGET http://h/deep\n");
    folder.write(u"a/x.http"_s, "");
    Collection collection(folder.path(), folder.places());
    const RowMirror mirror(collection);
    QVERIFY(openWhole(collection));
    QCOMPARE(linesOf(collection),
             (QStringList{u"a/"_s, u"  x.http"_s, u"z/"_s, u"  inner/"_s, u"    deep.http"_s,
                          u"      GET Deep"_s, u"File 1.rest"_s, u"  DELETE http://h/1"_s,
                          u"file 2.http"_s, u"  GET B"_s, u"  POST A"_s, u"file 10.http"_s,
                          u"  GET http://h/10"_s}));
    QVERIFY(mirror.isRight());
    QCOMPARE(collection.requestCount(), 5);
    QCOMPARE(collection.state(), Collection::State::Ready);
    QCOMPARE(collection.watching(), Collection::Watching::Events);
    const CollectionNodeId deep = collection.find(folder.path(u"z/inner/deep.http"_s), 0);
    QCOMPARE(collection.pathOf(deep), folder.path(u"z/inner/deep.http"_s));
    QCOMPARE(collection.relativePathOf(deep), u"z/inner/deep.http"_s);
    QCOMPARE(collection.node(deep)->name, u"Deep"_s);
    QCOMPARE(collection.find(folder.path()), collection.root());
    QCOMPARE(collection.find(folder.path(u"nowhere"_s)), noCollectionNode);
    QCOMPARE(collection.find(folder.path(u"file 2.http"_s), 7), noCollectionNode);
}

void TestCollection::whatIsNoRequestFileIsNotShown()
{
    const CollectionFolder folder;
    folder.write(u".git/x.http"_s, "GET http://h\n");
    folder.write(u"node_modules/m/x.http"_s, "GET http://h\n");
    folder.write(u".hidden.http"_s, "GET http://h\n");
    folder.write(u"notes.txt"_s, "GET http://h\n");
    folder.write(u"source/main.c"_s, "int main;\n");
    folder.write(u"mixed/main.c"_s, "int main;\n");
    folder.write(u"mixed/x.HTTP"_s, "GET http://h\n");
    QVERIFY(QDir().mkpath(folder.path(u"empty"_s)));
    QVERIFY(QDir().mkpath(folder.path(u"folder.http/inner"_s)));
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    QCOMPARE(linesOf(collection),
             (QStringList{u"empty/"_s, u"folder.http/"_s, u"  inner/"_s, u"mixed/"_s, u"  x.HTTP"_s,
                          u"    GET http://h"_s}));
}

void TestCollection::linksLeadInNoCircle()
{
    const CollectionFolder folder;
    folder.write(u"a/x.http"_s, "GET http://h\n");
    QVERIFY(QFile::link(folder.path(), folder.path(u"a/up"_s)));
    QVERIFY(QFile::link(u"self"_s, folder.path(u"self"_s)));
    QVERIFY(QFile::link(folder.path(u"a/x.http"_s), folder.path(u"link.http"_s)));
    QVERIFY(QFile::link(u"nowhere"_s, folder.path(u"broken.http"_s)));
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    QCOMPARE(linesOf(collection),
             (QStringList{u"a/"_s, u"  x.http"_s, u"    GET http://h"_s, u"link.http"_s,
                          u"  GET http://h"_s}));
}

void TestCollection::rowsSayWhatTheyAre()
{
    const CollectionFolder folder;
    folder.write(u"in/a.http"_s,
                 "@base = http://h\n# @breaker-key .+\n\n### Good\n# @breaker-key [w]+\nGET "
                 "{{base}}/a\n\n### Bad\nGET "
                 "http://h\nno header\n{% also none\n");
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    const CollectionNodeId id = collection.find(folder.path(u"in/a.http"_s));
    const CollectionNode *file = collection.node(id);
    QVERIFY(file);
    QVERIFY(!file->isUnread && !file->isStale && !file->error);
    QCOMPARE(file->requests, 2);
    QVERIFY(file->problems > 0);
    QCOMPARE(file->facts->variables.value(u"base"_s), u"http://h"_s);
    QCOMPARE(file->facts->keyRule.pattern, u".+"_s);
    const CollectionNode *good = collection.node(file->children[0]);
    QCOMPARE(good->problems, 0);
    QCOMPARE(good->target, u"{{base}}/a"_s);
    QCOMPARE(good->line, 6);
    QCOMPARE(good->keyRule->pattern, u"[w]+"_s);
    const CollectionNode *bad = collection.node(file->children[1]);
    QCOMPARE(bad->problems, file->problems);
    QVERIFY(!bad->keyRule);
    QCOMPARE(collection.node(collection.root())->problems, file->problems);
}

void TestCollection::unreadableThingsAreNamed()
{
    if (::geteuid() == 0)
        QSKIP("root may read everything");
    const CollectionFolder folder;
    folder.write(u"a.http"_s, "GET http://h\n");
    folder.write(u"b/x.http"_s, "GET http://h\n");
    QVERIFY(QFile::setPermissions(folder.path(u"a.http"_s), {}));
    QVERIFY(QFile::setPermissions(folder.path(u"b"_s), {}));
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    for (const QString &name : {u"a.http"_s, u"b"_s}) {
        const CollectionNode *node = collection.node(collection.find(folder.path(name)));
        QVERIFY(node && node->error);
        QCOMPARE(node->error->kind, StoreError::Kind::Unreadable);
        QCOMPARE(node->error->subject, folder.path(name));
    }
    QVERIFY(QFile::setPermissions(folder.path(u"b"_s),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void TestCollection::aMissingFolderIsSaid()
{
    const CollectionFolder folder;
    Collection collection(folder.path(u"nowhere"_s), folder.places());
    QVERIFY(openWhole(collection));
    QCOMPARE(collection.state(), Collection::State::Missing);
    QCOMPARE(collection.error()->kind, StoreError::Kind::NotFound);
    folder.write(u"nowhere/a.http"_s, "GET http://h\n");
    QTRY_COMPARE(collection.state(), Collection::State::Ready);
    QTRY_COMPARE(collection.requestCount(), 1);
}

void TestCollection::deletingItAtAnyMomentIsSilent()
{
    const CollectionFolder folder;
    for (int i = 0; i < 100; ++i)
        folder.write(u"%1/%2.http"_s.arg(i % 7).arg(i),
                     "### A\nGET http://h\n\n### B\nGET http://h\n");
    for (int turns = 0; turns < 30; ++turns) {
        auto collection = std::make_unique<Collection>(folder.path(), folder.places());
        collection->open();
        (void)collection->addFolder(collection->root(), u"made %1"_s.arg(turns));
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents();
    }
}

void TestCollection::urlsAndKeysAreThoseOfTheirFiles()
{
    const CollectionFolder folder;
    folder.write(
        u"a.http"_s,
        "@base = http://one\n\n### A\nGET {{base}}/x\n\n### B\nGET {{base}}/y\n\n### C\nGET "
        "{{nothing}}/z\n");
    folder.write(u"in/folder.http"_s, "# @breaker-key two\n");
    folder.write(u"in/b.http"_s,
                 "### A\nGET http://two/x\n\n### B\n# @breaker-key /y\nGET "
                 "http://two/y\n\n### C\nGET http://{{host}}/two\n");
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    const QList<CollectionUrl> urls = urlsOf(collection);
    QCOMPARE(urls.size(), 6);
    Scope scope;
    scope.layers.append({u"environment"_s, {{u"host"_s, u"three"_s}}});
    QCOMPARE(resolvedUrls(urls, scope),
             (QStringList{u"http://two/x"_s, u"http://two/y"_s, u"http://three/two"_s,
                          u"http://one/x"_s, u"http://one/y"_s}));
    PolicyOverrides settings;
    settings.keyPattern = u"(?<=//)[a-z]+"_s;
    const auto counts = countKeys(urls, scope, {{PolicyLayer::Kind::Settings, {}, settings, {}}});
    QTRY_VERIFY(counts.isFinished());
    QCOMPARE(counts.result(), (QHash<QString, int>{{u"one"_s, 2}, {u"two"_s, 2}, {u"/y"_s, 1}}));
}

void TestCollection::openCollectionsKnowEachOther()
{
    const CollectionFolder folder;
    folder.write(u"a/b/x.http"_s, "");
    QVERIFY(QFile::link(folder.path(u"a"_s), folder.path(u"link"_s)));
    OpenCollections open;
    QCOMPARE(open.add(folder.path(u"a"_s)), 0);
    QCOMPARE(open.add(folder.path(u"a/"_s)), 0);
    QCOMPARE(open.add(folder.path(u"link"_s)), 0);
    using enum FolderPlace::Kind;
    QCOMPARE(open.placeOf(folder.path(u"a/b"_s)), (FolderPlace{Inside, 0}));
    QCOMPARE(open.placeOf(folder.path()), (FolderPlace{Around, 0}));
    QCOMPARE(open.placeOf(folder.path(u"ab"_s)), (FolderPlace{New, -1}));
    QCOMPARE(open.add(folder.path(u"a/b"_s)), 1);
}

void TestCollection::openCollectionsComeBack()
{
    OpenCollections open;
    open.collections.append({u"/a"_s, false, {u"b"_s, u"b/c.http"_s}, u"b/c.http#3"_s});
    open.collections.append({u"/d"_s});
    QCOMPARE(OpenCollections::fromJson(open.toJson()), open);
    QCOMPARE(OpenCollections::fromJson({u"text"_s, QJsonObject{{u"folder"_s, u"relative"_s}}}),
             OpenCollections());
}

QTEST_GUILESS_MAIN(TestCollection)
#include "tst_collection.moc"
