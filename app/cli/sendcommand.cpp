// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/sendcommand.h"

#include "app/cli/bodyfile.h"
#include "app/cli/environmentoption.h"
#include "app/cli/exchangejson.h"
#include "app/cli/sendarguments.h"
#include "core/resolve/redaction.h"
#include "core/resolve/variables.h"
#include "core/store/policyfiles.h"

#include <cstdio>

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
           "and with a cookie jar \"cookies\": [{\"url\", \"sent\": [NAME], \"received\": "
           "[{\"name\", \"attributes\", \"verdict\"}]}]}],\n"
           "\"headers\", \"request_headers\", \"payload\", \"payload_encoding\": \"text|base64\", "
           "\"payload_size\", \"transferred_size\", \"http_version\",\n"
           "\"redirects\", \"final_url\", \"elapsed_ms\", \"error\": {\"kind\", \"subject\", "
           "\"detail\"},\n"
           "\"policies\": {NAME: {\"value\", \"source\": "
           "\"preset|settings|folder|file|request|option\", \"from\"}, \"outcomes\": "
           "[{\"what\", \"breaker\",\n"
           "\"retry\", \"source\", \"from\"}]}}.\n\n"
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
    parser.addOptions({
        {u"repeat"_s, u"Sends it N times."_s, u"N"_s, u"1"_s},
        {u"concurrency"_s, u"How many at a time."_s, u"C"_s, u"1"_s},
        {{u"o"_s, u"output"_s}, u"The body goes to FILE."_s, u"FILE"_s},
        {u"explain-policy"_s,
         u"Sends nothing: prints every policy, its value and who set it; with --json as one object."_s},
        {u"no-defaults"_s, u"Without the default policies of the settings."_s},
        {u"no-history"_s, u"Does not record it."_s},
        {{u"q"_s, u"quiet"_s}, u"Nothing but the body."_s},
        {u"json"_s, u"One JSON object a send."_s},
    });
}

void SendCommand::run(const QCommandLineParser &parser)
{
    const auto arguments = readSendArguments(parser, parser.positionalArguments());
    if (!arguments)
        return fail(ExitCode::Usage, arguments.error().what, arguments.error().why,
                    arguments.error().remedy);
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
    m_json = parser.isSet(u"json"_s);
    m_quiet = parser.isSet(u"quiet"_s);
    m_history = !parser.isSet(u"no-history"_s);

    m_composition = std::make_unique<Composition>(Profile::standard());
    readLayers(*arguments, parser);
    if (parser.isSet(u"explain-policy"_s)) {
        explainPolicies();
        return;
    }
    auto redis = RedisOption::from(parser, m_composition->clock());
    if (!redis)
        return fail(ExitCode::Usage, u"--redis"_s, redis.error());
    if (*redis) {
        m_redis = *std::move(redis);
        m_composition->sender().setBreakerStore(m_redis->store());
    }
    if (m_history) {
        connect(&m_composition->history(), &HistoryStore::cleaned, this,
                [quiet = m_quiet](const HistoryCleaning &cleaning) {
                    if (!quiet)
                        printError(u"history"_s,
                                   u"%1 old exchanges were removed, as the settings have it"_s.arg(
                                       cleaning.exchanges()));
                });
        connect(&m_composition->history(), &HistoryStore::failed, this,
                [](const StoreError &error) {
                    printError(u"history"_s, error.subject + u' ' + error.detail,
                               u"the sends go on; use --no-history to leave it out"_s);
                });
    }
    if (const auto missing = missingPrompt(m_scope))
        return fail(ExitCode::Usage, missing->what, missing->why, missing->remedy);
    withSecrets(m_composition->secrets(), secretsNeeded(m_spec, m_scope), this,
                [this](const QHash<QString, QString> &secrets) {
                    m_scope.secrets = secrets;
                    openCookies(parser);
                });
}

void SendCommand::openCookies(const QCommandLineParser &parser)
{
    m_cookies.open(
        parser, [this]() -> CookieStore & { return m_composition->cookies(); },
        m_composition->clock(), this, CookieOption::Otherwise::NoJar,
        [this](const std::expected<CookieJarPtr, QString> &jar) {
            if (!jar)
                return fail(ExitCode::Usage, u"cookies"_s, jar.error(),
                            u"leave the jar out, or name another"_s);
            m_composition->sender().setCookieJar(*jar);
            startMore();
        });
}

void SendCommand::readLayers(const SendArguments &arguments, const QCommandLineParser &parser)
{
    m_policies.own = m_spec.policy;
    m_policies.options = arguments.options;
    if (!parser.isSet(u"no-defaults"_s)) {
        SettingsStore &settings = m_composition->settings();
        if (const auto read = settings.load(); !read)
            printError(read.error().subject, read.error().detail,
                       u"the send goes on without them"_s);
        if (settings.values().defaults != PolicyOverrides())
            m_policies.layers.append({PolicyLayer::Kind::Settings, {}, settings.values().defaults});
    }
    if (arguments.filePath.isEmpty())
        return;
    const PolicyFiles files = readPolicyFiles(arguments.filePath);
    m_policies.layers += files.layers;
    for (const StoreError &error : files.errors)
        printError(error.subject, error.detail, u"the send goes on without it"_s);
    QList<PolicyFileProblem> problems = files.problems;
    for (const HttpFileProblem &problem : arguments.problems)
        problems.append({arguments.filePath, problem});
    for (const auto &[path, problem] : std::as_const(problems))
        printError(u"%1:%2:%3"_s.arg(path).arg(problem.line).arg(problem.column),
                   u"not understood: %1"_s.arg(problem.subject), u"the send goes on without it"_s);
}

void SendCommand::explainPolicies()
{
    if (m_json) {
        printJson(policiesJson(m_policies));
    } else {
        const QStringList lines = policyLines(m_policies);
        for (const QString &line : lines)
            printLine(line);
    }
    Q_EMIT done(ExitCode::Done);
}

void SendCommand::interrupt()
{
    m_left = 0;
    const auto operations = findChildren<SendOperation *>();
    for (SendOperation *operation : operations)
        operation->cancel();
}

void SendCommand::startMore()
{
    while (m_left > 0 && m_running < m_concurrency) {
        --m_left;
        ++m_running;
        SendOperation *operation
            = m_composition->sender().send(m_spec, m_scope, m_options, m_policies.layers).release();
        operation->setParent(this);
        connect(operation, &SendOperation::finished, this,
                [this, operation](const ExchangePtr &exchange) { finish(operation, exchange); });
        operation->start();
    }
}

void SendCommand::finish(SendOperation *operation, const ExchangePtr &exchange)
{
    operation->deleteLater();
    --m_running;
    report(*exchange, redacted(*exchange, operation->scope()));
    if (m_left > 0)
        startMore();
    else if (m_running == 0)
        end();
}

namespace {

void printRefusedCookies(const Attempt &attempt)
{
    for (const HopCookies &hop : attempt.cookies) {
        for (const SetCookieReport &cookie : hop.received) {
            if (isRejection(cookie.verdict))
                std::fputs(qPrintable(u"cookie %1 refused: %2\n"_s.arg(
                               QString::fromUtf8(cookie.name), cookieVerdictName(cookie.verdict))),
                           stderr);
        }
    }
}

} // namespace

void SendCommand::report(const Exchange &exchange, const Exchange &shown)
{
    ++m_counts[outcomeName(exchange.outcome)];
    m_worst = std::max(m_worst, exitCodeOf(exchange));
    const Response *response = exchange.response();
    if (!m_outputFile.isEmpty() && response) {
        if (const auto written = writeBodyFile(m_outputFile, response->body); !written) {
            printError(m_outputFile, written.error(), u"choose a file that can be written"_s);
            m_worst = std::max(m_worst, ExitCode::Usage);
        }
    }
    if (m_json) {
        QJsonObject object = toJson(exchange, shown);
        object.insert("policies"_L1, policiesJson(m_policies));
        printJson(object);
    }
    if (!m_json && m_total == 1)
        printHuman(exchange, shown);
}

void SendCommand::printHuman(const Exchange &exchange, const Exchange &shown)
{
    const Response *response = exchange.response();
    if (!m_quiet) {
        for (const Attempt &attempt : exchange.attempts) {
            const QString what = attempt.result ? QString::number(attempt.result->status)
                                                : kindName(attempt.result.error().kind);
            std::fputs(
                qPrintable(u"attempt %1: %2 in %3 ms%4\n"_s.arg(attempt.number)
                               .arg(what)
                               .arg(double(attempt.timings.total.count()) / 1000.0, 0, 'f', 1)
                               .arg(attempt.wait.count() > 0
                                        ? u" after a wait of %1 ms"_s.arg(attempt.wait.count())
                                        : QString())),
                stderr);
        }
        for (const Attempt &attempt : shown.attempts)
            printRefusedCookies(attempt);
        if (response)
            std::fputs(qPrintable(u"%1 %2\n"_s.arg(QString::number(response->status),
                                                   QString::fromUtf8(response->reason))),
                       stderr);
        if (exchange.circuit.openedByThisCall)
            std::fputs(qPrintable(u"circuit %1 opened for %2 ms\n"_s.arg(shown.key.key)
                                      .arg(exchange.circuit.openedFor.count())),
                       stderr);
        if (exchange.circuit.closedByThisCall)
            std::fputs(
                qPrintable(u"circuit %1 closed by this call, its probe\n"_s.arg(shown.key.key)),
                stderr);
        if (exchange.circuit.settledLate)
            std::fputs("late: the circuit changed meanwhile, the result did not count\n", stderr);
        if (const QString why = explain(exchange.ending); !why.isEmpty())
            std::fputs(qPrintable(u"no more attempts: %1\n"_s.arg(why)), stderr);
        if (exchange.circuit.verification == Verification::Unverified)
            std::fputs("breaker: unverified, Redis could not be asked\n", stderr);
    }
    if (exchange.error) {
        QString why = explain(*shown.error);
        if (exchange.outcome == Outcome::Blocked && exchange.circuit.remaining)
            why = u"circuit %1 is open for %2 ms more, "_s.arg(shown.key.key)
                      .arg(exchange.circuit.remaining->count())
                + why;
        printError(u"send"_s, why);
    }
    if (response && m_outputFile.isEmpty() && !printBody(response->body))
        m_worst = std::max(m_worst, ExitCode::Usage);
}

void SendCommand::end()
{
    if (m_total > 1 && !m_json && !m_quiet) {
        QStringList parts;
        for (auto it = m_counts.cbegin(); it != m_counts.cend(); ++it)
            parts.append(u"%1 %2"_s.arg(it.value()).arg(it.key()));
        printLine(u"%1 sends: %2"_s.arg(m_total).arg(parts.join(u", "_s)));
    }
    const auto flushCircuits = [this, code = m_worst] {
        if (!m_redis)
            Q_EMIT done(code);
        else
            m_redis->store().flush().then(this, [this, code] { Q_EMIT done(code); });
    };
    const auto closeCookies = [this, flushCircuits] {
        m_cookies.close(this, [flushCircuits](const QString &problem) {
            if (!problem.isEmpty())
                printError(u"cookies"_s, problem);
            flushCircuits();
        });
    };
    if (!m_history)
        return closeCookies();
    m_composition->history().flush().then(
        this, [closeCookies](const std::expected<void, StoreError> &) { closeCookies(); });
}

} // namespace Recloser
