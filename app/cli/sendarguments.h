// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/policyoptions.h"
#include "core/formats/importnote.h"
#include "core/model/requestspec.h"
#include "core/model/scope.h"
#include "core/store/httpfile.h"

#include <QCommandLineParser>

#include <expected>

namespace Recloser {

/// A request whose answer another one refers to, with what it resolves against.
struct NeededRequest
{
    RequestSpec spec;
    Scope scope;
};

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
    /// Of the same file, each behind those that it needs itself.
    QList<NeededRequest> needed;
    PolicyOverrides options;
    /// The authentication as written; that of `spec` is what it inherits.
    Auth auth;
    /// What of `--request` has no meaning here: of a curl command, or in Fynd's forms.
    QList<ImportNote> notes;
    QStringList warnings;
};

void addSendOptions(QCommandLineParser &parser);

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

} // namespace Recloser
