// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collectionjournal.h"
#include "core/collections/collectionloader.h"

#include <deque>

namespace Recloser {

/// Plans and does the steps of a collection one after the other, and keeps the journal. GUI thread;
/// the disk is workers' work.
class CollectionOperations : public QObject
{
    Q_OBJECT

public:
    CollectionOperations(Collection &collection, CollectionLoader &loader, CollectionPlaces places);

    using Plan = std::function<PlanResult()>;
    /// `prepare` looks at the tree when the step's turn has come, in this thread; the plan it gives
    /// is made on a worker.
    QFuture<CollectionResult>
    run(const std::function<std::expected<Plan, CollectionFailure>()> &prepare);
    QFuture<CollectionResult> undo();
    QFuture<CollectionResult> redo();
    const CollectionJournal &journal() const { return m_journal; }
    /// Reads the journal; steps wait for that.
    void open();

private:
    using Promise = std::shared_ptr<QPromise<CollectionResult>>;
    enum class Way { Do, Back, Again };
    struct Work
    {
        Way way = Way::Do;
        CollectionPlan plan;
        Promise promise;
    };

    QFuture<CollectionResult> enqueue(const std::function<void(const Promise &)> &start);
    void next();
    void readAgain(const std::function<void()> &then);
    void replay(Way way, const Promise &promise);
    void apply(const Work &work);
    void write(Work work);
    void applied(const Work &work, const std::expected<void, CollectionFailure> &done);
    void finish(const Work &work);
    void end(const Promise &promise, const CollectionResult &result);

    Collection &m_collection;
    CollectionLoader &m_loader;
    CollectionPlaces m_places;
    CollectionJournal m_journal;
    std::deque<std::function<void()>> m_waiting;
    bool m_isBusy = false;
    bool m_isKept = false;
};

} // namespace Recloser
