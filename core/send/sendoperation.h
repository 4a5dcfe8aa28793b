// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/exchange.h"
#include "core/model/scope.h"
#include "core/resilience/breakerkey.h"
#include "core/resilience/breakerstore.h"
#include "core/resilience/retry.h"
#include "core/resilience/retrybudget.h"
#include "core/resolve/tokenreferences.h"
#include "core/send/attemptauth.h"
#include "core/send/transport.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace Recloser {

/// How one send deviates from what its request says.
struct SendOptions
{
    enum class Breaker {
        Obey,
        Bypass, ///< "send anyway": not asked, not counted
        Observe, ///< its state is read and told; it neither blocks nor counts
    };
    Breaker breaker = Breaker::Obey;
    /// Instead of the request's own.
    std::optional<RedirectPolicy> redirects;
    /// Instead of the request's own.
    std::optional<Route> route = {};
    /// Sent as it is, instead of what the request as written resolves to. Its redirects count.
    std::shared_ptr<const ResolvedRequest> exactly;
    /// Instead of those that the layers and the request give.
    std::optional<Policies> policies;
    /// Instead of the sender's; null for none.
    std::optional<CookieJarPtr> cookies;
    /// Where the body goes; each attempt goes on where the one before it broke off.
    std::shared_ptr<DownloadFile> download = {};

    bool operator==(const SendOptions &) const = default;
};

/// What a SendOperation works with. All of it outlives the operation, except the store, whose end
/// is noticed.
struct SendServices
{
    Transport &transport;
    Clock &clock;
    KeyReader &keys;
    Jitter jitter;
    QPointer<BreakerStore> breaker;
    /// Shared by all sends of a sender.
    std::shared_ptr<RetryBudget> budget;
    /// Null: none.
    CookieJarPtr cookies;
    AuthServices auth;
    /// Held while the send is under way; its end is how the sender counts.
    std::shared_ptr<void> running;
};

/// One send with its admission, attempts and waits: the only state machine of sending. Destroying
/// it is silent and stops everything; cancel() stops it and reports Cancelled. GUI thread.
class SendOperation : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Acquiring, Transferring, Waiting, Settling, Finished };
    Q_ENUM(State)

    SendOperation(RequestSpec spec, Scope scope, Policies policies, SendOptions options,
                  SendServices services, QObject *parent = nullptr);
    ~SendOperation() override;

    /// Begins; once. finished() is never emitted inside this call.
    void start();
    /// Stops at whatever stage it is; finished() with Cancelled follows inside this call, unless it
    /// has finished already or was never started.
    void cancel();
    /// Ends an event stream or a WebSocket connection that is under way: what has come is the
    /// answer, and finished() follows, perhaps inside this call. False, and nothing happens, where
    /// there is none.
    bool endStream();

    /// The WebSocket connection that is open; null where there is none.
    WebSocketLink *webSocket() const;

    State state() const { return m_state; }
    const Scope &scope() const { return m_scope; }
    /// What is known so far.
    const Exchange &exchange() const { return *m_exchange; }
    /// Null unless it downloads.
    const std::shared_ptr<DownloadFile> &download() const { return m_options.download; }

Q_SIGNALS:
    /// The breaker was asked; `exchange().key` and the admission are known.
    void admitted(const Recloser::Admission &admission);
    void attemptStarted(int number);
    void headArrived(const Recloser::Response &head);
    /// A piece of an event stream or a conversation; Transfer::streamed().
    void streamed(const QByteArray &piece);
    void progressed(const Recloser::TransferProgress &progress);
    void attemptFinished(const Recloser::Attempt &attempt);
    void retryScheduled(std::chrono::milliseconds delay, Recloser::WaitReason reason);
    void finished(const Recloser::ExchangePtr &exchange);

private:
    /// Asks for the tokens that the request mentions, one after the other, then resolves it.
    void askForTokens();
    /// True when the next may be asked for.
    bool takeToken(const TokenReference &wanted, const TokenResult &token);
    void resolveRequest();
    void readKey();
    void acquirePermit();
    void takePermit(Permit permit);
    /// Reads the circuit's state and goes ahead whatever it is.
    void observeCircuit();
    void takeObserved(const CircuitLookup &found);
    void startAttempt();
    /// Signs the attempt, where that is asked for, and sends it.
    void prepareAttempt();
    void takePrepared(const PreparedRequest &prepared);
    void startTransfer(const ResolvedRequest &request);
    /// What the present attempt sends, for showing it.
    void noteRequest(const ResolvedRequest &sent);
    void takeHead(const Response &head);
    /// The peer has answered, and the end of what it answers with may be far away.
    void settleAhead(const Response &head);
    /// True when another transfer of the same try follows.
    bool answerChallenge();
    void finishAttempt(const TransferResult &result);
    /// Tells the store what the attempts came to; `next` runs when it has answered, unless the
    /// operation has gone on otherwise by then.
    void settle(void (SendOperation::*next)());
    void takeSettled(const Settled &settled);
    void decide();
    void waitAndRetry(milliseconds delay, WaitReason reason);
    void deadlineReached();
    /// Ends with what the last attempt came to.
    void concludeWithLast(Ending ending);
    void conclude(Outcome outcome, Ending ending, std::optional<SendError> error = {});
    /// Ends without an attempt having decided it; publishes later when `start()` is still on the
    /// stack.
    void end(Outcome outcome, Ending ending, SendError error);
    void publish();
    void stopTransfer();
    /// Of what is still waiting for its signature or token there is nothing to record; false then.
    bool recordUnfinishedAttempt(const SendError &error);
    /// Attempts that sent the exchange's request need none of their own.
    void dropSameRequests();
    bool asksEachAttempt() const;
    microseconds sinceStart() const;

    SendServices m_services;
    Scope m_scope;
    SendOptions m_options;
    State m_state = State::Idle;
    bool m_insideStart = false;
    std::shared_ptr<Exchange> m_exchange;
    Clock::time_point m_startedAt{};
    Permit m_permit;
    /// The store has been told what the call came to.
    bool m_isSettled = false;
    /// Not asked for yet.
    QList<TokenReference> m_wantedTokens;
    TokenWay m_tokenWay;
    /// Null: nothing is signed.
    std::unique_ptr<AttemptAuth> m_auth;
    std::unique_ptr<Transfer> m_transfer;
    Attempt m_current;
    std::unique_ptr<ScheduledCall> m_pending;
    std::unique_ptr<ScheduledCall> m_deadline;
    /// Of a stream that nobody watches.
    std::unique_ptr<ScheduledCall> m_streamEnd;
    /// Why the present stream is ended before its end.
    std::optional<SendError> m_cutOff;
};

} // namespace Recloser
