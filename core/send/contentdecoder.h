// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/contentcoding.h"
#include "core/send/streamdecoder.h"

#include <QByteArray>

namespace Recloser {

/// Undoes the content codings of one body, in steps that are each bounded in time and memory:
/// feed() it with what came, then decode() until it needsInput(), then the next. Plain object.
class ContentDecoder
{
public:
    /// What a few bytes may become. Beyond both it is taken for an attack. Bodies go to disk, so
    /// that large ones are no danger to memory.
    struct Limits
    {
        qint64 unpackedWithoutCheck = 1024LL * 1024 * 1024;
        qint64 timesItsSize = 40;
    };

    /// `codings` in the order of undoing, at least one.
    explicit ContentDecoder(const std::vector<ContentCoding> &codings, Limits limits);

    /// All that was fed has been decoded.
    bool needsInput() const;
    /// Only when it needsInput(). Shares `bytes`.
    void feed(const QByteArray &bytes);
    /// The next piece, at most 64 KiB, valid until the next call. It may be empty before the end.
    /// The error says which coding is broken, after how many bytes, and how.
    std::expected<QByteArrayView, QString> decode();
    /// To be asked when no more input comes: an error when some is missing. A body of no bytes at
    /// all is complete, as servers send it with their error pages.
    std::expected<void, QString> checkComplete() const;

private:
    /// One coding and what of its output the next one has not yet taken.
    struct Stage
    {
        ContentCoding coding;
        std::unique_ptr<StreamDecoder> decoder;
        QByteArray buffer;
        QByteArrayView output;
        qint64 produced = 0;
        bool hasMore = false;
    };

    QByteArrayView &inputOf(size_t stage);
    QByteArrayView inputOf(size_t stage) const;
    bool canWork(size_t stage) const;
    std::expected<void, QString> work(size_t stage);
    QString broken(const Stage &stage, const QString &reason) const;

    Limits m_limits;
    std::vector<Stage> m_stages;
    QByteArray m_fed;
    QByteArrayView m_input;
    qint64 m_consumed = 0;
};

} // namespace Recloser
