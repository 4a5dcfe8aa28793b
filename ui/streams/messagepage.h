// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/exchange.h"
#include "ui/bodyview/bodyloader.h"
#include "ui/bodyview/bodyview.h"
#include "ui/streams/messagecomposer.h"
#include "ui/streams/messagemodel.h"

class QLineEdit;

namespace Recloser {

class RowTable;

/// The messages of a WebSocket connection as a list that grows while they pass, with a filter, the
/// current one below, laid out where it is JSON, and a place to write and send others. Theme,
/// syntax and clock outlive it. GUI thread.
class MessagePage : public QWidget
{
    Q_OBJECT

public:
    enum class Following { On, Off };
    /// What is shown of one message; the body holds all of it.
    static constexpr qsizetype shownBytes = 1024LL * 1024;

    MessagePage(const Theme &theme, SyntaxRepository &syntax, const Clock &clock,
                QWidget *parent = nullptr);
    ~MessagePage() override;

    /// A connection has been opened: what was here goes.
    void begin(WebSocketLink *link);
    void take(const QByteArray &piece);
    /// It has ended.
    void end();
    /// A conversation that was kept; nobody knows when it was opened.
    void showBody(const ResponseBody &body);
    /// Its messages can be sent again.
    void setRequest(const ResolvedRequest &request);
    void clear();

    /// The newest message is kept in sight.
    Following following() const;
    void setFollowing(Following following);

    MessageModel &model() { return m_model; }
    MessageComposer *composer() const { return m_composer; }
    RowTable *table() const { return m_table; }
    BodyView *detail() const { return m_detail; }

Q_SIGNALS:
    void countChanged(qint64 total);

private:
    QWidget *buildToolBar();
    void buildTable();
    void applyFilter();
    void showCurrent();
    void showCounts();
    void copyCurrent();

    const Theme &m_theme;
    const Clock &m_clock;
    MessageModel m_model;
    bool m_isLive = false;

    QLineEdit *m_filter;
    QToolButton *m_regex;
    QComboBox *m_directions;
    QLabel *m_counts;
    QToolButton *m_follow;
    RowTable *m_table;
    BodyView *m_detail;
    BodyLoader m_loader;
    MessageComposer *m_composer;
};

} // namespace Recloser
