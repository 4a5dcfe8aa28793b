// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/history/historymodel.h"

#include "ui/history/historywords.h"

#include <QSet>

#include <algorithm>

namespace Recloser {

HistoryModel::HistoryModel(HistoryStore &store, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
{
    connect(&store, &HistoryStore::added, this, &HistoryModel::onAdded);
    connect(&store, &HistoryStore::removed, this, &HistoryModel::onRemoved);
    connect(&store, &HistoryStore::cleared, this, &HistoryModel::onCleared);
    ask(Purpose::Replace);
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HistoryRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.url;
    case Qt::ToolTipRole:
        return detailsOf(row);
    case Qt::AccessibleTextRole:
        return spokenText(row);
    default:
        return {};
    }
}

void HistoryModel::setSearch(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    ask(Purpose::Replace);
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isAppending;
}

void HistoryModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(Purpose::Append);
}

void HistoryModel::ask(Purpose purpose)
{
    HistoryQuery query{.text = m_text, .limit = pageSize};
    switch (purpose) {
    case Purpose::Replace:
        ++m_generation;
        m_hasMore = m_isAppending = m_isLookingForNewer = m_lookAgain = false;
        break;
    case Purpose::Append:
        m_isAppending = true;
        query.before = m_rows.isEmpty() ? 0 : m_rows.last().id;
        break;
    case Purpose::Newer:
        m_isLookingForNewer = true;
        break;
    }
    m_store.search(query).then(this, [this, purpose, generation = m_generation](const Page &page) {
        if (generation == m_generation)
            take(purpose, page);
    });
}

void HistoryModel::take(Purpose purpose, const Page &page)
{
    if (purpose == Purpose::Newer)
        m_isLookingForNewer = false;
    if (!page) {
        // Else the view would ask for the same page again at once, for ever.
        m_hasMore = m_isAppending = false;
        Q_EMIT failed(page.error());
        return;
    }
    m_total = page->total;
    switch (purpose) {
    case Purpose::Replace:
        beginResetModel();
        m_rows = page->rows;
        m_hasMore = page->hasMore;
        m_isLoaded = true;
        endResetModel();
        break;
    case Purpose::Append:
        append(*page);
        m_isAppending = false; // a view may ask for more in the middle of an insertion
        break;
    case Purpose::Newer:
        prepend(page->rows);
        break;
    }
    Q_EMIT countsChanged();
    if (std::exchange(m_lookAgain, false))
        ask(Purpose::Newer);
}

void HistoryModel::append(const HistoryPage &page)
{
    m_hasMore = page.hasMore;
    if (page.rows.isEmpty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(page.rows.size()) - 1);
    m_rows += page.rows;
    endInsertRows();
}

void HistoryModel::prepend(QList<HistoryRow> newestFirst)
{
    const qint64 newest = m_rows.isEmpty() ? 0 : m_rows.first().id;
    newestFirst.removeIf([newest](const HistoryRow &row) { return row.id <= newest; });
    if (newestFirst.isEmpty())
        return;
    beginInsertRows({}, 0, int(newestFirst.size()) - 1);
    m_rows = newestFirst + m_rows;
    endInsertRows();
}

void HistoryModel::onAdded(const QList<HistoryRow> &rows)
{
    if (!m_isLoaded)
        return; // the page that is under way has them
    m_total += rows.size();
    if (m_text.trimmed().isEmpty()) {
        QList<HistoryRow> newestFirst = rows;
        std::ranges::sort(newestFirst, std::ranges::greater(), &HistoryRow::id);
        prepend(std::move(newestFirst));
    } else if (m_isLookingForNewer) {
        m_lookAgain = true;
    } else {
        // Which of them the search finds only the store knows.
        ask(Purpose::Newer);
    }
    Q_EMIT countsChanged();
}

void HistoryModel::onRemoved(const QList<qint64> &ids)
{
    const QSet<qint64> gone(ids.begin(), ids.end());
    for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
        if (!gone.contains(m_rows.at(last).id))
            continue;
        int first = last;
        while (first > 0 && gone.contains(m_rows.at(first - 1).id))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
    m_total = std::max<qint64>(0, m_total - ids.size());
    Q_EMIT countsChanged();
}

void HistoryModel::onCleared()
{
    ++m_generation;
    beginResetModel();
    m_rows.clear();
    m_hasMore = m_isAppending = m_isLookingForNewer = m_lookAgain = false;
    m_isLoaded = true;
    m_total = 0;
    endResetModel();
    Q_EMIT countsChanged();
}

} // namespace Recloser
