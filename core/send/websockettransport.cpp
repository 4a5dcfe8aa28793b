// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/websockettransport.h"

#include "core/resolve/urltext.h"
#include "core/send/websockettransfer.h"

namespace Recloser {

std::unique_ptr<Transfer> WebSocketTransport::start(const ResolvedRequest &request,
                                                    const TimeoutPolicy &timeouts)
{
    return startWith({}, request, timeouts);
}

std::unique_ptr<Transfer> WebSocketTransport::startWith(const CookieSource &cookies,
                                                        const ResolvedRequest &request,
                                                        const TimeoutPolicy &timeouts)
{
    if (!isWebSocketUrl(request.url))
        return m_http.startWith(cookies, request, timeouts);
    auto transfer = std::make_unique<WebSocketTransfer>(m_http, request, timeouts, cookies);
    transfer->begin();
    return transfer;
}

std::unique_ptr<Transfer>
WebSocketTransport::startDownload(const std::shared_ptr<DownloadFile> &file,
                                  const CookieSource &cookies, const ResolvedRequest &request,
                                  const TimeoutPolicy &timeouts)
{
    return isWebSocketUrl(request.url) ? startWith(cookies, request, timeouts)
                                       : m_http.startDownload(file, cookies, request, timeouts);
}

} // namespace Recloser
