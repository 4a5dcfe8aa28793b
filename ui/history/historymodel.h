// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historystore.h"

#include <QAbstractListModel>

namespace Recloser {

/// The exchanges that a search finds, newest first, read page by page; new ones appear by
/// themselves. An answer to an older search is dropped. The store outlives it. GUI thread.
class HistoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int pageSize = 200;

    explicit HistoryModel(HistoryStore &store, QObject *parent = nullptr);

    /// Asks anew; what is shown stays until the answer is there.
    void setSearch(const QString &text);
    const QString &searchText() const { return m_text; }
    /// How many are stored in all, whatever the search; -1 while unknown.
    qint64 total() const { return m_total; }
    /// The first page of the present search is there.
    bool isLoaded() const { return m_isLoaded; }
    const HistoryRow &row(int number) const { return m_rows.at(number); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// total() or isLoaded() is another one.
    void countsChanged();
    void failed(const Recloser::StoreError &error);

private:
    using Page = std::expected<HistoryPage, StoreError>;
    enum class Purpose { Replace, Append, Newer };

    void ask(Purpose purpose);
    void take(Purpose purpose, const Page &page);
    void append(const HistoryPage &page);
    void prepend(QList<HistoryRow> newestFirst);
    void onAdded(const QList<HistoryRow> &rows);
    void onRemoved(const QList<qint64> &ids);
    void onCleared();

    HistoryStore &m_store;
    QString m_text;
    QList<HistoryRow> m_rows;
    qint64 m_total = -1;
    bool m_hasMore = false;
    bool m_isLoaded = false;
    bool m_isAppending = false;
    bool m_isLookingForNewer = false;
    bool m_lookAgain = false;
    quint64 m_generation = 0;
};

} // namespace Recloser
