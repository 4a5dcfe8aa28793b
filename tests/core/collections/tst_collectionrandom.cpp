// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/collections/collectionfolder.h"

#include <QRandomGenerator>

#include <vector>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Steps at random, taken back and done again at random: the disk is byte for byte what it was each
/// time, and whoever hears the signals knows the rows.
class TestCollectionRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void stepsAtRandom_data();
    void stepsAtRandom();
};

namespace {

class Walk
{
public:
    explicit Walk(quint32 seed) : m_random(seed)
    {
        m_folder.write(u"a.http"_s,
                       "@base = http://h\n\nGET {{base}}/1\n\n### Two\nGET {{base}}/2\n");
        m_folder.write(
            u"b/c.http"_s,
            "### Three\r\n\r\n# @timeout 3 s\r\nPOST http://h\r\nA: b\r\n\r\nbody\r\n\r\n\r\n"
            "### Four\r\nGET http://h/4");
        m_folder.write(u"b/d.http"_s,
                       "\xef\xbb\xbf### Five\nGET http://h/5\n> {%\n### no\n%}\n\n###\nGET "
                       "http://h/6\n");
        m_folder.write(u"b/e/f.rest"_s, "# @timeout 5 s\n");
        m_collection = std::make_unique<Collection>(m_folder.path(), m_folder.places());
        m_mirror = std::make_unique<RowMirror>(*m_collection);
    }

    void run(int steps)
    {
        QVERIFY(openWhole(*m_collection));
        m_states = {m_folder.everything()};
        for (int i = 0; i < steps; ++i) {
            switch (m_random.bounded(4)) {
            case 0:
                goBack();
                break;
            case 1:
                goForward();
                break;
            default:
                goOn();
            }
            if (QTest::currentTestFailed())
                return;
            QVERIFY2(m_folder.everything() == m_states[m_at], qPrintable(m_last));
            QVERIFY2(m_mirror->isRight(), qPrintable(m_last));
        }
        while (m_at > 0 && !QTest::currentTestFailed()) {
            goBack();
            QVERIFY(m_folder.everything() == m_states[m_at]);
        }
    }

private:
    CollectionNodeId some(const std::function<bool(const CollectionNode &)> &fits)
    {
        QList<CollectionNodeId> all;
        collect(m_collection->root(), fits, all);
        return all.isEmpty() ? noCollectionNode : all[m_random.bounded(all.size())];
    }
    void collect(CollectionNodeId id, const std::function<bool(const CollectionNode &)> &fits,
                 QList<CollectionNodeId> &all) const
    {
        const CollectionNode &node = *m_collection->node(id);
        if (fits(node))
            all.append(id);
        for (CollectionNodeId child : node.children)
            collect(child, fits, all);
    }

    QFuture<CollectionResult> act()
    {
        using Kind = CollectionNode::Kind;
        const auto any = [](const CollectionNode &node) { return node.parent != noCollectionNode; };
        const auto isFile = [](const CollectionNode &node) { return node.kind == Kind::File; };
        const auto isRequest
            = [](const CollectionNode &node) { return node.kind == Kind::Request; };
        const auto isFolder = [](const CollectionNode &node) { return node.kind == Kind::Folder; };
        const QString name = u"n%1"_s.arg(m_random.bounded(12));
        RequestSpec spec;
        spec.name = name;
        spec.url = u"http://h/"_s + name;
        const int what = m_random.bounded(10);
        m_last = u"step %1 %2"_s.arg(what).arg(name);
        switch (what) {
        case 0:
            return m_collection->addFolder(some(isFolder), name);
        case 1:
            return m_collection->addFile(some(isFolder), name);
        case 2:
            return m_collection->addRequest(some(isFile), m_random.bounded(3), spec);
        case 3:
            return m_collection->rename(some(any), name);
        case 4:
            return m_collection->move({some(isRequest), some(isRequest)}, some(isFile),
                                      m_random.bounded(4) - 1);
        case 5:
            return m_collection->move({some(any)}, some(isFolder));
        case 6:
            return m_collection->duplicate({some(any), some(any)});
        case 7:
            return m_collection->copy({some(isRequest)}, some(isFile), 0);
        case 8:
            return m_collection->addRequest(some(isFolder), -1, spec);
        default:
            return m_random.bounded(3) > 0 ? m_collection->remove({some(isRequest)})
                                           : m_collection->remove({some(any)});
        }
    }

    void goOn()
    {
        const bool hadStep = m_collection->undoable().has_value();
        const auto before = m_folder.everything();
        const CollectionResult result = waitFor(act());
        if (!result) {
            // Refused: nothing happened.
            QVERIFY(m_folder.everything() == before);
            QCOMPARE(m_collection->undoable().has_value(), hadStep);
            return;
        }
        const auto after = m_folder.everything();
        if (after == before)
            return;
        m_states.resize(m_at + 1);
        m_states.push_back(after);
        ++m_at;
    }
    void goBack()
    {
        m_last = u"undo"_s;
        const CollectionResult result = waitFor(m_collection->undo());
        QCOMPARE(result.has_value(), m_at > 0);
        if (result)
            --m_at;
    }
    void goForward()
    {
        m_last = u"redo"_s;
        const CollectionResult result = waitFor(m_collection->redo());
        QCOMPARE(result.has_value(), m_at + 1 < m_states.size());
        if (result)
            ++m_at;
    }

    QRandomGenerator m_random;
    CollectionFolder m_folder;
    std::unique_ptr<Collection> m_collection;
    std::unique_ptr<RowMirror> m_mirror;
    std::vector<std::map<QString, QByteArray>> m_states;
    size_t m_at = 0;
    QString m_last;
};

} // namespace

void TestCollectionRandom::stepsAtRandom_data()
{
    QTest::addColumn<quint32>("seed");
    const int seeds = qEnvironmentVariableIntValue("RECLOSER_SEEDS");
    for (int seed = 1; seed <= std::max(seeds, 8); ++seed)
        QTest::addRow("seed %d", seed) << quint32(seed);
}

void TestCollectionRandom::stepsAtRandom()
{
    QFETCH(quint32, seed);
    Walk walk(seed);
    walk.run(40);
}

QTEST_GUILESS_MAIN(TestCollectionRandom)
#include "tst_collectionrandom.moc"
