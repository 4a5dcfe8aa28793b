// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/durations.h"
#include "core/run/seriesrunner.h"

#include <QJsonObject>
#include <QTimer>

#include <map>

namespace Recloser {

/// One request of a run, for people and scripts.
struct RunRow
{
    /// From 1.
    qint64 round = 1;
    /// As it was named on the command line.
    QString file;
    /// Number of the request among those of a round.
    qint64 request = 0;
};

/// What a run says while it goes on and at its end: rows on stdout as they come, progress on
/// stderr. Memory grows with the number of different requests, not with that of sends.
class RunReport : public QObject
{
    Q_OBJECT

public:
    enum class Form {
        Rows, ///< every request
        OnlyFailures,
        Json,
    };

    /// `count` requests will be sent in `rounds` rounds.
    RunReport(Form form, qint64 count, qint64 rounds);

    void begin(const SeriesRunner &runner);
    void add(const SeriesResult &result, const RunRow &row);
    /// `code`: what the process ends with.
    void end(const SeriesTotals &totals, SeriesRunner::Ending ending, int code);

private:
    /// The sends of one request.
    struct OfRequest
    {
        QString label;
        SeriesTotals totals;
        Durations durations;
    };

    void printProgress();
    void clearProgress();
    void printSummary(const SeriesTotals &totals, SeriesRunner::Ending ending) const;
    QJsonObject summaryJson(const SeriesTotals &totals, SeriesRunner::Ending ending,
                            int code) const;

    Form m_form;
    qint64 m_count;
    qint64 m_rounds;
    const SeriesRunner *m_runner = nullptr;
    QTimer m_timer;
    bool m_isTerminal;
    bool m_hasProgress = false;
    bool m_hasHeader = false;
    Durations m_durations;
    std::map<qint64, OfRequest> m_requests;
};

} // namespace Recloser
