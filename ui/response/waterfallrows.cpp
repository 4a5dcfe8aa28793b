// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/waterfallrows.h"

#include "ui/describe/describe.h"
#include "ui/describe/formatting.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Waterfall", text);
}

ChipTone toneOfResult(const std::expected<Response, SendError> &result)
{
    if (!result)
        return result.error().kind == SendError::Kind::Cancelled ? ChipTone::Neutral
                                                                 : ChipTone::Bad;
    if (result->status >= 500)
        return ChipTone::Warning;
    return result->status >= 400 ? ChipTone::Warning : ChipTone::Good;
}

QList<WaterfallBar> barsOf(const Attempt &attempt)
{
    const Timings &t = attempt.timings;
    const std::pair<WaterfallPhase, std::optional<microseconds>> phases[] = {
        {WaterfallPhase::Dns, t.dns},   {WaterfallPhase::Connect, t.connect},
        {WaterfallPhase::Tls, t.tls},   {WaterfallPhase::Sent, t.sent},
        {WaterfallPhase::Wait, t.wait}, {WaterfallPhase::Download, t.download},
    };
    QList<WaterfallBar> bars;
    microseconds at = attempt.startedAfter;
    for (const auto &[phase, duration] : phases) {
        if (!duration || duration->count() <= 0)
            continue;
        bars.append({WaterfallBar::Kind::Phase, phase, at, at + *duration});
        at += *duration;
    }
    // What the transport did not break down is shown as such, not guessed.
    const microseconds end = attempt.startedAfter + t.total;
    if (end > at + t.total / 100 || bars.isEmpty())
        bars.append({WaterfallBar::Kind::Phase, WaterfallPhase::Unmeasured, at, std::max(at, end)});
    return bars;
}

QString barDetail(const QList<WaterfallBar> &bars)
{
    QStringList parts;
    for (const WaterfallBar &bar : bars)
        parts.append(u"%1 %2"_s.arg(phaseName(bar.phase), formatDuration(bar.end - bar.begin)));
    return parts.join(u", "_s);
}

QString sourceOf(WaterfallPhase phase)
{
    switch (phase) {
    case WaterfallPhase::Dns:
        return tr("name: asking for the host's address, before a new connection");
    case WaterfallPhase::Connect:
        return tr("connect: from the start of a new connection until it stands, TLS included");
    case WaterfallPhase::Tls:
        return tr("TLS: the handshake");
    case WaterfallPhase::Sent:
        return tr("sent: until the last byte of the body was handed to the connection");
    case WaterfallPhase::Wait:
        return tr("waiting: from then until the head of the answer was there");
    case WaterfallPhase::Download:
        return tr("download: from then until the last byte of the body");
    case WaterfallPhase::Unmeasured:
        return tr("not broken down: time between the phases, or within a connection that Qt made "
                  "by itself");
    }
    return {};
}

QString sourcesOf(const QList<WaterfallBar> &bars)
{
    QStringList lines;
    for (const WaterfallBar &bar : bars)
        lines.append(sourceOf(bar.phase));
    return lines.join(u'\n');
}

WaterfallRow decisionRow(const Exchange &exchange, bool isRunning)
{
    const CircuitReport &circuit = exchange.circuit;
    WaterfallRow row;
    row.kind = WaterfallRow::Kind::Decision;
    switch (circuit.use) {
    case CircuitReport::Use::Off:
        row.label = tr("no circuit breaker");
        row.detail = tr("The circuit breaker is off for this request, or it has no key.");
        return row;
    case CircuitReport::Use::Bypassed:
        row.label = tr("sent anyway, breaker not asked");
        row.tone = ChipTone::Warning;
        row.detail = tr("Sent anyway: the circuit breaker was neither asked nor told.");
        return row;
    case CircuitReport::Use::Observed:
        row.label = tr("circuit %1, only observed").arg(stateName(circuit.state));
        row.detail = tr("The circuit's state was read before the first attempt; it neither blocked "
                        "this call nor counted it. Key %1.")
                         .arg(exchange.key.key);
        return row;
    case CircuitReport::Use::Guarded:
        break;
    }
    QString state = tr("circuit %1").arg(stateName(circuit.state));
    if (circuit.state == BreakerState::Open) {
        row.tone = ChipTone::Bad;
        if (circuit.remaining)
            state = tr("circuit open, %1 left").arg(formatCountdown(*circuit.remaining));
    } else if (circuit.state == BreakerState::HalfOpen) {
        row.tone = ChipTone::HalfOpen;
        state
            = isRunning ? tr("half-open: this is the probe") : tr("half-open: this was the probe");
        if (exchange.outcome == Outcome::Blocked && !isRunning)
            state = circuit.remaining ? tr("half-open: another call's probe has %1 left")
                                            .arg(formatCountdown(*circuit.remaining))
                                      : tr("half-open: another call is the probe");
    }
    const bool unverified = circuit.verification == Verification::Unverified;
    row.label = unverified ? tr("%1, unverified").arg(state) : state;
    row.detail = tr("Circuit breaker asked before the first attempt: %1, key %2, %3.")
                     .arg(state, exchange.key.key,
                          unverified ? tr("answered by the local shadow "
                                          "because Redis was away")
                              : circuit.store == StoreKind::Redis ? tr("answered by Redis")
                                                                  : tr("answered by memory"));
    if (exchange.policies.breaker.order == AdmissionOrder::EachAttempt)
        row.detail += tr(" Asked again before each further attempt.");
    return row;
}

WaterfallRow attemptRow(const Attempt &attempt)
{
    WaterfallRow row;
    row.number = QString::number(attempt.number);
    row.label = shortResult(attempt.result);
    row.tone = toneOfResult(attempt.result);
    row.bars = barsOf(attempt);
    row.sources = sourcesOf(row.bars);
    row.duration = formatDuration(attempt.timings.total);
    const QString result = attempt.result
        ? QString(row.label + u' ' + QString::fromUtf8(attempt.result->reason)).trimmed()
        : describe(attempt.result.error()).headline;
    row.detail = tr("Attempt %1: %2. Began after %3, took %4: %5.")
                     .arg(row.number, result, formatDuration(attempt.startedAfter), row.duration,
                          barDetail(row.bars));
    return row;
}

WaterfallRow pauseRow(const Attempt &next, const RetryPolicy &policy)
{
    WaterfallRow row;
    row.kind = WaterfallRow::Kind::Pause;
    if (next.waitReason == WaitReason::Authentication) {
        row.label = describeWait(next, policy);
        row.detail = tr("Attempt %1 answers the server's question who is asking; both are one try.")
                         .arg(next.number);
        return row;
    }
    row.label = next.wait > milliseconds(0) ? describeWait(next, policy) : tr("again at once");
    if (next.wait > milliseconds(0))
        row.bars.append({WaterfallBar::Kind::Pause, WaterfallPhase::Wait,
                         next.startedAfter - next.wait, next.startedAfter});
    row.detail = tr("Pause before attempt %1: %2.").arg(next.number).arg(row.label);
    return row;
}

/// What the call did to its circuit, at the end of `span`.
std::optional<WaterfallRow> changeRow(const Exchange &exchange, microseconds span)
{
    const CircuitReport &circuit = exchange.circuit;
    const QString change = describeCircuitChange(exchange);
    if (change.isEmpty())
        return std::nullopt;
    WaterfallRow row;
    row.label = change;
    row.bars.append({WaterfallBar::Kind::Mark, WaterfallPhase::Wait, span, span});
    if (circuit.openedByThisCall) {
        row.kind = WaterfallRow::Kind::Opened;
        row.tone = ChipTone::Bad;
        const QString time = formatDuration(circuit.openedFor);
        row.label = circuit.state == BreakerState::HalfOpen
            ? tr("probe failed: circuit opened for %1").arg(time)
            : tr("circuit opened for %1").arg(time);
        row.detail = tr("This call opened the circuit %1 for %2.").arg(exchange.key.key, time);
    } else if (circuit.closedByThisCall) {
        row.kind = WaterfallRow::Kind::Closed;
        row.tone = ChipTone::Good;
        row.detail = tr("This call, the probe, closed the circuit %1.").arg(exchange.key.key);
    } else {
        row.kind = WaterfallRow::Kind::Late;
        row.tone = ChipTone::Warning;
        row.bars.clear();
        row.detail = tr("The circuit %1 opened or closed while this call was under way; what came "
                        "of it did not count.")
                         .arg(exchange.key.key);
    }
    return row;
}

void appendLive(QList<WaterfallRow> &rows, const Exchange &exchange, const WaterfallLive &live)
{
    WaterfallRow row;
    const microseconds passed = std::max(microseconds(0), live.now - live.stageBegan);
    if (live.stage == WaterfallLive::Stage::Sending) {
        row.number = QString::number(live.number);
        row.label = tr("running");
        row.tone = ChipTone::Accent;
        row.bars.append({WaterfallBar::Kind::Phase, WaterfallPhase::Unmeasured, live.stageBegan,
                         std::max(live.now, live.stageBegan)});
        row.duration = formatDuration(passed);
        row.detail = tr("Attempt %1 is running.").arg(live.number);
        rows.append(row);
    } else if (live.stage == WaterfallLive::Stage::Waiting) {
        Attempt next;
        next.number = live.number;
        next.wait = live.wait;
        next.waitReason = live.reason;
        next.startedAfter = live.stageBegan + live.wait;
        row = pauseRow(next, exchange.policies.retry);
        const auto left = std::chrono::ceil<milliseconds>(next.startedAfter - live.now);
        row.duration = formatCountdown(std::max(left, milliseconds(0)));
        rows.append(row);
    }
}

} // namespace

QList<WaterfallRow> waterfallRows(const Exchange &exchange, const WaterfallLive &live)
{
    QList<WaterfallRow> rows;
    const bool running = live.stage != WaterfallLive::Stage::None;
    if (exchange.ending != Ending::Invalid && live.stage != WaterfallLive::Stage::Asking)
        rows.append(decisionRow(exchange, running));
    for (const Attempt &attempt : exchange.attempts) {
        if (attempt.waitReason != WaitReason::None)
            rows.append(pauseRow(attempt, exchange.policies.retry));
        rows.append(attemptRow(attempt));
    }
    if (running) {
        appendLive(rows, exchange, live);
        return rows;
    }
    if (const auto changed = changeRow(exchange, waterfallSpan(exchange, rows)))
        rows.append(*changed);
    if (const QString why = describeEnding(exchange); !why.isEmpty()) {
        WaterfallRow row;
        row.kind = WaterfallRow::Kind::Ending;
        row.label = tr("ended: %1").arg(why);
        row.detail = row.label;
        rows.append(row);
    }
    return rows;
}

microseconds waterfallSpan(const Exchange &exchange, const QList<WaterfallRow> &rows)
{
    microseconds span = exchange.elapsed;
    for (const WaterfallRow &row : rows) {
        for (const WaterfallBar &bar : row.bars)
            span = std::max(span, bar.end);
    }
    return span;
}

QList<WaterfallPhase> phasesIn(const QList<WaterfallRow> &rows)
{
    QList<WaterfallPhase> phases;
    for (const WaterfallRow &row : rows) {
        for (const WaterfallBar &bar : row.bars) {
            if (bar.kind == WaterfallBar::Kind::Phase && !phases.contains(bar.phase))
                phases.append(bar.phase);
        }
    }
    std::ranges::sort(phases);
    return phases;
}

QString phaseName(WaterfallPhase phase)
{
    switch (phase) {
    case WaterfallPhase::Dns:
        return tr("name");
    case WaterfallPhase::Connect:
        return tr("connect");
    case WaterfallPhase::Tls:
        return tr("TLS");
    case WaterfallPhase::Sent:
        return tr("sent");
    case WaterfallPhase::Wait:
        return tr("waiting");
    case WaterfallPhase::Download:
        return tr("download");
    case WaterfallPhase::Unmeasured:
        return tr("not broken down");
    }
    return {};
}

} // namespace Recloser
