// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/layouts/layoutreader.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace Recloser {

/// Finds the circuits of the chosen layouts on one server or cluster and follows them: what the
/// window's board and the command line show. GUI thread; deleting it stops everything silently.
///
/// scan() goes through the keyspace once, a page of SCAN at a time, with a wait after each page as
/// long as SCAN took, and sifts each page by all layouts here. What it finds is remembered, so
/// that refresh() asks about it in one pipeline, after a library's own index where there is one.
/// KEYS is never used. Where SCAN is refused, look() and the indexes still work.
class LayoutScanner : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        /// COUNT of SCAN (BREAKER.md, pitfall 14).
        int count = 1000;
        std::chrono::milliseconds shortestPause{1};
        std::chrono::milliseconds longestPause{200};
        /// Circuits that are remembered; closed ones make room for others.
        qsizetype most = 10'000;
    };
    struct Progress
    {
        bool isScanning = false;
        /// Keys that SCAN returned; some come twice.
        qint64 scanned = 0;
        /// DBSIZE at the beginning; nothing where that is refused, and of a cluster.
        std::optional<qint64> total;
        qsizetype found = 0;
        /// The last scan went through the whole keyspace.
        bool isComplete = false;
        /// Circuits had to be left out.
        bool isFull = false;

        bool operator==(const Progress &) const = default;
    };

    /// Both must outlive the scanner. Nothing is asked before scan(), refresh() or look().
    LayoutScanner(RedisClient &connection, Clock &clock, Settings settings,
                  QObject *parent = nullptr);
    LayoutScanner(RedisClient &connection, Clock &clock, QObject *parent = nullptr);

    /// What is known of layouts that are no longer chosen is forgotten; new settings count from the
    /// next refresh.
    void setChoices(const QList<LayoutChoice> &choices);
    const QList<LayoutChoice> &choices() const { return m_choices; }

    /// Begins anew when one is under way. Ends with scanFinished().
    void scan();
    /// Ends the scan where it is, with scanFinished(); what was found stays.
    void cancel();
    /// Asks about all that is known; ends with refreshed(). One at a time.
    void refresh();
    /// Takes up the circuits that `key` belongs to by the chosen layouts, found or not, and reads
    /// them as refresh() does. Their number.
    qsizetype look(const QByteArray &key);
    /// Another server, or the same one emptied.
    void forget();

    Progress progress() const { return m_progress; }
    /// All that is known, closed ones too: those not closed first, soonest to close first, ones
    /// without a deadline behind them, then by name.
    QList<Circuit> circuits() const;
    /// What may be done about a circuit of ours; nothing when its layout is not chosen.
    QList<LayoutAction> actions(const Circuit &circuit,
                                std::optional<std::chrono::seconds> forceFor = {}) const;
    /// Why the last scan or refresh ended early.
    const std::optional<RedisError> &error() const { return m_error; }
    QStringList refused() const { return m_reader.refused(); }
    std::optional<std::chrono::milliseconds> skew() const { return m_reader.skew(); }

Q_SIGNALS:
    void progressed(const Recloser::LayoutScanner::Progress &progress);
    void scanFinished();
    void refreshed();

private:
    struct Page;

    void askSize(quint64 generation);
    void scanPage(quint64 generation, const QByteArray &cursor);
    void takePage(quint64 generation, const QByteArray &cursor, Clock::time_point sentAt,
                  const RedisReply &reply);
    void endScan();
    /// The circuits that `keys` name and that are not known yet, each once.
    QList<CircuitPlace> sift(const QList<QByteArray> &keys) const;
    void readIndexes();
    void askIndexes();
    void takeIndex(const LayoutChoice &choice, const QByteArray &prefix, const RedisReply &reply);
    void readKnown();
    void take(const LayoutReader::Result &result);
    void remember(const LayoutReader::Reading &reading);
    void endRefresh();
    QSet<QByteArray> prefixesOf(const QString &layout) const;

    RedisClient &m_connection;
    Clock &m_clock;
    const Settings m_settings;
    LayoutReader m_reader;
    QList<LayoutChoice> m_choices;
    QHash<QString, LayoutChoice> m_byName;
    QHash<CircuitPlace, Circuit> m_known;
    Progress m_progress;
    std::optional<RedisError> m_error;
    /// Answers of an older scan are dropped.
    quint64 m_generation = 0;
    /// Counts servers: what an older one says is dropped.
    quint64 m_server = 0;
    qint64 m_pagesLeft = 0;
    std::unique_ptr<ScheduledCall> m_next;
    /// Layouts whose index was read whole.
    QSet<QString> m_indexed;
    qsizetype m_indexesAwaited = 0;
    bool m_isRefreshing = false;
    bool m_refreshAgain = false;
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::LayoutScanner::Progress)
