// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/response.h"
#include "core/text/heldbytes.h"
#include "ui/bodyview/bodyloader.h"
#include "ui/bodyview/bodyview.h"
#include "ui/streams/eventmodel.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace Recloser {

class ElidedLabel;
class RowTable;

/// The events of a stream as a list that grows while they come, with a filter, and the data of the
/// current one below, laid out where it is JSON. Theme, syntax and clock outlive it. GUI thread.
class EventPage : public QWidget
{
    Q_OBJECT

public:
    enum class Following { On, Off };

    EventPage(const Theme &theme, SyntaxRepository &syntax, const Clock &clock,
              QWidget *parent = nullptr);
    ~EventPage() override;

    enum class End { Ended, BrokenOff };

    /// A stream begins: what was here goes, unless it goes on from there.
    void begin();
    void take(const QByteArray &piece);
    /// The stream has ended; another can be asked for, or is where somebody wants that.
    void end(End how = End::Ended);
    /// Somebody ends the stream that goes on: none follows.
    void stop() { m_isStopped = true; }
    /// The wait before another one is asked for.
    milliseconds wait() const;
    /// The events of a stream that was kept; nobody knows when they came.
    void showBody(const ResponseBody &body, End how = End::Ended);
    void clear();

    /// The newest event is kept in sight.
    Following following() const;
    void setFollowing(Following following);
    const QByteArray &lastEventId() const { return m_lastEventId; }

    EventModel &model() { return m_model; }
    RowTable *table() const { return m_table; }
    BodyView *detail() const { return m_detail; }

Q_SIGNALS:
    /// Send again, and tell the server which event came last.
    void reconnectRequested();
    void countChanged(qint64 total);

private:
    QWidget *buildToolBar();
    void buildTable();
    void readOn();
    void showCurrent();
    void showCounts();
    void copyCurrent() const;
    void reconnect();

    const Theme &m_theme;
    const Clock &m_clock;
    EventModel m_model;
    EventStreamReader m_reader;
    QByteArray m_lastEventId;
    /// Of showBody(), and how much of it has been read.
    HeldBytes m_body;
    qint64 m_bodyRead = 0;
    QTimer m_slice;
    bool m_isLive = false;
    End m_how = End::Ended;
    bool m_isStopped = false;
    /// The next stream goes on where this one ended.
    bool m_goesOn = false;
    QTimer m_waiting;

    QLineEdit *m_filter;
    ElidedLabel *m_counts;
    QToolButton *m_follow;
    QToolButton *m_reconnect;
    QToolButton *m_byItself;
    RowTable *m_table;
    BodyView *m_detail;
    BodyLoader m_loader;
};

} // namespace Recloser
