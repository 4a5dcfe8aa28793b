// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keygroups.h"

#include <QAbstractListModel>

namespace Recloser {

/// Our key of a URL and that of a Python. Plain value.
struct ComparedKey
{
    QString url;
    WantedKey ours;
    /// False where the pattern was too slow for us.
    bool isOursKnown = true;
    WantedKey theirs;
    /// False where Python said nothing before it was killed.
    bool isTheirsKnown = true;

    bool isSame() const { return isOursKnown && isTheirsKnown && ours == theirs; }
    bool operator==(const ComparedKey &) const = default;
};

/// Answers, those that differ first. GUI thread.
class AnswerModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { WordsRole = Qt::UserRole, SameRole };

    using QAbstractListModel::QAbstractListModel;

    void setRows(QList<ComparedKey> rows);
    const QList<ComparedKey> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<ComparedKey> m_rows;
};

} // namespace Recloser
