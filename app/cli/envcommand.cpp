// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/envcommand.h"

#include "app/cli/environmentoption.h"
#include "app/cli/exchangejson.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/variables.h"
#include "core/store/gitignore.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

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

EnvCommand::~EnvCommand() = default;

QString EnvCommand::synopsis() const
{
    return u"[list [FOLDER] | show [FOLDER] [NAME...] | set [FOLDER] NAME=VALUE... | unset "
           u"[FOLDER] NAME... |\n"
           "        add [FOLDER] ENVIRONMENT... | remove [FOLDER] ENVIRONMENT...]"_s;
}

QString EnvCommand::description() const
{
    return u"Environments of a folder (the working folder if none is named): what requests in it "
           "get from http-client.env.json and\n"
           "http-client.private.env.json there and above, from VS Code's settings and .env files, "
           "and from the global variables.\n\n"
           "list names environments and files (so does env alone). show prints what names mean, "
           "with the place each value comes from;\n"
           "secrets are read from where they are kept and shown as ***, or with --plain as they "
           "are. set and unset change a value of --env (else\n"
           "of what all share) in the public file, with --private in the private one, with "
           "--global among the global variables. add makes an\n"
           "environment in the public file, or with --private in the private one; remove takes it "
           "out of both, or with --private out of the\n"
           "private one alone, and says which other files have it. Only the lines concerned "
           "change.\n\n"
           "--json prints one object a line: {\"environment\", \"files\": [{\"kind\", \"path\", "
           "\"line\", \"variables\"}]} for list;\n"
           "{\"name\", \"value\", \"secret\", \"error\", \"origin\": {\"from\", \"path\", "
           "\"line\", "
           "\"written\"}, \"shadows\": [], \"nested\": []} for show;\n"
           "{\"path\"} for each file that was changed.\n"
           "Exit code 1: a name that was asked for has no value.\n\n"
           "Example: recloser-cli env set shop token='{{$secret shop-token}}' --env staging --private"_s;
}

void EnvCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({
        {u"env"_s, u"The environment."_s, u"NAME"_s},
        {u"private"_s, u"In the private file, which git leaves alone."_s},
        {u"global"_s, u"Among the global variables."_s},
        {u"plain"_s, u"Secrets as they are."_s},
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
    if (verb == "list"_L1)
        return list(readEnvironments(folder));
    if (verb == "show"_L1)
        return show(parser, folder, words);
    words.prepend(verb);
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

void EnvCommand::show(const QCommandLineParser &parser, const QString &folder, QStringList names)
{
    const auto choice = readEnvironmentChoice(parser, folder);
    if (!choice)
        return fail(ExitCode::Usage, choice.error().what, choice.error().why,
                    choice.error().remedy);
    const Scope scope = requestScope(*choice);
    m_isPlain = parser.isSet(u"plain"_s);
    m_isAsked = !names.isEmpty();
    if (!m_isAsked) {
        for (const VariableSuggestion &suggestion : variableSuggestions(scope)) {
            if (suggestion.origin)
                names.append(suggestion.name);
        }
    }
    RequestSpec all;
    for (const QString &name : std::as_const(names))
        all.url += u"{{"_s + name + u"}}"_s;
    m_composition = std::make_unique<Composition>(Profile::standard());
    withSecrets(m_composition->secrets(), secretsNeeded(all, scope), this,
                [this, names, scope](const QHash<QString, QString> &values) {
                    Scope known = scope;
                    known.secrets = values;
                    print(names, known);
                });
}

void EnvCommand::print(const QStringList &names, const Scope &scope)
{
    ExitCode code = ExitCode::Done;
    for (const QString &name : names) {
        PlaceholderExplanation explanation = explainPlaceholder(name, scope);
        if (m_isPlain && explanation.isSecret && explanation.value) {
            if (const auto plain = Placeholders(scope).expand(u"{{"_s + name + u"}}"_s, name))
                explanation.value = *plain;
        }
        if (!explanation.value && m_isAsked)
            code = ExitCode::RequestFailed;
        if (m_json) {
            printJson(explanationJson(explanation));
            continue;
        }
        if (!explanation.value && explanation.error)
            printError(name, explain(*explanation.error));
        if (!explanation.value && !explanation.origin)
            continue;
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
    const bool isOfEnvironments = verb == "add"_L1 || verb == "remove"_L1;
    if (isOfEnvironments && (isGlobal || parser.isSet(u"env"_s)))
        return fail(ExitCode::Usage, isGlobal ? u"--global"_s : u"--env"_s,
                    isGlobal ? u"global variables are in no environment"_s
                             : u"it says whose variables change"_s,
                    u"write env %1 [FOLDER] ENVIRONMENT"_s.arg(verb));
    if (verb == "remove"_L1)
        return removeEnvironments(set, words.sliced(1), isPrivate);
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
            edits.append({Edit::AddEnvironment, word});
    }
    const QString path = isGlobal ? Profile::standard().globals()
                                  : set.editPath(isPrivate ? Kind::Private : Kind::Public);
    write({{path, edits}});
}

void EnvCommand::removeEnvironments(const EnvironmentSet &set, const QStringList &names,
                                    bool onlyPrivate)
{
    const auto has = [](const EnvironmentSource &source, const QString &name) {
        return std::ranges::contains(source.environments, name, &NamedEnvironment::name);
    };
    FileEdits files;
    QStringList found;
    for (const Kind kind : {Kind::Public, Kind::Private}) {
        if (onlyPrivate && kind == Kind::Public)
            continue;
        const QString path = set.editPath(kind);
        const auto source = std::ranges::find(set.sources, path, &EnvironmentSource::path);
        QList<EnvironmentEdit> edits;
        for (const QString &name : names) {
            if (source == set.sources.end() || !has(*source, name))
                continue;
            edits.append({EnvironmentEdit::Kind::RemoveEnvironment, name});
            found.append(name);
        }
        if (!edits.isEmpty())
            files.append({path, edits});
    }
    for (const QString &name : names) {
        QStringList others;
        for (const EnvironmentSource &source : set.sources) {
            const bool isTaken = source.path == set.editPath(Kind::Private)
                || (!onlyPrivate && source.path == set.editPath(Kind::Public));
            if (!isTaken && has(source, name))
                others.append(shownPath(source.path));
        }
        if (!found.contains(name))
            return fail(ExitCode::Usage, name, u"there is no such environment"_s,
                        others.isEmpty() ? u"recloser-cli env list names those there are"_s
                                         : u"but %1 has it"_s.arg(others.join(u" and "_s)));
        if (!others.isEmpty())
            printError(name, u"%1 still has it"_s.arg(others.join(u" and "_s)));
    }
    write(files);
}

void EnvCommand::write(FileEdits files)
{
    if (files.isEmpty())
        return Q_EMIT done(ExitCode::Done);
    const auto [path, edits] = files.takeFirst();
    editEnvironmentFile(path, edits)
        .then(this, [this, path, files](const std::expected<QByteArray, StoreError> &written) {
            if (!written) {
                using enum StoreError::Kind;
                const StoreError &error = written.error();
                const QString why = error.kind == NotFound ? u"there is no such name"_s
                    : error.kind == Refused                ? u"the name is taken or empty"_s
                    : error.kind == Corrupt ? u"it is not JSON, from %1 on"_s.arg(error.detail)
                                            : error.detail;
                return fail(ExitCode::Usage, error.subject, why);
            }
            tellWritten(path);
            write(files);
        });
}

void EnvCommand::tellWritten(const QString &path)
{
    if (m_json)
        printJson({{u"path"_s, path}});
    else
        printLine(shownPath(path));
    if (QFileInfo(path).fileName().contains(".private."_L1)
        && gitIgnoringOf(path) == GitIgnoring::NotIgnored)
        printError(path, u"git does not ignore it"_s,
                   u"add the line %1 to .gitignore"_s.arg(QFileInfo(path).fileName()));
}

} // namespace Recloser
