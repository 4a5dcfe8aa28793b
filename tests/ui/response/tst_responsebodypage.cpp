// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/editor/pulse.h"
#include "tests/ui/response/sampleexchanges.h"
#include "ui/response/responsebodypage.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QElapsedTimer>
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
