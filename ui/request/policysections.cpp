// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policysections.h"

#include "ui/request/durationtext.h"
#include "ui/request/plansummary.h"
#include "ui/request/policyfields.h"
#include "ui/theme/look.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>

namespace Recloser {

using namespace Qt::StringLiterals;
using P = PolicyOverrides;
using Part = RequestPart;

namespace {

constexpr int labelWidth = 104;
constexpr int fieldWidth = 84;
constexpr int sourceWidth = 72;
constexpr int mostCalls = 1'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::PolicySections", text);
}

QStringList fallbackNames()
{
    return {tr("whole URL"), tr("path only"), tr("error"), tr("no breaker")};
}

void addOpensOn(PolicyFields &fields, QGridLayout &left, QGridLayout &right)
{
    const QString uncounted = tr("not counted");
    fields.addValue(left, tr("Failures in a row"), Part::FailuresInARow, &P::failuresInARow,
                    countValue(0, mostCalls, uncounted),
                    tr("Opens after so many failures without a success between"));
    fields.addValue(left, tr("Failure rate"), Part::FailureRate, &P::failureRate,
                    shareValue(1, uncounted),
                    tr("Opens when this share of the calls in the window failed"));
    fields.addValue(left, tr("Slow-call rate"), Part::SlowRate, &P::slowRate,
                    shareValue(1, uncounted),
                    tr("Opens when this share of the calls in the window was slow"));
    fields.addValue(left, tr("Slower than"), Part::SlowerThan, &P::slowerThan,
                    durationValue(tr("none")), tr("Attempts that take longer count as slow"));
    fields.addValue(right, tr("Window"), Part::RateWindow, &P::rateWindow, durationValue(QString()),
                    tr("How far back the rates look"));
    fields.addValue(right, tr("Calls at least"), Part::RateCalls, &P::rateCalls,
                    countValue(1, mostCalls), tr("Calls in the window before a rate counts"));
    fields.addChoice(right, tr("429 opens"), Part::Throttling, &P::throttling,
                     {tr("never"), tr("as asked")},
                     tr("A peer that asks to slow down may open the circuit for as long as its "
                        "Retry-After says"));
}

QString opensOnSummary(const Policies &policies)
{
    const QString counts = openingCounts(policies.breaker);
    return counts.isEmpty() ? tr("calls that fail for good, and nothing else") : counts;
}

void addOpenTime(PolicyFields &fields, QGridLayout &left, QGridLayout &right)
{
    fields.addValue(left, tr("Growth factor"), Part::OpenFactor, &P::openFactor,
                    numberValue(1, 1000), tr("Each opening lasts the one before times this"));
    fields.addValue(left, tr("Longest opening"), Part::MaxOpenFor, &P::maxOpenFor,
                    durationValue(QString()));
    fields.addValue(right, tr("Give or take"), Part::OpenSpread, &P::openSpread,
                    shareValue(0.99, tr("nothing")),
                    tr("Openings are longer or shorter by up to this share, so that clients do "
                       "not come back together"));
    fields.addValue(right, tr("Healthy period"), Part::HealthyPeriod, &P::healthyPeriod,
                    durationValue(tr("none")),
                    tr("For each such time without trouble one opening is forgotten; with none, "
                       "all are at once"));
}

QString openTimeSummary(const Policies &policies)
{
    const BreakerPolicy &breaker = policies.breaker;
    const QString times = openingTimes(breaker);
    return breaker.openSpread > 0
        ? tr("%1, give or take %2").arg(times, shareText(breaker.openSpread))
        : tr("%1 exactly").arg(times);
}

void addHalfOpen(PolicyFields &fields, QGridLayout &left, QGridLayout &right)
{
    fields.addChoice(left, tr("Then"), Part::HalfOpen, &P::halfOpen,
                     {tr("closed"), tr("one probe")},
                     tr("What follows when the open time is over: normal calls, or one probe that "
                        "decides for everybody"));
    fields.addValue(left, tr("Lease margin"), Part::LeaseMargin, &P::leaseMargin,
                    durationValue(u""_s),
                    tr("A probe's lease lasts the time-out of an attempt and this; then another "
                       "may try"));
    fields.addChoice(right, tr("Breaker asked"), Part::AdmissionOrder, &P::order,
                     {tr("once a call"), tr("each attempt")},
                     tr("Asked before each attempt, a circuit that another process opens stops "
                        "our retries"));
}

QString halfOpenSummary(const Policies &policies)
{
    const BreakerPolicy &breaker = policies.breaker;
    const QString probe = breaker.halfOpen == HalfOpen::Probe
        ? tr("one probe decides")
        : tr("no probe: closed when the time is over");
    return breaker.order == AdmissionOrder::EachAttempt
        ? tr("%1; asked before each attempt").arg(probe)
        : tr("%1; asked once a call").arg(probe);
}

void addResending(PolicyFields &fields, QGridLayout &left, QGridLayout &right)
{
    fields.addChoice(left, tr("Retry-After"), Part::RetryAfter, &P::retryAfter,
                     {tr("ignored"), tr("honoured")},
                     tr("Whether the wait a response asks for is kept"));
    fields.addChoice(left, tr("Resending"), Part::Resend, &P::resend,
                     {tr("always"), tr("if harmless")},
                     tr("Requests that may have been received are sent again always, or only with "
                        "an idempotent method or an Idempotency-Key"));
    fields.addValue(right, tr("Retry budget"), Part::BudgetShare, &P::budgetShare,
                    shareValue(1, tr("none")),
                    tr("Retries are at most this share of the circuit's calls of the last 10 s"));
    fields.addValue(right, tr("Always allowed"), Part::BudgetLeast, &P::budgetLeast,
                    countValue(0, mostCalls), tr("Retries in 10 s that the budget never refuses"));
}

QString resendingSummary(const Policies &policies)
{
    const RetryPolicy &retry = policies.retry;
    const QStringList parts{
        retry.retryAfter == RetryAfterUse::Honoured ? tr("Retry-After honoured")
                                                    : tr("Retry-After ignored"),
        retry.budgetShare > 0 ? tr("budget %1").arg(shareText(retry.budgetShare)) : tr("no budget"),
        retry.resend == ResendRule::IfIdempotent ? tr("resent if harmless")
                                                 : tr("resent whatever the method")};
    return parts.join(u", "_s);
}

void addKey(PolicyFields &fields, QGridLayout &left, QGridLayout &right)
{
    fields.addChoice(left, tr("&Without a match"), Part::KeyFallback, &P::fallback, fallbackNames(),
                     tr("The key where the pattern does not match"));
    fields.addChoice(right, tr("&Empty match"), Part::EmptyMatch, &P::emptyMatch,
                     {tr("whole URL"), tr("empty key")},
                     tr("The key where the pattern matches nothing; Python gives an empty one"));
}

QString keySummary(const Policies &policies)
{
    return tr("without a match: %1").arg(fallbackNames().value(int(policies.breaker.fallback)));
}

} // namespace

QGridLayout *newPolicyColumn(QWidget &widget)
{
    auto *grid = new QGridLayout(&widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(5);
    grid->setColumnMinimumWidth(0, labelWidth);
    grid->setColumnMinimumWidth(1, fieldWidth);
    grid->setColumnMinimumWidth(2, sourceWidth);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, 2);
    return grid;
}

void addPolicyHeading(QGridLayout &grid, const QString &title)
{
    auto *heading = new QLabel(title);
    setLook(heading, "title"_L1);
    heading->setContentsMargins(0, 8, 0, 2);
    grid.addWidget(heading, grid.rowCount(), 0, 1, 3);
}

void addCommonFields(PolicyFields &fields, QGridLayout &left, QGridLayout &right)
{
    const QString none = tr("none");
    addPolicyHeading(left, tr("Circuit breaker"));
    fields.addChoice(left, tr("Pre&set"), Part::Preset, &P::preset, {tr("fynd"), tr("guarded")},
                     tr("Values to begin with: the rules of the Fynd library, or those that "
                        "protect a struggling peer"));
    fields.addChoice(left, tr("Breaker"), Part::Breaker, &P::breaker, {tr("on"), tr("off")});
    fields.addValue(left, tr("Open &for"), Part::OpenFor, &P::openFor, durationValue(QString()),
                    tr("How long an opened circuit blocks"));
    addPolicyHeading(left, tr("Time-outs"));
    fields.addValue(left, tr("O&ne attempt"), Part::AttemptTimeout, &P::attemptTimeout,
                    durationValue(none), tr("One attempt, redirects included"));
    fields.addValue(left, tr("All in a&ll"), Part::Deadline, &P::deadline, durationValue(none),
                    tr("All attempts and all waits together"));
    fields.addValue(left, tr("&Connect"), Part::ConnectTimeout, &P::connectTimeout,
                    durationValue(none));
    fields.addValue(left, tr("First b&yte"), Part::FirstByteTimeout, &P::firstByteTimeout,
                    durationValue(none), tr("From the request sent to the first byte back"));
    fields.addValue(left, tr("&Idle"), Part::IdleTimeout, &P::idleTimeout, durationValue(none),
                    tr("The longest silence while something is under way"));
    addPolicyHeading(right, tr("Retries"));
    fields.addValue(right, tr("Re&tries"), Part::MaxRetries, &P::maxRetries, countValue(0, 100),
                    tr("Attempts after the first"));
    fields.addValue(right, tr("First wait"), Part::RetryDelay, &P::retryDelay,
                    durationValue(u""_s));
    fields.addValue(right, tr("Each wait times"), Part::RetryFactor, &P::retryFactor,
                    numberValue(1, 100), tr("Each wait is the one before times this"));
    fields.addValue(right, tr("Longest wait"), Part::RetryMaxDelay, &P::retryMaxDelay,
                    durationValue(u""_s));
    fields.addChoice(right, tr("&Jitter"), Part::RetryJitter, &P::jitter,
                     {tr("none"), tr("full"), tr("equal"), tr("decorrelated")},
                     tr("How waits are spread by chance: from nothing on, their second half, or "
                        "up to three times the one before"));
}

QList<PolicySection> policySections()
{
    return {{tr("Opens on"), addOpensOn, opensOnSummary,
             [](const P &p) {
                 return p.failuresInARow || p.failureRate || p.slowRate || p.slowerThan
                     || p.rateWindow || p.rateCalls || p.throttling;
             }},
            {tr("Open time"), addOpenTime, openTimeSummary,
             [](const P &p) {
                 return p.openFactor || p.maxOpenFor || p.openSpread || p.healthyPeriod;
             }},
            {tr("Half-open"), addHalfOpen, halfOpenSummary,
             [](const P &p) { return p.halfOpen || p.leaseMargin || p.order; }},
            {tr("Retry-After, budget, resending"), addResending, resendingSummary,
             [](const P &p) { return p.retryAfter || p.resend || p.budgetShare || p.budgetLeast; }},
            {tr("Circuit key"), addKey, keySummary,
             [](const P &p) { return p.fallback || p.emptyMatch; }}};
}

} // namespace Recloser
