// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/historyshowcommand.h"

#include "app/cli/bodyfile.h"
#include "app/cli/exchangejson.h"
#include "app/cli/historyrows.h"
#include "app/cli/sentreport.h"
#include "core/store/searchedtext.h"

namespace Recloser {

using namespace Qt::StringLiterals;

QString HistoryShowCommand::synopsis() const
{
    return u"ID [--body] [-o FILE] [--attempts]"_s;
}

QString HistoryShowCommand::description() const
{
    return u"Prints one exchange of history: the request as it was sent, with secrets masked, and "
           "the answer. --body prints the answer's body\n"
           "alone, as it came. --json prints the object of send --json with \"id\" and \"time\" "
           "before it.\n\n"
           "Example: recloser-cli history show 1204 --attempts\n"
           "         recloser-cli history show 1204 --body | jq ."_s;
}

void HistoryShowCommand::addOptions(QCommandLineParser &parser) const
{
    HistoryCommand::addOptions(parser);
    parser.addOptions({
        {u"body"_s, u"The body alone."_s},
        {{u"o"_s, u"output"_s}, u"The body goes to FILE."_s, u"FILE"_s},
        {u"attempts"_s, u"Every attempt, with its wait and times."_s},
        {u"sent"_s,
         u"The head of every request as it went out; + marks what the transport added."_s},
    });
}

void HistoryShowCommand::start(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    if (words.size() != 1)
        return fail(ExitCode::Usage, u"history show"_s,
                    words.isEmpty() ? u"no exchange is named"_s : u"more than one is named"_s,
                    u"write history show ID"_s);
    const auto id = idFrom(words.first());
    if (!id)
        return;
    m_body = parser.isSet(u"body"_s);
    m_attempts = parser.isSet(u"attempts"_s);
    m_sent = parser.isSet(u"sent"_s);
    m_outputFile = parser.value(u"output"_s);
    history().load(*id).then(this, [this](const std::expected<ExchangePtr, StoreError> &exchange) {
        if (exchange)
            show(**exchange);
        else
            failStore(exchange.error());
    });
}

void HistoryShowCommand::show(const Exchange &exchange)
{
    const Response *response = exchange.response();
    if ((m_body || !m_outputFile.isEmpty()) && !response)
        return fail(ExitCode::RequestFailed, u"exchange %1"_s.arg(exchange.id),
                    u"it has no answer, so no body"_s);
    if (!m_outputFile.isEmpty()) {
        if (const auto written = writeBodyFile(m_outputFile, response->body); !written)
            return fail(ExitCode::Usage, m_outputFile, written.error(),
                        u"choose a file that can be written"_s);
    }
    if (m_body) {
        if (m_outputFile.isEmpty() && !printBody(response->body))
            return fail(ExitCode::Usage, u"exchange %1"_s.arg(exchange.id),
                        u"its body cannot be read"_s);
    } else if (isJson()) {
        // Recorded redacted, so nothing is left to mask.
        QJsonObject object = toJson(exchange, exchange);
        object.insert(u"id"_s, exchange.id);
        object.insert(u"time"_s, exchange.startedAt.toString(Qt::ISODateWithMs));
        printJson(object);
    } else {
        print(exchange);
    }
    Q_EMIT done(ExitCode::Done);
}

void HistoryShowCommand::print(const Exchange &exchange)
{
    HistoryRow row = historyRow(exchange);
    row.id = exchange.id;
    printLine(columnsOf(row));
    if (!exchange.key.key.isNull())
        printLine(u"circuit %1 (%2)"_s.arg(exchange.key.key, keySourceName(exchange.key.source)));
    if (exchange.error)
        printLine(u"error %1"_s.arg(explain(*exchange.error)));
    if (exchange.response() && exchange.response()->brokenOff)
        printLine(u"broken off: %1"_s.arg(explain(*exchange.response()->brokenOff)));
    if (m_attempts)
        printAttempts(exchange);
    if (m_sent) {
        for (const QStringList lines = sentLines(exchange); const QString &line : lines)
            printLine(line);
    }
    const auto printHeaders = [](const QList<RawHeader> &headers) {
        for (const RawHeader &header : headers)
            printLine(
                u"%1: %2"_s.arg(QString::fromLatin1(header.name), QString::fromUtf8(header.value)));
    };
    printLine({});
    printLine(u"%1 %2"_s.arg(QString::fromLatin1(row.method), row.url));
    printHeaders(exchange.request.headers);
    for (const BodySegment &segment : exchange.request.body) {
        if (!segment.filePath.isEmpty())
            printLine(u"< %1"_s.arg(segment.filePath));
        else if (!segment.bytes.isEmpty())
            printBytes(QByteArray('\n' + segment.bytes + '\n'));
    }
    const Response *response = exchange.response();
    if (!response || !m_outputFile.isEmpty())
        return;
    printLine({});
    printLine(u"HTTP/%1 %2 %3"_s.arg(QString::fromLatin1(response->httpVersion),
                                     QString::number(response->status),
                                     QString::fromUtf8(response->reason)));
    printHeaders(response->headers);
    printLine({});
    (void)printBody(response->body);
}

void HistoryShowCommand::printAttempts(const Exchange &exchange)
{
    for (const Attempt &attempt : exchange.attempts) {
        QString line = u"attempt %1: %2 in %3 ms"_s.arg(attempt.number)
                           .arg(attempt.result ? QString::number(attempt.result->status)
                                               : kindName(attempt.result.error().kind))
                           .arg(double(attempt.timings.total.count()) / 1000.0, 0, 'f', 1);
        if (attempt.wait.count() > 0)
            line += u" after a wait of %1 ms"_s.arg(attempt.wait.count());
        printLine(line);
    }
    if (const QString why = explain(exchange.ending); !why.isEmpty())
        printLine(u"no more attempts: %1"_s.arg(why));
}

} // namespace Recloser
