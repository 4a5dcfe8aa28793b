// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/copyas.h"
#include "core/store/historyretention.h"

#include <QObject>

class QAction;
class QKeySequence;
class QListView;
class QMenu;

namespace Recloser {

class HistoryModel;

/// What can be done with the exchanges that are selected in the list: its keys and its menu. The
/// view and the model outlive it.
class HistoryActions : public QObject
{
    Q_OBJECT

public:
    HistoryActions(QListView &view, HistoryModel &model, QObject *parent = nullptr);

    /// Oldest first, in the order they were recorded in.
    QList<qint64> selectedIds() const;

Q_SIGNALS:
    void openRequested(qint64 id);
    void sendAgainRequested(qint64 id);
    void sendAgainAsItWasRequested(qint64 id);
    void replayRequested(const QList<qint64> &ids);
    void compareRequested(qint64 left, qint64 right);
    void addToCollectionRequested(const QList<qint64> &ids);
    void copyRequested(qint64 id, Recloser::CopyFormat format);
    void keepRequested(const QList<qint64> &ids, Recloser::Keeping keeping);
    void removeRequested(const QList<qint64> &ids);
    /// A filter such as "host:x", to search for.
    void filterRequested(const QString &filter);

private:
    QAction *add(const QString &text, const QKeySequence &keys, void (HistoryActions::*act)());
    QList<int> selectedRows() const;
    void open();
    void sendAgain();
    void sendAgainAsItWas();
    void replay();
    void compare();
    void addToCollection();
    void copyUrls();
    void keep();
    void remove();
    void adapt();
    void showMenu(const QPoint &position);
    void addFilters(QMenu &menu, int row);

    QListView &m_view;
    HistoryModel &m_model;
    QAction *m_open;
    QAction *m_sendAgain;
    QAction *m_sendAsItWas;
    QAction *m_replay;
    QAction *m_compare;
    QAction *m_addToCollection;
    QAction *m_copy;
    QAction *m_keep;
    QAction *m_remove;
};

} // namespace Recloser
