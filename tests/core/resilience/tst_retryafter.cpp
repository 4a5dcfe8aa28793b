// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/retryafter.h"

#include <QTest>
#include <QTimeZone>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRetryAfter : public QObject
{
    Q_OBJECT

    const QDateTime m_now{QDate(2026, 11, 24), QTime(8, 0), QTimeZone::UTC};

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void waits_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<qint64>("expected"); // ms, -1 for nothing
        const auto row = [](const char *name, const char *value, const char *date, qint64 wait) {
            QTest::newRow(name) << QByteArray(value) << QByteArray(date) << wait;
        };
        row("no seconds", "0", "", 0);
        row("two seconds", "2", "", 2000);
        row("white space around it", " 2\t", "", 2000);
        row("negative is none", "-1", "", 0);
        row("more than anybody waits", "1000000000", "", 2'073'600'000);
        row("more digits than a number holds", "99999999999999999999999", "", 2'073'600'000);
        row("a fraction is not in the grammar", "1.5", "", -1);
        row("an exponent neither", "1e9", "", -1);
        row("a unit neither", "5s", "", -1);
        row("a plus sign neither", "+5", "", -1);
        row("words", "soon", "", -1);
        row("a sign alone", "-", "", -1);
        row("empty", "", "", -1);
        row("an HTTP date, from the response's own clock", "Tue, 24 Nov 2026 09:00:10 GMT",
            "Tue, 24 Nov 2026 09:00:00 GMT", 10'000);
        row("an HTTP date, from ours where it tells none", "Tue, 24 Nov 2026 08:00:03 GMT", "",
            3000);
        row("a Date that is none does not count", "Tue, 24 Nov 2026 08:00:03 GMT", "yesterday",
            3000);
        row("a date of RFC 850", "Tuesday, 24-Nov-26 08:01:00 GMT", "", 60'000);
        row("a date as asctime writes it", "Tue Nov 24 08:01:00 2026", "", 60'000);
        row("asctime pads the day", "Tue Dec  1 08:00:00 2026", "", 7 * 86'400'000LL);
        row("a past date is no wait", "Sun, 06 Nov 1994 08:49:37 GMT", "", 0);
        row("a far date is as long as it gets", "Fri, 31 Dec 9999 23:59:59 GMT", "", 2'073'600'000);
        row("a day that does not exist", "Mon, 30 Feb 2026 08:00:00 GMT", "", -1);
        row("an hour that does not exist", "Tue, 24 Nov 2026 24:00:00 GMT", "", -1);
        row("another time zone is not in the grammar", "Tue, 24 Nov 2026 08:00:00 CET", "", -1);
        row("a date cut short", "Tue, 24 Nov 2026", "", -1);
    }
    void waits()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, date);
        QList<RawHeader> headers{{"Server", "x"}, {"retry-after", value}};
        if (!date.isEmpty())
            headers.append({"Date", date});
        const auto wait = retryAfter(headers, m_now);
        QTEST(wait ? qint64(wait->count()) : -1, "expected");
    }

    void noHeaderNoWait()
    {
        QCOMPARE(retryAfter({{"Date", "Tue, 24 Nov 2026 09:00:00 GMT"}}, m_now), std::nullopt);
    }

    void theThreeFormsAreTheSameMoment()
    {
        // RFC 9110 section 5.6.7 gives these as its examples.
        const QDateTime expected(QDate(1994, 11, 6), QTime(8, 49, 37), QTimeZone::UTC);
        QCOMPARE(parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT", m_now), expected);
        QCOMPARE(parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT", m_now), expected);
        QCOMPARE(parseHttpDate("Sun Nov  6 08:49:37 1994", m_now), expected);
    }

    void twoDigitsAreAtMostFiftyYearsAhead_data()
    {
        QTest::addColumn<int>("year");
        QTest::addColumn<int>("expected");
        QTest::newRow("this year") << 26 << 2026;
        QTest::newRow("fifty years ahead") << 76 << 2076;
        QTest::newRow("fifty-one years ahead is the past") << 77 << 1977;
        QTest::newRow("ninety-four") << 94 << 1994;
        QTest::newRow("nought") << 0 << 2000;
    }
    void twoDigitsAreAtMostFiftyYearsAhead()
    {
        QFETCH(int, year);
        const QByteArray text
            = "Sunday, 01-Jan-" + QByteArray::number(year).rightJustified(2, '0') + " 00:00:00 GMT";
        QTEST(parseHttpDate(text, m_now).date().year(), "expected");
    }

    void aLeapSecondIsADate()
    {
        QCOMPARE(parseHttpDate("Sat, 31 Dec 2016 23:59:60 GMT", m_now),
                 QDateTime(QDate(2016, 12, 31), QTime(23, 59, 59), QTimeZone::UTC));
    }
};

QTEST_GUILESS_MAIN(TestRetryAfter)
#include "tst_retryafter.moc"
