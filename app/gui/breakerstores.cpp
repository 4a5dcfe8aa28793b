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
            .keyFile = settings.endpoint.tls.keyFile};
}

RedisEndpoint endpointOf(const SavedConnection &saved, const QString &password)
{
    RedisEndpoint endpoint = parseRedisUrl(saved.url).value_or(RedisEndpoint{});
    endpoint.password = password;
    endpoint.tls = {saved.caFile, saved.certificateFile, saved.keyFile};
    return endpoint;
}

} // namespace

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
        choices.append({saved.name, StoreKind::Redis, saved.url, saved.prefix});
    return choices;
}

StoreChoice BreakerStores::current() const
{
    const SavedConnection *saved = find(m_current);
    return saved ? StoreChoice{saved->name, StoreKind::Redis, saved->url, saved->prefix}
                 : StoreChoice{};
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
        use(nullptr);
        return;
    }
    if (m_passwords.contains(name)) {
        connectTo(name, m_passwords.value(name));
        return;
    }
    // It connects without a password at once, and again when the keychain gives one.
    connectTo(name, {});
    m_composition.secrets()
        .read(saved->secretName())
        .then(this, [this, name](const std::expected<QString, StoreError> &password) {
            if (!password || password->isEmpty())
                return;
            m_passwords.insert(name, *password);
            if (m_current == name)
                connectTo(name, *password);
        });
}

void BreakerStores::connectTo(const QString &name, const QString &password)
{
    const SavedConnection *saved = find(name);
    RedisStoreSettings settings;
    settings.prefix = saved->prefix.toUtf8();
    use(std::make_unique<RedisBreakerStore>(endpointOf(*saved, password), settings,
                                            m_composition.clock()));
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
    Settings settings = m_composition.settings().values();
    settings.connections.removeIf([&](const SavedConnection &saved) {
        return saved.name == oldName || saved.name == connection.name;
    });
    const SavedConnection saved = savedFrom(connection);
    settings.connections.append(saved);
    m_composition.settings().set(settings);
    m_passwords.insert(connection.name, connection.endpoint.password);
    if (!connection.endpoint.password.isEmpty())
        m_composition.secrets().write(saved.secretName(), connection.endpoint.password);
    else
        m_composition.secrets().remove(saved.secretName());
    Q_EMIT choicesChanged();
}

void BreakerStores::remove(const QString &name)
{
    const SavedConnection *saved = find(name);
    if (!saved)
        return;
    m_composition.secrets().remove(saved->secretName());
    m_passwords.remove(name);
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
    return {saved->name, endpointOf(*saved, m_passwords.value(name)), saved->prefix};
}

} // namespace Recloser
