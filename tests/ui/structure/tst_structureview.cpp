// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/structureview.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Language = StructureLanguage;

namespace {

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

QStringList rowsOf(const StructureView &view)
{
    QStringList rows;
    for (qint64 row = 0; row < view.rowCount(); ++row)
        rows += view.rowText(row);
    return rows;
}

} // namespace

class TestStructureView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    std::unique_ptr<StructureView> viewOf(const QByteArray &text, Language language)
    {
        auto view = std::make_unique<StructureView>(*m_theme);
        view->resize(600, 400);
        view->grow(language, HeldBytes(text), true);
        [&] { QTRY_VERIFY(!view->isBusy()); }();
        return view;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme
            = std::make_unique<Theme>(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { QTest::failOnWarning(); }

    void saysWhatItHas()
    {
        const auto view = viewOf("{\"a\":[1.50,\"x\"],\"e\":{},\"n\":null}", Language::Json);
        QCOMPARE(
            rowsOf(*view),
            (QStringList{u"{ object · 3 keys open level 1"_s,
                         u"\"a\": [1.50,\"x\"] array · 2 items closed level 2"_s,
                         u"\"e\": {} object · 0 keys level 2"_s, u"\"n\": null null level 2"_s}));
        view->open(1);
        QCOMPARE(view->rowText(2), u"0: 1.50 number level 3"_s);
    }

    void saysWhatXmlHas()
    {
        const auto view
            = viewOf("<?xml version='1.0'?><r><i a='1'>t<b/></i><j>text</j></r>", Language::Xml);
        QCOMPARE(
            rowsOf(*view),
            (QStringList{u"xml version='1.0' instruction level 1"_s, u"r 2 parts open level 1"_s,
                         u"i a=\"1\" 3 parts closed level 2"_s, u"j: text level 2"_s}));
    }

    void longStringsAreCutWithTheirLength()
    {
        const auto view = viewOf("[\"" + QByteArray(3'000, 'x') + "\"]", Language::Json);
        QVERIFY(view->rowText(1).contains(u"… string · "_s + QLocale().toString(3'000)
                                          + u" characters"_s));
        QVERIFY(view->rowText(1).size() < 500);
    }

    void keysMoveOpenAndClose()
    {
        const auto view = viewOf("{\"a\":{\"b\":[1,[2]]},\"c\":0}", Language::Json);
        QCOMPARE(view->rowCount(), 3);
        QTest::keyClick(view.get(), Qt::Key_Down);
        QTest::keyClick(view.get(), Qt::Key_Right);
        QCOMPARE(view->rowCount(), 4);
        QTest::keyClick(view.get(), Qt::Key_Right);
        QCOMPARE(view->current(), 2);
        QTest::keyClick(view.get(), Qt::Key_Left);
        QCOMPARE(view->current(), 1);
        QTest::keyClick(view.get(), Qt::Key_Left);
        QCOMPARE(view->rowCount(), 3);
        QTest::keyClick(view.get(), Qt::Key_Asterisk);
        QTRY_COMPARE(view->rowCount(), 7);
        QTest::keyClick(view.get(), Qt::Key_End);
        QCOMPARE(view->current(), 6);
        QTest::keyClick(view.get(), Qt::Key_Home);
        QTest::keyClick(view.get(), Qt::Key_Return);
        QCOMPARE(view->rowCount(), 1);
    }

    void theMouseOpensAtTheMark()
    {
        const auto view = viewOf("[[1]]", Language::Json);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->rectOf(1).topLeft() + QPoint(32, 8));
        QCOMPARE(view->rowCount(), 3);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->rectOf(2).topLeft() + QPoint(200, 8));
        QCOMPARE(view->current(), 2);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {},
                           view->rectOf(1).topLeft() + QPoint(200, 8));
        QCOMPARE(view->rowCount(), 2);
    }

    void copiesValuesAndPaths()
    {
        const auto view = viewOf("{ \"a b\": {\"c\" : 1.0} }", Language::Json);
        view->setCurrent(1);
        QTest::keyClick(view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(clipboard(), u"{\"c\" : 1.0}"_s);
        view->copyPretty();
        QCOMPARE(clipboard(), u"{\n    \"c\": 1.0\n}"_s);
        view->open(1);
        view->setCurrent(2);
        QTest::keyClick(view.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(clipboard(), u"$['a b']['c']"_s);
        view->copyPath(PathStyle::Dotted);
        QCOMPARE(clipboard(), u"$['a b'].c"_s);
    }

    void doubledKeysSaySo()
    {
        const QByteArray text = "{\"a\":1,\"b\":2,\"a\":3}";
        const auto view = viewOf(text, Language::Json);
        DuplicateKeyFinder finder;
        finder.read(text, text.size());
        view->setDuplicates(finder.take());
        QVERIFY(view->rowText(1).contains(u"key appears 2 times"_s));
        QVERIFY(!view->rowText(2).contains(u"appears"_s));
        QVERIFY(view->rowText(3).contains(u"key appears 2 times"_s));
    }

    void whatIsNotThereYetComes()
    {
        QByteArray text = "{\"list\":[";
        for (int i = 0; i < 400'000; ++i)
            text += "{\"n\":" + QByteArray::number(i) + "},";
        text.back() = ']';
        const qsizetype half = text.size() / 2;
        text += ",\"z\":[]}";
        StructureView view(*m_theme);
        view.resize(600, 400);
        view.grow(Language::Json, HeldBytes(text).first(half), false);
        QTRY_COMPARE(view.rowCount(), 2);
        view.open(1);
        QTRY_VERIFY(view.rowCount() > 100'000 && !view.isBusy());
        QSignalSpy settled(&view, &StructureView::settled);
        view.grow(Language::Json, HeldBytes(text), true);
        QTRY_COMPARE_WITH_TIMEOUT(view.rowCount(), 400'003, 30'000);
        QTRY_VERIFY(!view.isBusy() && settled.size() > 0);
        view.setCurrent(400'001);
        QVERIFY2(view.rowText(400'001).startsWith(u"399999: {\"n\":399999}"_s),
                 qPrintable(view.rowText(400'001)));
        view.copyPath(PathStyle::Dotted);
        QCOMPARE(clipboard(), u"$.list[399999]"_s);
        view.close(1);
        QCOMPARE(view.rowCount(), 3);
        // How many there are within was found on the way.
        QVERIFY2(view.rowText(1).contains(QLocale().toString(400'000) + u" items"_s),
                 qPrintable(view.rowText(1)));
    }
};

QTEST_MAIN(TestStructureView)
#include "tst_structureview.moc"
