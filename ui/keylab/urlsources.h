// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historyrow.h"
#include "ui/keylab/urllist.h"
#include "ui/widgets/latestjob.h"

#include <QSet>

#include <array>
#include <memory>

namespace Recloser {

/// Where the lab has its URLs from.
enum class UrlSource { Typed, Request, Collection, History };
inline constexpr int urlSources = 4;

/// The lists of all sources, and the reading of history, page by page. GUI thread.
class UrlSources : public QObject
{
    Q_OBJECT

public:
    /// Different URLs of history that are looked at.
    static constexpr qsizetype mostHistory = 1'000'000;

    explicit UrlSources(QObject *parent = nullptr);

    const UrlList &list(UrlSource source) const { return m_lists[size_t(source)]; }
    /// Does nothing when they are the same.
    void set(UrlSource source, const QStringList &urls);
    void add(UrlSource source, const QStringList &urls);

    /// Begins anew: historyWanted() asks for the first page.
    void readHistory();
    /// Stops asking; what was read stays.
    void stopHistory();
    /// Answers historyWanted(before); an answer to an older question is passed over.
    void takeHistory(qint64 before, const HistoryUrls &page);
    bool isReadingHistory() const { return m_isReading; }

Q_SIGNALS:
    void changed(Recloser::UrlSource source);
    /// The list has these behind what it had.
    void extended(Recloser::UrlSource source, const QStringList &urls);
    /// The page of history before this id; 0: the newest.
    void historyWanted(qint64 before);

private:
    using Seen = std::shared_ptr<QSet<QString>>;
    void takeDistinct(const QStringList &urls, qint64 next);

    std::array<UrlList, urlSources> m_lists;
    LatestJob *m_work;
    Seen m_seen; ///< used by the worker alone
    bool m_isReading = false;
    qint64 m_asked = 0;
};

} // namespace Recloser
