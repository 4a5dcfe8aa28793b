// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keyrun.h"

#include "core/resilience/codepoints.h"

#include <QPointer>
#include <QPromise>

namespace Recloser {

using namespace std::chrono_literals;

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Publishing costs time as the list grows, so it gets rarer; the first comes soon.
constexpr std::chrono::milliseconds firstSnapshot = 25ms;
constexpr std::chrono::milliseconds rarest = 2s;
/// How often the clock and the view are looked at: searching takes a microsecond or two.
constexpr qsizetype slice = 64;

} // namespace

/// One question about a list; its table belongs to the pool's thread until the run is complete.
struct KeyRun::Run
{
    Run(quint64 number, KeyQuestion asked, UrlList list)
        : id(number)
        , question(std::move(asked))
        , urls(std::move(list))
    {
    }

    /// Told to the GUI thread instead of the run: freeing that may take long.
    quint64 id;
    KeyQuestion question;
    UrlList urls; ///< the pool's thread alone
    std::optional<KeyTable> table; ///< made by the pool's thread
    std::optional<KeyDiagnosing> diagnosing; ///< likewise
    std::shared_ptr<const KeyView> shown; ///< the view published last; the pool's thread alone
    qsizetype shownUrls = 0; ///< how many were looked at then
    std::chrono::milliseconds pause = firstSnapshot;
    SteadyClock::time_point next = SteadyClock::now() + firstSnapshot; ///< of publishing
    More more = More::No; ///< the pool's thread alone
    std::stop_source stop;
};

QStringList urlsOf(QStringView text)
{
    QStringList urls;
    for (const QStringView line : QStringTokenizer(text, u'\n')) {
        const QStringView trimmed = line.trimmed();
        if (!trimmed.isEmpty())
            urls.append(trimmed.toString());
    }
    return urls;
}

KeyRun::KeyRun(QObject *parent)
    : QObject(parent)
    , m_view(std::make_shared<std::atomic<std::shared_ptr<const KeyView>>>(
          std::make_shared<const KeyView>()))
    , m_diagnosing(new LatestJob(this))
{
    m_late.setSingleShot(true);
    m_late.setInterval(rarest / 10);
    connect(&m_late, &QTimer::timeout, this, [this] {
        if (m_run)
            post([this, run = m_run] {
                if (run->table && run->shownUrls < run->table->examined())
                    show(*run);
            });
    });
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

KeyRun::~KeyRun()
{
    cancel();
    m_pool.waitForDone();
}

void KeyRun::start(const KeyQuestion &question, const UrlList &urls, More more)
{
    cancel();
    m_urls = urls;
    m_more = more;
    m_run = std::make_shared<Run>(++m_runs, question, urls);
    m_run->more = more;
    m_isDiagnosed = false;
    post([this, run = m_run] { search(run); });
}

void KeyRun::extend(const QStringList &urls, More more)
{
    if (!m_run)
        return;
    m_isDiagnosed = false;
    m_urls.append(urls);
    m_more = more;
    post([this, run = m_run, urls, more] {
        run->urls.append(urls);
        run->more = more;
        search(run);
    });
}

void KeyRun::arrange(const KeyView &view)
{
    const auto wanted = std::make_shared<const KeyView>(view);
    m_view->store(wanted);
    if (!m_run)
        return;
    post([this, run = m_run, wanted] {
        // A newer one is in the queue, or the search has seen to it.
        if (m_view->load() != wanted || run->shown == wanted || !run->table)
            return;
        show(*run);
    });
}

void KeyRun::post(std::function<void()> work)
{
    ++m_jobs;
    m_pool.start([this, run = m_run, work = std::move(work)]() mutable {
        if (!run->stop.stop_requested())
            work();
        work = {};
        QMetaObject::invokeMethod(
            this,
            [this, id = run->id] {
                if (!isCurrent(id) || --m_jobs > 0)
                    return;
                if (m_more == More::No)
                    diagnose();
                else
                    m_late.start();
            },
            Qt::QueuedConnection);
    });
}

void KeyRun::search(const RunPtr &run)
{
    const std::stop_token stop = run->stop.get_token();
    if (!run->table) {
        const KeyQuestion &question = run->question;
        std::shared_ptr<SavedKeys> saved;
        if (question.saved && *question.saved != question.policy.keyPattern) {
            BreakerPolicy policy = question.policy;
            policy.keyPattern = *question.saved;
            if (!m_saved || !m_saved->serves(policy, question.version, run->urls))
                m_saved = std::make_shared<SavedKeys>(policy, question.version, run->urls);
            saved = m_saved;
        }
        run->table.emplace(question, saved);
        run->diagnosing.emplace(question, run->table->pattern());
    }
    while (run->table->examined() < run->urls.size()) {
        const qsizetype index = run->table->examined();
        const QString &url = run->urls.at(index);
        const std::u32string points = codePoints(url);
        const SearchResult &found = run->table->add(url, points, stop);
        if (stop.stop_requested())
            return;
        run->diagnosing->add(points, found);
        if (index % slice != 0 && found)
            continue;
        const std::shared_ptr<const KeyView> view = m_view->load();
        if (const auto now = SteadyClock::now();
            now >= run->next || (run->shown && run->shown != view)) {
            show(*run);
            run->pause = std::min(run->pause * 3, rarest);
            run->next = SteadyClock::now() + run->pause;
        }
    }
    // While pages of a long list come, not every one is worth arranging all of them again.
    if (run->more == More::Yes && SteadyClock::now() < run->next)
        return;
    show(*run);
    run->next = SteadyClock::now() + run->pause;
}

void KeyRun::show(Run &run)
{
    run.shown = m_view->load();
    run.shownUrls = run.table->examined();
    publish(run, run.table->arranged(run.urls, *run.shown, run.stop.get_token()));
}

bool KeyRun::isCurrent(quint64 id) const
{
    return m_run && m_run->id == id;
}

void KeyRun::publish(const Run &run, KeyGroupsPtr groups)
{
    if (!groups || run.stop.stop_requested())
        return;
    QMetaObject::invokeMethod(
        this,
        [this, id = run.id, groups = std::move(groups)]() mutable {
            if (isCurrent(id))
                Q_EMIT progressed(groups);
            else
                discard(std::move(groups));
        },
        Qt::QueuedConnection);
}

void KeyRun::diagnose()
{
    if (std::exchange(m_isDiagnosed, true) || !m_run->diagnosing)
        return;
    m_diagnosing->ask(
        [run = m_run](const std::stop_token &stop) -> KeyDiagnosisPtr {
            return run->diagnosing->diagnosis(run->urls, stop);
        },
        [this](const KeyDiagnosisPtr &diagnosis) { Q_EMIT diagnosed(diagnosis); });
}

void KeyRun::askChanges(const QObject *context, std::function<void(const KeyChanges &)> then)
{
    if (!m_run)
        return;
    post([this, run = m_run, context = QPointer(context), then = std::move(then)] {
        if (!run->table)
            return;
        QMetaObject::invokeMethod(
            this,
            [this, id = run->id, context, then, changes = run->table->changes(run->urls)] {
                if (isCurrent(id) && context)
                    then(changes);
            },
            Qt::QueuedConnection);
    });
}

void KeyRun::cancel()
{
    m_diagnosing->cancel();
    m_late.stop();
    m_jobs = 0;
    if (!m_run)
        return;
    m_run->stop.request_stop();
    // What it found may be large; the last one to hold it shall not be this thread.
    drop(std::move(m_run));
    m_run.reset();
}

void KeyRun::drop(RunPtr run)
{
    m_pool.start([run = std::move(run)]() mutable { run.reset(); });
}

QFuture<QStringList> KeyRun::split(const QString &text)
{
    QPromise<QStringList> promise;
    QFuture<QStringList> future = promise.future();
    m_pool.start([promise = std::move(promise), text]() mutable {
        promise.start();
        promise.addResult(urlsOf(text));
        promise.finish();
    });
    return future;
}

void KeyRun::discard(KeyGroupsPtr groups)
{
    if (groups && groups->rows.size() > 1000)
        m_pool.start([groups = std::move(groups)]() mutable { groups.reset(); });
}

} // namespace Recloser
