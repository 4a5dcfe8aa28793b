// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/layouts/circuitlayout.h"
#include "ui/circuits/circuitboard.h"
#include "ui/circuits/forceform.h"

#include <QObject>

#include <functional>

class QAction;
class QMenu;

namespace Recloser {

class NoticeBar;

/// What can be done about the circuit that is selected: the actions behind menu, keys and buttons,
/// each disabled with the reason where it cannot be. Circuits in memory are changed at once; others
/// after the exact commands were shown and agreed to. All of it lives in the panel. GUI thread.
class CircuitActions : public QObject
{
    Q_OBJECT

public:
    /// The view gets the keys.
    CircuitActions(CircuitBoard &board, NoticeBar &notice, ForceForm &form, QWidget *view,
                   QObject *parent);

    /// Null for none.
    void setCircuit(const CircuitRow *row);
    /// What the context menu holds for the circuit that is set.
    void fill(QMenu &menu);
    void fillExtend(QMenu &menu);
    void fillForce(QMenu &menu);

    /// Says why the open request cannot probe `key`; empty when it can.
    void setProbe(std::function<QString(const QString &key)> obstacle);

    void close(const Circuit &circuit);
    void keepOpen(const Circuit &circuit, milliseconds duration);
    void force(const Circuit &circuit, const CircuitOverride &forced,
               const std::optional<milliseconds> &duration);
    void takeBack(const Circuit &circuit);
    void reset(const Circuit &circuit);
    /// Takes a key that never expires away, or, of another library, gives it a time to live.
    void repair(const Circuit &circuit);
    /// Withdraws a question whose circuit is gone.
    void follow();

    QAction *closeAction() const { return m_close; }
    QAction *probeAction() const { return m_probe; }
    QAction *takeBackAction() const { return m_takeBack; }

Q_SIGNALS:
    void explainRequested(const QString &key);
    void probeRequested(const QString &key);
    /// A question or form was answered or left: the view may have the focus back.
    void left();

private:
    struct Question
    {
        QString headline;
        QString text;
        QString command;
        QString yes;
    };
    using StoreAct = std::function<QFuture<StoreWrite>(BreakerStore &)>;

    void build();
    QAction *add(const QString &text, const QKeySequence &keys,
                 std::function<void(const Circuit &)> act);
    void update();
    /// Why nothing at all may be written to this server; empty when it may.
    QString observedObstacle() const;
    /// Why the store's circuits cannot be changed; empty when they can.
    QString writeObstacle() const;
    bool isMemory() const;
    QString prefix() const;
    void askForce(const Circuit &circuit, CircuitOverride::Kind kind);
    std::optional<LayoutAction> actionOf(const Circuit &circuit, LayoutAction::Kind kind,
                                         std::optional<std::chrono::seconds> forceFor = {}) const;
    /// Asks for an action of another library's layout, or copies what must not be sent.
    void askLayout(const Circuit &circuit, LayoutAction::Kind kind, OwnDeed::Kind deed,
                   const Question &question, std::optional<std::chrono::seconds> forceFor = {});
    void askThen(const Circuit &circuit, const Question &question, std::function<void()> write);
    void write(const Circuit &circuit, OwnDeed::Kind deed, const QString &failure,
               const StoreAct &act);
    void copyCommands(const Circuit &circuit, const QList<QByteArrayList> &commands);

    CircuitBoard &m_board;
    NoticeBar &m_notice;
    ForceForm &m_form;
    QWidget *m_view;
    std::optional<CircuitRow> m_row;
    std::function<QString(const QString &)> m_probeObstacle;
    /// The store said that it is only observed.
    QPointer<BreakerStore> m_observed;
    QString m_observedWhy;
    std::function<void()> m_pending;
    /// The circuit that the pending question is about; empty where it is closed.
    QString m_pendingIdentity;

    QAction *m_copyKey = nullptr;
    QAction *m_copyCommand = nullptr;
    QAction *m_explain = nullptr;
    QAction *m_close = nullptr;
    QAction *m_copyClose = nullptr;
    QAction *m_repair = nullptr;
    QAction *m_reset = nullptr;
    QAction *m_probe = nullptr;
    QAction *m_forceOpen = nullptr;
    QAction *m_forceClosed = nullptr;
    QAction *m_metricsOnly = nullptr;
    QAction *m_takeBack = nullptr;
    QList<QAction *> m_extend;
};

} // namespace Recloser
