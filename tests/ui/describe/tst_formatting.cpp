// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/formatting.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFormatting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durations_data()
    {
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << qint64(0) << u"0.0 ms"_s;
        QTest::newRow("less than a millisecond") << qint64(412) << u"0.4 ms"_s;
        QTest::newRow("never 10.0 ms") << qint64(9'951) << u"10 ms"_s;
        QTest::newRow("milliseconds") << qint64(411'600) << u"412 ms"_s;
        QTest::newRow("never 1000 ms") << qint64(999'600) << u"1.00 s"_s;
        QTest::newRow("seconds") << qint64(2'412'000) << u"2.41 s"_s;
        QTest::newRow("tens of seconds") << qint64(12'340'000) << u"12.3 s"_s;
        QTest::newRow("never 60.0 s") << qint64(59'960'000) << u"1 min 0 s"_s;
        QTest::newRow("minutes") << qint64(65'000'000) << u"1 min 5 s"_s;
        QTest::newRow("hours") << qint64(7'380'000'000) << u"2 h 3 min"_s;
    }
    void durations()
    {
        QFETCH(qint64, us);
        QTEST(formatDuration(std::chrono::microseconds(us)), "text");
    }

    void countdownsNeverShowZeroTooEarly_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("over") << qint64(0) << u"0.0 s"_s;
        QTest::newRow("overdue") << qint64(-5) << u"0.0 s"_s;
        QTest::newRow("the last millisecond") << qint64(1) << u"0.1 s"_s;
        QTest::newRow("tenths") << qint64(7'300) << u"7.3 s"_s;
        QTest::newRow("rounded up") << qint64(7'301) << u"7.4 s"_s;
        QTest::newRow("minutes") << qint64(65'000) << u"1:05"_s;
        QTest::newRow("hours") << qint64(7'380'000) << u"2 h 3 min"_s;
        QTest::newRow("longer than a counter of 32 bits")
            << qint64(30LL * 86'400'000) << u"30 d 0 h"_s;
    }
    void countdownsNeverShowZeroTooEarly()
    {
        QFETCH(qint64, ms);
        QTEST(formatCountdown(std::chrono::milliseconds(ms)), "text");
    }

    void sizes_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(0) << u"0 B"_s;
        QTest::newRow("bytes") << qint64(812) << u"812 B"_s;
        QTest::newRow("kilobytes") << qint64(1'234) << u"1.2 kB"_s;
        QTest::newRow("without decimals") << qint64(12'345) << u"12 kB"_s;
        QTest::newRow("never 1000 kB") << qint64(999'700) << u"1.0 MB"_s;
        QTest::newRow("gigabytes") << qint64(3'400'000'000) << u"3.4 GB"_s;
    }
    void sizes()
    {
        QFETCH(qint64, bytes);
        QTEST(formatSize(bytes), "text");
    }
};

QTEST_GUILESS_MAIN(TestFormatting)
#include "tst_formatting.moc"
