// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/urllist.h"

#include <algorithm>

namespace Recloser {

void UrlList::append(const QStringList &urls)
{
    if (urls.isEmpty())
        return;
    const qsizetype end = size() + urls.size();
    m_parts.append(urls);
    m_ends.append(end);
}

const QString &UrlList::at(qsizetype index) const
{
    const qsizetype part = std::ranges::upper_bound(m_ends, index) - m_ends.begin();
    const QStringList &urls = m_parts.at(part);
    return urls.at(index - (m_ends.at(part) - urls.size()));
}

QStringList UrlList::first(qsizetype count) const
{
    QStringList urls;
    urls.reserve(std::min(count, size()));
    for (const QStringList &part : m_parts) {
        if (urls.size() >= count)
            break;
        urls += part.first(std::min(part.size(), count - urls.size()));
    }
    return urls;
}

bool UrlList::continues(const UrlList &other) const
{
    return m_parts.size() >= other.m_parts.size()
        && std::ranges::equal(other.m_parts, m_parts.first(other.m_parts.size()),
                              [](const QStringList &one, const QStringList &two) {
                                  return one.isSharedWith(two);
                              });
}

} // namespace Recloser
