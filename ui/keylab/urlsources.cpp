// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/urlsources.h"

namespace Recloser {

UrlSources::UrlSources(QObject *parent) : QObject(parent), m_work(new LatestJob(this)) { }

void UrlSources::set(UrlSource source, const QStringList &urls)
{
    UrlList &list = m_lists[size_t(source)];
    // Long lists are replaced by people, not by refreshing: not worth comparing.
    constexpr qsizetype compared = 2000;
    if (list.size() == urls.size() && urls.size() <= compared && list.toStringList() == urls)
        return;
    list = UrlList(urls);
    Q_EMIT changed(source);
}

void UrlSources::add(UrlSource source, const QStringList &urls)
{
    if (urls.isEmpty())
        return;
    m_lists[size_t(source)].append(urls);
    Q_EMIT extended(source, urls);
}

void UrlSources::readHistory()
{
    m_work->cancel();
    m_seen = std::make_shared<QSet<QString>>();
    m_isReading = true;
    m_asked = 0;
    m_lists[size_t(UrlSource::History)] = {};
    Q_EMIT changed(UrlSource::History);
    Q_EMIT historyWanted(0);
}

void UrlSources::stopHistory()
{
    if (!m_isReading)
        return;
    m_isReading = false;
    m_work->cancel();
    m_seen.reset();
}

void UrlSources::takeHistory(qint64 before, const HistoryUrls &page)
{
    if (!m_isReading || before != m_asked)
        return;
    const qsizetype room = mostHistory - list(UrlSource::History).size();
    m_work->ask(
        [urls = page.urls, seen = m_seen, room](const std::stop_token &stop) {
            QStringList distinct;
            for (const QString &url : urls) {
                if (stop.stop_requested() || distinct.size() >= room)
                    break;
                if (!seen->contains(url)) {
                    seen->insert(url);
                    distinct.append(url);
                }
            }
            return distinct;
        },
        [this, next = page.before](const QStringList &urls) { takeDistinct(urls, next); });
}

void UrlSources::takeDistinct(const QStringList &urls, qint64 next)
{
    const bool isFull = list(UrlSource::History).size() + urls.size() >= mostHistory;
    m_isReading = next > 0 && !isFull;
    if (urls.isEmpty() && !m_isReading)
        Q_EMIT extended(UrlSource::History, {});
    add(UrlSource::History, urls);
    if (!m_isReading) {
        m_seen.reset();
        return;
    }
    m_asked = next;
    Q_EMIT historyWanted(next);
}

} // namespace Recloser
