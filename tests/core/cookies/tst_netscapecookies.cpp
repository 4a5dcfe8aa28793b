// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/cookies/netscapecookies.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

QDateTime noon()
{
    return QDateTime(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
}

} // namespace

class TestNetscapeCookies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void lines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("written"); // empty: no cookie
        QTest::addColumn<bool>("isBad");
        const auto same = [](const char *name, const QByteArray &line) {
            QTest::newRow(name) << line << line << false;
        };
        same("a session cookie of one host", "a.example\tFALSE\t/\tFALSE\t0\tn\tv"_ba);
        same("one for all hosts below", ".a.example\tTRUE\t/p\tTRUE\t1900000000\tn\tv"_ba);
        same("one that scripts do not see", "#HttpOnly_.a.example\tTRUE\t/\tTRUE\t0\tn\tv"_ba);
        same("an equals sign in the value", "a.example\tFALSE\t/\tFALSE\t0\tn\ta=b=="_ba);
        same("an empty value", "a.example\tFALSE\t/\tFALSE\t0\tn\t"_ba);
        QTest::newRow("a missing value is empty")
            << "a.example\tFALSE\t/\tFALSE\t0\tn"_ba
            << "a.example\tFALSE\t/\tFALSE\t0\tn\t"_ba << false;
        QTest::newRow("a dot is not needed") << "a.example\ttrue\t/\tfalse\t0\tn\tv"_ba
                                             << ".a.example\tTRUE\t/\tFALSE\t0\tn\tv"_ba << false;
        QTest::newRow("the line ending of Windows")
            << "a.example\tFALSE\t/\tFALSE\t0\tn\tv\r"_ba
            << "a.example\tFALSE\t/\tFALSE\t0\tn\tv"_ba << false;
        QTest::newRow("a Set-Cookie line with its domain")
            << "Set-Cookie: n=v; Domain=a.example; HttpOnly"_ba
            << "#HttpOnly_.a.example\tTRUE\t/\tFALSE\t0\tn\tv"_ba << false;
        QTest::newRow("a comment") << "# Netscape HTTP Cookie File"_ba << ""_ba << false;
        QTest::newRow("an empty line") << "  "_ba << ""_ba << false;
        QTest::newRow("one that has expired")
            << "a.example\tFALSE\t/\tFALSE\t5\tn\tv"_ba << ""_ba << false;
        QTest::newRow("blanks instead of tabs")
            << "a.example FALSE / FALSE 0 n v"_ba << ""_ba << true;
        QTest::newRow("a time that is none")
            << "a.example\tFALSE\t/\tFALSE\tsoon\tn\tv"_ba << ""_ba << true;
        QTest::newRow("no name") << "a.example\tFALSE\t/\tFALSE\t0\t\tv"_ba << ""_ba << true;
        QTest::newRow("a path that is none")
            << "a.example\tFALSE\tx\tFALSE\t0\tn\tv"_ba << ""_ba << true;
    }
    void lines()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, written);
        QFETCH(bool, isBad);
        const NetscapeCookies read = readNetscapeCookies(QByteArray(line + '\n'), noon());
        QCOMPARE(read.badLines, isBad ? QList{1} : QList<int>());
        QCOMPARE(read.cookies.size(), written.isEmpty() ? 0 : 1);
        const QByteArray text = writeNetscapeCookies(read.cookies);
        QVERIFY(text.startsWith("# Netscape HTTP Cookie File\n"));
        QCOMPARE(text.sliced(text.indexOf("\n\n") + 2),
                 written.isEmpty() ? written : QByteArray(written + '\n'));
    }

    void aTabInAValueWouldBeAnotherField()
    {
        const Cookie cookie{.name = "n"_ba, .value = "a\tb"_ba, .domain = "a.example"_ba};
        QVERIFY(!writeNetscapeCookies({cookie}).contains("a.example"));
    }
};

QTEST_GUILESS_MAIN(TestNetscapeCookies)
#include "tst_netscapecookies.moc"
