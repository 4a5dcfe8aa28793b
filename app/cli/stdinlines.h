// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace Recloser {

/// Standard input line by line, while the event loop goes on. One per process.
class StdinLines : public QObject
{
    Q_OBJECT

public:
    explicit StdinLines(QObject *parent = nullptr);

    /// Nothing is read while it is paused.
    enum class Reading { On, Paused };
    void setReading(Reading reading);

Q_SIGNALS:
    /// Without its line end.
    void lineRead(const QByteArray &line);
    /// The last one.
    void ended();

private:
    void read();

    QSocketNotifier m_notifier;
    QByteArray m_part;
    bool m_isOver = false;
};

} // namespace Recloser
