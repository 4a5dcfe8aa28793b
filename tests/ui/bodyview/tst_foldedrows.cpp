// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/jsonprinter.h"
#include "core/text/xmlprinter.h"
#include "ui/bodyview/foldedrows.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QByteArray pretty(const QByteArray &text, StructureLanguage language)
{
    QByteArray out;
    if (language == StructureLanguage::Xml) {
        XmlPrinter printer;
        printer.print(text, out);
        printer.finish(out);
    } else {
        JsonPrinter printer;
        printer.print(text, out);
        printer.finish();
    }
    return out;
}

/// The lines that are shown, trimmed, folded ones with their count.
QByteArray shownLines(const QByteArray &text, const FoldedRows &folds)
{
    const QList<QByteArray> lines = text.split('\n');
    QByteArray shown;
    for (qint64 row = 0; row < lines.size(); row = folds.next(row)) {
        shown += lines[row].trimmed();
        if (const RowFold *fold = folds.at(row))
            shown += '+' + QByteArray::number(fold->hidden);
        shown += ' ';
    }
    return shown.trimmed();
}

} // namespace

class TestFoldedRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void rowsAndIndexesAgree()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 200; ++round) {
            const qint64 rows = random.bounded(1, 60);
            FoldedRows folds;
            // What is hidden, told apart by hand.
            std::vector<bool> hidden(size_t(rows), false);
            std::vector<qint64> heads(size_t(rows), 0);
            for (int act = 0; act < 6; ++act) {
                const qint64 row = random.bounded(rows);
                if (hidden[size_t(row)])
                    continue;
                if (heads[size_t(row)] > 0) {
                    folds.unfold(row);
                    std::fill_n(hidden.begin() + row + 1, heads[size_t(row)], false);
                    heads[size_t(row)] = 0;
                    continue;
                }
                qint64 count = random.bounded(rows - row);
                // Folds lie within each other or apart.
                for (qint64 at = row + 1; at <= row + count && at < rows; ++at)
                    count = std::max(count, at - row + heads[size_t(at)]);
                if (count == 0)
                    continue;
                folds.fold(row, count);
                for (qint64 at = row + 1; at <= row + count; ++at) {
                    hidden[size_t(at)] = true;
                    heads[size_t(at)] = 0;
                }
                heads[size_t(row)] = count;
            }
            qint64 index = 0;
            qint64 before = -1;
            for (qint64 row = 0; row < rows; ++row) {
                QCOMPARE(folds.hiding(row) != nullptr, bool(hidden[size_t(row)]));
                if (hidden[size_t(row)]) {
                    QCOMPARE(folds.indexOf(row), index - 1);
                    continue;
                }
                QCOMPARE(folds.indexOf(row), index);
                QCOMPARE(folds.rowOf(index), row);
                QCOMPARE(folds.previous(row), before);
                if (before >= 0)
                    QCOMPARE(folds.next(before), row);
                before = row;
                ++index;
            }
            QCOMPARE(folds.shownCount(rows), index);
        }
    }

    void levels_data()
    {
        QTest::addColumn<StructureLanguage>("language");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("level");
        QTest::addColumn<QByteArray>("shown");
        const QByteArray json = "{\"a\":{\"b\":[1,2],\"c\":{}},\"d\":[[3]],\"e\":4}";
        QTest::newRow("the root") << StructureLanguage::Json << json << 0 << QByteArray("{+14");
        QTest::newRow("the first level") << StructureLanguage::Json << json << 1
                                         << QByteArray("{ \"a\": {+6 \"d\": [+4 \"e\": 4 }");
        QTest::newRow("the second level")
            << StructureLanguage::Json << json << 2
            << QByteArray("{ \"a\": { \"b\": [+3 \"c\": {} }, \"d\": [ [+2 ], \"e\": 4 }");
        QTest::newRow("nothing is as deep")
            << StructureLanguage::Json << QByteArray("[1]") << 3 << QByteArray("[ 1 ]");
        QTest::newRow("XML") << StructureLanguage::Xml
                             << QByteArray("<r><a x='1'><b>t</b></a><c/><d><e/></d></r>") << 1
                             << QByteArray("<r> <a x='1'>+2 <c/> <d>+2 </r>");
    }
    void levels()
    {
        QFETCH(StructureLanguage, language);
        QFETCH(QByteArray, text);
        QFETCH(int, level);
        const QByteArray laid = pretty(text, language);
        FoldedRows folds;
        folds.set(foldsOfLevel(language, HeldBytes(laid), level, {}));
        QTEST(shownLines(laid, folds), "shown");
    }

    void whatOpens_data()
    {
        QTest::addColumn<StructureLanguage>("language");
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<int>("start");
        const auto json = StructureLanguage::Json;
        const auto xml = StructureLanguage::Xml;
        QTest::newRow("a member that is an object") << json << QByteArray("  \"a\": {") << 7;
        QTest::newRow("a string with a bracket") << json << QByteArray("  \"{\"") << -1;
        QTest::newRow("an empty object") << json << QByteArray("{},") << -1;
        QTest::newRow("a start tag") << xml << QByteArray("  <a b='c'>") << 2;
        QTest::newRow("an element on one line") << xml << QByteArray("  <a>b</a>") << -1;
        QTest::newRow("an end tag") << xml << QByteArray("</a>") << -1;
        QTest::newRow("an empty element") << xml << QByteArray("<a/>") << -1;
        QTest::newRow("a comment") << xml << QByteArray("<!-- a -->") << -1;
    }
    void whatOpens()
    {
        QFETCH(StructureLanguage, language);
        QFETCH(QByteArray, row);
        QTEST(int(foldStart(language, row)), "start");
    }
};

QTEST_GUILESS_MAIN(TestFoldedRows)
#include "tst_foldedrows.moc"
