// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/layouts/layoutpreferences.h"
#include "core/redis/layouts/layoutscanner.h"

#include <QObject>

#include <memory>

namespace Recloser {

/// The circuits that other libraries keep on the chosen server: which layouts are looked for, the
/// connection that is the board's own for it, and what was found. The composition says which server
/// and keeps the preferences. Without a layout that is switched on no connection is made. GUI
/// thread.
class CircuitSources : public QObject
{
    Q_OBJECT

public:
    using Written = std::expected<void, RedisError>;
    enum class Finding {
        Other, ///< it was looked for elsewhere, or for others: what is new here is not new there
        Followed, ///< what is known was asked again
    };

    explicit CircuitSources(Clock &clock, LayoutPreferences preferences = {},
                            QObject *parent = nullptr);
    ~CircuitSources() override;

    /// The server whose keys are looked at; nothing for circuits in memory.
    void setEndpoint(const std::optional<RedisEndpoint> &endpoint);
    bool hasServer() const { return m_endpoint.has_value(); }

    const LayoutPreferences &preferences() const { return m_preferences; }
    /// A layout that is new among those switched on is scanned for.
    void setPreferences(const LayoutPreferences &preferences);
    bool isOn() const { return m_scanner != nullptr; }

    void scan();
    void stop();
    /// Asks about what is known; ends with found(). Nothing when no layout is on.
    void refresh();
    LayoutScanner::Progress progress() const;
    /// Why the last scan or refresh ended early.
    std::optional<RedisError> error() const;

    /// Those not closed, and those whose state is not known.
    const QList<Circuit> &circuits() const { return m_circuits; }
    /// What may be done about one of them.
    QList<LayoutAction> actions(const Circuit &circuit,
                                std::optional<std::chrono::seconds> forceFor = {}) const;
    /// What its library's keys are asked: to look at it by hand.
    QList<QByteArrayList> questions(const Circuit &circuit) const;
    /// Carries out a safe action; calls back once, later.
    void perform(const LayoutAction &action, const QObject *context,
                 std::move_only_function<void(Written)> callback);

Q_SIGNALS:
    /// circuits() may be others now.
    void found(Recloser::CircuitSources::Finding finding);
    void progressed();
    void preferencesChanged();

private:
    void apply();
    /// The server did not answer the last scan, or not to its end.
    void scanWhenBack(RedisClient::State state);
    void take(Finding finding);

    Clock &m_clock;
    LayoutPreferences m_preferences;
    std::optional<RedisEndpoint> m_endpoint;
    std::unique_ptr<RedisClient> m_connection;
    std::unique_ptr<LayoutScanner> m_scanner;
    QList<Circuit> m_circuits;
    bool m_scanFailed = false;
};

} // namespace Recloser
