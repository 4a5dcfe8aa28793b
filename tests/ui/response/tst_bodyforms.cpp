// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/fixtures.h"
#include "ui/preview/imagepreview.h"
#include "ui/response/multipartpage.h"
#include "ui/response/responsebodypage.h"
#include "ui/structure/filterbar.h"
#include "ui/structure/matchlist.h"
#include "ui/structure/recordview.h"
#include "ui/widgets/elidedlabel.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QLineEdit>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

ResponseBody inMemory(const QByteArray &bytes)
{
    ResponseBody body;
    body.bytes = bytes;
    body.size = bytes.size();
    return body;
}

} // namespace

class TestBodyForms : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    SyntaxRepository m_syntax;

private Q_SLOTS:
    void initTestCase()
    {
        m_theme
            = std::make_unique<Theme>(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { QTest::failOnWarning(); }

    void theTreeStandsOnWhatWasReceived()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        page.setForm(ResponseBodyPage::Form::Tree);
        page.showBody(inMemory("{\"a\": 1.50,\n\"a\": [,]}"), "application/json");
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.shownForm(), ResponseBodyPage::Form::Tree);
        // What stands before the fault.
        QCOMPARE(page.treeView()->rowCount(), 3);
        QVERIFY(page.treeView()->rowText(1).contains(u"1.50"_s));
        QVERIFY(page.treeView()->rowText(1).contains(u"appears 2 times"_s));
        QVERIFY(page.noteText().contains(u"line 2, column 7"_s));
        QVERIFY(page.noteText().contains(u"What stands before it is shown."_s));
        QVERIFY(page.noteText().contains(u"Key “a” appears 2 times"_s));
        page.showBody(inMemory("plain"), "text/plain");
        QCOMPARE(page.shownForm(), ResponseBodyPage::Form::Raw);
        QCOMPARE(page.view()->shownText(), u"plain"_s);
    }

    void doubledKeysAreSaidWithTheirLine()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory("{\"a\":1,\"b\":2,\"a\":3}"), "application/json");
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.noteText(), u"Key “a” appears 2 times in its object, at line 2."_s);
    }

    void theTypeIsSaidShorterWhereThereIsLessRoom_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("said");
        QTest::newRow("room for all") << 400 << u"application/json · UTF-8"_s;
        QTest::newRow("less") << 130 << u"application/json"_s;
        QTest::newRow("little") << 50 << u"json"_s;
    }
    void theTypeIsSaidShorterWhereThereIsLessRoom()
    {
        QFETCH(const int, width);
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory("{\"a\": \"\u00e9\"}"), "application/json");
        QTRY_VERIFY(page.isSettled());
        auto *type = page.findChild<ElidedLabel *>();
        QVERIFY(type);
        QCOMPARE(type->toolTip(), u"application/json · UTF-8"_s);
        type->resize(width, type->height());
        QTEST(type->shownText(), "said");
    }

    void foldsAndTellsPaths()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        page.resize(700, 500);
        page.showBody(inMemory("{\"a\":{\"b\":[1,2]},\"c\":3}"), "application/json");
        BodyView &view = *page.view();
        QTRY_VERIFY(page.isSettled());
        view.goToLine(4);
        QTest::keyClick(&view, Qt::Key_BracketLeft, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(view.folds().shownCount(9), 6);
        QVERIFY(view.folds().at(2));
        // The cursor came along, and goes over what is hidden.
        QCOMPARE(view.rows().rowAt(view.cursor()).line, 3);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.rows().rowAt(view.cursor()).line, 7);
        // What is found within it is shown.
        view.goToLine(4);
        QVERIFY(view.folds().isEmpty());
        view.copyPath(PathStyle::Normalized);
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"$['a']['b'][0]"_s);
        view.copyValue();
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"1"_s);
        view.foldToLevel(1);
        QTRY_VERIFY(!view.isBusy());
        QCOMPARE(view.folds().shownCount(9), 4);
        view.unfoldAll();
        QVERIFY(view.folds().isEmpty());
        // A head that is far from the cursor is found all the same.
        page.showBody(inMemory("{\"list\":[" + QByteArray("1,").repeated(900) + "2],\"z\":3}"),
                      "application/json");
        QTRY_VERIFY(page.isSettled());
        view.goToLine(902);
        view.fold();
        QTRY_VERIFY(view.folds().at(1));
        QCOMPARE(view.folds().shownCount(view.rows().rowCount()), 4);
    }

    void filtersAndGoesToThePlace()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory("<r><a n='1'>x</a><a n='2'>y</a></r>"), "text/xml");
        QTRY_VERIFY(page.isSettled());
        page.openFilter();
        QTest::keyClicks(page.filterBar()->field(), u"//a["_s);
        QCOMPARE(page.filterBar()->faultText(), u"At the end: a name, @, * or . was expected."_s);
        QTest::keyClicks(page.filterBar()->field(), u"@n=2]"_s);
        QTRY_COMPARE(page.filterBar()->countText(), u"1 value"_s);
        QVERIFY(page.matchList()->isVisibleTo(&page));
        QCOMPARE(page.matchList()->rowText(0), u"/r/a[2] <a n='2'>y</a>"_s);
        page.matchList()->copyPaths();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"/r/a[2]"_s);
        page.matchList()->copyAll();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"<a n='2'>y</a>"_s);
        QTest::keyClick(page.matchList(), Qt::Key_Return);
        QVERIFY(page.view()->isVisibleTo(&page) && page.filterBar()->isHidden());
        QCOMPARE(page.view()->selectedText(), u"<a n='2'>y</a>"_s);
    }

    void filtersJsonByJsonPath_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("count");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("fault");
        const QByteArray json = "{\"a\":[{\"n\":1.50},{\"n\":2}]}";
        QTest::newRow("numbers as sent") << json << QByteArray("application/json") << u"$..n"_s
                                         << u"2 values"_s << u"$['a'][0]['n'] 1.50"_s << QString();
        QTest::newRow("a filter") << json << QByteArray("application/json")
                                  << u" $.a[?@.n > 1.9].n"_s << u"1 value"_s
                                  << u"$['a'][1]['n'] 2"_s << QString();
        QTest::newRow("lines") << QByteArray("{\"a\":1}\n{\"a\":2}\n")
                               << QByteArray("application/x-ndjson") << u"$[1].a"_s << u"1 value"_s
                               << u"$[1]['a'] 2"_s << QString();
        QTest::newRow("a fault has its place")
            << json << QByteArray("application/json") << u" $.a[?length(@]"_s << QString()
            << QString() << u"At character 15, “]”: expected , or )."_s;
        QTest::newRow("nothing is found") << json << QByteArray("application/json") << u"$.zzz"_s
                                          << u"0 values"_s << QString() << QString();
        QTest::newRow("what is broken is not filtered")
            << QByteArray("{\"a\":[1,2") << QByteArray("application/json") << u"$.a"_s
            << u"the body is broken and cannot be filtered"_s << QString() << QString();
    }
    void filtersJsonByJsonPath()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        QFETCH(QString, query);
        QFETCH(QString, count);
        QFETCH(QString, first);
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory(body), type);
        QTRY_VERIFY(page.isSettled());
        page.openFilter();
        page.filterBar()->field()->setText(query);
        QTRY_COMPARE(page.filterBar()->countText(), count);
        QTEST(page.filterBar()->faultText(), "fault");
        QCOMPARE(page.matchList()->rowText(0), first);
    }

    void multipartBodiesComePartByPart()
    {
        const QByteArray body = "--b\r\nContent-Disposition: form-data; name=\"json\"\r\n"
                                "Content-Type: application/json\r\n\r\n{\"a\":1}\r\n"
                                "--b\r\nContent-Disposition: form-data; name=\"file\"; "
                                "filename=\"x.bin\"\r\nContent-Type: application/octet-stream"
                                "\r\n\r\n\0\1\r\n"_ba;
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory(body), "multipart/form-data; boundary=b");
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.shownForm(), ResponseBodyPage::Form::Parts);
        QVERIFY(page.noteText().contains(u"The last delimiter is missing"_s));
        MultipartPage &parts = *page.partsPage();
        QCOMPARE(parts.list()->rowCount(), 2);
        QCOMPARE(parts.list()->rowText(0), u"1  json  application/json  7 B"_s);
        QVERIFY(parts.headerText().startsWith(u"Content-Disposition: form-data"_s));
        QTRY_COMPARE(parts.partPage()->view()->shownText(), u"{\n    \"a\": 1\n}"_s);
        QTest::keyClick(parts.list(), Qt::Key_Down);
        QTRY_COMPARE(parts.partPage()->shownForm(), ResponseBodyPage::Form::Hex);
        QVERIFY(parts.partPage()->view()->shownText().startsWith(u"00 01"_s));
        page.setForm(ResponseBodyPage::Form::Raw);
        QVERIFY(page.shownForm() == ResponseBodyPage::Form::Raw
                || page.shownForm() == ResponseBodyPage::Form::Parts);
        // A body of another kind needs no parts.
        page.showBody(inMemory("[1]"), "application/json");
        QCOMPARE(page.view()->shownText(), u"[1]"_s);
    }

    void tablesSayWhatIsWrong()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        page.setForm(ResponseBodyPage::Form::Table);
        page.showBody(inMemory("a,b\n1,2\n3\n"), "text/csv");
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.shownForm(), ResponseBodyPage::Form::Table);
        QCOMPARE(page.tableView()->rowCount(), 2);
        QVERIFY(page.noteText().startsWith(u"One row is marked: line 3, column 1"_s));
        page.showBody(inMemory("{\"a\":1}\n{\n"), "application/x-ndjson");
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.tableView()->rowCount(), 2);
        QCOMPARE(page.tableView()->columns(), (QStringList{u"a"_s, u"…"_s}));
        QVERIFY(page.noteText().contains(u"no JSON"_s));
    }

    void picturesAreShownWithTheirMeasures_data()
    {
        QTest::addColumn<QByteArray>("format");
        for (const char *format : {"PNG", "WEBP"})
            QTest::newRow(format) << QByteArray(format);
    }

    void picturesAreShownWithTheirMeasures()
    {
        QFETCH(const QByteArray, format);
        QImage image(30, 20, QImage::Format_RGB32);
        image.fill(Qt::red);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(image.save(&buffer, format.constData()));
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory(bytes), "image/" + format.toLower());
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.shownForm(), ResponseBodyPage::Form::Preview);
        QVERIFY2(page.preview()->summary().startsWith(u"30 × 20 · "_s + QLatin1StringView(format)),
                 qPrintable(page.preview()->summary()));
        page.showBody(inMemory(bytes.first(40)), "image/" + format.toLower());
        QTRY_VERIFY(page.preview()->summary().contains(u"broken"_s));
        page.setForm(ResponseBodyPage::Form::Hex);
        QVERIFY(
            page.view()->shownText().startsWith(QString::fromLatin1(bytes.first(2).toHex(' '))));
    }

    void theJsonOfOthersInEveryForm()
    {
        const QString folder = fixtureFolder(u"json"_s);
        if (folder.isEmpty())
            QSKIP("the folder json of the fixtures is not there");
        const QDir dir(folder + u"/test_parsing"_s);
        const QStringList names = dir.entryList(QDir::Files);
        QCOMPARE(names.size(), 318);
        using Form = ResponseBodyPage::Form;
        // Layouts of a window that is none yet would talk to the platform.
        QWidget window;
        auto &page = *new ResponseBodyPage(*m_theme, m_syntax, {}, &window);
        page.resize(700, 400);
        for (const QString &name : names) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (const Form form : {Form::Pretty, Form::Raw, Form::Tree, Form::Hex}) {
                page.setForm(form);
                page.showBody(inMemory(bytes), "application/json");
                QTRY_VERIFY2(page.isSettled(), qPrintable(name));
                page.grab();
                if (page.shownForm() != Form::Tree)
                    continue;
                page.treeView()->openAll(0);
                QTRY_VERIFY2(page.isSettled(), qPrintable(name));
                page.grab();
                // A sound text has a value.
                if (name.startsWith(u'y'))
                    QVERIFY2(page.treeView()->rowCount() > 0, qPrintable(name));
            }
        }
    }
};

QTEST_MAIN(TestBodyForms)
#include "tst_bodyforms.moc"
