// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpdirectives.h"

#include <QRegularExpression>

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

struct Option
{
    QString name;
    QString value;
};

Option optionOf(const QString &word)
{
    const qsizetype equals = word.indexOf(u'=');
    return equals < 0 ? Option{word, {}} : Option{word.first(equals), word.sliced(equals + 1)};
}

bool readBreakerOption(const Option &option, PolicyOverrides &policy)
{
    const auto choose =
        [&option](
            auto &place,
            std::initializer_list<std::pair<QStringView, std::remove_reference_t<decltype(*place)>>>
                choices) {
            for (const auto &[word, value] : choices) {
                if (option.value == word) {
                    place = value;
                    return true;
                }
            }
            return false;
        };
    if (option.name == "off"_L1 || option.name == "on"_L1) {
        policy.breaker = option.name == "off"_L1 ? BreakerSwitch::Off : BreakerSwitch::On;
        return option.value.isEmpty();
    }
    if (option.name == "preset"_L1)
        return choose(policy.preset, {{u"fynd", Preset::Fynd}});
    if (option.name == "open"_L1) {
        const auto duration = durationFrom(option.value);
        if (duration)
            policy.openFor = duration;
        return duration.has_value();
    }
    if (option.name == "fallback"_L1) {
        return choose(policy.fallback,
                      {{u"url", KeyFallback::WholeUrl},
                       {u"path", KeyFallback::PathOnly},
                       {u"error", KeyFallback::Error},
                       {u"none", KeyFallback::NoBreaker}});
    }
    if (option.name == "empty"_L1)
        return choose(policy.emptyMatch,
                      {{u"url", EmptyMatch::WholeUrl}, {u"strict", EmptyMatch::Strict}});
    return false;
}

bool readRetryOption(const Option &option, PolicyOverrides &policy)
{
    bool isNumber = false;
    if (option.name == "off"_L1) {
        policy.maxRetries = 0;
        return option.value.isEmpty();
    }
    if (option.name == "max"_L1) {
        const int retries = option.value.toInt(&isNumber);
        isNumber = isNumber && retries >= 0 && retries <= 100;
        if (isNumber)
            policy.maxRetries = retries;
        return isNumber;
    }
    if (option.name == "delay"_L1 || option.name == "max-delay"_L1) {
        const auto duration = durationFrom(option.value);
        if (duration)
            (option.name == "delay"_L1 ? policy.retryDelay : policy.retryMaxDelay) = duration;
        return duration.has_value();
    }
    if (option.name == "backoff"_L1) {
        if (option.value == "exponential"_L1)
            policy.retryFactor = 2.0;
        else if (option.value == "constant"_L1)
            policy.retryFactor = 1.0;
        else
            return false;
        return true;
    }
    if (option.name == "factor"_L1) {
        const double factor = option.value.toDouble(&isNumber);
        isNumber = isNumber && factor > 0 && factor < 1e6;
        if (isNumber)
            policy.retryFactor = factor;
        return isNumber;
    }
    if (option.name == "jitter"_L1) {
        if (option.value == "full"_L1)
            policy.jitter = JitterKind::Full;
        else if (option.value == "equal"_L1)
            policy.jitter = JitterKind::Equal;
        else if (option.value == "none"_L1)
            policy.jitter = JitterKind::None;
        else
            return false;
        return true;
    }
    return false;
}

template<bool (*ReadOption)(const Option &, PolicyOverrides &)>
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

std::optional<QString> writeBreaker(const RequestSpec &spec)
{
    const PolicyOverrides &policy = spec.policy;
    QStringList words;
    if (policy.breaker)
        words.append(*policy.breaker == BreakerSwitch::Off ? u"off"_s : u"on"_s);
    if (policy.preset)
        words.append(u"preset=fynd"_s);
    if (policy.openFor)
        words.append(u"open="_s + durationWord(*policy.openFor));
    if (policy.fallback) {
        static constexpr QStringView names[] = {u"url", u"path", u"error", u"none"};
        words.append(u"fallback="_s + names[int(*policy.fallback)]);
    }
    if (policy.emptyMatch)
        words.append(*policy.emptyMatch == EmptyMatch::Strict ? u"empty=strict"_s : u"empty=url"_s);
    return joined(words);
}

std::optional<QString> writeRetry(const RequestSpec &spec)
{
    const PolicyOverrides &policy = spec.policy;
    QStringList words;
    if (policy.maxRetries)
        words.append(u"max=%1"_s.arg(*policy.maxRetries));
    if (policy.retryDelay)
        words.append(u"delay="_s + durationWord(*policy.retryDelay));
    if (policy.retryFactor == 2.0)
        words.append(u"backoff=exponential"_s);
    else if (policy.retryFactor == 1.0)
        words.append(u"backoff=constant"_s);
    else if (policy.retryFactor)
        words.append(u"factor="_s
                     + QString::number(*policy.retryFactor, 'g', QLocale::FloatingPointShortest));
    if (policy.retryMaxDelay)
        words.append(u"max-delay="_s + durationWord(*policy.retryMaxDelay));
    if (policy.jitter) {
        static constexpr QStringView names[] = {u"none", u"full", u"equal"};
        words.append(u"jitter="_s + names[int(*policy.jitter)]);
    }
    return joined(words);
}

} // namespace

const QList<PolicyDirective> &PolicyDirective::all()
{
    using P = PolicyOverrides;
    static const QList<PolicyDirective> directives{
        {u"breaker-key"_s, readKeyPattern, writeKeyPattern},
        {u"breaker"_s, readOptions<readBreakerOption>, writeBreaker},
        {u"retry"_s, readOptions<readRetryOption>, writeRetry},
        {u"timeout"_s, readDuration<&P::attemptTimeout>, writeDuration<&P::attemptTimeout>},
        {u"connection-timeout"_s, readDuration<&P::connectTimeout>,
         writeDuration<&P::connectTimeout>},
        {u"first-byte-timeout"_s, readDuration<&P::firstByteTimeout>,
         writeDuration<&P::firstByteTimeout>},
        {u"idle-timeout"_s, readDuration<&P::idleTimeout>, writeDuration<&P::idleTimeout>},
        {u"deadline"_s, readDuration<&P::deadline>, writeDuration<&P::deadline>},
        {u"no-redirect"_s, readNoRedirect, writeNoRedirect},
        {u"max-redirects"_s, readMaxRedirects, writeMaxRedirects},
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
