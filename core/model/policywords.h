// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"
#include "core/model/storescope.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace Recloser {

/// An enum value and its word.
template<typename T> struct NameOf
{
    T value;
    QStringView name;
};

/// The words of an enum of the policies, as files, JSON and the command line write them.
template<typename T> inline constexpr std::nullptr_t wordsOf = nullptr;

template<>
inline constexpr NameOf<Preset> wordsOf<Preset>[]
    = {{Preset::Fynd, u"fynd"}, {Preset::Guarded, u"guarded"}};
template<>
inline constexpr NameOf<BreakerSwitch> wordsOf<BreakerSwitch>[]
    = {{BreakerSwitch::On, u"on"}, {BreakerSwitch::Off, u"off"}};
template<>
inline constexpr NameOf<AdmissionOrder> wordsOf<AdmissionOrder>[]
    = {{AdmissionOrder::OncePerCall, u"call"}, {AdmissionOrder::EachAttempt, u"attempt"}};
template<>
inline constexpr NameOf<HalfOpen> wordsOf<HalfOpen>[]
    = {{HalfOpen::None, u"none"}, {HalfOpen::Probe, u"probe"}};
template<>
inline constexpr NameOf<ThrottleUse> wordsOf<ThrottleUse>[]
    = {{ThrottleUse::Ignored, u"ignore"}, {ThrottleUse::Opens, u"open"}};
template<>
inline constexpr NameOf<KeyFallback> wordsOf<KeyFallback>[] = {
    {KeyFallback::WholeUrl, u"url"},
    {KeyFallback::PathOnly, u"path"},
    {KeyFallback::Error, u"error"},
    {KeyFallback::NoBreaker, u"none"},
};
template<>
inline constexpr NameOf<EmptyMatch> wordsOf<EmptyMatch>[]
    = {{EmptyMatch::WholeUrl, u"url"}, {EmptyMatch::Strict, u"strict"}};
template<>
inline constexpr NameOf<JitterKind> wordsOf<JitterKind>[] = {
    {JitterKind::None, u"none"},
    {JitterKind::Full, u"full"},
    {JitterKind::Equal, u"equal"},
    {JitterKind::Decorrelated, u"decorrelated"},
};
template<>
inline constexpr NameOf<RetryAfterUse> wordsOf<RetryAfterUse>[]
    = {{RetryAfterUse::Ignored, u"ignore"}, {RetryAfterUse::Honoured, u"honour"}};
template<>
inline constexpr NameOf<ResendRule> wordsOf<ResendRule>[]
    = {{ResendRule::Always, u"always"}, {ResendRule::IfIdempotent, u"idempotent"}};
template<>
inline constexpr NameOf<StoreScope> wordsOf<StoreScope>[] = {
    {StoreScope::Private, u"private"},
    {StoreScope::Observe, u"observe"},
    {StoreScope::Join, u"join"},
};
template<>
inline constexpr NameOf<WhenAway> wordsOf<WhenAway>[]
    = {{WhenAway::FailOpen, u"open"}, {WhenAway::FailClosed, u"closed"}};
template<>
inline constexpr NameOf<BreakerEffect> wordsOf<BreakerEffect>[] = {
    {BreakerEffect::Success, u"success"},
    {BreakerEffect::Failure, u"failure"},
    {BreakerEffect::Throttled, u"throttled"},
    {BreakerEffect::Ignored, u"ignored"},
};
template<>
inline constexpr NameOf<RetryEffect> wordsOf<RetryEffect>[] = {
    {RetryEffect::No, u"no"},
    {RetryEffect::IfIdempotent, u"if-idempotent"},
    {RetryEffect::Always, u"retry"},
};

/// The word of `value`; empty for a value that has none.
template<typename T> QString wordOf(T value)
{
    for (const NameOf<T> &entry : wordsOf<T>) {
        if (entry.value == value)
            return entry.name.toString();
    }
    return {};
}

template<typename T> std::optional<T> fromWord(QStringView word)
{
    for (const NameOf<T> &entry : wordsOf<T>) {
        if (entry.name == word)
            return entry.value;
    }
    return std::nullopt;
}

/// All words, in the order of their values.
template<typename T> QStringList allWords()
{
    QStringList words;
    for (const NameOf<T> &entry : wordsOf<T>)
        words.append(entry.name.toString());
    return words;
}

} // namespace Recloser
