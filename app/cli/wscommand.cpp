// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/wscommand.h"

#include "app/cli/connectionoption.h"
#include "app/cli/environmentoption.h"
#include "app/cli/exchangejson.h"
#include "core/resolve/redaction.h"
#include "core/resolve/resolve.h"
#include "core/resolve/urltext.h"
#include "core/resolve/variables.h"
#include "core/store/policyfiles.h"
#include "core/websocket/closecodes.h"
#include "core/websocket/websocketlink.h"

#include <cstdio>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Bytes that may wait to be written before standard input is read on.
constexpr qint64 mostBacklog = 1024LL * 1024;

bool isData(const ConversationLine &line)
{
    return line.kind == SocketMessage::Kind::Text || line.kind == SocketMessage::Kind::Binary;
}

} // namespace

WsCommand::~WsCommand() = default;

QString WsCommand::synopsis() const
{
    return u"URL | FILE.http [NAME]"_s;
}

QString WsCommand::description() const
{
    return u"Opens a WebSocket connection through variables, circuit key, breaker and retries, as "
           u"the window does. The messages in the body of\n"
           "a request are sent first (=== stands between them, === wait-for-server waits for one "
           "of the server), then those of --send and\n"
           "--send-file. What the server sends goes to stdout: a text with a line end, bytes as "
           "they are; all else is told on stderr. It ends\n"
           "when the server ends it, with --wait or --for, with the end of --stdin unless one of "
           "those is given, or with Ctrl+C, and is\n"
           "recorded in history.\n"
           "--json prints a line for everything that passes: {\"at\" (ms), \"from\": "
           "\"server|client\", \"kind\": \"text|binary|ping|pong|close|fault\",\n"
           "\"code\", \"rtt\" (ms), \"size\", \"data\" or \"base64\"}, then the object of send "
           "--json.\n"
           "Exit codes: 0 it was opened and ended in order; 1 refused with a status, ended by the "
           "server with a code that says of an error, or\n"
           "before --wait was reached; 2 usage; 3 network, TLS, time-out, or broken off; 4 "
           "blocked.\n\n"
           "Example: recloser-cli ws wss://echo.example/chat --protocol chat.v1 --send hello "
           "--wait 1"_s;
}

void WsCommand::addOptions(QCommandLineParser &parser) const
{
    addSendOptions(parser);
    RedisOption::add(parser);
    CookieOption::add(parser);
    ConnectionOption::add(parser, ConnectionOption::Pin::Offered);
    parser.addOptions({
        {u"send"_s, u"A message; may be repeated."_s, u"TEXT"_s},
        {u"send-file"_s, u"A message from a file; may be repeated."_s, u"FILE"_s},
        {u"binary"_s, u"Messages are sent as binary ones."_s},
        {u"stdin"_s, u"Sends every line of standard input."_s},
        {u"protocol"_s, u"A protocol to be spoken; may be repeated, the first is preferred."_s,
         u"NAME"_s},
        {u"max-message"_s,
         u"The largest message that is taken, such as 128MB (usually 64MB); a larger one ends it."_s,
         u"SIZE"_s},
        {u"ping"_s, u"Pings the server once it is open, and tells how long the pong took."_s},
        {u"wait"_s, u"Ends when N messages have come."_s, u"N"_s},
        {u"for"_s, u"Ends after this time, such as 5s."_s, u"DURATION"_s},
        {u"no-defaults"_s, u"Without the default policies of the settings."_s},
        {u"no-history"_s, u"Does not record it."_s},
        {{u"q"_s, u"quiet"_s}, u"Nothing but what the server sends."_s},
        {u"json"_s, u"One JSON object for everything that passes."_s},
    });
}

std::expected<void, ArgumentError> WsCommand::readOptions(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    auto arguments = readSendArguments(parser, words);
    if (!arguments)
        return std::unexpected(arguments.error());
    m_arguments = *std::move(arguments);
    RequestSpec &spec = m_arguments.spec;
    const bool isWord = m_arguments.filePath.isEmpty() && words.size() == 1;
    if (isWord || spec.method == "GET"_L1)
        spec.method = u"WEBSOCKET"_s;
    if (parser.isSet(u"max-message"_s)) {
        spec.route.largestMessage = parser.value(u"max-message"_s);
        if (!messageSizeOf(spec.route.largestMessage))
            return std::unexpected(ArgumentError{u"--max-message"_s,
                                                 u"%1 is no size"_s.arg(spec.route.largestMessage),
                                                 u"write such as 128MB; 1GB at most"_s});
    }
    if (const QStringList protocols = parser.values(u"protocol"_s); !protocols.isEmpty())
        spec.headers.append({u"Sec-WebSocket-Protocol"_s, protocols.join(u", "_s)});
    m_isBinary = parser.isSet(u"binary"_s);
    for (const QString &text : parser.values(u"send"_s))
        m_messages.append({text.toUtf8(), m_isBinary});
    for (const QString &path : parser.values(u"send-file"_s)) {
        const auto content = inputContent(path);
        if (!content)
            return std::unexpected(content.error());
        if (!m_isBinary && !QUtf8StringView(*content).isValidUtf8())
            return std::unexpected(
                ArgumentError{path, u"it is no UTF-8, so no text message"_s, u"give --binary"_s});
        m_messages.append({*content, m_isBinary});
    }
    if (parser.isSet(u"wait"_s)) {
        bool isNumber = false;
        m_awaited = parser.value(u"wait"_s).toInt(&isNumber);
        if (!isNumber || *m_awaited < 1)
            return std::unexpected(
                ArgumentError{u"--wait"_s, u"it wants a whole number from 1"_s, {}});
    }
    if (parser.isSet(u"for"_s)) {
        m_duration = durationOf(parser.value(u"for"_s));
        if (!m_duration)
            return std::unexpected(ArgumentError{u"--for"_s,
                                                 u"%1 is no time"_s.arg(parser.value(u"for"_s)),
                                                 u"write 500ms, 5s or 2m"_s});
    }
    m_pings = parser.isSet(u"ping"_s);
    m_readsStdin = parser.isSet(u"stdin"_s);
    m_json = parser.isSet(u"json"_s);
    m_quiet = parser.isSet(u"quiet"_s);
    if (!m_arguments.needed.isEmpty())
        return std::unexpected(ArgumentError{
            spec.name, u"it refers to the answer of %1"_s.arg(m_arguments.needed.first().spec.name),
            u"give its value by --var"_s});
    if (const auto missing = missingPrompt(m_arguments.scope))
        return std::unexpected(*missing);
    return {};
}

void WsCommand::run(const QCommandLineParser &parser)
{
    const auto failWith = [this](const ArgumentError &error) {
        fail(ExitCode::Usage, error.what, error.why, error.remedy);
    };
    if (const auto read = readOptions(parser); !read)
        return failWith(read.error());
    printNotes(m_arguments);
    m_around = std::make_unique<SendSurroundings>();
    if (!parser.isSet(u"no-defaults"_s)) {
        if (const auto defaults = m_around->defaults())
            m_layers.append(*defaults);
    }
    if (!m_arguments.filePath.isEmpty())
        m_layers += readPolicyFiles(m_arguments.filePath).layers;
    using Notices = SendSurroundings::Notices;
    if (const auto opened
        = m_around->open(parser, this, m_quiet ? Notices::ErrorsOnly : Notices::All);
        !opened)
        return failWith(opened.error());
    withSecrets(m_around->composition().secrets(),
                secretsNeeded(m_arguments.spec, m_arguments.scope), this,
                [this, &parser](const QHash<QString, QString> &values) {
                    m_arguments.scope.secrets = values;
                    openAround(parser);
                });
}

void WsCommand::openAround(const QCommandLineParser &parser)
{
    using Opened = std::expected<void, ArgumentError>;
    const auto failWith = [this](const ArgumentError &error) {
        fail(ExitCode::Usage, error.what, error.why, error.remedy);
    };
    const QUrl target
        = httpUrlOf(QUrl(resolveUrl(m_arguments.spec, m_arguments.scope).value_or(QString())));
    m_around->openConnections(parser, target, this, [this, &parser, failWith](const Opened &ready) {
        if (!ready)
            return failWith(ready.error());
        m_around->openCookies(parser, this, [this, failWith](const Opened &opened) {
            if (!opened)
                return failWith(opened.error());
            connectNow();
        });
    });
}

void WsCommand::connectNow()
{
    m_operation = m_around->composition()
                      .sender()
                      .send(m_arguments.spec, m_arguments.scope, {}, m_layers)
                      .release();
    m_operation->setParent(this);
    connect(m_operation, &SendOperation::streamed, this, &WsCommand::take);
    connect(m_operation, &SendOperation::headArrived, this, [this] {
        // After the messages of the request, which are sent when the head has been told.
        QMetaObject::invokeMethod(this, &WsCommand::beginTalking, Qt::QueuedConnection);
    });
    connect(m_operation, &SendOperation::finished, this, &WsCommand::finish);
    m_operation->start();
}

void WsCommand::beginTalking()
{
    WebSocketLink *link = m_operation ? m_operation->webSocket() : nullptr;
    if (!link)
        return;
    if (!m_quiet && !m_json) {
        const QString protocol = link->protocol();
        printNote(
            u"connected%1"_s.arg(protocol.isEmpty() ? QString() : u", protocol "_s + protocol));
    }
    if (m_duration)
        QTimer::singleShot(*m_duration, this, &WsCommand::endConversation);
    if (m_pings)
        link->ping();
    for (const Message &message : std::as_const(m_messages))
        say(message);
    if (m_readsStdin)
        readStdin();
}

void WsCommand::say(const Message &message)
{
    WebSocketLink *link = m_operation ? m_operation->webSocket() : nullptr;
    if (!link)
        return;
    if (message.isBinary)
        link->sendBinary(message.content);
    else
        link->sendText(QString::fromUtf8(message.content));
}

void WsCommand::readStdin()
{
    m_stdin = std::make_unique<StdinLines>();
    connect(m_stdin.get(), &StdinLines::lineRead, this, [this](const QByteArray &line) {
        say({line, m_isBinary});
        WebSocketLink *link = m_operation ? m_operation->webSocket() : nullptr;
        if (link && link->backlog() > mostBacklog) {
            m_stdin->setReading(StdinLines::Reading::Paused);
            m_draining.start(20);
        }
    });
    connect(&m_draining, &QTimer::timeout, this, [this] {
        WebSocketLink *link = m_operation ? m_operation->webSocket() : nullptr;
        if (link && link->backlog() > mostBacklog)
            return;
        m_draining.stop();
        m_stdin->setReading(StdinLines::Reading::On);
    });
    connect(m_stdin.get(), &StdinLines::ended, this, [this] {
        if (!m_awaited && !m_duration)
            endConversation();
    });
}

void WsCommand::take(const QByteArray &lines)
{
    for (QByteArrayView rest = lines; !rest.isEmpty();) {
        const qsizetype feed = rest.indexOf('\n');
        const QByteArrayView part = feed < 0 ? rest : rest.first(feed + 1);
        rest = rest.sliced(part.size());
        if (feed < 0 || !m_part.isEmpty())
            m_part.append(part);
        if (feed < 0)
            break;
        const QByteArray whole = std::exchange(m_part, {});
        print(whole.isEmpty() ? part : QByteArrayView(whole));
    }
    if (m_awaited && m_received >= *m_awaited)
        endConversation();
}

void WsCommand::print(QByteArrayView line)
{
    const auto facts = readConversationLine(line);
    if (!facts)
        return;
    const bool isReceived = facts->from == SocketMessage::From::Server;
    if (isReceived && isData(*facts))
        ++m_received;
    if (facts->kind == SocketMessage::Kind::Close)
        m_end = facts;
    if (facts->kind == SocketMessage::Kind::Fault)
        m_hasFault = true;
    if (m_json) {
        printBytes(line);
        return;
    }
    const QByteArray content = contentOf(line, *facts);
    if (isReceived && isData(*facts)) {
        printBytes(facts->kind == SocketMessage::Kind::Text ? QByteArray(content + '\n') : content);
        return;
    }
    if (m_quiet || isData(*facts))
        return;
    QString words = isReceived ? u"< "_s : u"> "_s;
    words += QString::fromLatin1(messageKindName(facts->kind));
    if (facts->kind == SocketMessage::Kind::Close) {
        const QString name = closeCodeName(facts->code);
        words
            += u' ' + QString::number(facts->code) + (name.isEmpty() ? QString() : u", "_s + name);
    }
    if (!content.isEmpty())
        words += u": "_s + QString::fromUtf8(content).simplified();
    if (facts->roundTrip)
        words += u" after %1 ms"_s.arg(double(facts->roundTrip->count()) / 1000, 0, 'f', 2);
    printNote(words);
}

void WsCommand::endConversation()
{
    // Its end may come within this call, and once is enough.
    if (m_operation && m_operation->webSocket()
        && m_operation->webSocket()->state() == WebSocketLink::State::Open)
        m_operation->endStream();
}

void WsCommand::interrupt()
{
    m_isInterrupted = true;
    if (!m_operation)
        Q_EMIT done(ExitCode::Interrupted);
    else if (!m_operation->endStream())
        m_operation->cancel();
}

ExitCode WsCommand::codeOf(const Exchange &exchange) const
{
    const ExitCode code = exitCodeOf(exchange);
    if (m_isInterrupted)
        return ExitCode::Interrupted;
    if (code != ExitCode::Done || !m_end)
        return code;
    if (m_hasFault || m_end->code == abnormalClosure)
        return ExitCode::Exception;
    const bool isUsual = m_end->code == 1000 || m_end->code == 1001 || m_end->code == 1005;
    const bool isMissing = m_awaited && m_received < *m_awaited;
    return isUsual && !isMissing ? ExitCode::Done : ExitCode::RequestFailed;
}

void WsCommand::finish(const ExchangePtr &exchange)
{
    const Exchange shown = redacted(*exchange, m_operation->scope());
    m_operation->deleteLater();
    m_operation = nullptr;
    m_stdin.reset();
    m_draining.stop();
    const Response *response = exchange->response();
    if (m_json)
        printJson(toJson(*exchange, shown));
    else if (shown.error)
        printError(u"ws"_s, explain(*shown.error));
    else if (response && response->status != 101)
        printError(u"ws"_s,
                   u"refused with %1 %2"_s.arg(QString::number(response->status),
                                               QString::fromUtf8(response->reason)));
    if (m_awaited && m_received < *m_awaited && m_end && !m_isInterrupted)
        printError(u"ws"_s, u"it ended after %1 of %2 messages"_s.arg(m_received).arg(*m_awaited));
    m_around->close(this, [this, code = codeOf(*exchange)] { Q_EMIT done(code); });
}

} // namespace Recloser
