// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/models/pastedrows.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using enum FieldStyle;

Q_DECLARE_METATYPE(Recloser::FieldStyle)

class PastedRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void rows_data();
    void rows();
    void copiedRowsAreReadBack();

private:
    static FieldRow row(const QString &name, const QString &value, bool enabled = true,
                        bool hasEquals = true)
    {
        return {.name = name, .value = value, .enabled = enabled, .hasEquals = hasEquals};
    }
};

void PastedRowsTest::rows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<FieldStyle>("style");
    QTest::addColumn<QList<FieldRow>>("expected");

    QTest::newRow("a query") << u"a=1&b=2"_s << Parameters
                             << QList{row(u"a"_s, u"1"_s), row(u"b"_s, u"2"_s)};
    QTest::newRow("a query behind a URL")
        << u"http://h/p?a=1&flag"_s << Parameters
        << QList{row(u"a"_s, u"1"_s), row(u"flag"_s, {}, true, false)};
    QTest::newRow("a query keeps its percent-encoding")
        << u"a=%20b&c=d"_s << Parameters << QList{row(u"a"_s, u"%20b"_s), row(u"c"_s, u"d"_s)};
    QTest::newRow("a form decodes it")
        << u"a=%20b+c&d=e"_s << Form << QList{row(u"a"_s, u" b c"_s), row(u"d"_s, u"e"_s)};
    QTest::newRow("lines with equals signs")
        << u"a=1\r\nb = 2\n\n"_s << Parameters << QList{row(u"a"_s, u"1"_s), row(u"b"_s, u"2"_s)};
    QTest::newRow("lines with colons")
        << u"a: 1\nb: x y"_s << Parameters << QList{row(u"a"_s, u"1"_s), row(u"b"_s, u"x%20y"_s)};
    QTest::newRow("lines from a spreadsheet")
        << u"a\t1=2\nb\t3"_s << Form << QList{row(u"a"_s, u"1=2"_s), row(u"b"_s, u"3"_s)};
    QTest::newRow("a commented line is an unticked row")
        << u"a=1\n# b=2\n//c=3"_s << Form
        << QList{row(u"a"_s, u"1"_s), row(u"b"_s, u"2"_s, false), row(u"c"_s, u"3"_s, false)};
    QTest::newRow("headers") << u"Accept: text/html\nX-Time: 12:30=now\n"_s << Headers
                             << QList{row(u"Accept"_s, u"text/html"_s),
                                      row(u"X-Time"_s, u"12:30=now"_s)};
    QTest::newRow("one header in one go")
        << u"Accept: */*"_s << Headers << QList{row(u"Accept"_s, u"*/*"_s)};
    QTest::newRow("an HTTP/2 pseudo header keeps its colon")
        << u":authority: h\nA: b"_s << Headers
        << QList{row(u":authority"_s, u"h"_s), row(u"A"_s, u"b"_s)};
    QTest::newRow("a word is no row") << u"productId"_s << Parameters << QList<FieldRow>();
    QTest::newRow("a header's value is no row")
        << u"text/html; q=0.5"_s << Headers << QList<FieldRow>();
    QTest::newRow("blank lines are nothing") << u"\n\n"_s << Form << QList<FieldRow>();
    QTest::newRow("a placeholder is left alone")
        << u"a={{x&y}}&b=2"_s << Parameters
        << QList{row(u"a"_s, u"{{x&y}}"_s), row(u"b"_s, u"2"_s)};
}

void PastedRowsTest::rows()
{
    QFETCH(const QString, text);
    QFETCH(const FieldStyle, style);
    QFETCH(const QList<FieldRow>, expected);
    const QList<FieldRow> rows = pastedRows(text, style);
    QCOMPARE(rows.size(), expected.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].name, expected[i].name);
        QCOMPARE(rows[i].value, expected[i].value);
        QCOMPARE(rows[i].enabled, expected[i].enabled);
        QCOMPARE(rows[i].hasEquals, expected[i].hasEquals);
    }
}

void PastedRowsTest::copiedRowsAreReadBack()
{
    const QList rows{row(u"a"_s, u"1"_s), row(u"b"_s, u"x: y"_s, false), row(u"c"_s, {})};
    for (const FieldStyle style : {Parameters, Headers, Form}) {
        QList<FieldRow> expected = rows;
        if (style == Parameters)
            expected[1].value = u"x:%20y"_s;
        QCOMPARE(pastedRows(copiedRows(rows, style), style), expected);
    }
}

QTEST_GUILESS_MAIN(PastedRowsTest)
#include "tst_pastedrows.moc"
