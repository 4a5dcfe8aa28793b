// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keydiagnosis.h"
#include "ui/keylab/keytable.h"
#include "ui/widgets/latestjob.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <stop_token>

namespace Recloser {

/// Finds the keys of a list of URLs on a thread of its own and hands over what is known, ever more
/// of it; then, on another, what is wrong with them. A new start cancels the run before it;
/// destroying is silent. GUI thread.
class KeyRun : public QObject
{
    Q_OBJECT

public:
    explicit KeyRun(QObject *parent = nullptr);
    ~KeyRun() override;

    /// Whether the list will be extended.
    enum class More { No, Yes };
    void start(const KeyQuestion &question, const UrlList &urls, More more = More::No);
    /// More URLs for the run that was started; the last call says More::No.
    void extend(const QStringList &urls, More more);
    /// How results are arranged from now on; known ones are arranged anew without searching.
    void arrange(const KeyView &view);
    /// Stops without a further signal.
    void cancel();
    /// There is something to look at yet; what is wrong with it comes after.
    bool isRunning() const { return m_jobs > 0; }
    const UrlList &urls() const { return m_urls; }

    /// What becomes of the saved pattern's circuits; when the run is over.
    void askChanges(const QObject *context, std::function<void(const KeyChanges &)> then);
    /// Splits pasted text into URLs, one a line, off the GUI thread.
    QFuture<QStringList> split(const QString &text);
    /// Lets go of a large value off the GUI thread.
    void discard(KeyGroupsPtr groups);

Q_SIGNALS:
    /// Never from inside start(); the last one of a run isComplete().
    void progressed(const Recloser::KeyGroupsPtr &groups);
    /// Once for each complete run whose question stands.
    void diagnosed(const Recloser::KeyDiagnosisPtr &diagnosis);

private:
    struct Run;
    using RunPtr = std::shared_ptr<Run>;

    void post(std::function<void()> work);
    void search(const RunPtr &run);
    /// What is known now, in the view that is wanted now.
    void show(Run &run);
    void publish(const Run &run, KeyGroupsPtr groups);
    bool isCurrent(quint64 id) const;
    void diagnose();
    void drop(RunPtr run);

    QThreadPool m_pool;
    /// What the saved pattern gives; used by the pool's thread alone.
    std::shared_ptr<SavedKeys> m_saved;
    std::shared_ptr<std::atomic<std::shared_ptr<const KeyView>>> m_view;
    RunPtr m_run;
    UrlList m_urls;
    More m_more = More::No;
    int m_jobs = 0;
    quint64 m_runs = 0;
    bool m_isDiagnosed = false;
    LatestJob *m_diagnosing;
    QTimer m_late; ///< shows what is there when the next page does not come
};

/// The lines of `text` that are not blank, trimmed.
QStringList urlsOf(QStringView text);

} // namespace Recloser
