// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/downloadfile.h"
#include "core/send/networktransfer.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

// How the body of an answer is taken. Part of NetworkTransfer.

namespace {

/// How long decoding may keep the event loop, which the window lives in.
constexpr milliseconds decodingTurn{2};

} // namespace

std::expected<void, SendError> NetworkTransfer::beginDownload()
{
    return m_download->begin(m_response).transform([this](std::unique_ptr<QFile> file) {
        m_isDownloading = file != nullptr;
        if (file)
            m_body.writeTo(std::move(file));
    });
}

qint64 NetworkTransfer::keepRest()
{
    const QByteArray rest = m_hop->read();
    if (!m_isDownloading || m_body.hasBacklog())
        return rest.size();
    // An error of the disk is told by the next try.
    (void)m_body.take(rest);
    return 0;
}

void NetworkTransfer::discard()
{
    m_phases.moved(std::chrono::steady_clock::now());
    if (!m_redirects.discard(m_hop->read().size()))
        follow();
}

void NetworkTransfer::takeBody()
{
    const time_point now = std::chrono::steady_clock::now();
    m_phases.moved(now);
    auto taken = m_body.decode(now + decodingTurn);
    if (taken && !m_body.hasBacklog())
        taken = m_body.take(m_hop->read()).and_then([&] {
            return m_body.decode(now + decodingTurn);
        });
    if (!taken) {
        finish(std::unexpected(std::move(taken.error())));
        return;
    }
    if (!m_streamed.isEmpty()) {
        Q_EMIT streamed(std::exchange(m_streamed, {}));
        if (m_phases.isDone())
            return;
    }
    if (m_body.hasBacklog())
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_phases.isAnswered())
                    takeBody();
            },
            Qt::QueuedConnection);
    else if (m_phases.phase() == Phase::Decoding) {
        complete(m_isStream ? IncomingBody::End::Early : IncomingBody::End::Whole);
        return;
    }
    tellProgress(now);
}

bool NetworkTransfer::hasOtherLength()
{
    const bool hasBody
        = m_request.method != "HEAD" && m_response.status != 204 && m_response.status != 304;
    const auto announced
        = m_hop && m_hop->isHttp2() && hasBody ? m_hop->announcedSize() : std::nullopt;
    if (!announced || *announced == m_body.received())
        return false;
    // Over HTTP/1.1 Qt looks after it (RFC 9113 section 8.1.1).
    finish(std::unexpected(
        SendError{SendError::Kind::BrokenResponse, m_request.url.authority(),
                  u"its body has %1 bytes, its Content-Length says %2"_s.arg(m_body.received())
                      .arg(*announced)}));
    return true;
}

void NetworkTransfer::complete(IncomingBody::End end)
{
    if (end == IncomingBody::End::Whole && hasOtherLength())
        return;
    auto body = m_body.finish(end);
    if (body && m_isDownloading) {
        if (auto whole = m_download->complete(); !whole)
            body = std::unexpected(std::move(whole.error()));
        else
            body->path = m_download->path();
    }
    finish(body.transform([this](ResponseBody &whole) {
        m_response.body = std::move(whole);
        return std::move(m_response);
    }));
}

} // namespace Recloser
