// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/whatifresult.h"

#include <QHash>
#include <QSet>

namespace Recloser {

/// Finds the keys that stand for several others. Of a key it keeps a fingerprint of 64 bits and at
/// most one text, until it stands for a second one. Plain value.
class KeyRegrouping
{
public:
    /// A call that has `key` here has `other` there.
    void note(const QString &key, const QString &other);
    /// Keys that stand for several others.
    qint64 count() const { return m_count; }
    /// The largest first, then by key; at most `most`.
    QList<WhatIfRegrouping> largest(qsizetype most) const;

private:
    struct Known
    {
        /// Null: the key itself, which is the case for most.
        QString first;
        bool isGroup = false;
    };
    QHash<quint64, Known> m_known;
    QSet<quint64> m_pairs;
    QHash<QString, WhatIfRegrouping> m_groups;
    qint64 m_count = 0;
};

/// The same for the same text; differs for two with a chance of 2^64 to 1.
quint64 fingerprint(QStringView text);

} // namespace Recloser
