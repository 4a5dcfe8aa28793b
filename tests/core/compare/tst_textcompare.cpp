// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/sequencediff.h"
#include "core/compare/worddiff.h"
#include "tests/core/compare/comparing.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

/// The length of the longest common subsequence, the plain way.
size_t commonLength(const std::vector<quint32> &left, const std::vector<quint32> &right)
{
    std::vector<size_t> before(right.size() + 1);
    for (const quint32 a : left) {
        std::vector<size_t> now(right.size() + 1);
        for (size_t j = 0; j < right.size(); ++j)
            now[j + 1] = a == right[j] ? before[j] + 1 : std::max(before[j + 1], now[j]);
        before = now;
    }
    return before.back();
}

QByteArray randomText(QRandomGenerator &random, int lines, int words)
{
    QByteArrayList result;
    for (int i = 0; i < lines; ++i) {
        QByteArray line;
        for (quint32 w = random.bounded(4U); w > 0; --w)
            line += 'a' + char(random.bounded(words));
        result.append(line);
    }
    return result.join('\n');
}

QByteArray edited(QRandomGenerator &random, const QByteArray &text, int edits)
{
    QByteArrayList lines = text.split('\n');
    for (int i = 0; i < edits; ++i) {
        const auto at = random.bounded(lines.size());
        switch (random.bounded(3)) {
        case 0:
            lines.insert(at, "new " + QByteArray::number(random.bounded(9)));
            break;
        case 1:
            lines[at] += 'x';
            break;
        default:
            if (lines.size() > 1)
                lines.removeAt(at);
        }
    }
    return lines.join('\n');
}

QString marked(QStringView row, const QList<WordRange> &ranges)
{
    QString text = row.toString();
    for (qsizetype i = ranges.size(); i-- > 0;) {
        text.insert(ranges[i].end, u']');
        text.insert(ranges[i].begin, u'[');
    }
    return text;
}

} // namespace

class TestTextCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void rows_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QString>("stretches");
        QTest::newRow("equal texts have no difference") << "a\nb"_ba << "a\nb"_ba << u"=2"_s;
        QTest::newRow("two empty texts are equal") << ""_ba << ""_ba << u"=1"_s;
        QTest::newRow("a line more is added") << "a\nc"_ba << "a\nb\nc"_ba << u"=1 +1 =1"_s;
        QTest::newRow("a line less is removed") << "a\nb\nc"_ba << "a\nc"_ba << u"=1 -1 =1"_s;
        QTest::newRow("a line that is another stands beside it")
            << "a\nthe old one\nc"_ba << "a\nthe new one\nc"_ba << u"=1 ~1 =1"_s;
        QTest::newRow("a missing line break at the end is told")
            << "a\n"_ba << "a"_ba << u"=1 -1"_s;
        QTest::newRow("another line ending is told") << "a\r\nb"_ba << "a\nb"_ba << u"~1 =1"_s;
        QTest::newRow("a changed line finds its like among added ones")
            << "x\nprice: 10 EUR\ny"_ba << "x\nfirst new\nsecond new\nprice: 12 EUR\ny"_ba
            << u"=1 +2 ~1 =1"_s;
        QTest::newRow("lines that have nothing in common do not stand side by side")
            << "x\none two\nthree four\ny"_ba << "x\nfive\ny"_ba << u"=1 -2 +1 =1"_s;
        QTest::newRow("an added block begins where something begins")
            << "{\n  a\n},\n{\n  b\n}"_ba << "{\n  a\n},\n{\n  c\n},\n{\n  b\n}"_ba
            << u"=3 +3 =3"_s;
        QTest::newRow("everything is another") << "a"_ba << "b"_ba << u"~1"_s;
        QTest::newRow("from nothing to something") << ""_ba << "a\nb"_ba << u"-1 +2"_s;
    }
    void rows()
    {
        QFETCH(const QByteArray, left);
        QFETCH(const QByteArray, right);
        QFETCH(const QString, stretches);
        const auto rows = compareTexts(rowsOf(left), rowsOf(right));
        QCOMPARE(sketch(*rows), stretches);
        QCOMPARE(reassembled(*rows), std::pair(left, right));
        QCOMPARE(applied(*rows), right);
        const auto mirror = compareTexts(rowsOf(right), rowsOf(left));
        QCOMPARE(applied(*mirror), left);
    }

    void theShortestDifferenceIsFound()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 2000; ++round) {
            const auto sequence = [&random] {
                std::vector<quint32> result(random.bounded(14U));
                for (quint32 &element : result)
                    element = random.bounded(5U);
                return result;
            };
            const std::vector<quint32> left = sequence();
            const std::vector<quint32> right = sequence();
            const SequenceDiff diff = diffSequences(left, right, 5);
            size_t common = 0;
            quint32 x = 0;
            quint32 y = 0;
            for (const EqualRun &run : diff.runs) {
                QVERIFY(run.left >= x && run.right >= y);
                for (quint32 i = 0; i < run.count; ++i)
                    QCOMPARE(left[run.left + i], right[run.right + i]);
                x = run.left + run.count;
                y = run.right + run.count;
                common += run.count;
            }
            QCOMPARE(common, commonLength(left, right));
            QVERIFY(!diff.isApproximate);
        }
    }

    void whateverTheTextsTheDifferencesLeadFromOneToTheOther()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 400; ++round) {
            const int lines = 1 + random.bounded(round % 10 == 0 ? 400 : 30);
            const QByteArray left = randomText(random, lines, 2 + round % 7);
            const QByteArray right = round % 2 ? edited(random, left, 1 + random.bounded(12))
                                               : randomText(random, lines, 2 + round % 7);
            const auto rows = compareTexts(rowsOf(left), rowsOf(right));
            QCOMPARE(reassembled(*rows), std::pair(left, right));
            QCOMPARE(applied(*rows), right);
            // The other way round it is the mirror image.
            const auto mirror = compareTexts(rowsOf(right), rowsOf(left));
            QCOMPARE(mirror->count(RowKind::Equal), rows->count(RowKind::Equal));
            QCOMPARE(mirror->count(RowKind::Changed), rows->count(RowKind::Changed));
            QCOMPARE(mirror->count(RowKind::Added), rows->count(RowKind::Removed));
            QCOMPARE(mirror->count(RowKind::Removed), rows->count(RowKind::Added));
            QCOMPARE(mirror->differences(), rows->differences());
            const auto same = compareTexts(rowsOf(left), rowsOf(left));
            QVERIFY(same->differences().empty());
        }
    }

    void longTexts_data()
    {
        QTest::addColumn<int>("cutAt");
        QTest::addColumn<int>("cut");
        QTest::addColumn<int>("putIn");
        QTest::addColumn<int>("editedEach");
        QTest::addColumn<QString>("stretches");
        QTest::newRow("a row less") << 20'000 << 1 << 0 << 0 << u"=20000 -1 =39999"_s;
        QTest::newRow("more rows less than a small window has")
            << 20'000 << 1'500 << 0 << 0 << u"=20000 -1500 =38500"_s;
        QTest::newRow("more rows less than any window has")
            << 20'000 << 30'000 << 0 << 0 << u"=20000 -30000 =10000"_s;
        QTest::newRow("more rows more than a small window has")
            << 20'000 << 0 << 3'000 << 0 << u"=20000 +3000 =40000"_s;
        QTest::newRow("the end is missing") << 40'000 << 20'000 << 0 << 0 << u"=40000 -20000"_s;
        QTest::newRow("edits far from each other")
            << 0 << 0 << 0 << 25'000 << u"=25000 ~1 =24999 ~1 =9999"_s;
        QTest::newRow("edits everywhere") << 0 << 0 << 0 << 10 << QString();
        QTest::newRow("edits in between, and rows moved up")
            << 10'000 << 700 << 20 << 90 << QString();
    }
    void longTexts()
    {
        QFETCH(const int, cutAt);
        QFETCH(const int, cut);
        QFETCH(const int, putIn);
        QFETCH(const int, editedEach);
        QFETCH(const QString, stretches);
        QByteArrayList lines;
        for (int i = 0; i < 60'000; ++i)
            lines.append(i % 3 == 0 ? "},"_ba : "line " + QByteArray::number(i));
        QByteArrayList others = lines;
        for (int i = editedEach; editedEach > 0 && i < others.size(); i += editedEach)
            others[i] = "another line " + QByteArray::number(i);
        others.remove(cutAt, cut);
        for (int i = 0; i < putIn; ++i)
            others.insert(cutAt, "put in " + QByteArray::number(i));
        const QByteArray left = lines.join('\n');
        const QByteArray right = others.join('\n');
        const auto rows = compareTexts(rowsOf(left), rowsOf(right));
        if (!stretches.isEmpty())
            QCOMPARE(sketch(*rows), stretches);
        QCOMPARE(reassembled(*rows), std::pair(left, right));
        QVERIFY(applied(*rows) == right);
        QVERIFY(!rows->isApproximate);
        const auto mirror = compareTexts(rowsOf(right), rowsOf(left));
        QVERIFY(applied(*mirror) == left);
        QCOMPARE(mirror->count(RowKind::Equal), rows->count(RowKind::Equal));
    }

    void aLongLineIsComparedInParts()
    {
        QByteArray line;
        for (int i = 0; i < 60'000; ++i)
            line += "{\"id\":" + QByteArray::number(i) + ",\"name\":\"n" + QByteArray::number(i * 7)
                + "\"},";
        QByteArray other = line;
        other.insert(line.size() / 2, "{\"id\":-1,\"name\":\"put in\"},");
        other.replace("n70000\"", "another\"");
        const auto rows = compareTexts(rowsOf(line), rowsOf(other));
        QCOMPARE(reassembled(*rows), std::pair(line, other));
        // Two places, a few parts each.
        QVERIFY2(rows->differences().size() == 2, qPrintable(sketch(*rows)));
        for (qsizetype i = 0; i < rows->left().count(); ++i) {
            QVERIFY(rows->left().row(i).size() <= TextRows::longestRow);
            QCOMPARE(rows->left().lineNumber(i), 1);
        }
        QCOMPARE(rows->left().lineCount(), 1);
    }

    void aCharacterIsNeverCutInTwo()
    {
        const QByteArray line = QString(40'000, u'語').toUtf8();
        const TextRows rows = rowsOf(line);
        QVERIFY(rows.count() > 1);
        for (qsizetype i = 0; i < rows.count(); ++i)
            QVERIFY(rows.row(i).isValidUtf8());
    }

    void textsThatHaveNothingInCommonAreDoneInNoTime()
    {
        QRandomGenerator random(3);
        QByteArray texts[2];
        for (QByteArray &text : texts) {
            for (int i = 0; i < 60'000; ++i)
                text += QByteArray::number(random.bounded(200)) + '\n';
        }
        QElapsedTimer timer;
        timer.start();
        const auto rows = compareTexts(rowsOf(texts[0]), rowsOf(texts[1]));
        // Hundred times what it takes; without a bound it would be hours.
        QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(rows->isApproximate);
        QCOMPARE(applied(*rows), texts[1]);
    }

    void itStopsWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!compareTexts(rowsOf("a"), rowsOf("b"), stop.get_token()));
    }

    void words_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("leftMarked");
        QTest::addColumn<QString>("rightMarked");
        QTest::newRow("one word is another") << u"the old house"_s << u"the new house"_s
                                             << u"the [old] house"_s << u"the [new] house"_s;
        QTest::newRow("words beside each other are one change")
            << u"it was one two here now"_s << u"it was three four here now"_s
            << u"it was [one two] here now"_s << u"it was [three four] here now"_s;
        QTest::newRow("a word more") << u"a b"_s << u"a x b"_s << u"a b"_s << u"a [x ]b"_s;
        QTest::newRow("nothing in common is marked whole")
            << u"alpha beta"_s << u"gamma, delta"_s << u"[alpha beta]"_s << u"[gamma, delta]"_s;
        QTest::newRow("the digits of a number are one word")
            << u"\"price\": 1200,"_s << u"\"price\": 1300,"_s << u"\"price\": [1200],"_s
            << u"\"price\": [1300],"_s;
        QTest::newRow("the end of a line")
            << u"same\r"_s << u"same"_s << u"same[\r]"_s << u"same"_s;
        QTest::newRow("equal rows have no marks") << u"a"_s << u"a"_s << u"a"_s << u"a"_s;
    }
    void words()
    {
        QFETCH(const QString, left);
        QFETCH(const QString, right);
        QFETCH(const QString, leftMarked);
        QFETCH(const QString, rightMarked);
        const WordDifferences found = wordDifferences(left, right);
        QCOMPARE(marked(left, found.left), leftMarked);
        QCOMPARE(marked(right, found.right), rightMarked);
        const WordDifferences mirror = wordDifferences(right, left);
        QCOMPARE(mirror.left, found.right);
        QCOMPARE(mirror.right, found.left);
    }
};

QTEST_GUILESS_MAIN(TestTextCompare)
#include "tst_textcompare.moc"
