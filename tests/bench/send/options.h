// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <expected>

namespace Recloser::Bench {

/// What to measure and how to tell it.
struct Options
{
    /// Of each contestant at each concurrency in each round.
    int requests = 4000;
    int rounds = 5;
    QList<int> concurrencies{1, 8, 64};
    /// Only contestants whose titles hold one of these; empty: all.
    QStringList only;
    qsizetype bodyBytes = 120;
    /// Of the whole head of an answer, at least.
    qsizetype headerBytes = 0;
    enum class Cores {
        One, ///< all of the client on one processor, as the peer's
        Spread, ///< the thread of the history beside the servers
    };
    Cores cores = Cores::One;
    enum class Format { Table, Json };
    Format format = Format::Table;
    enum class Missing {
        LeftOut, ///< and said so
        Fails,
    };
    Missing missingPeer = Missing::LeftOut;
};

/// The error is what to tell the user.
std::expected<Options, QString> optionsFrom(const QStringList &arguments);

} // namespace Recloser::Bench
