// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// How long Key Lab holds the event loop up with long lists.

#include "tests/ui/keylab/labsupport.h"
#include "tests/ui/keylab/lagprobe.h"
#include "ui/keylab/keylabview.h"
#include "ui/keylab/patternfield.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestKeyLabLag : public QObject
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

    void aMillionUrlsOfHistoryScroll()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        constexpr int pages = 3;
#elif defined(__OPTIMIZE__)
        constexpr int pages = 50;
#else
        constexpr int pages = 10;
#endif
        constexpr int page = 20'000;
        KeyLabPanel panel(*m_theme);
        panel.resize(330, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setPattern(u"www[^/]+"_s);
        QList<QStringList> made;
        for (int i = 0; i < pages; ++i)
            made.append(manyUrls(page, i * page));
        connect(&panel, &KeyLabPanel::historyWanted, &panel, [&](qint64 before) {
            const int number = before == 0 ? 0 : pages - int(before);
            QTimer::singleShot(0, &panel, [&, before, number] {
                panel.takeHistory(before,
                                  {std::exchange(made[number], {}),
                                   number + 1 < pages ? qint64(pages - number - 1) : 0});
            });
        });
        LagProbe probe;
        QTest::qWait(50);
        probe.reset();
        panel.setSource(UrlSource::History);
        const auto isWhole = [&] {
            return isDone(panel, u"www[^/]+"_s)
                && panel.model().groups()->urls.size() == pages * page;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(), 3 * patience);
        const double reading = probe.longestWorkMs();
        probe.reset();
        auto *view = panel.findChild<KeyLabView *>();
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(view,
                            i == 0           ? Qt::Key_End
                                : i % 2 == 0 ? Qt::Key_PageUp
                                             : Qt::Key_Home);
            QTest::qWait(5);
        }
        const double scrolling = probe.longestWorkMs();
        probe.reset();
        auto *field = panel.findChild<PatternField *>();
        QTest::keyClick(field, Qt::Key_End);
        QTest::keyClick(field, '?');
        QTest::qWait(30);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(panel, u"www[^/]+?"_s), patience);
        const double typing = probe.longestWorkMs();
        qInfo("our work at most: %.1f ms while reading, %.1f ms scrolling, %.1f ms typing", reading,
              scrolling, typing);
        QVERIFY2(std::max({reading, scrolling, typing}) < 150, qPrintable(QString::number(typing)));
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

QTEST_MAIN(TestKeyLabLag)
#include "tst_keylablag.moc"
