// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/composition/composition.h"
#include "core/resilience/redisbreakerstore.h"
#include "ui/mainwindow/storechooser.h"

#include <memory>
#include <optional>

namespace Recloser {

/// Memory and the Redis connections of the settings. The store that counts is the sender's too.
class BreakerStores : public StoreChooser
{
    Q_OBJECT

public:
    explicit BreakerStores(Composition &composition);

    QList<StoreChoice> choices() const override;
    StoreChoice current() const override;
    void choose(const QString &name) override;
    BreakerStore &store() override;
    void save(const RedisConnectionSettings &connection, const QString &oldName) override;
    void remove(const QString &name) override;
    RedisConnectionSettings settings(const QString &name) const override;
    /// The server whose circuits count, with its password; nothing for memory.
    std::optional<RedisEndpoint> endpoint() const;

private:
    struct Passwords
    {
        QString servers;
        QString sentinels;

        bool operator==(const Passwords &) const = default;
    };

    static StoreChoice choiceOf(const SavedConnection &saved);
    static RedisConnectionSettings settingsOf(const SavedConnection &saved,
                                              const Passwords &passwords);
    static RedisEndpoint endpointOf(const SavedConnection &saved, const Passwords &passwords);
    QFuture<Passwords> readPasswords(const SavedConnection &saved);
    void writePassword(const QString &secretName, const QString &password);
    void forgetPasswords(const SavedConnection &saved);
    const SavedConnection *find(const QString &name) const;
    void connectTo(const QString &name, const Passwords &passwords);
    void use(std::unique_ptr<RedisBreakerStore> store);

    Composition &m_composition;
    std::unique_ptr<RedisBreakerStore> m_redis;
    QString m_current;
    std::optional<RedisEndpoint> m_endpoint;
    /// Known in this run; the keychain is asked otherwise.
    QHash<QString, Passwords> m_passwords;
};

} // namespace Recloser
