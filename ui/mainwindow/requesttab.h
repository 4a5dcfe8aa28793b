// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/sender.h"
#include "core/store/httpfile.h"
#include "ui/document/requestdocument.h"
#include "ui/mainwindow/windowservices.h"
#include "ui/request/requesteditor.h"
#include "ui/response/responseview.h"
#include "ui/widgets/chip.h"

#include <QPointer>
#include <QWidget>

#include <vector>

class QSplitter;

namespace Recloser {

class NoticeBar;

/// What a tab says above its request until its cause is gone. Plain value.
struct TabNotice
{
    ChipTone tone = ChipTone::Warning;
    QString headline;
    QString text;
    /// Of the button.
    QString action;

    bool operator==(const TabNotice &) const = default;
};
class PromptBar;

/// One tab: a request, what it is doing right now, and what came of it. Owned by the window's tab
/// area.
class RequestTab : public QWidget
{
    Q_OBJECT

public:
    RequestTab(RequestSpec spec, const WindowServices &services, QWidget *parent = nullptr);
    ~RequestTab() override;

    RequestDocument &document() { return m_document; }
    /// The file the request is from; empty without one.
    QString filePath() const;
    /// What its placeholders resolve against now.
    Scope scope() const;
    /// What the request will run with.
    Policies policies() const;
    RequestEditor &editor();
    ResponseView &response();
    const ExchangePtr &exchange() const { return m_exchange; }
    bool isRunning() const { return m_operation != nullptr; }
    bool isWaitingForClose() const { return m_closing || m_waitingForClose; }

    /// Sends what the tab shows now. `Download` and `Repeat` must have been asked for their details
    /// before.
    void send(SendOptions options = {});
    /// Sends what the redirect that is shown leads to; nothing where there is none.
    void followRedirect();
    /// One after another, `count` times, until stopped.
    void sendRepeatedly(int count);
    /// Asks for the values of `# @prompt` over the response, those answered before too; nothing
    /// where there are none.
    void askValues();
    PromptBar *promptBar() { return m_promptBar; }
    /// Sends once the circuit that blocks it has closed.
    void sendWhenClosed();
    void stop();
    /// Shows an exchange of history as if it had just ended.
    void show(const ExchangePtr &exchange);
    /// As QSplitter::saveState() writes it.
    QByteArray splitterState() const;
    void setSplitterState(const QByteArray &state);
    /// Gives up the widgets of a tab that is not shown; it makes them again when it is.
    void dropWidgets();

    void setNotice(const std::optional<TabNotice> &notice);
    const std::optional<TabNotice> &notice() const { return m_notice; }
    /// How many requests of the open collections have a circuit key.
    void setSharedCount(std::function<int(const QString &key)> count);

Q_SIGNALS:
    void noticeChanged();
    /// The button of the notice.
    void noticeAccepted();
    void runningChanged();
    void exchangeFinished(const Recloser::ExchangePtr &exchange);
    void sendKindRequested(Recloser::SendKind kind);
    void keyLabRequested(const QString &pattern);
    void saveBodyRequested();
    void cookieJarRequested();
    void certificateRequested(const Recloser::ExchangePtr &exchange);
    void defaultPoliciesRequested();
    void whatIfRequested();
    void textPasted(const QString &text);
    /// Its value is to be shown where it is written.
    void editVariableRequested(const QString &name);
    void createVariableRequested(const QString &name);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void showState();
    void showNotice();
    void begin();
    /// True when values are asked for now; `go` follows when they are given.
    bool askFirst(const std::function<void()> &go);
    void ask(const QList<HttpFilePrompt> &prompts);
    void takeAnswers(const QHash<QString, QString> &values);
    void finish(const ExchangePtr &exchange);
    void watchCircuit();
    void stopWaiting();

    const WindowServices &m_services;
    RequestDocument m_document;
    /// Made when the tab is first looked at: most tabs of a restored session never are, and their
    /// widgets would be the most of a start.
    QSplitter *m_splitter = nullptr;
    RequestEditor *m_editor = nullptr;
    ResponseView *m_response = nullptr;
    NoticeBar *m_noticeBar = nullptr;
    PromptBar *m_promptBar = nullptr;
    QByteArray m_splitterState;
    std::optional<TabNotice> m_notice;
    std::function<int(const QString &key)> m_sharedCount;
    std::unique_ptr<SendOperation> m_operation;
    ExchangePtr m_exchange;
    SendOptions m_options;
    /// The next send goes on with a stream behind this event.
    QByteArray m_resumeAfter;
    int m_repeatsLeft = 0;
    /// What waits for answers.
    std::function<void()> m_afterAnswers;
    QMetaObject::Connection m_waitingForClose;
    std::unique_ptr<ScheduledCall> m_closing;
    Clock::time_point m_finishedAt{};
};

} // namespace Recloser
