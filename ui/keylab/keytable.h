// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/regex/search.h"
#include "ui/keylab/keychanges.h"
#include "ui/keylab/keygroups.h"

#include <vector>

namespace Recloser {

/// Different strings by number.
class StringPool
{
public:
    quint32 idOf(const QString &text);
    const QString &at(quint32 id) const { return m_texts.at(id); }
    const QStringList &texts() const { return m_texts; }

private:
    QHash<QString, quint32> m_ids;
    QStringList m_texts;
};

/// The circuits that a saved policy gives to the URLs of a list, found as they are asked for and
/// kept while other patterns are tried against it. One thread.
class SavedKeys
{
public:
    SavedKeys(BreakerPolicy policy, PythonVersion version, UrlList urls);

    /// Whether it can serve this question about this list.
    bool serves(const BreakerPolicy &policy, PythonVersion version, const UrlList &urls) const;
    /// Looks at the next URL; `points` are its code points.
    void add(const QString &url, std::u32string_view points, const std::stop_token &stop);
    qsizetype examined() const { return qsizetype(m_ids.size()); }
    quint32 idOf(qsizetype url) const { return m_ids[size_t(url)]; }
    /// Null: no breaker.
    QString key(quint32 id) const { return id == noCircuit ? QString() : m_pool.at(id); }

private:
    BreakerPolicy m_policy;
    PythonVersion m_version;
    UrlList m_urls;
    std::expected<Pattern, PatternError> m_pattern;
    Searcher m_searcher;
    std::vector<quint32> m_ids;
    StringPool m_pool;
};

/// What a pattern found in each URL of a growing list, to be arranged in one way or another. Built
/// in one thread; once nothing is added any more others may read it, too.
class KeyTable
{
public:
    /// `saved` may be null: then nothing has moved.
    KeyTable(KeyQuestion question, std::shared_ptr<SavedKeys> saved);

    /// Looks at the next URL, of the code points `points`. What it found is lost when a stop came
    /// meanwhile: then the table is worth nothing.
    const SearchResult &add(const QString &url, std::u32string_view points,
                            const std::stop_token &stop);
    qsizetype examined() const { return qsizetype(m_entries.size()); }
    const KeyQuestion &question() const { return m_question; }
    const std::expected<Pattern, PatternError> &pattern() const { return m_pattern; }

    /// The results as `view` wants them; null when stopped. `urls` are those that were added, and
    /// perhaps more.
    KeyGroupsPtr arranged(const UrlList &urls, const KeyView &view,
                          const std::stop_token &stop = {}) const;
    /// What becomes of the circuits of the saved pattern.
    KeyChanges changes(const UrlList &urls) const;

private:
    struct Group
    {
        QString key;
        KeySource source = KeySource::Match;
    };
    struct Entry
    {
        quint32 group = 0;
        quint32 host = 0;
        qint32 begin = 0;
        qint32 end = 0;
        bool moved = false;
    };

    quint32 groupOf(const KeyResult &result);
    bool isShown(const KeyRow &row, const Entry &entry, const QString &url,
                 const KeyView &view) const;
    KeyRow::Verdict verdictOf(const Entry &entry, const QString &url, const KeyView &view) const;
    class Places;

    KeyQuestion m_question;
    std::expected<Pattern, PatternError> m_pattern;
    std::shared_ptr<SavedKeys> m_saved;
    Searcher m_searcher;
    SearchResult m_found;
    std::vector<Entry> m_entries;
    std::vector<Group> m_groups;
    QHash<QString, quint32> m_matched;
    QHash<int, quint32> m_others;
    StringPool m_hosts;
    KeyCounts m_counts;
};

} // namespace Recloser
