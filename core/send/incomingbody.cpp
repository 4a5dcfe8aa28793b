// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/incomingbody.h"

namespace Recloser {

IncomingBody::IncomingBody(QString folder, ContentDecoder::Limits limits)
    : m_sink(std::move(folder))
    , m_limits(limits)
{
}

std::expected<void, SendError> IncomingBody::expect(const Response &head)
{
    m_url = head.url;
    const auto codings = codingsToUndo(head);
    if (!codings)
        return std::unexpected(broken(codings.error()));
    if (!codings->empty())
        m_decoder.emplace(*codings, m_limits);
    return {};
}

std::expected<void, SendError> IncomingBody::take(const QByteArray &bytes)
{
    m_received += bytes.size();
    if (!m_decoder)
        return keep(bytes);
    m_decoder->feed(bytes);
    return {};
}

std::expected<void, SendError> IncomingBody::decode(std::chrono::steady_clock::time_point until)
{
    while (hasBacklog()) {
        const auto piece = m_decoder->decode();
        if (!piece)
            return std::unexpected(broken(piece.error()));
        if (m_listener)
            m_listener(*piece);
        if (auto written = m_sink.append(*piece); !written)
            return written;
        if (std::chrono::steady_clock::now() >= until)
            break;
    }
    return {};
}

std::expected<void, SendError> IncomingBody::keep(const QByteArray &bytes)
{
    if (m_listener && !bytes.isEmpty())
        m_listener(bytes);
    return m_sink.append(bytes);
}

std::expected<ResponseBody, SendError> IncomingBody::finish(End end)
{
    if (m_decoder && end == End::Whole) {
        if (auto complete = m_decoder->checkComplete(); !complete)
            return std::unexpected(broken(std::move(complete.error())));
    }
    return m_sink.take().transform([this](ResponseBody body) {
        body.transferredSize = m_received;
        return body;
    });
}

SendError IncomingBody::broken(QString detail) const
{
    return {SendError::Kind::BrokenResponse, m_url.authority(), std::move(detail)};
}

} // namespace Recloser
