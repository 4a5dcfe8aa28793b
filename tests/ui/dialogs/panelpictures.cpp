// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Draws every panel with realistic content, light and dark, into a folder: panel_pictures FOLDER
// [board]. Somebody has to look at them; there is no other test of what is beautiful.

#include "core/store/historystore.h"
#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitactions.h"
#include "ui/circuits/circuitsources.h"
#include "ui/circuits/circuitspanel.h"
#include "ui/circuits/circuittimeline.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/probesteps.h"
#include "ui/history/historypanel.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString folder;

void save(QWidget &widget, const QString &name)
{
    QTest::qWait(120);
    widget.grab().save(folder + u'/' + name + u".png"_s);
}

void fillCircuits(FakeStore &store, HandClock &clock)
{
    Circuit first = openCircuit(clock, u"www.store1.com:8001"_s, 7300ms);
    Circuit probing = openCircuit(clock, u"pay.eu"_s, 1800ms, 3000ms);
    probing.state = BreakerState::HalfOpen;
    probing.reason = u"worker-3"_s;
    probing.openedBy.clear();
    probing.trips = 2;
    probing.layout = u"gobreaker"_s;
    Circuit never = openCircuit(clock, u"circuits:mail:open"_s, 0ms);
    never.ttl = TimeToLive::Never;
    never.layout = u"circuitbox"_s;
    never.reason.clear();
    never.openedBy.clear();
    Circuit unverified = openCircuit(
        clock, u"https://inventory.internal.example.com/v2/stock/warehouse/17/items"_s, 65s, 120s);
    unverified.verification = Verification::Unverified;
    Circuit closing = openCircuit(clock, u"api.search.example"_s, 900ms);
    store.content = {first, probing, never, unverified, closing};
}

void drawCircuits(const Theme &theme, const QString &suffix)
{
    for (const int width : {280, 330}) {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        fillCircuits(store, clock);
        CircuitBoard board(store, clock);
        CircuitsPanel panel(theme, board);
        panel.resize(width, 640);
        panel.show();
        QTest::qWait(50);
        store.content.removeLast();
        clock.advance(1000ms);
        panel.view()->setCurrentIndex(panel.view()->model()->index(0, 0));
        const QString name = u"circuits-%1-%2"_s.arg(width).arg(suffix);
        save(panel, name);
        panel.closeCircuit(store.content.first());
        save(panel, name + u"-ask"_s);
        store.error
            = StoreError{.kind = StoreError::Kind::Unavailable, .subject = u"127.0.0.1:6379"_s};
        board.refresh();
        panel.lookUp(u"www.store9.com"_s);
        save(panel, name + u"-stale"_s);
        store.error.reset();
        store.content.clear();
        clock.advance(10s);
        board.refresh();
        save(panel, name + u"-empty"_s);
    }
}

/// Every standing there is; what a real board never shows at once.
QList<Circuit> everyStanding(HandClock &clock)
{
    QList<Circuit> circuits;
    const auto add = [&](const QString &key, auto change) {
        Circuit circuit = openCircuit(clock, key, milliseconds(3000 + 900 * circuits.size()));
        change(circuit);
        circuits.append(circuit);
    };
    const auto foreign = [](Circuit &c, const QString &layout, const QByteArray &prefix) {
        c.layout = layout;
        c.prefix = prefix;
        c.service = c.key.toUtf8();
        c.reason.clear();
        c.openedBy.clear();
    };
    const auto hold = [](Circuit &c, CircuitOverride::Kind kind) {
        c.forced = {kind, u"recloser@build-7"_s, u"deploy of shop 4.2"_s};
        c.state
            = kind == CircuitOverride::Kind::ForcedOpen ? BreakerState::Open : BreakerState::Closed;
        c.ttl = TimeToLive::Unknown;
    };
    using Kind = CircuitOverride::Kind;
    add(u"www.store1.com:8001"_s, [](Circuit &c) { c.trips = 3; });
    add(u"pay.eu"_s, [](Circuit &c) {
        c.state = BreakerState::HalfOpen;
        c.probe = u"3f2a81c0-77aa"_s;
        c.closesAt -= 2s;
    });
    add(u"api.search.example"_s, [](Circuit &c) {
        c.cause = OpeningCause::Throttled;
        c.reason = u"429, Retry-After 30"_s;
    });
    add(u"held-for-an-hour.example"_s, [&](Circuit &c) {
        hold(c, Kind::ForcedOpen);
        c.ttl = TimeToLive::Finite;
        c.closesAt += 1h;
        c.openedFor = milliseconds(2h);
    });
    add(u"a-probe-is-due.example"_s, [](Circuit &c) {
        c.state = BreakerState::HalfOpen;
        c.ttl = TimeToLive::Unknown;
    });
    add(u"forced-open.example"_s, [&](Circuit &c) { hold(c, Kind::ForcedOpen); });
    add(u"forced-closed.example"_s, [&](Circuit &c) { hold(c, Kind::ForcedClosed); });
    add(u"metrics-only.example"_s, [&](Circuit &c) { hold(c, Kind::MetricsOnly); });
    add(u"mail"_s, [&](Circuit &c) {
        foreign(c, u"circuitbox"_s, {});
        c.ttl = TimeToLive::Never;
    });
    add(u"orders"_s, [&](Circuit &c) {
        foreign(c, u"pybreaker"_s, "shop:"_ba);
        c.ttl = TimeToLive::Unknown;
        c.isElapsed = true;
        c.failures = 5;
    });
    add(u"stock"_s, [&](Circuit &c) {
        foreign(c, u"aiobreaker"_s, {});
        c.ttl = TimeToLive::Unknown;
    });
    add(u"geo.example"_s, [&](Circuit &c) {
        foreign(c, u"circuit-breaker-box"_s, {});
        c.isStateKnown = false;
        c.failures = 4;
    });
    add(u"broken"_s, [&](Circuit &c) {
        foreign(c, u"purgatory"_s, {});
        c.isStateKnown = false;
        c.unreadable = u"state: no JSON"_s;
    });
    add(u"https://inventory.internal.example.com/v2/stock/warehouse/17/items"_s,
        [](Circuit &c) { c.verification = Verification::Unverified; });
    return circuits;
}

void drawBoard(const Theme &theme, const QString &suffix)
{
    for (const int width : {280, 460}) {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.state.prefix = u"recloser:"_s;
        CircuitSources sources(clock);
        CircuitBoard board(store, clock);
        board.setSources(&sources);
        CircuitsPanel panel(theme, board);
        panel.resize(width, 1750);
        panel.show();
        QTest::qWait(50);
        const QString name = u"board-%1-%2"_s.arg(width).arg(suffix);
        store.content = everyStanding(clock);
        store.content.append(openCircuit(clock, u"closed-a-moment-ago.example"_s, 1s));
        board.refresh();
        store.content.removeLast();
        clock.advance(1200ms);
        panel.view()->setCurrentIndex(panel.view()->model()->index(1, 0));
        panel.findChild<CircuitTimeline *>()->foldButton()->setChecked(true);
        save(panel, name);
        panel.resize(width, 560);
        panel.findChild<CircuitTimeline *>()->foldButton()->setChecked(false);
        for (QAction *action : panel.view()->actions()) {
            if (action->text().startsWith("Force open"_L1))
                action->trigger();
        }
        save(panel, name + u"-form"_s);
        panel.actions().force(store.content.first(),
                              {CircuitOverride::Kind::ForcedOpen, {}, u"deploy"_s}, 1h);
        save(panel, name + u"-force"_s);
        panel.showSources(u"pybreaker"_s);
        save(panel, name + u"-sources"_s);
    }
}

ExchangePtr exchangeOf(const QString &method, const QString &url, int minutesAgo, Outcome outcome,
                       int status, int attempts, std::optional<SendError::Kind> kind)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->startedAt = QDateTime::currentDateTimeUtc().addSecs(-60 * minutesAgo - 17);
    exchange->spec.method = method;
    exchange->spec.url = url;
    exchange->request.method = method.toUtf8();
    exchange->request.url = QUrl(url);
    exchange->request.urlText = url;
    exchange->key.key = QUrl(url).authority();
    exchange->outcome = outcome;
    exchange->elapsed = 2410ms;
    for (int i = 1; i <= attempts; ++i) {
        Attempt attempt;
        attempt.number = i;
        if (kind)
            attempt.result = std::unexpected(SendError{.kind = *kind});
        else
            attempt.result = Response{.status = status};
        exchange->attempts.append(attempt);
    }
    if (kind)
        exchange->error = SendError{.kind = *kind};
    return exchange;
}

void drawHistory(const Theme &theme, const QString &suffix)
{
    QTemporaryDir place;
    HistoryStore store(place.path());
    for (const int width : {240, 330}) {
        HistoryPanel panel(theme, store);
        panel.resize(width, 420);
        panel.show();
        QTest::qWait(200);
        const QString name = u"history-%1-%2"_s.arg(width).arg(suffix);
        if (width == 240)
            save(panel, name + u"-empty"_s);
        store.add(exchangeOf(u"GET"_s, u"http://c.example/comment/postID/11211"_s, 3000,
                             Outcome::Failed, 429, 1, {}));
        store.add(exchangeOf(u"POST"_s, u"http://www.store1.com:8001/store_add"_s, 6,
                             Outcome::Success, 201, 1, {}));
        store.add(exchangeOf(u"GET"_s, u"http://www.store1.com:8001/m_search?productId=11211"_s, 5,
                             Outcome::Success, 200, 1, {}));
        store.add(exchangeOf(u"DELETE"_s, u"https://pay.eu/"_s, 4, Outcome::Failed, 503, 4, {}));
        store.add(exchangeOf(u"GET"_s, u"http://www.store1.com:8001/m_search?productId=11211"_s, 3,
                             Outcome::Exception, 0, 4, SendError::Kind::AttemptTimeout));
        store.add(exchangeOf(u"GET"_s, u"http://www.store1.com:8001/m_search?productId=11211"_s, 2,
                             Outcome::Blocked, 0, 0, SendError::Kind::Blocked));
        store.add(exchangeOf(u"OPTIONS"_s, u"http://www.store1.com:8001/m_search"_s, 1,
                             Outcome::Cancelled, 0, 1, SendError::Kind::Cancelled));
        QTest::qWait(600);
        panel.view()->setCurrentIndex(panel.view()->model()->index(2, 0));
        save(panel, name);
        panel.setSearch(u"is:failed nothing-like-that"_s);
        QTest::qWait(300);
        save(panel, name + u"-none"_s);
    }
}

void drawDialogs(const Theme &theme, const QString &suffix)
{
    SystemClock clock;
    RedisConnectionSettings settings;
    settings.name = u"staging"_s;
    settings.endpoint = *parseRedisUrl(u"rediss://ops:secret@redis.staging.example:6380/2"_s);
    settings.prefix = u"recloser:"_s;
    ConnectionDialog dialog(theme, clock, settings);
    dialog.show();
    save(dialog, u"connection-%1"_s.arg(suffix));
    ConnectionDialog local(theme, clock, {});
    local.show();
    save(local, u"connection-new-%1"_s.arg(suffix));
    for (QLineEdit *edit : local.findChildren<QLineEdit *>()) {
        if (edit->placeholderText().startsWith("redis://"_L1)) {
            edit->setFocus();
            edit->selectAll();
            QTest::keyClicks(edit, u"redis://::1:6379"_s);
        }
    }
    save(local, u"connection-error-%1"_s.arg(suffix));

    settings.endpoint = *parseRedisUrl(
        u"rediss+sentinel://ops:secret@s1.example,s2.example,s3.example:26380/shop/2?ssh=me@gate.example"_s);
    ConnectionDialog sentinel(theme, clock, settings);
    sentinel.show();
    save(sentinel, u"connection-sentinel-%1"_s.arg(suffix));
    settings.endpoint = *parseRedisUrl(u"redis+cluster://10.0.4.1,10.0.4.2,10.0.4.3"_s);
    ConnectionDialog cluster(theme, clock, settings);
    cluster.show();
    using Name = RedisProbeStep::Name;
    using Result = RedisProbeStep::Outcome;
    auto *nodes = cluster.findChild<ProbeSteps *>();
    nodes->add({Name::Connect,
                Result::Ok,
                u"10.0.4.2:6379; 10.0.4.1:6379: Connection refused"_s,
                {},
                3400us});
    nodes->add({Name::Ping, Result::Ok, {}, {}, 700us});
    nodes->add({Name::Slots, Result::Ok, u"3 masters, 16384 of 16384 slots"_s, {}, 900us});
    nodes->add({Name::Nodes, Result::Failed, u"10.0.4.1:6379: Connection refused"_s,
                RedisError{RedisError::Kind::NodeAway, u"10.0.4.1:6379: Connection refused"_s},
                1800us});
    save(cluster, u"connection-cluster-%1"_s.arg(suffix));
    auto *tunnel = sentinel.findChild<ProbeSteps *>();
    tunnel->add({Name::Tunnel, Result::Failed,
                 u"Warning: the ECDSA host key has changed.\nHost key verification failed."_s,
                 RedisError{RedisError::Kind::TunnelHostKey, u"Host key verification failed."_s},
                 212'000us});
    sentinel.resize(sentinel.width(), 700);
    for (QScrollArea *area : sentinel.findChildren<QScrollArea *>()) {
        QCoreApplication::processEvents();
        area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    }
    save(sentinel, u"connection-tunnel-%1"_s.arg(suffix));

    auto *steps = dialog.findChild<ProbeSteps *>();
    steps->add({Name::Resolve, Result::Ok, u"10.0.4.17 10.0.4.18"_s, {}, 1200us});
    steps->add({Name::Connect, Result::Ok, {}, {}, 3400us});
    steps->add({Name::Tls,
                Result::Failed,
                {},
                RedisError{RedisError::Kind::TlsUntrusted, u"self-signed"_s},
                8100us});
    dialog.resize(dialog.width(), 720);
    save(dialog, u"connection-test-%1"_s.arg(suffix));

    QWidget window;
    window.resize(900, 600);
    window.show();
    CommandPalette palette(theme, &window);
    palette.addProvider([] {
        return QList<PaletteEntry>{{u"Send request"_s, u"Request"_s, u"Ctrl+Return"_s, {}},
                                   {u"Search the store"_s, u"shop / store.http"_s, {}, {}},
                                   {u"New tab"_s, u"Window"_s, u"Ctrl+T"_s, {}},
                                   {u"Select environment"_s, u"Environment"_s, u"Ctrl+E"_s, {}},
                                   {u"Close circuit www.store1.com:8001"_s, u"Circuits"_s, {}, {}}};
    });
    palette.popUp();
    QTest::keyClicks(palette.findChild<QLineEdit *>(), u"se"_s);
    save(palette, u"palette-%1"_s.arg(suffix));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s;
    const bool boardOnly = argc > 2 && qstrcmp(argv[2], "board") == 0;
    QDir().mkpath(folder);
    Theme theme(application);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        theme.setScheme(scheme);
        const QString suffix = scheme == Theme::Scheme::Dark ? u"dark"_s : u"light"_s;
        drawCircuits(theme, suffix);
        drawBoard(theme, suffix);
        if (boardOnly)
            continue;
        drawHistory(theme, suffix);
        drawDialogs(theme, suffix);
    }
    return 0;
}
