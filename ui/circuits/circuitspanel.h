// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/circuits/circuitboard.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace Recloser {

class CircuitActions;
class CircuitDelegate;
class CircuitModel;
class CircuitTimeline;
class EmptyState;
class ForceForm;
class NoticeBar;
class PanelHeader;
class SourcesPage;

/// The Circuits dock: a card per circuit with its countdown, what can be done about the selected
/// one, what happened, and a box that looks one exact key up. Where the board has sources, other
/// libraries' circuits can be switched on. Watches the board while it is visible. The theme and the
/// board outlive it. GUI thread.
class CircuitsPanel : public QWidget
{
    Q_OBJECT

public:
    CircuitsPanel(const Theme &theme, CircuitBoard &board, QWidget *parent = nullptr);

    QListView *view() const { return m_view; }
    CircuitActions &actions() const { return *m_actions; }
    /// Selects the circuit of `key`, or with this identityOf(), if it is shown.
    void select(const QString &key);
    /// Asks (Redis) or acts at once (memory).
    void closeCircuit(const Circuit &circuit);
    void keepOpen(const Circuit &circuit, milliseconds duration);
    /// What the exact-key box does on Return.
    void lookUp(const QString &key);
    /// Shows which layouts are looked for; nothing without sources.
    void showSources(const QString &layout = {});
    /// Says why the open request cannot probe `key`; empty when it can.
    void setProbe(std::function<QString(const QString &key)> obstacle);

Q_SIGNALS:
    /// Which requests and URLs lead to this key: Key Lab.
    void explainRequested(const QString &key);
    /// The open request is to be sent once.
    void probeRequested(const QString &key);
    /// The empty state's first step: somewhere to look at.
    void sampleRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildView();
    void buildKeyBox(const Theme &theme);
    void buildBar();
    void buildSources(const Theme &theme);
    QMenu *addMenuButton(const QString &text, const QString &toolTip);
    void layOut();
    void follow();
    void sayStale();
    void chooseCircuit();
    void repaintCountdowns();
    void showMenu(const QPoint &position);
    void openLink(const QModelIndex &index);
    void takeLookup(const QString &key, const CircuitLookup &lookup);

    const Theme &m_theme;
    CircuitBoard &m_board;
    CircuitModel *m_model;
    CircuitDelegate *m_delegate;
    PanelHeader *m_header;
    NoticeBar *m_staleNotice;
    NoticeBar *m_notice;
    ForceForm *m_form;
    QStackedWidget *m_stack;
    QListView *m_view;
    EmptyState *m_empty;
    SourcesPage *m_sourcesPage = nullptr;
    QToolButton *m_sourcesButton = nullptr;
    QWidget *m_scanLine = nullptr;
    QWidget *m_bar;
    CircuitTimeline *m_timeline;
    QLineEdit *m_keyBox;
    QLabel *m_keyAnswer;
    CircuitActions *m_actions;
    QString m_lookedUp;
};

} // namespace Recloser
