// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/editor/pulse.h"
#include "tests/ui/response/sampleexchanges.h"
#include "ui/response/responsebodypage.h"

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
            << QByteArray("caf\xe9") << QByteArray("text/plain") << u"café"_s << u"offset 3"_s;
        QTest::newRow("an unknown charset")
            << QByteArray("a") << QByteArray("text/plain; charset=klingon") << u"a"_s
            << u"klingon"_s;
        QTest::newRow("binary as hexadecimal digits")
            << QByteArray("\0\1", 2) << QByteArray()
            << u"00000000  00 01                                             .."_s << QString();
    }
    void shows()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, type);
        QFETCH(QString, note);
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory(bytes), type);
        QTRY_VERIFY(page.isSettled());
        QTEST(page.editor()->shownText(), "text");
        if (note.isEmpty())
            QCOMPARE(page.noteText(), note);
        else
            QVERIFY2(page.noteText().contains(note), qPrintable(page.noteText()));
        QVERIFY(page.moreText().isEmpty());
    }

    void rawSwitchesBackAndForth()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory("[1]"), "application/json");
        page.setForm(BodyForm::Raw);
        QCOMPARE(page.editor()->shownText(), u"[1]"_s);
        page.setForm(BodyForm::Pretty);
        QCOMPARE(page.editor()->shownText(), u"[\n    1\n]"_s);
    }

    void anEmptyBodySaysSo()
    {
        ResponseBodyPage page(*m_theme, m_syntax);
        QSignalSpy settled(&page, &ResponseBodyPage::settled);
        page.showBody({}, "application/json");
        QCOMPARE(settled.size(), 1);
        QVERIFY(page.moreText().isEmpty() && page.noteText().isEmpty());
    }

    void aMebibyteIsShownWhole()
    {
        const QByteArray json = Samples::bigJson(1'000'000);
        ResponseBodyPage page(*m_theme, m_syntax);
        page.showBody(inMemory(json), "application/json");
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 60'000);
        QVERIFY(page.moreText().isEmpty());
        QVERIFY(page.editor()->document()->characterCount() > json.size());
        QVERIFY(page.editor()->shownText().endsWith(u"}\n]"_s));
    }

    void fiveMegabytesComeByPieces()
    {
        const QByteArray json = Samples::bigJson(5'200'000);
        const ResponseBody body = Samples::inFile(json);
        ResponseBodyPage page(*m_theme, m_syntax);
        page.resize(900, 600);
        page.ensurePolished();
        Pulse pulse;
        QElapsedTimer clock;
        clock.start();
        page.showBody(body, "application/json");
        const qint64 call = clock.elapsed();
        QTRY_VERIFY_WITH_TIMEOUT(page.editor()->document()->characterCount() > 1'000, 60'000);
        const qint64 first = clock.elapsed();
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 60'000);
        qInfo("5.2 MB of JSON: call %lld ms, text on the screen after %lld ms, first piece after "
              "%lld ms, longest turn %.1f ms of processor time",
              call, first, clock.elapsed(), pulse.longest);
        QVERIFY(call < 500);
        QVERIFY(pulse.longest < 200);
        QCOMPARE(page.moreText(), u"Showing 524 kB of 5.2 MB"_s);
        const int before = page.editor()->document()->characterCount();
        page.showMore();
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 60'000);
        QVERIFY(page.editor()->document()->characterCount() > before * 19 / 10);
        QCOMPARE(page.moreText(), u"Showing 1.0 MB of 5.2 MB"_s);
        page.setForm(BodyForm::Raw);
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 60'000);
        page.openWhole();
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 60'000);
        QVERIFY(page.moreText().isEmpty());
        // One line of five megabytes, folded on the screen and whole when copied.
        QVERIFY(page.editor()->blockCount() > 1'000);
        QCOMPARE(page.editor()->shownText(), QString::fromUtf8(json));
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
        QCOMPARE(page.editor()->shownText(), u"[]"_s);
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
