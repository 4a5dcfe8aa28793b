// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/argumenterror.h"
#include "app/cli/command.h"
#include "app/composition/composition.h"
#include "core/tls/tlsprobe.h"

#include <QUrl>

#include <functional>
#include <memory>

namespace Recloser {

/// "HOST", "HOST:PORT", "[::1]:PORT" or an https URL as a URL with host and port; nothing: none of
/// them.
std::optional<QUrl> tlsTargetFrom(const QString &text);

/// Looks at what a server shows in a TLS handshake, as the settings and the options of a command
/// would connect to it. Owned by a command, which outlives it.
class TlsLook : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Once; `seen` gets what came of it, from the event loop.
    void
    start(const QCommandLineParser &parser, const QUrl &target,
          const std::function<void(const std::expected<TlsProbeResult, ArgumentError> &)> &seen);
    Composition &composition() { return m_composition; }

private:
    void probe(const QUrl &target);

    Composition m_composition{Profile::standard()};
    std::function<void(const std::expected<TlsProbeResult, ArgumentError> &)> m_seen;
    TlsProbe m_probe;
};

/// `tls`: the certificates of a server, and what is wrong with them.
class TlsCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    void report(const QUrl &target, const TlsProbeResult &result, bool isJson, bool isPem);

    std::unique_ptr<TlsLook> m_look;
};

} // namespace Recloser
