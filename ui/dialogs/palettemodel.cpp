// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/palettemodel.h"

#include "ui/dialogs/fuzzymatch.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

void PaletteModel::show(const QList<PaletteEntry> &entries, const QString &typed,
                        const QList<PaletteEntry> &found)
{
    beginResetModel();
    m_rows.clear();
    for (const PaletteEntry &entry : entries) {
        const auto inTitle = fuzzyMatch(typed, entry.title);
        if (inTitle) {
            m_rows.append({.entry = entry, .score = inTitle->score, .titleMarks = inTitle->marks});
            continue;
        }
        // A word of the subtitle narrows it down: "search shop".
        const QString whole = entry.title + u' ' + entry.subtitle;
        const auto inBoth = fuzzyMatch(typed, whole);
        if (!inBoth)
            continue;
        Row row{.entry = entry, .score = inBoth->score / 2};
        for (const qsizetype mark : inBoth->marks) {
            if (mark < entry.title.size())
                row.titleMarks.append(mark);
            else if (mark > entry.title.size())
                row.subtitleMarks.append(mark - entry.title.size() - 1);
        }
        m_rows.append(std::move(row));
    }
    std::ranges::stable_sort(m_rows, std::ranges::greater(), &Row::score);
    for (const PaletteEntry &entry : found)
        m_rows.append({.entry = entry});
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry &entry = m_rows.at(index.row()).entry;
    if (role == Qt::DisplayRole)
        return entry.title;
    if (role == Qt::AccessibleTextRole)
        return QStringList{entry.title, entry.subtitle, entry.shortcut}.join(u", "_s);
    return {};
}

} // namespace Recloser
