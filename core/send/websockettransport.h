// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/networktransport.h"

namespace Recloser {

/// Opens WebSocket connections for requests to ws and wss, with the TLS and the proxies of the
/// transport that carries all others out, which outlives it.
class WebSocketTransport final : public Transport
{
public:
    explicit WebSocketTransport(NetworkTransport &http) : m_http(http) { }

    std::unique_ptr<Transfer> start(const ResolvedRequest &request,
                                    const TimeoutPolicy &timeouts) override;
    std::unique_ptr<Transfer> startWith(const CookieSource &cookies, const ResolvedRequest &request,
                                        const TimeoutPolicy &timeouts) override;
    std::unique_ptr<Transfer> startDownload(const std::shared_ptr<DownloadFile> &file,
                                            const CookieSource &cookies,
                                            const ResolvedRequest &request,
                                            const TimeoutPolicy &timeouts) override;

private:
    NetworkTransport &m_http;
};

} // namespace Recloser
