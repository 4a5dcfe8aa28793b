// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/bodyhash.h"

#include <QFile>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace Recloser {

namespace {

/// A few milliseconds of the GUI thread at most.
constexpr qint64 mostAtOnce = qint64(1) << 20;
constexpr qint64 pieceSize = qint64(1) << 18;

BodyHashResult hashNow(const QList<BodySegment> &body, DigestAlgorithm algorithm)
{
    DigestHash hash(algorithm);
    for (const BodySegment &segment : body) {
        if (segment.filePath.isEmpty()) {
            hash.addData(segment.bytes);
            continue;
        }
        QFile file(segment.filePath);
        if (!file.open(QIODevice::ReadOnly))
            return std::unexpected(
                SendError{SendError::Kind::BodyUnreadable, segment.filePath, file.errorString()});
        // No more than will be sent, should it grow meanwhile.
        qint64 left = segment.size;
        while (left > 0) {
            const QByteArray piece = file.read(std::min(left, pieceSize));
            if (piece.isEmpty())
                return std::unexpected(SendError{SendError::Kind::BodyUnreadable, segment.filePath,
                                                 file.errorString()});
            hash.addData(piece);
            left -= piece.size();
        }
    }
    return hash.hex();
}

} // namespace

QFuture<BodyHashResult> hashOfBody(const QList<BodySegment> &body, DigestAlgorithm algorithm)
{
    qint64 size = 0;
    bool hasFile = false;
    for (const BodySegment &segment : body) {
        size += segment.size;
        hasFile = hasFile || !segment.filePath.isEmpty();
    }
    auto promise = std::make_shared<QPromise<BodyHashResult>>();
    promise->start();
    QFuture<BodyHashResult> future = promise->future();
    const auto work = [promise, body, algorithm] {
        promise->addResult(hashNow(body, algorithm));
        promise->finish();
    };
    if (hasFile || size > mostAtOnce)
        QThreadPool::globalInstance()->start(work);
    else
        work();
    return future;
}

} // namespace Recloser
