// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/sendarguments.h"
#include "app/cli/sendsurroundings.h"
#include "app/cli/stdinlines.h"
#include "core/websocket/conversation.h"

#include <QTimer>

#include <memory>

namespace Recloser {

/// `ws`: a WebSocket connection, opened as `send` sends.
class WsCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    ~WsCommand() override;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;
    void interrupt() override;

private:
    struct Message
    {
        QByteArray content;
        bool isBinary = false;
    };

    /// What the options ask for; the error is said.
    std::expected<void, ArgumentError> readOptions(const QCommandLineParser &parser);
    void openAround(const QCommandLineParser &parser);
    void connectNow();
    void beginTalking();
    void say(const Message &message);
    void readStdin();
    void take(const QByteArray &lines);
    void print(QByteArrayView line);
    void endConversation();
    void finish(const ExchangePtr &exchange);
    ExitCode codeOf(const Exchange &exchange) const;

    std::unique_ptr<SendSurroundings> m_around;
    SendArguments m_arguments;
    QList<PolicyLayer> m_layers;
    SendOperation *m_operation = nullptr;
    QList<Message> m_messages;
    bool m_isBinary = false;
    /// Ends when as many messages have come.
    std::optional<int> m_awaited;
    std::optional<milliseconds> m_duration;
    bool m_pings = false;
    bool m_readsStdin = false;
    std::unique_ptr<StdinLines> m_stdin;
    QTimer m_draining;
    int m_received = 0;
    /// Of a line that has not come whole.
    QByteArray m_part;
    bool m_json = false;
    bool m_quiet = false;
    /// How it ended; nothing until then.
    std::optional<ConversationLine> m_end;
    bool m_hasFault = false;
    bool m_isInterrupted = false;
};

} // namespace Recloser
