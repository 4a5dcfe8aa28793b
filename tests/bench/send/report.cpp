// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/report.h"

#include <QJsonArray>

#include <algorithm>

namespace Recloser::Bench {

using namespace Qt::StringLiterals;

namespace {

/// Medians of the rounds; microseconds of processor time a request.
struct Figures
{
    double rate = 0;
    double cpu = 0;
    std::optional<double> cpuOfSender;
    double cpuInPause = 0;
};

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::optional<Figures> figuresOf(const Campaign &campaign, int contestant, int concurrency)
{
    const auto found = campaign.results().find({size_t(contestant), concurrency});
    if (contestant < 0 || found == campaign.results().end())
        return std::nullopt;
    std::vector<double> rates;
    std::vector<double> cpu;
    std::vector<double> sender;
    std::vector<double> pause;
    for (const Measured &measured : found->second) {
        rates.push_back(measured.requests / measured.elapsed.count());
        cpu.push_back(measured.cpu.count() / measured.requests * 1e6);
        pause.push_back(measured.cpuInPause.count() / measured.requests * 1e6);
        if (measured.cpuOfSender)
            sender.push_back(measured.cpuOfSender->count() / measured.requests * 1e6);
    }
    Figures figures{median(std::move(rates)), median(std::move(cpu)), {}, median(std::move(pause))};
    if (!sender.empty())
        figures.cpuOfSender = median(std::move(sender));
    return figures;
}

/// One goal of the project and where we stand.
struct Standing
{
    QString goal;
    int concurrency = 0;
    double ours = 0;
    double wanted = 0;
    QString unit;
    bool isMet = false;
};

QList<Standing> standings(const Campaign &campaign, const Roles &roles)
{
    QList<Standing> list;
    for (const int concurrency : campaign.concurrencies()) {
        const auto floor = figuresOf(campaign, roles.floor, concurrency);
        const auto memory = figuresOf(campaign, roles.memory, concurrency);
        const auto redis = figuresOf(campaign, roles.redis, concurrency);
        const auto peer = figuresOf(campaign, roles.peer, concurrency);
        const auto addCost = [&](const QString &goal, double ours, double wanted) {
            list.append({goal, concurrency, ours, wanted, u"us"_s, ours <= wanted});
        };
        if (floor && memory) {
            addCost(u"memory breaker and history above buffered QNAM, all threads"_s,
                    memory->cpu - floor->cpu, 20);
            addCost(u"  of it on the sending thread"_s,
                    memory->cpuOfSender.value_or(0) - floor->cpuOfSender.value_or(0), 20);
        }
        if (floor && redis) {
            addCost(u"Redis breaker and history above buffered QNAM, all threads"_s,
                    redis->cpu - floor->cpu, 40);
            addCost(u"  of it on the sending thread"_s,
                    redis->cpuOfSender.value_or(0) - floor->cpuOfSender.value_or(0), 40);
        }
        if (redis && peer) {
            const double times = redis->rate / peer->rate;
            list.append({u"Redis breaker and history: requests/s beside aiohttp + Redis"_s,
                         concurrency, times, 2, u"x"_s, times >= 2});
        }
    }
    return list;
}

QByteArray number(double value, int width, int decimals = 0)
{
    return QByteArray::number(value, 'f', decimals).rightJustified(width);
}

} // namespace

QByteArray reportTable(const Campaign &campaign, const Roles &roles, const QStringList &notes)
{
    QByteArray out;
    for (const QString &note : notes)
        out += note.toUtf8() + '\n';
    out += "\n" + QByteArray("variant").leftJustified(28)
        + " at once  requests/s  CPU us/request  of it sender  later, in a pause  requests/s to "
          "(b)  CPU "
          "to (b)\n";
    for (const int concurrency : campaign.concurrencies()) {
        const auto floor = figuresOf(campaign, roles.floor, concurrency);
        for (size_t i = 0; i < campaign.contestants().size(); ++i) {
            const auto figures = figuresOf(campaign, int(i), concurrency);
            if (!figures)
                continue;
            out += campaign.contestants()[i]->title().toUtf8().leftJustified(28)
                + number(concurrency, 8) + number(figures->rate, 12) + number(figures->cpu, 16, 1)
                + (figures->cpuOfSender ? number(*figures->cpuOfSender, 14, 1)
                                        : QByteArray("-").rightJustified(14))
                + number(figures->cpuInPause, 19, 1);
            if (floor)
                out += number(figures->rate / floor->rate, 19, 2)
                    + number(figures->cpu / floor->cpu, 12, 2);
            out += '\n';
        }
        out += '\n';
    }
    for (const Standing &standing : standings(campaign, roles)) {
        out += (standing.isMet ? "met      " : "missed   ")
            + standing.goal.toUtf8().leftJustified(62) + number(standing.concurrency, 3)
            + " at once: " + number(standing.ours, 7, 2) + ' ' + standing.unit.toUtf8() + ", goal "
            + number(standing.wanted, 0) + '\n';
    }
    return out;
}

QJsonObject reportJson(const Campaign &campaign, const Roles &roles, const QStringList &notes)
{
    QJsonArray variants;
    for (const auto &[place, rounds] : campaign.results()) {
        const auto figures = figuresOf(campaign, int(place.first), place.second);
        QJsonObject row{{u"variant"_s, campaign.contestants()[place.first]->title()},
                        {u"concurrency"_s, place.second},
                        {u"requestsPerSecond"_s, figures->rate},
                        {u"cpuMicrosecondsPerRequest"_s, figures->cpu},
                        {u"rounds"_s, qint64(rounds.size())}};
        if (figures->cpuInPause > 0)
            row.insert(u"pauseMicrosecondsPerRequest"_s, figures->cpuInPause);
        if (figures->cpuOfSender)
            row.insert(u"senderMicrosecondsPerRequest"_s, *figures->cpuOfSender);
        if (const auto floor = figuresOf(campaign, roles.floor, place.second)) {
            row.insert(u"rateToFloor"_s, figures->rate / floor->rate);
            row.insert(u"cpuToFloor"_s, figures->cpu / floor->cpu);
        }
        variants.append(row);
    }
    QJsonArray goals;
    for (const Standing &standing : standings(campaign, roles)) {
        goals.append(QJsonObject{{u"goal"_s, standing.goal.trimmed()},
                                 {u"concurrency"_s, standing.concurrency},
                                 {u"ours"_s, standing.ours},
                                 {u"wanted"_s, standing.wanted},
                                 {u"unit"_s, standing.unit},
                                 {u"met"_s, standing.isMet}});
    }
    return {{u"notes"_s, QJsonArray::fromStringList(notes)},
            {u"variants"_s, variants},
            {u"goals"_s, goals},
            {u"failures"_s, QJsonArray::fromStringList(failures(campaign))}};
}

QStringList failures(const Campaign &campaign)
{
    QStringList lines;
    for (const auto &[place, rounds] : campaign.results()) {
        for (const Measured &measured : rounds) {
            if (measured.good == measured.requests && measured.complaint.isEmpty())
                continue;
            lines.append(u"%1, %2 at once: %3 of %4 requests succeeded; %5"_s
                             .arg(campaign.contestants()[place.first]->title())
                             .arg(place.second)
                             .arg(measured.good)
                             .arg(measured.requests)
                             .arg(measured.complaint));
        }
    }
    return lines;
}

} // namespace Recloser::Bench
