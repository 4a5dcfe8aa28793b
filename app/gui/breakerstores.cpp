// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/gui/breakerstores.h"

#include "core/redis/endpoint.h"

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

SavedConnection savedFrom(const RedisConnectionSettings &settings)
{
    return {.name = settings.name,
            .url = settings.endpoint.display(),
            .prefix = settings.prefix,
            .caFile = settings.endpoint.tls.caFile,
            .certificateFile = settings.endpoint.tls.certificateFile,
            .keyFile = settings.endpoint.tls.keyFile,
            .scope = settings.scope,
            .whenAway = settings.whenAway};
}

} // namespace

StoreChoice BreakerStores::choiceOf(const SavedConnection &saved)
{
    return {saved.name, StoreKind::Redis, saved.url, saved.prefix,
            settingsOf(saved, {}).effectiveScope()};
}

RedisConnectionSettings BreakerStores::settingsOf(const SavedConnection &saved,
                                                  const Passwords &passwords)
{
    return {saved.name, endpointOf(saved, passwords), saved.prefix, saved.scope, saved.whenAway};
}

RedisEndpoint BreakerStores::endpointOf(const SavedConnection &saved, const Passwords &passwords)
{
    RedisEndpoint endpoint = parseRedisUrl(saved.url).value_or(RedisEndpoint{});
    endpoint.password = passwords.servers;
    endpoint.sentinelPassword = passwords.sentinels;
    endpoint.tls = {saved.caFile, saved.certificateFile, saved.keyFile};
    return endpoint;
}

BreakerStores::BreakerStores(Composition &composition) : m_composition(composition)
{
    const QString chosen = composition.settings().values().chosenConnection;
    if (find(chosen))
        choose(chosen);
}

const SavedConnection *BreakerStores::find(const QString &name) const
{
    const QList<SavedConnection> &connections = m_composition.settings().values().connections;
    const auto found = std::ranges::find(connections, name, &SavedConnection::name);
    return found == connections.end() ? nullptr : &*found;
}

QList<StoreChoice> BreakerStores::choices() const
{
    QList<StoreChoice> choices{StoreChoice{}};
    for (const SavedConnection &saved : m_composition.settings().values().connections)
        choices.append(choiceOf(saved));
    return choices;
}

StoreChoice BreakerStores::current() const
{
    const SavedConnection *saved = find(m_current);
    return saved ? choiceOf(*saved) : StoreChoice{};
}

BreakerStore &BreakerStores::store()
{
    return m_redis ? static_cast<BreakerStore &>(*m_redis) : m_composition.memoryStore();
}

void BreakerStores::choose(const QString &name)
{
    Settings settings = m_composition.settings().values();
    const SavedConnection *saved = find(name);
    settings.chosenConnection = saved ? name : QString();
    if (settings.chosenConnection != m_composition.settings().values().chosenConnection)
        m_composition.settings().set(settings);
    m_current = saved ? name : QString();
    if (!saved) {
        m_endpoint.reset();
        use(nullptr);
        return;
    }
    if (m_passwords.contains(name)) {
        connectTo(name, m_passwords.value(name));
        return;
    }
    // It connects without a password at once, and again when the keychain gives one.
    connectTo(name, {});
    readPasswords(*saved).then(this, [this, name](const Passwords &passwords) {
        if (passwords == Passwords())
            return;
        m_passwords.insert(name, passwords);
        if (m_current == name)
            connectTo(name, passwords);
    });
}

QFuture<BreakerStores::Passwords> BreakerStores::readPasswords(const SavedConnection &saved)
{
    using Secret = std::expected<QString, StoreError>;
    QFuture<Passwords> servers
        = m_composition.secrets().read(saved.secretName()).then(this, [](const Secret &password) {
              return Passwords{.servers = password.value_or(QString())};
          });
    const RedisEndpoint endpoint = endpointOf(saved, {});
    if (endpoint.topology != RedisEndpoint::Topology::Sentinel)
        return servers;
    return servers
        .then(this,
              [this, name = saved.sentinelSecretName()](const Passwords &known) {
                  return m_composition.secrets().read(name).then(
                      this, [known](const Secret &password) {
                          return Passwords{known.servers, password.value_or(QString())};
                      });
              })
        .unwrap();
}

void BreakerStores::connectTo(const QString &name, const Passwords &passwords)
{
    const SavedConnection *saved = find(name);
    RedisStoreSettings settings;
    settings.prefix = saved->prefix.toUtf8();
    settings.scope = settingsOf(*saved, passwords).effectiveScope();
    settings.whenAway = saved->whenAway;
    m_endpoint = endpointOf(*saved, passwords);
    use(std::make_unique<RedisBreakerStore>(*m_endpoint, settings, m_composition.clock()));
}

std::optional<RedisEndpoint> BreakerStores::endpoint() const
{
    return m_endpoint;
}

void BreakerStores::use(std::unique_ptr<RedisBreakerStore> store)
{
    // The old one ends only after everybody has turned to the new one; sends under way notice its
    // end.
    const std::unique_ptr<RedisBreakerStore> old = std::exchange(m_redis, std::move(store));
    m_composition.sender().setBreakerStore(this->store());
    Q_EMIT chosen();
}

void BreakerStores::save(const RedisConnectionSettings &connection, const QString &oldName)
{
    // An empty field means no password only where it showed the one there was; the keychain may
    // not have answered when the dialog was opened.
    if (const SavedConnection *before = find(oldName); before && !m_passwords.contains(oldName)) {
        readPasswords(*before).then(this, [this, connection, oldName](const Passwords &known) {
            RedisConnectionSettings filled = connection;
            if (filled.endpoint.password.isEmpty())
                filled.endpoint.password = known.servers;
            if (filled.endpoint.sentinelPassword.isEmpty())
                filled.endpoint.sentinelPassword = known.sentinels;
            m_passwords.insert(oldName, known);
            save(filled, oldName);
            choose(filled.name);
        });
        return;
    }
    Settings settings = m_composition.settings().values();
    settings.connections.removeIf([&](const SavedConnection &saved) {
        return saved.name == oldName || saved.name == connection.name;
    });
    const SavedConnection saved = savedFrom(connection);
    settings.connections.append(saved);
    m_composition.settings().set(settings);
    m_passwords.insert(connection.name,
                       {connection.endpoint.password, connection.endpoint.sentinelPassword});
    writePassword(saved.secretName(), connection.endpoint.password);
    writePassword(saved.sentinelSecretName(), connection.endpoint.sentinelPassword);
    if (!oldName.isEmpty() && oldName != connection.name)
        forgetPasswords({.name = oldName});
    Q_EMIT choicesChanged();
}

void BreakerStores::writePassword(const QString &secretName, const QString &password)
{
    if (password.isEmpty())
        m_composition.secrets().remove(secretName);
    else
        m_composition.secrets().write(secretName, password);
}

void BreakerStores::forgetPasswords(const SavedConnection &saved)
{
    writePassword(saved.secretName(), {});
    writePassword(saved.sentinelSecretName(), {});
    m_passwords.remove(saved.name);
}

void BreakerStores::remove(const QString &name)
{
    const SavedConnection *saved = find(name);
    if (!saved)
        return;
    forgetPasswords(*saved);
    Settings settings = m_composition.settings().values();
    settings.connections.removeIf([&](const SavedConnection &other) { return other.name == name; });
    m_composition.settings().set(settings);
    if (m_current == name)
        choose({});
    Q_EMIT choicesChanged();
}

RedisConnectionSettings BreakerStores::settings(const QString &name) const
{
    const SavedConnection *saved = find(name);
    if (!saved)
        return {};
    return settingsOf(*saved, m_passwords.value(name));
}

} // namespace Recloser
