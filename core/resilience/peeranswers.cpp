// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/peeranswers.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

void PeerAnswers::note(const QString &peer, const RecordedCall &call)
{
    const microseconds start = call.startedAt;
    // Peers that nobody calls any more.
    if (++m_noted % 65'536 == 0) {
        m_peers.removeIf([&](const auto &item) {
            forgetBefore(item.value(), start - 2 * m_window);
            return item.value().empty();
        });
    }
    if (call.attempts.isEmpty())
        return;
    Quarters &quarters = m_peers[peer];
    forgetBefore(quarters, start - 2 * m_window);
    for (const RecordedAttempt &attempt : call.attempts) {
        if (wasGivenUp(attempt.result))
            continue;
        const microseconds at = start + attempt.startedAfter;
        std::vector<Answer> &answers = quarters[at / quarter];
        if (answers.size() < mostInQuarter)
            answers.push_back({at, attempt.duration, attempt.result});
    }
}

const PeerAnswers::Answer *PeerAnswers::nearest(const QString &peer, microseconds time) const
{
    const auto known = m_peers.constFind(peer);
    if (known == m_peers.cend() || known->empty())
        return nullptr;
    const Answer *best = nullptr;
    const auto distance
        = [time](const Answer &answer) { return std::chrono::abs(answer.at - time); };
    const auto take = [&](const std::vector<Answer> &answers) {
        for (const Answer &answer : answers) {
            const bool isBetter = !best || distance(answer) < distance(*best)
                || (distance(answer) == distance(*best) && answer.at < best->at);
            if (isBetter && distance(answer) <= m_window)
                best = &answer;
        }
    };
    // One of its own quarter, of the next one that has any, or of the last one before.
    auto quarterOn = known->lower_bound(time / quarter);
    if (quarterOn != known->begin())
        take(std::prev(quarterOn)->second);
    for (int n = 0; n < 2 && quarterOn != known->end(); ++n, ++quarterOn)
        take(quarterOn->second);
    return best;
}

void PeerAnswers::forgetBefore(Quarters &quarters, microseconds time) const
{
    while (!quarters.empty() && quarters.begin()->first < time / quarter)
        quarters.erase(quarters.begin());
}

bool wasGivenUp(const RecordedResult &result)
{
    using enum SendError::Kind;
    return result.status == 0
        && (result.error == Cancelled || result.error == DeadlineExceeded
            || result.error == Blocked);
}

QString peerOf(const QString &url)
{
    const qsizetype mark = url.indexOf("://"_L1);
    const qsizetype begin = mark < 0 ? 0 : mark + 3;
    qsizetype end = begin;
    while (end < url.size() && url[end] != u'/' && url[end] != u'?' && url[end] != u'#')
        ++end;
    const QStringView authority = QStringView(url).sliced(begin, end - begin);
    const QStringView host = authority.sliced(authority.lastIndexOf(u'@') + 1);
    const QStringView scheme = QStringView(url).first(begin);
    QString peer = (scheme.toString() + host).toLower();
    const QLatin1StringView usual = peer.startsWith("https:"_L1) ? ":443"_L1 : ":80"_L1;
    if (peer.endsWith(usual))
        peer.chop(usual.size());
    return peer;
}

} // namespace Recloser
