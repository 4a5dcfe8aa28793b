// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/keylab/labsupport.h"
#include "ui/keylab/chipbutton.h"
#include "ui/keylab/expectations.h"
#include "ui/keylab/keylabview.h"
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
        panel.setUrls(exampleUrls());
        auto *field = panel.findChild<PatternField *>();
        QTest::keyClicks(field, u"[w].+(?=/)"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"[w].+(?=/)"_s), patience);
        QCOMPARE(linesOf(panel),
                 (QStringList{u"no match: whole URL"_s, exampleUrls().at(3),
                              u"www.store1.com:8001"_s, exampleUrls().at(0), exampleUrls().at(1),
                              u"www.store1.com:8001/comment/postID"_s, exampleUrls().at(2)}));
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
        run.start(KeyQuestion{{.keyPattern = u"[w][^/]+"_s}}, manyUrls(3000));
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
        connect(&run, &KeyRun::progressed, &run, [&](const KeyGroupsPtr &groups) {
            seen.append(groups->question.policy.keyPattern);
        });
        const QStringList urls = manyUrls(50'000);
        run.start(KeyQuestion{{.keyPattern = u"old"_s}}, urls);
        run.start(KeyQuestion{{.keyPattern = u"older"_s}}, urls);
        run.start(KeyQuestion{{.keyPattern = u"[w][^/]+"_s}}, exampleUrls());
        QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), patience);
        QCOMPARE(seen, QStringList{u"[w][^/]+"_s});
        run.start(KeyQuestion{{.keyPattern = u"x"_s}}, urls);
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
        run->start(KeyQuestion{{.keyPattern = u"a.*b"_s}}, manyUrls(20'000));
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
                run.start(KeyQuestion{{.keyPattern = QString::number(count)}}, exampleUrls());
        });
        run.start({}, exampleUrls());
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
        panel.setUrls(exampleUrls());
        panel.setRequestUrl(u"http://open/request"_s);
        QSignalSpy chosen(&panel, &KeyLabPanel::sourceChosen);
        QTest::mouseClick(buttonWith(panel, u"Request"_s), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(linesOf(panel),
                                  (QStringList{u"request"_s, u"http://open/request"_s}), patience);
        QSignalSpy wanted(&panel, &KeyLabPanel::historyWanted);
        panel.setSource(UrlSource::History);
        QCOMPARE(wanted.count(), 1);
        panel.takeHistory(0, {{u"http://old/one"_s}, 0});
        QTRY_COMPARE_WITH_TIMEOUT(linesOf(panel), (QStringList{u"one"_s, u"http://old/one"_s}),
                                  patience);
        QCOMPARE(panel.urls(), exampleUrls());
        panel.setSource(UrlSource::Typed);
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().groups()->urls.toStringList(), exampleUrls(),
                                  patience);
    }

    void urlsAreTypedAndPasted()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        QSignalSpy edited(&panel, &KeyLabPanel::urlsEdited);
        QLineEdit *add = nullptr;
        for (QLineEdit *edit : panel.findChildren<QLineEdit *>()) {
            if (edit->placeholderText() == u"Add a URL")
                add = edit;
        }
        QVERIFY(add);
        QTest::keyClicks(add, u"http://a/1"_s);
        QTest::keyClick(add, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(panel.urls(), QStringList{u"http://a/1"_s}, patience);
        QVERIFY(edited.count() > 0);
        QTest::mouseClick(buttonWith(panel, u"Edit"_s), Qt::LeftButton);
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

    void theVersionIsChosen()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setUrls({u"http://aab/"_s});
        panel.setPattern(u"(?>a+)b"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"(?>a+)b"_s), patience);
        QCOMPARE(linesOf(panel).first(), u"aab"_s);
        QSignalSpy changed(&panel, &KeyLabPanel::stateChanged);
        panel.setVersion(PythonVersion::Py310);
        QCOMPARE(changed.count(), 1);
        auto *line = panel.findChild<PatternErrorLine *>();
        QCOMPARE(line->accessibleName(), u"re.error: unknown extension ?> at position 1"_s);
        QTRY_COMPARE_WITH_TIMEOUT(linesOf(panel).value(0), u"invalid pattern: whole URL"_s,
                                  patience);
        panel.setVersion(PythonVersion::Py313);
        panel.setPattern(u"("_s);
        QCOMPARE(line->accessibleName(),
                 u"re.PatternError: missing ), unterminated subpattern at position 0"_s);

        KeyLabPanel later(*m_theme);
        later.restore(panel.state());
        QCOMPARE(later.version(), PythonVersion::Py313);
    }

    void whatMovedIsCountedAndShown()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setUrls(exampleUrls());
        panel.setSavedPattern(u"www[^/]+"_s);
        panel.setPattern(u"www[^:/]+"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"www[^:/]+"_s), patience);
        auto *moved = buttonWith<ChipButton>(panel, u"↷ 3 moved"_s);
        QVERIFY(moved);
        QTest::mouseClick(moved, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().rowCount(), 4, patience);
        QCOMPARE(linesOf(panel).first(), u"www.store1.com:8001 → www.store1.com"_s);
        QTest::keyClick(moved, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().rowCount(), 6, patience);
    }

    void rowsAreGroupedByHostAndFiltered()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setUrls(exampleUrls());
        panel.setPattern(u"[^/]+$"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"[^/]+$"_s), patience);
        QTest::mouseClick(buttonWith(panel, u"By host"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(linesOf(panel).value(0), u"www.store1.com:8001"_s, patience);
        QCOMPARE(panel.model().rowCount(), 6);
        QLineEdit *filter = nullptr;
        for (QLineEdit *edit : panel.findChildren<QLineEdit *>()) {
            if (edit->placeholderText().startsWith(u"Filter"_s))
                filter = edit;
        }
        QTest::keyClicks(filter, u"reqres"_s);
        QTRY_COMPARE_WITH_TIMEOUT(linesOf(panel),
                                  (QStringList{u"reqres.in"_s, exampleUrls().at(3)}), patience);
        // A view outlives the pattern.
        panel.setPattern(u"a"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"a"_s), patience);
        QCOMPARE(panel.model().rowCount(), 2);
    }

    void historyStreamsInAndIsLeftAlone()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setPattern(u"www[^/]+"_s);
        QList<qint64> asked;
        connect(&panel, &KeyLabPanel::historyWanted, &panel, [&](qint64 before) {
            asked.append(before);
            if (before > 0 && asked.size() > 3)
                return; // the reading stands still
            const int from = before == 0 ? 0 : int(1000 - before) * 100;
            QTimer::singleShot(0, &panel, [&panel, before, from] {
                // Each page repeats the last URL of the one before it.
                panel.takeHistory(
                    before,
                    {manyUrls(101, std::max(0, from - 1)), before == 0 ? qint64(999) : before - 1});
            });
        });
        panel.setSource(UrlSource::History);
        QTRY_COMPARE_WITH_TIMEOUT(asked, (QList<qint64>{0, 999, 998, 997}), patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            panel.model().groups() && panel.model().groups()->urls.size() > 290, patience);
        const QStringList urls = panel.model().groups()->urls.toStringList();
        QCOMPARE(QSet<QString>(urls.begin(), urls.end()).size(), urls.size());
        // Another source ends it; a late answer is passed over.
        panel.setSource(UrlSource::Typed);
        panel.takeHistory(997, {{u"http://late/"_s}, 0});
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().rowCount(), 0, patience);
        // Coming back begins anew.
        panel.setSource(UrlSource::History);
        QCOMPARE(asked.last(), 0);
    }

    void anApplyThatMovesCircuitsAsksFirst()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setUrls(exampleUrls());
        panel.setSavedPattern(u"www[^/]+"_s);
        const ApplyTarget folder{ApplyTarget::Kind::Folder, u"/shop"_s, u"the folder shop"_s};
        panel.setApplyTargets({folder});
        QSignalSpy applied(&panel, &KeyLabPanel::applyRequested);
        panel.setPattern(u"www[^/]*"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"www[^/]*"_s), patience);
        QTest::mouseClick(buttonWith<QPushButton>(panel, u"Use for the folder shop"_s),
                          Qt::LeftButton);
        QCOMPARE(applied.count(), 1); // nothing moves
        QCOMPARE(applied.first().at(1).value<ApplyTarget>(), folder);

        panel.setPattern(u"www.*"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"www.*"_s), patience);
        QTest::keyClick(panel.findChild<PatternField *>(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(panel.findChild<ApplySheet *>(), patience);
        auto *sheet = panel.findChild<ApplySheet *>();
        QTRY_VERIFY(sheet->isVisible());
        QCOMPARE(applied.count(), 1);
        sheet->reject();
        QTRY_VERIFY(!panel.findChild<ApplySheet *>());
        QTest::keyClick(panel.findChild<PatternField *>(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(panel.findChild<ApplySheet *>(), patience);
        panel.findChild<ApplySheet *>()->accept();
        QTRY_COMPARE(applied.count(), 2);
        QCOMPARE(applied.last().first().toString(), u"www.*"_s);
    }

    void expectedKeysAreMarked()
    {
        KeyLabPanel panel(*m_theme);
        panel.show();
        panel.setUrls(exampleUrls());
        panel.setPattern(u"www[^/]+"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"www[^/]+"_s), patience);
        auto *view = panel.findChild<KeyLabView *>();
        panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        view->setFocus();
        view->setCurrentIndex(panel.model().index(3, 0));
        QTest::keyClick(view, Qt::Key_E);
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().groups()->counts.asExpected, 1, patience);
        QCOMPARE(panel.expectations().rows().first().key, u"www.store1.com:8001"_s);
        panel.setPattern(u"www[^:]+"_s);
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().groups()->counts.unexpected, 1, patience);
        auto *chip = buttonWith<ChipButton>(panel, u"✗ 1 of 1"_s);
        QVERIFY(chip);
        QTest::mouseClick(chip, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().rowCount(), 2, patience);
        QVERIFY(panel.model()
                    .index(1, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(u"Expected: www.store1.com:8001"_s));
    }
};

QTEST_MAIN(TestKeyLabPanel)
#include "tst_keylabpanel.moc"
