// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionkeys.h"
#include "core/collections/collectionsearch.h"
#include "core/collections/requestfilereading.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

QByteArray fileText(int file, int requests, int version)
{
    QByteArray text
        = "@base = http://www.store"_ba + QByteArray::number(file % 40) + ".com:8001\n\n"_ba;
    for (int i = 0; i < requests; ++i) {
        const QByteArray number = QByteArray::number(file * requests + i);
        text += "### Search for product "_ba + number
            + (i == 0 ? " v"_ba + QByteArray::number(version) : ""_ba)
            + "\nGET {{base}}/m_search?productId="_ba + number
            + "&page=2\nAccept: application/json\nX-Request: "_ba + number
            + "\n\n{ \"name\": \"product\", \"number\": "_ba + number + " }\n\n"_ba;
    }
    return text;
}

QString pathOf(const QString &folder, int file)
{
    return u"%1/part %2/file %3.http"_s.arg(folder).arg(file % 30).arg(file);
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// Resident memory of this process in MB, and its peak.
double megabytes(const QByteArray &field)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (QByteArray line = status.readLine(); !line.isEmpty(); line = status.readLine()) {
        if (line.startsWith(field))
            return line.split(':').last().trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// Turns the event loop until `isDone`, and keeps the longest turn.
class Loop
{
public:
    bool until(const std::function<bool()> &isDone, qint64 longest = 60'000)
    {
        QElapsedTimer total;
        total.start();
        while (!isDone()) {
            if (total.elapsed() > longest)
                return false;
            QElapsedTimer turn;
            turn.start();
            // Waiting is no turn: events are only looked at.
            if (!QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents))
                QThread::usleep(100);
            else
                m_longest = std::max(m_longest, turn.nsecsElapsed());
        }
        return true;
    }
    double takeLongest() { return double(std::exchange(m_longest, 0)) / 1e6; }

private:
    qint64 m_longest = 0;
};

void figure(const char *what, double value, const char *unit)
{
    std::printf("%-58s %9.2f %s\n", what, value, unit);
}

double elapsedMs(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int files = arguments.size() > 1 ? arguments[1].toInt() : 300;
    const int requests = arguments.size() > 2 ? arguments[2].toInt() : 10;
    QTemporaryDir temporary;
    const QString folder = QDir(temporary.path()).canonicalPath() + u"/shop"_s;
    for (int i = 0; i < 30; ++i)
        QDir().mkpath(u"%1/part %2"_s.arg(folder).arg(i));
    for (int i = 0; i < files; ++i)
        write(pathOf(folder, i), fileText(i, requests, 1));
    std::printf("%d requests in %d files\n", files * requests, files);

    // The floor: one thread that reads and parses each file once.
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < files; ++i)
        (void)readRequestFile(pathOf(folder, i));
    figure("floor: reading and parsing alone, one thread", elapsedMs(timer), "ms");

    Loop loop;
    const double before = megabytes("VmRSS");
    timer.start();
    Collection collection(folder,
                          {.trashFolder = temporary.filePath(u"trash"_s),
                           .systemTrash = CollectionPlaces::SystemTrash::Unused});
    double firstRow = 0;
    double firstRequest = 0;
    QObject::connect(
        &collection, &Collection::rowsInserted, &application, [&](CollectionNodeId parent) {
            if (firstRow == 0)
                firstRow = elapsedMs(timer);
            if (firstRequest == 0 && collection.node(parent)->kind == CollectionNode::Kind::File)
                firstRequest = elapsedMs(timer);
        });
    collection.open();
    loop.until([&] { return collection.state() == Collection::State::Ready; });
    figure("open: whole", elapsedMs(timer), "ms");
    figure("open: first rows shown", firstRow, "ms");
    figure("open: first requests shown", firstRequest, "ms");
    figure("open: longest turn of the GUI thread", loop.takeLongest(), "ms");
    figure("memory of the tree", megabytes("VmRSS") - before, "MB");
    if (collection.requestCount() != files * requests)
        qFatal("%lld requests are there", qlonglong(collection.requestCount()));

    double worst = 0;
    for (int i = 0; i < 10; ++i) {
        const QString path = pathOf(folder, i);
        timer.start();
        write(path, fileText(i, requests, 2 + i));
        const QString wanted = u"Search for product %1 v%2"_s.arg(i * requests).arg(2 + i);
        loop.until([&] { return collection.node(collection.find(path, 0))->name == wanted; });
        worst = std::max(worst, elapsedMs(timer));
    }
    figure("outside change of a file until seen, worst of 10", worst, "ms");
    loop.takeLongest();

    for (int i = 0; i < std::min(files, 300); ++i)
        write(pathOf(folder, i), fileText(i, requests + 1, 50));
    timer.start();
    const int more = std::min(files, 300);
    loop.until([&] { return collection.requestCount() == files * requests + more; });
    figure("300 files written by someone, after the last until seen", elapsedMs(timer), "ms");
    figure("their longest turn of the GUI thread", loop.takeLongest(), "ms");

    timer.start();
    auto moved = collection.move({collection.find(pathOf(folder, 0), 0)},
                                 collection.find(pathOf(folder, 1)), 0);
    loop.until([&] { return moved.isFinished(); });
    figure("move of a request to another file", elapsedMs(timer), "ms");
    timer.start();
    auto undone = collection.undo();
    loop.until([&] { return undone.isFinished(); });
    figure("undo of it", elapsedMs(timer), "ms");
    figure("longest turn of the GUI thread", loop.takeLongest(), "ms");

    for (const QString &query : {u"search 12"_s, u"product"_s, u"srchprdct"_s, u"zzz"_s}) {
        timer.start();
        const qsizetype hits = search(collection, query, 100).size();
        const double took = elapsedMs(timer);
        std::printf("%-58s %9.2f ms, %lld hits\n", qPrintable(u"search for \"%1\""_s.arg(query)),
                    took, qlonglong(hits));
    }
    timer.start();
    const QList<CollectionUrl> urls = urlsOf(collection);
    figure("URLs of all requests, on the GUI thread", elapsedMs(timer), "ms");
    timer.start();
    PolicyOverrides pattern;
    pattern.keyPattern = u"[w].+(?=/)"_s;
    auto counts = countKeys(urls, {}, {{PolicyLayer::Kind::Settings, {}, pattern, {}}});
    loop.until([&] { return counts.isFinished(); });
    figure("their keys counted, on a worker", elapsedMs(timer), "ms");
    figure("peak memory of the process", megabytes("VmHWM"), "MB");
    return 0;
}
