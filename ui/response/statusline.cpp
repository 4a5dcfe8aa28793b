// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/statusline.h"

#include "core/send/downloadfile.h"
#include "core/send/redirects.h"
#include "ui/describe/describe.h"
#include "ui/describe/formatting.h"
#include "ui/theme/look.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowlayout.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Recloser {

using namespace std::chrono_literals;

namespace {

constexpr int mostFacts = 6;

bool wasBrokenOff(const Exchange &exchange)
{
    return exchange.response() && exchange.response()->brokenOff;
}

ChipTone outcomeTone(const Exchange &exchange)
{
    switch (exchange.outcome) {
    case Outcome::Success:
        return wasBrokenOff(exchange) ? ChipTone::Warning : ChipTone::Good;
    case Outcome::Failed:
        return exchange.response() && exchange.response()->status < 500 ? ChipTone::Warning
                                                                        : ChipTone::Bad;
    case Outcome::Exception:
    case Outcome::Blocked:
        return ChipTone::Bad;
    case Outcome::Cancelled:
        return ChipTone::Neutral;
    }
    return ChipTone::Neutral;
}

QString sizeFact(const Exchange &exchange)
{
    const Response *response = exchange.response();
    if (!response)
        return {};
    const ResponseBody &body = response->body;
    if (body.transferredSize && *body.transferredSize != body.size)
        return StatusLine::tr("%1, %2 compressed")
            .arg(formatSize(body.size), formatSize(*body.transferredSize));
    return formatSize(body.size);
}

} // namespace

QString outcomeWords(const Exchange &exchange)
{
    const QString headline = describe(exchange).headline;
    switch (exchange.outcome) {
    case Outcome::Success:
        return (wasBrokenOff(exchange) ? u"▲ "_s : u"✓ "_s) + headline;
    case Outcome::Failed:
        return u"✕ "_s + headline;
    case Outcome::Exception:
        return u"▲ "_s + headline;
    case Outcome::Blocked:
        return u"⊘ "_s + StatusLine::tr("Not sent");
    case Outcome::Cancelled:
        return u"■ "_s + headline;
    }
    return headline;
}

const TlsReport *shownTls(const Exchange &exchange)
{
    if (exchange.attempts.isEmpty())
        return nullptr;
    const TlsReport &tls = exchange.attempts.constLast().connection.tls;
    return tls.chain.isEmpty() ? nullptr : &tls;
}

StatusLine::StatusLine(const Theme &theme, CircuitBoard &board, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_board(board)
    , m_clock(clock)
    , m_chip(new Chip(theme, ChipTone::Neutral, {}))
    , m_unverified(new Chip(theme, ChipTone::Warning, tr("breaker: unverified")))
    , m_sentence(new QLabel)
{
    setLook(this, "bar"_L1);
    setAttribute(Qt::WA_StyledBackground);
    // Long words are shortened rather than making the window wide; the tooltip has them all.
    m_chip->setMinimumWidth(80);
    QFont bold = m_chip->font();
    bold.setBold(true);
    m_chip->setFont(bold);
    m_unverified->setToolTip(tr("Redis could not be asked; this machine's own memory answered."));

    auto *flow = new FlowLayout(14);
    flow->addWidget(m_chip);
    for (int i = 0; i < mostFacts; ++i) {
        auto *fact = new QLabel;
        fact->setFont(theme.figures());
        fact->setMinimumWidth(20);
        if (i > 0)
            setLook(fact, "muted"_L1);
        m_facts.append(fact);
        flow->addWidget(fact);
    }
    flow->addWidget(m_unverified);

    auto *links = new QHBoxLayout;
    links->setSpacing(2);
    auto *line = new QHBoxLayout;
    line->setSpacing(14);
    line->addLayout(flow, 1);
    line->addLayout(links);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 7, 10, 7);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_sentence);

    m_whenClosed
        = addLink(tr("Send when it closes"), tr("Waits until the circuit closes, then sends"));
    m_anyway = addLink(tr("Send anyway"), tr("Sends now; the breaker is neither asked nor told"));
    m_keyLab = addLink(tr("Key Lab"), tr("See where the circuit key comes from"));
    m_follow = addLink(tr("Follow"), {});
    m_pause = addLink(tr("Pause"), tr("Stops here; the server lets a later send go on from here"));
    m_resume = addLink(tr("Resume download"), {});
    m_tls = addLink({}, {});
    m_tls->hide();
    for (QPushButton *button :
         {m_tls, m_pause, m_resume, m_follow, m_whenClosed, m_anyway, m_keyLab})
        links->addWidget(button);
    connect(m_tls, &QPushButton::clicked, this, &StatusLine::certificateRequested);
    connect(m_whenClosed, &QPushButton::clicked, this, &StatusLine::sendWhenClosedRequested);
    connect(m_anyway, &QPushButton::clicked, this, &StatusLine::sendAnywayRequested);
    connect(m_keyLab, &QPushButton::clicked, this, &StatusLine::keyLabRequested);
    connect(m_pause, &QPushButton::clicked, this, &StatusLine::pauseRequested);
    connect(m_resume, &QPushButton::clicked, this, &StatusLine::resumeRequested);
    connect(m_follow, &QPushButton::clicked, this, &StatusLine::followRequested);
    connect(&board, &CircuitBoard::updated, this, &StatusLine::updateCountdown);
    connect(&board, &CircuitBoard::ticked, this, &StatusLine::updateCountdown);
}

QPushButton *StatusLine::addLink(const QString &text, const QString &tip)
{
    auto *button = new QPushButton(text);
    setLook(button, "link"_L1);
    button->setToolTip(tip);
    return button;
}

void StatusLine::setFacts(const QStringList &facts)
{
    for (qsizetype i = 0; i < m_facts.size(); ++i) {
        const QString text = i < facts.size() ? facts[i] : QString();
        m_facts[i]->setText(text);
        m_facts[i]->setVisible(!text.isEmpty());
    }
}

void StatusLine::setChip(const QString &text, int tone)
{
    m_chip->setText(text);
    m_chip->setTone(ChipTone(tone));
    m_chip->setToolTip(text);
    m_chip->setAccessibleName(text);
    m_chip->updateGeometry();
}

void StatusLine::showLive(const LiveSend &live)
{
    m_exchange.reset();
    watchBoard();
    setChip(u"● "_s + live.stageText(), int(ChipTone::Accent));
    setFacts({formatDuration(live.elapsed()), live.bytesText()});
    m_unverified->setVisible(live.isRunning()
                             && live.exchange().circuit.verification == Verification::Unverified);
    m_sentence->hide();
    for (QPushButton *button : {m_tls, m_resume, m_follow, m_whenClosed, m_anyway, m_keyLab})
        button->hide();
    const auto download = live.download();
    m_pause->setVisible(download && download->isResumable());
}

void StatusLine::showExchange(const ExchangePtr &exchange, std::shared_ptr<DownloadFile> download)
{
    m_exchange = exchange;
    m_download = std::move(download);
    const qint64 kept = m_download ? m_download->kept(exchange->request) : 0;
    m_pause->hide();
    m_resume->setVisible(kept > 0);
    if (kept > 0)
        m_resume->setToolTip(tr("%1 of %2 are there; asks for the rest, or for all of it when it "
                                "has changed")
                                 .arg(formatSize(kept), QFileInfo(m_download->path()).fileName()));
    setChip(outcomeWords(*exchange), int(outcomeTone(*exchange)));
    m_unverified->setVisible(exchange->circuit.verification == Verification::Unverified
                             && exchange->circuit.use == CircuitReport::Use::Guarded);
    showTls();
    watchBoard();
    updateCountdown();
}

void StatusLine::showTls()
{
    const TlsReport *tls = shownTls(*m_exchange);
    m_tls->setVisible(tls);
    if (!tls)
        return;
    QString version = tls->protocol;
    version.replace("TLSv"_L1, "TLS "_L1);
    const bool isRefused = !tls->faults.isEmpty() && !tls->isExcused;
    m_tls->setText(isRefused            ? tr("Certificate…")
                       : tls->isExcused ? tr("▲ %1").arg(version)
                                        : tr("✓ %1").arg(version));
    m_tls->setToolTip(isRefused ? tr("Shows the certificate, and what is wrong with it")
                          : tls->isExcused
                          ? tr("Trusted by an exception; shows the certificate")
                          : tr("Verified; shows the certificate and what was agreed on"));
    m_tls->setAccessibleName(tr("Certificate of the server, %1").arg(m_tls->text()));
}

std::optional<milliseconds> StatusLine::timeLeft() const
{
    if (const Circuit *circuit = m_board.find(m_exchange->key.key);
        circuit && circuit->state == BreakerState::Open && circuit->ttl == TimeToLive::Finite)
        return remaining(*circuit, m_clock.now());
    const CircuitReport &report = m_exchange->circuit;
    std::optional<milliseconds> span = report.remaining;
    if (report.openedByThisCall)
        span = report.openedFor;
    if (!span)
        return {};
    // An exchange from history may be of yesterday.
    const QDateTime ended = m_exchange->startedAt.addMSecs(m_exchange->elapsed / 1ms);
    const auto passed = milliseconds(ended.msecsTo(m_clock.wallTime()));
    return std::clamp(*span - passed, 0ms, *span);
}

void StatusLine::updateCountdown()
{
    if (!m_exchange)
        return;
    const Exchange &exchange = *m_exchange;
    const bool blocked = exchange.outcome == Outcome::Blocked;
    const bool opened = exchange.circuit.openedByThisCall;
    const std::optional<milliseconds> left = blocked || opened ? timeLeft() : std::nullopt;
    const bool stillOpen = left && *left > 0ms;
    const bool neverCloses = (blocked || opened) && !left;

    QStringList facts;
    const auto attempts = exchange.attempts.size();
    if (attempts > 0) {
        facts.append(attempts == 1 ? tr("1 attempt") : tr("%1 attempts").arg(attempts));
        facts.append(formatDuration(exchange.elapsed));
        if (const QString size = sizeFact(exchange); !size.isEmpty())
            facts.append(size);
        const Response *response = exchange.response();
        if (m_download && response && response->body.path == m_download->path())
            facts.append(tr("saved to %1").arg(QFileInfo(m_download->path()).fileName()));
    }
    if (attempts > 0 && !exchange.attempts.constLast().connection.proxy.isEmpty())
        facts.append(tr("through %1").arg(exchange.attempts.constLast().connection.proxy));
    if (opened)
        facts.append(stillOpen ? tr("circuit opened, closes in %1").arg(formatCountdown(*left))
                               : tr("circuit opened for %1, closed since")
                                     .arg(formatDuration(exchange.circuit.openedFor)));
    else if (const QString change = describeCircuitChange(exchange); !change.isEmpty())
        facts.append(change);
    else if (exchange.circuit.use == CircuitReport::Use::Bypassed)
        facts.append(tr("breaker bypassed"));
    else if (exchange.circuit.use == CircuitReport::Use::Observed)
        facts.append(tr("breaker only observed"));
    else if (blocked)
        facts.append(stillOpen         ? tr("closes in %1").arg(formatCountdown(*left))
                         : neverCloses ? tr("circuit open")
                                       : tr("the circuit has closed: send again"));
    setFacts(facts);
    showRedirect();

    Sentence sentence = describe(exchange);
    if (blocked) {
        // The words of describe() with the time that is left now.
        Exchange now = exchange;
        now.circuit.remaining = left;
        if (stillOpen || neverCloses)
            sentence = describe(now);
        m_sentence->setText(sentence.headline + u". "_s + sentence.hint);
    } else {
        m_sentence->setText(sentence.hint);
    }
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_whenClosed->setVisible((blocked || opened) && stillOpen);
    m_anyway->setVisible((blocked || opened) && (stillOpen || neverCloses));
    m_keyLab->setVisible(blocked);

    const bool pending = stillOpen;
    if (pending != m_isPending) {
        m_isPending = pending;
        watchBoard();
    }
    if (pending && isVisible() && !m_tick)
        tick();
    else if (!pending)
        m_tick.reset();
}

void StatusLine::showRedirect()
{
    const auto next = redirectToFollow(*m_exchange);
    m_follow->setVisible(next.has_value());
    if (!next)
        return;
    const QString target = QString::fromLatin1(next->method) + u' '
        + next->url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    m_follow->setToolTip(tr("Sends %1").arg(target));
    m_follow->setAccessibleName(tr("Follow to %1").arg(target));
}

void StatusLine::tick()
{
    // The board ticks only for circuits its store can list.
    m_tick = m_clock.schedule(100ms, [this] {
        m_tick.reset();
        updateCountdown();
    });
}

void StatusLine::watchBoard()
{
    if (m_exchange && m_isPending && isVisible()) {
        m_board.watch(this);
    } else {
        m_board.unwatch(this);
        if (!m_exchange) {
            m_isPending = false;
            m_tick.reset();
        }
    }
}

void StatusLine::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    watchBoard();
    updateCountdown();
}

void StatusLine::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.reset();
    watchBoard();
}

QString StatusLine::outcomeText() const
{
    return m_chip->text();
}

QString StatusLine::factsText() const
{
    QStringList texts;
    for (const QLabel *fact : m_facts) {
        if (!fact->text().isEmpty())
            texts.append(fact->text());
    }
    return texts.join(u" | "_s);
}

QString StatusLine::sentenceText() const
{
    return m_sentence->isHidden() ? QString() : m_sentence->text();
}

} // namespace Recloser
