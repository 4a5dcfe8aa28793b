// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/whatif/whatifwords.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWhatIfWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { QTest::failOnWarning(); }

    void figuresStandBesideThoseOfA()
    {
        WhatIfSide a{.totals = {.openings = 15, .blocked = 120, .attempts = 500}};
        WhatIfSide b{.totals = {.openings = 12,
                                .blocked = 120,
                                .needlesslyBlocked = 40,
                                .spared = 80,
                                .attempts = 450,
                                .waitTime = 2s},
                     .openedCount = 4};
        QCOMPARE(whatIfSentences(a, b, WhatIfFirst::Rules),
                 (QStringList{u"12 openings instead of 15, of 4 circuits; 120 blocked calls in "
                              "both (40 had been answered, 80 had failed)."_s,
                              u"50 attempts saved, 2.00 s more in waits."_s}));
    }

    void nothingElseIsSaidOfTheSame()
    {
        const WhatIfSide side{.totals = {.calls = 3, .openings = 1}};
        QCOMPARE(whatIfSentences(side, side, WhatIfFirst::AsItWas),
                 QStringList{u"These rules would have done just what did happen."_s});
        QCOMPARE(whatIfSentences(side, side, WhatIfFirst::Rules),
                 QStringList{u"Both rules would have done the same."_s});
    }

    void whatWasBlockedAndIsNotIsSaid()
    {
        const WhatIfSide b{.totals = {.letThrough = 9, .unknown = 2}};
        QVERIFY(whatIfSentences({}, b, WhatIfFirst::AsItWas)
                    .contains(u"9 calls that were blocked would have been sent; of 2 nobody knows "
                              "the answer."_s));
    }

    void assumptionsThatWereNeverMadeAreNotTold()
    {
        WhatIfSide b;
        b.assumptions.answersNearby = 7;
        const QStringList lines = whatIfAssumptions({}, b, WhatIfFirst::AsItWas);
        QCOMPARE(lines.size(), 2); // and what always holds
        QVERIFY(lines[0].startsWith(u"7 attempts that nobody made end as the same server's"_s));
        QVERIFY(whatIfAssumptions({}, b, WhatIfFirst::Rules)[0].startsWith(u"0 (A), 7 (B) "_s));
    }

    void splitsAndMergesNameTheLargest()
    {
        WhatIfSide side{.splits = {{u"h%1"_s, {u"h/a"_s, u"h/b"_s}, 2}}, .splitCount = 1};
        QCOMPARE(
            whatIfRegroupings(side, u"B"_s),
            QStringList{u"B splits 1 recorded circuits; the most: h%1 into 2 (h/a, h/b, …)"_s});
        QVERIFY(whatIfRegroupings({}, u"B"_s).isEmpty());
    }

    void aCircuitIsTold()
    {
        QCOMPARE(whatIfCircuitWords({}), u"never open"_s);
        const WhatIfCircuit circuit{
            .counts = {.openings = 3, .blocked = 12, .needlesslyBlocked = 4, .openTime = 30s}};
        QCOMPARE(whatIfCircuitWords(circuit),
                 u"3 openings, 30.0 s in all; 12 blocked (4 had been answered)"_s);
    }

    void anEmptyHistoryIsSaid()
    {
        QCOMPARE(whatIfScope({}), u"No calls are recorded in this time."_s);
        QVERIFY(whatIfScope({.from = 0us, .until = 1s, .calls = 1'234}).contains(u"Calls: 1"_s));
    }
};

QTEST_MAIN(TestWhatIfWords)
#include "tst_whatifwords.moc"
