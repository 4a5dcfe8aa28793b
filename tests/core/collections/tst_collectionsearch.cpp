// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionsearch.h"
#include "tests/core/collections/collectionfolder.h"

#include <algorithm>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestCollectionSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void initTestCase();
    void whatFitsIsFoundBestFirst_data();
    void whatFitsIsFoundBestFirst();
    void foldersAndFilesAreFoundToo();
    void noMoreThanAskedForAreGiven();
    void inTurnsTheSameIsFound();

private:
    CollectionFolder m_folder;
    std::unique_ptr<Collection> m_collection;
};

void TestCollectionSearch::initTestCase()
{
    m_folder.write(
        u"shop/orders.http"_s,
        "### Search orders\nGET http://h/orders?q=1\n\n### Add order\nPOST http://h/orders\n");
    m_folder.write(u"shop/items.http"_s,
                   "### Research\nGET http://h/lab\n\n### Größe\nGET http://h/size/search\n");
    m_folder.write(u"pay.http"_s, "DELETE http://h/payments/1\n");
    m_collection = std::make_unique<Collection>(m_folder.path(), m_folder.places());
    QVERIFY(openWhole(*m_collection));
}

void TestCollectionSearch::whatFitsIsFoundBestFirst_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("nothing finds nothing") << u"  "_s << QStringList();
    QTest::newRow("a name that begins so, one that holds it, a target")
        << u"search"_s << QStringList{u"Search orders"_s, u"Research"_s, u"Größe"_s};
    QTest::newRow("case does not count") << u"SEARCH orders"_s << QStringList{u"Search orders"_s};
    QTest::newRow("also where it is not ASCII") << u"GRÖ"_s << QStringList{u"Größe"_s};
    QTest::newRow("words in any order") << u"orders search"_s << QStringList{u"Search orders"_s};
    QTest::newRow("method and name") << u"post order"_s << QStringList{u"Add order"_s};
    QTest::newRow("the path counts") << u"items size"_s << QStringList{u"Größe"_s};
    QTest::newRow("a request without a name by its target")
        << u"payments"_s << QStringList{QString()};
    QTest::newRow("letters in their order") << u"ador"_s << QStringList{u"Add order"_s};
    QTest::newRow("every word must fit") << u"search nowhere"_s << QStringList();
}

void TestCollectionSearch::whatFitsIsFoundBestFirst()
{
    QFETCH(QString, query);
    QStringList names;
    const QList<CollectionHit> hits = search(*m_collection, query, 10);
    for (const CollectionHit &hit : hits)
        names.append(m_collection->node(hit.node)->name);
    QTEST(names, "names");
}

void TestCollectionSearch::foldersAndFilesAreFoundToo()
{
    const QList<CollectionHit> hits
        = search(*m_collection, u"orders.http"_s, 10, SearchedNodes::Everything);
    QVERIFY(!hits.isEmpty());
    QCOMPARE(m_collection->pathOf(hits[0].node), m_folder.path(u"shop/orders.http"_s));
    QCOMPARE(search(*m_collection, u"shop"_s, 100, SearchedNodes::Everything).size(), 7);
    QCOMPARE(search(*m_collection, u"shop"_s, 100).size(), 4);
}

void TestCollectionSearch::noMoreThanAskedForAreGiven()
{
    QCOMPARE(search(*m_collection, u"h"_s, 2).size(), 2);
}

void TestCollectionSearch::inTurnsTheSameIsFound()
{
    CollectionFolder folder;
    QByteArray content;
    for (int i = 0; i < 300; ++i)
        content += "### Request " + QByteArray::number(i) + "\nGET http://h/"
            + QByteArray::number(i) + "\n\n";
    folder.write(u"many.http"_s, content);
    Collection collection(folder.path(), folder.places());
    QVERIFY(openWhole(collection));
    CollectionSearch inTurns(collection, u"29"_s, SearchedNodes::Everything);
    int turns = 1;
    while (!inTurns.goOn(QDeadlineTimer(0)))
        ++turns;
    QVERIFY2(turns > 3, qPrintable(QString::number(turns)));
    QList<CollectionHit> all = search(collection, u"29"_s, 1000, SearchedNodes::Everything);
    QVERIFY(all.size() > 12);
    QList<CollectionHit> best = all.first(5);
    for (QList<CollectionHit> *hits : {&all, &best})
        std::ranges::sort(*hits, {}, &CollectionHit::node); // ids grow down the file
    QCOMPARE(inTurns.hits(1000), all);
    QCOMPARE(inTurns.hits(5), best);
}

QTEST_GUILESS_MAIN(TestCollectionSearch)
#include "tst_collectionsearch.moc"
