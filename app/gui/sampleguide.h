// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/faultserver/faultserver.h"
#include "ui/mainwindow/mainwindow.h"

#include <QObject>

namespace Recloser {

/// Makes the first start teach: opens the sample requests against a fault server on this machine,
/// and brings that server back whenever a tab needs it. Neither network nor Redis is needed.
class SampleGuide : public QObject
{
    Q_OBJECT

public:
    explicit SampleGuide(MainWindow &window, QObject *parent = nullptr);

    /// The server, started with the first call.
    FaultServer &server();

private:
    void welcome();
    void openSamples();

    MainWindow &m_window;
    std::unique_ptr<FaultServer> m_server;
};

} // namespace Recloser
