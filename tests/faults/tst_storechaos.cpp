// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/faults/redisfaults.h"

#include <random>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

/// Calls without pause while Redis breaks and heals at random: everything is answered, once, and in
/// the end all is well.
class TestStoreChaos : public QObject
{
    Q_OBJECT

    SystemClock m_clock;

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void everyCallIsAnsweredOnce_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<uint>("seed");
        QTest::newRow("our own layout") << "recloser:"_ba << 1u;
        QTest::newRow("the Fynd library's layout") << ""_ba << 2u;
    }
    void everyCallIsAnsweredOnce()
    {
        QFETCH(QByteArray, prefix);
        QFETCH(uint, seed);
        std::mt19937 chance(seed);
        BreakableRedis redis;
        QVERIFY2(redis.start(), qPrintable(redis.server().error()));
        auto store = redis.store(prefix, m_clock);
        qint64 asked = 0;
        qint64 answered = 0;
        qint64 unverified = 0;
        bool isOver = false;
        // Each loop asks, opens now and then, looks at the list now and then, and goes on when it
        // was answered.
        std::function<void(int)> loop = [&](int number) {
            if (isOver)
                return;
            ++asked;
            store
                ->acquire(u"key %1"_s.arg(chance() % 10),
                          {.openFor = milliseconds(1 + chance() % 300)})
                .then(this, [&, number](QFuture<Permit> future) {
                    ++answered;
                    auto permit = std::make_shared<Permit>(future.takeResult());
                    unverified += permit->admission().verification == Verification::Unverified;
                    const auto next = [&, number, permit] {
                        QTimer::singleShot(1ms, this, [&, number] { loop(number); });
                    };
                    switch (chance() % 8) {
                    case 0:
                        ++asked;
                        permit->settle(failure()).then(this, [&, next](const Settled &) {
                            ++answered;
                            next();
                        });
                        break;
                    case 1:
                        ++asked;
                        store->circuits().then(this, [&, next](const CircuitList &) {
                            ++answered;
                            next();
                        });
                        break;
                    default:
                        next();
                    }
                });
        };
        for (int i = 0; i < 20; ++i)
            loop(i);
        for (int round = 0; round < 12; ++round) {
            QTest::qWait(int(50 + chance() % 150));
            switch (chance() % 5) {
            case 0:
                redis.server().kill();
                QTest::qWait(50);
                QVERIFY2(redis.server().start(), qPrintable(redis.server().error()));
                break;
            case 1:
                redis.server().pause();
                QTest::qWait(int(chance() % 900));
                redis.server().resume();
                break;
            case 2:
                redis.line().resetAll();
                break;
            case 3:
                redis.line().toxics.blackHole = true;
                QTest::qWait(int(chance() % 900));
                redis.line().toxics.blackHole = false;
                break;
            case 4:
                redis.line().toxics.slicer = !redis.line().toxics.slicer;
                redis.line().toxics.limitData = qint64(20 + chance() % 2000);
                QTest::qWait(100);
                redis.line().toxics.limitData.reset();
                break;
            }
        }
        isOver = true;
        EVENTUALLY_COMPARE(answered, asked);
        QVERIFY(unverified > 0);
        QVERIFY(answered > unverified);
        EVENTUALLY_COMPARE(acquired(*store, u"another"_s).admission().verification,
                           Verification::Verified);
        QTest::qWait(50);
        QCOMPARE(answered, asked);
    }

    void storesMayGoInTheMiddleOfIt()
    {
        std::mt19937 chance(3);
        BreakableRedis redis;
        QVERIFY2(redis.start(), qPrintable(redis.server().error()));
        for (int round = 0; round < 40; ++round) {
            auto store = redis.store("recloser:", m_clock);
            std::vector<QFuture<Permit>> permits;
            std::vector<QFuture<CircuitList>> lists;
            if (round % 3 == 0)
                redis.line().toxics.blackHole = true;
            QTest::qWait(int(chance() % 10));
            for (int i = 0; i < 10; ++i) {
                permits.push_back(store->acquire(u"a"_s, {}));
                lists.push_back(store->circuits());
            }
            QTest::qWait(int(chance() % 5));
            store.reset();
            redis.line().toxics.blackHole = false;
            for (const QFuture<Permit> &permit : permits)
                QVERIFY(permit.isFinished() && permit.resultCount() == 1);
            for (const QFuture<CircuitList> &list : lists)
                QVERIFY(list.isFinished() && list.resultCount() == 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestStoreChaos)
#include "tst_storechaos.moc"
