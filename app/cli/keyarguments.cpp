// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/keyarguments.h"

#include "core/regex/pythonversion.h"

#include <QFile>
#include <QStringDecoder>

#include <cstdio>
#include <unistd.h>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

std::optional<KeyFallback> fallbackOf(const QString &name)
{
    if (name == "url"_L1)
        return KeyFallback::WholeUrl;
    if (name == "path"_L1)
        return KeyFallback::PathOnly;
    if (name == "none"_L1)
        return KeyFallback::NoBreaker;
    if (name == "error"_L1)
        return KeyFallback::Error;
    return std::nullopt;
}

/// URLs one a line; empty lines and those that begin with # are none.
std::expected<QStringList, KeyArgumentError> urlsIn(const QString &path)
{
    QFile file(path);
    const bool isStdin = path == "-"_L1;
    const bool isOpen
        = isStdin ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    const QString what = isStdin ? u"stdin"_s : path;
    if (!isOpen)
        return std::unexpected(
            KeyArgumentError{what, file.errorString(), u"name a file with one URL a line"_s});
    QStringList urls;
    for (int number = 1; !file.atEnd() || isStdin; ++number) {
        const QByteArray line = file.readLine();
        if (line.isEmpty())
            break;
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString url = QString(decoder(line)).trimmed();
        if (decoder.hasError())
            return std::unexpected(KeyArgumentError{u"%1 line %2"_s.arg(what).arg(number),
                                                    u"not UTF-8"_s,
                                                    u"save the file in that encoding"_s});
        if (!url.isEmpty() && !url.startsWith(u'#'))
            urls.append(url);
    }
    return urls;
}

std::expected<KeyArguments::Task, KeyArgumentError> taskOf(const QCommandLineParser &parser)
{
    using Task = KeyArguments::Task;
    const std::pair<QString, Task> tasks[] = {{u"batch"_s, Task::Batch},
                                              {u"explain"_s, Task::Explain},
                                              {u"lint"_s, Task::Lint},
                                              {u"check"_s, Task::Check}};
    std::optional<std::pair<QString, Task>> chosen;
    for (const auto &task : tasks) {
        if (!parser.isSet(task.first))
            continue;
        if (chosen)
            return std::unexpected(
                KeyArgumentError{u"--%1"_s.arg(task.first),
                                 u"cannot be done together with --%1"_s.arg(chosen->first),
                                 u"run the command twice"_s});
        chosen = task;
    }
    if (parser.isSet(u"matrix"_s)) {
        if (chosen && chosen->second != Task::Lint)
            return std::unexpected(KeyArgumentError{
                u"--matrix"_s, u"cannot be done together with --%1"_s.arg(chosen->first),
                u"give it with --lint"_s});
        return Task::Lint;
    }
    return chosen ? chosen->second : Task::Keys;
}

std::expected<QStringList, KeyArgumentError> urlsOf(const QCommandLineParser &parser,
                                                    KeyArguments::Task task)
{
    QStringList urls = parser.positionalArguments();
    if (parser.isSet(u"urls"_s)) {
        const auto more = urlsIn(parser.value(u"urls"_s));
        if (!more)
            return std::unexpected(more.error());
        return urls + *more;
    }
    // At a terminal nobody knows that something is waited for.
    if (urls.isEmpty() && task == KeyArguments::Task::Lint && ::isatty(STDIN_FILENO) == 0)
        return urlsIn(u"-"_s);
    return urls;
}

std::expected<void, KeyArgumentError> checkNeeds(const KeyArguments &arguments)
{
    using Task = KeyArguments::Task;
    const bool asksPattern = arguments.task == Task::Explain || arguments.task == Task::Lint;
    if (asksPattern && !arguments.hasPattern)
        return std::unexpected(
            KeyArgumentError{u"key"_s, u"no pattern given"_s, u"name one with --pattern"_s});
    if (arguments.task == Task::Keys && arguments.urls.isEmpty())
        return std::unexpected(KeyArgumentError{u"key"_s, u"no URL given"_s,
                                                u"name one or more, or use --urls or --batch"_s});
    const bool takesUrls = arguments.task != Task::Batch && arguments.task != Task::Check;
    if (!takesUrls && !arguments.urls.isEmpty())
        return std::unexpected(KeyArgumentError{arguments.urls.first(),
                                                arguments.task == Task::Batch
                                                    ? u"--batch takes its URLs from stdin"_s
                                                    : u"--check takes its URLs from the file"_s,
                                                u"leave it out"_s});
    return {};
}

} // namespace

std::optional<PythonVersion> pythonVersionOf(QStringView name)
{
    return pythonVersionOf(name.toString().toStdString());
}

QString nameOfPython(PythonVersion version)
{
    return QString::fromLatin1(numberOf(version));
}

QString pythonRange()
{
    return u"%1 to %2"_s.arg(nameOfPython(pythonVersions.front().version),
                             nameOfPython(pythonVersions.back().version));
}

void addKeyOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {{u"p"_s, u"pattern"_s}, u"The pattern, Python's re syntax."_s, u"PATTERN"_s},
        {u"urls"_s, u"URLs of a file, one a line; - for stdin. Lines with # in front are none."_s,
         u"FILE"_s},
        {u"batch"_s, u"Answers JSON lines of stdin."_s},
        {u"explain"_s, u"Says in plain words what each part of the pattern does."_s},
        {u"lint"_s, u"Says what is wrong with the pattern and its keys, the worst first."_s},
        {u"matrix"_s, u"With --lint: whether keys stay when URLs change a little."_s},
        {u"check"_s, u"Compares keys with those a file expects; may be given again."_s, u"FILE"_s},
        {u"python"_s, u"Whose rules: %1; 3.11 unless given."_s.arg(pythonRange()), u"VERSION"_s},
        {u"fallback"_s, u"Without a match: url, path, none or error."_s, u"WHAT"_s, u"url"_s},
        {u"strict"_s, u"An empty match is the empty key, as in strict Python."_s},
        {u"json"_s, u"JSON: one object a line."_s},
    });
}

std::expected<KeyArguments, KeyArgumentError> keyArguments(const QCommandLineParser &parser)
{
    KeyArguments arguments;
    if (parser.isSet(u"python"_s)) {
        const QString name = parser.value(u"python"_s);
        arguments.version = pythonVersionOf(name);
        if (!arguments.version)
            return std::unexpected(KeyArgumentError{
                u"--python"_s, u"unknown version %1"_s.arg(name), u"give "_s + pythonRange()});
    }
    const QString fallbackName = parser.value(u"fallback"_s);
    const auto fallback = fallbackOf(fallbackName);
    if (!fallback)
        return std::unexpected(KeyArgumentError{u"--fallback"_s, u"unknown: %1"_s.arg(fallbackName),
                                                u"give url, path, none or error"_s});
    const auto task = taskOf(parser);
    if (!task)
        return std::unexpected(task.error());
    arguments.task = *task;
    arguments.hasPattern = parser.isSet(u"pattern"_s);
    arguments.policy.keyPattern = parser.value(u"pattern"_s);
    arguments.policy.fallback = *fallback;
    arguments.policy.emptyMatch
        = parser.isSet(u"strict"_s) ? EmptyMatch::Strict : EmptyMatch::WholeUrl;
    arguments.isJson = parser.isSet(u"json"_s);
    arguments.hasMatrix = parser.isSet(u"matrix"_s);
    arguments.checkedFiles = parser.values(u"check"_s);
    auto urls = urlsOf(parser, *task);
    if (!urls)
        return std::unexpected(urls.error());
    arguments.urls = *std::move(urls);
    if (const auto needs = checkNeeds(arguments); !needs)
        return std::unexpected(needs.error());
    return arguments;
}

} // namespace Recloser
