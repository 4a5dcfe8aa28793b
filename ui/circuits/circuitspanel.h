// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/circuits/circuitboard.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

class QAction;
class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace Recloser {

class CircuitDelegate;
class CircuitModel;
class EmptyState;
class NoticeBar;
class PanelHeader;

/// The Circuits dock: a card per circuit with its countdown, closing and extending by hand, and a
/// box that looks one exact key up. Watches the board while it is visible. The theme and the board
/// outlive it. GUI thread.
class CircuitsPanel : public QWidget
{
    Q_OBJECT

public:
    CircuitsPanel(const Theme &theme, CircuitBoard &board, QWidget *parent = nullptr);

    QListView *view() const { return m_view; }
    /// Selects the circuit of `key` if it is shown.
    void select(const QString &key);
    /// Asks (Redis) or acts at once (memory).
    void closeCircuit(const Circuit &circuit);
    void keepOpen(const Circuit &circuit, milliseconds duration);
    /// What the exact-key box does on Return.
    void lookUp(const QString &key);

Q_SIGNALS:
    /// Which requests and URLs lead to this key: Key Lab.
    void explainRequested(const QString &key);
    /// The empty state's first step: somewhere to look at.
    void sampleRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildView(const Theme &theme);
    void buildActions();
    void follow();
    void repaintCountdowns();
    void showMenu(const QPoint &position);
    const Circuit *current() const;
    void askThen(const Circuit &circuit, const QString &headline, const QString &text,
                 const QString &command, const QString &yes, std::function<void()> write);
    void takeWrite(const StoreWrite &result, const QString &what);
    void takeLookup(const QString &key, const CircuitLookup &lookup);

    const Theme &m_theme;
    CircuitBoard &m_board;
    CircuitModel *m_model;
    CircuitDelegate *m_delegate;
    PanelHeader *m_header;
    NoticeBar *m_staleNotice;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    QListView *m_view;
    EmptyState *m_empty;
    QLineEdit *m_keyBox;
    QLabel *m_keyAnswer;
    QAction *m_copyKey;
    QAction *m_copyCommand;
    QAction *m_explain;
    QAction *m_close;
    QString m_lookedUp;
    std::function<void()> m_pendingWrite;
    /// What the pending write is about.
    QString m_pendingKey;
};

} // namespace Recloser
