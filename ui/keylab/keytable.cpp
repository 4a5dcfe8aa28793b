// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keytable.h"

#include "core/resilience/breakerkey.h"

#include <algorithm>
#include <numeric>

namespace Recloser {

namespace {

constexpr std::ptrdiff_t kindsCounted = 32;

/// What must be mended first stands first.
int rankOf(KeySource source)
{
    switch (source) {
    case KeySource::Invalid:
    case KeySource::Missing:
        return 0;
    case KeySource::TooSlow:
        return 1;
    case KeySource::NoMatch:
        return 2;
    case KeySource::Empty:
        return 3;
    case KeySource::Match:
        break;
    }
    return 4;
}

std::expected<Pattern, PatternError> parsed(const BreakerPolicy &policy, PythonVersion version)
{
    if (policy.keyPattern.isEmpty())
        return std::unexpected(PatternError());
    return parse(codePoints(policy.keyPattern), version);
}

FoundSpan spanOf(const SearchResult &found)
{
    if (!found)
        return std::unexpected(found.error());
    return *found ? (*found)->groups.front() : std::nullopt;
}

/// A few different numbers.
class Kinds
{
public:
    void add(quint32 kind)
    {
        if (std::ssize(m_kinds) < kindsCounted && !std::ranges::contains(m_kinds, kind))
            m_kinds.push_back(kind);
    }
    int count() const { return int(m_kinds.size()); }

private:
    std::vector<quint32> m_kinds;
};

} // namespace

quint32 StringPool::idOf(const QString &text)
{
    const auto known = m_ids.constFind(text);
    if (known != m_ids.constEnd())
        return *known;
    m_texts.append(text);
    return *m_ids.insert(text, quint32(m_texts.size() - 1));
}

SavedKeys::SavedKeys(BreakerPolicy policy, PythonVersion version, UrlList urls)
    : m_policy(std::move(policy))
    , m_version(version)
    , m_urls(std::move(urls))
    , m_pattern(parsed(m_policy, m_version))
{
}

bool SavedKeys::serves(const BreakerPolicy &policy, PythonVersion version,
                       const UrlList &urls) const
{
    return policy == m_policy && version == m_version && urls.continues(m_urls);
}

void SavedKeys::add(const QString &url, std::u32string_view points, const std::stop_token &stop)
{
    const FoundSpan found = m_pattern ? m_searcher.find(*m_pattern, points, Budget{.stop = stop})
                                      : std::unexpected(GaveUp::Cancelled);
    if (stop.stop_requested())
        return;
    const KeyResult key = keyOf(m_policy, url, m_pattern, found);
    m_ids.push_back(key.key.isNull() ? noCircuit : m_pool.idOf(key.key));
}

KeyTable::KeyTable(KeyQuestion question, std::shared_ptr<SavedKeys> saved)
    : m_question(std::move(question))
    , m_pattern(parsed(m_question.policy, m_question.version))
    , m_saved(std::move(saved))
    , m_found(std::unexpected(GaveUp::Cancelled))
{
}

quint32 KeyTable::groupOf(const KeyResult &result)
{
    const auto append = [&](const QString &key) {
        m_groups.push_back({key, result.source});
        return quint32(m_groups.size() - 1);
    };
    if (result.source == KeySource::Match) {
        const auto known = m_matched.constFind(result.key);
        return known != m_matched.constEnd() ? *known
                                             : *m_matched.insert(result.key, append(result.key));
    }
    const auto known = m_others.constFind(int(result.source));
    return known != m_others.constEnd() ? *known : *m_others.insert(int(result.source), append({}));
}

const SearchResult &KeyTable::add(const QString &url, std::u32string_view points,
                                  const std::stop_token &stop)
{
    const qsizetype index = examined();
    if (m_pattern)
        m_found = m_searcher.search(*m_pattern, points, Budget{.stop = stop});
    if (m_saved && m_saved->examined() <= index)
        m_saved->add(url, points, stop);
    // A search that was stopped looks like one that took too long.
    if (stop.stop_requested())
        return m_found;

    const KeyResult result = keyOf(m_question.policy, url, m_pattern, spanOf(m_found));
    Entry entry{.group = groupOf(result)};
    if (result.span) {
        entry.begin = qint32(utf16Index(url, result.span->begin));
        entry.end = qint32(utf16Index(url, result.span->end));
    }
    const TextSpan host = hostSpan(url);
    entry.host = m_hosts.idOf(url.sliced(host.begin, host.end - host.begin).toLower());
    if (m_saved) {
        const QString old = m_saved->key(m_saved->idOf(index));
        entry.moved = old.isNull() != result.key.isNull() || old != result.key;
        m_counts.moved += entry.moved;
    }
    m_entries.push_back(entry);
    switch (result.source) {
    case KeySource::Match:
        ++m_counts.matched;
        break;
    case KeySource::Empty:
        ++m_counts.empty;
        break;
    case KeySource::TooSlow:
        ++m_counts.tooSlow;
        break;
    default:
        ++m_counts.unmatched;
    }
    return m_found;
}

KeyRow::Verdict KeyTable::verdictOf(const Entry &entry, const QString &url,
                                    const KeyView &view) const
{
    if (!view.wanted)
        return KeyRow::Verdict::None;
    const auto wanted = view.wanted->constFind(url);
    if (wanted == view.wanted->constEnd())
        return KeyRow::Verdict::None;
    const KeySource source = m_groups[entry.group].source;
    const bool isFound = source == KeySource::Match || source == KeySource::Empty;
    const bool holds = *wanted
        ? isFound && **wanted == QStringView(url).sliced(entry.begin, entry.end - entry.begin)
        : source == KeySource::NoMatch;
    return holds ? KeyRow::Verdict::AsExpected : KeyRow::Verdict::Unexpected;
}

bool KeyTable::isShown(const KeyRow &row, const Entry &entry, const QString &url,
                       const KeyView &view) const
{
    switch (view.only) {
    case KeyView::Only::All:
        break;
    case KeyView::Only::Moved:
        if (!entry.moved)
            return false;
        break;
    case KeyView::Only::Unexpected:
        if (row.verdict != KeyRow::Verdict::Unexpected)
            return false;
        break;
    case KeyView::Only::Chosen:
        if (!view.chosen.contains(row.url))
            return false;
        break;
    }
    // A key is a part of its URL.
    return view.filter.isEmpty() || url.contains(view.filter, Qt::CaseInsensitive);
}

/// Puts rows into groups: by key, by host, or, where only what moved is shown, by old and new key.
class KeyTable::Places
{
public:
    Places(const KeyTable &table, const KeyView &view) : m_table(table), m_view(view) { }

    void fill(KeyGroups &result, const std::vector<KeyRow> &rows)
    {
        std::vector<quint32> placeOfRow;
        placeOfRow.reserve(rows.size());
        for (const KeyRow &row : rows) {
            const quint32 place = placeOf(row);
            placeOfRow.push_back(place);
            ++m_places[place].group.count;
            const Entry &entry = m_table.m_entries[size_t(row.url)];
            m_places[place].kinds.add(isByHost() ? entry.group : entry.host);
        }
        std::vector<quint32> order(m_places.size());
        std::iota(order.begin(), order.end(), quint32(0));
        std::ranges::stable_sort(order, [this](quint32 a, quint32 b) {
            const KeyGroup &one = m_places[a].group;
            const KeyGroup &two = m_places[b].group;
            const int ranks[]
                = {isByHost() ? 0 : rankOf(one.source), isByHost() ? 0 : rankOf(two.source)};
            return ranks[0] != ranks[1] ? ranks[0] < ranks[1] : one.count > two.count;
        });
        std::vector<qsizetype> next(m_places.size());
        qsizetype first = 0;
        result.groups.reserve(qsizetype(order.size()));
        for (const quint32 place : order) {
            KeyGroup &group = m_places[place].group;
            group.first = next[place] = first;
            (isByHost() ? group.keys : group.hosts) = m_places[place].kinds.count();
            if (group.movedFrom)
                group.movedFrom = result.oldKeys.at(m_places[place].movedFrom);
            first += group.count;
            result.groups.append(std::move(group));
        }
        result.rows.resize(first);
        for (size_t i = 0; i < rows.size(); ++i)
            result.rows[next[placeOfRow[i]]++] = rows[i];
    }

private:
    struct Place
    {
        KeyGroup group;
        Kinds kinds;
        qint32 movedFrom = -1;
    };

    bool isByHost() const { return m_view.by == KeyView::By::Host; }

    quint32 placeOf(const KeyRow &row)
    {
        const Entry &entry = m_table.m_entries[size_t(row.url)];
        const bool isByMove = !isByHost() && m_view.only == KeyView::Only::Moved;
        const std::pair way(isByHost() ? entry.host : entry.group,
                            isByMove ? row.movedFrom : qint32(-1));
        const auto known = m_ids.constFind(way);
        if (known != m_ids.constEnd())
            return *known;
        Place place{.movedFrom = way.second};
        place.group.by = m_view.by;
        if (isByHost()) {
            place.group.key = m_table.m_hosts.at(entry.host);
        } else {
            place.group.key = m_table.m_groups[entry.group].key;
            place.group.source = m_table.m_groups[entry.group].source;
        }
        if (isByMove)
            place.group.movedFrom = QString();
        m_places.push_back(std::move(place));
        return *m_ids.insert(way, quint32(m_places.size() - 1));
    }

    const KeyTable &m_table;
    const KeyView &m_view;
    std::vector<Place> m_places;
    QHash<std::pair<quint32, qint32>, quint32> m_ids;
};

KeyGroupsPtr KeyTable::arranged(const UrlList &urls, const KeyView &view,
                                const std::stop_token &stop) const
{
    auto result = std::make_shared<KeyGroups>();
    result->question = m_question;
    result->view = view;
    result->urls = urls;
    result->counts = m_counts;
    result->examined = examined();
    if (m_pattern) {
        result->warnings = keyOf(m_question.policy, {}, m_pattern, std::nullopt).warnings;
    } else if (!m_question.policy.keyPattern.isEmpty()) {
        result->error = keyOf(m_question.policy, {}, m_pattern, std::nullopt).error;
    }
    for (const Group &group : m_groups)
        result->circuits += group.source == KeySource::Match;
    result->circuits += examined() - m_counts.matched;

    std::vector<KeyRow> rows;
    rows.reserve(m_entries.size());
    QHash<quint32, qint32> old;
    for (qsizetype i = 0; i < examined(); ++i) {
        if (i % 4096 == 0 && stop.stop_requested())
            return {};
        const Entry &entry = m_entries[size_t(i)];
        const QString &url = urls.at(i);
        KeyRow row{.url = qint32(i), .begin = entry.begin, .end = entry.end};
        row.verdict = verdictOf(entry, url, view);
        result->counts.asExpected += row.verdict == KeyRow::Verdict::AsExpected;
        result->counts.unexpected += row.verdict == KeyRow::Verdict::Unexpected;
        if (!isShown(row, entry, url, view))
            continue;
        if (entry.moved) {
            const quint32 id = m_saved->idOf(i);
            auto known = old.constFind(id);
            if (known == old.constEnd()) {
                known = old.insert(id, qint32(result->oldKeys.size()));
                result->oldKeys.append(m_saved->key(id));
            }
            row.movedFrom = *known;
        }
        rows.push_back(row);
    }
    Places(*this, view).fill(*result, rows);
    return result;
}

KeyChanges KeyTable::changes(const UrlList &urls) const
{
    if (!m_saved || m_counts.moved == 0)
        return {.urls = examined()};
    StringPool circuits;
    const auto idOf
        = [&](const QString &key) { return key.isNull() ? noCircuit : circuits.idOf(key); };
    CircuitMoves moves;
    moves.reserve(m_entries.size());
    for (qsizetype i = 0; i < examined(); ++i) {
        const QString old = m_saved->key(m_saved->idOf(i));
        const Entry &entry = m_entries[size_t(i)];
        const Group &group = m_groups[entry.group];
        QString fresh = old;
        if (entry.moved && group.source == KeySource::Match)
            fresh = group.key;
        else if (entry.moved)
            fresh = keyOf(m_question.policy, urls.at(i), m_pattern,
                          group.source == KeySource::Empty ? FoundSpan(Span{})
                                                           : FoundSpan(std::nullopt))
                        .key;
        moves.emplace_back(idOf(old), idOf(fresh));
    }
    return changesOf(moves, circuits.texts());
}

} // namespace Recloser
