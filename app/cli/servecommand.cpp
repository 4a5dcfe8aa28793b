// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/servecommand.h"

#include <QFile>

namespace Recloser {

using namespace Qt::StringLiterals;

QString ServeCommand::synopsis() const
{
    return u"[SCRIPT.json]"_s;
}

QString ServeCommand::description() const
{
    return u"Serves on 127.0.0.1 (and ::1) what the script says, until interrupted. Without a "
           u"script: the sample routes.\n"
           "GET /__recloser/log tells what was received, POST /__recloser/reset forgets it.\n\n"
           "Example: recloser-cli serve faults.json --port 8001\n"
           R"({"routes": [{"method": "GET", "path": "/m_search", "sequence": [{"status": 503, "times": 3}, {"status": 200, "body": {"items": []}}],)"
           "\n"
           R"(  "then": "repeat-last"}, {"path": "/stall", "sequence": [{"fault": "stall"}]}]})"
           "\n\nWith --json the first line is {\"url\", \"port\"}, then one line a request."_s;
}

void ServeCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({
        {u"port"_s, u"The port; 0 takes a free one."_s, u"N"_s, u"0"_s},
        {u"json"_s, u"One JSON object a line."_s},
        {u"quiet"_s, u"Says nothing about requests."_s},
    });
}

void ServeCommand::run(const QCommandLineParser &parser)
{
    FaultScript script = sampleScript();
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return fail(ExitCode::Usage, u"serve"_s, u"more than one script"_s, u"name one file"_s);
    if (!files.isEmpty()) {
        QFile file(files.first());
        if (!file.open(QIODevice::ReadOnly))
            return fail(ExitCode::Usage, files.first(), file.errorString(),
                        u"name a script that can be read"_s);
        auto parsed = parseFaultScript(file.readAll());
        if (!parsed)
            return fail(ExitCode::Usage, u"%1 %2"_s.arg(files.first(), parsed.error().place),
                        parsed.error().message);
        script = *std::move(parsed);
    }
    bool isNumber = false;
    const uint port = parser.value(u"port"_s).toUInt(&isNumber);
    if (!isNumber || port > 65535)
        return fail(ExitCode::Usage, u"--port"_s, u"not a port: %1"_s.arg(parser.value(u"port"_s)),
                    u"give 0 to 65535"_s);

    const bool json = parser.isSet(u"json"_s);
    m_server = std::make_unique<FaultServer>(std::move(script));
    if (!parser.isSet(u"quiet"_s)) {
        connect(m_server.get(), &FaultServer::requestReceived, this,
                [json](const ReceivedRequest &request) {
                    if (json)
                        printJson({{u"number"_s, request.number},
                                   {u"method"_s, QString::fromLatin1(request.method)},
                                   {u"target"_s, QString::fromLatin1(request.target)},
                                   {u"connection"_s, qint64(request.connection)},
                                   {u"body_size"_s, request.bodySize}});
                    else
                        printLine(u"%1 %2 %3"_s.arg(request.number)
                                      .arg(QString::fromLatin1(request.method),
                                           QString::fromLatin1(request.target)));
                });
    }
    const auto listening = m_server->listen(quint16(port));
    if (!listening)
        return fail(ExitCode::Usage, u"port %1"_s.arg(port), listening.error(),
                    u"choose another with --port"_s);
    const QString url = m_server->url().toString(QUrl::StripTrailingSlash);
    if (json)
        printJson({{u"url"_s, url}, {u"port"_s, int(*listening)}});
    else
        printLine(u"serving on %1"_s.arg(url));
}

} // namespace Recloser
