// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/importnote.h"
#include "core/model/requestspec.h"
#include "core/model/scope.h"
#include "core/store/httpfile.h"

#include <QCommandLineParser>

#include <expected>

namespace Recloser {

/// What `send` was asked to send.
struct SendArguments
{
    /// Its policies are those of the request with `options` laid over them.
    RequestSpec spec;
    /// Without secrets: withSecrets() reads them.
    Scope scope;
    /// The `.http` file it stands in, and what of that was not understood; empty: from no file.
    QString filePath;
    QList<HttpFileProblem> problems;
    PolicyOverrides options;
    /// What of `--request` has no meaning here: of a curl command, or in Fynd's forms.
    QList<ImportNote> notes;
    QStringList warnings;
};

/// A sentence that says what is wrong and what to do.
struct ArgumentError
{
    QString what;
    QString why;
    QString remedy;
};

void addSendOptions(QCommandLineParser &parser);
/// Those of them that say with which policies.
void addPolicyOptions(QCommandLineParser &parser);
std::expected<PolicyOverrides, ArgumentError> readPolicyOptions(const QCommandLineParser &parser);

/// What `--var` gives.
std::expected<ScopeLayer, ArgumentError> readVariables(const QCommandLineParser &parser);

/// The request from a `.http` file, from `--request`, or from method, URL and options; policies
/// from the options laid over it. `words` are what is not an option.
std::expected<SendArguments, ArgumentError> readSendArguments(const QCommandLineParser &parser,
                                                              const QStringList &words);

/// All of a file, `-` being standard input.
std::expected<QByteArray, ArgumentError> inputContent(const QString &path);

/// Says on stderr what of `--request` is not in the request.
void printNotes(const SendArguments &arguments);

/// "15 s", "200ms", "1.5", "2 min": a bare number is seconds. Empty when it is none.
std::optional<milliseconds> durationOf(const QString &text);

} // namespace Recloser
