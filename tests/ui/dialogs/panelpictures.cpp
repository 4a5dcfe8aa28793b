// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Draws every panel with realistic content, light and dark, into a folder: panel_pictures FOLDER.
// Somebody has to look at them; there is no other test of what is beautiful.

#include "core/store/historystore.h"
#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitspanel.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/probesteps.h"
#include "ui/history/historypanel.h"
#include "ui/keylab/keylabpanel.h"

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
    for (const int width : {260, 330}) {
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

void drawKeyLab(const Theme &theme, const QString &suffix)
{
    for (const int width : {260, 330}) {
        KeyLabPanel panel(theme);
        panel.resize(width, 520);
        panel.show();
        const QString name = u"keylab-%1-%2"_s.arg(width).arg(suffix);
        save(panel, name + u"-empty"_s);
        panel.setUrls({u"http://www.store1.com:8001/m_search?productId=11211"_s,
                       u"http://www.store1.com:8001/store_add"_s,
                       u"http://www.store1.com:8001/comment/postID/11211"_s,
                       u"https://reqres.in/api/users/1"_s, u"http://twitter.com/search/x"_s});
        panel.setPattern(u"[w].+(?=/)"_s);
        save(panel, name);
        panel.setPattern(u"[w].+(?=/"_s);
        save(panel, name + u"-error"_s);
        panel.setPattern(
            u"^https?://(?P<host>[^/?#]+)(?::\\d{2,5})?(?=[/?#]|$)|fallback-for-long-patterns"_s);
        save(panel, name + u"-long"_s);
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
    QDir().mkpath(folder);
    Theme theme(application);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        theme.setScheme(scheme);
        const QString suffix = scheme == Theme::Scheme::Dark ? u"dark"_s : u"light"_s;
        drawCircuits(theme, suffix);
        drawKeyLab(theme, suffix);
        drawHistory(theme, suffix);
        drawDialogs(theme, suffix);
    }
    return 0;
}
