// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/cores.h"
#include "tests/bench/send/options.h"
#include "tests/bench/send/peer.h"
#include "tests/bench/send/plain.h"
#include "tests/bench/send/report.h"
#include "tests/bench/send/servers.h"
#include "tests/bench/send/wholepath.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace Recloser::Bench;

namespace {

struct Field
{
    std::vector<std::unique_ptr<Contestant>> contestants;
    Roles roles;
};

void tell(const QByteArray &text, FILE *where = stdout)
{
    std::fwrite(text.constData(), 1, size_t(text.size()), where);
    std::fflush(where);
}

bool takesPart(const Options &options, const QString &title)
{
    return options.only.isEmpty() || std::ranges::any_of(options.only, [&](const QString &part) {
               return title.contains(part, Qt::CaseInsensitive);
           });
}

Field fieldOf(const Options &options, const Servers &servers, std::unique_ptr<PeerContestant> peer,
              int historyCore)
{
    using Record = WholePathContestant::Record;
    using Sockets = PlainContestant::Sockets;
    const QUrl url = servers.url();
    const qsizetype size = options.bodyBytes;
    Field field;
    const auto add = [&](std::unique_ptr<Contestant> contestant, int *role = nullptr) {
        if (!takesPart(options, contestant->title()))
            return;
        if (role)
            *role = int(field.contestants.size());
        field.contestants.push_back(std::move(contestant));
    };
    add(std::make_unique<PlainContestant>(url, size, Sockets::AsTheyCome));
    add(std::make_unique<PlainContestant>(url, size, Sockets::Buffered), &field.roles.floor);
    add(std::make_unique<WholePathContestant>(url, size, QString(), Record::No, historyCore));
    add(std::make_unique<WholePathContestant>(url, size, QString(), Record::Yes, historyCore),
        &field.roles.memory);
    add(std::make_unique<WholePathContestant>(url, size, servers.redisSocket(), Record::Yes,
                                              historyCore),
        &field.roles.redis);
    if (peer)
        add(std::move(peer), &field.roles.peer);
    return field;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto options = optionsFrom(application.arguments());
    if (!options) {
        tell(options.error().toUtf8() + '\n', stderr);
        return 2;
    }

    QStringList notes;
    const QList<int> cores = usableCores();
    const int clientCore = cores.size() > 1 ? cores.first() : -1;
    const int serverCore = cores.size() > 1 ? cores.last() : -1;
    const bool isSpread = options->cores == Options::Cores::Spread;
    if (clientCore < 0)
        notes.append(
            u"one processor only: client and servers share it, so no rate here is a client's own"_s);
    else
        notes.append(u"client on processor %1%2; server and Redis on processor %3"_s.arg(clientCore)
                         .arg(isSpread ? u", its history on processor %1"_s.arg(serverCore)
                                       : u" with all its threads"_s)
                         .arg(serverCore));
    notes.append(
        u"medians of %1 rounds, %2 requests each; answers of %3 bytes, head of at least %4"_s
            .arg(options->rounds)
            .arg(options->requests)
            .arg(options->bodyBytes)
            .arg(options->headerBytes));
#ifndef NDEBUG
    notes.append(u"not an optimised build: the figures mean nothing"_s);
#endif

    Servers servers;
    {
        const ThreadOnCore here(serverCore);
        if (!servers.start(options->bodyBytes, options->headerBytes)) {
            tell(servers.error().toUtf8() + '\n', stderr);
            return 1;
        }
    }
    const ThreadOnCore here(clientCore);
    auto peer = std::make_unique<PeerContestant>();
    if (!takesPart(*options, peer->title())) {
        peer.reset();
    } else if (peer->start(servers.url(), options->bodyBytes, servers.redisSocket())) {
        notes.append(peer->versions());
    } else {
        const QString missing = u"without aiohttp: "_s + peer->error();
        if (options->missingPeer == Options::Missing::Fails) {
            tell(missing.toUtf8() + '\n', stderr);
            return 1;
        }
        notes.append(missing);
        peer.reset();
    }
    Field field = fieldOf(*options, servers, std::move(peer), isSpread ? serverCore : clientCore);
    if (field.contestants.empty()) {
        tell("no contestant of that title\n", stderr);
        return 2;
    }

    Campaign campaign(std::move(field.contestants), options->concurrencies, options->requests,
                      options->rounds);
    QObject::connect(&campaign, &Campaign::roundStarted, &application, [&options](int round) {
        tell(round == 0 ? "warming up\n"_ba
                        : "round %1 of %2\n"_L1.toString().arg(round).arg(options->rounds).toUtf8(),
             stderr);
    });
    QObject::connect(&campaign, &Campaign::finished, &application, &QCoreApplication::quit);
    campaign.start();
    application.exec();

    if (options->format == Options::Format::Json)
        tell(QJsonDocument(reportJson(campaign, field.roles, notes)).toJson());
    else
        tell(reportTable(campaign, field.roles, notes));
    const QStringList failed = failures(campaign);
    for (const QString &line : failed)
        tell(line.toUtf8() + '\n', stderr);
    return failed.isEmpty() ? 0 : 1;
}
