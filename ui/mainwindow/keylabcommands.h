// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keylabpanel.h"
#include "ui/mainwindow/windowservices.h"

#include <QTimer>

namespace Recloser {

class MainWindow;
class RequestTab;

/// What Key Lab works on, from the window: the open request, the requests beside it, history; and
/// where its patterns go. Reads and writes on workers. Part of the window.
class KeyLabCommands : public QObject
{
    Q_OBJECT

public:
    KeyLabCommands(MainWindow &window, const WindowServices &services, KeyLabPanel &panel);

    /// Shows a pattern, with the URL and the policies of the open request.
    void open(const QString &pattern);
    /// The open request is another one, or has changed.
    void feedRequest();

private:
    void feed(UrlSource source);
    void feedCollection();
    void feedHistory(qint64 before);
    /// What only shows when the open requests are seen together.
    void feedCross();
    void apply(const QString &pattern, const ApplyTarget &target);
    void applyToRequest(const QString &pattern);
    /// To the requests of a file, or of a folder by its `folder.http`.
    void applyToFile(const QString &pattern, const ApplyTarget &target);
    void tellApplied(const ApplyTarget &target);
    QList<ApplyTarget> targetsOf(RequestTab *tab) const;

    MainWindow &m_window;
    const WindowServices &m_services;
    KeyLabPanel &m_panel;
    QTimer m_soon; ///< typing asks for all of it with every key
    quint64 m_crossings = 0; ///< how often the findings among requests were asked for
    quint64 m_collections = 0; ///< how often the collection was asked for
};

} // namespace Recloser
