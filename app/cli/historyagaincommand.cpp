// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/historyagaincommand.h"

#include "app/cli/environmentoption.h"
#include "app/cli/exchangejson.h"
#include "app/cli/historylistcommand.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 1000;
constexpr int urlWidth = 44;

QString verdictWord(BodyVerdict verdict)
{
    switch (verdict) {
    case BodyVerdict::Equal:
        return u"equal"_s;
    case BodyVerdict::Different:
        return u"different"_s;
    case BodyVerdict::Unknown:
        return u"unknown"_s;
    }
    return {};
}

QJsonObject sideJson(const ReplaySide &side)
{
    return {{u"outcome"_s, outcomeName(side.outcome)},
            {u"status_code"_s, side.status > 0 ? QJsonValue(side.status) : QJsonValue()},
            {u"error"_s,
             side.error ? QJsonValue(QJsonObject{{u"kind"_s, kindName(side.error->kind)},
                                                 {u"subject"_s, side.error->subject},
                                                 {u"detail"_s, side.error->detail}})
                        : QJsonValue()},
            {u"attempts"_s, side.attempts},
            {u"elapsed_ms"_s, double(side.elapsed.count()) / 1000},
            {u"key"_s, side.key.isNull() ? QJsonValue() : QJsonValue(side.key)}};
}

QString resultText(const ReplaySide &side)
{
    QString text = side.status > 0 ? QString::number(side.status)
        : side.error               ? kindName(side.error->kind)
                                   : outcomeName(side.outcome);
    if (side.attempts > 1)
        text += u" x%1"_s.arg(side.attempts);
    return text;
}

QString timeText(microseconds time)
{
    return u"%1 ms"_s.arg(double(time.count()) / 1000, 0, 'f', 1);
}

} // namespace

HistoryAgainCommand::~HistoryAgainCommand() = default;

QString HistoryAgainCommand::synopsis() const
{
    return u"ID... | WORDS and FILTERS"_s;
}

QString HistoryAgainCommand::description() const
{
    return u"Sends recorded exchanges again, in the order they were sent in: the very bytes of "
           u"then, or with --today as written,\n"
           "with what its placeholders mean now. Policies are those of then. Masked secrets are "
           "filled from where they came from:\n"
           "the secret store, or --var. What cannot be sent exactly is told before anything "
           "is, and nothing goes out for it.\n\n"
           "Each is a line: then and now, and whether the body is equal, different or unknown "
           "(history has not kept it).\n"
           "--json prints {\"id\", \"method\", \"url\", \"then\" and \"now\": {\"outcome\", "
           "\"status_code\", \"error\", \"attempts\", \"elapsed_ms\", \"key\"},\n"
           "\"body\": \"equal|different|unknown\", \"headers_different\": [NAME], \"sent\", "
           "\"same\"}, and at the end {\"summary\": {\"replayed\",\n"
           "\"not_sent\", \"same\", \"other_result\", \"other_key\", \"other_body\", "
           "\"unknown_body\", \"elapsed_then_ms\", \"elapsed_now_ms\"}}:\n"
           "what could not be sent is counted as that alone; \"then\" is null where history holds "
           "no such exchange.\n\n"
           "Exit code: 0 all are the same as then; 1 some are not; 2 some could not be sent as "
           "asked; 130 interrupted.\n\n"
           "Example: recloser-cli history again --status 5xx --since 2h --observe"_s;
}

void HistoryAgainCommand::addOptions(QCommandLineParser &parser) const
{
    HistoryCommand::addOptions(parser);
    addFilterOptions(parser);
    parser.addOptions({
        {u"search"_s, u"Words and filters, as of history search."_s, u"TEXT"_s},
        {u"limit"_s, u"The newest so many of what a search finds; 0 for all."_s, u"N"_s, u"0"_s},
        {u"today"_s, u"As written, with today's variables, instead of the bytes of then."_s},
        {u"var"_s, u"A variable; may be repeated."_s, u"NAME=VALUE"_s},
        {u"folder"_s, u"Where environments and files of bodies are looked for."_s, u"FOLDER"_s},
        {u"without-secrets"_s, u"Leaves out what history and store have not kept."_s},
        {u"changed-files"_s, u"Sends files of bodies as they are now."_s},
        {u"spacing"_s, u"original: begins each as long after the first as it did then; none."_s,
         u"WORD"_s, u"none"_s},
        {u"parallel"_s, u"How many at a time; with the original spacing 64."_s, u"N"_s},
        {u"observe"_s, u"Circuits are read and told; they neither block nor count."_s},
        {u"bypass"_s, u"Past the circuit breaker; not counted."_s},
        {u"no-history"_s, u"Does not record what is sent."_s},
    });
    parser.addOption({u"env"_s, u"The environment whose variables count."_s, u"NAME"_s});
    RedisOption::add(parser);
}

std::expected<void, ArgumentError>
HistoryAgainCommand::readOptions(const QCommandLineParser &parser)
{
    const auto wrong = [](const QString &what, const QString &why, const QString &remedy = {}) {
        return std::unexpected(ArgumentError{what, why, remedy});
    };
    if (parser.isSet(u"today"_s))
        m_replay.form = ReplayOptions::Form::Today;
    if (parser.isSet(u"without-secrets"_s))
        m_replay.leniency.secrets = ReplayLeniency::Secrets::LeftOut;
    if (parser.isSet(u"changed-files"_s))
        m_replay.leniency.files = ReplayLeniency::Files::AsTheyAre;
    if (parser.isSet(u"bypass"_s) && parser.isSet(u"observe"_s))
        return wrong(u"--observe"_s, u"it cannot be given together with --bypass"_s);
    if (parser.isSet(u"bypass"_s))
        m_replay.breaker = SendOptions::Breaker::Bypass;
    else if (parser.isSet(u"observe"_s))
        m_replay.breaker = SendOptions::Breaker::Observe;
    const QString spacing = parser.value(u"spacing"_s);
    if (spacing != "none"_L1 && spacing != "original"_L1)
        return wrong(u"--spacing"_s, u"unknown word %1"_s.arg(spacing), u"give original or none"_s);
    if (spacing == "original"_L1)
        m_series = {.atOnce = 64, .spacing = SeriesOptions::Spacing::Original};
    if (parser.isSet(u"parallel"_s)) {
        bool isNumber = false;
        m_series.atOnce = parser.value(u"parallel"_s).toInt(&isNumber);
        if (!isNumber || m_series.atOnce < 1 || m_series.atOnce > 1000)
            return wrong(u"--parallel"_s, u"not a count: %1"_s.arg(parser.value(u"parallel"_s)),
                         u"give 1 to 1000"_s);
    }
    auto given = readVariables(parser);
    if (!given)
        return std::unexpected(given.error());
    const QString folder
        = parser.isSet(u"folder"_s) ? parser.value(u"folder"_s) : QDir::currentPath();
    const auto environments = readEnvironmentChoice(parser, folder);
    if (!environments)
        return std::unexpected(environments.error());
    m_scope = requestScope(*environments);
    m_scope.layers.prepend(*given);
    m_scope.baseFolder = QDir(folder).absolutePath();
    return {};
}

void HistoryAgainCommand::start(const QCommandLineParser &parser)
{
    const auto failWith = [this](const ArgumentError &error) {
        fail(ExitCode::Usage, error.what, error.why, error.remedy);
    };
    m_around = std::make_unique<SendSurroundings>();
    if (const auto read = readOptions(parser); !read)
        return failWith(read.error());
    if (const auto opened = m_around->open(parser, this); !opened)
        return failWith(opened.error());

    const QStringList words = parser.positionalArguments();
    const auto isId = [](const QString &word) {
        bool isNumber = false;
        return word.toLongLong(&isNumber) > 0 && isNumber;
    };
    const QString text
        = QString(searchText(parser) + u' ' + parser.value(u"search"_s)).simplified();
    if (!words.isEmpty() && std::ranges::all_of(words, isId)) {
        for (const QString &word : words)
            m_ids.append(word.toLongLong());
        return begin();
    }
    if (text.isEmpty())
        return fail(ExitCode::Usage, u"history again"_s, u"nothing says which exchanges"_s,
                    u"give their numbers, or a search such as --since 2h"_s);
    const auto limit = limitFrom(parser);
    if (!limit)
        return;
    m_left = *limit;
    m_query.text = text;
    findMore();
}

void HistoryAgainCommand::findMore()
{
    m_query.limit = int(std::min<qint64>(m_left, pageSize));
    history().search(m_query).then(
        this, [this](const std::expected<HistoryPage, StoreError> &page) {
            if (!page)
                return failStore(page.error());
            if (m_query.before == 0 && !checkProblems(*page))
                return;
            m_left -= page->rows.size();
            for (const HistoryRow &row : page->rows)
                m_found.append({row.startedAt, row.id});
            if (page->hasMore && m_left > 0 && !page->rows.isEmpty()) {
                m_query.before = page->rows.last().id;
                return findMore();
            }
            if (m_found.isEmpty())
                return fail(ExitCode::Usage, u"history again"_s, u"no exchange fits"_s,
                            u"recloser-cli history list shows what there is"_s);
            std::ranges::sort(m_found);
            for (const auto &[start, id] : std::as_const(m_found))
                m_ids.append(id);
            m_found.clear();
            begin();
        });
}

QFuture<Scope> HistoryAgainCommand::scopeFor(const ExchangePtr &then)
{
    const auto promise = std::make_shared<QPromise<Scope>>();
    promise->start();
    withSecrets(m_around->composition().secrets(), replaySecrets(*then, m_scope, m_replay.form),
                this, [this, promise](const QHash<QString, QString> &values) {
                    Scope scope = m_scope;
                    scope.secrets = values;
                    promise->addResult(scope);
                    promise->finish();
                });
    return promise->future();
}

void HistoryAgainCommand::begin()
{
    m_around->openUsualConnections(this, [this] { replay(); });
}

void HistoryAgainCommand::replay()
{
    auto source = std::make_unique<ReplaySource>(
        m_ids, [this](qint64 id) { return history().load(id); },
        [this](const ExchangePtr &then) { return scopeFor(then); }, m_replay);
    m_source = source.get();
    m_runner = std::make_unique<SeriesRunner>(m_around->composition().sender(),
                                              m_around->composition().clock(), std::move(source),
                                              m_series);
    connect(m_runner.get(), &SeriesRunner::stepFinished, this, &HistoryAgainCommand::take);
    connect(m_runner.get(), &SeriesRunner::finished, this, &HistoryAgainCommand::end);
    m_runner->start();
}

void HistoryAgainCommand::take(const SeriesResult &result)
{
    const ReplayRow row = m_source->rowOf(result);
    m_totals.count(row);
    if (result.exchange->ending == Ending::Invalid)
        m_worst = std::max(m_worst, ExitCode::Usage);
    else if (!row.isSame())
        m_worst = std::max(m_worst, ExitCode::RequestFailed);
    if (!isJson())
        return printRow(row, result);
    printJson({{u"id"_s, row.thenId},
               {u"method"_s, QString::fromLatin1(row.method)},
               {u"url"_s, row.url},
               {u"then"_s, row.isThenKnown() ? QJsonValue(sideJson(row.then)) : QJsonValue()},
               {u"now"_s, sideJson(row.now)},
               {u"body"_s, verdictWord(row.body)},
               {u"headers_different"_s, QJsonArray::fromStringList(row.headers)},
               {u"sent"_s, !row.isNotSent()},
               {u"same"_s, !row.isNotSent() && row.isSame()}});
}

void HistoryAgainCommand::printRow(const ReplayRow &row, const SeriesResult &result)
{
    const QString layout = u"%1 %2 %3 %4 %5 %6  %7"_s;
    if (!std::exchange(m_hasHeader, true))
        printLine(layout.arg(u"ID"_s, 7)
                      .arg(u"REQUEST"_s, -urlWidth)
                      .arg(u"THEN"_s, 10)
                      .arg(u""_s, 10)
                      .arg(u"NOW"_s, 10)
                      .arg(u""_s, 10)
                      .arg(u"BODY, DIFFERENCES"_s));
    QString request = QString::fromLatin1(row.method) + u' ' + row.url;
    if (request.size() > urlWidth)
        request = request.first(urlWidth - 1) + u'…';
    QString notes = u"not sent"_s;
    if (!row.isNotSent()) {
        QStringList parts{u"body "_s + verdictWord(row.body)};
        if (row.then.key != row.now.key)
            parts.append(u"key now %1"_s.arg(row.now.key.isNull() ? u"none"_s : row.now.key));
        if (!row.headers.isEmpty())
            parts.append(u"headers "_s + row.headers.join(u' '));
        notes = u"%1; %2"_s.arg(row.isSame() ? u"same"_s : u"DIFFERENT"_s, parts.join(u"; "_s));
    }
    const bool isThere = row.isThenKnown();
    printLine(layout.arg(row.thenId, 7)
                  .arg(request, -urlWidth)
                  .arg(isThere ? resultText(row.then) : QString(), 10)
                  .arg(isThere ? timeText(row.then.elapsed) : QString(), 10)
                  .arg(row.isNotSent() ? QString() : resultText(row.now), 10)
                  .arg(row.isNotSent() ? QString() : timeText(row.now.elapsed), 10)
                  .arg(notes));
    if (result.exchange->ending == Ending::Invalid && row.now.error)
        printError(u"exchange %1"_s.arg(row.thenId), explain(*row.now.error));
}

void HistoryAgainCommand::interrupt()
{
    m_worst = ExitCode::Interrupted;
    if (m_runner && m_runner->isRunning())
        m_runner->cancel();
    else if (!m_runner)
        Q_EMIT done(ExitCode::Interrupted);
}

void HistoryAgainCommand::end(SeriesRunner::Ending)
{
    const ReplayTotals &totals = m_totals;
    if (isJson()) {
        printJson({{u"summary"_s,
                    QJsonObject{{u"replayed"_s, totals.replayed},
                                {u"not_sent"_s, totals.notSent},
                                {u"same"_s, totals.same},
                                {u"other_result"_s, totals.otherResult},
                                {u"other_key"_s, totals.otherKey},
                                {u"other_body"_s, totals.otherBody},
                                {u"unknown_body"_s, totals.unknownBody},
                                {u"elapsed_then_ms"_s, double(totals.elapsedThen.count()) / 1000},
                                {u"elapsed_now_ms"_s, double(totals.elapsedNow.count()) / 1000}}}});
    } else {
        printLine(u"\n%1 of %2 sent again: %3 same, %4 with another result, %5 with another body "
                  "(%6 unknown), %7 with another key; %8 could not be sent"_s
                      .arg(totals.replayed - totals.notSent)
                      .arg(m_ids.size())
                      .arg(totals.same)
                      .arg(totals.otherResult)
                      .arg(totals.otherBody)
                      .arg(totals.unknownBody)
                      .arg(totals.otherKey)
                      .arg(totals.notSent));
    }
    m_around->close(this, [this] { Q_EMIT done(m_worst); });
}

} // namespace Recloser
