// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/historylistcommand.h"

#include "app/cli/historyrows.h"

#include <algorithm>
#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Rows that are read at a time: the first ones are printed at once, memory stays flat.
constexpr int pageSize = 1000;

const QString fields
    = u"--json prints a line for each: {\"id\", \"time\": ISO 8601 in UTC, \"method\", \"url\", "
      "\"host\", \"key\", \"outcome\":\n"
      "\"success|failed|exception|blocked|cancelled\", \"status_code\", \"error\", \"attempts\", "
      "\"elapsed_ms\", \"payload_size\", \"ending\",\n"
      "\"circuit\": \"opened|closed|late\", \"kept\"}, null where there is none."_s;

} // namespace

void addFilterOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"since"_s, u"Begun then or later: 2026-11-01, 2026-11-01T12:00, or 2h, 7d for ago."_s,
         u"TIME"_s},
        {u"until"_s, u"Begun before."_s, u"TIME"_s},
        {u"status"_s, u"503, 5xx, 400-499, or none."_s, u"STATUS"_s},
        {u"host"_s, u"Beginnings of its words."_s, u"HOST"_s},
        {u"key"_s, u"The circuit's key, as the host."_s, u"KEY"_s},
        {u"outcome"_s, u"success, failed, exception, blocked or cancelled."_s, u"OUTCOME"_s},
        {u"method"_s, u"GET, POST, ..."_s, u"METHOD"_s},
    });
}

QString searchText(const QCommandLineParser &parser)
{
    QStringList words = parser.positionalArguments();
    static const std::pair<QString, QString> filters[]
        = {{u"since"_s, u"after"_s},  {u"until"_s, u"before"_s}, {u"status"_s, u"status"_s},
           {u"host"_s, u"host"_s},    {u"key"_s, u"key"_s},      {u"outcome"_s, u"is"_s},
           {u"method"_s, u"method"_s}};
    for (const auto &[option, filter] : filters) {
        if (parser.isSet(option))
            words.append(u"%1:\"%2\""_s.arg(filter, parser.value(option).remove(u'"')));
    }
    return words.join(u' ');
}

QString HistoryListCommand::synopsis() const
{
    return u"[OPTIONS]"_s;
}

QString HistoryListCommand::description() const
{
    return u"Prints what was sent, by the window and by this program, newest first.\n"_s + fields
        + u"\n\nExample: recloser-cli history list --status 5xx --since 2h --json"_s;
}

void HistoryListCommand::addOptions(QCommandLineParser &parser) const
{
    HistoryCommand::addOptions(parser);
    addFilterOptions(parser);
    parser.addOptions({
        {u"limit"_s, u"How many at most; 0 for all."_s, u"N"_s, u"50"_s},
    });
}

void HistoryListCommand::start(const QCommandLineParser &parser)
{
    const auto limit = limitFrom(parser);
    if (!limit)
        return;
    m_left = *limit;
    m_query.text = searchText(parser);
    askForMore();
}

void HistoryListCommand::askForMore()
{
    m_query.limit = int(std::min<qint64>(m_left, pageSize));
    history().search(m_query).then(this,
                                   [this](const std::expected<HistoryPage, StoreError> &page) {
                                       if (page)
                                           take(*page);
                                       else
                                           failStore(page.error());
                                   });
}

void HistoryListCommand::take(const HistoryPage &page)
{
    if (m_query.before == 0 && !checkProblems(page))
        return;
    for (const HistoryRow &row : page.rows) {
        if (isJson())
            printJson(toJson(row));
        else
            printLine(columnsOf(row));
    }
    m_left -= page.rows.size();
    if (!page.hasMore || m_left <= 0 || page.rows.isEmpty())
        return Q_EMIT done(ExitCode::Done);
    m_query.before = page.rows.last().id;
    askForMore();
}

QString HistorySearchCommand::synopsis() const
{
    return u"WORDS... [OPTIONS]"_s;
}

QString HistorySearchCommand::description() const
{
    return u"Prints the exchanges that have all these words in URL, headers or text bodies, newest "
           "first, as the window's search does:\n"
           "words are beginnings of words, in a URL any part of one; \"several words\" stand "
           "together. Filters among them: status:5xx host:x\n"
           "key:x method:POST is:blocked after:2026-11-01 before:12:30 since:2h "
           "on:yesterday is:kept; a minus\nbefore a word or filter (-is:success, after -- on this "
           "command line) leaves out what has it.\n"_s
        + fields + u"\n\nExample: recloser-cli history search is:failed store1 'out of stock'"_s;
}

void HistorySearchCommand::start(const QCommandLineParser &parser)
{
    if (searchText(parser).trimmed().isEmpty())
        return fail(ExitCode::Usage, u"history search"_s, u"no word is given"_s,
                    u"write history search WORDS, or history list"_s);
    HistoryListCommand::start(parser);
}

} // namespace Recloser
