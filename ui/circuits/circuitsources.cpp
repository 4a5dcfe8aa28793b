// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitsources.h"

#include "core/redis/layouts/layoutwriting.h"
#include "ui/circuits/circuitstanding.h"

#include <algorithm>

namespace Recloser {

namespace {

QSet<QString> namesOf(const QList<LayoutChoice> &choices)
{
    QSet<QString> names;
    for (const LayoutChoice &choice : choices)
        names.insert(choice.layout.name);
    return names;
}

} // namespace

CircuitSources::CircuitSources(Clock &clock, LayoutPreferences preferences, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_preferences(std::move(preferences))
{
}

CircuitSources::~CircuitSources() = default;

void CircuitSources::setEndpoint(const std::optional<RedisEndpoint> &endpoint)
{
    if (endpoint == m_endpoint)
        return;
    m_scanner.reset();
    m_connection.reset();
    m_endpoint = endpoint;
    m_circuits.clear();
    apply();
    Q_EMIT progressed();
    Q_EMIT found(Finding::Other);
}

void CircuitSources::setPreferences(const LayoutPreferences &preferences)
{
    if (preferences == m_preferences)
        return;
    m_preferences = preferences;
    apply();
    Q_EMIT preferencesChanged();
}

void CircuitSources::apply()
{
    const QList<LayoutChoice> choices = choicesOf(m_preferences);
    if (!m_endpoint || choices.isEmpty()) {
        const bool wasOn = isOn();
        m_scanner.reset();
        m_connection.reset();
        m_circuits.clear();
        if (wasOn) {
            Q_EMIT progressed();
            Q_EMIT found(Finding::Other);
        }
        return;
    }
    if (!m_scanner) {
        m_connection = RedisClient::make(*m_endpoint, {}, m_clock);
        connect(m_connection.get(), &RedisClient::stateChanged, this,
                &CircuitSources::scanWhenBack);
        m_connection->open();
        m_scanner = std::make_unique<LayoutScanner>(*m_connection, m_clock);
        connect(m_scanner.get(), &LayoutScanner::progressed, this, &CircuitSources::progressed);
        connect(m_scanner.get(), &LayoutScanner::scanFinished, this, [this] {
            // One that was stopped by hand has no error.
            m_scanFailed = error().has_value();
            take(Finding::Other);
        });
        connect(m_scanner.get(), &LayoutScanner::refreshed, this, [this] {
            take(m_scanner->progress().isScanning ? Finding::Other : Finding::Followed);
        });
    }
    const QSet<QString> before = namesOf(m_scanner->choices());
    m_scanner->setChoices(choices);
    if (!before.contains(namesOf(choices)))
        m_scanner->scan();
    else
        m_scanner->refresh();
    take(Finding::Other);
}

void CircuitSources::scanWhenBack(RedisClient::State state)
{
    if (state == RedisClient::State::Ready && m_scanner && std::exchange(m_scanFailed, false))
        m_scanner->scan();
}

void CircuitSources::scan()
{
    if (m_scanner)
        m_scanner->scan();
}

void CircuitSources::stop()
{
    if (m_scanner)
        m_scanner->cancel();
}

void CircuitSources::refresh()
{
    if (m_scanner)
        m_scanner->refresh();
}

LayoutScanner::Progress CircuitSources::progress() const
{
    return m_scanner ? m_scanner->progress() : LayoutScanner::Progress();
}

std::optional<RedisError> CircuitSources::error() const
{
    return m_scanner ? m_scanner->error() : std::nullopt;
}

void CircuitSources::take(Finding finding)
{
    m_circuits = m_scanner->circuits();
    m_circuits.removeIf([](const Circuit &circuit) { return !isShown(circuit); });
    Q_EMIT progressed();
    Q_EMIT found(finding);
}

QList<LayoutAction> CircuitSources::actions(const Circuit &circuit,
                                            std::optional<std::chrono::seconds> forceFor) const
{
    return m_scanner ? m_scanner->actions(circuit, forceFor) : QList<LayoutAction>();
}

QList<QByteArrayList> CircuitSources::questions(const Circuit &circuit) const
{
    if (m_scanner) {
        const auto choice = std::ranges::find(m_scanner->choices(), circuit.layout,
                                              [](const LayoutChoice &c) { return c.layout.name; });
        if (choice != m_scanner->choices().end())
            return choice->layout.ask({.prefix = circuit.prefix, .name = circuit.service});
    }
    return {{"PTTL", circuit.redisKey}};
}

void CircuitSources::perform(const LayoutAction &action, const QObject *context,
                             std::move_only_function<void(Written)> callback)
{
    if (m_connection)
        performAction(*m_connection, action, context, std::move(callback));
    else
        callback(std::unexpected(RedisError{RedisError::Kind::NotConnected, {}}));
}

} // namespace Recloser
