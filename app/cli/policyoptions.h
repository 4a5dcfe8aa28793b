// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/argumenterror.h"
#include "core/model/policies.h"

#include <QCommandLineParser>

#include <expected>
#include <optional>

namespace Recloser {

/// The options of `send` and `run` that say with which policies.
void addPolicyOptions(QCommandLineParser &parser);
std::expected<PolicyOverrides, ArgumentError> readPolicyOptions(const QCommandLineParser &parser);

/// "15 s", "200ms", "1.5", "2 min": a bare number is seconds. Empty when it is none.
std::optional<milliseconds> durationOf(const QString &text);

} // namespace Recloser
