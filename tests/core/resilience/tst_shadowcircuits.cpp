// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/shadowcircuits.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

const ShadowCircuits::time_point start{1h};

Circuit circuitOf(const QString &key, std::chrono::milliseconds left, const QString &reason = {})
{
    Circuit circuit;
    circuit.key = key;
    circuit.reason = reason;
    circuit.closesAt = start + left;
    return circuit;
}

QStringList keys(const QList<Circuit> &circuits)
{
    QStringList keys;
    for (const Circuit &circuit : circuits)
        keys.append(circuit.key);
    return keys;
}

} // namespace

class TestShadowCircuits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void whatWasSeenIsKnownUntilItCloses()
    {
        ShadowCircuits shadow;
        shadow.see(circuitOf(u"a"_s, 10s), start);
        QVERIFY(shadow.find(u"a"_s, start + 9'999ms));
        QVERIFY(!shadow.find(u"a"_s, start + 10s));
        QVERIFY(!shadow.find(u"b"_s, start));
        Circuit forever = circuitOf(u"c"_s, 0s);
        forever.ttl = TimeToLive::Never;
        shadow.see(forever, start);
        QVERIFY(shadow.find(u"c"_s, start + 10'000h));
    }

    void listsAreSortedByTheTimeLeft()
    {
        ShadowCircuits shadow;
        Circuit forever = circuitOf(u"forever"_s, 0s);
        forever.ttl = TimeToLive::Never;
        shadow.see(forever, start);
        shadow.see(circuitOf(u"late"_s, 20s), start);
        shadow.see(circuitOf(u"b"_s, 10s), start);
        shadow.see(circuitOf(u"a"_s, 10s), start);
        shadow.see(circuitOf(u"over"_s, -1s), start);
        QCOMPARE(keys(shadow.circuits(start)),
                 (QStringList{u"a"_s, u"b"_s, u"late"_s, u"forever"_s}));
    }

    void whatTheStoreDidNotTakeStays()
    {
        ShadowCircuits shadow;
        shadow.putUnwritten(circuitOf(u"a"_s, 10s, u"mine"_s), "value", start);
        shadow.see(circuitOf(u"a"_s, 5s, u"theirs"_s), start);
        shadow.forgetSeen(u"a"_s);
        QCOMPARE(shadow.find(u"a"_s, start)->circuit.reason, u"mine"_s);
        QCOMPARE(shadow.unwritten(start).size(), 1);
        QVERIFY(shadow.unwritten(start + 10s).isEmpty());
        shadow.markWritten(u"a"_s, "an older value", start);
        QCOMPARE(shadow.unwritten(start).size(), 1);
        shadow.markWritten(u"a"_s, "value", start);
        QVERIFY(shadow.unwritten(start).isEmpty());
        shadow.see(circuitOf(u"a"_s, 5s, u"theirs"_s), start);
        QCOMPARE(shadow.find(u"a"_s, start)->circuit.reason, u"theirs"_s);
        shadow.forgetSeen(u"a"_s);
        QVERIFY(!shadow.find(u"a"_s, start));
    }

    void anAnswerOlderThanTheWriteDoesNotUndoIt()
    {
        // Reads and writes go over connections of their own, so answers may overtake each other.
        ShadowCircuits shadow;
        shadow.putUnwritten(circuitOf(u"a"_s, 10s, u"mine"_s), "value", start);
        shadow.markWritten(u"a"_s, "value", start + 2ms);
        shadow.forgetSeen(u"a"_s, start + 1ms);
        QVERIFY(shadow.find(u"a"_s, start + 3ms));
        shadow.forgetSeen(u"a"_s, start + 3ms);
        QVERIFY(!shadow.find(u"a"_s, start + 3ms));
    }

    void whatIsOverNoLongerStandsInTheWay()
    {
        ShadowCircuits shadow;
        shadow.putUnwritten(circuitOf(u"a"_s, 10s), "value", start);
        shadow.see(circuitOf(u"a"_s, 30s, u"theirs"_s), start + 11s);
        QCOMPARE(shadow.find(u"a"_s, start + 12s)->circuit.reason, u"theirs"_s);
        shadow.forget(u"a"_s);
        QVERIFY(!shadow.find(u"a"_s, start));
    }

    void itDoesNotGrowWithWhatIsOver()
    {
        ShadowCircuits shadow;
        for (int i = 0; i < 100'000; ++i)
            shadow.see(circuitOf(QString::number(i), std::chrono::milliseconds(i + 10)),
                       start + std::chrono::milliseconds(i));
        QVERIFY(shadow.size() <= 1024);
    }
};

QTEST_GUILESS_MAIN(TestShadowCircuits)
#include "tst_shadowcircuits.moc"
