// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/sendcommand.h"

#include "app/cli/bodyfile.h"
#include "app/cli/environmentoption.h"
#include "app/cli/exchangejson.h"
#include "app/cli/sendarguments.h"
#include "core/resolve/redaction.h"
#include "core/resolve/variables.h"
#include "core/send/downloadfile.h"

#include <QTimer>

#include <cstdio>
#include <unistd.h>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

SendCommand::~SendCommand() = default;

QString SendCommand::synopsis() const
{
    return u"[METHOD] URL | FILE.http [NAME] | --request JSON"_s;
}

QString SendCommand::description() const
{
    return u"Sends one request through variables, circuit key, breaker and retries, exactly as the "
           u"window does. The body goes to stdout, what\n"
           "happened to stderr; with --json one object tells all: {\"outcome\": "
           "\"success|failed|exception|blocked|cancelled\", \"status_code\",\n"
           "\"message\", \"method\", \"url\", \"key\", \"key_source\", \"circuit\": {\"state\", "
           "\"remaining_ms\", \"store\", \"verified\", \"use\", \"reason\",\n"
           "\"opened_by_this_call\", \"closed_by_this_call\", \"settled_late\"}, \"ending\", "
           "\"attempts\": [{\"number\", \"wait_ms\", \"wait_reason\", "
           "\"started_ms\", \"status_code\", \"error\", \"timings\",\n"
           "\"requests\": [{\"method\", \"url\", \"http_version\", \"lines\", \"added_lines\", "
           "\"status_code\", of redirects \"location\", \"elapsed_ms\"}],\n"
           "where it went elsewhere \"connected_to\",\n"
           "and with a cookie jar \"cookies\": [{\"url\", \"sent\": [NAME], \"received\": "
           "[{\"name\", \"attributes\", \"verdict\"}]}]}],\n"
           "\"headers\", \"request_headers\", \"payload\", \"payload_encoding\": \"text|base64\", "
           "\"payload_size\", \"transferred_size\", \"http_version\",\n"
           "\"redirects\", \"final_url\", \"elapsed_ms\", \"error\": {\"kind\", \"subject\", "
           "\"detail\"},\n"
           "\"policies\": {NAME: {\"value\", \"source\": "
           "\"preset|settings|folder|file|request|option\", \"from\"}, \"outcomes\": "
           "[{\"what\", \"breaker\",\n"
           "\"retry\", \"source\", \"from\"}], \"auth\": {\"value\", \"source\", \"from\"}}}.\n\n"
           "An event stream (text/event-stream) is printed while it comes, and ends when the "
           "server ends it or with Ctrl+C; the time-out of an attempt\n"
           "counts up to its head only. One that is broken off ends with 3, and \"broken_off\" "
           "says "
           "why. With --json each event is a line of its own before the "
           "object: {\"event\", \"data\", \"id\", \"received_ms\"}.\n"
           "--reconnect sends again whenever it has ended, with Last-Event-ID, after the wait the "
           "server asks for or 3 s.\n\n"
           "A request that refers to the answer of another one of its file "
           "({{login.response.body.$.token}}) wants --with-needed: that one\n"
           "is sent first, once, however often this one is repeated. With --json each is an object "
           "of its own with \"request\", its name; what\n"
           "does not succeed ends it, with its exit code.\n\n"
           "Policies come from the preset, the settings, folder.http of the file's folders "
           "(outermost first), the lines before\n"
           "the first ### of the file, the request, and these options; each lies over those "
           "before it. --explain-policy tells\n"
           "what holds and who said so.\n\n"
           "Example: recloser-cli send GET 'http://localhost:8001/m_search' --pattern '(?<=//)[^/?#]+' --redis 127.0.0.1:6379"_s;
}

void SendCommand::addOptions(QCommandLineParser &parser) const
{
    addSendOptions(parser);
    RedisOption::add(parser);
    CookieOption::add(parser);
    ConnectionOption::add(parser, ConnectionOption::Pin::Offered);
    parser.addOptions({
        {u"repeat"_s, u"Sends it N times."_s, u"N"_s, u"1"_s},
        {u"concurrency"_s, u"How many at a time."_s, u"C"_s, u"1"_s},
        {{u"o"_s, u"output"_s}, u"The body goes to FILE."_s, u"FILE"_s},
        {u"continue"_s,
         u"With -o: goes on where an earlier one broke off, as far as the server has a "
         "strong validator and ranges; FILE.part holds what came."_s},
        {u"sent"_s,
         u"Prints the head of every request as it went out to stderr; + marks what the "
         "transport added."_s},
        {u"progress"_s,
         u"Tells on stderr how far a long body has gone out or come; on a terminal it is told "
         "anyway."_s},
        {u"reconnect"_s, u"Connects again to an event stream that has ended."_s},
        {u"with-needed"_s,
         u"Sends the requests of the file first whose answers this one refers to."_s},
        {u"explain-policy"_s,
         u"Sends nothing: prints every policy, its value and who set it; with --json as one object."_s},
        {u"no-defaults"_s, u"Without the default policies of the settings."_s},
        {u"no-history"_s, u"Does not record it."_s},
        {{u"q"_s, u"quiet"_s}, u"Nothing but the body."_s},
        {u"json"_s, u"One JSON object a send."_s},
    });
}

namespace {

QStringList namesOf(const QList<NeededRequest> &requests)
{
    QStringList names;
    for (const NeededRequest &request : requests)
        names.append(request.spec.name);
    return names;
}

} // namespace

void SendCommand::run(const QCommandLineParser &parser)
{
    const auto failWith = [this](const ArgumentError &error) {
        fail(ExitCode::Usage, error.what, error.why, error.remedy);
    };
    const auto arguments = readSendArguments(parser, parser.positionalArguments());
    if (!arguments)
        return failWith(arguments.error());
    printNotes(*arguments);
    m_spec = arguments->spec;
    m_scope = arguments->scope;
    bool countOk = false;
    bool concurrencyOk = false;
    m_total = m_left = parser.value(u"repeat"_s).toInt(&countOk);
    m_concurrency = parser.value(u"concurrency"_s).toInt(&concurrencyOk);
    if (!countOk || !concurrencyOk || m_total < 1 || m_concurrency < 1)
        return fail(ExitCode::Usage, u"send"_s,
                    u"--repeat and --concurrency want whole numbers from 1"_s);
    m_options.breaker
        = parser.isSet(u"bypass"_s) ? SendOptions::Breaker::Bypass : SendOptions::Breaker::Obey;
    m_outputFile = parser.value(u"output"_s);
    if (!m_outputFile.isEmpty()) {
        if (const auto good = checkBodyFile(m_outputFile); !good)
            return fail(ExitCode::Usage, m_outputFile, good.error(),
                        u"choose a file that can be written"_s);
    }
    if (parser.isSet(u"continue"_s)) {
        if (m_outputFile.isEmpty() || m_total > 1)
            return fail(ExitCode::Usage, u"--continue"_s, u"it wants one file for one send"_s,
                        u"give -o FILE, without --repeat"_s);
        m_options.download = std::make_shared<DownloadFile>(m_outputFile);
    }
    m_json = parser.isSet(u"json"_s);
    m_reconnects = parser.isSet(u"reconnect"_s);
    if (m_reconnects && (m_total > 1 || !m_outputFile.isEmpty()))
        return fail(ExitCode::Usage, u"--reconnect"_s,
                    u"it goes neither with --repeat nor with --output"_s);
    if (m_total == 1)
        m_stream = std::make_unique<StreamedAnswer>(m_json ? StreamedAnswer::Form::JsonLines
                                                        : m_outputFile.isEmpty()
                                                        ? StreamedAnswer::Form::Bytes
                                                        : StreamedAnswer::Form::Nothing);
    m_quiet = parser.isSet(u"quiet"_s);
    m_tellsSent = parser.isSet(u"sent"_s);
    m_isTerminal = isatty(STDERR_FILENO);
    m_tellsProgress
        = m_total == 1 && (parser.isSet(u"progress"_s) || (!m_quiet && !m_json && m_isTerminal));

    m_around = std::make_unique<SendSurroundings>();
    readLayers(*arguments, parser);
    if (parser.isSet(u"explain-policy"_s)) {
        explainPolicies();
        return;
    }
    using Notices = SendSurroundings::Notices;
    if (const auto opened
        = m_around->open(parser, this, m_quiet ? Notices::ErrorsOnly : Notices::All);
        !opened)
        return failWith(opened.error());
    m_needed = arguments->needed;
    if (!m_needed.isEmpty() && !parser.isSet(u"with-needed"_s))
        return fail(ExitCode::Usage, m_spec.name.isEmpty() ? u"send"_s : m_spec.name,
                    u"it refers to the answer of %1"_s.arg(namesOf(m_needed).join(u" and "_s)),
                    u"use --with-needed to send what it needs first, or run the file"_s);
    QStringList secrets = secretsNeeded(m_spec, m_scope);
    for (const NeededRequest &needed : std::as_const(m_needed)) {
        if (const auto missing = missingPrompt(needed.scope))
            return failWith(*missing);
        secrets += secretsNeeded(needed.spec, needed.scope);
    }
    if (const auto missing = missingPrompt(m_scope))
        return failWith(*missing);
    secrets.removeDuplicates();
    withSecrets(m_around->composition().secrets(), secrets, this,
                [this, &parser, failWith](const QHash<QString, QString> &values) {
                    m_scope.secrets = values;
                    connectAndBegin(parser);
                });
}

void SendCommand::begin()
{
    for (NeededRequest &needed : m_needed)
        needed.scope.secrets = m_scope.secrets;
    if (m_needed.isEmpty())
        startMore();
    else
        sendNeeded();
}

void SendCommand::sendNeeded()
{
    NeededRequest &next = m_needed.first();
    next.scope.exchanges = m_scope.exchanges;
    next.scope.confidential = m_scope.confidential;
    SendOperation *operation = m_around->composition()
                                   .sender()
                                   .send(next.spec, next.scope, m_options, m_policies.layers)
                                   .release();
    operation->setParent(this);
    connect(operation, &SendOperation::finished, this,
            [this, operation](const ExchangePtr &exchange) { takeNeeded(operation, exchange); });
    operation->start();
}

void SendCommand::takeNeeded(SendOperation *operation, const ExchangePtr &exchange)
{
    operation->deleteLater();
    const QString name = m_needed.takeFirst().spec.name;
    const Exchange shown = redacted(*exchange, operation->scope());
    if (m_json) {
        QJsonObject object = toJson(*exchange, shown);
        object.insert("request"_L1, name);
        printJson(object);
    } else if (!m_quiet) {
        printNote(u"%1 first"_s.arg(name));
        printAttempts(*exchange, shown);
    }
    if (exchange->outcome != Outcome::Success || m_isInterrupted) {
        m_worst = m_isInterrupted ? ExitCode::Interrupted : exitCodeOf(*exchange);
        const Response *response = exchange->response();
        printError(name,
                   shown.error    ? explain(*shown.error)
                       : response ? u"status %1"_s.arg(response->status)
                                  : outcomeName(exchange->outcome),
                   u"so what needs its answer was not sent"_s);
        m_total = 0;
        end();
        return;
    }
    m_scope.exchanges.insert(name, exchange);
    // What its secrets were may come back in its answer.
    for (const QString &secret : operation->scope().secrets)
        m_scope.confidential.insert(secret);
    if (m_needed.isEmpty())
        startMore();
    else
        sendNeeded();
}

void SendCommand::interrupt()
{
    m_isInterrupted = true;
    m_worst = ExitCode::Interrupted;
    m_left = 0;
    const auto operations = findChildren<SendOperation *>();
    for (SendOperation *operation : operations) {
        if (!operation->endStream())
            operation->cancel();
    }
    // Between two connections nothing is under way.
    if (std::exchange(m_isWaiting, false))
        end();
}

void SendCommand::startMore()
{
    while (m_left > 0 && m_running < m_concurrency) {
        --m_left;
        ++m_running;
        SendOperation *operation = m_around->composition()
                                       .sender()
                                       .send(m_spec, m_scope, m_options, m_policies.layers)
                                       .release();
        operation->setParent(this);
        connect(operation, &SendOperation::finished, this,
                [this, operation](const ExchangePtr &exchange) { finish(operation, exchange); });
        if (m_tellsProgress) {
            connect(operation, &SendOperation::progressed, this, &SendCommand::tellProgress);
            // What is streamed is printed from then on.
            connect(operation, &SendOperation::headArrived, this, &SendCommand::endProgress);
        }
        if (m_stream)
            m_stream->follow(*operation);
        operation->start();
    }
}

bool SendCommand::reconnect(const Exchange &exchange)
{
    const auto wait = m_reconnects && !m_isInterrupted ? m_stream->waitAfter(exchange)
                                                       : std::optional<milliseconds>();
    if (!wait)
        return false;
    m_stream->resume(m_spec);
    if (!m_quiet && !m_json)
        printNote(u"connects again in %1 s"_s.arg(double(wait->count()) / 1000));
    m_isWaiting = true;
    QTimer::singleShot(*wait, this, [this] {
        if (!std::exchange(m_isWaiting, false))
            return;
        m_left = 1;
        startMore();
    });
    return true;
}

void SendCommand::finish(SendOperation *operation, const ExchangePtr &exchange)
{
    operation->deleteLater();
    --m_running;
    report(*exchange, redacted(*exchange, operation->scope()));
    if (m_left > 0)
        startMore();
    else if (m_running == 0 && !reconnect(*exchange))
        end();
}

void SendCommand::end()
{
    if (m_total > 1 && !m_json && !m_quiet) {
        QStringList parts;
        for (auto it = m_counts.cbegin(); it != m_counts.cend(); ++it)
            parts.append(u"%1 %2"_s.arg(it.value()).arg(it.key()));
        printLine(u"%1 sends: %2"_s.arg(m_total).arg(parts.join(u", "_s)));
    }
    m_around->close(this, [this] { Q_EMIT done(m_worst); });
}

} // namespace Recloser
