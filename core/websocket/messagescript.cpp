// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/messagescript.h"

#include <utility>

namespace Recloser {

namespace {

bool isBlank(QByteArrayView line)
{
    return line.trimmed().isEmpty();
}

/// Without the line ends around it and lines of blanks alone.
QByteArray messageOf(QList<QByteArrayView> lines)
{
    while (!lines.isEmpty() && isBlank(lines.constFirst()))
        lines.removeFirst();
    while (!lines.isEmpty() && isBlank(lines.constLast()))
        lines.removeLast();
    QByteArray text;
    for (const QByteArrayView line : std::as_const(lines))
        text.append(text.isNull() ? "" : "\n").append(line);
    return text;
}

} // namespace

MessageScript messageScript(const QByteArray &body)
{
    MessageScript script;
    QList<QByteArrayView> lines;
    bool awaits = false;
    const auto finish = [&] {
        if (const QByteArray text = messageOf(std::exchange(lines, {})); !text.isEmpty())
            script.messages.append({text, std::exchange(awaits, false)});
    };
    for (qsizetype at = 0; at < body.size();) {
        const qsizetype feed = body.indexOf('\n', at);
        const qsizetype end = feed < 0 ? body.size() : feed;
        QByteArrayView line = QByteArrayView(body).sliced(at, end - at);
        at = end + 1;
        if (line.endsWith('\r'))
            line.chop(1);
        if (!line.startsWith("===")) {
            lines.append(line);
            continue;
        }
        finish();
        awaits = awaits || line.sliced(3).trimmed().startsWith("wait-for-server");
    }
    finish();
    script.endsWithServer = awaits;
    return script;
}

} // namespace Recloser
