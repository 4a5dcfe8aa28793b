// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace Recloser {

/// A row as it is shown: tabs as wide as they are, control characters as signs. Plain value.
struct DiffRowText
{
    /// Whether tabs and carriage returns are told from blanks and nothing.
    enum class Blanks { AsTheyAre, Marked };

    QString shown;
    /// One column a character.
    bool isPlain = true;
    QString source;
    /// The character of `source` that each one of `shown` stands for, and its length; empty where
    /// that is the same one.
    QList<qsizetype> origins;

    /// Characters [begin, end) of `shown` as they were.
    QString between(qsizetype begin, qsizetype end) const;
};

DiffRowText diffRowText(QByteArrayView row, DiffRowText::Blanks blanks);

} // namespace Recloser
