// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/messagelog.h"
#include "core/websocket/messagescript.h"
#include "tests/fuzz/fuzzpieces.h"

using namespace Recloser;

const QByteArrayList &Recloser::fuzzPieces()
{
    static const QByteArrayList all{
        "{\"at\":1.000,\"from\":\"server\",\"kind\":\"text\",\"size\":2,\"data\":\"",
        "{\"at\":0.001,\"from\":\"client\",\"kind\":\"binary\",\"size\":2,\"base64\":\"",
        "{\"at\":0.001,\"from\":\"client\",\"kind\":\"close\",\"code\":1000,\"size\":2,\"data\":\"",
        "{\"at\":0.001,\"from\":\"server\",\"kind\":\"pong\",\"rtt\":0.100,\"size\":0,\"data\":\"",
        "\"}\n",
        "\"}",
        "\n",
        "***",
        "\\",
        "\\\"",
        "\\u00e9",
        "\\ud83d",
        "\\ude00",
        "AP8=",
        "===",
        "=== wait-for-server\n",
        "text",
        "é",
        "\xff",
        QByteArray("\0", 1),
    };
    return all;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    MessageLog whole;
    whole.append(bytes);
    MessageLog bytewise;
    for (qsizetype at = 0; at < bytes.size(); ++at)
        bytewise.append(QByteArrayView(bytes).sliced(at, 1));
    keep(whole.total() == bytewise.total() && whole.total() == bytes.count('\n'),
         "how lines come changes nothing");
    for (qint64 number = 0; number < whole.total(); ++number) {
        const QByteArray content = whole.content(number);
        keep(content == bytewise.content(number), "nor what they hold");
        const QByteArray begin = whole.content(number, 5);
        keep(begin.size() <= 5 * 6 + 16, "the begin of a content is short");
    }
    // What passes is read back, whatever it is.
    for (const auto kind : {SocketMessage::Kind::Binary, SocketMessage::Kind::Ping}) {
        const QByteArray line = conversationLine({SocketMessage::From::Server, kind, {}, bytes});
        const auto facts = readConversationLine(line);
        keep(facts && contentOf(line, *facts) == bytes && line.count('\n') == 1,
             "a message is a line, and the line the message");
    }
    const MessageScript script = messageScript(bytes);
    for (const ScriptedMessage &message : script.messages)
        keep(!message.text.trimmed().isEmpty() && !message.text.startsWith("==="),
             "a message is neither blank nor a separator");
    return 0;
}
