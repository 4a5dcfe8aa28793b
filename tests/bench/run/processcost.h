// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayList>

#include <optional>
#include <vector>

namespace Recloser::Bench {

/// What one process took from its start to its end.
struct ProcessCost
{
    double wall = 0; ///< ms
    double processor = 0; ///< ms, of all its threads
    double memory = 0; ///< MB resident at most
};

/// Runs a program to its end; its output goes to a file, what it says otherwise to ours. Nothing if
/// it could not be run or did not end with 0. Blocks.
std::optional<ProcessCost> costOf(const QByteArrayList &command, const QByteArray &outputPath);

/// Of each figure by itself.
ProcessCost median(std::vector<ProcessCost> costs);

} // namespace Recloser::Bench
