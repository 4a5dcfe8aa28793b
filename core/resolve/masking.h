// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"

#include <QSet>
#include <QString>

namespace Recloser {

/// Replaces known secrets by "***", in every spelling they take on the way: as they are, percent-
/// and form-encoded, in Base64, escaped for JSON. Longer ones first, so that one inside another
/// leaves nothing behind.
class Masking
{
public:
    /// Taken as it is, whatever its length. Empty ones are left out.
    void add(const QString &secret);
    /// Left out when shorter than four characters, as it would hit innocent text.
    void addLikely(const QString &secret);

    bool isEmpty() const { return m_needles.isEmpty(); }
    /// What is replaced in bytes, longer ones first.
    const QList<QByteArray> &spellings() const { return m_byteNeedles; }
    void mask(QString &text) const;
    void mask(QByteArray &bytes) const;
    void mask(QUrl &url) const;
    void mask(QList<RawHeader> &headers) const;

private:
    void addNeedle(const QString &needle);

    QSet<QString> m_known;
    QList<QString> m_needles;
    QList<QByteArray> m_byteNeedles;
    QList<QByteArray> m_latinNeedles;
};

/// What stands where a secret was.
QString maskText();

} // namespace Recloser
