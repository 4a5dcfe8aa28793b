// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/copyas.h"
#include "core/store/historystore.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;
class QTimer;

namespace Recloser {

class EmptyState;
class HistoryActions;
class HistoryFilterBar;
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
    /// What is deleted and could still be brought back goes now.
    ~HistoryPanel() override;

    QListView *view() const { return m_view; }
    void setSearch(const QString &text);
    void focusSearch();
    /// Asks for what is selected to be sent again.
    void replaySelected();
    /// What the settings keep: words for what cleaning has removed.
    void setRetention(const HistoryRetention &retention) { m_retention = retention; }

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
    /// What is kept shall be looked at or changed.
    void settingsRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildSearch();
    void buildView(const Theme &theme);
    void buildActions();
    void search();
    void follow();
    void remove(const QList<qint64> &ids);
    void undoRemoving();
    void finishRemoving();
    void copyAs(qint64 id, CopyFormat format);
    void sayCleaned(const HistoryCleaning &cleaning);
    void sayError(const QString &what, const StoreError &error);

    HistoryStore &m_store;
    HistoryModel *m_model;
    HistoryActions *m_actions = nullptr;
    PanelHeader *m_header;
    QLineEdit *m_search;
    QTimer *m_pause;
    QLabel *m_hint;
    HistoryFilterBar *m_filters;
    NoticeBar *m_writeNotice;
    NoticeBar *m_cleanNotice;
    NoticeBar *m_undoNotice;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    QListView *m_view;
    EmptyState *m_nothingYet;
    EmptyState *m_nothingFound;
    /// Hidden already; gone when nobody wants them back in time.
    QList<qint64> m_toRemove;
    QTimer *m_removal;
    HistoryRetention m_retention;
    /// Since it was last dismissed.
    HistoryCleaning m_cleaned;
};

} // namespace Recloser
