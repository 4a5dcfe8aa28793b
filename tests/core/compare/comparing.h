// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/textcompare.h"

#include <QRandomGenerator>
#include <QString>

namespace Recloser {

inline TextRows rowsOf(const QByteArray &text)
{
    return TextRows(HeldBytes(text));
}

/// The texts of the left and of the right, put together from what the stretches say.
inline std::pair<QByteArray, QByteArray> reassembled(const AlignedRows &rows)
{
    std::pair<QByteArray, QByteArray> texts;
    for (qsizetype row = 0; row < rows.rowCount(); ++row) {
        const AlignedRow at = rows.at(row);
        if (at.left >= 0)
            texts.first += rows.left().rowWithEnd(at.left);
        if (at.right >= 0)
            texts.second += rows.right().rowWithEnd(at.right);
    }
    return texts;
}

/// The left one with the differences applied: equal rows are taken from it, all else from the
/// right.
inline QByteArray applied(const AlignedRows &rows)
{
    QByteArrayList lines;
    for (qsizetype row = 0; row < rows.rowCount(); ++row) {
        const AlignedRow at = rows.at(row);
        if (at.kind == RowKind::Equal)
            lines.append(rows.left().row(at.left).toByteArray());
        else if (at.right >= 0)
            lines.append(rows.right().row(at.right).toByteArray());
    }
    return lines.join('\n');
}

/// One line a stretch: "=2 ~1 -1 +3".
inline QString sketch(const AlignedRows &rows)
{
    QStringList parts;
    for (const RowStretch &stretch : rows.stretches())
        parts.append(QChar(u"=~-+≈i(."[int(stretch.kind)]) + QString::number(stretch.count));
    return parts.join(u' ');
}

} // namespace Recloser
