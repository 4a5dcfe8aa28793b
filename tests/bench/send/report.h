// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/bench/send/campaign.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace Recloser::Bench {

/// Which contestants the others are compared with, by their place; negative when it does not take
/// part.
struct Roles
{
    int floor = -1; ///< plain QNetworkAccessManager with buffered sockets
    int memory = -1; ///< ours with memory breaker and history
    int redis = -1; ///< ours with Redis breaker and history
    int peer = -1; ///< aiohttp
};

/// A table of medians and, below, how they stand to the goals. `notes` come first.
QByteArray reportTable(const Campaign &campaign, const Roles &roles, const QStringList &notes);
QJsonObject reportJson(const Campaign &campaign, const Roles &roles, const QStringList &notes);

/// Loads in which not every request was answered well, one line each.
QStringList failures(const Campaign &campaign);

} // namespace Recloser::Bench
