// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/bodyrows.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

BodyRows rowsOf(const QByteArray &text)
{
    BodyRows rows;
    rows.grow(HeldBytes(text), LineScanner().scan(text, text.size(), true));
    return rows;
}

} // namespace

class TestBodyRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void shows_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("plain");
        QTest::addColumn<qsizetype>("bad");
        const auto row
            = [](const char *name, const QByteArray &bytes, const QString &text, bool isPlain,
                 qsizetype bad = 0) { QTest::newRow(name) << bytes << text << isPlain << bad; };
        row("letters", "abc", u"abc"_s, true);
        row("tabs as wide as they are", "a\tb\t", u"a   b   "_s, true);
        row("the return of Windows is not shown", "ab\r\nc", u"ab"_s, true);
        row("any other return is", "a\rb", u"a␍b"_s, false);
        row("control characters as signs", QByteArray("a\0\x1b\x7f", 4), u"a␀␛␡"_s, false);
        row("characters of all lengths", "é€😀", u"é€😀"_s, false);
        row("bytes that are no UTF-8", "caf\xe9!\xff", u"caf\uFFFD!\uFFFD"_s, false, 2);
        row("what would turn the text round", "a\u202Eb\u200Bc", u"a·b·c"_s, false);
    }
    void shows()
    {
        QFETCH(const QByteArray, bytes);
        const BodyRows rows = rowsOf(bytes);
        const TextRow row = rows.row(0);
        const ShownRow shown = rows.shown(row);
        QTEST(shown.text, "text");
        QTEST(shown.isPlain, "plain");
        QTEST(shown.bad.size(), "bad");
        // Every column leads to the byte it stands for, and back.
        for (qsizetype column = 0; column <= shown.text.size(); ++column) {
            const qint64 byte = rows.byteAt(row, shown, column);
            const qsizetype first = rows.columnOf(row, shown, byte);
            QVERIFY(first <= column);
            QCOMPARE(rows.byteAt(row, shown, first), byte);
        }
    }

    void bytesAreWhereTheyAreShown()
    {
        const BodyRows rows = rowsOf("a\té😀x\nnext");
        const TextRow row = rows.row(0);
        const ShownRow shown = rows.shown(row);
        QCOMPARE(rows.columns(row, shown, 1, 2), QList{(ColumnSpan{1, 4})});
        QCOMPARE(rows.columns(row, shown, 4, 8), QList{(ColumnSpan{5, 7})});
        // With the end of the line.
        QCOMPARE(rows.columns(row, shown, 8, 12), QList{(ColumnSpan{7, 9})});
        QCOMPARE(rows.columns(row, shown, 9, 12), QList{(ColumnSpan{8, 9})});
        QVERIFY(rows.columns(row, shown, 10, 12).isEmpty());
        QVERIFY(rows.columns(row, shown, 2, 2).isEmpty());
    }

    void hexadecimalRows()
    {
        BodyRows rows(BodyRows::Kind::Hex);
        rows.setBytes(HeldBytes(QByteArray("0123456789abcdef\n\xff", 18)));
        QCOMPARE(rows.rowCount(), 2);
        const TextRow row = rows.row(0);
        const ShownRow shown = rows.shown(row);
        QCOMPARE(shown.text,
                 u"00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef"_s);
        const TextRow second = rows.following(row);
        QVERIFY(rows.shown(second).text.startsWith(u"00000010  0a ff "_s));
        QVERIFY(rows.shown(second).text.endsWith(u"  .."_s));
        for (const qint64 byte : {0, 7, 8, 15}) {
            const auto spans = rows.columns(row, shown, byte, byte + 1);
            QCOMPARE(spans.size(), 2);
            const uint code = uint(rows.bytes().view()[byte]);
            QCOMPARE(shown.text.sliced(spans[0].begin, 2), QString::number(code, 16));
            QCOMPARE(shown.text[spans[1].begin], QChar(char16_t(code)));
            QCOMPARE(rows.byteAt(row, shown, spans[0].begin), byte);
            QCOMPARE(rows.byteAt(row, shown, spans[1].begin), byte);
        }
        QCOMPARE(rows.copied(15, 18), u"66 0a ff"_s);
        QCOMPARE(rows.rowAt(17).number, 1);
    }
};

QTEST_GUILESS_MAIN(TestBodyRows)
#include "tst_bodyrows.moc"
