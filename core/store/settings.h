// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"
#include "core/model/proxychoice.h"
#include "core/model/storeerror.h"
#include "core/model/storescope.h"
#include "core/model/tlschoices.h"
#include "core/store/cookiechoices.h"
#include "core/store/historyretention.h"

#include <QFuture>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <expected>

namespace Recloser {

/// A Redis connection as the settings remember it; its passwords are in the SecretStore under
/// `secretName()` and, where sentinels have one of their own, `sentinelSecretName()`.
struct SavedConnection
{
    QString name;
    /// Without passwords; sentinels, cluster and SSH are in it.
    QString url;
    /// Empty: the strict layout of the Fynd library, shared with whoever uses the server.
    QString prefix;
    QString caFile;
    QString certificateFile;
    QString keyFile;
    /// Unset: usualScope().
    std::optional<StoreScope> scope;
    WhenAway whenAway = WhenAway::FailOpen;

    QString secretName() const { return QStringLiteral("redis-") + name; }
    QString sentinelSecretName() const { return QStringLiteral("redis-sentinel-") + name; }
    bool operator==(const SavedConnection &) const = default;
};

struct Settings
{
    enum class Scheme { System, Light, Dark };
    Scheme scheme = Scheme::System;
    QList<SavedConnection> connections;
    /// Name of the connection whose circuits count; empty: memory.
    QString chosenConnection;
    PolicyOverrides defaults;
    HistoryRetention history;
    /// Which other libraries' circuits are shown (LayoutPreferences as JSON).
    QJsonObject circuitSources;
    CookieChoices cookies;
    TlsChoices tls;
    ProxySettings proxy;
    /// Environments by folder: the "chosen" ones, and their "colors".
    QJsonObject environments;
    /// False until the window was open once.
    bool startedBefore = false;
    /// Fields of newer versions, written back as they came.
    QJsonObject unknown;

    bool operator==(const Settings &) const = default;
};

/// The settings file. Read once at start (a few kB), written atomically on a worker, together with
/// what another program (the command line beside the window) has changed in it since, which is then
/// taken over. GUI thread.
class SettingsStore : public QObject
{
    Q_OBJECT

public:
    explicit SettingsStore(QString filePath, QObject *parent = nullptr);
    /// Writes what is pending.
    ~SettingsStore() override;

    /// Reads the file, at once; defaults when there is none. A broken one is moved aside and
    /// reported.
    std::expected<void, StoreError> load();
    /// load() has been called and has found nothing wrong.
    bool isLoaded() const { return m_isLoaded; }
    const Settings &values() const { return m_values; }
    void set(const Settings &values);

Q_SIGNALS:
    void changed();
    void failed(const Recloser::StoreError &error);

private:
    struct Written
    {
        std::expected<void, StoreError> result;
        /// What the file holds now.
        QJsonObject content;
    };

    void writeSoon();
    static Written write(const QString &filePath, const QJsonObject &base, const QJsonObject &ours);
    void takeWritten(const Written &written, const QJsonObject &base, const QJsonObject &ours);

    QString m_filePath;
    Settings m_values;
    /// What `m_values` is a change of.
    QJsonObject m_base;
    bool m_isLoaded = false;
    /// Several changes in a row are one write.
    QTimer m_timer;
    /// One thread, so that writes keep their order.
    QThreadPool m_writer;
};

/// The settings as the file holds them, and back. What cannot be understood is an error that names
/// the member.
QJsonObject toJson(const Settings &settings);
std::expected<Settings, QString> settingsFromJson(const QJsonObject &object);

} // namespace Recloser
