// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/stdinlines.h"

#include <QPointer>

#include <array>
#include <unistd.h>
#include <utility>

namespace Recloser {

StdinLines::StdinLines(QObject *parent)
    : QObject(parent)
    , m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &StdinLines::read);
}

void StdinLines::setReading(Reading reading)
{
    m_notifier.setEnabled(reading == Reading::On && !m_isOver);
}

void StdinLines::read()
{
    std::array<char, 16384> buffer{};
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    const QPointer self(this);
    if (count <= 0) {
        m_isOver = true;
        m_notifier.setEnabled(false);
        if (!m_part.isEmpty())
            Q_EMIT lineRead(std::exchange(m_part, {}));
        if (self)
            Q_EMIT ended();
        return;
    }
    m_part.append(buffer.data(), count);
    qsizetype begin = 0;
    for (qsizetype feed = 0; (feed = m_part.indexOf('\n', begin)) >= 0; begin = feed + 1) {
        QByteArray line = m_part.sliced(begin, feed - begin);
        if (line.endsWith('\r'))
            line.chop(1);
        Q_EMIT lineRead(line);
        if (!self)
            return;
    }
    m_part.remove(0, begin);
}

} // namespace Recloser
