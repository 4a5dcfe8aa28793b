// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/redisserver.h"
#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitactions.h"
#include "ui/circuits/circuitsources.h"
#include "ui/circuits/circuitspanel.h"
#include "ui/circuits/scanline.h"
#include "ui/circuits/sourcespage.h"
#include "ui/widgets/noticebar.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

LayoutPreferences preferencesOf(const QStringList &layouts)
{
    LayoutPreferences preferences;
    for (const QString &layout : layouts)
        preferences.entries[layout].isOn = true;
    return preferences;
}

QString textOf(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (!label->isHidden())
            texts.append(label->text().remove(QChar(0x200b)));
    }
    return texts.join(u'\n');
}

QListWidgetItem *itemOf(const SourcesPage &page, const QString &layout)
{
    for (int row = 0; row < page.list()->count(); ++row) {
        if (page.list()->item(row)->toolTip().startsWith(layout + u'\n'))
            return page.list()->item(row);
    }
    return nullptr;
}

} // namespace

class TestCircuitSources : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    RedisServer m_server;

    RedisEndpoint endpoint() const { return *parseRedisUrl(u"unix://"_s + m_server.socketPath()); }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>(*qApp);
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_server.ask({u"FLUSHALL"_s});
    }

    void nothingIsAskedWithoutALayout()
    {
        SystemClock clock;
        CircuitSources sources(clock);
        sources.setEndpoint(endpoint());
        QVERIFY(!sources.isOn());
        sources.setPreferences(preferencesOf({u"circuitbox"_s}));
        QVERIFY(sources.isOn());
        sources.setEndpoint(std::nullopt);
        QVERIFY(!sources.isOn());
    }

    void whatIsFoundStandsAmongTheRows()
    {
        m_server.ask({u"SET"_s, u"circuits:mail:open"_s, u"1"_s, u"EX"_s, u"60"_s});
        m_server.ask({u"SET"_s, u"shop:pybreaker:state"_s, u"open"_s});
        SystemClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(HandClock(), u"mail"_s, 60s)};
        store.content.first().closesAt = clock.now() + 30s;
        CircuitSources sources(clock, preferencesOf({u"circuitbox"_s, u"pybreaker"_s}));
        CircuitBoard board(store, clock);
        board.setSources(&sources);
        QCOMPARE(board.rows().size(), 1);
        sources.setEndpoint(endpoint());
        QTRY_COMPARE(board.rows().size(), 3);
        QVERIFY(sources.progress().isComplete);
        QVERIFY2(board.transitions().isEmpty(), "a scan finds what was there before");
        QVERIFY2(!isForeign(*board.find(u"mail"_s)), "the key line asks for ours alone");
        // It is followed from then on.
        m_server.ask({u"DEL"_s, u"circuits:mail:open"_s});
        board.refresh();
        QTRY_COMPARE(std::ranges::count(board.rows(), true, &CircuitRow::justClosed), 1);
        QCOMPARE(board.transitions().size(), 1);
        // What is no longer looked for has not closed.
        sources.setPreferences(preferencesOf({}));
        QCOMPARE(board.rows().size(), 1);
        QCOMPARE(board.transitions().size(), 1);
    }

    void aSafeActionIsSentAfterAsking()
    {
        m_server.ask({u"SET"_s, u"circuits:mail:open"_s, u"1"_s});
        SystemClock clock;
        FakeStore store(StoreKind::Redis);
        CircuitSources sources(clock, preferencesOf({u"circuitbox"_s}));
        CircuitBoard board(store, clock);
        board.setSources(&sources);
        sources.setEndpoint(endpoint());
        QTRY_COMPARE(board.rows().size(), 1);
        const Circuit circuit = board.rows().first().circuit;
        QVERIFY(standingOf(circuit) == Standing::NeverExpires);
        CircuitsPanel panel(*m_theme, board);
        panel.show();
        panel.select(identityOf(circuit));
        panel.actions().repair(circuit);
        NoticeBar *asking = nullptr;
        for (NoticeBar *notice : panel.findChildren<NoticeBar *>())
            asking = notice->isAsking() ? notice : asking;
        QVERIFY(asking);
        QVERIFY2(textOf(*asking).contains(u"circuits:mail:open"_s), qPrintable(textOf(*asking)));
        QCOMPARE(m_server.ask({u"PTTL"_s, u"circuits:mail:open"_s}).trimmed(), "-1"_ba);
        QTest::keyClick(asking->findChild<QPushButton *>(), Qt::Key_Space);
        QTRY_VERIFY(m_server.ask({u"PTTL"_s, u"circuits:mail:open"_s}).trimmed() != "-1"_ba);
    }

    void whatWouldRaceIsOnlyCopied()
    {
        m_server.ask({u"SET"_s, u"pybreaker:state"_s, u"open"_s});
        SystemClock clock;
        FakeStore store(StoreKind::Redis);
        CircuitSources sources(clock, preferencesOf({u"pybreaker"_s}));
        CircuitBoard board(store, clock);
        board.setSources(&sources);
        sources.setEndpoint(endpoint());
        QTRY_COMPARE(board.rows().size(), 1);
        const Circuit circuit = board.rows().first().circuit;
        const auto actions = sources.actions(circuit);
        const auto unsafe = std::ranges::find(actions, false, &LayoutAction::isSafe);
        CircuitsPanel panel(*m_theme, board);
        panel.show();
        panel.select(identityOf(circuit));
        QGuiApplication::clipboard()->clear();
        panel.closeCircuit(circuit);
        if (unsafe != actions.end())
            QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"redis-cli"_s));
        QCOMPARE(m_server.ask({u"GET"_s, u"pybreaker:state"_s}).trimmed(), "open"_ba);
    }

    void aScanSaysHowFarItIsAndCanBeStopped()
    {
        m_server.ask({u"DEBUG"_s, u"POPULATE"_s, u"20000"_s});
        HandClock clock; // which never goes on to the second page by itself
        CircuitSources sources(clock, preferencesOf({u"circuitbox"_s}));
        QWidget window;
        auto &line = *new ScanLine(sources, &window);
        window.show();
        QVERIFY(!line.isVisible());
        sources.setEndpoint(endpoint());
        QTRY_VERIFY2(line.isVisible() && textOf(line).contains(u"20"_s)
                         && textOf(line).contains(u"Scanned"_s),
                     qPrintable(textOf(line)));
        auto *button = line.findChild<QPushButton *>();
        QCOMPARE(button->text(), u"Stop"_s);
        button->click();
        QVERIFY2(textOf(line).startsWith(u"Stopped after"_s), qPrintable(textOf(line)));
        QCOMPARE(button->text(), u"Scan again"_s);
    }

    void aScanThatNobodyAnsweredIsMadeWhenTheServerIsBack()
    {
        RedisServer server;
        QVERIFY2(server.start(), qPrintable(server.error()));
        server.kill();
        SystemClock clock;
        CircuitSources sources(clock, preferencesOf({u"circuitbox"_s}));
        sources.setEndpoint(*parseRedisUrl(u"unix://"_s + server.socketPath()));
        QTRY_VERIFY(sources.error());
        QVERIFY(!sources.progress().isScanning);
        QVERIFY2(server.restart(), qPrintable(server.error()));
        server.ask({u"SET"_s, u"circuits:mail:open"_s, u"1"_s, u"EX"_s, u"60"_s});
        QTRY_VERIFY_WITH_TIMEOUT(sources.progress().isComplete, 20'000);
        // It may have been gone through before the key was there.
        sources.scan();
        QTRY_COMPARE(sources.circuits().size(), 1);
    }

    void thePageKeepsSwitchesAndWhatIsNotStored()
    {
        SystemClock clock;
        CircuitSources sources(clock);
        SourcesPage page(*m_theme, sources);
        page.show();
        QSignalSpy changed(&sources, &CircuitSources::preferencesChanged);
        QListWidgetItem *item = itemOf(page, u"pybreaker"_s);
        QVERIFY(item);
        page.list()->setCurrentItem(item);
        QTest::keyClick(page.list(), Qt::Key_Space);
        QVERIFY(sources.preferences().entries.value(u"pybreaker"_s).isOn);
        page.edit(u"pybreaker"_s);
        QLineEdit *reset = nullptr;
        QLineEdit *glob = nullptr;
        for (QLineEdit *edit : page.findChildren<QLineEdit *>()) {
            if (edit->placeholderText().startsWith(u"usually"_s))
                reset = edit;
            else if (edit->placeholderText() == u"*"_s)
                glob = edit;
        }
        QVERIFY(reset && glob);
        QTest::keyClicks(reset, u"12.5"_s);
        QTest::keyClick(reset, Qt::Key_Return);
        QTest::keyClicks(glob, u"shop:*"_s);
        QTest::keyClick(glob, Qt::Key_Return);
        const LayoutPreferences::Entry entry = sources.preferences().entries.value(u"pybreaker"_s);
        QCOMPARE(entry.settings.reset, std::optional(milliseconds(12'500)));
        QCOMPARE(entry.glob, u"shop:*"_s);
        QVERIFY(changed.count() >= 3);
        QCOMPARE(*layoutPreferencesFromJson(toJson(sources.preferences())), sources.preferences());
        QTest::keyClick(page.list(), Qt::Key_Space);
        QVERIFY(!sources.preferences().entries.value(u"pybreaker"_s).isOn);
    }

    void decodersOfTheUsersOwnAreLoadedFromAFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("problem"); // empty: it is taken
        QTest::newRow("a decoder") << R"({"name": "mine", "title": "Mine", "archetype": "A",
                                         "key": "mine:{name}"})"_ba
                                   << QString();
        QTest::newRow("no JSON says where") << "{\"name\": "_ba << u"byte"_s;
        QTest::newRow("a decoder that is wrong says what")
            << R"([{"name": "mine", "archetype": "Z", "key": "mine:{name}"}])"_ba << u"archetype"_s;
    }
    void decodersOfTheUsersOwnAreLoadedFromAFile()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, problem);
        QTemporaryDir place;
        QFile file(place.filePath(u"decoders.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        SystemClock clock;
        CircuitSources sources(clock);
        SourcesPage page(*m_theme, sources);
        page.show();
        page.loadDecoders(file.fileName());
        QCOMPARE(sources.preferences().entries.value(u"mine"_s).isOn, problem.isEmpty());
        QCOMPARE(itemOf(page, u"mine"_s) != nullptr, problem.isEmpty());
        QVERIFY2(textOf(page).contains(problem), qPrintable(textOf(page)));
    }
};

QTEST_MAIN(TestCircuitSources)
#include "tst_circuitsources.moc"
