// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/keyresult.h"
#include "core/model/policies.h"

#include <QHash>
#include <QList>
#include <QMetaType>
#include <QStringList>

#include <memory>
#include <vector>

namespace Recloser {

/// One URL of the lab's list and where its key stands in it.
struct KeyedUrl
{
    /// Index in KeyGroups::urls.
    qsizetype url = 0;
    /// UTF-16 indices of the key, [begin, end); equal when nothing matched.
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const KeyedUrl &) const = default;
};

/// URLs that share a circuit, or that share the reason why they have none of their own making.
struct KeyGroup
{
    QString key;
    KeySource source = KeySource::Match;
    /// Its rows in KeyGroups::rows.
    qsizetype first = 0;
    qsizetype count = 0;
    /// Different host:port among them; counted up to 32.
    int hosts = 0;

    bool operator==(const KeyGroup &) const = default;
};

/// How many URLs show something worth a warning.
struct KeyCounts
{
    qsizetype matched = 0;
    qsizetype unmatched = 0;
    qsizetype empty = 0;
    qsizetype tooSlow = 0;
    qsizetype wholeUrl = 0; ///< the key is the URL itself
    qsizetype intoQuery = 0; ///< the key goes on behind the ? or #
    qsizetype withoutHost = 0; ///< the key begins behind the host
    qsizetype insideWord = 0; ///< the key begins in the middle of a part of the host name

    bool operator==(const KeyCounts &) const = default;
};

/// What a pattern makes of a list of URLs: unmatched first, then the largest groups. Never changed
/// once published.
struct KeyGroups
{
    BreakerPolicy policy;
    QStringList urls;
    QList<KeyGroup> groups;
    QList<KeyedUrl> rows;
    KeyCounts counts;
    QStringList warnings;
    std::optional<KeyError> error;
    /// How many of `urls` were looked at.
    qsizetype examined = 0;
    /// Circuits these URLs have in all: every unmatched one has its own.
    qsizetype circuits = 0;

    bool isComplete() const { return examined == urls.size(); }
};

using KeyGroupsPtr = std::shared_ptr<const KeyGroups>;

/// Puts results together, one URL after the other. One thread.
class KeyGrouping
{
public:
    KeyGrouping(BreakerPolicy policy, QStringList urls);

    /// The result of the next URL.
    void add(const KeyResult &result);
    /// What is wrong with the pattern itself; add() sees to it, too.
    void note(const KeyResult &result);
    qsizetype examined() const { return m_examined; }
    /// What is known so far.
    KeyGroupsPtr groups() const;

private:
    struct Group
    {
        QString key;
        KeySource source = KeySource::Match;
        std::vector<KeyedUrl> rows;
        std::vector<qsizetype> hosts;
    };

    size_t groupOf(const KeyResult &result);
    void count(const KeyResult &result, const KeyedUrl &row);

    BreakerPolicy m_policy;
    QStringList m_urls;
    std::vector<Group> m_groups;
    QHash<QString, size_t> m_matched;
    QHash<int, size_t> m_others;
    QHash<QString, qsizetype> m_hosts;
    KeyCounts m_counts;
    QStringList m_warnings;
    std::optional<KeyError> m_error;
    qsizetype m_examined = 0;
};

/// `host[:port]` of a URL's text, [begin, end), without user and password; empty when it has none.
TextSpan hostSpan(QStringView url);

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::KeyGroupsPtr)
