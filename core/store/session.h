// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/model/storeerror.h"

#include <QByteArray>
#include <QFuture>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <expected>
#include <functional>
#include <optional>

namespace Recloser {

class SecretStore;

/// One tab as it comes back after the program ended, however it ended.
struct SessionTab
{
    RequestSpec spec;
    /// What the file holds, where the tab differs from it; equal to `spec` otherwise.
    RequestSpec saved;
    QString filePath;
    int fileIndex = 0;
    /// The exchange shown, 0 for none.
    qint64 exchangeId = 0;
    /// Stable over restarts; names the tab's secrets in the keychain. Given by the keeper of the
    /// session.
    QString id;

    bool operator==(const SessionTab &) const = default;
};

struct Session
{
    QList<SessionTab> tabs;
    int current = 0;
    QByteArray windowGeometry;
    QByteArray windowState;
    /// Anything else the window keeps (splitters, open files).
    QJsonObject extra;

    bool operator==(const Session &) const = default;
};

/// The window's session in one JSON file, written atomically on a worker at the latest 300 ms after
/// a change. Literal secrets of the requests (passwords, tokens, API keys) go to the SecretStore
/// instead of the file and come back with load().
class SessionStore : public QObject
{
    Q_OBJECT

public:
    SessionStore(QString filePath, SecretStore &secrets, QObject *parent = nullptr);
    /// Writes what is pending.
    ~SessionStore() override;

    /// An empty session when there is none. A file that cannot be understood is moved aside
    /// (`detail` says where to) and reported.
    QFuture<std::expected<Session, StoreError>> load();
    /// `snapshot` is called once, soon, in this thread, for however many calls came meanwhile.
    /// Nothing is written when it has nothing to give any more: its window may have gone.
    void saveSoon(std::function<std::optional<Session>()> snapshot);
    /// Ready when `session` is on disk.
    QFuture<std::expected<void, StoreError>> save(const Session &session);

Q_SIGNALS:
    void failed(const Recloser::StoreError &error);

private:
    void write();
    QByteArray encoded(const Session &session);
    void keepSecrets(const QHash<QString, QString> &secrets);

    QString m_filePath;
    SecretStore &m_secrets;
    QTimer m_timer;
    std::function<std::optional<Session>()> m_snapshot;
    QByteArray m_lastWritten;
    /// What the SecretStore holds of ours; only differences are written.
    QHash<QString, QString> m_keptSecrets;
    /// One thread, so that writes keep their order.
    QThreadPool m_writer;
};

} // namespace Recloser
