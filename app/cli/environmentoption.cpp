// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/environmentoption.h"

#include "app/cli/command.h"
#include "app/cli/passphrase.h"
#include "core/model/nearestspelling.h"
#include "core/resolve/placeholders.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString problemText(const EnvironmentProblem &problem)
{
    using enum EnvironmentProblem::Kind;
    switch (problem.kind) {
    case Syntax:
        return u"not JSON: %1 was expected"_s.arg(problem.subject);
    case NotAnObject:
        return u"%1 is not an object of variables"_s.arg(problem.subject);
    case DuplicateName:
        return u"%1 is there twice, the later one counts"_s.arg(problem.subject);
    case InvalidText:
        return u"it is not UTF-8"_s;
    case NotAVariable:
        return u"not NAME=value: %1"_s.arg(problem.subject);
    case NoEffect:
        return u"%1 has no effect here"_s.arg(problem.subject);
    case NotHonoured:
        return u"%1 is not honoured, make an exception for the host (recloser-cli trust add)"_s.arg(
            problem.subject);
    }
    return {};
}

void printProblems(const EnvironmentSource &source)
{
    for (const EnvironmentProblem &problem : source.problems)
        printError(u"%1:%2:%3"_s.arg(source.path).arg(problem.line).arg(problem.column),
                   problemText(problem), u"what could be read counts"_s);
}

} // namespace

std::expected<EnvironmentChoice, ArgumentError>
readEnvironmentChoice(const QCommandLineParser &parser, const QString &folder)
{
    EnvironmentChoice choice{readEnvironments(folder), parser.value(u"env"_s), {}};
    auto globals = readGlobals(Profile::standard().globals());
    if (globals)
        choice.globals = *std::move(globals);
    else
        choice.set.errors.append(globals.error());
    for (const StoreError &error : std::as_const(choice.set.errors))
        printError(error.subject, error.detail, u"it is left out"_s);
    for (const EnvironmentSource &source : std::as_const(choice.set.sources))
        printProblems(source);
    printProblems(choice.globals);
    if (!parser.isSet(u"env"_s) || choice.set.names().contains(choice.name))
        return choice;
    const QStringList names = choice.set.names();
    if (names.isEmpty())
        return std::unexpected(
            ArgumentError{u"--env"_s, u"there are no environments for %1"_s.arg(choice.set.folder),
                          u"write http-client.env.json there or above, or leave --env out"_s});
    const QString nearest = nearestSpelling(choice.name, names);
    return std::unexpected(
        ArgumentError{u"--env"_s, u"no environment is called \"%1\""_s.arg(choice.name),
                      (nearest.isEmpty() ? QString() : u"did you mean %1? "_s.arg(nearest))
                          + u"there are: "_s + names.join(u", "_s)});
}

void withSecrets(SecretStore &store, const QStringList &names, QObject *context,
                 const std::function<void(const QHash<QString, QString> &)> &then)
{
    if (names.isEmpty())
        return then({});
    const auto finish = [then](const SecretValues &secrets) {
        if (secrets.error)
            printError(u"secrets"_s, secrets.error->detail,
                       u"RECLOSER_SECRET_<NAME> gives one without asking"_s);
        then(secrets.values);
    };
    readSecrets(store, names)
        .then(context, [&store, names, context, finish](const SecretValues &secrets) {
            if (secrets.values.size() == names.size()
                || store.availability() != SecretStore::Availability::SealedFileLocked)
                return finish(secrets);
            unlockSealed(store, context, [&store, names, context, finish, secrets](bool isOpen) {
                if (!isOpen)
                    return finish(secrets);
                readSecrets(store, names).then(context, finish);
            });
        });
}

std::optional<ArgumentError> missingPrompt(const Scope &scope)
{
    QStringList names = scope.prompts.keys();
    names.sort();
    for (const QString &name : std::as_const(names)) {
        if (layerOf(scope, name))
            continue;
        const QString question = scope.prompts.value(name);
        return ArgumentError{name,
                             u"the request asks for it before it is sent"_s
                                 + (question.isEmpty() ? QString() : u" (%1)"_s.arg(question)),
                             u"give it with --var %1=VALUE"_s.arg(name)};
    }
    return std::nullopt;
}

} // namespace Recloser
