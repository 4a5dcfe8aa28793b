// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/runcommand.h"

#include "app/cli/exchangejson.h"
#include "app/cli/requestfiles.h"

#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostRounds = 1'000'000'000;

std::unexpected<ArgumentError> wrong(const QString &what, const QString &why,
                                     const QString &remedy = {})
{
    return std::unexpected(ArgumentError{what, why, remedy});
}

} // namespace

RunCommand::~RunCommand() = default;

QString RunCommand::synopsis() const
{
    return u"FOLDER-or-FILE..."_s;
}

QString RunCommand::description() const
{
    return u"Sends every request of .http files in order, each through variables, circuit key, "
           u"breaker and retries as the window does.\n"
           "Of a folder: everything in and below it in the order of the window's tree; hidden "
           "folders and node_modules are left out.\n"
           "A later request sees the answers of earlier ones of the same round: "
           "{{login.response.body.$.token}}.\n\n"
           "--data gives variables: a row for each round, as many rounds as rows. With "
           "--iterations the rows begin again after the last.\n"
           "--parallel keeps so many requests under way, rounds overlapping; one that refers to "
           "the answer of another waits for it.\n\n"
           "Each request is a line on stdout, at the end come the totals; progress goes to stderr. "
           "With --json each is an object\n"
           "{\"request\", \"file\", \"iteration\", \"started_ms\", \"outcome\": "
           "\"success|failed|exception|blocked|cancelled\", \"status_code\",\n"
           "\"method\", \"url\", \"key\", \"circuit\", \"ending\", \"attempts\", \"payload_size\", "
           "\"elapsed_ms\", \"error\"} and the last line is {\"summary\":\n"
           "{\"ending\": \"done|stopped-at-failure|interrupted\", \"requests\", \"ended\", "
           "\"outcomes\", \"retries\", \"elapsed_ms\",\n"
           "\"each_ms\": {\"median\", \"p95\", \"p99\", \"max\"}, \"by_request\": [{\"request\", "
           "\"outcomes\", \"elapsed_ms\"}], \"exit_code\"}}.\n\n"
           "The exit code is that of the worst request: 0 all succeeded; 1 an HTTP error status; 2 "
           "one that could not be sent as\n"
           "written; 3 network, TLS, time-out; 4 blocked by an open circuit.\n\n"
           "Example: recloser-cli run shop/ --data users.csv --parallel 4 --bail"_s;
}

void RunCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({
        {u"only"_s, u"Requests of this name alone; may be repeated."_s, u"NAME"_s},
        {u"env"_s, u"The environment whose variables count."_s, u"NAME"_s},
        {u"var"_s, u"A variable; may be repeated."_s, u"NAME=VALUE"_s},
        {u"data"_s, u"Rows of variables: CSV with names in its first line, or JSON objects."_s,
         u"FILE"_s},
        {u"iterations"_s, u"Rounds through all requests."_s, u"N"_s},
        {u"parallel"_s, u"How many requests at a time."_s, u"N"_s, u"1"_s},
        {u"pause"_s, u"Wait between the end of a request and the next."_s, u"DURATION"_s},
        {u"bail"_s, u"Stops at the first request that does not succeed."_s},
    });
    addPolicyOptions(parser);
    RedisOption::add(parser);
    CookieOption::add(parser);
    ConnectionOption::add(parser);
    parser.addOptions({
        {u"bypass"_s, u"Past the circuit breaker; not counted."_s},
        {u"observe"_s, u"Circuits are read and told; they neither block nor count."_s},
        {u"no-defaults"_s, u"Without the default policies of the settings."_s},
        {u"no-history"_s, u"Does not record it."_s},
        {{u"q"_s, u"quiet"_s}, u"Only what does not succeed, and the totals."_s},
        {u"json"_s, u"One JSON object a request, and one for the totals."_s},
    });
}

std::expected<void, ArgumentError> RunCommand::readRequests(const QCommandLineParser &parser)
{
    const QStringList paths = parser.positionalArguments();
    if (paths.isEmpty())
        return wrong(u"run"_s, u"nothing to run"_s, u"name a folder or .http files"_s);
    const auto files = requestFiles(paths);
    if (!files)
        return std::unexpected(files.error());
    RunSurroundings around{.names = parser.values(u"only"_s)};
    auto options = readPolicyOptions(parser);
    if (!options)
        return std::unexpected(options.error());
    around.options = *std::move(options);
    auto given = readVariables(parser);
    if (!given)
        return std::unexpected(given.error());
    around.given = *std::move(given);
    // It lives as long as this command.
    around.environments
        = [&parser](const QString &folder) { return readEnvironmentChoice(parser, folder); };
    if (!parser.isSet(u"no-defaults"_s)) {
        if (const auto defaults = m_around->defaults())
            around.layers.append(*defaults);
    }
    auto requests = RunRequests::read(*files, std::move(around), m_around->composition().secrets());
    if (!requests)
        return std::unexpected(requests.error());
    m_requests = *std::move(requests);
    return {};
}

std::expected<void, ArgumentError> RunCommand::readRounds(const QCommandLineParser &parser)
{
    if (parser.isSet(u"data"_s)) {
        const QString path = parser.value(u"data"_s);
        const auto bytes = inputContent(path);
        if (!bytes)
            return std::unexpected(bytes.error());
        const QByteArray text = bytes->trimmed();
        const bool isJson = path.endsWith(".json"_L1, Qt::CaseInsensitive)
            || path.endsWith(".jsonl"_L1, Qt::CaseInsensitive) || text.startsWith('[')
            || text.startsWith('{');
        auto rows = isJson ? DataRows::fromJson(*bytes) : DataRows::fromCsv(*bytes);
        if (!rows)
            return wrong(u"%1:%2"_s.arg(path).arg(rows.error().line), rows.error().message,
                         u"give CSV with names in its first line, or JSON objects"_s);
        m_rows = *std::move(rows);
        m_rounds = m_rows->size();
    }
    if (parser.isSet(u"iterations"_s)) {
        bool isNumber = false;
        m_rounds = parser.value(u"iterations"_s).toLongLong(&isNumber);
        if (!isNumber || m_rounds < 1 || m_rounds > mostRounds)
            return wrong(u"--iterations"_s, u"not a count: %1"_s.arg(parser.value(u"iterations"_s)),
                         u"give 1 to %1"_s.arg(mostRounds));
    }
    return {};
}

std::expected<SeriesOptions, ArgumentError>
RunCommand::seriesOptions(const QCommandLineParser &parser)
{
    SeriesOptions options;
    bool isNumber = false;
    options.atOnce = parser.value(u"parallel"_s).toInt(&isNumber);
    if (!isNumber || options.atOnce < 1 || options.atOnce > 1000)
        return wrong(u"--parallel"_s, u"not a count: %1"_s.arg(parser.value(u"parallel"_s)),
                     u"give 1 to 1000"_s);
    if (parser.isSet(u"pause"_s)) {
        const auto pause = durationOf(parser.value(u"pause"_s));
        if (!pause)
            return wrong(u"--pause"_s, u"not a duration: %1"_s.arg(parser.value(u"pause"_s)),
                         u"write 500ms, 15s or 2min; a bare number is seconds"_s);
        options.pause = *pause;
    }
    if (parser.isSet(u"bail"_s))
        options.onFailure = SeriesOptions::OnFailure::Stop;
    if (parser.isSet(u"bypass"_s) && parser.isSet(u"observe"_s))
        return wrong(u"--observe"_s, u"it cannot be given together with --bypass"_s);
    return options;
}

void RunCommand::run(const QCommandLineParser &parser)
{
    m_around = std::make_unique<SendSurroundings>();
    const auto failWith = [this](const ArgumentError &error) {
        fail(ExitCode::Usage, error.what, error.why, error.remedy);
    };
    const auto options = seriesOptions(parser);
    if (!options)
        return failWith(options.error());
    if (const auto read = readRounds(parser); !read)
        return failWith(read.error());
    if (const auto read = readRequests(parser); !read)
        return failWith(read.error());
    if (const auto opened = m_around->open(parser, this); !opened)
        return failWith(opened.error());
    SendOptions send;
    if (parser.isSet(u"bypass"_s))
        send.breaker = SendOptions::Breaker::Bypass;
    else if (parser.isSet(u"observe"_s))
        send.breaker = SendOptions::Breaker::Observe;
    const RunReport::Form form = parser.isSet(u"json"_s) ? RunReport::Form::Json
        : parser.isSet(u"quiet"_s)                       ? RunReport::Form::OnlyFailures
                                                         : RunReport::Form::Rows;
    using Opened = std::expected<void, ArgumentError>;
    const auto begin = [this, options = *options, send, form, failWith](const Opened &opened) {
        if (!opened)
            return failWith(opened.error());
        start(options, send, form);
    };
    m_around->openConnections(parser, {}, this,
                              [this, &parser, begin, failWith](const Opened &opened) {
                                  if (!opened)
                                      return failWith(opened.error());
                                  m_around->openCookies(parser, this, begin);
                              });
}

void RunCommand::start(SeriesOptions options, SendOptions send, RunReport::Form form)
{
    SeriesRounds rounds{.requests = m_requests->count(), .rounds = m_rounds};
    if (m_rows)
        rounds.row = [this](qint64 round) { return m_rows->row(round % m_rows->size()); };
    auto series = std::make_unique<RequestSeries>(
        [this](qint64 index) { return m_requests->load(index); }, std::move(rounds), send);
    m_series = series.get();
    m_report = std::make_unique<RunReport>(form, series->count(), m_rounds);
    m_runner = std::make_unique<SeriesRunner>(m_around->composition().sender(),
                                              m_around->composition().clock(), std::move(series),
                                              options);
    connect(m_runner.get(), &SeriesRunner::stepFinished, this, &RunCommand::take);
    connect(m_runner.get(), &SeriesRunner::finished, this, &RunCommand::end);
    m_report->begin(*m_runner);
    m_runner->start();
}

void RunCommand::take(const SeriesResult &result)
{
    const qint64 request = m_series->requestOf(result.step.tag);
    m_worst = std::max(m_worst, exitCodeOf(*result.exchange));
    m_report->add(result,
                  {.round = m_series->roundOf(result.step.tag) + 1,
                   .file = m_requests->fileOf(request).shown,
                   .request = request});
}

void RunCommand::interrupt()
{
    m_worst = ExitCode::Interrupted;
    if (m_runner && m_runner->isRunning())
        m_runner->cancel();
    else if (!m_runner)
        Q_EMIT done(ExitCode::Interrupted);
}

void RunCommand::end(SeriesRunner::Ending ending)
{
    m_report->end(m_runner->totals(), ending, int(m_worst));
    m_around->close(this, [this] { Q_EMIT done(m_worst); });
}

} // namespace Recloser
