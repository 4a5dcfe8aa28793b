// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/planwarnings.h"

#include "core/model/senderror.h"
#include "ui/request/durationtext.h"
#include "ui/request/plan.h"

#include <QCoreApplication>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Rule = PlanWarning::Rule;
using Of = OutcomeMatch::Of;

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::PlanWarnings", text);
}

/// Policies with what a rule needs to know of them.
struct Facts
{
    const Policies &policies;
    const RequestSpec &spec;
    Plan plan;
    bool retries;
    /// Retries or outcomes are not those of the Fynd preset, whose own habits are not complained
    /// about.
    bool retriesChosen;
    /// The peer's health is looked after: by a probe, by counts, or before each attempt.
    bool isGuarded;
};

Facts factsOf(const Policies &policies, const RequestSpec &spec)
{
    const Policies fynd = presetPolicies(Preset::Fynd);
    const BreakerPolicy &breaker = policies.breaker;
    return {.policies = policies,
            .spec = spec,
            .plan = worstPlan(policies),
            .retries = policies.retry.maxAttempts > 1,
            .retriesChosen = policies.retry != fynd.retry || policies.outcomes != fynd.outcomes,
            .isGuarded = breaker.breaker == BreakerSwitch::On
                && (breaker.order == AdmissionOrder::EachAttempt
                    || breaker.halfOpen == HalfOpen::Probe || breaker.failuresInARow > 0
                    || breaker.failureRate > 0)};
}

using Found = std::optional<PlanWarning>;

// ---- what may be done twice --------------------------------------------------------------------

bool isHarmlessTwice(const RequestSpec &spec)
{
    static const QStringList methods{u"GET"_s, u"HEAD"_s,   u"OPTIONS"_s,  u"TRACE"_s,
                                     u"PUT"_s, u"DELETE"_s, u"WEBSOCKET"_s};
    return methods.contains(spec.method.trimmed().toUpper())
        || std::ranges::any_of(spec.headers, [](const HeaderField &header) {
               return header.enabled && !header.value.isEmpty()
                   && header.name.compare("Idempotency-Key"_L1, Qt::CaseInsensitive) == 0;
           });
}

/// The row may be about an attempt whose request has been received and perhaps acted upon. 429 says
/// that it has not been.
bool mayHaveBeenDone(const OutcomeMatch &match)
{
    switch (match.of) {
    case Of::Status:
        return match.value != 429;
    case Of::StatusClass:
    case Of::Broken:
    case Of::Failure:
        return true;
    case Of::Error:
        return !wasNotSent({.kind = SendError::Kind(match.value)});
    case Of::NotSent:
    case Of::Certificate:
        break;
    }
    return false;
}

Found resendsUnsafely(const Facts &facts)
{
    if (!facts.retries || !facts.retriesChosen || isHarmlessTwice(facts.spec))
        return {};
    const auto isResent = [&facts](const OutcomeRule &rule) {
        const bool always = rule.retry == RetryEffect::Always
            || (rule.retry == RetryEffect::IfIdempotent
                && facts.policies.retry.resend == ResendRule::Always);
        return always && mayHaveBeenDone(rule.match);
    };
    if (!std::ranges::any_of(facts.policies.outcomes, isResent))
        return {};
    return PlanWarning{
        Rule::ResendsUnsafely,
        tr("This %1 is sent again although the first one may have been acted upon: it may happen "
           "twice.")
            .arg(facts.spec.method.trimmed().toUpper()),
        PlanFix{.label = tr("Add an Idempotency-Key"),
                .header = HeaderField{u"Idempotency-Key"_s, u"{{$uuid}}"_s}}};
}

Found retryAfterIgnored(const Facts &facts)
{
    if (!facts.retries || !facts.retriesChosen
        || facts.policies.retry.retryAfter == RetryAfterUse::Honoured)
        return {};
    const auto row = std::ranges::find_if(facts.policies.outcomes, [](const OutcomeRule &rule) {
        return (rule.match.of == Of::Status && rule.match.value == 429)
            || (rule.match.of == Of::StatusClass && rule.match.value == 4);
    });
    if (row == facts.policies.outcomes.end() || row->retry == RetryEffect::No)
        return {};
    return PlanWarning{Rule::RetryAfterIgnored,
                       tr("A 429 is tried again without regard to the wait it asks for."),
                       PlanFix{.label = tr("Honour Retry-After"),
                               .policy = {.retryAfter = RetryAfterUse::Honoured}}};
}

// ---- time --------------------------------------------------------------------------------------

Found deadlineBelowAttempt(const Facts &facts)
{
    const TimeoutPolicy &timeouts = facts.policies.timeouts;
    if (!timeouts.deadline || !timeouts.attempt || *timeouts.attempt <= *timeouts.deadline)
        return {};
    return PlanWarning{
        Rule::DeadlineBelowAttempt,
        tr("One attempt may take %1, but everything ends after %2: a slow first attempt leaves no "
           "time for a retry.")
            .arg(durationText(*timeouts.attempt), durationText(*timeouts.deadline)),
        PlanFix{.label = tr("One attempt: %1").arg(durationText(*timeouts.deadline)),
                .policy = {.attemptTimeout = *timeouts.deadline}}};
}

Found deadlineBelowWaits(const Facts &facts)
{
    const auto deadline = facts.policies.timeouts.deadline;
    if (!deadline || !facts.retries)
        return {};
    Policies unbounded = facts.policies;
    unbounded.timeouts.deadline.reset();
    const Plan plan = worstPlan(unbounded);
    if (plan.waiting < *deadline)
        return {};
    PlanWarning warning{Rule::DeadlineBelowWaits,
                        tr("The waits alone come to %1, beyond the %2 for everything: the last "
                           "attempts are never made.")
                            .arg(durationText(plan.waiting), durationText(*deadline)),
                        {}};
    constexpr milliseconds longest = std::chrono::days(24);
    if (plan.total && *plan.total <= longest)
        warning.fix = PlanFix{.label = tr("All in all: %1").arg(durationText(*plan.total)),
                              .policy = {.deadline = *plan.total}};
    return warning;
}

Found limitBeyondAttempt(const Facts &facts)
{
    const TimeoutPolicy &timeouts = facts.policies.timeouts;
    if (!timeouts.attempt)
        return {};
    const struct
    {
        std::optional<milliseconds> limit;
        QString text;
        std::optional<milliseconds> PolicyOverrides::*member;
    } phases[] = {
        {timeouts.connect, tr("Connecting may take %1, longer than the attempt (%2)."),
         &PolicyOverrides::connectTimeout},
        {timeouts.firstByte, tr("The first byte may take %1, longer than the attempt (%2)."),
         &PolicyOverrides::firstByteTimeout},
        {timeouts.idle, tr("A silence may last %1, longer than the attempt (%2)."),
         &PolicyOverrides::idleTimeout},
    };
    for (const auto &phase : phases) {
        if (!phase.limit || *phase.limit <= *timeouts.attempt)
            continue;
        PlanFix fix{.label = tr("Leave that limit out")};
        fix.policy.*phase.member = 0ms;
        return PlanWarning{
            Rule::LimitBeyondAttempt,
            phase.text.arg(durationText(*phase.limit), durationText(*timeouts.attempt)), fix};
    }
    return {};
}

Found limitless(const Facts &facts)
{
    const TimeoutPolicy &timeouts = facts.policies.timeouts;
    if (timeouts.attempt || timeouts.deadline || timeouts.firstByte || timeouts.idle)
        return {};
    return PlanWarning{
        Rule::Limitless,
        tr("Nothing bounds the time: a peer that never answers holds this for ever."),
        PlanFix{.label = tr("One attempt: 15 s"), .policy = {.attemptTimeout = 15s}}};
}

// ---- waits -------------------------------------------------------------------------------------

Found noWait(const Facts &facts)
{
    Policies unbounded = facts.policies;
    unbounded.timeouts.deadline.reset();
    if (!facts.retries || !facts.isGuarded || worstPlan(unbounded).waiting > 0ms)
        return {};
    return PlanWarning{Rule::NoWait,
                       tr("Retries follow at once: a peer in trouble gets its load multiplied."),
                       PlanFix{.label = tr("Wait 200 ms, doubling, with full jitter"),
                               .policy = {.retryDelay = 200ms,
                                          .retryFactor = 2.0,
                                          .retryMaxDelay = 10s,
                                          .jitter = JitterKind::Full}}};
}

Found noJitter(const Facts &facts)
{
    constexpr int many = 3;
    const RetryPolicy &retry = facts.policies.retry;
    if (retry.maxAttempts <= many || retry.jitter != JitterKind::None || facts.plan.waiting == 0ms)
        return {};
    return PlanWarning{
        Rule::NoJitter,
        tr("%1 retries without jitter: clients that failed together come back together.")
            .arg(retry.maxAttempts - 1),
        PlanFix{.label = tr("Full jitter"), .policy = {.jitter = JitterKind::Full}}};
}

Found factorBelowOne(const Facts &facts)
{
    const RetryPolicy &retry = facts.policies.retry;
    if (!facts.retries || retry.factor >= 1 || retry.initialDelay == 0ms)
        return {};
    return PlanWarning{Rule::FactorBelowOne,
                       tr("Waits never shrink: each wait times %1 counts as times 1.")
                           .arg(QString::number(retry.factor)),
                       PlanFix{.label = tr("Double each wait"), .policy = {.retryFactor = 2.0}}};
}

Found waitsCutShort(const Facts &facts)
{
    const RetryPolicy &retry = facts.policies.retry;
    if (!facts.retries || retry.maxDelay >= retry.initialDelay)
        return {};
    return PlanWarning{
        Rule::WaitsCutShort,
        tr("The longest wait, %1, is shorter than the first, %2.")
            .arg(durationText(retry.maxDelay), durationText(retry.initialDelay)),
        PlanFix{.label = tr("Longest wait: %1").arg(durationText(retry.initialDelay)),
                .policy = {.retryMaxDelay = retry.initialDelay}}};
}

// ---- the circuit -------------------------------------------------------------------------------

Found openBelowAttempt(const Facts &facts)
{
    const BreakerPolicy &breaker = facts.policies.breaker;
    const auto attempt = facts.policies.timeouts.attempt;
    const Policies preset = presetPolicies(Preset::Fynd);
    const bool isPresets
        = breaker.openFor == preset.breaker.openFor && attempt == preset.timeouts.attempt;
    if (breaker.breaker == BreakerSwitch::Off || !attempt || breaker.openFor >= *attempt
        || isPresets)
        return {};
    return PlanWarning{
        Rule::OpenBelowAttempt,
        tr("The circuit is open for %1, less than one attempt may take (%2): it closes before the "
           "calls under way have told how the peer is.")
            .arg(durationText(breaker.openFor), durationText(*attempt)),
        PlanFix{.label = tr("Open for %1").arg(durationText(*attempt)),
                .policy = {.openFor = *attempt}}};
}

Found oneCallOpens(const Facts &facts)
{
    const BreakerPolicy &breaker = facts.policies.breaker;
    const int attempts = facts.policies.retry.maxAttempts;
    const bool countsEach = breaker.order == AdmissionOrder::EachAttempt;
    if (breaker.breaker == BreakerSwitch::Off)
        return {};
    // A call whose attempts all fail opens in any case, so as many failures as attempts are no
    // matter.
    if (breaker.failuresInARow == 1
        || (countsEach && breaker.failuresInARow > 1 && breaker.failuresInARow < attempts))
        return PlanWarning{Rule::OneCallOpens,
                           breaker.failuresInARow == 1
                               ? tr("One single failure opens the circuit for everybody.")
                               : tr("One call opens the circuit alone: it makes %1 attempts, and "
                                    "%2 failures suffice.")
                                     .arg(attempts)
                                     .arg(breaker.failuresInARow),
                           PlanFix{.label = tr("%1 failures in a row").arg(attempts + 1),
                                   .policy = {.failuresInARow = attempts + 1}}};
    if (breaker.failureRate > 0 && breaker.rateCalls < (countsEach ? attempts : 2))
        return PlanWarning{Rule::OneCallOpens,
                           tr("One call opens the circuit alone: the failure rate counts from %1 "
                              "calls on.")
                               .arg(breaker.rateCalls),
                           PlanFix{.label = tr("At least 10 calls"), .policy = {.rateCalls = 10}}};
    return {};
}

Found nothingOpens(const Facts &facts)
{
    const BreakerPolicy &breaker = facts.policies.breaker;
    const auto opens = [&breaker](const OutcomeRule &rule) {
        return rule.breaker == BreakerEffect::Failure
            || (rule.breaker == BreakerEffect::Throttled
                && breaker.throttling == ThrottleUse::Opens);
    };
    if (breaker.breaker == BreakerSwitch::Off || (breaker.slowerThan && breaker.slowRate > 0)
        || std::ranges::any_of(facts.policies.outcomes, opens))
        return {};
    return PlanWarning{Rule::NothingOpens,
                       tr("The circuit breaker is on, but no outcome counts as a failure."),
                       {}};
}

Found slowBeyondAttempt(const Facts &facts)
{
    const BreakerPolicy &breaker = facts.policies.breaker;
    const auto attempt = facts.policies.timeouts.attempt;
    if (breaker.breaker == BreakerSwitch::Off || !breaker.slowerThan || breaker.slowRate <= 0
        || !attempt || *breaker.slowerThan < *attempt)
        return {};
    return PlanWarning{Rule::SlowBeyondAttempt,
                       tr("Nothing is ever slow: attempts end after %1, and slow begins at %2.")
                           .arg(durationText(*attempt), durationText(*breaker.slowerThan)),
                       PlanFix{.label = tr("Slow from %1").arg(durationText(*attempt / 2)),
                               .policy = {.slowerThan = *attempt / 2}}};
}

Found probeOutlivesLease(const Facts &facts)
{
    const BreakerPolicy &breaker = facts.policies.breaker;
    if (breaker.breaker == BreakerSwitch::Off || breaker.halfOpen == HalfOpen::None)
        return {};
    if (!facts.policies.timeouts.attempt)
        return PlanWarning{
            Rule::ProbeOutlivesLease,
            tr("A probe without time-out may outlive its lease; then another one is sent, and its "
               "own result does not count."),
            PlanFix{.label = tr("One attempt: 15 s"), .policy = {.attemptTimeout = 15s}}};
    if (breaker.leaseMargin >= 500ms)
        return {};
    return PlanWarning{
        Rule::ProbeOutlivesLease,
        tr("A probe's lease ends %1 after its time-out: a slow one may lose it and not count.")
            .arg(durationText(breaker.leaseMargin)),
        PlanFix{.label = tr("Lease margin: 2 s"), .policy = {.leaseMargin = 2s}}};
}

} // namespace

QList<PlanWarning> planWarnings(const Policies &policies, const RequestSpec &spec)
{
    const Facts facts = factsOf(policies, spec);
    QList<PlanWarning> warnings;
    for (const auto rule :
         {resendsUnsafely, deadlineBelowAttempt, deadlineBelowWaits, limitless, limitBeyondAttempt,
          noWait, noJitter, factorBelowOne, waitsCutShort, retryAfterIgnored, oneCallOpens,
          nothingOpens, openBelowAttempt, slowBeyondAttempt, probeOutlivesLease}) {
        if (auto warning = rule(facts))
            warnings.append(*std::move(warning));
    }
    return warnings;
}

RequestSpec mended(RequestSpec spec, const PlanFix &fix)
{
    spec.policy = layered(spec.policy, fix.policy);
    if (fix.header)
        spec.headers.append(*fix.header);
    return spec;
}

} // namespace Recloser
