// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/envcommand.h"

#include "app/cli/environmentoption.h"
#include "core/resolve/variables.h"
#include "core/store/gitignore.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = EnvironmentSource::Kind;

QString kindWord(Kind kind)
{
    switch (kind) {
    case Kind::Private:
        return u"private"_s;
    case Kind::Public:
        return u"public"_s;
    case Kind::VsCode:
        return u"vscode"_s;
    case Kind::Dotenv:
        return u"dotenv"_s;
    case Kind::Global:
        return u"global"_s;
    }
    return {};
}

QJsonObject originJson(const VariableOrigin &origin)
{
    return {{u"from"_s, origin.title},
            {u"path"_s, origin.path.isEmpty() ? QJsonValue() : QJsonValue(origin.path)},
            {u"line"_s, origin.line > 0 ? QJsonValue(origin.line) : QJsonValue()},
            {u"written"_s, origin.written}};
}

QJsonObject explanationJson(const PlaceholderExplanation &explanation)
{
    QJsonArray shadowed;
    for (const VariableOrigin &origin : explanation.shadowed)
        shadowed.append(originJson(origin));
    QJsonArray nested;
    for (const PlaceholderExplanation &inner : explanation.nested)
        nested.append(explanationJson(inner));
    return {{u"name"_s, explanation.name},
            {u"value"_s, explanation.value ? QJsonValue(*explanation.value) : QJsonValue()},
            {u"secret"_s, explanation.isSecret},
            {u"error"_s, explanation.error ? QJsonValue(explanation.error->detail) : QJsonValue()},
            {u"origin"_s,
             explanation.origin ? QJsonValue(originJson(*explanation.origin)) : QJsonValue()},
            {u"shadows"_s, shadowed},
            {u"nested"_s, nested}};
}

/// Short where it is below the working folder.
QString shownPath(const QString &path)
{
    const QString relative = QDir::current().relativeFilePath(path);
    return relative.startsWith("../"_L1) ? path : relative;
}

QString placeOf(const VariableOrigin &origin)
{
    if (origin.path.isEmpty())
        return origin.title;
    const QString path = shownPath(origin.path);
    return origin.line > 0 ? u"%1:%2"_s.arg(path).arg(origin.line) : path;
}

} // namespace

QString EnvCommand::synopsis() const
{
    return u"list [FOLDER] | show [FOLDER] [NAME...] | set [FOLDER] NAME=VALUE... | unset [FOLDER] "
           "NAME... | add|remove [FOLDER] ENVIRONMENT"_s;
}

QString EnvCommand::description() const
{
    return u"Environments of a folder (the working folder if none is named): what requests in it "
           "get from http-client.env.json and\n"
           "http-client.private.env.json there and above, from VS Code's settings and .env files, "
           "and "
           "from the global variables.\n"
           "list names environments and files; show prints what names mean, secrets as ***, with "
           "the "
           "place each value comes from; set and\n"
           "unset change a value of --env (else of what all share) in the public file, with "
           "--private "
           "in the private one, with --global\n"
           "among the global variables; only the lines concerned change. --json prints one object "
           "a "
           "line:\n"
           "{\"environment\", \"files\": []} for list, {\"name\", \"value\", \"secret\", "
           "\"error\", "
           "\"origin\": {\"from\", \"path\", \"line\", \"written\"}, \"shadows\": [], \"nested\": "
           "[]} for show.\n"
           "Exit code 1: a name that was asked for has no value.\n\n"
           "Example: recloser-cli env set shop token='{{$secret shop-token}}' --env staging --private"_s;
}

void EnvCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({
        {u"env"_s, u"The environment."_s, u"NAME"_s},
        {u"private"_s, u"In the private file, which git leaves alone."_s},
        {u"global"_s, u"Among the global variables."_s},
        {u"json"_s, u"One JSON object a line."_s},
    });
}

void EnvCommand::run(const QCommandLineParser &parser)
{
    m_json = parser.isSet(u"json"_s);
    QStringList words = parser.positionalArguments();
    const QString verb = words.isEmpty() ? u"list"_s : words.takeFirst();
    static const QStringList verbs{u"list"_s,  u"show"_s, u"set"_s,
                                   u"unset"_s, u"add"_s,  u"remove"_s};
    if (!verbs.contains(verb))
        return fail(ExitCode::Usage, u"env"_s, u"unknown word %1"_s.arg(verb),
                    u"give one of: "_s + verbs.join(u", "_s));
    QString folder = QDir::currentPath();
    const bool isFolder = !words.isEmpty() && QFileInfo(words.first()).isDir();
    if (isFolder)
        folder = words.takeFirst();
    else if (verb == "list"_L1 && !words.isEmpty())
        return fail(ExitCode::Usage, words.first(), u"there is no such folder"_s,
                    u"name the folder of the requests"_s);
    words.prepend(verb);
    if (verb == "list"_L1)
        return list(readEnvironments(folder));
    if (verb == "show"_L1)
        return show(parser, QStringList{folder} + words.sliced(1));
    change(parser, readEnvironments(folder), words);
}

void EnvCommand::list(const EnvironmentSet &set)
{
    QStringList names = set.names();
    for (const StoreError &error : set.errors)
        printError(error.subject, error.detail, u"it is left out"_s);
    names.prepend(sharedEnvironment);
    for (const QString &name : std::as_const(names)) {
        QJsonArray files;
        QStringList shown;
        for (const EnvironmentSource &source : set.sources) {
            const auto found
                = std::ranges::find(source.environments, name, &NamedEnvironment::name);
            if (found == source.environments.end())
                continue;
            files.append(QJsonObject{{u"kind"_s, kindWord(source.kind)},
                                     {u"path"_s, source.path},
                                     {u"line"_s, found->line},
                                     {u"variables"_s, found->variables.size()}});
            shown.append(u"%1 (%2)"_s.arg(shownPath(source.path)).arg(found->variables.size()));
        }
        if (files.isEmpty())
            continue;
        if (m_json)
            printJson({{u"environment"_s, name}, {u"files"_s, files}});
        else
            printLine(u"%1  %2"_s.arg(name, -16).arg(shown.join(u", "_s)));
    }
    Q_EMIT done(ExitCode::Done);
}

void EnvCommand::show(const QCommandLineParser &parser, const QStringList &words)
{
    const auto choice = readEnvironmentChoice(parser, words.first());
    if (!choice)
        return fail(ExitCode::Usage, choice.error().what, choice.error().why,
                    choice.error().remedy);
    const Scope scope = requestScope(*choice);
    QStringList names = words.sliced(1);
    const bool isAsked = !names.isEmpty();
    if (!isAsked) {
        for (const VariableSuggestion &suggestion : variableSuggestions(scope)) {
            if (suggestion.origin)
                names.append(suggestion.name);
        }
    }
    ExitCode code = ExitCode::Done;
    for (const QString &name : std::as_const(names)) {
        const PlaceholderExplanation explanation = explainPlaceholder(name, scope);
        // Values that wait for a secret are no failure here: none is asked for.
        if (!explanation.value && isAsked && !explanation.origin)
            code = ExitCode::RequestFailed;
        if (m_json) {
            printJson(explanationJson(explanation));
            continue;
        }
        if (!explanation.origin && explanation.error) {
            printError(name, explanation.error->detail);
            continue;
        }
        const QString value = explanation.value.value_or(
            explanation.origin ? explanation.origin->written : QString());
        QString line = u"%1 = %2"_s.arg(name, value);
        if (explanation.origin)
            line += u"  (%1)"_s.arg(placeOf(*explanation.origin));
        printLine(line);
    }
    Q_EMIT done(code);
}

void EnvCommand::change(const QCommandLineParser &parser, const EnvironmentSet &set,
                        const QStringList &words)
{
    const bool isGlobal = parser.isSet(u"global"_s);
    const bool isPrivate = parser.isSet(u"private"_s);
    const QString verb = words.first();
    const QString environment
        = parser.isSet(u"env"_s) && !isGlobal ? parser.value(u"env"_s) : sharedEnvironment;
    if (words.size() < 2)
        return fail(ExitCode::Usage, u"env "_s + verb, u"nothing is named"_s,
                    verb == "set"_L1 ? u"write NAME=VALUE"_s : u"write a name"_s);
    QList<EnvironmentEdit> edits;
    using Edit = EnvironmentEdit::Kind;
    for (const QString &word : words.sliced(1)) {
        const qsizetype equals = word.indexOf(u'=');
        if (verb == "set"_L1 && equals < 1)
            return fail(ExitCode::Usage, u"env set"_s, u"no equals sign in \"%1\""_s.arg(word),
                        u"write NAME=VALUE"_s);
        if (verb == "set"_L1)
            edits.append(
                {Edit::SetValue, environment, word.first(equals), word.sliced(equals + 1)});
        else if (verb == "unset"_L1)
            edits.append({Edit::RemoveValue, environment, word});
        else
            edits.append({verb == "add"_L1 ? Edit::AddEnvironment : Edit::RemoveEnvironment, word});
    }
    const QString path = isGlobal ? Profile::standard().globals()
                                  : set.editPath(isPrivate ? Kind::Private : Kind::Public);
    editEnvironmentFile(path, edits)
        .then(this, [this, path, isPrivate](const std::expected<QByteArray, StoreError> &written) {
            if (!written) {
                using enum StoreError::Kind;
                const StoreError &error = written.error();
                const QString why = error.kind == NotFound ? u"there is no such name"_s
                    : error.kind == Refused                ? u"the name is taken or empty"_s
                    : error.kind == Corrupt ? u"it is not JSON, from %1 on"_s.arg(error.detail)
                                            : error.detail;
                return fail(ExitCode::Usage, error.subject, why);
            }
            if (!m_json)
                printLine(shownPath(path));
            else
                printJson({{u"path"_s, path}});
            if (isPrivate && gitIgnoringOf(path) == GitIgnoring::NotIgnored)
                printError(path, u"git does not ignore it"_s,
                           u"add the line %1 to .gitignore"_s.arg(QFileInfo(path).fileName()));
            Q_EMIT done(ExitCode::Done);
        });
}

} // namespace Recloser
