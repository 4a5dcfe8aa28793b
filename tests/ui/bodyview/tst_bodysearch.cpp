// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/bodysearch.h"

#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestBodySearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void findsAllOfThem()
    {
        BodySearch search;
        search.setBytes(HeldBytes("one two One"));
        search.setQuery({u"one"_s});
        QVERIFY(search.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), 60'000);
        QCOMPARE(search.places(), (std::vector<FoundPlace>{{0, 3}, {8, 3}}));
        QCOMPARE(search.firstFrom(1), 1U);
        search.setQuery({});
        QVERIFY(!search.isRunning() && search.places().empty());
    }

    void theLastQueryWins()
    {
        BodySearch search;
        search.setBytes(HeldBytes(QByteArray(1'000'000, 'a')));
        for (const auto &text : {u"aa"_s, u"a"_s, u"ab"_s, u"b"_s})
            search.setQuery({text});
        QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), 60'000);
        QCOMPARE(search.total(), 0);
    }

    void moreThanAreKeptAreCountedAndFoundAgain()
    {
        const QByteArray text = QByteArray("ab,").repeated(150'000);
        BodySearch search;
        search.setBytes(HeldBytes(text));
        search.setQuery({u"AB"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), 60'000);
        QCOMPARE(search.total(), 150'000);
        QCOMPARE(search.places().size(), BodySearch::mostPlaces);
        QVERIFY(search.isTruncated());
        const auto step = [&](BodySearch::Direction direction, qint64 from) -> qint64 {
            QSignalSpy stepped(&search, &BodySearch::stepped);
            search.step(direction, from);
            if (!stepped.wait(60'000))
                return -1;
            return stepped[0][0].value<FoundPlace>().begin;
        };
        using enum BodySearch::Direction;
        QCOMPARE(step(Next, 400'001), 400'002);
        QCOMPARE(step(Previous, 400'000), 399'999);
        QCOMPARE(step(Previous, 0), text.size() - 3);
        QCOMPARE(step(Next, text.size() - 1), 0);
    }

    void otherBytesAreSearchedToo()
    {
        BodySearch search;
        search.setQuery({u"x"_s});
        search.setBytes(HeldBytes("x"));
        search.setBytes(HeldBytes("xx"));
        QTRY_COMPARE_WITH_TIMEOUT(search.total(), 2, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), 60'000);
    }

    void faultsAreTold()
    {
        BodySearch search;
        search.setBytes(HeldBytes("x"));
        search.setQuery({u"("_s, FindQuery::Kind::Regex});
        QVERIFY(search.fault() && !search.isRunning());
        search.setBytes(HeldBytes(QByteArray(1'000, 'a') + "yx"));
        search.setQuery({u"(a+)+x"_s, FindQuery::Kind::Regex});
        QVERIFY(!search.fault());
        QTRY_VERIFY_WITH_TIMEOUT(search.isTooSlow(), 60'000);
        QVERIFY(!search.isRunning());
    }

    void destroyedWhileSearching()
    {
        const HeldBytes bytes(QByteArray(2'000'000, 'a'));
        for (int i = 0; i < 6; ++i) {
            BodySearch search;
            search.setBytes(bytes);
            search.setQuery({u"a"_s});
            search.step(BodySearch::Direction::Next, 5);
            if (i % 2)
                QTest::qWait(5);
        }
        QTest::qWait(20);
    }
};

QTEST_GUILESS_MAIN(TestBodySearch)
#include "tst_bodysearch.moc"
