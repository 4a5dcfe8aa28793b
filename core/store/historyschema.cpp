// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyschema.h"

namespace Recloser {

using namespace Qt::StringLiterals;

QList<Migration> historyMigrations()
{
    return {
        {1,
         {
             // Only what the list shows, so that a page of it touches few disk pages. Ids are never
             // used again: a page token stays valid when rows go.
             uR"(CREATE TABLE exchanges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at INTEGER,              -- milliseconds since 1970, UTC
    method BLOB NOT NULL,
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    key TEXT,                        -- NULL: no breaker applied
    outcome INTEGER NOT NULL,
    status INTEGER NOT NULL,
    error_kind TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    elapsed_us INTEGER NOT NULL,
    body_size INTEGER NOT NULL))"_s,
             uR"(CREATE TABLE documents (
    exchange_id INTEGER PRIMARY KEY,
    spec TEXT NOT NULL,              -- the request as written, JSON
    details BLOB NOT NULL))"_s, // CBOR, exchangecodec.h
             uR"(CREATE TABLE attempts (
    exchange_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    status INTEGER NOT NULL,         -- 0: no response
    error_kind TEXT NOT NULL,
    total_us INTEGER NOT NULL,
    details BLOB NOT NULL,           -- CBOR, exchangecodec.h
    PRIMARY KEY (exchange_id, number)) WITHOUT ROWID)"_s,
             // Bodies over 1 MiB are files in bodies/, by name. Attempt 0 is the request, its parts
             // are the body's segments; attempt -1 is the request as written, where that is large.
             uR"(CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    exchange_id INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    part INTEGER NOT NULL,
    file TEXT,                       -- before the bytes: reading it then skips them
    bytes BLOB))"_s,
             u"CREATE INDEX bodies_of_exchange ON bodies (exchange_id)"_s,
             u"CREATE INDEX bodies_in_files ON bodies (file) WHERE file IS NOT NULL"_s,
             // Kept in step with each batch: counting a million rows takes longer than a page of
             // them.
             u"CREATE TABLE totals (exchanges INTEGER NOT NULL)"_s,
             u"INSERT INTO totals VALUES (0)"_s,
             // Contentless: the texts are not stored a second time. The one-letter prefix index
             // makes the first key stroke of a search as quick as the later ones.
             uR"(CREATE VIRTUAL TABLE words USING fts5(url, parts, host, key, facts, headers, body,
    content='', contentless_delete=1, prefix='1',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co So'"))"_s,
             // Fewer, larger merges: a third less work for each row, hardly more for a search.
             u"INSERT INTO words (words, rank) VALUES ('automerge', 8)"_s,
         }},
        {2,
         {
             // Rows wait here, with what the index needs beside their columns, until there is time
             // to index them: a row is here or in the index, never in both. The oldest go first, so
             // all here are newer than all there.
             uR"(CREATE TABLE unindexed (
    exchange_id INTEGER PRIMARY KEY,
    headers BLOB NOT NULL,           -- searchedtext.h
    bodies BLOB NOT NULL))"_s,
             // How much waits, see unindexedSize() of HistoryRecords.
             u"ALTER TABLE totals ADD COLUMN unindexed INTEGER NOT NULL DEFAULT 0"_s,
             // Each part has the ids from its first up to the next part's. Rows: how many were put
             // into it.
             u"CREATE TABLE index_parts (first_id INTEGER PRIMARY KEY, rows INTEGER NOT NULL)"_s,
             u"INSERT INTO index_parts SELECT 0, exchanges FROM totals"_s,
             u"INSERT INTO words (words, rank) VALUES ('automerge', 0)"_s,
             u"INSERT INTO words (words, rank) VALUES ('usermerge', 8)"_s,
             u"INSERT INTO words (words, rank) VALUES ('crisismerge', 64)"_s,
         }},
        // What the guarded rules did; rows from before say nothing of it.
        {3,
         {u"ALTER TABLE exchanges ADD COLUMN ending INTEGER NOT NULL DEFAULT 0"_s,
          u"ALTER TABLE exchanges ADD COLUMN circuit_note INTEGER NOT NULL DEFAULT 0"_s}},
        // A what-if runs over exchanges in the order of their starts; ids are in that of their
        // ends.
        {4, {u"CREATE INDEX exchanges_by_start ON exchanges (started_at)"_s}},
        {5,
         {
             // Stays whatever retention says.
             u"ALTER TABLE exchanges ADD COLUMN kept INTEGER NOT NULL DEFAULT 0"_s,
             u"CREATE INDEX exchanges_kept ON exchanges (kept) WHERE kept = 1"_s,
             // When the exchanges with ids of one block (id / 1024) began, those gone since
             // included: a search in a stretch of time passes over the other blocks.
             uR"(CREATE TABLE blocks (
    block INTEGER PRIMARY KEY,
    earliest INTEGER NOT NULL,       -- milliseconds since 1970, UTC
    latest INTEGER NOT NULL))"_s,
             u"INSERT INTO blocks SELECT id >> 10, min(started_at), max(started_at) FROM exchanges "
             "WHERE started_at IS NOT NULL GROUP BY id >> 10"_s,
             // Parts from here on index what stands between the words of a URL (signFacts()); the
             // parts before do not.
             u"ALTER TABLE index_parts ADD COLUMN has_signs INTEGER NOT NULL DEFAULT 0"_s,
             u"UPDATE index_parts SET has_signs = 1 WHERE rows = 0"_s,
             // Of the files of bodies; NULL: not yet known. And how many exchanges retention has
             // removed so far.
             u"ALTER TABLE totals ADD COLUMN file_bytes INTEGER"_s,
             u"UPDATE totals SET file_bytes = 0 WHERE NOT EXISTS (SELECT 1 FROM bodies WHERE file "
             u"IS "
             "NOT NULL)"_s,
             u"ALTER TABLE totals ADD COLUMN cleaned INTEGER NOT NULL DEFAULT 0"_s,
         }},
    };
}

QString indexPartTable(qint64 firstId)
{
    return firstId == 0 ? u"words"_s : u"words_%1"_s.arg(firstId);
}

QStringList newIndexPart(qint64 firstId)
{
    const QString table = indexPartTable(firstId);
    QStringList statements{
        // As the first part, in version 1.
        uR"(CREATE VIRTUAL TABLE %1 USING fts5(url, parts, host, key, facts, headers, body,
    content='', contentless_delete=1, prefix='1',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co So'"))"_s.arg(table),
        u"INSERT INTO index_parts (first_id, rows, has_signs) VALUES (%1, 0, 1)"_s.arg(firstId)};
    // HistoryRecords::index() merges segments itself, so many pages at a time: left to FTS5, a
    // merge of many segments holds up what comes next for some 100 ms.
    for (const auto &[setting, value] : {std::pair(u"automerge"_s, 0), std::pair(u"usermerge"_s, 8),
                                         std::pair(u"crisismerge"_s, 64)})
        statements.append(
            u"INSERT INTO %1 (%1, rank) VALUES ('%2', %3)"_s.arg(table, setting).arg(value));
    return statements;
}

} // namespace Recloser
