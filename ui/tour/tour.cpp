// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/tour/tour.h"

#include "ui/circuits/circuitspanel.h"
#include "ui/describe/describe.h"
#include "ui/keylab/keylabpanel.h"
#include "ui/mainwindow/tabarea.h"

#include <QDir>
#include <QPixmap>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Tour::Tour(MainWindow &window, FaultServer &server, Settings settings, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_server(server)
    , m_settings(std::move(settings))
{
    m_timer.setInterval(20ms);
    connect(&m_timer, &QTimer::timeout, this, &Tour::look);
    buildSteps();
}

void Tour::start()
{
    m_current = 0;
    m_window.keyLab().setPattern(u"[w].+(?=/)"_s);
    m_window.keyLab().setUrls({u"http://www.store1.com:8001/m_search?productId=11211"_s,
                               u"http://www.store1.com:8001/store_add"_s,
                               u"http://www.store1.com:8001/comment/postID/11211"_s,
                               u"https://reqres.in/api/users/1"_s});
    beginStep();
}

void Tour::buildSteps()
{
    m_steps = {
        {u"The fault server is up"_s,
         {},
         [this] {
             return m_server.port() != 0
                 ? passed(u"listening on 127.0.0.1:%1"_s.arg(m_server.port()))
                 : failed(u"it does not listen"_s);
         },
         {}},
        {u"A GET answers"_s,
         [this] { openAndSend(u"Search the store"_s, u"/m_search?productId=11211"_s, 2s); },
         [this] {
             const ExchangePtr exchange = ended();
             if (!exchange)
                 return notYet();
             if (exchange->outcome != Outcome::Success)
                 return failed(describe(*exchange).headline);
             return passed(u"%1 in %2, key %3"_s.arg(describe(*exchange).headline,
                                                     formatDuration(exchange->elapsed),
                                                     exchange->key.key));
         },
         u"1-answer"_s},
        // Long enough that a busy machine gets each request to the server before it is given up.
        {u"A route that times out is retried and opens its circuit"_s,
         [this] { openAndSend(u"A store that hangs"_s, u"/stall"_s, 1s); },
         [this] { return lookAtOpening(); }, u"2-opened"_s},
        {u"The next send is blocked"_s, [this] { sendAndWatch(); },
         [this] { return lookAtBlocked(); }, u"3-blocked"_s},
        {u"The Circuits dock counts down"_s,
         {},
         [this] { return lookAtCountdown(); },
         u"4-countdown"_s},
        {u"The circuit closes"_s,
         {},
         [this] {
             return m_window.services().board.find(m_key)
                 ? notYet()
                 : passed(u"%1 is closed again"_s.arg(m_key));
         },
         {},
         2 * m_settings.openFor + 5s},
        {u"The send goes through"_s, [this] { sendAndWatch(); },
         [this] {
             const ExchangePtr exchange = ended();
             if (!exchange)
                 return notYet();
             if (exchange->outcome != Outcome::Success)
                 return failed(describe(*exchange).headline);
             return passed(u"%1, request number %2 to the route"_s.arg(describe(*exchange).headline)
                               .arg(hits()));
         },
         u"5-closed"_s},
        {u"History shows all of it"_s,
         [this] {
             m_window.services().history.flush().then(
                 this, [this](const std::expected<void, StoreError> &) {
                     m_window.services()
                         .history.search({.limit = 10})
                         .then(this, [this](const std::expected<HistoryPage, StoreError> &page) {
                             if (!page) {
                                 m_historyFinding = failed(describe(page.error()).headline);
                                 return;
                             }
                             QStringList outcomes;
                             static constexpr const char *names[]
                                 = {"success", "failed", "exception", "blocked", "cancelled"};
                             for (const HistoryRow &row : page->rows)
                                 outcomes.prepend(QLatin1StringView(names[int(row.outcome)]));
                             const QStringList expected{u"success"_s, u"exception"_s, u"blocked"_s,
                                                        u"success"_s};
                             m_historyFinding = outcomes == expected
                                 ? passed(u"%1 exchanges: %2"_s.arg(outcomes.size())
                                              .arg(outcomes.join(u", "_s)))
                                 : failed(u"found %1"_s.arg(outcomes.join(u", "_s)));
                         });
                 });
         },
         [this] { return lookAtHistory(); }, u"6-history"_s},
    };
}

void Tour::beginStep()
{
    m_begun = m_window.services().clock.now();
    if (const auto &begin = m_steps[m_current].begin)
        begin();
    m_timer.start();
}

void Tour::look()
{
    const Step &step = m_steps[m_current];
    Finding finding = step.look();
    if (finding.kind == Finding::Kind::NotYet) {
        if (m_window.services().clock.now() - m_begun < step.limit)
            return;
        finding = failed(u"nothing happened within %1"_s.arg(formatDuration(step.limit)));
    }
    m_timer.stop();
    endStep(finding);
}

void Tour::endStep(const Finding &finding)
{
    const Step &step = m_steps[m_current];
    const bool ok = finding.kind == Finding::Kind::Passed;
    m_settings.say(u"%1. %2: %3%4"_s.arg(m_current + 1)
                       .arg(step.title, ok ? QString() : u"FAILED, "_s, finding.text));
    if (!step.picture.isEmpty())
        takePicture(step.picture);
    if (!ok || ++m_current == m_steps.size()) {
        Q_EMIT finished(ok);
        return;
    }
    beginStep();
}

void Tour::takePicture(const QString &name)
{
    if (m_settings.pictureFolder.isEmpty())
        return;
    QDir().mkpath(m_settings.pictureFolder);
    const QString path = m_settings.pictureFolder + u'/' + name
        + (m_window.services().theme.isDark() ? u"-dark.png"_s : u"-light.png"_s);
    m_settings.say(m_window.grab().save(path) ? u"   picture: %1"_s.arg(path)
                                              : u"   picture could not be written: %1"_s.arg(path));
}

ExchangePtr Tour::ended()
{
    RequestTab *tab = m_window.tabs().current();
    return tab && !tab->isRunning() && tab->exchange() != m_before ? tab->exchange() : nullptr;
}

void Tour::openAndSend(const QString &name, const QString &path, milliseconds timeout)
{
    RequestSpec spec;
    spec.name = name;
    spec.url = m_server.url().toString(QUrl::StripTrailingSlash) + path;
    spec.policy.keyPattern = u"(?<=//)[^?#]+"_s;
    spec.policy.attemptTimeout = timeout;
    spec.policy.openFor = m_settings.openFor;
    m_window.tabs().open(spec);
    sendAndWatch();
}

void Tour::sendAndWatch()
{
    m_before = m_window.tabs().current()->exchange();
    m_window.sendCurrent(SendKind::Normal);
}

Tour::Finding Tour::lookAtOpening()
{
    const ExchangePtr exchange = ended();
    if (!exchange)
        return notYet();
    if (exchange->attempts.size() != 4 || hits() != 4)
        return failed(
            u"%1 attempts, %2 requests reached the server"_s.arg(exchange->attempts.size())
                .arg(hits()));
    if (!exchange->circuit.openedByThisCall)
        return failed(u"the circuit did not open"_s);
    m_key = exchange->key.key;
    return passed(u"%1, 4 attempts in %2, circuit %3 opened for %4"_s.arg(
        describe(*exchange).headline, formatDuration(exchange->elapsed), m_key,
        formatCountdown(exchange->circuit.openedFor)));
}

Tour::Finding Tour::lookAtBlocked()
{
    const ExchangePtr exchange = ended();
    if (!exchange)
        return notYet();
    if (exchange->outcome != Outcome::Blocked)
        return failed(describe(*exchange).headline);
    if (hits() != 4)
        return failed(u"a request reached the server all the same"_s);
    return passed(describe(*exchange).headline);
}

Tour::Finding Tour::lookAtCountdown()
{
    const CircuitBoard &board = m_window.services().board;
    const Circuit *circuit = board.find(m_key);
    if (!circuit)
        return m_firstSight ? failed(u"it vanished too early"_s) : notYet();
    const milliseconds left = remaining(*circuit, m_window.services().clock.now());
    if (!m_firstSight) {
        m_firstSight = left;
        return notYet();
    }
    // A second of looking shows the figures move.
    if (*m_firstSight - left < 1s)
        return notYet();
    return passed(u"%1 left, then %2"_s.arg(formatCountdown(*m_firstSight), formatCountdown(left)));
}

Tour::Finding Tour::lookAtHistory()
{
    return m_historyFinding.value_or(notYet());
}

} // namespace Recloser
