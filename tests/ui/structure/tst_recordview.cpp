// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/recordview.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestRecordView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    void fill(RecordView &view, const QByteArray &text, TableFormat::Kind kind)
    {
        view.resize(600, 300);
        view.setFormat(kind == TableFormat::Kind::Csv ? sniffCsv(text) : TableFormat{kind});
        view.grow(HeldBytes(text), true);
        QTRY_VERIFY(!view.isBusy());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme
            = std::make_unique<Theme>(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { QTest::failOnWarning(); }

    void linesOfJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("columns");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("columns in the order they appear, numbers as sent")
            << QByteArray("{\"b\":1.50,\"a\":\"x\"}\n{\"a\":null,\"c\":[1, 2]}\n")
            << QStringList{u"b"_s, u"a"_s, u"c"_s, u"…"_s}
            << QStringList{u"1.50|\"x\"||"_s, u"|null|[1, 2]|"_s};
        QTest::newRow("arrays and scalars")
            << QByteArray("[1,true]\n7\r\n") << QStringList{u"0"_s, u"1"_s, u"value"_s, u"…"_s}
            << QStringList{u"1|true||"_s, u"||7|"_s};
        QTest::newRow("a doubled key is not lost")
            << QByteArray("{\"a\":1,\"a\":2}") << QStringList{u"a"_s, u"…"_s}
            << QStringList{u"1|a: 2"_s};
        QTest::newRow("a bad line is said with its place, the others stay")
            << QByteArray("{\"a\":1}\n{\"a\":}\n\n{\"a\":3}") << QStringList{u"a"_s, u"…"_s}
            << QStringList{u"1|"_s, u"!line 2, column 6: no JSON"_s, u"3|"_s};
        QTest::newRow("record separators")
            << QByteArray("\x1e{\"a\":1}\n\x1e{\"a\":2}\n") << QStringList{u"a"_s, u"…"_s}
            << QStringList{u"1|"_s, u"2|"_s};
    }
    void linesOfJson()
    {
        QFETCH(QByteArray, text);
        RecordView view(*m_theme);
        fill(view, text, TableFormat::Kind::JsonLines);
        QTEST(view.columns(), "columns");
        QStringList rows;
        for (qint64 row = 0; row < view.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < view.columns().size(); ++column)
                cells += view.cellText(row, column);
            const QString problem = view.problemOf(row);
            rows += problem.isEmpty() ? cells.join(u'|') : QString(u'!' + problem);
        }
        QTEST(rows, "rows");
    }

    void csv_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("columns");
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<QString>("note");
        QTest::newRow("types are not guessed, quotes are taken off")
            << QByteArray("id,name\r\n007,\"a \"\"b\"\", c\"\r\n1e5,\r\n")
            << QStringList{u"id"_s, u"name"_s} << QStringList{u"007|a \"b\", c"_s, u"1e5|"_s}
            << QString();
        QTest::newRow("semicolons, lines within quotes")
            << QByteArray("a;b\n\"x\ny\";2\n3;4") << QStringList{u"a"_s, u"b"_s}
            << QStringList{u"x y|2"_s, u"3|4"_s} << QString();
        QTest::newRow("a row that is not like the first one")
            << QByteArray("a,b\n1\n2,3\n") << QStringList{u"a"_s, u"b"_s}
            << QStringList{u"1|"_s, u"2|3"_s}
            << u"One row is marked: line 2, column 1: one field, which is another number than in "
               "the first row."_s;
    }
    void csv()
    {
        QFETCH(QByteArray, text);
        RecordView view(*m_theme);
        fill(view, text, TableFormat::Kind::Csv);
        QTEST(view.columns(), "columns");
        QStringList rows;
        for (qint64 row = 0; row < view.rowCount(); ++row)
            rows += view.cellText(row, 0) + u'|' + view.cellText(row, 1);
        QTEST(rows, "rows");
        QTEST(view.faultNote(), "note");
    }

    void aMillionRowsAreThereAtOnce()
    {
        QByteArray text;
        for (int i = 0; i < 300'000; ++i)
            text += "{\"n\":" + QByteArray::number(i) + ",\"s\":\"row\"}\n";
        RecordView view(*m_theme);
        fill(view, text, TableFormat::Kind::JsonLines);
        QCOMPARE(view.rowCount(), 300'000);
        view.grab();
        view.setCurrent(299'999);
        QCOMPARE(view.cellText(299'999, 0), u"299999"_s);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.column(), 1);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"\"row\""_s);
        QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 u"{\"n\":299998,\"s\":\"row\"}\n{\"n\":299999,\"s\":\"row\"}"_s);
        QCOMPARE(view.rowText(5), u"row 6, s: \"row\""_s);
    }

    void longLinesAreLookedAtInPart()
    {
        const QByteArray text = "{\"a\":1,\"b\":\"" + QByteArray(3'000'000, 'x') + "\"}\n{\"a\":2}";
        RecordView view(*m_theme);
        fill(view, text, TableFormat::Kind::JsonLines);
        QCOMPARE(view.rowCount(), 2);
        QVERIFY(view.problemOf(0).contains(u"long"_s));
        QCOMPARE(view.cellText(0, 0), u"1"_s);
        QCOMPARE(view.cellText(1, 0), u"2"_s);
    }
};

QTEST_MAIN(TestRecordView)
#include "tst_recordview.moc"
