// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"

#include <QFile>
#include <QIODevice>

#include <functional>
#include <optional>

namespace Recloser {

/// The body of a request as a device of known size, read once from start to end; files are
/// streamed, never held in memory. It refuses to be rewound, and that is its second purpose:
/// QNetworkAccessManager sends a request again by itself, up to three times, when the connection
/// breaks before the answer, unless its body cannot be read twice. Here an attempt is one request
/// on the wire, so even a request without content carries such a (then empty) device.
class BodyStream final : public QIODevice
{
    Q_OBJECT

public:
    explicit BodyStream(QList<BodySegment> segments, QObject *parent = nullptr);

    bool isSequential() const override { return false; }
    qint64 size() const override { return m_size; }
    bool atEnd() const override { return m_delivered == m_size; }
    bool seek(qint64 position) override { return position == pos(); }
    bool reset() override { return false; }

    /// Bytes handed out so far.
    qint64 delivered() const { return m_delivered; }
    /// The file that could not be read to its end; empty while all is well.
    const QString &unreadableFile() const { return m_unreadableFile; }
    const QString &unreadableReason() const { return m_unreadableReason; }
    /// Called after every stretch that was handed out.
    void setObserver(std::function<void()> observer) { m_observer = std::move(observer); }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 readSegment(char *data, qint64 maxSize);
    void nextSegment();
    qint64 failFile(const QString &reason);

    QList<BodySegment> m_segments;
    qsizetype m_segment = 0;
    qint64 m_inSegment = 0;
    qint64 m_size = 0;
    qint64 m_delivered = 0;
    std::optional<QFile> m_file;
    QString m_unreadableFile;
    QString m_unreadableReason;
    std::function<void()> m_observer;
};

} // namespace Recloser
