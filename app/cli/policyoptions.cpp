// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/policyoptions.h"

#include "core/model/policywords.h"

#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

std::optional<ArgumentError> takeDuration(std::optional<milliseconds> &target,
                                          const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return std::nullopt;
    const auto duration = durationOf(parser.value(option));
    if (!duration)
        return ArgumentError{u"--"_s + option, u"not a duration: %1"_s.arg(parser.value(option)),
                             u"write 500ms, 15s or 2min; a bare number is seconds"_s};
    target = duration;
    return std::nullopt;
}

template<typename T>
std::optional<ArgumentError> takeWord(std::optional<T> &target, const QCommandLineParser &parser,
                                      const QString &option)
{
    if (!parser.isSet(option))
        return std::nullopt;
    target = fromWord<T>(parser.value(option));
    if (target)
        return std::nullopt;
    return ArgumentError{u"--"_s + option, u"unknown word %1"_s.arg(parser.value(option)),
                         u"give one of: %1"_s.arg(allWords<T>().join(u", "_s))};
}

std::optional<ArgumentError> takeCount(std::optional<int> &target, const QCommandLineParser &parser,
                                       const QString &option, int least, int most)
{
    if (!parser.isSet(option))
        return std::nullopt;
    bool isNumber = false;
    const int count = parser.value(option).toInt(&isNumber);
    if (!isNumber || count < least || count > most)
        return ArgumentError{u"--"_s + option, u"not a count: %1"_s.arg(parser.value(option)),
                             u"give %1 to %2"_s.arg(least).arg(most)};
    target = count;
    return std::nullopt;
}

/// "20%" or "0.2"; a factor has no percent sign.
std::optional<ArgumentError> takeNumber(std::optional<double> &target,
                                        const QCommandLineParser &parser, const QString &option,
                                        double least, double most)
{
    if (!parser.isSet(option))
        return std::nullopt;
    QString text = parser.value(option).trimmed();
    const bool isPercent = most <= 1 && text.endsWith(u'%');
    if (isPercent)
        text.chop(1);
    bool isNumber = false;
    const double number = text.toDouble(&isNumber) / (isPercent ? 100 : 1);
    if (!isNumber || !(number >= least && number <= most))
        return ArgumentError{u"--"_s + option, u"not a number: %1"_s.arg(parser.value(option)),
                             most <= 1 ? u"give 0 to 1, or 0% to 100%"_s
                                       : u"give %1 to %2"_s.arg(least).arg(most)};
    target = number;
    return std::nullopt;
}

std::optional<ArgumentError> addPolicies(PolicyOverrides &policy, const QCommandLineParser &parser)
{
    if (parser.isSet(u"pattern"_s))
        policy.keyPattern = parser.value(u"pattern"_s);
    if (parser.isSet(u"outcomes"_s)) {
        auto table = outcomesFromText(parser.value(u"outcomes"_s));
        if (!table)
            return ArgumentError{u"--outcomes"_s, u"not understood: %1"_s.arg(table.error()),
                                 u"write rows such as 500:failure/retry,429:throttled"_s};
        policy.outcomes = *std::move(table);
    }
    const std::optional<ArgumentError> errors[] = {
        takeWord(policy.preset, parser, u"preset"_s),
        takeWord(policy.breaker, parser, u"breaker"_s),
        takeWord(policy.fallback, parser, u"fallback"_s),
        takeWord(policy.emptyMatch, parser, u"empty-match"_s),
        takeWord(policy.order, parser, u"ask"_s),
        takeWord(policy.halfOpen, parser, u"half-open"_s),
        takeWord(policy.throttling, parser, u"throttle"_s),
        takeWord(policy.jitter, parser, u"jitter"_s),
        takeWord(policy.retryAfter, parser, u"retry-after"_s),
        takeWord(policy.resend, parser, u"resend"_s),
        takeCount(policy.maxRetries, parser, u"retries"_s, 0, 100),
        takeCount(policy.failuresInARow, parser, u"failures"_s, 0, 1'000'000),
        takeCount(policy.rateCalls, parser, u"rate-calls"_s, 1, 1'000'000),
        takeCount(policy.budgetLeast, parser, u"budget-least"_s, 0, 1'000'000),
        takeNumber(policy.retryFactor, parser, u"factor"_s, 1, 1000),
        takeNumber(policy.openFactor, parser, u"open-factor"_s, 1, 1000),
        takeNumber(policy.openSpread, parser, u"open-spread"_s, 0, 0.99),
        takeNumber(policy.failureRate, parser, u"failure-rate"_s, 0, 1),
        takeNumber(policy.slowRate, parser, u"slow-rate"_s, 0, 1),
        takeNumber(policy.budgetShare, parser, u"budget"_s, 0, 1),
        takeDuration(policy.retryDelay, parser, u"delay"_s),
        takeDuration(policy.retryMaxDelay, parser, u"max-delay"_s),
        takeDuration(policy.attemptTimeout, parser, u"timeout"_s),
        takeDuration(policy.connectTimeout, parser, u"connect-timeout"_s),
        takeDuration(policy.firstByteTimeout, parser, u"first-byte-timeout"_s),
        takeDuration(policy.idleTimeout, parser, u"idle-timeout"_s),
        takeDuration(policy.deadline, parser, u"deadline"_s),
        takeDuration(policy.openFor, parser, u"open-for"_s),
        takeDuration(policy.maxOpenFor, parser, u"max-open-for"_s),
        takeDuration(policy.healthyPeriod, parser, u"healthy-period"_s),
        takeDuration(policy.rateWindow, parser, u"rate-window"_s),
        takeDuration(policy.slowerThan, parser, u"slower-than"_s),
        takeDuration(policy.leaseMargin, parser, u"lease-margin"_s),
    };
    for (const auto &error : errors) {
        if (error)
            return error;
    }
    return std::nullopt;
}

} // namespace

std::optional<milliseconds> durationOf(const QString &text)
{
    const QString trimmed = text.trimmed();
    qsizetype digits = 0;
    while (digits < trimmed.size() && (trimmed[digits].isDigit() || trimmed[digits] == u'.'))
        ++digits;
    bool isNumber = false;
    const double number = trimmed.first(digits).toDouble(&isNumber);
    const QString unit = trimmed.sliced(digits).trimmed();
    double factor = 0;
    if (unit == "ms"_L1)
        factor = 1;
    else if (unit.isEmpty() || unit == "s"_L1)
        factor = 1000;
    else if (unit == "m"_L1 || unit == "min"_L1)
        factor = 60'000;
    else if (unit == "h"_L1)
        factor = 3'600'000;
    constexpr double longest = 24.0 * 24 * 3'600'000; // what an int of milliseconds holds
    if (!isNumber || factor == 0 || number * factor > longest)
        return std::nullopt;
    return milliseconds(std::llround(number * factor));
}

void addPolicyOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"preset"_s, u"Policies to begin with: fynd or guarded."_s, u"NAME"_s},
        {{u"p"_s, u"pattern"_s},
         u"Regex whose match in the URL is the circuit key."_s,
         u"PATTERN"_s},
        {u"fallback"_s, u"The key without a match: url, path, error, or none (no breaker)."_s,
         u"WORD"_s},
        {u"empty-match"_s, u"The key of an empty match: url, or strict as in Python."_s, u"WORD"_s},
        {u"breaker"_s, u"The circuit breaker: on or off."_s, u"WORD"_s},
        {u"retries"_s, u"Automatic retries after the first try."_s, u"N"_s},
        {u"delay"_s, u"Wait before a retry."_s, u"DURATION"_s},
        {u"factor"_s, u"Each wait is the one before times this."_s, u"NUMBER"_s},
        {u"max-delay"_s, u"Longest wait before a retry."_s, u"DURATION"_s},
        {u"jitter"_s, u"How waits are spread: none, full, equal, decorrelated."_s, u"WORD"_s},
        {u"retry-after"_s, u"Retry-After of responses: ignore or honour."_s, u"WORD"_s},
        {u"resend"_s, u"Requests that may have been received: always or idempotent."_s, u"WORD"_s},
        {u"budget"_s, u"Share of a circuit's calls that may be retries; 0 is no limit."_s,
         u"SHARE"_s},
        {u"budget-least"_s, u"Retries in 10 s that are allowed in any case."_s, u"N"_s},
        {u"outcomes"_s,
         u"What outcomes mean, before the preset's rows: 500:failure/retry,429:throttled."_s,
         u"ROWS"_s},
        {u"timeout"_s, u"Limit of one attempt; 0 is none."_s, u"DURATION"_s},
        {u"connect-timeout"_s, u"Limit of connecting."_s, u"DURATION"_s},
        {u"first-byte-timeout"_s, u"Limit of waiting for the answer to begin."_s, u"DURATION"_s},
        {u"idle-timeout"_s, u"Longest silence within an answer."_s, u"DURATION"_s},
        {u"deadline"_s, u"Limit of everything, waits included."_s, u"DURATION"_s},
        {u"ask"_s, u"When the breaker is asked: once a call, or before each attempt."_s, u"WORD"_s},
        {u"open-for"_s, u"How long an opened circuit blocks."_s, u"DURATION"_s},
        {u"open-factor"_s, u"Each opening lasts the one before times this."_s, u"NUMBER"_s},
        {u"max-open-for"_s, u"Longest opening."_s, u"DURATION"_s},
        {u"open-spread"_s, u"Openings are longer or shorter by up to this."_s, u"SHARE"_s},
        {u"healthy-period"_s, u"For each, one opening is forgotten."_s, u"DURATION"_s},
        {u"failures"_s, u"Opens after so many failures in a row; 0 counts none."_s, u"N"_s},
        {u"failure-rate"_s, u"Opens when this share of the window's calls failed."_s, u"SHARE"_s},
        {u"rate-window"_s, u"What the rates look back on."_s, u"DURATION"_s},
        {u"rate-calls"_s, u"Calls in the window before a rate counts."_s, u"N"_s},
        {u"slower-than"_s, u"Attempts that take longer are slow; 0: none."_s, u"DURATION"_s},
        {u"slow-rate"_s, u"Opens when this share of the window's calls was slow."_s, u"SHARE"_s},
        {u"throttle"_s, u"A 429 with Retry-After: ignore, or open for as long."_s, u"WORD"_s},
        {u"half-open"_s, u"After the open time: none, or probe (one call decides)."_s, u"WORD"_s},
        {u"lease-margin"_s, u"A probe's lease lasts the attempt's time-out and this."_s,
         u"DURATION"_s},
    });
}

std::expected<PolicyOverrides, ArgumentError> readPolicyOptions(const QCommandLineParser &parser)
{
    PolicyOverrides options;
    if (const auto error = addPolicies(options, parser))
        return std::unexpected(*error);
    return options;
}

} // namespace Recloser
