// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/authcommand.h"
#include "app/cli/bodycommand.h"
#include "app/cli/checkcommand.h"
#include "app/cli/circuitscommand.h"
#include "app/cli/collectioncommand.h"
#include "app/cli/commandentry.h"
#include "app/cli/comparecommand.h"
#include "app/cli/cookiescommand.h"
#include "app/cli/copycommand.h"
#include "app/cli/envcommand.h"
#include "app/cli/exportcommand.h"
#include "app/cli/graphqlcommand.h"
#include "app/cli/historycommand.h"
#include "app/cli/importcommand.h"
#include "app/cli/interruption.h"
#include "app/cli/keycommand.h"
#include "app/cli/runcommand.h"
#include "app/cli/secretcommand.h"
#include "app/cli/sendcommand.h"
#include "app/cli/servecommand.h"
#include "app/cli/tlscommand.h"
#include "app/cli/trustcommand.h"
#include "app/cli/whatifcommand.h"
#include "app/cli/wscommand.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <memory>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

const QList<CommandEntry> &commands()
{
    static const QList<CommandEntry> entries{
        {u"send"_s, u"one request through variables, key, breaker and retries"_s,
         makeCommand<SendCommand>},
        {u"ws"_s, u"a WebSocket connection: messages sent, and printed as they come"_s,
         makeCommand<WsCommand>},
        {u"run"_s, u"every request of folders and files, in order or several at once"_s,
         makeCommand<RunCommand>},
        {u"key"_s, u"circuit keys of URLs, as Python's re.search gives them"_s,
         makeCommand<KeyCommand>},
        {u"circuits"_s, u"open circuits with the time left; close or open one"_s,
         makeCommand<CircuitsCommand>},
        {u"whatif"_s, u"recorded calls run by other rules: what would have opened and blocked"_s,
         makeCommand<WhatIfCommand>},
        {u"check"_s, u"what .http files hold, and what in them is not understood"_s,
         makeCommand<CheckCommand>},
        {u"body"_s, u"a file as the window shows a body: laid out, searched, of any size"_s,
         makeCommand<BodyCommand>},
        {u"collection"_s, u"a folder of .http files: its tree, and steps that can be taken back"_s,
         makeCommand<CollectionCommand>},
        {u"compare"_s, u"two files as bodies: JSON by its values, text, bytes"_s,
         makeCommand<CompareCommand>},
        {u"copy-as"_s, u"a request as a command or program of another tool"_s,
         makeCommand<CopyCommand>},
        {u"cookies"_s, u"a cookie jar: list, set, delete, import, export"_s,
         makeCommand<CookiesCommand>},
        {u"export"_s, u"requests as curl script or Postman collection, history as HAR"_s,
         makeCommand<ExportCommand>},
        {u"import"_s, u"curl commands and Fynd's requests as .http files"_s,
         makeCommand<ImportCommand>},
        {u"graphql"_s, u"schemas of servers; queries checked, completed, laid out"_s,
         makeCommand<GraphQlCommand>},
        {u"history"_s, u"what was sent: list, search, show, delete"_s, nullptr},
        {u"env"_s, u"environments of a folder, and what variables mean there"_s,
         makeCommand<EnvCommand>},
        {u"secret"_s, u"values of {{$secret NAME}}, kept outside of files"_s,
         makeCommand<SecretCommand>},
        {u"auth"_s, u"tokens of OAuth 2: get one, show until when it is good, forget it"_s,
         makeCommand<AuthCommand>},
        {u"tls"_s, u"the certificates that a server shows, and what is wrong with them"_s,
         makeCommand<TlsCommand>},
        {u"trust"_s, u"exceptions: certificates that are trusted for one host, until a date"_s,
         makeCommand<TrustCommand>},
        {u"serve"_s, u"a server on this machine that answers and fails by a script"_s,
         makeCommand<ServeCommand>},
    };
    return entries;
}

void printUsage()
{
    printLine(u"Usage: recloser-cli COMMAND [OPTIONS]\n\nCommands:"_s);
    for (const CommandEntry &entry : commands())
        printLine(u"  %1  %2"_s.arg(entry.name, -10).arg(entry.summary));
    printLine(
        u"\nrecloser-cli COMMAND --help tells more.\n"
        "Exit codes: 0 done; 1 the request failed (HTTP error status), or a check did; 2 usage or "
        "unreadable input;\n"
        "3 exception (network, TLS, time-out); 4 blocked by an open circuit; 5 Redis or history "
        "not "
        "available where required.\n"
        "An interrupted send reports what there is and dies of the signal (130 in a shell)."_s);
}

/// The members of a group, whose own entry makes no command.
const QList<CommandEntry> &membersOf(const CommandEntry &)
{
    return historyCommands();
}

void printMembers(const CommandEntry &group)
{
    printLine(u"Usage: recloser-cli %1 COMMAND [OPTIONS]\n\nCommands:"_s.arg(group.name));
    for (const CommandEntry &entry : membersOf(group))
        printLine(u"  %1  %2"_s.arg(entry.name.mid(group.name.size() + 1), -9).arg(entry.summary));
    printLine(u"\nrecloser-cli %1 COMMAND --help tells more."_s.arg(group.name));
}

/// Qt's own words begin with the path of the program and know no subcommands.
QString helpText(const QCommandLineParser &parser, const Command &command, const QString &name)
{
    const QString synopsis = command.synopsis();
    const QString options = synopsis.contains("[OPTIONS]"_L1) ? QString() : u"[OPTIONS] "_s;
    const QString text = parser.helpText();
    return u"Usage: recloser-cli %1 %2%3"_s.arg(name, options, synopsis) + u'\n'
        + text.sliced(text.indexOf(u'\n'));
}

/// What is wrong with the options, as part of a sentence.
QString optionError(const QCommandLineParser &parser)
{
    if (const QStringList unknown = parser.unknownOptionNames(); !unknown.isEmpty()) {
        const QString &name = unknown.first();
        return u"there is no option %1"_s.arg((name.size() == 1 ? u"-"_s : u"--"_s) + name);
    }
    QString text = parser.errorText();
    if (text.endsWith(u'.'))
        text.chop(1);
    return text.isEmpty() ? text : text.first(1).toLower() + text.sliced(1);
}

/// The exit code when the command needs no event loop, else nothing.
std::optional<ExitCode> parseOptions(QCommandLineParser &parser, const Command &command,
                                     const QString &name, const QStringList &arguments)
{
    parser.setApplicationDescription(command.description());
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Shows this."_s);
    parser.addOption(help);
    command.addOptions(parser);
    if (!parser.parse(QStringList{u"recloser-cli "_s + name} + arguments)) {
        printError(name, optionError(parser), u"see recloser-cli %1 --help"_s.arg(name));
        return ExitCode::Usage;
    }
    if (parser.isSet(help)) {
        printLine(helpText(parser, command, name));
        return ExitCode::Done;
    }
    return std::nullopt;
}

/// Runs the command to its end; the exit code of the process.
int runCommand(const CommandEntry &entry, const QStringList &arguments)
{
    int code = int(ExitCode::Done);
    int signal = 0;
    {
        const std::unique_ptr<Command> command = entry.make();
        QCommandLineParser parser;
        if (const auto ended = parseOptions(parser, *command, entry.name, arguments))
            return std::ferror(stdout) ? int(ExitCode::Usage) : int(*ended);
        Interruption interruption;
        QObject::connect(&interruption, &Interruption::requested, command.get(),
                         &Command::interrupt);
        QObject::connect(
            command.get(), &Command::done, QCoreApplication::instance(),
            [](ExitCode ending) { QCoreApplication::exit(int(ending)); }, Qt::QueuedConnection);
        QTimer::singleShot(0, command.get(), [&] { command->run(parser); });
        code = QCoreApplication::exec();
        signal = interruption.signal();
    }
    if (std::ferror(stdout))
        return int(ExitCode::Usage);
    // A shell stops its loop only when the program has died of the signal. Whatever the command
    // held, temporary files for one, is gone by now.
    if (code == int(ExitCode::Interrupted) && signal != 0)
        std::raise(signal);
    return code;
}

/// Runs the member of the group that the first argument names.
int runMember(const CommandEntry &group, const QStringList &arguments)
{
    const QString name = arguments.value(0);
    if (name.isEmpty() || name == "--help"_L1 || name == "help"_L1) {
        printMembers(group);
        return int(name.isEmpty() ? ExitCode::Usage : ExitCode::Done);
    }
    for (const CommandEntry &entry : membersOf(group)) {
        if (entry.name == group.name + u' ' + name)
            return runCommand(entry, arguments.mid(1));
    }
    printError(u"%1 %2"_s.arg(group.name, name), u"no such command"_s,
               u"see recloser-cli %1 --help"_s.arg(group.name));
    return int(ExitCode::Usage);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"recloser"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(RECLOSER_VERSION));
    // What servers do wrong is told by the commands, in their own words.
    QLoggingCategory::setFilterRules(u"qt.network.http*=false"_s);

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString name = arguments.value(0);
    if (name.isEmpty() || name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) {
        printUsage();
        return int(name.isEmpty() ? ExitCode::Usage : ExitCode::Done);
    }
    if (name == "--version"_L1) {
        printLine(u"recloser-cli "_s + QCoreApplication::applicationVersion());
        return 0;
    }
    for (const CommandEntry &entry : commands()) {
        if (entry.name != name)
            continue;
        return entry.make ? runCommand(entry, arguments.mid(1))
                          : runMember(entry, arguments.mid(1));
    }
    printError(name, u"no such command"_s, u"see recloser-cli --help"_s);
    return int(ExitCode::Usage);
}
