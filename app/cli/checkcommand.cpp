// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/checkcommand.h"

#include "app/cli/checkreport.h"
#include "core/collections/diskscan.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString counted(qsizetype count, const QString &what)
{
    return u"%1 %2%3"_s.arg(count).arg(what, count == 1 ? QString() : u"s"_s);
}

void printUnused(const QString &path, const QList<HttpFileUnused> &unused)
{
    for (const HttpFileUnused &construct : unused)
        printLine(u"%1:%2: %3 is kept without effect: %4"_s.arg(path)
                      .arg(construct.line)
                      .arg(construct.name, unusedWords(construct.why)));
}

void printText(const QString &path, const HttpFile &file, const QString &roundTrip)
{
    for (const HttpFileProblem &problem : file.problems())
        printLine(
            u"%1:%2:%3: %4%5"_s.arg(path)
                .arg(problem.line)
                .arg(problem.column)
                .arg(problemWords(problem.kind),
                     problem.subject.isEmpty() ? QString() : QString(u": "_s + problem.subject)));
    printUnused(path, file.unused());
    for (const HttpFileRequest &request : file.requests()) {
        printUnused(path, request.unused);
        for (const QString &name : request.unknownDirectives)
            printLine(u"%1:%2: @%3 is kept and unknown"_s.arg(path).arg(request.line).arg(name));
        printLine(u"%1:%2: %3 %4%5"_s.arg(path)
                      .arg(request.line)
                      .arg(request.spec.method, request.target,
                           request.spec.name.isEmpty()
                               ? QString()
                               : QString(u" ("_s + request.spec.name + u')')));
    }
    printLine(u"%1: %2, %3, written back the %4"_s.arg(
        path, counted(file.requests().size(), u"request"_s),
        counted(file.problems().size(), u"problem"_s), roundTrip));
}

} // namespace

QString CheckCommand::synopsis() const
{
    return u"FILE.http|FOLDER..."_s;
}

QString CheckCommand::description() const
{
    return u"Reads .http files as the window does and prints what is not understood, as "
           u"FILE:LINE:COLUMN, and the requests found. A file - is stdin, a folder stands for the "
           u"request files in and "
           u"below it.\n"
           "Lines count from 1, columns UTF-16 units from 1. Nothing is sent and no file is "
           "changed.\n"
           "--json prints one object a file: {\"file\", \"round_trip\": \"same|different\", "
           "\"requests\": [{\"name\", \"line\", \"method\", \"target\",\n"
           "\"http_version\": null or \"1.1|2|2-direct\", \"headers\": [[name, value]], "
           "\"disabled_headers\", \"disabled_parameters\",\n"
           "\"body\": null or {\"kind\": \"text|json|xml|form|multipart|file\", \"text\", "
           "\"fields\", \"parts\", \"file\", \"placeholders\", \"encoding\"},\n"
           "\"directives\": [{\"name\", \"text\", \"line\"}], \"unknown_directives\", \"unused\": "
           "[{\"name\", \"line\", \"why\"}],\n"
           "\"scripts\": [{\"kind\", \"line\", \"text\"}], \"policy\"}], \"variables\", "
           "\"defaults\", \"unused\",\n"
           "\"problems\": [{\"line\", \"column\", \"kind\", \"subject\"}]}; a file that cannot be "
           "read is {\"file\", \"error\"}.\n"
           "\"round_trip\" is \"same\" if writing the file gives the same bytes.\n\n"
           "Exit codes: 0 nothing to complain of; 1 a file has problems; 2 a file cannot be "
           "read.\n\n"
           "Example: recloser-cli check shop.http orders.http --json"_s;
}

void CheckCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOption({u"json"_s, u"One JSON object a file."_s});
}

void CheckCommand::run(const QCommandLineParser &parser)
{
    const QStringList paths = parser.positionalArguments();
    if (paths.isEmpty())
        return fail(ExitCode::Usage, u"check"_s, u"no file given"_s,
                    u"name one or more .http files, or folders of them"_s);
    ExitCode worst = ExitCode::Done;
    for (const QString &path : paths) {
        if (!QFileInfo(path).isDir()) {
            worst = std::max(worst, check(path, parser));
            continue;
        }
        const auto files = requestFilesIn(path);
        if (!files) {
            printError(path, files.error().detail, u"name a folder that can be read"_s);
            worst = ExitCode::Usage;
            continue;
        }
        for (const QString &file : *files)
            worst = std::max(worst, check(file, parser));
    }
    Q_EMIT done(worst);
}

ExitCode CheckCommand::check(const QString &path, const QCommandLineParser &parser)
{
    const bool isJson = parser.isSet(u"json"_s);
    QFile input(path);
    const bool isOpen
        = path == "-"_L1 ? input.open(stdin, QIODevice::ReadOnly) : input.open(QIODevice::ReadOnly);
    const QByteArray bytes = isOpen ? input.readAll() : QByteArray();
    if (!isOpen || input.error() != QFileDevice::NoError) {
        printError(path, input.errorString(), u"name a file that can be read"_s);
        if (isJson)
            printJson({{u"file"_s, path}, {u"error"_s, input.errorString()}});
        return ExitCode::Usage;
    }
    const HttpFile file = HttpFile::parse(bytes);
    if (isJson)
        printJson(checkJson(path, file, bytes));
    else
        printText(path, file, roundTrip(file, bytes));
    return file.problems().isEmpty() && file.write() == bytes ? ExitCode::Done
                                                              : ExitCode::RequestFailed;
}

} // namespace Recloser
