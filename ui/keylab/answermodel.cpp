// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/answermodel.h"

#include "ui/keylab/keywords.h"
#include "ui/widgets/plaintip.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString keyText(const WantedKey &key, bool isKnown, const QString &unknown)
{
    return !isKnown ? unknown : !key ? AnswerModel::tr("no match") : circuitName(*key);
}

} // namespace

void AnswerModel::setRows(QList<ComparedKey> rows)
{
    std::ranges::stable_sort(rows, {}, &ComparedKey::isSame);
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int AnswerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant AnswerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ComparedKey &row = m_rows.at(index.row());
    const QString ours = keyText(row.ours, row.isOursKnown, tr("too slow"));
    const QString theirs = keyText(row.theirs, row.isTheirsKnown, tr("no answer"));
    const QString words
        = row.isSame() ? tr("both: %1").arg(ours) : tr("here %1, Python %2").arg(ours, theirs);
    switch (role) {
    case Qt::DisplayRole:
        return row.url;
    case WordsRole:
        return words;
    case SameRole:
        return row.isSame();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return role == Qt::ToolTipRole ? plainTip(u"%1\n%2"_s.arg(row.url, words))
                                       : u"%1\n%2"_s.arg(row.url, words);
    default:
        return {};
    }
}

} // namespace Recloser
