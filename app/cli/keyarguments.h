// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"
#include "core/regex/pattern.h"

#include <QCommandLineParser>

#include <expected>
#include <optional>

namespace Recloser {

/// What is wrong with the arguments, as it is said.
struct KeyArgumentError
{
    QString what;
    QString why;
    QString remedy;
};

/// "3.8" to "3.14"
std::optional<PythonVersion> pythonVersionOf(QStringView name);
QString nameOfPython(PythonVersion version);
/// "3.8 to 3.14"
QString pythonRange();

/// `key` as it was asked for.
struct KeyArguments
{
    enum class Task { Keys, Batch, Explain, Lint, Check };

    Task task = Task::Keys;
    BreakerPolicy policy;
    bool hasPattern = false;
    std::optional<PythonVersion> version; ///< nothing: not given
    bool isJson = false;
    bool hasMatrix = false;
    QStringList urls;
    QStringList checkedFiles;

    PythonVersion python() const { return version.value_or(PythonVersion::Py311); }
};

void addKeyOptions(QCommandLineParser &parser);
/// Reads the file of --urls, or stdin where that is meant.
std::expected<KeyArguments, KeyArgumentError> keyArguments(const QCommandLineParser &parser);

} // namespace Recloser
