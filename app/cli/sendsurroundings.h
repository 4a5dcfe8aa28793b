// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/argumenterror.h"
#include "app/cli/connectionoption.h"
#include "app/cli/cookieoption.h"
#include "app/cli/redisoption.h"
#include "app/composition/composition.h"

namespace Recloser {

/// What a command that sends has around its sends: the parts both programs run on, the circuits of
/// `--redis`, the cookie jar, history. Owned by the command, which hears of the end before this is
/// gone.
class SendSurroundings
{
public:
    enum class Notices {
        All,
        ErrorsOnly, ///< not what the settings had history remove
    };

    SendSurroundings();

    Composition &composition() { return m_composition; }
    /// The policies of the settings, unless `--no-defaults`; what cannot be read is said on stderr.
    std::optional<PolicyLayer> defaults();

    /// Sends go through the circuits that `--redis` names, and are recorded unless `--no-history`.
    /// History's troubles are said on stderr, and stop nothing.
    std::expected<void, ArgumentError> open(const QCommandLineParser &parser, QObject *context,
                                            Notices notices = Notices::All);
    /// Connections are made as settings and options have it, then calls `ready`. `target` is what
    /// `--pin` is about.
    void
    openConnections(const QCommandLineParser &parser, const QUrl &target, QObject *context,
                    const std::function<void(const std::expected<void, ArgumentError> &)> &ready);
    /// The same by the settings alone.
    void openUsualConnections(QObject *context, const std::function<void()> &ready);
    /// Gives the sender the jar that was asked for, if any, then calls `ready`.
    void openCookies(const QCommandLineParser &parser, QObject *context,
                     const std::function<void(const std::expected<void, ArgumentError> &)> &ready);
    /// Waits until history, jar, circuits and secrets have what the sends left to them, then calls
    /// `next`.
    void close(QObject *context, const std::function<void()> &next);

private:
    Composition m_composition;
    std::unique_ptr<RedisOption> m_redis;
    CookieOption m_cookies;
    bool m_isRecording = false;
};

} // namespace Recloser
