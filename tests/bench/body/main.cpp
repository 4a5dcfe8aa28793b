// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What showing bodies of 100 MB and 1 GB costs, in lines and in one line, beside memmem and memchr
// over the same bytes and, where it is installed, jq. Figures mean something in an optimised build
// only (preset bench). bench_body [--quick] [MEGABYTES...]

#include "ui/bodyview/bodyloader.h"
#include "ui/bodyview/bodyview.h"
#include "ui/structure/structureview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

constexpr auto missing = "no such words"_L1;
bool isRight = true;

void check(bool holds, const char *what)
{
    if (!holds)
        std::printf("  wrong: %s\n", what);
    isRight = isRight && holds;
}

void report(const char *what, double ours, double goal, const char *unit = "ms")
{
    if (goal > 0)
        std::printf("  %-54s %9.1f %s   goal %8.1f   ratio %5.2f\n", what, ours, unit, goal,
                    ours / goal);
    else
        std::printf("  %-54s %9.1f %s\n", what, ours, unit);
    std::fflush(stdout);
}

class Stopwatch
{
public:
    Stopwatch() : m_before(now(CLOCK_THREAD_CPUTIME_ID)) { m_timer.start(); }
    double ms() const { return double(m_timer.nsecsElapsed()) / 1e6; }
    /// Of this thread's processor time: what other programs take from a busy machine does not
    /// count.
    double processor() const { return now(CLOCK_THREAD_CPUTIME_ID) - m_before; }
    static double now(clockid_t clock)
    {
        timespec time{};
        clock_gettime(clock, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }

private:
    QElapsedTimer m_timer;
    double m_before;
};

/// Memory of this process in MB, what it shares with others counted in part.
double memory()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').first().toDouble() / 1'000;
    }
    return 0;
}

struct Sample
{
    qint64 size = 0;
    qint64 lines = 1;
    qint64 items = 0;
};

/// An array of small objects, on a line each or all on one line.
Sample write(const QString &path, qint64 size, bool isMinified)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        std::exit(2);
    Sample sample;
    QByteArray piece = "[";
    while (sample.size + piece.size() < size) {
        if (piece.size() > 1'000'000) {
            sample.size += file.write(piece);
            piece.clear();
        }
        piece += R"({"id":)" + QByteArray::number(sample.items) + R"(,"name":"product )"
            + QByteArray::number(sample.items * 7'919 % 1'000'003)
            + R"(","price":12.50,"tags":["a","bee"],"ok":true},)";
        if (!isMinified) {
            piece += '\n';
            ++sample.lines;
        }
        ++sample.items;
    }
    sample.size += file.write(piece + "null]");
    return sample;
}

ResponseBody bodyOf(const QString &path, const Sample &sample)
{
    ResponseBody body;
    body.path = path;
    body.size = sample.size;
    return body;
}

/// Loads the body into the view; when the first screen was painted, and when all was there.
std::pair<double, double> load(BodyView &view, const ResponseBody &body, BodyForm form)
{
    BodyLoader loader;
    view.clear();
    view.viewport()->repaint();
    double first = 0;
    const Stopwatch watch;
    loader.load({body, {}}, "application/json", form, BodyLoader::Want::Text,
                [&](BodyLoader::Loaded &&loaded) {
                    if (!loaded) {
                        check(false, "the body cannot be read");
                        return;
                    }
                    view.grow(loaded->text.text, std::move(loaded->text.lines));
                    if (first > 0)
                        return;
                    view.viewport()->repaint();
                    first = watch.ms();
                });
    double longest = 0;
    int turns = 0;
    while (loader.isBusy()) {
        const Stopwatch turn;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        // Somebody reads on meanwhile.
        if (first > 0) {
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + 3);
            view.viewport()->repaint();
            longest = std::max(longest, turn.processor());
            ++turns;
        }
    }
    const double all = watch.ms();
    check(view.rows().isComplete(), "not all rows are known");
    if (turns > 0)
        report("scrolled meanwhile, the longest turn (processor)", longest, 16);
    return {first, all};
}

void frames(QAbstractScrollArea &view)
{
    std::vector<double> times;
    QRandomGenerator random(1);
    const auto paint = [&](qint64 value) {
        view.verticalScrollBar()->setValue(int(value));
        const Stopwatch watch;
        view.viewport()->repaint();
        times.push_back(watch.processor());
        QCoreApplication::processEvents();
    };
    for (int i = 0; i < 100; ++i)
        paint(random.bounded(view.verticalScrollBar()->maximum() + 1));
    for (int i = 0; i < 100; ++i)
        paint(view.verticalScrollBar()->value() + 3);
    std::ranges::sort(times);
    report("a scrolled frame, median (processor)", times[times.size() / 2], 1);
    report("the 99th of a hundred frames (processor)", times[times.size() * 99 / 100], 8);
}

void find(BodyView &view)
{
    BodySearch &search = view.search();
    const Stopwatch watch;
    search.setQuery({missing});
    while (search.isRunning())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    report("find in the view, no hit", watch.ms(), 0);
    check(search.total() == 0, "found what is not there");
    const Stopwatch second;
    search.setQuery(
        {u"\"id\":"_s, FindQuery::Kind::Plain, FindQuery::Words::Any, Qt::CaseSensitive});
    double longest = 0;
    while (search.isRunning()) {
        const Stopwatch turn;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        longest = std::max(longest, turn.processor());
    }
    report("find in the view, a hit in each object", second.ms(), 0);
    report("the longest turn of it (processor)", longest, 16);
}

/// The same body as a tree, its only array open.
void tree(const Theme &theme, const ResponseBody &body, const Sample &sample, double megabytes)
{
    StructureView view(theme);
    view.resize(1'200, 900);
    view.show();
    QCoreApplication::processEvents();
    const double before = memory();
    double first = 0;
    BodyLoader loader;
    const Stopwatch watch;
    loader.load({body, {}}, "application/json", BodyForm::Checked, BodyLoader::Want::Text,
                [&](BodyLoader::Loaded &&loaded) {
                    if (!loaded) {
                        check(false, "the body cannot be read");
                        return;
                    }
                    const BodyTextState &text = loaded->text;
                    view.grow(StructureLanguage::Json, text.text.first(text.sound), text.isLast);
                    if (first > 0)
                        return;
                    view.viewport()->repaint();
                    first = watch.ms();
                });
    double longest = 0;
    while (loader.isBusy() || view.isBusy()) {
        const Stopwatch turn;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + 3);
        view.viewport()->repaint();
        longest = std::max(longest, turn.processor());
    }
    report("tree: scrolled meanwhile, the longest turn (processor)", longest, 16);
    report("tree: first paint", first, 50);
    report("tree: checked, all items known", watch.ms(), 1'000 * megabytes / 100);
    check(view.rowCount() == sample.items + 2, "items are missing");
    frames(view);
    const Stopwatch opening;
    view.open(sample.items / 2);
    view.viewport()->repaint();
    report("tree: opening an item in the middle", opening.ms(), 16);
    report("memory above the empty tree", memory() - before, 16 + megabytes * 0.005, "MB");
    const Stopwatch keys;
    DuplicateKeyFinder finder;
    const HeldBytes text = view.tree().text();
    finder.read(text.view(), text.size());
    report("doubled keys looked for (processor)", keys.processor(), 0);
    check(finder.total() == 0, "keys are doubled that are not");
}

void findInMemory(const QByteArray &bytes)
{
    const QByteArray needle(missing.data(), missing.size());
    double floors[2] = {1e9, 1e9};
    double ours[2] = {1e9, 1e9};
    for (int round = 0; round < 5; ++round) {
        Stopwatch watch;
        check(std::memchr(bytes.constData(), '\x01', size_t(bytes.size())) == nullptr, "memchr");
        floors[0] = std::min(floors[0], watch.processor());
        watch = {};
        check(memmem(bytes.constData(), size_t(bytes.size()), needle.constData(),
                     size_t(needle.size()))
                  == nullptr,
              "memmem");
        floors[1] = std::min(floors[1], watch.processor());
        for (const auto sensitivity : {Qt::CaseInsensitive, Qt::CaseSensitive}) {
            const auto finder = TextFinder::make(
                {missing, FindQuery::Kind::Plain, FindQuery::Words::Any, sensitivity});
            watch = {};
            finder->find(bytes, 0, bytes.size(), [](const FoundPlace &) { return true; });
            ours[sensitivity] = std::min(ours[sensitivity], watch.processor());
        }
    }
    const double scale = double(bytes.size()) / 1e8;
    report("memchr from memory, no hit", floors[0], 0);
    report("memmem from memory, no hit", floors[1], 0);
    report("find from memory, no hit", ours[Qt::CaseSensitive], 10 * scale);
    report("the same, whatever the case", ours[Qt::CaseInsensitive], 10 * scale);
}

void runJq(const QString &path)
{
    const QString jq = QStandardPaths::findExecutable(u"jq"_s);
    if (jq.isEmpty()) {
        std::printf("  jq is not installed\n");
        return;
    }
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    const Stopwatch watch;
    process.start(jq, {u"."_s, path});
    if (process.waitForFinished(120'000))
        report("jq . on the same file", watch.ms(), 0);
}

void measure(const QTemporaryDir &folder, qint64 megabytes)
{
    const Theme theme(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    SyntaxRepository syntax;
    const double scale = double(megabytes) / 100;
    for (const bool isMinified : {false, true}) {
        const QString path = folder.filePath(u"body"_s);
        const Sample sample = write(path, megabytes * 1'000'000, isMinified);
        std::printf("%lld MB of JSON, %s\n", static_cast<long long>(megabytes),
                    isMinified ? "all on one line" : "a line for each object");
        BodyView view(theme, syntax);
        view.resize(1'200, 900);
        view.setMediaType(u"application/json"_s);
        view.show();
        QCoreApplication::processEvents();
        // What colours need at first is no matter of the body.
        view.grow(HeldBytes("[1]"), LineScanner().scan("[1]", 3, true));
        view.viewport()->repaint();
        view.clear();
        const double before = memory();
        const auto [first, all] = load(view, bodyOf(path, sample), BodyForm::Raw);
        check(view.rows().lineCount() == sample.lines, "lines are missing");
        report("first paint", first, 20);
        report("all rows known", all, 100 * scale);
        frames(view);
        report("memory above the empty view", memory() - before, 16 + double(megabytes) * 0.005,
               "MB");
        find(view);
        check(view.search().total() == sample.items, "places are missing");
        report("memory above the empty view", memory() - before, 16 + double(megabytes) * 0.005,
               "MB");
        if (isMinified) {
            const double processor = Stopwatch::now(CLOCK_PROCESS_CPUTIME_ID);
            const auto [screen, whole] = load(view, bodyOf(path, sample), BodyForm::Pretty);
            check(view.rows().lineCount() == sample.items * 10 + 3, "lines laid out are missing");
            report("laid out: first screen", screen, 50);
            report("laid out: all", whole, 1'000 * scale);
            report("laid out: all (processor)",
                   Stopwatch::now(CLOCK_PROCESS_CPUTIME_ID) - processor, 1'000 * scale);
            report("memory above the empty view", memory() - before,
                   16 + double(view.rows().size()) / 1e6 * 0.005, "MB");
            const Stopwatch folding;
            const auto folds = foldsOfLevel(StructureLanguage::Json, view.rows().bytes(), 1, {});
            report("folded below the first level (processor)", folding.processor(), 0);
            check(qint64(folds.size()) == std::min(sample.items, qint64(FoldedRows::mostFolds)),
                  "folds are missing");
            view.clear();
            tree(theme, bodyOf(path, sample), sample, double(megabytes));
            runJq(path);
        }
    }
    QFile file(folder.filePath(u"body"_s));
    if (megabytes <= 200 && file.open(QIODevice::ReadOnly))
        findInMemory(file.readAll());
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QList<qint64> sizes;
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    for (const QString &argument : arguments)
        sizes += argument == "--quick"_L1 ? 2 : std::max<qint64>(1, argument.toLongLong());
    if (sizes.isEmpty())
        sizes = {100, 1'000};
    const QTemporaryDir folder;
    for (const qint64 megabytes : sizes)
        measure(folder, megabytes);
    return isRight ? 0 : 1;
}
