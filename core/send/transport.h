// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/cookies/cookiejar.h"
#include "core/model/clock.h"
#include "core/model/exchange.h"

#include <QObject>

#include <memory>

namespace Recloser {

/// What one transfer came to.
struct TransferResult
{
    std::expected<Response, SendError> outcome = std::unexpected(SendError{});
    Timings timings;
    QList<HopCookies> cookies;
    /// As of an Attempt.
    QList<RedirectHop> redirects;
    QByteArray httpVersion;
    ConnectionReport connection = {};

    bool operator==(const TransferResult &) const = default;
};

struct TransferProgress
{
    qint64 sent = 0;
    qint64 sendTotal = 0;
    /// Bytes of the body as transferred, before decoding.
    qint64 received = 0;
    /// -1 while unknown.
    qint64 receiveTotal = -1;
    /// Bytes of a download that an earlier try had brought; not in the others.
    qint64 before = 0;
};

class WebSocketLink;

/// One live HTTP exchange, redirects included. Destroying it stops it silently. GUI thread.
class Transfer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Stops it; finished() follows with Cancelled (perhaps inside this call). Nothing when it has
    /// finished.
    virtual void cancel() = 0;
    /// Ends an answer that has no end of its own, an event stream or a WebSocket connection: what
    /// has come is its body, and finished() follows, perhaps inside this call. False, and nothing
    /// happens, where there is none.
    virtual bool endStream() { return false; }
    /// Of a WebSocket connection that nobody watches: it ends when the messages of the request are
    /// sent.
    virtual void endWithScript() { }
    /// The connection while it is open; null for other transfers.
    virtual WebSocketLink *webSocket() { return nullptr; }
    /// Bytes of the answer's body that have come.
    virtual qint64 received() const { return 0; }
    /// What the result would tell of cookies if it ended now.
    virtual QList<HopCookies> cookies() const { return {}; }
    /// And of redirects, and of the version of HTTP.
    virtual QList<RedirectHop> redirects() const { return {}; }
    virtual QByteArray httpVersion() const { return {}; }

Q_SIGNALS:
    /// Status and headers of the final response are known; the body is still to come.
    void headArrived(const Recloser::Response &head);
    /// A piece of an event stream, decoded, or of a conversation. Nothing is told so of other
    /// bodies.
    void streamed(const QByteArray &piece);
    /// At most about 20 times a second.
    void progressed(const Recloser::TransferProgress &progress);
    /// Exactly once, and never inside Transport::start(). The receiver may destroy the transfer by
    /// deleteLater() only.
    void finished(const Recloser::TransferResult &result);
};

/// The cookies that a transfer sends and keeps, hop by hop. The clock outlives the transfer.
struct CookieSource
{
    /// Null: none.
    CookieJarPtr jar;
    Clock *clock = nullptr;
};

class DownloadFile;

/// Carries requests out. Outlives its transfers.
class Transport
{
public:
    Transport() = default;
    Transport(const Transport &) = delete;
    Transport &operator=(const Transport &) = delete;
    virtual ~Transport() = default;

    /// `timeouts.deadline` is not the transport's business; all others are.
    virtual std::unique_ptr<Transfer> start(const ResolvedRequest &request,
                                            const TimeoutPolicy &timeouts)
        = 0;
    /// The same with cookies; a transport that knows of none leaves them out.
    virtual std::unique_ptr<Transfer>
    startWith(const CookieSource &, const ResolvedRequest &request, const TimeoutPolicy &timeouts)
    {
        return start(request, timeouts);
    }
    /// The body of its final answer goes to `file`, where that is one of success; a transport that
    /// knows of no files gives it as always. `request` has what the file wants it to say.
    virtual std::unique_ptr<Transfer> startDownload(const std::shared_ptr<DownloadFile> &,
                                                    const CookieSource &cookies,
                                                    const ResolvedRequest &request,
                                                    const TimeoutPolicy &timeouts)
    {
        return startWith(cookies, request, timeouts);
    }
};

} // namespace Recloser
