// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/mainwindow/windowservices.h"

#include <QStatusBar>

class QLabel;
class QToolButton;

namespace Recloser {

/// The bottom line: how the circuit store is doing, how many requests run, how many exchanges
/// history holds.
class WindowStatus : public QStatusBar
{
    Q_OBJECT

public:
    explicit WindowStatus(const WindowServices &services, QWidget *parent = nullptr);

    void setHistoryTotal(qint64 total);

Q_SIGNALS:
    void storeClicked();

private:
    void watchStore();
    void showStore();
    void showRunning(int running);

    const WindowServices &m_services;
    QToolButton *m_store;
    QLabel *m_verified;
    QLabel *m_running;
    QLabel *m_history;
    QMetaObject::Connection m_watch;
};

} // namespace Recloser
