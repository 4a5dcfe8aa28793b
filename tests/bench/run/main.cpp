// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Whole processes of the command line, from start to end: what needs no network, one request, and
// a collection of 1 000 requests in order, with and without history; beside curl, that gets the
// same answers over one connection, and beside a program that does nothing but get them through
// QNetworkAccessManager. In rounds, each contestant once a round.

#include "tests/bench/run/processcost.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Recloser::Bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int requestsAFile = 10;

struct Contestant
{
    const char *name;
    QByteArrayList command;
    /// Which of the others, by its place, the ratio is to; -1: none.
    int floor = -1;
    std::vector<ProcessCost> costs;
};

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(text) == text.size();
}

/// Files of ten requests each, and a list of the same for curl.
bool writeRequests(const QDir &folder, const QByteArray &url, int requests)
{
    QByteArray list;
    QByteArray text;
    for (int i = 0; i < requests; ++i) {
        const QByteArray each = url + "?page=" + QByteArray::number(i);
        list += "url = \"" + each + "\"\noutput = \"/dev/null\"\n";
        text += "### Order, page " + QByteArray::number(i) + "\nGET " + each
            + "\nAccept: application/json\n\n";
        if (i % requestsAFile < requestsAFile - 1 && i + 1 < requests)
            continue;
        const QString name
            = u"shop/orders%1.http"_s.arg(i / requestsAFile, 5, 10, QLatin1Char('0'));
        if (!write(folder.filePath(name), text))
            return false;
        text.clear();
    }
    return write(folder.filePath(u"list.curl"_s), list);
}

/// Whether a run told of that many requests that have succeeded.
bool hasAnswered(const QByteArrayList &run, const QByteArray &outputPath, int requests)
{
    if (!costOf(run + QByteArrayList{"--json"}, outputPath))
        return false;
    QFile file(QFile::decodeName(outputPath));
    if (!file.open(QFile::ReadOnly))
        return false;
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    const QJsonObject summary
        = QJsonDocument::fromJson(lines.last()).object()["summary"_L1].toObject();
    return summary["outcomes"_L1].toObject()["success"_L1].toInt() == requests;
}

void tell(const Contestant &contestant, const ProcessCost *floor)
{
    const ProcessCost cost = median(contestant.costs);
    std::printf("%-44s %8.1f ms %8.1f ms of processor %6.1f MB", contestant.name, cost.wall,
                cost.processor, cost.memory);
    if (floor)
        std::printf("  ratio %5.2f", cost.wall / floor->wall);
    std::printf("\n");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int requests = argc > 1 ? std::max(1, atoi(argv[1])) : 1000;
    const int rounds = argc > 2 ? std::max(1, atoi(argv[2])) : 9;
    const QTemporaryDir folder;
    const QDir dir(folder.path());
    // Nothing of the user's is read or written.
    for (const char *place : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        qputenv(place, QFile::encodeName(folder.path()));

    QProcess server;
    server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server.start(QStringLiteral(ANSWER_SERVER), {u"1000"_s, u"300"_s});
    if (!server.waitForReadyRead(60'000))
        return 2;
    const QByteArray url = "http:"
                           "//127.0.0.1:"
        + server.readLine().trimmed() + "/orders";
    if (!dir.mkdir(u"shop"_s) || !writeRequests(dir, url, requests))
        return 2;
    const QByteArray shop = QFile::encodeName(dir.filePath(u"shop"_s));
    const QByteArray list = QFile::encodeName(dir.filePath(u"list.curl"_s));
    const QByteArray output = QFile::encodeName(dir.filePath(u"output"_s));
    const QByteArray cli = RECLOSER_CLI;

    std::vector<Contestant> contestants;
    if (!QStandardPaths::findExecutable(u"curl"_s).isEmpty()) {
        contestants.push_back({"curl, 1 request", {"curl", "-s", url}});
        contestants.push_back({"curl, all in order", {"curl", "-s", "-K", list}});
    }
    const int one = int(contestants.size());
    const int all = one + 1;
    contestants.push_back({"QNetworkAccessManager, 1 request", {FLOOR, url, "1"}});
    contestants.push_back(
        {"QNetworkAccessManager, all in order", {FLOOR, url, QByteArray::number(requests)}});
    contestants.push_back({"recloser-cli --version", {cli, "--version"}});
    contestants.push_back({"recloser-cli key", {cli, "key", url}});
    contestants.push_back(
        {"recloser-cli send, without history", {cli, "send", "-q", url, "--no-history"}, one});
    contestants.push_back({"recloser-cli send", {cli, "send", "-q", url}, one});
    const QByteArrayList run{cli, "run", shop, "-q"};
    contestants.push_back(
        {"recloser-cli run, without history", run + QByteArrayList{"--no-history"}, all});
    contestants.push_back({"recloser-cli run", run, all});

    // Makes the history too.
    if (!hasAnswered(run, output, requests)) {
        std::fprintf(stderr, "not every request had its answer\n");
        return 1;
    }
    for (int round = 0; round < rounds; ++round) {
        for (Contestant &contestant : contestants) {
            const auto cost = costOf(contestant.command, output);
            if (!cost) {
                std::fprintf(stderr, "%s: failed\n", contestant.name);
                return 1;
            }
            contestant.costs.push_back(*cost);
        }
    }
    std::printf("%d requests in order, or 1; medians of %d\n", requests, rounds);
    for (const Contestant &contestant : contestants) {
        const bool hasFloor = contestant.floor >= 0;
        const ProcessCost floor
            = hasFloor ? median(contestants[size_t(contestant.floor)].costs) : ProcessCost{};
        tell(contestant, hasFloor ? &floor : nullptr);
    }
    for (const char *peer : {"curl", "bru", "newman", "httpyac"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(peer)).isEmpty())
            std::printf("%s is not on this machine\n", peer);
    }
    server.closeWriteChannel();
    server.waitForFinished(60'000);
    return 0;
}
