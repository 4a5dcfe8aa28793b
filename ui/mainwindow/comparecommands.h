// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "ui/mainwindow/windowservices.h"

#include <QPointer>

namespace Recloser {

class CompareWindow;
class MainWindow;
class RequestTab;

/// Opens the window that compares, with what is to be compared. Child of the window. GUI thread.
class CompareCommands : public QObject
{
    Q_OBJECT

public:
    CompareCommands(MainWindow &window, const WindowServices &services);

    /// Two exchanges of history; 0: to be chosen.
    void compareHistory(qint64 left, qint64 right);
    /// What a tab shows with what the same request brought before; that is to be chosen where
    /// history has none.
    void compareWithBefore(RequestTab *tab);
    CompareWindow *compareWindow() const;

private:
    CompareWindow &shown();
    /// Looks for the exchange itself, as history has it, and the one before it.
    void compareAmong(const HistoryPage &page, const ExchangePtr &exchange);

    MainWindow &m_window;
    const WindowServices &m_services;
    QPointer<CompareWindow> m_compare;
};

} // namespace Recloser
