// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitactions.h"

#include "ui/circuits/circuitcommands.h"
#include "ui/circuits/circuitsources.h"
#include "ui/describe/describe.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSysInfo>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Forcing = CircuitOverride::Kind;
using Deed = OwnDeed::Kind;

namespace {

constexpr milliseconds extensions[] = {10s, 1min, 10min, 1h};

/// As the stores sign, so that what is shown is what is written.
QString author()
{
    return "recloser@"_L1 + QSysInfo::machineHostName();
}

LayoutAction::Kind layoutKind(Forcing kind)
{
    return kind == Forcing::ForcedOpen ? LayoutAction::Kind::ForceOpen
                                       : LayoutAction::Kind::ForceClosed;
}

void enable(QAction *action, const QString &obstacle)
{
    action->setEnabled(obstacle.isEmpty());
    action->setToolTip(obstacle.isEmpty() ? action->text() : obstacle);
    action->setStatusTip(obstacle);
}

} // namespace

CircuitActions::CircuitActions(CircuitBoard &board, NoticeBar &notice, ForceForm &form,
                               QWidget *view, QObject *parent)
    : QObject(parent)
    , m_board(board)
    , m_notice(notice)
    , m_form(form)
    , m_view(view)
{
    build();
    connect(&notice, &NoticeBar::accepted, this, [this] {
        if (const auto write = std::exchange(m_pending, {}))
            write();
        Q_EMIT left();
    });
    connect(&notice, &NoticeBar::dismissed, this, [this] {
        m_pending = {};
        Q_EMIT left();
    });
    connect(&form, &ForceForm::left, this, &CircuitActions::left);
    connect(&form, &ForceForm::accepted, this,
            [this](const QString &identity, const CircuitOverride &forced,
                   const std::optional<milliseconds> &duration) {
                if (m_row && identityOf(m_row->circuit) == identity)
                    force(Circuit(m_row->circuit), forced, duration);
                if (!m_notice.isAsking())
                    Q_EMIT left();
            });
    update();
}

void CircuitActions::build()
{
    m_explain = add(tr("Explain in Key Lab"), {},
                    [this](const Circuit &c) { Q_EMIT explainRequested(c.key); });
    m_copyKey = add(tr("Copy key"), QKeySequence::Copy,
                    [](const Circuit &c) { QGuiApplication::clipboard()->setText(c.key); });
    m_copyCommand = add(
        tr("Copy redis-cli command"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this](const Circuit &c) {
            if (isForeign(c) && m_board.sources())
                copyCommands(c, m_board.sources()->questions(c));
            else if (const BreakerStore *store = m_board.store())
                QGuiApplication::clipboard()->setText(redisCliCommand(c, store->status().server));
        });
    m_close = add(tr("Close now"), QKeySequence::Delete, [this](const Circuit &c) { close(c); });
    m_close->setIconText(tr("Close")); // where there is little room
    m_copyClose = add(tr("Copy command to close"), {}, [this](const Circuit &c) {
        if (const auto action = actionOf(c, LayoutAction::Kind::Close))
            copyCommands(c, action->commands);
    });
    m_repair = add(tr("Repair…"), {}, [this](const Circuit &c) { repair(c); });
    m_reset = add(tr("Reset"), Qt::SHIFT | Qt::Key_Delete, [this](const Circuit &c) { reset(c); });
    m_probe = add(tr("Probe now"), {}, [this](const Circuit &c) { Q_EMIT probeRequested(c.key); });
    m_forceOpen = add(tr("Force open…"), {},
                      [this](const Circuit &c) { askForce(c, Forcing::ForcedOpen); });
    m_forceClosed = add(tr("Force closed…"), {},
                        [this](const Circuit &c) { askForce(c, Forcing::ForcedClosed); });
    m_metricsOnly = add(tr("Metrics only…"), {},
                        [this](const Circuit &c) { askForce(c, Forcing::MetricsOnly); });
    m_takeBack = add(tr("Take the override back"), {}, [this](const Circuit &c) { takeBack(c); });
    for (const milliseconds duration : extensions)
        m_extend.append(add(formatCountdown(duration), {},
                            [this, duration](const Circuit &c) { keepOpen(c, duration); }));
}

QAction *CircuitActions::add(const QString &text, const QKeySequence &keys,
                             std::function<void(const Circuit &)> act)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(action);
    connect(action, &QAction::triggered, this, [this, act = std::move(act)] {
        // A copy: what is done may change the rows.
        if (m_row)
            act(Circuit(m_row->circuit));
    });
    return action;
}

void CircuitActions::setCircuit(const CircuitRow *row)
{
    m_row = row ? std::optional(*row) : std::nullopt;
    update();
}

void CircuitActions::setProbe(std::function<QString(const QString &key)> obstacle)
{
    m_probeObstacle = std::move(obstacle);
    update();
}

bool CircuitActions::isMemory() const
{
    return !m_board.store() || m_board.store()->status().store == StoreKind::Memory;
}

QString CircuitActions::prefix() const
{
    return m_board.store() ? m_board.store()->status().prefix : QString();
}

QString CircuitActions::observedObstacle() const
{
    return m_board.store() && m_board.store()->status().scope == StoreScope::Observe
        ? tr("This server is only observed: nothing is written. Its scope is in the connection.")
        : QString();
}

QString CircuitActions::writeObstacle() const
{
    if (!m_board.store())
        return tr("There is no store");
    if (const QString observed = observedObstacle(); !observed.isEmpty())
        return observed;
    return m_observed == m_board.store() ? m_observedWhy : QString();
}

std::optional<LayoutAction>
CircuitActions::actionOf(const Circuit &circuit, LayoutAction::Kind kind,
                         std::optional<std::chrono::seconds> forceFor) const
{
    if (!m_board.sources())
        return {};
    const QList<LayoutAction> actions = m_board.sources()->actions(circuit, forceFor);
    const auto found = std::ranges::find(actions, kind, &LayoutAction::kind);
    return found == actions.end() ? std::nullopt : std::optional(*found);
}

void CircuitActions::update()
{
    const QString none = tr("No circuit is selected");
    if (!m_row) {
        for (QAction *action : m_view->actions()) {
            if (action->parent() == this)
                enable(action, none);
        }
        return;
    }
    const Circuit &circuit = m_row->circuit;
    const bool isOther = isForeign(circuit);
    const bool isClosed = m_row->justClosed;
    const bool isForced = !isClosed && circuit.forced.kind != Forcing::None;
    const auto layoutObstacle = [&](LayoutAction::Kind kind) {
        if (const QString observed = observedObstacle(); !observed.isEmpty())
            return observed;
        const auto action = actionOf(circuit, kind);
        if (!action)
            return tr("%1 has no such thing").arg(circuit.layout);
        return action->isSafe ? QString() : tr("A write of ours would race with running services");
    };
    const QString write = isOther ? QString() : writeObstacle();
    for (QAction *action : {m_explain, m_copyKey})
        enable(action, {});
    enable(m_copyCommand,
           isMemory() || circuit.redisKey.isEmpty() ? tr("It is in the memory of this program")
                                                    : QString());
    const QString closing = isOther ? layoutObstacle(LayoutAction::Kind::Close) : write;
    enable(m_close, isClosed ? tr("It is closed") : closing);
    m_copyClose->setVisible(isOther && !closing.isEmpty()
                            && actionOf(circuit, LayoutAction::Kind::Close).has_value());
    enable(m_copyClose, {});
    m_repair->setVisible(!isClosed && standingOf(circuit) == Standing::NeverExpires);
    enable(m_repair, isOther ? observedObstacle() : write);
    const QString ownOnly = isOther ? tr("Only for circuits of Recloser's own") : write;
    enable(m_reset, ownOnly);
    enable(m_metricsOnly, ownOnly);
    for (QAction *action : std::as_const(m_extend))
        enable(action, ownOnly);
    enable(m_forceOpen, isOther ? layoutObstacle(LayoutAction::Kind::ForceOpen) : write);
    enable(m_forceClosed, isOther ? layoutObstacle(LayoutAction::Kind::ForceClosed) : write);
    enable(m_takeBack,
           !isForced     ? tr("It is not held by hand")
               : isOther ? layoutObstacle(LayoutAction::Kind::Unforce)
                         : write);
    enable(m_probe,
           isOther               ? tr("Only for circuits of Recloser's own")
               : m_probeObstacle ? m_probeObstacle(circuit.key)
                                 : tr("No request is open"));
}

void CircuitActions::fill(QMenu &menu)
{
    update();
    menu.setToolTipsVisible(true);
    menu.addAction(m_explain);
    menu.addAction(m_probe);
    menu.addSeparator();
    menu.addAction(m_copyKey);
    menu.addAction(m_copyCommand);
    menu.addSeparator();
    menu.addAction(m_repair);
    menu.addAction(m_close);
    menu.addAction(m_copyClose);
    const bool isClosed = !m_row || m_row->justClosed;
    fillExtend(*menu.addMenu(isClosed ? tr("Open by hand for") : tr("Keep open for")));
    menu.addSeparator();
    fillForce(menu);
    menu.addAction(m_reset);
}

void CircuitActions::fillExtend(QMenu &menu)
{
    menu.setToolTipsVisible(true);
    menu.addActions(m_extend);
}

void CircuitActions::fillForce(QMenu &menu)
{
    menu.setToolTipsVisible(true);
    menu.addActions({m_forceOpen, m_forceClosed, m_metricsOnly, m_takeBack});
}

void CircuitActions::close(const Circuit &circuit)
{
    Question question{tr("Close %1?").arg(circuit.key),
                      tr("Everybody who shares this circuit sends again at once."),
                      {},
                      tr("Close now")};
    if (isForeign(circuit))
        return askLayout(circuit, LayoutAction::Kind::Close, Deed::ClosedByHand, question);
    question.command = closeCommand(circuit, prefix());
    askThen(circuit, question, [this, circuit] {
        write(circuit, Deed::ClosedByHand, tr("%1 was not closed").arg(circuit.key),
              [&](BreakerStore &store) { return store.close(circuit.key); });
    });
}

void CircuitActions::keepOpen(const Circuit &circuit, milliseconds duration)
{
    askThen(circuit,
            {tr("Keep %1 open for %2?").arg(circuit.key, formatCountdown(duration)),
             tr("Everybody who shares this circuit is blocked for that long."),
             extendCommand(circuit, prefix(), duration), tr("Keep open")},
            [this, circuit, duration] {
                write(circuit, Deed::OpenedByHand, tr("%1 was not extended").arg(circuit.key),
                      [&](BreakerStore &store) {
                          return store.open(circuit.key, duration, tr("by hand"));
                      });
            });
}

void CircuitActions::askForce(const Circuit &circuit, Forcing kind)
{
    m_notice.dismiss();
    m_pending = {};
    m_form.ask(identityOf(circuit), circuit.key, kind,
               isForeign(circuit) ? ForceForm::Note::Impossible : ForceForm::Note::Possible);
}

void CircuitActions::force(const Circuit &circuit, const CircuitOverride &forced,
                           const std::optional<milliseconds> &duration)
{
    Question question;
    switch (forced.kind) {
    case Forcing::ForcedOpen:
        question = {tr("Force %1 open?").arg(circuit.key),
                    tr("Nobody who shares this circuit sends any more."),
                    {},
                    tr("Force open")};
        break;
    case Forcing::ForcedClosed:
        question = {tr("Force %1 closed?").arg(circuit.key),
                    tr("Everybody sends, however many calls fail."),
                    {},
                    tr("Force closed")};
        break;
    default:
        question = {tr("Only count the calls of %1?").arg(circuit.key),
                    tr("It neither opens nor blocks."),
                    {},
                    tr("Metrics only")};
    }
    if (isForeign(circuit)) {
        const auto time = duration
            ? std::optional(std::chrono::duration_cast<std::chrono::seconds>(*duration))
            : std::nullopt;
        return askLayout(circuit, layoutKind(forced.kind), Deed::Forced, question, time);
    }
    CircuitOverride signedForcing = forced;
    signedForcing.author = author();
    question.command = forceCommand(circuit, prefix(), signedForcing, duration);
    askThen(circuit, question, [this, circuit, signedForcing, duration] {
        write(
            circuit, Deed::Forced, tr("%1 was not forced").arg(circuit.key),
            [&](BreakerStore &store) { return store.force(circuit.key, signedForcing, duration); });
    });
}

void CircuitActions::takeBack(const Circuit &circuit)
{
    Question question{tr("Take the override of %1 back?").arg(circuit.key),
                      tr("From then on its calls decide again."),
                      {},
                      tr("Take back")};
    if (isForeign(circuit))
        return askLayout(circuit, LayoutAction::Kind::Unforce, Deed::TakenBack, question);
    question.command = forceCommand(circuit, prefix(), {}, {});
    askThen(circuit, question, [this, circuit] {
        write(circuit, Deed::TakenBack, tr("The override of %1 stays").arg(circuit.key),
              [&](BreakerStore &store) { return store.force(circuit.key, {}, {}); });
    });
}

void CircuitActions::reset(const Circuit &circuit)
{
    askThen(circuit,
            {tr("Reset %1?").arg(circuit.key),
             tr("It closes and forgets its trips, its counts and its override."),
             resetCommand(circuit, prefix()), tr("Reset")},
            [this, circuit] {
                write(circuit, Deed::Reset, tr("%1 was not reset").arg(circuit.key),
                      [&](BreakerStore &store) { return store.reset(circuit.key); });
            });
}

void CircuitActions::repair(const Circuit &circuit)
{
    if (!isForeign(circuit))
        return close(circuit);
    const bool canExpire = actionOf(circuit, LayoutAction::Kind::Expire).has_value();
    askLayout(circuit, canExpire ? LayoutAction::Kind::Expire : LayoutAction::Kind::Close,
              Deed::ClosedByHand,
              {tr("Repair %1?").arg(circuit.key),
               canExpire ? tr("Its key never expires. It gets a time to live.")
                         : tr("Its key never expires. It is deleted, and the circuit closes."),
               {},
               tr("Repair")});
}

} // namespace Recloser
