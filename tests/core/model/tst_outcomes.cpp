// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/outcomes.h"

#include "core/model/policies.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestOutcomes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void namesRoundTrip_data()
    {
        QTest::addColumn<OutcomeMatch>("match");
        using Of = OutcomeMatch::Of;
        QTest::newRow("503") << OutcomeMatch{Of::Status, 503};
        QTest::newRow("5xx") << OutcomeMatch{Of::StatusClass, 5};
        QTest::newRow("connection-reset")
            << OutcomeMatch{Of::Error, int(SendError::Kind::ConnectionReset)};
        QTest::newRow("not-sent") << OutcomeMatch{Of::NotSent, 0};
        QTest::newRow("broken") << OutcomeMatch{Of::Broken, 0};
        QTest::newRow("failure") << OutcomeMatch{Of::Failure, 0};
        QTest::newRow("certificate") << OutcomeMatch{Of::Certificate, 0};
    }
    void namesRoundTrip()
    {
        QFETCH(OutcomeMatch, match);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QCOMPARE(outcomeName(match), name);
        QCOMPARE(outcomeFromName(name), match);
    }

    void whatIsNoOutcome_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"", "50", "5003", "0xx", "xxx", "5x", "50a", "-01", "no-such-kind"})
            QTest::addRow("\"%s\"", name) << QString::fromLatin1(name);
    }
    void whatIsNoOutcome()
    {
        QFETCH(QString, name);
        QCOMPARE(outcomeFromName(name), std::nullopt);
    }

    void tablesRoundTrip()
    {
        for (const Preset preset : {Preset::Fynd, Preset::Guarded}) {
            const OutcomeTable table = presetPolicies(preset).outcomes;
            QCOMPARE(outcomesFromText(outcomesText(table)), table);
        }
        QCOMPARE(outcomesFromText(u""), OutcomeTable());
        QCOMPARE(
            outcomesFromText(u" 500 : failure / retry , 5xx:ignored "),
            (OutcomeTable{
                {{OutcomeMatch::Of::Status, 500}, BreakerEffect::Failure, RetryEffect::Always},
                {{OutcomeMatch::Of::StatusClass, 5}, BreakerEffect::Ignored, RetryEffect::No}}));
    }

    void whatIsNotUnderstoodIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word");
        QTest::newRow("no effect") << u"503:failure,504"_s << u"504"_s;
        QTest::newRow("an unknown effect") << u"503:bad"_s << u"503:bad"_s;
        QTest::newRow("an unknown retry") << u"503:failure/maybe"_s << u"503:failure/maybe"_s;
        QTest::newRow("an unknown outcome") << u"boom:failure,503:failure"_s << u"boom:failure"_s;
    }
    void whatIsNotUnderstoodIsNamed()
    {
        QFETCH(QString, text);
        const auto table = outcomesFromText(text);
        QVERIFY(!table);
        QTEST(table.error(), "word");
    }

    void rowsAboveHideTheSameRowsBelow()
    {
        const auto table = [](QStringView text) { return *outcomesFromText(text); };
        QCOMPARE(outcomesText(laidOver(table(u"503:success,500:failure"),
                                       table(u"503:failure/retry,5xx:ignored"))),
                 u"503:success,500:failure,5xx:ignored"_s);
    }
};

QTEST_GUILESS_MAIN(TestOutcomes)
#include "tst_outcomes.moc"
