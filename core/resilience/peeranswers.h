// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/recordedcall.h"

#include <QHash>

#include <map>
#include <vector>

namespace Recloser {

/// What peers are known to have answered, and when: what stands in for answers that nobody asked
/// for. At most 32 of a peer for each quarter of a second are kept, the first ones. Plain value.
class PeerAnswers
{
public:
    struct Answer
    {
        /// When the attempt began, since 1970.
        microseconds at{0};
        microseconds duration{0};
        RecordedResult result;
    };

    /// Answers that lie further than `window` from the time in question are no answers.
    explicit PeerAnswers(milliseconds window) : m_window(window) { }

    /// Takes the attempts of `call` for answers of `peer`, those that were given up apart. Calls
    /// come in the order of their starts.
    void note(const QString &peer, const RecordedCall &call);
    /// The one nearest to `time`, the earlier of two as near; nullptr: none within the window. For
    /// times that never go back by more than the window from the last call noted.
    const Answer *nearest(const QString &peer, microseconds time) const;

private:
    static constexpr microseconds quarter = milliseconds(250);
    static constexpr size_t mostInQuarter = 32;
    /// By quarters of a second.
    using Quarters = std::map<qint64, std::vector<Answer>>;

    void forgetBefore(Quarters &quarters, microseconds time) const;

    microseconds m_window;
    QHash<QString, Quarters> m_peers;
    qint64 m_noted = 0;
};

/// Whether it was given up before it ended, so that nobody knows how it would have ended.
bool wasGivenUp(const RecordedResult &result);

/// Scheme, host in lower case and port of a URL as sent: its peer.
QString peerOf(const QString &url);

} // namespace Recloser
