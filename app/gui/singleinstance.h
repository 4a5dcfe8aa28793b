// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QStringList>

namespace Recloser {

/// One window per profile: two of them would overwrite each other's session. A second start hands
/// its files to the first and ends.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    /// `folder` is the profile's state folder.
    explicit SingleInstance(const QString &folder, QObject *parent = nullptr);

    /// True when this is the first; it then listens for others.
    bool claim();
    /// Asks the first one to show itself and open `files`; handedOver() follows, whether or not it
    /// answered.
    void handOver(const QStringList &files);

Q_SIGNALS:
    void filesReceived(const QStringList &files);
    void handedOver();

private:
    void takeConnection();

    QString m_name;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace Recloser
