// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/streams/eventmodel.h"

#include <QElapsedTimer>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Milliseconds of the event loop for a slice.
constexpr qint64 sliceLength = 4;
/// Characters of data that a row has room for.
constexpr qsizetype longestPreview = 300;

qint64 sizeOf(const ServerEvent &event)
{
    return event.data.size() + event.type.size() + event.lastEventId.size();
}

QString previewOf(const QByteArray &data)
{
    return QString::fromUtf8(data.first(std::min(longestPreview, data.size()))).simplified();
}

} // namespace

EventModel::EventModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_slice.setSingleShot(true);
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &EventModel::lookOn);
}

void EventModel::clear()
{
    beginResetModel();
    m_slice.stop();
    m_events.clear();
    m_shown.clear();
    m_first = m_next = m_bytes = 0;
    endResetModel();
    Q_EMIT countsChanged();
}

void EventModel::append(const QList<ServerEvent> &events, const QDateTime &at)
{
    for (const ServerEvent &event : events) {
        m_bytes += sizeOf(event);
        m_events.push_back({event, at});
    }
    dropOldest();
    lookOn();
}

void EventModel::setFilter(const QString &text)
{
    if (m_filter == text)
        return;
    beginResetModel();
    m_filter = text;
    m_shown.clear();
    m_next = m_first;
    endResetModel();
    lookOn();
}

void EventModel::dropOldest()
{
    size_t count = 0;
    while (m_events.size() - count > mostEvents
           || (m_bytes > mostBytes && m_events.size() - count > 1))
        m_bytes -= sizeOf(m_events[count++].event);
    if (count == 0)
        return;
    const qint64 first = m_first + qint64(count);
    const auto gone = std::ranges::lower_bound(m_shown, first) - m_shown.begin();
    if (gone > 0)
        beginRemoveRows({}, 0, int(gone) - 1);
    m_shown.erase(m_shown.begin(), m_shown.begin() + gone);
    m_events.erase(m_events.begin(), m_events.begin() + qsizetype(count));
    m_first = first;
    m_next = std::max(m_next, m_first);
    if (gone > 0)
        endRemoveRows();
}

bool EventModel::isFound(const ServerEvent &event) const
{
    const auto has = [this](const QByteArray &text) {
        return QString::fromUtf8(text).contains(m_filter, Qt::CaseInsensitive);
    };
    return m_filter.isEmpty() || has(event.data) || has(event.type) || has(event.lastEventId);
}

void EventModel::lookOn()
{
    QElapsedTimer clock;
    clock.start();
    std::vector<qint64> found;
    for (; m_next < total() && clock.elapsed() < sliceLength; ++m_next) {
        if (isFound(m_events[size_t(m_next - m_first)].event))
            found.push_back(m_next);
    }
    if (!found.empty()) {
        const int row = rowCount();
        beginInsertRows({}, row, row + int(found.size()) - 1);
        m_shown.insert(m_shown.end(), found.begin(), found.end());
        endInsertRows();
    }
    if (!isSettled())
        m_slice.start();
    Q_EMIT countsChanged();
}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int EventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Event &event = at(index.row());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return event.at.isValid() ? event.at.toLocalTime().toString(u"HH:mm:ss.zzz") : QString();
    case Type:
        return QString::fromUtf8(event.event.type);
    case Id:
        return QString::fromUtf8(event.event.lastEventId);
    case Data:
        return previewOf(event.event.data);
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Time"), tr("Event"), tr("Id"), tr("Data")};
    return section < ColumnCount ? titles[section] : QVariant();
}

} // namespace Recloser
