// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/history/historymodel.h"

#include "ui/history/historywords.h"

#include <QSet>

#include <algorithm>

namespace Recloser {

namespace {

/// A burst of sends makes the list no longer than this.
constexpr qsizetype mostRows = 4000;
/// So soon there is something to see, and the history's thread turns to others.
constexpr std::chrono::milliseconds patience(20);

} // namespace

HistoryModel::HistoryModel(HistoryStore &store, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
{
    connect(&store, &HistoryStore::added, this, &HistoryModel::onAdded);
    connect(&store, &HistoryStore::removed, this, &HistoryModel::onRemoved);
    connect(&store, &HistoryStore::keptChanged, this, &HistoryModel::onKeptChanged);
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
    if (!canFetchMore(parent))
        return;
    m_wanted = m_rows.size() + pageSize;
    ask(Purpose::Append);
}

void HistoryModel::ask(Purpose purpose)
{
    HistoryQuery query{.text = m_text, .limit = pageSize, .patience = patience};
    switch (purpose) {
    case Purpose::Replace:
        ++m_generation;
        m_searching.request_stop();
        m_searching = std::stop_source();
        m_hasMore = m_isAppending = m_isLookingForNewer = m_lookAgain = false;
        break;
    case Purpose::Append:
        m_isAppending = true;
        query.before = m_next;
        break;
    case Purpose::Newer:
        m_isLookingForNewer = true;
        break;
    }
    m_store.search(query, m_searching.get_token())
        .then(this, [this, purpose, generation = m_generation](const Page &page) {
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
        m_rows = shown(page->rows);
        m_problems = page->problems;
        m_hasMore = page->hasMore;
        m_next = page->next;
        m_wanted = pageSize;
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
    if (m_hasMore && !m_isAppending && m_rows.size() < m_wanted)
        ask(Purpose::Append);
    Q_EMIT countsChanged();
    if (std::exchange(m_lookAgain, false))
        ask(Purpose::Newer);
}

void HistoryModel::append(const HistoryPage &page)
{
    m_hasMore = page.hasMore;
    m_next = page.next;
    const QList<HistoryRow> rows = shown(page.rows);
    if (rows.isEmpty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    m_rows += rows;
    endInsertRows();
}

void HistoryModel::prepend(QList<HistoryRow> newestFirst)
{
    const qint64 newest = m_rows.isEmpty() ? 0 : m_rows.first().id;
    newestFirst.removeIf([newest](const HistoryRow &row) { return row.id <= newest; });
    newestFirst = shown(std::move(newestFirst));
    if (newestFirst.isEmpty())
        return;
    beginInsertRows({}, 0, int(newestFirst.size()) - 1);
    m_rows = newestFirst + m_rows;
    endInsertRows();
    // It may no longer be the one that begins the day.
    const QModelIndex below = index(int(newestFirst.size()));
    if (below.isValid())
        Q_EMIT dataChanged(below, below);
    trim();
}

void HistoryModel::trim()
{
    // Half of it at a time, so that not every batch does it.
    if (!m_isTrimming || m_isAppending || m_rows.size() <= mostRows)
        return;
    beginRemoveRows({}, int(mostRows / 2), int(m_rows.size()) - 1);
    m_rows.resize(mostRows / 2);
    m_hasMore = true;
    m_next = m_rows.last().id;
    endRemoveRows();
}

QList<HistoryRow> HistoryModel::shown(QList<HistoryRow> rows) const
{
    if (!m_hidden.isEmpty())
        rows.removeIf([this](const HistoryRow &row) { return m_hidden.contains(row.id); });
    return rows;
}

bool HistoryModel::beginsDay(int number) const
{
    const QDateTime &start = m_rows.at(number).startedAt;
    if (!start.isValid())
        return false;
    if (number == 0)
        return true;
    const QDateTime &newer = m_rows.at(number - 1).startedAt;
    // Dates of this place are slow to make; mostly there is no need.
    constexpr qint64 shortTime = 1000;
    if (newer.isValid()
        && std::abs(newer.toMSecsSinceEpoch() - start.toMSecsSinceEpoch()) < shortTime)
        return false;
    return !newer.isValid() || newer.toLocalTime().date() != start.toLocalTime().date();
}

void HistoryModel::hide(const QList<qint64> &ids)
{
    m_hidden.unite(QSet<qint64>(ids.begin(), ids.end()));
    takeOut(ids);
    Q_EMIT countsChanged();
}

void HistoryModel::showAgain(const QList<qint64> &ids)
{
    m_hidden.subtract(QSet<qint64>(ids.begin(), ids.end()));
    ask(Purpose::Replace);
}

void HistoryModel::onKeptChanged(const QList<qint64> &ids, Keeping keeping)
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (!ids.contains(m_rows[i].id))
            continue;
        m_rows[i].isKept = keeping == Keeping::ForEver;
        Q_EMIT dataChanged(index(int(i)), index(int(i)));
    }
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
    takeOut(ids);
    m_hidden.subtract(QSet<qint64>(ids.begin(), ids.end()));
    m_total = std::max<qint64>(0, m_total - ids.size());
    Q_EMIT countsChanged();
}

void HistoryModel::takeOut(const QList<qint64> &ids)
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
        // It may begin the day now.
        if (first < int(m_rows.size()))
            Q_EMIT dataChanged(index(first), index(first));
    }
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
