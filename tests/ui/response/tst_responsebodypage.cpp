// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/fixtures.h"
#include "tests/ui/editor/pulse.h"
#include "tests/ui/response/sampleexchanges.h"
#include "ui/preview/imagepreview.h"
#include "ui/response/multipartpage.h"
#include "ui/response/responsebodypage.h"
#include "ui/structure/filterbar.h"
#include "ui/structure/matchlist.h"
#include "ui/structure/recordview.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSignalSpy>
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

class TestResponseBodyPage : public QObject
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

    void shows_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("note");
        QTest::newRow("JSON laid out") << QByteArray("{\"a\":1}") << QByteArray("application/json")
                                       << u"{\n    \"a\": 1\n}"_s << QString();
        QTest::newRow("XML laid out") << QByteArray("<a><b/></a>") << QByteArray("text/xml")
                                      << u"<a>\n  <b/>\n</a>"_s << QString();
        QTest::newRow("text as it is")
            << QByteArray("a  b\nc") << QByteArray("text/plain") << u"a  b\nc"_s << QString();
        QTest::newRow("broken JSON with its place")
            << QByteArray("{\"a\":\n oops}") << QByteArray("application/json")
            << u"{\n    \"a\": oops}"_s << u"line 2, column 2 (byte 7)"_s;
        QTest::newRow("bad UTF-8 with its place")
            << QByteArray("caf\xe9") << QByteArray("text/plain") << u"caf\uFFFD"_s << u"offset 3"_s;
        QTest::newRow("an unknown charset")
            << QByteArray("a") << QByteArray("text/plain; charset=klingon") << u"a"_s
            << u"klingon"_s;
        QTest::newRow("binary as hexadecimal digits")
            << QByteArray("\0\1", 2) << QByteArray() << u"00 01"_s << QString();
    }
    void shows()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, type);
        QFETCH(QString, note);
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory(bytes), type);
        QTRY_VERIFY(page.isSettled());
        QTEST(page.view()->shownText(), "text");
        if (note.isEmpty())
            QCOMPARE(page.noteText(), note);
        else
            QVERIFY2(page.noteText().contains(note), qPrintable(page.noteText()));
        QVERIFY(page.progressText().isEmpty());
    }

    void rawSwitchesBackAndForth()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory("[1]"), "application/json");
        page.setForm(ResponseBodyPage::Form::Raw);
        QCOMPARE(page.view()->shownText(), u"[1]"_s);
        page.setForm(ResponseBodyPage::Form::Pretty);
        QCOMPARE(page.view()->shownText(), u"[\n    1\n]"_s);
        page.setForm(ResponseBodyPage::Form::Hex);
        QCOMPARE(page.view()->rows().kind(), BodyRows::Kind::Hex);
        QCOMPARE(page.view()->shownText(), u"5b 31 5d"_s);
    }

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

    void picturesAreShownWithTheirMeasures()
    {
        QImage image(30, 20, QImage::Format_RGB32);
        image.fill(Qt::red);
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory(png), "image/png");
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.shownForm(), ResponseBodyPage::Form::Preview);
        QVERIFY(page.preview()->summary().startsWith(u"30 × 20 · PNG"_s));
        page.showBody(inMemory(png.first(60)), "image/png");
        QTRY_VERIFY(page.preview()->summary().contains(u"broken"_s));
        page.setForm(ResponseBodyPage::Form::Hex);
        QVERIFY(page.view()->shownText().startsWith(u"89 50 4e 47"_s));
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

    void anEmptyBodySaysSo()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        QSignalSpy settled(&page, &ResponseBodyPage::settled);
        page.showBody({}, "application/json");
        QCOMPARE(settled.size(), 1);
        QVERIFY(page.progressText().isEmpty() && page.noteText().isEmpty());
    }

    void twentyMegabytesAreThereAtOnce()
    {
        const QByteArray json = Samples::bigJson(20'000'000);
        const ResponseBody body = Samples::inFile(json);
        ResponseBodyPage page(*m_theme, m_syntax);
        page.resize(900, 600);
        page.grab();
        Pulse pulse;
        QElapsedTimer clock;
        clock.start();
        page.showBody(body, "application/json");
        QTRY_VERIFY_WITH_TIMEOUT(page.view()->rows().rowCount() > 100, 60'000);
        const qint64 first = clock.elapsed();
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 60'000);
        qInfo("20 MB of JSON: text on the screen after %lld ms, all after %lld ms, longest turn "
              "%.1f ms of processor time",
              first, clock.elapsed(), pulse.longest);
        QVERIFY(pulse.longest < 200);
        QVERIFY(page.view()->rows().isComplete());
        const QString text = page.view()->shownText();
        QVERIFY(text.startsWith(u"[\n    {\n        \"id\": 0"_s) && text.endsWith(u"}\n]"_s));
        page.setForm(ResponseBodyPage::Form::Raw);
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 60'000);
        // One line, in many rows.
        QCOMPARE(page.view()->rows().lineCount(), 1);
        QVERIFY(page.view()->rows().rowCount() > 10'000);
        QVERIFY(page.view()->shownText() == QString::fromUtf8(json));
    }

    void stopsWhereItIs()
    {
        const ResponseBody body = Samples::inFile(Samples::bigJson(40'000'000));
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(body, "application/json");
        QTRY_VERIFY_WITH_TIMEOUT(page.view()->rows().rowCount() > 100, 60'000);
        if (page.isSettled())
            QSKIP("this machine is too fast to stop it");
        page.stopLoading();
        QVERIFY(page.isSettled());
        QVERIFY(page.noteText().contains(u"Stopped"_s));
        const qint64 rows = page.view()->rows().rowCount();
        QTest::qWait(100);
        QCOMPARE(page.view()->rows().rowCount(), rows);
    }

    void aFileThatShrankIsAnError()
    {
        ResponseBody body = Samples::inFile(QByteArray(70'000, 'x'));
        body.size = 100'000;
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(body, "text/plain");
        QTRY_VERIFY(page.isSettled());
        QVERIFY(!page.noteText().isEmpty());
    }

    void muchIsCopiedOnlyWhenItWasMeant()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(Samples::inFile(QByteArray(BodyView::bigCopy + 1, 'x')), "text/plain");
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 60'000);
        const auto *question = page.findChild<NoticeBar *>();
        QVERIFY(!question->isAsking());
        page.view()->copyAll();
        QVERIFY(question->isAsking());
        page.showBody(inMemory("short"), "text/plain");
        QVERIFY(!question->isAsking());
    }

    void aBodyThatCannotBeReadSaysSo()
    {
        ResponseBody body;
        body.path = QDir::tempPath() + u"/recloser-no-such-file"_s;
        body.size = 3'000'000;
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(body, "application/json");
        QTRY_VERIFY(page.isSettled());
        QVERIFY(page.noteText().contains(u"recloser-no-such-file"_s));
    }

    void theLastBodyWins()
    {
        const ResponseBody big = Samples::inFile(Samples::bigJson(3'000'000));
        ResponseBodyPage page(*m_theme, m_syntax);
        for (int i = 0; i < 5; ++i) {
            page.showBody(big, "application/json");
            QCoreApplication::processEvents();
        }
        page.showBody(inMemory("[]"), "application/json");
        QTest::qWait(100);
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.view()->shownText(), u"[]"_s);
    }

    void destroyedWhileReading()
    {
        const ResponseBody big = Samples::inFile(Samples::bigJson(3'000'000));
        for (int turns = 0; turns < 5; ++turns) {
            auto page = std::make_unique<ResponseBodyPage>(*m_theme, m_syntax);
            page->showBody(big, "application/json");
            for (int i = 0; i < turns * 3; ++i)
                QCoreApplication::processEvents();
            page.reset();
        }
        QTest::qWait(50);
    }
};

QTEST_MAIN(TestResponseBodyPage)
#include "tst_responsebodypage.moc"
