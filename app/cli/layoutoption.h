// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/redis/layouts/layoutreader.h"

#include <expected>

namespace Recloser {

/// `--layout`, `--decoder`, `--glob`, `--reset-seconds` and `--threshold`: whose circuits are
/// looked for, and what their libraries do not store.
class LayoutOption
{
public:
    static void add(QCommandLineParser &parser);
    /// Whether other libraries' circuits are meant at all.
    static bool isUsed(const QCommandLineParser &parser);
    /// `--layout list`.
    static bool isList(const QCommandLineParser &parser);
    /// A sentence when they cannot be used, with the option in front.
    static std::expected<QList<LayoutChoice>, QString> choices(const QCommandLineParser &parser);
    /// Every layout that can be named, those of `--decoder` behind the built-in ones.
    static std::expected<QList<CircuitLayout>, QString> known(const QCommandLineParser &parser);
};

} // namespace Recloser
