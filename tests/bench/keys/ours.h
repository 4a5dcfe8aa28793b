// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/regex/pattern.h"

#include <QByteArray>
#include <QStringList>

namespace Recloser {

/// What grouping a list by key cost, and what came of it.
struct Round
{
    qint64 nanoseconds = 0; ///< of the processor
    qsizetype groups = 0;

    bool operator==(const Round &) const = default;
};

Round groupByKey(const Pattern &pattern, const QStringList &urls);

/// SHA-1 of all keys, a line each.
QByteArray digestOfKeys(const Pattern &pattern, const QStringList &urls);

/// Through KeyReader, as sending and Key Lab find a key.
Round readKeys(const QString &pattern, const QStringList &urls);

/// Processor time of this thread.
qint64 processorTime();

} // namespace Recloser
