// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historystore.h"

#include <QAbstractListModel>
#include <QSet>

#include <stop_token>

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
    qint64 total() const
    {
        return m_total < 0 ? m_total : std::max<qint64>(0, m_total - m_hidden.size());
    }
    /// The first page of the present search is there.
    bool isLoaded() const { return m_isLoaded; }
    const HistoryRow &row(int number) const { return m_rows.at(number); }
    /// It is the newest one of its day, here where we are.
    bool beginsDay(int number) const;
    /// Older exchanges are looked through for more that fit, without anybody having asked for more.
    bool isLookingFurther() const { return m_isAppending && m_rows.size() < m_wanted; }
    /// What in the search reads like a filter and is none.
    const QList<SearchProblem> &problems() const { return m_problems; }
    /// Leaves rows out as if they were removed, until they are shown again or are.
    void hide(const QList<qint64> &ids);
    void showAgain(const QList<qint64> &ids);
    /// While nobody looks at the end of it, a list that grows at its beginning forgets its end.
    void setTrimming(bool isTrimming) { m_isTrimming = isTrimming; }

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
    void onKeptChanged(const QList<qint64> &ids, Keeping keeping);
    void takeOut(const QList<qint64> &ids);
    QList<HistoryRow> shown(QList<HistoryRow> rows) const;
    void trim();

    HistoryStore &m_store;
    QString m_text;
    QList<HistoryRow> m_rows;
    QList<SearchProblem> m_problems;
    QSet<qint64> m_hidden;
    /// Ends the search under way when another follows.
    std::stop_source m_searching;
    qint64 m_total = -1;
    /// Where the next page begins.
    qint64 m_next = 0;
    /// So many rows are looked for before anybody scrolls.
    qsizetype m_wanted = pageSize;
    bool m_hasMore = false;
    bool m_isLoaded = false;
    bool m_isAppending = false;
    bool m_isLookingForNewer = false;
    bool m_lookAgain = false;
    bool m_isTrimming = false;
    quint64 m_generation = 0;
};

} // namespace Recloser
