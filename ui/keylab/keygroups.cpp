// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keygroups.h"

#include "core/resilience/breakerkey.h"

#include <algorithm>
#include <numeric>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t hostsCounted = 32;

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

qsizetype indexOfAny(QStringView text, QStringView marks, qsizetype from)
{
    for (qsizetype i = from; i < text.size(); ++i) {
        if (marks.contains(text[i]))
            return i;
    }
    return text.size();
}

} // namespace

TextSpan hostSpan(QStringView url)
{
    const qsizetype scheme = url.indexOf("://"_L1);
    if (scheme < 0)
        return {};
    qsizetype begin = scheme + 3;
    const qsizetype end = indexOfAny(url, u"/?#", begin);
    const qsizetype user = url.sliced(begin, end - begin).lastIndexOf(u'@');
    if (user >= 0)
        begin += user + 1;
    return {begin, end};
}

KeyGrouping::KeyGrouping(BreakerPolicy policy, QStringList urls)
    : m_policy(std::move(policy))
    , m_urls(std::move(urls))
{
}

size_t KeyGrouping::groupOf(const KeyResult &result)
{
    const auto append = [&](const QString &key) {
        m_groups.push_back({.key = key, .source = result.source});
        return m_groups.size() - 1;
    };
    if (result.source == KeySource::Match) {
        const auto known = m_matched.constFind(result.key);
        return known != m_matched.constEnd() ? *known
                                             : *m_matched.insert(result.key, append(result.key));
    }
    const auto known = m_others.constFind(int(result.source));
    return known != m_others.constEnd() ? *known : *m_others.insert(int(result.source), append({}));
}

void KeyGrouping::note(const KeyResult &result)
{
    m_warnings = result.warnings;
    m_error = result.error;
}

void KeyGrouping::add(const KeyResult &result)
{
    if (m_examined == 0)
        note(result);
    const QString &url = m_urls.at(m_examined);
    KeyedUrl row{.url = m_examined};
    if (result.span) {
        row.begin = utf16Index(url, result.span->begin);
        row.end = utf16Index(url, result.span->end);
    }
    ++m_examined;

    const TextSpan host = hostSpan(url);
    const QString name = url.sliced(host.begin, host.end - host.begin).toLower();
    auto id = m_hosts.constFind(name);
    if (id == m_hosts.constEnd())
        id = m_hosts.insert(name, m_hosts.size());
    Group &group = m_groups[groupOf(result)];
    group.rows.push_back(row);
    if (group.hosts.size() < hostsCounted && !std::ranges::contains(group.hosts, *id))
        group.hosts.push_back(*id);
    count(result, row);
}

void KeyGrouping::count(const KeyResult &result, const KeyedUrl &row)
{
    switch (result.source) {
    case KeySource::Match:
        break;
    case KeySource::Empty:
        ++m_counts.empty;
        return;
    case KeySource::TooSlow:
        ++m_counts.tooSlow;
        return;
    default:
        ++m_counts.unmatched;
        return;
    }
    ++m_counts.matched;
    const QString &url = m_urls.at(row.url);
    const TextSpan host = hostSpan(url);
    m_counts.wholeUrl += row.begin == 0 && row.end == url.size();
    m_counts.intoQuery += row.end > indexOfAny(url, u"?#", 0);
    if (host.end == host.begin)
        return;
    m_counts.withoutHost += row.begin >= host.end;
    m_counts.insideWord += row.begin > host.begin && row.begin < host.end
        && url.at(row.begin - 1).isLetterOrNumber();
}

KeyGroupsPtr KeyGrouping::groups() const
{
    auto result = std::make_shared<KeyGroups>();
    result->policy = m_policy;
    result->urls = m_urls;
    result->counts = m_counts;
    result->warnings = m_warnings;
    result->error = m_error;
    result->examined = m_examined;

    std::vector<size_t> order(m_groups.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(order, [this](size_t a, size_t b) {
        const int rankA = rankOf(m_groups[a].source);
        const int rankB = rankOf(m_groups[b].source);
        return rankA != rankB ? rankA < rankB : m_groups[a].rows.size() > m_groups[b].rows.size();
    });
    result->groups.reserve(qsizetype(order.size()));
    result->rows.reserve(m_examined);
    for (const size_t place : order) {
        const Group &group = m_groups[place];
        const auto count = qsizetype(group.rows.size());
        result->groups.append({.key = group.key,
                               .source = group.source,
                               .first = result->rows.size(),
                               .count = count,
                               .hosts = int(group.hosts.size())});
        result->rows.append(QList<KeyedUrl>(group.rows.begin(), group.rows.end()));
        result->circuits += group.source == KeySource::Match ? 1 : count;
    }
    return result;
}

} // namespace Recloser
