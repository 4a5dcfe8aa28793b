// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpdirectives.h"

#include "core/store/authdirective.h"
#include "core/store/directiveoptions.h"

#include <QHash>
#include <QRegularExpression>

#include <functional>

namespace Recloser {

using namespace Qt::StringLiterals;

std::optional<milliseconds> durationFrom(QStringView text)
{
    static const QRegularExpression pattern(
        u"^\\s*(\\d{1,12}(?:\\.\\d{1,6})?)\\s*(ms|s|m|h)?\\s*$"_s);
    const auto match = pattern.matchView(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QStringView unit = match.capturedView(2);
    const double factor = unit == u"ms" ? 1
        : unit == u"m"                  ? 60'000
        : unit == u"h"                  ? 3'600'000
                                        : 1000;
    return milliseconds(qRound64(match.capturedView(1).toDouble() * factor));
}

QString durationWord(milliseconds duration)
{
    if (duration.count() % 1000 == 0)
        return QString::number(duration.count() / 1000) + u's';
    return QString::number(duration.count()) + u"ms"_s;
}

namespace {

template<std::optional<milliseconds> PolicyOverrides::*Field>
QStringList readDuration(const QString &text, RequestSpec &spec)
{
    const auto duration = durationFrom(text);
    if (!duration)
        return {text};
    spec.policy.*Field = duration;
    return {};
}

template<std::optional<milliseconds> PolicyOverrides::*Field>
std::optional<QString> writeDuration(const RequestSpec &spec)
{
    if (!(spec.policy.*Field))
        return std::nullopt;
    QString text = durationWord(*(spec.policy.*Field));
    // As people write them: "15 s".
    text.insert(text.size() - (text.endsWith("ms"_L1) ? 2 : 1), u' ');
    return text;
}

QStringList readKeyPattern(const QString &text, RequestSpec &spec)
{
    spec.policy.keyPattern = text.isNull() ? u""_s : text;
    return {};
}

std::optional<QString> writeKeyPattern(const RequestSpec &spec)
{
    return spec.policy.keyPattern;
}

QStringList readNoRedirect(const QString &, RequestSpec &spec)
{
    spec.redirects.follow = RedirectPolicy::Follow::No;
    return {};
}

std::optional<QString> writeNoRedirect(const RequestSpec &spec)
{
    return spec.redirects.follow == RedirectPolicy::Follow::No ? std::optional(u""_s)
                                                               : std::nullopt;
}

QStringList readMaxRedirects(const QString &text, RequestSpec &spec)
{
    bool isNumber = false;
    const int hops = text.toInt(&isNumber);
    if (!isNumber || hops < 1 || hops > 100)
        return {text};
    spec.redirects.maxHops = hops;
    return {};
}

std::optional<QString> writeMaxRedirects(const RequestSpec &spec)
{
    if (spec.redirects.maxHops == RedirectPolicy{}.maxHops)
        return std::nullopt;
    return QString::number(spec.redirects.maxHops);
}

template<QString Route::*Member> QStringList readRoute(const QString &text, RequestSpec &spec)
{
    if (text.isEmpty())
        return {u"nothing"_s};
    spec.route.*Member = text;
    return {};
}

template<QString Route::*Member> std::optional<QString> writeRoute(const RequestSpec &spec)
{
    return (spec.route.*Member).isEmpty() ? std::nullopt : std::optional(spec.route.*Member);
}

QStringList readOperation(const QString &text, RequestSpec &spec)
{
    spec.body.operationName = text;
    return {};
}

std::optional<QString> writeOperation(const RequestSpec &spec)
{
    const QString &name = spec.body.operationName;
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

QStringList readNoLog(const QString &, RequestSpec &spec)
{
    spec.history = HistoryUse::NotKept;
    return {};
}

std::optional<QString> writeNoLog(const RequestSpec &spec)
{
    return spec.history == HistoryUse::NotKept ? std::optional(u""_s) : std::nullopt;
}

QStringList readNoCookieJar(const QString &, RequestSpec &spec)
{
    spec.cookies = CookieUse::NoJar;
    return {};
}

std::optional<QString> writeNoCookieJar(const RequestSpec &spec)
{
    return spec.cookies == CookieUse::NoJar ? std::optional(u""_s) : std::nullopt;
}

QStringList readAuth(const QString &text, RequestSpec &spec)
{
    return readAuthDirective(text, spec.auth);
}

std::optional<QString> writeAuth(const RequestSpec &spec)
{
    return spec.auth.kind == Auth::Kind::None ? std::nullopt
                                              : std::optional(authDirective(spec.auth));
}

using ReadOption = std::function<bool(const DirectiveOption &, PolicyOverrides &)>;

bool readBy(const QHash<QString, ReadOption> &readers, const DirectiveOption &option,
            PolicyOverrides &policy)
{
    const auto reader = readers.constFind(option.name);
    return reader != readers.cend() && (*reader)(option, policy);
}

bool readBreakerOption(const DirectiveOption &option, PolicyOverrides &policy)
{
    using O = const DirectiveOption &;
    using P = PolicyOverrides &;
    static const QHash<QString, ReadOption> readers{
        {u"preset"_s, [](O o, P p) { return readWord(o, p.preset); }},
        {u"ask"_s, [](O o, P p) { return readWord(o, p.order); }},
        {u"open"_s, [](O o, P p) { return readSpan(o, p.openFor); }},
        {u"open-factor"_s, [](O o, P p) { return readNumber(o, p.openFactor, 1, 1000); }},
        {u"max-open"_s, [](O o, P p) { return readSpan(o, p.maxOpenFor); }},
        {u"spread"_s, [](O o, P p) { return readShare(o, p.openSpread); }},
        {u"healthy"_s, [](O o, P p) { return readSpan(o, p.healthyPeriod); }},
        {u"failures"_s, [](O o, P p) { return readNumber(o, p.failuresInARow, 0, 1'000'000); }},
        {u"rate"_s, [](O o, P p) { return readShare(o, p.failureRate); }},
        {u"window"_s, [](O o, P p) { return readSpan(o, p.rateWindow); }},
        {u"calls"_s, [](O o, P p) { return readNumber(o, p.rateCalls, 1, 1'000'000); }},
        {u"slow"_s, [](O o, P p) { return readSpan(o, p.slowerThan); }},
        {u"slow-rate"_s, [](O o, P p) { return readShare(o, p.slowRate); }},
        {u"throttle"_s, [](O o, P p) { return readWord(o, p.throttling); }},
        {u"half-open"_s, [](O o, P p) { return readWord(o, p.halfOpen); }},
        {u"lease-margin"_s, [](O o, P p) { return readSpan(o, p.leaseMargin); }},
        {u"fallback"_s, [](O o, P p) { return readWord(o, p.fallback); }},
        {u"empty"_s, [](O o, P p) { return readWord(o, p.emptyMatch); }},
    };
    if (option.name == "off"_L1 || option.name == "on"_L1) {
        policy.breaker = option.name == "off"_L1 ? BreakerSwitch::Off : BreakerSwitch::On;
        return option.value.isEmpty();
    }
    return readBy(readers, option, policy);
}

bool readBackoff(const DirectiveOption &option, PolicyOverrides &policy)
{
    if (option.value == "exponential"_L1)
        policy.retryFactor = 2.0;
    else if (option.value == "constant"_L1)
        policy.retryFactor = 1.0;
    else
        return false;
    return true;
}

bool readRetryOption(const DirectiveOption &option, PolicyOverrides &policy)
{
    using O = const DirectiveOption &;
    using P = PolicyOverrides &;
    static const QHash<QString, ReadOption> readers{
        {u"max"_s, [](O o, P p) { return readNumber(o, p.maxRetries, 0, 100); }},
        {u"delay"_s, [](O o, P p) { return readSpan(o, p.retryDelay); }},
        {u"max-delay"_s, [](O o, P p) { return readSpan(o, p.retryMaxDelay); }},
        {u"backoff"_s, readBackoff},
        {u"factor"_s, [](O o, P p) { return readNumber(o, p.retryFactor, 1e-6, 1e6); }},
        {u"jitter"_s, [](O o, P p) { return readWord(o, p.jitter); }},
        {u"retry-after"_s, [](O o, P p) { return readWord(o, p.retryAfter); }},
        {u"resend"_s, [](O o, P p) { return readWord(o, p.resend); }},
        {u"budget"_s, [](O o, P p) { return readShare(o, p.budgetShare); }},
        {u"budget-least"_s, [](O o, P p) { return readNumber(o, p.budgetLeast, 0, 1'000'000); }},
    };
    if (option.name == "off"_L1) {
        policy.maxRetries = 0;
        return option.value.isEmpty();
    }
    return readBy(readers, option, policy);
}

QStringList readOutcomes(const QString &text, RequestSpec &spec)
{
    static const QRegularExpression blanks(u"\\s+"_s);
    QString words = text;
    auto table = outcomesFromText(words.replace(blanks, u","_s));
    if (!table)
        return {table.error()};
    spec.policy.outcomes = *std::move(table);
    return {};
}

std::optional<QString> writeOutcomes(const RequestSpec &spec)
{
    if (!spec.policy.outcomes)
        return std::nullopt;
    return outcomesText(*spec.policy.outcomes).replace(u',', u' ');
}

template<bool (*ReadOption)(const DirectiveOption &, PolicyOverrides &)>
QStringList readOptions(const QString &text, RequestSpec &spec)
{
    QStringList unknown;
    static const QRegularExpression blanks(u"\\s+"_s);
    for (const QString &word : text.split(blanks, Qt::SkipEmptyParts)) {
        if (!ReadOption(optionOf(word), spec.policy))
            unknown.append(word);
    }
    return unknown;
}

std::optional<QString> joined(const QStringList &words)
{
    return words.isEmpty() ? std::nullopt : std::optional(words.join(u' '));
}

QString numberWord(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

/// Appends `name=value` where there is a value.
class OptionWriter
{
public:
    template<typename T> void put(QLatin1StringView name, const std::optional<T> &value)
    {
        if (!value)
            return;
        if constexpr (std::is_enum_v<T>)
            m_words.append(name + u'=' + wordOf(*value));
        else if constexpr (std::is_same_v<T, milliseconds>)
            m_words.append(name + u'=' + durationWord(*value));
        else
            m_words.append(name + u'=' + numberWord(*value));
    }
    void word(const QString &word) { m_words.append(word); }
    std::optional<QString> text() const { return joined(m_words); }

private:
    QStringList m_words;
};

std::optional<QString> writeBreaker(const RequestSpec &spec)
{
    const PolicyOverrides &policy = spec.policy;
    OptionWriter options;
    if (policy.breaker)
        options.word(wordOf(*policy.breaker));
    options.put("preset"_L1, policy.preset);
    options.put("ask"_L1, policy.order);
    options.put("open"_L1, policy.openFor);
    options.put("open-factor"_L1, policy.openFactor);
    options.put("max-open"_L1, policy.maxOpenFor);
    options.put("spread"_L1, policy.openSpread);
    options.put("healthy"_L1, policy.healthyPeriod);
    options.put("failures"_L1, policy.failuresInARow);
    options.put("rate"_L1, policy.failureRate);
    options.put("window"_L1, policy.rateWindow);
    options.put("calls"_L1, policy.rateCalls);
    options.put("slow"_L1, policy.slowerThan);
    options.put("slow-rate"_L1, policy.slowRate);
    options.put("throttle"_L1, policy.throttling);
    options.put("half-open"_L1, policy.halfOpen);
    options.put("lease-margin"_L1, policy.leaseMargin);
    options.put("fallback"_L1, policy.fallback);
    options.put("empty"_L1, policy.emptyMatch);
    return options.text();
}

std::optional<QString> writeRetry(const RequestSpec &spec)
{
    const PolicyOverrides &policy = spec.policy;
    OptionWriter options;
    options.put("max"_L1, policy.maxRetries);
    options.put("delay"_L1, policy.retryDelay);
    if (policy.retryFactor == 2.0)
        options.word(u"backoff=exponential"_s);
    else if (policy.retryFactor == 1.0)
        options.word(u"backoff=constant"_s);
    else
        options.put("factor"_L1, policy.retryFactor);
    options.put("max-delay"_L1, policy.retryMaxDelay);
    options.put("jitter"_L1, policy.jitter);
    options.put("retry-after"_L1, policy.retryAfter);
    options.put("resend"_L1, policy.resend);
    options.put("budget"_L1, policy.budgetShare);
    options.put("budget-least"_L1, policy.budgetLeast);
    return options.text();
}

} // namespace

const QList<PolicyDirective> &PolicyDirective::all()
{
    using P = PolicyOverrides;
    static const QList<PolicyDirective> directives{
        {u"breaker-key"_s, readKeyPattern, writeKeyPattern},
        {u"breaker"_s, readOptions<readBreakerOption>, writeBreaker},
        {u"retry"_s, readOptions<readRetryOption>, writeRetry},
        {u"outcomes"_s, readOutcomes, writeOutcomes},
        {u"timeout"_s, readDuration<&P::attemptTimeout>, writeDuration<&P::attemptTimeout>},
        {u"connection-timeout"_s, readDuration<&P::connectTimeout>,
         writeDuration<&P::connectTimeout>},
        {u"first-byte-timeout"_s, readDuration<&P::firstByteTimeout>,
         writeDuration<&P::firstByteTimeout>},
        {u"idle-timeout"_s, readDuration<&P::idleTimeout>, writeDuration<&P::idleTimeout>},
        {u"deadline"_s, readDuration<&P::deadline>, writeDuration<&P::deadline>},
        {u"no-redirect"_s, readNoRedirect, writeNoRedirect},
        {u"max-redirects"_s, readMaxRedirects, writeMaxRedirects},
        {u"proxy"_s, readRoute<&Route::proxy>, writeRoute<&Route::proxy>},
        {u"connect-to"_s, readRoute<&Route::connectTo>, writeRoute<&Route::connectTo>},
        {u"resolve"_s, readRoute<&Route::address>, writeRoute<&Route::address>},
        {u"max-message"_s, readRoute<&Route::largestMessage>, writeRoute<&Route::largestMessage>},
        {u"graphql-operation"_s, readOperation, writeOperation},
        {u"no-log"_s, readNoLog, writeNoLog},
        {u"no-cookie-jar"_s, readNoCookieJar, writeNoCookieJar},
        {u"auth"_s, readAuth, writeAuth},
    };
    return directives;
}

const PolicyDirective *PolicyDirective::find(QStringView name)
{
    for (const PolicyDirective &directive : all()) {
        if (directive.m_name == name)
            return &directive;
    }
    return nullptr;
}

QStringList PolicyDirective::read(const QString &text, RequestSpec &spec) const
{
    return m_read(text, spec);
}

} // namespace Recloser
