// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historystore.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QLineEdit;
class QListView;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace Recloser {

class EmptyState;
class HistoryModel;
class NoticeBar;
class PanelHeader;

/// The History dock: every exchange ever sent, searched while typing. The theme and the store
/// outlive it. GUI thread.
class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    HistoryPanel(const Theme &theme, HistoryStore &store, QWidget *parent = nullptr);

    QListView *view() const { return m_view; }
    void setSearch(const QString &text);
    void focusSearch();

Q_SIGNALS:
    void openRequested(qint64 id);
    /// With today's variables.
    void sendAgainRequested(qint64 id);
    /// The very bytes that were sent.
    void sendAgainAsItWasRequested(qint64 id);
    /// In the order they were sent in.
    void replayRequested(const QList<qint64> &ids);
    /// The older one is on the left.
    void compareRequested(qint64 left, qint64 right);
    void addToCollectionRequested(const QList<qint64> &ids);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildSearch();
    void buildView(const Theme &theme);
    void search();
    void follow();
    void showFilters();
    void showMenu(const QPoint &position);
    QList<qint64> selectedIds() const;
    void removeSelected();
    void remove(const QList<qint64> &ids);
    void copyUrls();
    void sayError(const QString &what, const StoreError &error);

    HistoryStore &m_store;
    HistoryModel *m_model;
    PanelHeader *m_header;
    QLineEdit *m_search;
    QTimer *m_pause;
    QList<QToolButton *> m_filters;
    NoticeBar *m_writeNotice;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    QListView *m_view;
    EmptyState *m_nothingYet;
    EmptyState *m_nothingFound;
    QAction *m_sendAgain;
    QAction *m_copy;
    QAction *m_remove;
    QList<qint64> m_toRemove;
};

} // namespace Recloser
