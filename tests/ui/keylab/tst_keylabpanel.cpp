// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/keylab/lagprobe.h"
#include "ui/keylab/keylabmodel.h"
#include "ui/keylab/keylabpanel.h"
#include "ui/keylab/keyrun.h"
#include "ui/keylab/patternfield.h"
#include "ui/keylab/urlseditor.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QStringList examples{u"http://www.store1.com:8001/m_search?productId=11211"_s,
                           u"http://www.store1.com:8001/store_add"_s,
                           u"http://www.store1.com:8001/comment/postID/11211"_s,
                           u"https://reqres.in/api/users/1"_s};

QStringList manyUrls(int count)
{
    QStringList urls;
    urls.reserve(count);
    for (int i = 0; i < count; ++i)
        urls.append(
            u"http://www.store%1.com:8001/comment/%2/reply?page=%3"_s.arg(i % 500).arg(i).arg(i
                                                                                              % 7));
    return urls;
}

QStringList linesOf(const KeyLabPanel &panel)
{
    QStringList lines;
    for (int row = 0; row < panel.model().rowCount(); ++row)
        lines.append(panel.model().index(row, 0).data().toString());
    return lines;
}

bool isDone(const KeyLabPanel &panel, const QString &pattern)
{
    const KeyGroupsPtr &groups = panel.model().groups();
    return groups && groups->isComplete() && groups->policy.keyPattern == pattern;
}

QToolButton *toolButton(const QWidget &panel, const QString &text)
{
    for (QToolButton *button : panel.findChildren<QToolButton *>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

constexpr int patience = 60'000;

} // namespace

class TestKeyLabPanel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void resultsFollowThePattern()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setUrls(examples);
        auto *field = panel.findChild<PatternField *>();
        QTest::keyClicks(field, u"[w].+(?=/)"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"[w].+(?=/)"_s), patience);
        QCOMPARE(linesOf(panel),
                 (QStringList{u"no match: whole URL"_s, examples.at(3), u"www.store1.com:8001"_s,
                              examples.at(0), examples.at(1),
                              u"www.store1.com:8001/comment/postID"_s, examples.at(2)}));
        QTest::keyClick(field, Qt::Key_Backspace);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"[w].+(?=/"_s), patience);
        QCOMPARE(linesOf(panel).first(), u"invalid pattern: whole URL"_s);
    }

    void theErrorStandsUnderItsCharacter()
    {
        KeyLabPanel panel(*m_theme);
        panel.resize(330, 500);
        panel.show();
        auto *field = panel.findChild<PatternField *>();
        auto *line = panel.findChild<PatternErrorLine *>();
        panel.setPattern(u"ab(c"_s);
        QTRY_VERIFY_WITH_TIMEOUT(line->isVisible(), patience);
        QCOMPARE(line->accessibleName(),
                 u"re.error: missing ), unterminated subpattern at position 2"_s);
        QVERIFY(field->errorX());
        const QTextCursor cursor = field->extraSelections().first().cursor;
        QCOMPARE(cursor.selectedText(), u"("_s);
        QVERIFY(!panel.findChild<QPushButton *>()->isEnabled());
        panel.setPattern(u"😀😀(c"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"😀😀(c"_s), patience);
        QCOMPARE(field->extraSelections().first().cursor.selectedText(), u"("_s);
        panel.setPattern(u"ab"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!line->isVisible(), patience);
        QVERIFY(!field->errorX());
    }

    void theModelIsSound()
    {
        KeyLabModel model;
        QAbstractItemModelTester tester(&model);
        KeyRun run;
        QSignalSpy progressed(&run, &KeyRun::progressed);
        connect(&run, &KeyRun::progressed, &model,
                [&](const KeyGroupsPtr &groups) { model.setGroups(groups); });
        run.start({.keyPattern = u"[w][^/]+"_s}, manyUrls(3000));
        QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), patience);
        QCOMPARE(model.rowCount(), 3500);
        // Every line belongs to the heading above it.
        const KeyGroup *group = nullptr;
        for (int row = 0; row < model.rowCount(); ++row) {
            const KeyLabModel::Line line = model.line(row);
            if (!line.url) {
                QVERIFY(line.group != group);
                group = line.group;
            }
            QCOMPARE(line.group, group);
        }
        QCOMPARE(model.lineOf(u"www.store0.com:8001"_s), 0);
        QCOMPARE(model.lineOf(u"nobody"_s), -1);
        model.setGroups({});
        QCOMPARE(model.rowCount(), 0);
    }

    void aNewRunCancelsTheOldOne()
    {
        KeyRun run;
        QStringList seen;
        connect(&run, &KeyRun::progressed, &run,
                [&](const KeyGroupsPtr &groups) { seen.append(groups->policy.keyPattern); });
        const QStringList urls = manyUrls(50'000);
        run.start({.keyPattern = u"old"_s}, urls);
        run.start({.keyPattern = u"older"_s}, urls);
        run.start({.keyPattern = u"[w][^/]+"_s}, examples);
        QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), patience);
        QCOMPARE(seen, QStringList{u"[w][^/]+"_s});
        run.start({.keyPattern = u"x"_s}, urls);
        run.cancel();
        QVERIFY(!run.isRunning());
        QCoreApplication::processEvents();
        QCOMPARE(seen.size(), 1);
    }

    void destroyingARunIsSilent()
    {
        auto run = std::make_unique<KeyRun>();
        bool heard = false;
        connect(run.get(), &KeyRun::progressed, this, [&] { heard = true; });
        run->start({.keyPattern = u"a.*b"_s}, manyUrls(20'000));
        run.reset();
        QCoreApplication::processEvents();
        QVERIFY(!heard);
    }

    void aListenerMayStartTheNextRun()
    {
        KeyRun run;
        int count = 0;
        connect(&run, &KeyRun::progressed, &run, [&](const KeyGroupsPtr &) {
            if (++count < 5)
                run.start({.keyPattern = QString::number(count)}, examples);
        });
        run.start({}, examples);
        QTRY_COMPARE_WITH_TIMEOUT(count, 5, patience);
    }

    void aPatternThatRunsAwayIsItsOwnState()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setUrls({u"http://"_s + QString(60, u'a') + u"!"_s, u"http://b/"_s});
        panel.setPattern(u"(a|a?)+$"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"(a|a?)+$"_s), patience);
        QCOMPARE(panel.model().groups()->counts.tooSlow, 1);
        QVERIFY(linesOf(panel).contains(u"too slow: given up"_s));
    }

    void theRequestIsGivenThePattern()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setPattern(u"a+"_s);
        QSignalSpy applied(&panel, &KeyLabPanel::applyRequested);
        QTest::keyClick(panel.findChild<PatternField *>(), Qt::Key_Return);
        QCOMPARE(applied.count(), 1);
        QCOMPARE(applied.first().first().toString(), u"a+"_s);
        QCOMPARE(panel.pattern(), u"a+"_s);
    }

    void sourcesHaveTheirOwnLists()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setPattern(u"[^/]+$"_s);
        panel.setUrls(examples);
        panel.setRequestUrl(u"http://open/request"_s);
        QSignalSpy chosen(&panel, &KeyLabPanel::sourceChosen);
        QTest::mouseClick(toolButton(panel, u"Request"_s), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(linesOf(panel),
                                  (QStringList{u"request"_s, u"http://open/request"_s}), patience);
        panel.setHistoryUrls({u"http://old/one"_s});
        panel.setSource(KeyLabPanel::Source::History);
        QTRY_COMPARE_WITH_TIMEOUT(linesOf(panel), (QStringList{u"one"_s, u"http://old/one"_s}),
                                  patience);
        QCOMPARE(panel.urls(), examples);
        panel.setSource(KeyLabPanel::Source::Typed);
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().groups()->urls, examples, patience);
    }

    void urlsAreTypedAndPasted()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        QSignalSpy edited(&panel, &KeyLabPanel::urlsEdited);
        auto *add = panel.findChild<QLineEdit *>();
        QTest::keyClicks(add, u"http://a/1"_s);
        QTest::keyClick(add, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(panel.urls(), QStringList{u"http://a/1"_s}, patience);
        QVERIFY(edited.count() > 0);
        QTest::mouseClick(toolButton(panel, u"Edit"_s), Qt::LeftButton);
        auto *editor = panel.findChild<UrlsEditor *>();
        QVERIFY(editor->isVisible());
        QCOMPARE(editor->toPlainText(), u"http://a/1"_s);
        editor->moveCursor(QTextCursor::End);
        QTest::keyClicks(editor, u"x"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTest::keyClicks(editor, u" http://b/2 "_s);
        QCOMPARE(panel.urls(), (QStringList{u"http://a/1x"_s, u"http://b/2"_s}));
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(!editor->isVisible());
        QCOMPARE(panel.urls().size(), 2);
    }

    void aHundredThousandUrlsDoNotBlockTyping_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::newRow("500 keys") << u"[w][^/]+"_s;
        QTest::newRow("a key for every URL") << u"www.*reply"_s;
        QTest::newRow("no match at all") << u"qqq"_s;
    }
    void aHundredThousandUrlsDoNotBlockTyping()
    {
        QFETCH(QString, pattern);
        KeyLabPanel panel(*m_theme);
        panel.resize(330, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setUrls(manyUrls(100'000));
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, {}), patience);
        auto *field = panel.findChild<PatternField *>();
        LagProbe probe;
        double longestKey = 0;
        QTest::qWait(50);
        probe.reset();
        for (const QChar c : pattern) {
            QElapsedTimer timer;
            timer.start();
            QTest::keyClick(field, c.toLatin1());
            longestKey = std::max(longestKey, double(timer.nsecsElapsed()) / 1e6);
            QTest::qWait(30);
        }
        QElapsedTimer whole;
        whole.start();
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, pattern), patience);
        qInfo("event loop still for at most %.1f ms, %.1f ms of it our work; a key press %.1f ms; "
              "all %lld ms",
              probe.longestMs(), probe.longestWorkMs(), longestKey,
              static_cast<long long>(whole.elapsed()));
        // The goal is 16 ms and is met in a release build; here only what no sanitizer explains
        // fails.
        QVERIFY2(probe.longestWorkMs() < 150, qPrintable(QString::number(probe.longestWorkMs())));
    }
};

QTEST_MAIN(TestKeyLabPanel)
#include "tst_keylabpanel.moc"
