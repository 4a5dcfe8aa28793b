// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>

namespace Recloser {

/// A message that a request brings along. Plain value.
struct ScriptedMessage
{
    QByteArray text;
    /// It is sent when the server has sent one since the message before it.
    bool awaitsServer = false;

    bool operator==(const ScriptedMessage &) const = default;
};

/// What is sent over an opened connection, in order. Plain value.
struct MessageScript
{
    QList<ScriptedMessage> messages;
    /// After the last of them a message of the server is waited for.
    bool endsWithServer = false;

    bool operator==(const MessageScript &) const = default;
};

/// The messages in the body of a WEBSOCKET request, as JetBrains' files have them: lines that begin
/// with "===" stand between them, "=== wait-for-server" where the server is waited for. Blank lines
/// around a message are left out, and so is a message of nothing else.
MessageScript messageScript(const QByteArray &body);

} // namespace Recloser
