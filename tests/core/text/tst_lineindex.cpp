// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/growingbytes.h"
#include "core/text/lineindex.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;

namespace {

LineIndex indexed(QByteArrayView text)
{
    LineIndex index;
    index.add(LineScanner().scan(text, text.size(), true));
    return index;
}

QByteArrayList rowsOf(QByteArrayView text, const LineIndex &index)
{
    QByteArrayList rows;
    TextRow row = index.row(text, 0);
    while (true) {
        rows += text.sliced(row.begin, row.end - row.begin).toByteArray();
        if (row.number + 1 == index.rowCount())
            return rows;
        row = LineIndex::following(text, row);
    }
}

/// Lines of all lengths, with characters of one and two bytes.
QByteArray someText(QRandomGenerator &random)
{
    QByteArray text;
    const int lines = random.bounded(200);
    for (int i = 0; i < lines; ++i) {
        const int length = random.bounded(10) == 0 ? random.bounded(60'000) : random.bounded(200);
        // In steps that do not fall together with those of rows.
        const QByteArray word = QByteArray(random.bounded(1, 40), 'x') + "é";
        text += word.repeated(length / word.size());
        text += QByteArray(length % word.size(), 'y');
        if (random.bounded(2))
            text += ',';
        text += '\n';
    }
    if (random.bounded(2))
        text += "the end";
    return text;
}

} // namespace

class TestLineIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void rows_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("rows");
        QTest::newRow("nothing is one empty line") << QByteArray() << QByteArrayList{""};
        QTest::newRow("one line") << QByteArray("a") << QByteArrayList{"a"};
        QTest::newRow("a line feed begins a line") << QByteArray("a\n") << QByteArrayList{"a", ""};
        QTest::newRow("empty lines") << QByteArray("\n\na") << QByteArrayList{"", "", "a"};
        QTest::newRow("the longest row is not cut")
            << QByteArray(1024, 'x') + "\ny" << QByteArrayList{QByteArray(1024, 'x'), "y"};
        QTest::newRow("one more byte is")
            << QByteArray(1025, 'x') << QByteArrayList{QByteArray(1024, 'x'), "x"};
        QTest::newRow("cut behind a comma")
            << QByteArray(1000, 'x') + ',' + QByteArray(100, 'y')
            << QByteArrayList{QByteArray(1000, 'x') + ',', QByteArray(100, 'y')};
        QTest::newRow("not within a character")
            << QByteArray(1023, 'x') + "éé" << QByteArrayList{QByteArray(1023, 'x'), "éé"};
    }
    void rows()
    {
        QFETCH(const QByteArray, text);
        const LineIndex index = indexed(text);
        QVERIFY(index.isComplete());
        QTEST(rowsOf(text, index), "rows");
        QCOMPARE(index.lineCount(), text.count('\n') + 1);
    }

    void everyWayLeadsToTheSameRow()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 40; ++round) {
            const QByteArray text = someText(random);
            const LineIndex index = indexed(text);
            TextRow row = index.row(text, 0);
            QByteArray joined;
            for (qint64 number = 0; number < index.rowCount(); ++number) {
                if (number > 0)
                    row = LineIndex::following(text, row);
                QCOMPARE(row.number, number);
                if (number % 7 == 0) {
                    QCOMPARE(index.row(text, number), row);
                    QCOMPARE(index.rowAt(text, row.begin), row);
                    QCOMPARE(index.rowAt(text, std::max(row.begin, row.next - 1)), row);
                    if (row.startsLine)
                        QCOMPARE(index.rowOfLine(text, row.line), row);
                }
                QCOMPARE(row.startsLine, row.begin == 0 || text[row.begin - 1] == '\n');
                QVERIFY(row.end - row.begin <= LineScanner::longestRow);
                joined += text.sliced(row.begin, row.next - row.begin);
            }
            QCOMPARE(joined, text);
            QCOMPARE(row.line, index.lineCount());
            QCOMPARE(index.rowAt(text, text.size() + 5), row);
            QCOMPARE(index.rowOfLine(text, index.lineCount() + 5), row);
        }
    }

    void aGrowingTextGivesTheSameRows()
    {
        QRandomGenerator random(8);
        for (int round = 0; round < 40; ++round) {
            const QByteArray text = someText(random);
            LineScanner scanner;
            LineIndex index;
            for (qsizetype size = 0; !index.isComplete();) {
                size = std::min<qsizetype>(text.size(), size + random.bounded(20'000));
                const QByteArrayView soFar = QByteArrayView(text).first(size);
                index.add(scanner.scan(soFar, size, size == text.size()));
                // What is known already can be asked for.
                if (index.rowCount() > 0)
                    QVERIFY(index.row(soFar, index.rowCount() - 1).next <= size);
            }
            QCOMPARE(rowsOf(text, index), rowsOf(text, indexed(text)));
        }
    }

    void scansInSlices()
    {
        const QByteArray text(3'000'000, '\n');
        LineScanner scanner;
        LineIndex index;
        int slices = 0;
        for (; !index.isComplete(); ++slices)
            index.add(scanner.scan(text, index.bytes() + 100'000, true));
        QCOMPARE(slices, 30);
        QCOMPARE(index.rowCount(), 3'000'001);
        QCOMPARE(index.row(text, 2'999'999).begin, 2'999'999);
    }

    void growingBytesAreReadWhileTheyGrow()
    {
        GrowingBytes growing;
        QByteArray all;
        HeldBytes early;
        for (int i = 0; i < 60; ++i) {
            const QByteArray piece(100'000, char('a' + i % 26));
            all += piece;
            growing.buffer() += piece;
            growing.settle();
            if (i % 7 != 0)
                continue;
            const auto held = growing.soFar();
            QVERIFY(held);
            QVERIFY(held->view() == all);
            if (i == 28)
                early = *held;
        }
        QVERIFY(growing.soFar()->view() == all);
        growing = GrowingBytes();
        QVERIFY(early.view() == QByteArrayView(all).first(early.size()));
        early.release(0, early.size());
        QVERIFY(early.view() == QByteArrayView(all).first(early.size()));
    }
};

QTEST_GUILESS_MAIN(TestLineIndex)
#include "tst_lineindex.moc"
