// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Ten guarded circuits and a board that polls while Redis breaks at random, for twenty seconds; for
// eight hours with RECLOSER_LONG=1, or for the minutes in RECLOSER_SOAK_MINUTES.

#include "tests/faults/guardedcircuits.h"

#include <QFile>

#include <random>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

bool isLong()
{
    return qEnvironmentVariableIntValue("RECLOSER_LONG") != 0;
}

milliseconds wholeTime()
{
    if (const int minutes = qEnvironmentVariableIntValue("RECLOSER_SOAK_MINUTES"); minutes > 0)
        return std::chrono::minutes(minutes);
    return isLong() ? milliseconds(8h) : milliseconds(20s);
}

/// Bytes of memory in use by this process.
qint64 residentSize()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QFile::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

qsizetype descriptorCount()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System).size();
}

} // namespace

class TestSoak : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    BreakableRedis m_redis;
    std::unique_ptr<RedisBreakerStore> m_store;
    std::mt19937 m_chance{30};
    bool m_isOver = false;
    qint64 m_asked = 0;
    qint64 m_answered = 0;
    qint64 m_unverified = 0;

    void call(int number)
    {
        if (m_isOver)
            return;
        ++m_asked;
        m_store->acquire(u"key %1"_s.arg(number), guardedRules(milliseconds(50 + m_chance() % 200)))
            .then(this, [this, number](QFuture<Permit> future) {
                ++m_answered;
                auto permit = std::make_shared<Permit>(future.takeResult());
                m_unverified += permit->admission().verification == Verification::Unverified;
                const auto next = [this, number] {
                    QTimer::singleShot(milliseconds(2 + m_chance() % 10), this,
                                       [this, number] { call(number); });
                };
                // Some are dropped as they are, as a cancelled send drops its permit.
                if (permit->admission().isRefused() || m_chance() % 10 == 0)
                    return next();
                ++m_asked;
                permit->settle(m_chance() % 3 == 0 ? oneFailure() : success())
                    .then(this, [this, next](const Settled &) {
                        ++m_answered;
                        next();
                    });
            });
    }
    /// One fault for a while, then health for a while.
    void breakAndHeal()
    {
        const auto pause = [this](unsigned most) { QTest::qWait(int(20 + m_chance() % most)); };
        Toxics &toxics = m_redis.line().toxics;
        switch (m_chance() % 7) {
        case 0:
            m_redis.server().kill();
            pause(200);
            QVERIFY2(m_redis.server().start(), qPrintable(m_redis.server().error()));
            break;
        case 1:
            m_redis.server().pause();
            pause(900);
            m_redis.server().resume();
            break;
        case 2:
            m_redis.line().resetAll();
            break;
        case 3:
            toxics.blackHole = true;
            pause(900);
            toxics.blackHole = false;
            break;
        case 4:
            toxics.slicer = true;
            toxics.limitData = qint64(20 + m_chance() % 2000);
            toxics.limitEnd = Toxics::End(m_chance() % 3);
            pause(300);
            toxics.limitData.reset();
            toxics.slicer = false;
            break;
        case 5:
            m_redis.ask(u"CONFIG SET maxmemory 1"_s);
            pause(300);
            m_redis.ask(u"CONFIG SET maxmemory 0"_s);
            break;
        case 6:
            m_redis.ask(u"CLIENT PAUSE 60000 WRITE"_s);
            pause(600);
            m_redis.ask(u"CLIENT UNPAUSE"_s);
            break;
        }
        pause(300);
    }
    void run(milliseconds time)
    {
        QElapsedTimer elapsed;
        elapsed.start();
        while (milliseconds(elapsed.elapsed()) < time && !QTest::currentTestFailed())
            breakAndHeal();
    }
    /// All is well, and both connections stand.
    void calm()
    {
        EVENTUALLY_COMPARE(m_store->status().health, BreakerStoreStatus::Health::Ready);
        EVENTUALLY_COMPARE(failedCall(*m_store, u"calm"_s, 1ms).verification,
                           Verification::Verified);
        QTest::qWait(50); // for sockets that are on their way out
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.start(), qPrintable(m_redis.server().error())); }

    void memoryAndDescriptorsStayFlat()
    {
        QTest::failOnWarning();
        m_store = m_redis.store("recloser:", m_clock);
        QTimer polls;
        connect(&polls, &QTimer::timeout, this, [this] {
            ++m_asked;
            m_store->circuits().then(this, [this](const CircuitList &) { ++m_answered; });
        });
        polls.start(isLong() ? 1s : 100ms);
        for (int i = 0; i < 10; ++i)
            call(i);
        // What grows to its size once is no leak.
        run(wholeTime() / 3);
        calm();
        const qint64 memory = residentSize();
        const qsizetype descriptors = descriptorCount();
        const qint64 early = m_answered;
        run(wholeTime() * 2 / 3);
        calm();
        qInfo("%lld answers, %lld of them unverified; %lld MiB, then %lld; %lld descriptors, then "
              "%lld",
              static_cast<long long>(m_answered), static_cast<long long>(m_unverified),
              static_cast<long long>(memory >> 20), static_cast<long long>(residentSize() >> 20),
              static_cast<long long>(descriptors), static_cast<long long>(descriptorCount()));
        QVERIFY(m_answered > early);
        QVERIFY(m_unverified > 0);
        // The sanitizers keep what was freed.
        if (!isSanitized)
            QVERIFY2(residentSize() - memory < 8 << 20,
                     qPrintable(u"grew by %1 bytes"_s.arg(residentSize() - memory)));
        EVENTUALLY(descriptorCount() <= descriptors + 4);
        m_isOver = true;
        polls.stop();
        EVENTUALLY_COMPARE(m_answered, m_asked);
        m_store.reset();
    }
};

int main(int argc, char *argv[])
{
    const milliseconds most = 10 * wholeTime() + 5min;
    qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number(qint64(most.count())));
    QCoreApplication app(argc, argv);
    TestSoak test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_soak.moc"
