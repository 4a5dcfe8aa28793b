// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyrecords.h"

#include <QDir>
#include <QDirIterator>
#include <QTimeZone>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

qint64 oldestStart(const HistoryRetention &retention, const QDateTime &now)
{
    return now.addDays(-retention.mostDays).toMSecsSinceEpoch();
}

/// `count` of them lie over a bound; 0 is no bound.
qint64 over(qint64 count, qint64 bound)
{
    return bound > 0 ? std::max<qint64>(0, count - bound) : 0;
}

} // namespace

std::expected<qint64, StoreError> HistoryRecords::number(const QString &statement)
{
    const auto value = m_database->valueOf(statement);
    if (!value)
        return std::unexpected(value.error());
    return value->toLongLong();
}

std::expected<HistoryRecords::Sizes, StoreError> HistoryRecords::sizes()
{
    Sizes sizes;
    const std::pair<QString, qint64 &> values[] = {
        {u"SELECT exchanges FROM totals"_s, sizes.exchanges},
        {u"SELECT count(*) FROM exchanges INDEXED BY exchanges_kept WHERE kept = 1"_s, sizes.kept},
        {u"PRAGMA page_size"_s, sizes.pageSize},
        {u"PRAGMA page_count"_s, sizes.pages},
        {u"PRAGMA freelist_count"_s, sizes.freePages},
        {u"SELECT coalesce(file_bytes, 0) FROM totals"_s, sizes.fileBytes},
    };
    for (const auto &[statement, value] : values) {
        const auto read = number(statement);
        if (!read)
            return std::unexpected(read.error());
        value = *read;
    }
    return sizes;
}

std::expected<QList<qint64>, StoreError> HistoryRecords::oldest(const QString &condition,
                                                                const QVariantList &values)
{
    auto statement = m_database->prepare(u"SELECT id FROM exchanges WHERE kept = 0"_s + condition
                                         + u" LIMIT ?"_s);
    if (!statement)
        return std::unexpected(statement.error());
    if (const auto done = statement->run(values); !done)
        return std::unexpected(done.error());
    QList<qint64> ids;
    while (statement->next())
        ids.append(statement->value(0).toLongLong());
    if (const auto done = statement->finish(); !done)
        return std::unexpected(done.error());
    return ids;
}

std::expected<HistoryRecords::Cleaned, StoreError>
HistoryRecords::clean(const HistoryRetention &retention, const QDateTime &now, int most)
{
    const auto there = sizes();
    if (!there)
        return std::unexpected(there.error());
    Cleaned cleaned;
    std::expected<QList<qint64>, StoreError> ids;
    qint64 HistoryCleaning::*count = &HistoryCleaning::byAge;
    if (retention.mostDays > 0)
        ids = oldest(u" AND started_at < ? ORDER BY started_at"_s,
                     {oldestStart(retention, now), most});
    if (ids && ids->isEmpty()) {
        const qint64 tooMany = over(there->exchanges - there->kept, retention.mostExchanges);
        const qint64 tooLarge = over(there->usedBytes(), retention.mostBytes);
        count = tooMany > 0 ? &HistoryCleaning::byCount : &HistoryCleaning::bySize;
        if (tooMany > 0 || tooLarge > 0)
            ids = oldest(u" ORDER BY id"_s, {tooMany > 0 ? std::min<qint64>(most, tooMany) : most});
    }
    if (!ids)
        return std::unexpected(ids.error());
    if (ids->isEmpty())
        return cleaned;
    const auto removed = remove(*ids, Removal::ByRetention);
    if (!removed)
        return std::unexpected(removed.error());
    cleaned.ids = *ids;
    cleaned.cleaning.*count = *removed;
    return cleaned;
}

std::expected<bool, StoreError> HistoryRecords::dropEmptyPart()
{
    const auto parts = indexParts();
    if (!parts)
        return std::unexpected(parts.error());
    // The newest one is still being filled.
    for (qsizetype i = parts->size() - 1; i > 0; --i) {
        const IndexPart &part = parts->at(i);
        const auto left
            = number(u"SELECT EXISTS (SELECT 1 FROM exchanges WHERE id >= %1 AND id < %2)"_s
                         .arg(part.firstId)
                         .arg(parts->at(i - 1).firstId));
        if (!left)
            return std::unexpected(left.error());
        if (*left != 0 || part.rows == 0)
            continue;
        QStringList statements{u"BEGIN IMMEDIATE"_s};
        if (part.firstId == 0)
            statements << u"INSERT INTO words (words) VALUES ('delete-all')"_s
                       << u"UPDATE index_parts SET rows = 0 WHERE first_id = 0"_s;
        else
            statements << u"DROP TABLE "_s + indexPartTable(part.firstId)
                       << u"DELETE FROM index_parts WHERE first_id = %1"_s.arg(part.firstId);
        statements << u"COMMIT"_s;
        for (const QString &statement : std::as_const(statements)) {
            if (const auto done = m_database->execute(statement); !done) {
                (void)m_database->execute(u"ROLLBACK"_s);
                return std::unexpected(done.error());
            }
        }
        return true;
    }
    return false;
}

std::expected<bool, StoreError> HistoryRecords::shrink(Shrinking shrinking)
{
    // What is free is soon filled again: less than this is left to that.
    constexpr qint64 worthIt = 2000;
    constexpr qint64 leftFree = 500;
    constexpr int atOnce = 64;
    const auto there = sizes();
    if (!there)
        return std::unexpected(there.error());
    const qint64 bound
        = shrinking == Shrinking::Begun ? leftFree : std::max(worthIt, there->pages / 20);
    if (there->freePages <= bound)
        return false;
    if (const auto done = giveBack(std::min(atOnce, int(there->freePages - leftFree))); !done)
        return std::unexpected(done.error());
    const auto left = number(u"PRAGMA freelist_count"_s);
    if (!left)
        return std::unexpected(left.error());
    // Files made before there was incremental vacuum keep their free pages.
    return *left < there->freePages && *left > leftFree;
}

std::expected<void, StoreError> HistoryRecords::giveBack(int pages)
{
    if (const auto begun = m_database->execute(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    // A run gives back a page for each step, and Qt's driver takes one step of what has no result.
    auto statement = m_database->prepare(u"PRAGMA incremental_vacuum"_s);
    std::expected<void, StoreError> done;
    if (!statement)
        done = std::unexpected(statement.error());
    for (int i = 0; done && i < pages; ++i)
        done = statement->run({});
    if (done)
        done = statement->finish();
    if (done)
        done = m_database->execute(u"COMMIT"_s);
    if (!done)
        (void)m_database->execute(u"ROLLBACK"_s);
    return done;
}

std::expected<HistoryUsage, StoreError> HistoryRecords::usage(const HistoryRetention &retention,
                                                              const QDateTime &now)
{
    const auto there = sizes();
    if (!there)
        return std::unexpected(there.error());
    HistoryUsage usage{.exchanges = there->exchanges,
                       .kept = there->kept,
                       .databaseBytes = there->pages * there->pageSize,
                       .freeBytes = there->freePages * there->pageSize};
    const QSet<QString> names = namedFiles();
    QDirIterator files(m_bodies.folder(), QDir::Files);
    while (files.hasNext()) {
        const QFileInfo file = files.nextFileInfo();
        ++(names.contains(file.fileName()) ? usage.bodyFiles : usage.orphans);
        usage.bodyBytes += file.size();
    }
    const QString tooOld = u"FROM exchanges%1 WHERE started_at < %2"_s;
    qint64 old = 0;
    qint64 oldKept = 0;
    qint64 oldest = 0;
    qint64 newest = 0;
    const QString start = QString::number(oldestStart(retention, now));
    QList<std::pair<QString, qint64 &>> values{
        {u"SELECT coalesce(min(started_at), 0) FROM exchanges"_s, oldest},
        {u"SELECT coalesce(max(started_at), 0) FROM exchanges"_s, newest},
        {u"SELECT cleaned FROM totals"_s, usage.cleaned}};
    if (retention.mostDays > 0) {
        values.append({u"SELECT count(*) "_s + tooOld.arg(QString(), start), old});
        values.append({u"SELECT count(*) "_s + tooOld.arg(u" INDEXED BY exchanges_kept"_s, start)
                           + u" AND kept = 1"_s,
                       oldKept});
    }
    for (const auto &[statement, value] : std::as_const(values)) {
        const auto read = number(statement);
        if (!read)
            return std::unexpected(read.error());
        value = *read;
    }
    if (oldest > 0)
        usage.oldest = QDateTime::fromMSecsSinceEpoch(oldest, QTimeZone::UTC);
    if (newest > 0)
        usage.newest = QDateTime::fromMSecsSinceEpoch(newest, QTimeZone::UTC);
    usage.excess.byAge = old - oldKept;
    qint64 left = there->exchanges - there->kept - usage.excess.byAge;
    usage.excess.byCount = over(left, retention.mostExchanges);
    left -= usage.excess.byCount;
    // As if all were of one size.
    const qint64 bytes = usage.databaseBytes - usage.freeBytes + usage.bodyBytes;
    if (const qint64 excess = over(bytes, retention.mostBytes);
        excess > 0 && there->exchanges > 0) {
        const qint64 each = std::max<qint64>(1, bytes / there->exchanges);
        const qint64 all = excess / each + 1;
        usage.excess.bySize = std::clamp<qint64>(all - usage.excess.byAge - usage.excess.byCount, 0,
                                                 std::max<qint64>(0, left));
    }
    return usage;
}

std::expected<void, StoreError> HistoryRecords::tidyBodies()
{
    // Left behind by a kill between writing a file and the commit that names it.
    m_bodies.removeOthersThan(namedFiles(), std::chrono::hours(24));
    qint64 bytes = 0;
    QDirIterator files(m_bodies.folder(), QDir::Files);
    while (files.hasNext())
        bytes += files.nextFileInfo().size();
    return m_database->execute(
        u"UPDATE totals SET file_bytes = %1 WHERE file_bytes IS NOT %1"_s.arg(bytes));
}

std::expected<void, StoreError> HistoryRecords::setKept(const QList<qint64> &ids, Keeping keeping)
{
    if (const auto begun = m_database->execute(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    std::expected<void, StoreError> done;
    for (qsizetype i = 0; done && i < ids.size(); ++i)
        done = m_database->execute(u"UPDATE exchanges SET kept = %1 WHERE id = %2"_s
                                       .arg(keeping == Keeping::ForEver ? 1 : 0)
                                       .arg(ids[i]));
    if (done)
        done = m_database->execute(u"COMMIT"_s);
    if (!done)
        (void)m_database->execute(u"ROLLBACK"_s);
    return done;
}

} // namespace Recloser
