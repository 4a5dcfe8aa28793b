// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/describe.h"

#include <QObject>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QObject::tr(text);
}

/// A rule that held back attempts which were left; others are no news.
QString whyNoRetry(const Exchange &exchange)
{
    switch (exchange.ending) {
    case Ending::NotIdempotent:
    case Ending::WaitTooLong:
    case Ending::BudgetExhausted:
    case Ending::CircuitOpened:
        return tr("No more attempts: %1.").arg(describeEnding(exchange));
    default:
        return {};
    }
}

QString waitTooLong(const Exchange &exchange)
{
    const Response *response = exchange.response();
    const QByteArray asked
        = response ? headerValue(response->headers, "Retry-After") : QByteArray();
    const bool isAsked
        = !asked.isEmpty() && exchange.policies.retry.retryAfter == RetryAfterUse::Honoured;
    const auto deadline = exchange.policies.timeouts.deadline;
    if (isAsked && deadline)
        return tr("the server asks for a wait (Retry-After: %1) beyond the deadline of %2")
            .arg(QString::fromUtf8(asked.left(40)), formatDuration(*deadline));
    if (isAsked)
        return tr("the server asks for a wait of more than an hour (Retry-After: %1)")
            .arg(QString::fromUtf8(asked.left(40)));
    return deadline
        ? tr("the next wait would outlast the deadline of %1").arg(formatDuration(*deadline))
        : tr("the next wait would be longer than an hour");
}

} // namespace

Sentence describe(const Exchange &exchange)
{
    switch (exchange.outcome) {
    case Outcome::Success:
    case Outcome::Failed:
        if (const Response *response = exchange.response()) {
            const QString reason = QString::fromUtf8(response->reason);
            const QString status
                = u"%1 %2"_s.arg(QString::number(response->status), reason).trimmed();
            if (const auto &cause = response->brokenOff)
                return {tr("%1 · broken off").arg(status),
                        tr("The stream did not end: %1. What had come by then was kept.")
                            .arg(describe(*cause).headline)};
            return {status, whyNoRetry(exchange)};
        }
        return {tr("No response"), {}};
    case Outcome::Exception: {
        const Sentence sentence = describe(exchange.error.value_or(SendError{}));
        const QString hint = sentence.hint + u' ' + whyNoRetry(exchange);
        return {tr("Exception · %1").arg(sentence.headline), hint.trimmed()};
    }
    case Outcome::Blocked: {
        const CircuitReport &circuit = exchange.circuit;
        QString text = circuit.remaining
            ? tr("Not sent: circuit %1 is open for %2 more")
                  .arg(exchange.key.key, formatCountdown(*circuit.remaining))
            : tr("Not sent: circuit %1 is open").arg(exchange.key.key);
        if (circuit.state == BreakerState::HalfOpen) {
            text = circuit.remaining
                ? tr("Not sent: circuit %1 is half-open, its probe has %2 more")
                      .arg(exchange.key.key, formatCountdown(*circuit.remaining))
                : tr("Not sent: circuit %1 is half-open").arg(exchange.key.key);
        }
        if (!circuit.reason.isEmpty())
            text += tr(", opened after %1").arg(circuit.reason);
        return {text, tr("No connection was made. It closes by itself.")};
    }
    case Outcome::Cancelled:
        return {tr("Stopped"), {}};
    }
    return {};
}

Sentence describe(const KeyResult &key)
{
    switch (key.source) {
    case KeySource::Match:
        return {};
    case KeySource::Missing:
        return {tr("no pattern: the whole URL is the key"),
                tr("Every different URL is a circuit of its own.")};
    case KeySource::NoMatch:
        return {tr("no match: the whole URL is the key"),
                tr("Every different URL is a circuit of its own.")};
    case KeySource::Empty:
        return {tr("empty match: the whole URL is the key"),
                tr("In strict Python the key would be empty, one circuit for everything.")};
    case KeySource::TooSlow:
        return {
            tr("pattern too slow: given up, the whole URL is the key"),
            tr("Python would block the whole service while it tries; make the loops unambiguous.")};
    case KeySource::Invalid: {
        QString text = key.error ? key.error->message : tr("invalid pattern");
        if (key.error && key.error->position)
            text += tr(" at position %1").arg(*key.error->position);
        return {tr("pattern: %1").arg(text), tr("The service falls back to the whole URL.")};
    }
    }
    return {};
}

QString describeEnding(const Exchange &exchange)
{
    const auto attempts = exchange.attempts.size();
    switch (exchange.ending) {
    case Ending::Answered: {
        const Response *response = exchange.response();
        return response ? tr("%1 is not tried again").arg(response->status) : QString();
    }
    case Ending::AttemptsExhausted:
        return attempts == 1 ? tr("the one attempt allowed is used up")
                             : tr("all %1 attempts are used up").arg(attempts);
    case Ending::NotRetried:
        return tr("this kind of error is not tried again");
    case Ending::DeadlineReached:
        return tr("the total deadline passed");
    case Ending::Blocked:
        return tr("blocked by the open circuit");
    case Ending::Cancelled:
        return tr("stopped by you");
    case Ending::Invalid:
        return tr("nothing was sent");
    case Ending::NotIdempotent:
        return tr("a %1 may have been acted upon, and twice may do harm")
            .arg(QString::fromUtf8(exchange.request.method));
    case Ending::WaitTooLong:
        return waitTooLong(exchange);
    case Ending::BudgetExhausted:
        return tr("the retry budget of this circuit is used up");
    case Ending::CircuitOpened:
        return exchange.circuit.openedByThisCall ? tr("this call opened the circuit")
                                                 : tr("another call opened the circuit");
    }
    return {};
}

QString describeCircuitChange(const Exchange &exchange)
{
    const CircuitReport &circuit = exchange.circuit;
    const bool isProbe
        = circuit.state == BreakerState::HalfOpen && exchange.outcome != Outcome::Blocked;
    if (circuit.closedByThisCall)
        return isProbe ? tr("the probe closed the circuit") : tr("closed the circuit");
    if (circuit.openedByThisCall)
        return isProbe ? tr("the probe failed: the circuit opened again")
                       : tr("opened the circuit");
    if (circuit.settledLate)
        return tr("late: did not count");
    return {};
}

QString describeWait(const Attempt &attempt, const RetryPolicy &policy)
{
    const QString wait = formatDuration(attempt.wait);
    switch (attempt.waitReason) {
    case WaitReason::None:
        return {};
    case WaitReason::Authentication:
        return tr("authentication challenge");
    case WaitReason::RetryAfter:
        return tr("wait %1, Retry-After").arg(wait);
    case WaitReason::Backoff:
        break;
    }
    switch (policy.jitter) {
    case JitterKind::Full:
        return tr("wait %1, full jitter").arg(wait);
    case JitterKind::Equal:
        return tr("wait %1, equal jitter").arg(wait);
    case JitterKind::Decorrelated:
        return tr("wait %1, decorrelated jitter").arg(wait);
    case JitterKind::None:
        break;
    }
    return tr("wait %1").arg(wait);
}

QString stateName(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed:
        return tr("closed");
    case BreakerState::Open:
        return tr("open");
    case BreakerState::HalfOpen:
        return tr("half-open");
    }
    return {};
}

QString shortResult(const std::expected<Response, SendError> &result)
{
    if (result)
        return QString::number(result->status);
    using enum SendError::Kind;
    switch (result.error().kind) {
    case ConnectTimeout:
    case FirstByteTimeout:
    case IdleTimeout:
    case AttemptTimeout:
    case DeadlineExceeded:
        return tr("time-out");
    case ConnectionRefused:
        return tr("refused");
    case ConnectionReset:
        return tr("reset");
    case NameNotFound:
        return tr("no such host");
    case Unreachable:
        return tr("unreachable");
    case Cancelled:
        return tr("stopped");
    case Blocked:
        return tr("not sent");
    case BrokenResponse:
        return tr("broken");
    case TlsUntrusted:
    case TlsSelfSigned:
    case TlsExpired:
    case TlsNotYetValid:
    case TlsWrongHost:
    case TlsRevoked:
    case TlsClientCertificate:
    case TlsClientCertificateRefused:
    case TlsVersion:
    case TlsProtocol:
        return tr("TLS");
    case ProxyUnreachable:
    case ProxyAuthentication:
    case ProxyFailed:
        return tr("proxy");
    default:
        return tr("error");
    }
}

} // namespace Recloser
