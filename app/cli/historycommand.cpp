// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/historycommand.h"

#include "app/cli/historyagaincommand.h"
#include "app/cli/historycomparecommand.h"
#include "app/cli/historydeletecommand.h"
#include "app/cli/historylistcommand.h"
#include "app/cli/historyshowcommand.h"
#include "app/cli/historystatscommand.h"
#include "app/composition/profile.h"
#include "core/store/historydatabase.h"

#include <QFileInfo>

#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;

const QList<CommandEntry> &historyCommands()
{
    static const QList<CommandEntry> entries{
        {u"history list"_s, u"what was sent, newest first"_s, makeCommand<HistoryListCommand>},
        {u"history search"_s, u"what was sent and has these words or fits these filters"_s,
         makeCommand<HistorySearchCommand>},
        {u"history show"_s, u"one exchange: what was sent, what came back"_s,
         makeCommand<HistoryShowCommand>},
        {u"history again"_s, u"exchanges are sent again; then and now side by side"_s,
         makeCommand<HistoryAgainCommand>},
        {u"history stats"_s, u"how much there is, and what is kept"_s,
         makeCommand<HistoryStatsCommand>},
        {u"history keep"_s, u"exchanges for ever"_s, makeCommand<HistoryKeepCommand>},
        {u"history compare"_s, u"two exchanges: what was asked, what came back"_s,
         makeCommand<HistoryCompareCommand>},
        {u"history delete"_s, u"exchanges by number, or all that a search finds"_s,
         makeCommand<HistoryDeleteCommand>},
        {u"history clear"_s, u"everything"_s, makeCommand<HistoryClearCommand>},
    };
    return entries;
}

void HistoryCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({
        {u"history"_s, u"Another history: history.sqlite, or its folder."_s, u"FILE"_s},
        {u"json"_s, u"JSON on stdout."_s},
    });
}

void HistoryCommand::run(const QCommandLineParser &parser)
{
    m_json = parser.isSet(u"json"_s);
    m_folder = Profile::standard().data;
    if (parser.isSet(u"history"_s)) {
        const QFileInfo named(parser.value(u"history"_s));
        m_folder = named.isDir() ? named.filePath() : named.path();
        if (!QFileInfo::exists(HistoryDatabase::pathIn(m_folder)))
            return fail(ExitCode::Usage, named.filePath(), u"there is no history"_s,
                        u"name history.sqlite or its folder"_s);
    }
    m_history = std::make_unique<HistoryStore>(m_folder);
    start(parser);
}

void HistoryCommand::failStore(const StoreError &error)
{
    if (error.kind == StoreError::Kind::NotFound)
        return fail(ExitCode::Usage, u"history"_s, u"there is no exchange %1"_s.arg(error.subject),
                    u"recloser-cli history list tells their numbers"_s);
    fail(ExitCode::StoreUnavailable, error.subject, error.detail);
}

bool HistoryCommand::checkProblems(const HistoryPage &page)
{
    for (const SearchProblem &problem : page.problems) {
        if (problem.kind == SearchProblem::Kind::BadValue) {
            fail(ExitCode::Usage, problem.word, u"not understood"_s,
                 u"recloser-cli history search --help tells what filters take"_s);
            return false;
        }
        printError(problem.word, u"no such filter; looked for as text"_s,
                   problem.filter.isEmpty() ? QString()
                                            : u"perhaps %1: was meant"_s.arg(problem.filter));
    }
    return true;
}

std::optional<qint64> HistoryCommand::idFrom(const QString &text)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    if (isNumber && id > 0)
        return id;
    fail(ExitCode::Usage, u"history"_s, u"not the number of an exchange: %1"_s.arg(text),
         u"recloser-cli history list tells their numbers"_s);
    return std::nullopt;
}

std::optional<QList<qint64>> HistoryCommand::idsFrom(const QStringList &words)
{
    QList<qint64> ids;
    for (const QString &word : words) {
        const auto id = idFrom(word);
        if (!id)
            return std::nullopt;
        ids.append(*id);
    }
    return ids;
}

std::optional<qint64> HistoryCommand::limitFrom(const QCommandLineParser &parser)
{
    bool isNumber = false;
    const qint64 limit = parser.value(u"limit"_s).toLongLong(&isNumber);
    if (isNumber && limit >= 0)
        return limit > 0 ? limit : std::numeric_limits<qint64>::max();
    fail(ExitCode::Usage, u"--limit"_s,
         u"not a whole number from 0: %1"_s.arg(parser.value(u"limit"_s)));
    return std::nullopt;
}

} // namespace Recloser
