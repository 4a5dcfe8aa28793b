// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/argumenterror.h"
#include "app/composition/composition.h"

#include <QCommandLineParser>

#include <expected>
#include <functional>

namespace Recloser {

/// How a command connects: the settings, and `--cacert`, `--cert`, `--key`, `--cert-type`,
/// `--tls-min`, `--pin`, `--proxy` and `--noproxy` over them for this run.
class ConnectionOption
{
public:
    /// With `--pin`, which is about one server.
    enum class Pin { Offered, None };

    static void add(QCommandLineParser &parser, Pin pin = Pin::None);

    /// Reads the settings where nobody has yet, takes the options, asks the terminal for a pass
    /// phrase where a key has one, then calls `ready`. `target` is what a pin is about.
    static void open(const QCommandLineParser &parser, Composition &composition, const QUrl &target,
                     QObject *context,
                     const std::function<void(const std::expected<void, ArgumentError> &)> &ready);
    /// The settings alone.
    static void openUsual(Composition &composition, QObject *context,
                          const std::function<void()> &ready);
};

} // namespace Recloser
