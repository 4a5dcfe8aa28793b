// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/circuits/circuitboard.h"
#include "ui/theme/theme.h"

#include <QAbstractListModel>
#include <QWidget>

class QListView;
class QToolButton;

namespace Recloser {

/// "opened after 4 x attempt-timeout by recloser@host".
QString causeWords(const CircuitTransition &transition);

/// What the board saw happen, latest first, of all circuits or of one. GUI thread.
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit TimelineModel(CircuitBoard &board, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole and ToolTipRole: when, which, from what to what, and why.
    QVariant data(const QModelIndex &index, int role) const override;
    /// Empty for all.
    void setIdentity(const QString &identity);

private:
    void follow();

    CircuitBoard &m_board;
    QString m_identity;
    QList<CircuitTransition> m_transitions;
};

/// The list of transitions below the cards: folded until somebody wants it.
class CircuitTimeline : public QWidget
{
    Q_OBJECT

public:
    CircuitTimeline(const Theme &theme, CircuitBoard &board, QWidget *parent = nullptr);

    /// The circuit that is selected; empty for none.
    void setIdentity(const QString &identity);
    QToolButton *foldButton() const { return m_fold; }
    QListView *view() const { return m_view; }

private:
    void follow();

    TimelineModel *m_model;
    QToolButton *m_fold;
    QToolButton *m_onlySelected;
    QListView *m_view;
    QString m_identity;
};

} // namespace Recloser
