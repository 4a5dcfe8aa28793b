// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/networktransport.h"
#include "core/tls/handshakefailure.h"

#include <algorithm>

namespace Recloser {

// What is known of encrypted connections. Part of NetworkTransport.

namespace {

/// Of the connections to one origin.
constexpr qsizetype mostReports = 8;

} // namespace

TlsReport NetworkTransport::connectionTls(const ResolvedRequest &request,
                                          const QSslConfiguration &connection,
                                          const TlsReport &seen)
{
    Idle &idle = idleOf(request);
    const QByteArray leaf = connection.peerCertificate().toDer();
    const auto known = std::ranges::find_if(
        idle.tls, [&leaf](const TlsReport &report) { return report.chain.constFirst() == leaf; });
    // Exchanges over one connection share the bytes of its chain.
    if (seen.chain.isEmpty() && known != idle.tls.end())
        return *known;
    TlsReport report = tlsReportOf(connection, request.url.host(), {});
    report.faults = seen.faults;
    report.isExcused = seen.isExcused;
    if (report.chain.isEmpty())
        return report;
    if (known != idle.tls.end())
        idle.tls.erase(known);
    idle.tls.prepend(report);
    if (idle.tls.size() > mostReports)
        idle.tls.removeLast();
    return report;
}

void NetworkTransport::dropEndedException(const ResolvedRequest &request)
{
    const auto idle = m_idle.constFind(originOf(request));
    if (idle == m_idle.cend() || !keeper())
        return;
    const bool hasEnded = std::ranges::any_of(idle->tls, [&](const TlsReport &report) {
        return report.isExcused
            && keeper()->verdict(report, request.url.host(), request.url.port(443))
            != ExceptionVerdict::Excuses;
    });
    if (hasEnded)
        renewConnections(m_generation);
}

} // namespace Recloser
