// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionoperations.h"

#include "core/store/onworker.h"

#include <QPromise>

namespace Recloser {

namespace {

using Done = std::expected<void, CollectionFailure>;

/// What is done on a worker, and what the step is afterwards.
struct Applied
{
    CollectionStep step;
    Done done;
};

} // namespace

CollectionOperations::CollectionOperations(Collection &collection, CollectionLoader &loader,
                                           CollectionPlaces places)
    : m_collection(collection)
    , m_loader(loader)
    , m_places(std::move(places))
    , m_isKept(!m_places.journalFolder.isEmpty())
{
}

void CollectionOperations::open()
{
    m_isBusy = true;
    readAgain([this] {
        m_isBusy = false;
        next();
    });
}

/// Another program may have done steps in the same folder.
void CollectionOperations::readAgain(const std::function<void()> &then)
{
    if (!m_isKept)
        return then();
    onWorker<CollectionJournal>([folder = m_collection.folder(), at = m_places.journalFolder] {
        return readJournal(at, folder);
    }).then(this, [this, then](const CollectionJournal &journal) {
        m_journal = journal;
        Q_EMIT m_collection.undoChanged();
        then();
    });
}

QFuture<CollectionResult>
CollectionOperations::enqueue(const std::function<void(const Promise &)> &start)
{
    auto promise = std::make_shared<QPromise<CollectionResult>>();
    promise->start();
    m_waiting.push_back([start, promise] { start(promise); });
    next();
    return promise->future();
}

void CollectionOperations::next()
{
    if (m_isBusy || m_waiting.empty())
        return;
    m_isBusy = true;
    const std::function<void()> start = std::move(m_waiting.front());
    m_waiting.pop_front();
    readAgain(start);
}

QFuture<CollectionResult>
CollectionOperations::run(const std::function<std::expected<Plan, CollectionFailure>()> &prepare)
{
    return enqueue([this, prepare](const Promise &promise) {
        const auto plan = prepare();
        if (!plan)
            return end(promise, std::unexpected(plan.error()));
        onWorker<PlanResult>(*plan).then(this, [this, promise](const PlanResult &planned) {
            if (!planned)
                return end(promise, std::unexpected(planned.error()));
            apply({Way::Do, *planned, promise});
        });
    });
}

QFuture<CollectionResult> CollectionOperations::undo()
{
    return enqueue([this](const Promise &promise) { replay(Way::Back, promise); });
}

QFuture<CollectionResult> CollectionOperations::redo()
{
    return enqueue([this](const Promise &promise) { replay(Way::Again, promise); });
}

void CollectionOperations::replay(Way way, const Promise &promise)
{
    const CollectionStep *step = way == Way::Back ? m_journal.undoable() : m_journal.redoable();
    if (!step)
        return end(
            promise,
            std::unexpected(CollectionFailure{.kind = CollectionFailure::Kind::NothingToUndo}));
    apply({way, {.step = *step}, promise});
}

void CollectionOperations::apply(const Work &work)
{
    m_loader.hold([this, work] { write(work); });
}

void CollectionOperations::write(Work work)
{
    const bool isBack = work.way == Way::Back;
    for (const FileEffect &effect : std::as_const(work.plan.step.effects)) {
        if (effect.kind == FileEffect::Kind::Content)
            m_loader.expect(effect.path, isBack ? effect.before : effect.after);
        if (effect.kind == FileEffect::Kind::Trash)
            m_loader.expectComing(effect.path);
        if (effect.kind == FileEffect::Kind::Copy)
            m_loader.expectComing(effect.to);
    }
    onWorker<Applied>([step = work.plan.step, isBack, places = m_places] {
        Applied applied{step, {}};
        applied.done = applyEffects(applied.step.effects,
                                    isBack ? StepDirection::Back : StepDirection::Forward, places);
        return applied;
    }).then(this, [this, work](const Applied &result) mutable {
        work.plan.step = result.step;
        applied(work, result.done);
    });
}

void CollectionOperations::applied(const Work &work, const Done &done)
{
    m_loader.release();
    if (!done)
        return end(work.promise, std::unexpected(done.error()));
    const CollectionStep &step = work.plan.step;
    if (work.way == Way::Do && !step.effects.isEmpty())
        m_journal.add(step);
    else if (work.way == Way::Back)
        m_journal.stepBack(step);
    else if (work.way == Way::Again)
        m_journal.stepForward(step);
    FolderChanges changes;
    for (const FileEffect &effect : step.effects) {
        const QStringList folders = touchedFolders(effect);
        for (const QString &folder : folders)
            changes.folders.insert(folder);
        if (effect.kind == FileEffect::Kind::Content)
            changes.files.insert(effect.path);
    }
    // The journal first, so that what is told as done can be taken back whatever happens next.
    onWorker<std::expected<void, StoreError>>([at = m_places.journalFolder,
                                               folder = m_collection.folder(),
                                               journal = m_journal] {
        return writeJournal(at, folder, journal);
    }).then(this, [this, work, changes](const std::expected<void, StoreError> &written) {
        // Then it lasts as long as this.
        m_isKept &= written.has_value();
        Q_EMIT m_collection.undoChanged();
        m_loader.lookAt(changes, [this, work] { finish(work); });
    });
}

void CollectionOperations::finish(const Work &work)
{
    CollectionChange change{
        .notes = work.plan.notes, .secrets = work.plan.secrets, .lost = work.plan.lost};
    for (const FileEffect &effect : work.plan.step.effects) {
        if (effect.kind == FileEffect::Kind::Keep)
            continue;
        change.paths.append(effect.path);
        if (!effect.to.isEmpty())
            change.paths.append(effect.to);
    }
    for (const FileEffect &effect : work.plan.step.effects) {
        m_loader.forgetComing(effect.path);
        m_loader.forgetComing(effect.to);
    }
    for (const auto &[path, index] : work.plan.places)
        change.nodes.append(index < 0 ? m_collection.find(path) : m_collection.find(path, index));
    end(work.promise, change);
}

void CollectionOperations::end(const Promise &promise, const CollectionResult &result)
{
    m_isBusy = false;
    // Continuations may ask for the next step at once.
    promise->addResult(result);
    promise->finish();
    next();
}

} // namespace Recloser
