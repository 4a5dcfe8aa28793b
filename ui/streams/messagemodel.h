// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/websocket/messagelog.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QRegularExpression>
#include <QTimer>

namespace Recloser {

/// What a list of messages leaves out. Plain value.
struct MessageFilter
{
    enum class Directions { Both, Received, Sent };

    /// Without regard to case; empty: every content.
    QString text;
    bool isRegex = false;
    Directions directions = Directions::Both;

    bool isEverything() const { return text.isEmpty() && directions == Directions::Both; }
    bool operator==(const MessageFilter &) const = default;
};

/// The messages of a conversation that a filter leaves, for a table; a million of them take some 30
/// MB. What comes is looked at in slices, so that neither a burst nor a filter over many holds the
/// window up. GUI thread.
class MessageModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Direction, Time, MessageKind, Size, Content, ColumnCount };
    /// Of each message the filter looks at as many bytes.
    static constexpr qsizetype searched = 64LL * 1024;

    explicit MessageModel(QObject *parent = nullptr);

    /// A conversation that begins, at a time of the wall clock.
    void begin(const QDateTime &openedAt);
    void append(const QByteArray &piece);
    /// One that was kept.
    void read(HeldBytes body);
    void clear() { begin({}); }
    /// The error is what is wrong with its regular expression; nothing changes then.
    std::expected<void, QString> setFilter(const MessageFilter &filter);

    /// Of the message in a row, counted from the first that ever came.
    qint64 numberOf(int row) const;
    MessageLog &log() { return m_log; }
    qint64 total() const { return m_log.total(); }
    /// Everything that there is has been looked at.
    bool isSettled() const { return !m_isReading && m_next == m_log.total(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    void lookOn();
    void dropOldest();
    bool isFound(qint64 number);
    QString previewOf(qint64 number) const;
    QString timeOf(qint64 number) const;

    /// Contents are read for the rows that are painted.
    mutable MessageLog m_log;
    bool m_isReading = false;
    QDateTime m_openedAt;
    MessageFilter m_filter;
    QRegularExpression m_pattern;
    /// Numbers of the messages that were found; unused while everything is shown.
    std::deque<qint64> m_found;
    qint64 m_first = 0;
    qint64 m_next = 0;
    QTimer m_slice;
};

/// "text", "ping": what a message is, in words.
QString messageKindText(const MessageLog::Entry &entry);

} // namespace Recloser
