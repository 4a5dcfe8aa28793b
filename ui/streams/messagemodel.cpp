// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/streams/messagemodel.h"

#include "core/websocket/closecodes.h"
#include "ui/describe/formatting.h"

#include <QElapsedTimer>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using From = SocketMessage::From;
using Kind = SocketMessage::Kind;

/// Milliseconds of the event loop for a slice.
constexpr qint64 sliceLength = 4;
/// Bytes of a kept conversation that are read before time is looked at.
constexpr qint64 bodySlice = 64LL * 1024;
/// Times what views took for the rows that came.
constexpr qint64 rest = 8;
/// Milliseconds.
constexpr qint64 longestRest = 100;
/// Bytes of a content that a row has room for.
constexpr qsizetype longestPreview = 300;

} // namespace

QString messageKindText(const MessageLog::Entry &entry)
{
    switch (entry.kind) {
    case Kind::Text:
        return MessageModel::tr("text");
    case Kind::Binary:
        return MessageModel::tr("binary");
    case Kind::Ping:
        return MessageModel::tr("ping");
    case Kind::Pong:
        return MessageModel::tr("pong");
    case Kind::Close:
        return MessageModel::tr("close");
    case Kind::Fault:
        return MessageModel::tr("fault");
    }
    return {};
}

MessageModel::MessageModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_slice.setSingleShot(true);
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &MessageModel::lookOn);
}

void MessageModel::begin(const QDateTime &openedAt)
{
    beginResetModel();
    m_slice.stop();
    m_log = {};
    m_isReading = false;
    m_openedAt = openedAt;
    m_found.clear();
    m_first = m_next = 0;
    endResetModel();
    Q_EMIT countsChanged();
}

void MessageModel::read(HeldBytes body)
{
    begin({});
    m_log = MessageLog(std::move(body));
    m_isReading = true;
    lookOn();
}

void MessageModel::append(const QByteArray &piece)
{
    m_log.append(piece);
    if (!m_slice.isActive())
        lookOn();
}

std::expected<void, QString> MessageModel::setFilter(const MessageFilter &filter)
{
    if (m_filter == filter)
        return {};
    if (filter.isRegex) {
        const QRegularExpression pattern(filter.text, QRegularExpression::CaseInsensitiveOption);
        if (!pattern.isValid())
            return std::unexpected(tr("%1 at character %2")
                                       .arg(pattern.errorString())
                                       .arg(pattern.patternErrorOffset() + 1));
        m_pattern = pattern;
    }
    beginResetModel();
    m_filter = filter;
    m_found.clear();
    m_next = m_first = m_log.first();
    endResetModel();
    lookOn();
    return {};
}

void MessageModel::dropOldest()
{
    const qint64 first = m_log.first();
    if (first == m_first)
        return;
    const qint64 gone = m_filter.isEverything()
        ? std::min(first, m_next) - std::min(m_first, m_next)
        : std::ranges::lower_bound(m_found, first) - m_found.begin();
    if (gone > 0)
        beginRemoveRows({}, 0, int(gone) - 1);
    if (!m_filter.isEverything())
        m_found.erase(m_found.begin(), m_found.begin() + gone);
    m_first = first;
    m_next = std::max(m_next, m_first);
    if (gone > 0)
        endRemoveRows();
}

bool MessageModel::isFound(qint64 number)
{
    const MessageLog::Entry &entry = m_log.entry(number);
    using Directions = MessageFilter::Directions;
    const Directions own = entry.from == From::Server ? Directions::Received : Directions::Sent;
    if (m_filter.directions != Directions::Both && m_filter.directions != own)
        return false;
    if (m_filter.text.isEmpty())
        return true;
    const QString content = QString::fromUtf8(m_log.content(number, searched));
    return m_filter.isRegex ? content.contains(m_pattern)
                            : content.contains(m_filter.text, Qt::CaseInsensitive);
}

void MessageModel::lookOn()
{
    QElapsedTimer clock;
    clock.start();
    while (m_isReading && clock.elapsed() < sliceLength)
        m_isReading = m_log.readOn(bodySlice);
    const qint64 read = clock.elapsed();
    dropOldest();
    const int row = rowCount();
    if (m_filter.isEverything()) {
        if (m_log.total() > m_next) {
            beginInsertRows({}, row, row + int(m_log.total() - m_next) - 1);
            m_next = m_log.total();
            endInsertRows();
        }
    } else {
        std::vector<qint64> found;
        for (; m_next < m_log.total() && clock.elapsed() < 2 * sliceLength; ++m_next) {
            if (isFound(m_next))
                found.push_back(m_next);
        }
        if (!found.empty()) {
            beginInsertRows({}, row, row + int(found.size()) - 1);
            m_found.insert(m_found.end(), found.begin(), found.end());
            endInsertRows();
        }
    }
    // A view with a million rows works for some milliseconds whenever others come, so the more it
    // works the longer it rests.
    const qint64 worked = clock.elapsed() - read;
    if (!isSettled() || worked > 0)
        m_slice.start(std::chrono::milliseconds(std::min(longestRest, rest * worked)));
    Q_EMIT countsChanged();
}

qint64 MessageModel::numberOf(int row) const
{
    return m_filter.isEverything() ? m_first + row : m_found[size_t(row)];
}

int MessageModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return m_filter.isEverything() ? int(m_next - m_first) : int(m_found.size());
}

int MessageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString MessageModel::timeOf(qint64 number) const
{
    using namespace std::chrono;
    const microseconds at = m_log.entry(number).at;
    if (!m_openedAt.isValid())
        return u"+%1 s"_s.arg(double(at.count()) / 1e6, 0, 'f', 3);
    return m_openedAt.addMSecs(duration_cast<milliseconds>(at).count())
        .toLocalTime()
        .toString(u"HH:mm:ss.zzz");
}

QString MessageModel::previewOf(qint64 number) const
{
    const MessageLog::Entry &entry = m_log.entry(number);
    const QByteArray content = m_log.content(number, longestPreview);
    switch (entry.kind) {
    case Kind::Binary:
        return QString::fromLatin1(
            content.first(std::min<qsizetype>(content.size(), longestPreview / 3)).toHex(' '));
    case Kind::Close: {
        const QString name = closeCodeName(entry.code);
        QString text = QString::number(entry.code) + (name.isEmpty() ? QString() : u' ' + name);
        if (!content.isEmpty())
            text += u": "_s + QString::fromUtf8(content).simplified();
        return text;
    }
    case Kind::Pong: {
        const QString text = QString::fromUtf8(content).simplified();
        const auto roundTrip = m_log.roundTrip(number);
        if (!roundTrip)
            return text;
        const QString after = tr("after %1").arg(formatDuration(*roundTrip));
        return text.isEmpty() ? after : text + u" · "_s + after;
    }
    default:
        return QString::fromUtf8(content).simplified();
    }
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const qint64 number = numberOf(index.row());
    // It goes right now.
    if (number < m_log.first())
        return {};
    const MessageLog::Entry &entry = m_log.entry(number);
    const bool isReceived = entry.from == From::Server;
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && index.column() == Direction)
        return isReceived ? tr("received") : tr("sent");
    if (role == Qt::ToolTipRole && index.column() == Direction)
        return isReceived ? tr("Received") : tr("Sent");
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Direction:
        return isReceived ? u"↓"_s : u"↑"_s;
    case Time:
        return timeOf(number);
    case MessageKind:
        return messageKindText(entry);
    case Size:
        return formatSize(entry.size);
    case Content:
        return previewOf(number);
    default:
        return {};
    }
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] = {QString(), tr("Time"), tr("Kind"), tr("Size"), tr("Message")};
    return section < ColumnCount ? titles[section] : QVariant();
}

} // namespace Recloser
