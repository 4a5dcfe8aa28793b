// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/mainwindow/windowservices.h"

#include <QHash>
#include <QObject>

namespace Recloser {

class MainWindow;
class RequestTab;

/// Keeps the window's tabs and layout so that they come back after any end of the program, and
/// brings them back. Part of the window.
class SessionKeeper : public QObject
{
    Q_OBJECT

public:
    SessionKeeper(MainWindow &window, const WindowServices &services);

    void restore();
    void noteChange();
    void saveNow();

private:
    void fill(const Session &session);
    Session snapshot();
    QString idOf(const RequestTab *tab);
    /// History gives an exchange its row when it is written, after the tab got it.
    void learnIds(const QList<HistoryRow> &rows);
    qint64 idOf(const ExchangePtr &exchange) const;

    MainWindow &m_window;
    const WindowServices &m_services;
    QHash<const RequestTab *, QString> m_ids;
    QHash<const Exchange *, qint64> m_rowIds;
    bool m_restored = false;
};

} // namespace Recloser
