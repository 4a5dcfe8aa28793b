// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/historystatscommand.h"

#include "app/cli/counted.h"
#include "app/composition/profile.h"
#include "core/store/settings.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonValue boundOrNull(qint64 bound)
{
    return bound > 0 ? QJsonValue(bound) : QJsonValue();
}

QString megabytes(qint64 bytes)
{
    return u"%1 MB"_s.arg(double(bytes) / 1e6, 0, 'f', 1);
}

QString keptBy(const HistoryRetention &retention)
{
    QStringList bounds;
    if (retention.mostExchanges > 0)
        bounds.append(counted(retention.mostExchanges, u"%1 exchange"_s, u"%1 exchanges"_s));
    if (retention.mostBytes > 0)
        bounds.append(megabytes(retention.mostBytes));
    if (retention.mostDays > 0)
        bounds.append(u"%1 days"_s.arg(retention.mostDays));
    return bounds.isEmpty() ? u"everything"_s : bounds.join(u", "_s);
}

} // namespace

QString HistoryStatsCommand::synopsis() const
{
    return u"[--clean]"_s;
}

QString HistoryStatsCommand::description() const
{
    return u"Tells how much history holds and what the settings let it keep. What goes beyond is "
           "removed in pauses, the oldest first, by the window\n"
           "and by sends; --clean does it now. --json prints {\"exchanges\", \"kept\", "
           "\"database_bytes\", \"free_bytes\", \"body_files\", \"body_bytes\",\n"
           "\"orphans\", \"oldest\", \"newest\", \"retention\": {\"exchanges\", \"bytes\", "
           "\"days\"}, null for no bound, \"next_cleaning\": {\"by_age\",\n"
           "\"by_count\", \"by_size\"}, \"cleaned\": removed by retention so far}.\n\n"
           "Example: recloser-cli history stats --json"_s;
}

void HistoryStatsCommand::addOptions(QCommandLineParser &parser) const
{
    HistoryCommand::addOptions(parser);
    parser.addOption({u"clean"_s, u"Removes first what the next cleaning would remove."_s});
}

void HistoryStatsCommand::start(const QCommandLineParser &parser)
{
    SettingsStore settings(Profile::standard().config + u"/settings.json"_s);
    if (const auto read = settings.load(); !read)
        return fail(ExitCode::Usage, read.error().subject, read.error().detail);
    m_retention = settings.values().history;
    if (!parser.isSet(u"clean"_s))
        return tell();
    history()
        .clean(m_retention)
        .then(this, [this](const std::expected<HistoryCleaning, StoreError> &cleaning) {
            if (cleaning)
                tell();
            else
                failStore(cleaning.error());
        });
}

void HistoryStatsCommand::tell()
{
    history()
        .usage(m_retention)
        .then(this, [this](const std::expected<HistoryUsage, StoreError> &usage) {
            if (!usage)
                return failStore(usage.error());
            print(*usage);
            Q_EMIT done(ExitCode::Done);
        });
}

void HistoryStatsCommand::print(const HistoryUsage &usage)
{
    if (isJson()) {
        printJson({
            {u"exchanges"_s, usage.exchanges},
            {u"kept"_s, usage.kept},
            {u"database_bytes"_s, usage.databaseBytes},
            {u"free_bytes"_s, usage.freeBytes},
            {u"body_files"_s, usage.bodyFiles},
            {u"body_bytes"_s, usage.bodyBytes},
            {u"orphans"_s, usage.orphans},
            {u"oldest"_s, timeOrNull(usage.oldest)},
            {u"newest"_s, timeOrNull(usage.newest)},
            {u"retention"_s,
             QJsonObject{{u"exchanges"_s, boundOrNull(m_retention.mostExchanges)},
                         {u"bytes"_s, boundOrNull(m_retention.mostBytes)},
                         {u"days"_s, boundOrNull(m_retention.mostDays)}}},
            {u"next_cleaning"_s,
             QJsonObject{{u"by_age"_s, usage.excess.byAge},
                         {u"by_count"_s, usage.excess.byCount},
                         {u"by_size"_s, usage.excess.bySize}}},
            {u"cleaned"_s, usage.cleaned},
        });
        return;
    }
    printLine(
        u"exchanges      %1, of which %2 are kept for ever"_s.arg(usage.exchanges).arg(usage.kept));
    printLine(u"size           %1 database, %2 in %3 files of bodies"_s.arg(
        megabytes(usage.databaseBytes), megabytes(usage.bodyBytes),
        QString::number(usage.bodyFiles)));
    if (usage.orphans > 0)
        printLine(u"               %1 files of no exchange"_s.arg(usage.orphans));
    if (usage.oldest.isValid())
        printLine(u"from, to       %1, %2"_s.arg(
            usage.oldest.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s),
            usage.newest.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s)));
    printLine(u"settings keep  %1"_s.arg(keptBy(m_retention)));
    printLine(u"next cleaning  removes %1"_s.arg(usage.excess.exchanges()));
    printLine(u"removed so far %1"_s.arg(usage.cleaned));
    printLine(u"in             %1"_s.arg(folder()));
}

QString HistoryKeepCommand::synopsis() const
{
    return u"ID... [--undo]"_s;
}

QString HistoryKeepCommand::description() const
{
    return u"Keeps exchanges for ever: cleaning passes over them, until they are deleted by hand. "
           "history search is:kept finds them.\n\n"
           "Example: recloser-cli history keep 1204"_s;
}

void HistoryKeepCommand::addOptions(QCommandLineParser &parser) const
{
    HistoryCommand::addOptions(parser);
    parser.addOption({u"undo"_s, u"Treats them as all others again."_s});
}

void HistoryKeepCommand::start(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    if (words.isEmpty())
        return fail(ExitCode::Usage, u"history keep"_s, u"no exchange is named"_s,
                    u"write history keep ID"_s);
    const auto ids = idsFrom(words);
    if (!ids)
        return;
    m_keeping = parser.isSet(u"undo"_s) ? Keeping::ByRetention : Keeping::ForEver;
    keep(*ids, 0);
}

void HistoryKeepCommand::keep(const QList<qint64> &ids, qsizetype checked)
{
    if (checked < ids.size()) {
        history()
            .load(ids[checked])
            .then(this,
                  [this, ids, checked](const std::expected<ExchangePtr, StoreError> &exchange) {
                      if (exchange)
                          keep(ids, checked + 1);
                      else
                          failStore(exchange.error());
                  });
        return;
    }
    history()
        .setKept(ids, m_keeping)
        .then(this, [this](const std::expected<void, StoreError> &kept) {
            if (!kept)
                return failStore(kept.error());
            Q_EMIT done(ExitCode::Done);
        });
}

} // namespace Recloser
