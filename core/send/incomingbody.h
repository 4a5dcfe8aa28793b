// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/bodysink.h"
#include "core/send/contentdecoder.h"

#include <chrono>
#include <functional>
#include <optional>

namespace Recloser {

/// The body of a response on its way from the connection to its sink: counts what comes and undoes
/// its content codings, a stretch of time after the other. Plain object of one transfer.
class IncomingBody
{
public:
    /// `folder` as for BodySink.
    IncomingBody(QString folder, ContentDecoder::Limits limits);

    /// The head whose body comes now. BrokenResponse for codings that cannot be meant.
    std::expected<void, SendError> expect(const Response &head);
    /// Keeps it there instead, before anything of it was taken.
    void writeTo(std::unique_ptr<QFile> target) { m_sink = BodySink(std::move(target)); }
    /// What came, before decoding. Only when there is no backlog(). ResponseUnwritable as BodySink.
    std::expected<void, SendError> take(const QByteArray &bytes);
    /// Something was taken and is not yet decoded.
    bool hasBacklog() const { return m_decoder && !m_decoder->needsInput(); }
    /// Works on the backlog until that time, for one piece at least. BrokenResponse,
    /// ResponseUnwritable.
    std::expected<void, SendError> decode(std::chrono::steady_clock::time_point until);
    /// Also hears each piece once it is decoded.
    void setListener(std::function<void(QByteArrayView)> listener)
    {
        m_listener = std::move(listener);
    }
    /// Bytes taken: the content as it was transferred, without the framing of its chunks.
    qint64 received() const { return m_received; }
    enum class End {
        Whole,
        Early, ///< what came is all there is, whatever its coding says
    };
    /// Once, after the last of it. BrokenResponse when its coding ends too early.
    std::expected<ResponseBody, SendError> finish(End end = End::Whole);

private:
    std::expected<void, SendError> keep(const QByteArray &bytes);
    SendError broken(QString detail) const;

    BodySink m_sink;
    ContentDecoder::Limits m_limits;
    std::optional<ContentDecoder> m_decoder;
    std::function<void(QByteArrayView)> m_listener;
    QUrl m_url;
    qint64 m_received = 0;
};

} // namespace Recloser
