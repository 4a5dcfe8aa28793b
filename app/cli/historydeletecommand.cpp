// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/historydeletecommand.h"

#include "app/cli/historylistcommand.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Deleted at a time, so that others who write wait for moments only.
constexpr int pageSize = 200;

} // namespace

QString HistoryDeleteCommand::synopsis() const
{
    return u"ID... | FILTERS"_s;
}

QString HistoryDeleteCommand::description() const
{
    return u"Deletes exchanges for good, with their bodies: those numbered, or all that fit the "
           "options. --json prints {\"deleted\": N}.\n"
           "A number that is no exchange's ends it with 2, after the others were deleted.\n\n"
           "Example: recloser-cli history delete 1203 1204\n"
           "         recloser-cli history delete --until 90d --host staging"_s;
}

void HistoryDeleteCommand::addOptions(QCommandLineParser &parser) const
{
    HistoryCommand::addOptions(parser);
    addFilterOptions(parser);
}

void HistoryDeleteCommand::start(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    m_query = {.text = searchText(parser), .limit = pageSize};
    if (m_query.text.isEmpty())
        return fail(ExitCode::Usage, u"history delete"_s, u"nothing is named"_s,
                    u"write numbers or filters; history clear deletes everything"_s);
    if (words.isEmpty())
        return findMore();
    if (m_query.text != words.join(u' '))
        return fail(ExitCode::Usage, u"history delete"_s, u"both numbers and filters are given"_s,
                    u"write one of them"_s);
    if (auto ids = idsFrom(words)) {
        std::ranges::sort(*ids);
        ids->erase(std::ranges::unique(*ids).begin(), ids->end());
        m_named = ids->size();
        remove(*ids, false);
    }
}

void HistoryDeleteCommand::findMore()
{
    history().search(m_query).then(this,
                                   [this](const std::expected<HistoryPage, StoreError> &page) {
                                       if (!page)
                                           return failStore(page.error());
                                       if (m_query.before == 0 && !checkProblems(*page))
                                           return;
                                       QList<qint64> ids;
                                       for (const HistoryRow &row : page->rows)
                                           ids.append(row.id);
                                       remove(ids, page->hasMore);
                                   });
}

void HistoryDeleteCommand::remove(const QList<qint64> &ids, bool hasMore)
{
    if (ids.isEmpty())
        return end(ExitCode::Done);
    m_query.before = ids.last();
    history().remove(ids).then(this,
                               [this, hasMore](const std::expected<qint64, StoreError> &done) {
                                   if (!done)
                                       return failStore(done.error());
                                   m_deleted += *done;
                                   if (hasMore)
                                       findMore();
                                   else
                                       end(ExitCode::Done);
                               });
}

void HistoryDeleteCommand::interrupt()
{
    end(ExitCode::Interrupted);
}

void HistoryDeleteCommand::end(ExitCode code)
{
    if (isJson())
        printJson({{u"deleted"_s, m_deleted}});
    else
        printLine(u"%1 deleted"_s.arg(m_deleted));
    if (code == ExitCode::Done && m_deleted < m_named)
        return fail(
            ExitCode::Usage, u"history delete"_s,
            m_named == 1
                ? u"there is no exchange "_s + m_query.text
                : u"%1 of the %2 exchanges are not there"_s.arg(m_named - m_deleted).arg(m_named),
            u"recloser-cli history list tells their numbers"_s);
    Q_EMIT done(code);
}

QString HistoryClearCommand::synopsis() const
{
    return u"--yes"_s;
}

QString HistoryClearCommand::description() const
{
    return u"Deletes everything that history holds, what is to be kept for ever included, and "
           u"gives "
           "the space back.\n\n"
           "Example: recloser-cli history clear --yes"_s;
}

void HistoryClearCommand::addOptions(QCommandLineParser &parser) const
{
    HistoryCommand::addOptions(parser);
    parser.addOption({u"yes"_s, u"Really."_s});
}

void HistoryClearCommand::start(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"yes"_s) || !parser.positionalArguments().isEmpty())
        return fail(ExitCode::Usage, u"history clear"_s, u"it deletes everything"_s,
                    u"write history clear --yes if that is meant"_s);
    history().clear().then(this, [this](const std::expected<void, StoreError> &done) {
        if (!done)
            return failStore(done.error());
        if (isJson())
            printJson({{u"cleared"_s, true}});
        else
            printLine(u"history is empty"_s);
        Q_EMIT this->done(ExitCode::Done);
    });
}

} // namespace Recloser
