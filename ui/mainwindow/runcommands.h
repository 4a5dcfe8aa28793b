// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/run/replay.h"
#include "ui/document/requestdocument.h"
#include "ui/mainwindow/windowservices.h"

#include <QObject>
#include <QPointer>

namespace Recloser {

class RunDialog;

/// Sends many requests at once, and recorded ones again, in a window of its own. Owned by the main
/// window. GUI thread.
class RunCommands : public QObject
{
    Q_OBJECT

public:
    RunCommands(const WindowServices &services, QWidget &window);

    /// Requests of files, in this order; `atOnce` 1 is one after the other. The user starts it.
    void sendMany(const QList<FileOrigin> &requests, int atOnce);
    /// Recorded exchanges, in this order. One alone is sent at once.
    void replay(const QList<qint64> &ids, ReplayOptions::Form form);
    RunDialog *dialog() const;

Q_SIGNALS:
    void openRequested(qint64 id);
    void compareRequested(qint64 then, qint64 now);

private:
    RunDialog &shown();
    QFuture<Scope> scopeFor(const ExchangePtr &then);

    const WindowServices &m_services;
    QWidget &m_window;
    QPointer<RunDialog> m_dialog;
};

} // namespace Recloser
