// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/sendoperation.h"

#include "core/model/decidingattempts.h"
#include "core/resolve/resolve.h"
#include "core/resolve/variables.h"
#include "core/send/connectiontarget.h"

#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Nobody waits longer for a single send; a Retry-After beyond it ends the send at once.
constexpr milliseconds longestWait = std::chrono::hours(1);

} // namespace

SendOperation::SendOperation(RequestSpec spec, Scope scope, Policies policies, SendOptions options,
                             SendServices services, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_scope(std::move(scope))
    , m_options(options)
    , m_exchange(std::make_shared<Exchange>())
{
    m_exchange->spec = std::move(spec);
    m_exchange->policies = std::move(policies);
}

SendOperation::~SendOperation() = default;

void SendOperation::start()
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Acquiring;
    m_insideStart = true;
    m_startedAt = m_services.clock.now();
    m_exchange->startedAt = m_services.clock.wallTime();
    const QPointer self(this);

    if (const auto deadline = m_exchange->policies.timeouts.deadline)
        m_deadline = m_services.clock.schedule(*deadline, [this] { deadlineReached(); });

    if (m_options.exactly) {
        m_exchange->request = *m_options.exactly;
        readKey();
    } else {
        m_wantedTokens = tokensNeeded(m_exchange->spec, m_scope);
        askForTokens();
    }
    if (self)
        m_insideStart = false;
}

void SendOperation::resolveRequest()
{
    if (auto resolved
        = resolve(m_exchange->spec, m_scope, m_options.route.value_or(m_exchange->spec.route))) {
        m_exchange->request = *std::move(resolved);
        m_exchange->request.redirects = m_options.redirects.value_or(m_exchange->spec.redirects);
        if (const auto target = connectionTarget(m_exchange->request))
            readKey();
        else
            end(Outcome::Exception, Ending::Invalid, target.error());
    } else {
        end(Outcome::Exception, Ending::Invalid, resolved.error());
    }
}

void SendOperation::cancel()
{
    if (m_state == State::Idle || m_state == State::Finished)
        return;
    // The result is there already; only the store still has a word to say.
    if (m_state == State::Settling && m_exchange->outcome != Outcome::Cancelled) {
        publish();
        return;
    }
    SendError error{SendError::Kind::Cancelled, {}, {}};
    if (!recordUnfinishedAttempt(error) && m_exchange->attempts.isEmpty())
        error.reach = SendError::Reach::NotSent;
    m_permit = {};
    m_exchange->outcome = Outcome::Cancelled;
    m_exchange->ending = Ending::Cancelled;
    m_exchange->error = error;
    publish();
}

bool SendOperation::endStream()
{
    return m_state == State::Transferring && m_transfer && m_transfer->endStream();
}

// ---- admission ---------------------------------------------------------------------------------

void SendOperation::readKey()
{
    Exchange &exchange = *m_exchange;
    const BreakerPolicy &policy = exchange.policies.breaker;
    exchange.key = m_services.keys.read(policy, exchange.request.urlText);
    if (m_services.budget)
        m_services.budget->noteCall(exchange.key.key, exchange.policies.retry,
                                    m_services.clock.now());
    if (policy.breaker == BreakerSwitch::Off
        || (exchange.key.key.isNull() && policy.fallback != KeyFallback::Error)) {
        exchange.circuit.use = CircuitReport::Use::Off;
        startAttempt();
        return;
    }
    if (exchange.key.key.isNull()) {
        end(Outcome::Exception, Ending::Invalid,
            {SendError::Kind::NoCircuitKey, policy.keyPattern, keySourceName(exchange.key.source)});
        return;
    }
    if (m_services.breaker)
        exchange.circuit.store = m_services.breaker->status().store;
    if (m_options.breaker == SendOptions::Breaker::Bypass || !m_services.breaker) {
        exchange.circuit.use = CircuitReport::Use::Bypassed;
        startAttempt();
        return;
    }
    if (m_options.breaker == SendOptions::Breaker::Observe)
        observeCircuit();
    else
        acquirePermit();
}

void SendOperation::observeCircuit()
{
    m_exchange->circuit.use = CircuitReport::Use::Observed;
    QFuture<CircuitLookup> found = m_services.breaker->circuit(m_exchange->key.key);
    if (found.isFinished()) {
        takeObserved(found.result());
        return;
    }
    found.then(this, [this](const CircuitLookup &answer) {
        if (m_state == State::Acquiring)
            takeObserved(answer);
    });
}

void SendOperation::takeObserved(const CircuitLookup &found)
{
    Admission admission{.store = m_exchange->circuit.store};
    if (!found) {
        admission.verification = Verification::Unverified;
    } else if (const std::optional<Circuit> &circuit = *found) {
        admission.state = circuit->state;
        if (circuit->ttl == TimeToLive::Finite)
            admission.remaining = remaining(*circuit, m_services.clock.now());
        admission.verification = circuit->verification;
        admission.reason = circuit->reason;
        admission.forced = circuit->forced.kind;
    }
    CircuitReport &report = m_exchange->circuit;
    report.state = admission.state;
    report.remaining = admission.remaining;
    report.reason = admission.reason;
    report.verification = admission.verification;
    const QPointer self(this);
    Q_EMIT admitted(admission);
    if (self && m_state == State::Acquiring)
        startAttempt();
}

void SendOperation::acquirePermit()
{
    m_pending.reset();
    m_state = State::Acquiring;
    if (!m_services.breaker) { // gone since the first attempt
        m_exchange->circuit.verification = Verification::Unverified;
        startAttempt();
        return;
    }
    QFuture<Permit> permit
        = m_services.breaker->acquire(m_exchange->key.key, circuitRules(m_exchange->policies));
    if (permit.isFinished()) {
        takePermit(permit.takeResult());
        return;
    }
    permit.then(this, [this](QFuture<Permit> answer) {
        if (m_state == State::Acquiring)
            takePermit(answer.takeResult());
    });
}

void SendOperation::takePermit(Permit permit)
{
    m_permit = std::move(permit);
    m_isSettled = false;
    const Admission admission = m_permit.admission();
    CircuitReport &circuit = m_exchange->circuit;
    const bool isFirst = m_exchange->attempts.isEmpty();
    if (isFirst) {
        circuit.state = admission.state;
        circuit.remaining = admission.remaining;
        circuit.store = admission.store;
        circuit.reason = admission.reason;
    }
    if (isFirst || admission.verification == Verification::Unverified)
        circuit.verification = admission.verification;

    const QPointer self(this);
    Q_EMIT admitted(admission);
    if (!self || m_state != State::Acquiring)
        return;
    if (!admission.isRefused())
        startAttempt();
    else if (isFirst)
        end(Outcome::Blocked, Ending::Blocked,
            {SendError::Kind::Blocked, m_exchange->key.key, admission.reason});
    else
        concludeWithLast(Ending::CircuitOpened);
}

// ---- attempts ----------------------------------------------------------------------------------

void SendOperation::startAttempt()
{
    m_pending.reset();
    m_state = State::Transferring;
    const auto number = int(m_exchange->attempts.size()) + 1;
    m_current.number = number;
    m_current.startedAfter = sinceStart();

    const QPointer self(this);
    Q_EMIT attemptStarted(number);
    if (!self || m_state != State::Transferring)
        return;
    prepareAttempt();
}

void SendOperation::finishAttempt(const TransferResult &result)
{
    if (m_state != State::Transferring)
        return;
    m_current.timings = result.timings;
    m_current.result = result.outcome;
    if (m_cutOff && m_current.result)
        m_current.result->brokenOff = m_cutOff;
    m_current.cookies = result.cookies;
    m_current.redirects = result.redirects;
    m_current.httpVersion = result.httpVersion;
    m_current.connection = result.connection;
    stopTransfer();
    m_exchange->attempts.append(std::exchange(m_current, {}));

    const QPointer self(this);
    Q_EMIT attemptFinished(m_exchange->attempts.constLast());
    if (!self || m_state != State::Transferring || answerChallenge())
        return;
    if (asksEachAttempt() && !m_isSettled)
        settle(&SendOperation::decide);
    else
        decide();
}

void SendOperation::settle(void (SendOperation::*next)())
{
    m_state = State::Settling;
    const QPointer self(this);
    QFuture<Settled> settled
        = m_permit.settle(settlementOf(m_exchange->policies, decidingAttempts(m_exchange->attempts),
                                       m_exchange->request.urlText, m_services.clock.wallTime()));
    if (!self || m_state != State::Settling)
        return;
    if (settled.isFinished()) {
        takeSettled(settled.result());
        (this->*next)();
        return;
    }
    settled.then(this, [this, next](const Settled &answer) {
        if (m_state != State::Settling)
            return;
        takeSettled(answer);
        (this->*next)();
    });
}

void SendOperation::takeSettled(const Settled &settled)
{
    CircuitReport &circuit = m_exchange->circuit;
    if (settled.verification == Verification::Unverified)
        circuit.verification = Verification::Unverified;
    if (settled.opened) {
        circuit.openedByThisCall = true;
        circuit.openedFor = settled.openFor;
    }
    circuit.closedByThisCall = circuit.closedByThisCall || settled.closed;
    circuit.settledLate = circuit.settledLate || settled.late;
}

void SendOperation::decide()
{
    const Exchange &exchange = *m_exchange;
    const NextStep next
        = nextStep(exchange.policies, exchange.request, decidingAttempts(exchange.attempts),
                   m_services.jitter, m_services.clock.wallTime());
    if (!next.wait) {
        concludeWithLast(next.ending);
        return;
    }
    if (exchange.circuit.openedByThisCall && asksEachAttempt()) {
        concludeWithLast(Ending::CircuitOpened);
        return;
    }
    // What only waits for the deadline to pass ends now, with the result there is.
    const auto deadline = exchange.policies.timeouts.deadline;
    if ((deadline && sinceStart() + *next.wait >= *deadline) || *next.wait > longestWait) {
        concludeWithLast(Ending::WaitTooLong);
        return;
    }
    if (m_services.budget
        && !m_services.budget->take(exchange.key.key, exchange.policies.retry,
                                    m_services.clock.now())) {
        concludeWithLast(Ending::BudgetExhausted);
        return;
    }
    waitAndRetry(*next.wait, next.reason);
}

void SendOperation::waitAndRetry(milliseconds delay, WaitReason reason)
{
    m_state = State::Waiting;
    m_current.wait = delay;
    m_current.waitReason = reason;
    // Also a wait of nothing goes through the clock: the transfer that just ended is still on the
    // stack.
    m_pending = m_services.clock.schedule(delay, [this] {
        if (asksEachAttempt())
            acquirePermit();
        else
            startAttempt();
    });
    Q_EMIT retryScheduled(delay, reason);
}

void SendOperation::deadlineReached()
{
    if (m_state == State::Idle || m_state == State::Finished || m_state == State::Settling)
        return;
    const qint64 received = m_transfer ? m_transfer->received() : 0;
    SendError error{SendError::Kind::DeadlineExceeded, m_exchange->request.url.host(),
                    received > 0 ? u"after %1 bytes of the body"_s.arg(received) : QString()};
    // What has been said over an open connection is its answer, and so is what has come of a
    // stream.
    if (m_transfer) {
        if (!webSocket())
            m_cutOff = error;
        if (m_transfer->endStream())
            return;
        m_cutOff.reset();
    }
    if (!recordUnfinishedAttempt(error) && m_exchange->attempts.isEmpty()) {
        // Nothing has come to the peer, so nothing is known of it.
        error.reach = SendError::Reach::NotSent;
        end(Outcome::Exception, Ending::DeadlineReached, error);
        return;
    }
    conclude(Outcome::Exception, Ending::DeadlineReached, error);
}

} // namespace Recloser
