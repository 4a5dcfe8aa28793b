// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractListModel>

#include <functional>

namespace Recloser {

/// Something the palette can do. Plain value.
struct PaletteEntry
{
    QString title;
    /// Where it belongs: a menu, a collection, a time.
    QString subtitle;
    QString shortcut;
    std::function<void()> run;
};

/// The entries that fit what was typed, the best first; with nothing typed, all in their own order.
/// GUI thread.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    struct Row
    {
        PaletteEntry entry;
        int score = 0;
        /// Letters of title and of subtitle that were typed.
        QList<qsizetype> titleMarks;
        QList<qsizetype> subtitleMarks;
    };

    using QAbstractListModel::QAbstractListModel;

    /// Filters `entries` by `typed`; `found` was found by others and stands behind.
    void show(const QList<PaletteEntry> &entries, const QString &typed,
              const QList<PaletteEntry> &found = {});
    const Row &row(int number) const { return m_rows.at(number); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<Row> m_rows;
};

} // namespace Recloser
