// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/timeouts.h"

#include <QTest>

using namespace Recloser;
using std::chrono::milliseconds;

class TestRedisTimeouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void waitsGrowToTheCap_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<double>("chance");
        QTest::addColumn<milliseconds>("wait");
        QTest::newRow("first, no luck") << 0 << 0.0 << milliseconds(100);
        QTest::newRow("first, half") << 0 << 0.5 << milliseconds(150);
        QTest::newRow("second") << 1 << 0.0 << milliseconds(200);
        QTest::newRow("fifth") << 4 << 0.0 << milliseconds(1600);
        QTest::newRow("sixth is cut at the cap") << 5 << 0.0 << milliseconds(3200);
        QTest::newRow("seventh is the cap") << 6 << 0.0 << milliseconds(4000);
        QTest::newRow("the cap holds, with all the jitter") << 6 << 0.999999 << milliseconds(7999);
        QTest::newRow("never overflows") << 1'000'000'000 << 0.0 << milliseconds(4000);
    }
    void waitsGrowToTheCap()
    {
        QFETCH(int, failures);
        QFETCH(double, chance);
        QTEST(backoffDelay(RedisTimeouts{}, failures, [chance] { return chance; }), "wait");
    }

    void chanceIsInItsRange()
    {
        const RedisJitter jitter = randomJitter();
        for (int i = 0; i < 1000; ++i) {
            const double chance = jitter();
            QVERIFY(chance >= 0.0 && chance < 1.0);
        }
    }
};

QTEST_GUILESS_MAIN(TestRedisTimeouts)
#include "tst_redistimeouts.moc"
