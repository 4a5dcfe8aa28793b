// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/cookiereport.h"

#include "core/model/policywords.h"

namespace Recloser {

namespace {

constexpr NameOf<CookieVerdict> verdicts[] = {
    {CookieVerdict::Kept, u"kept"},
    {CookieVerdict::Removed, u"removed"},
    {CookieVerdict::NotACookie, u"not-a-cookie"},
    {CookieVerdict::ControlCharacters, u"control-characters"},
    {CookieVerdict::TooLarge, u"too-large"},
    {CookieVerdict::DomainMismatch, u"domain-mismatch"},
    {CookieVerdict::PublicSuffix, u"public-suffix"},
    {CookieVerdict::SecureOverHttp, u"secure-over-http"},
    {CookieVerdict::ReplacesSecure, u"replaces-secure"},
    {CookieVerdict::SecurePrefix, u"secure-prefix"},
    {CookieVerdict::HostPrefix, u"host-prefix"},
};

} // namespace

QString cookieVerdictName(CookieVerdict verdict)
{
    for (const auto &[value, name] : verdicts) {
        if (value == verdict)
            return name.toString();
    }
    return {};
}

std::optional<CookieVerdict> cookieVerdictFromName(QStringView name)
{
    for (const auto &[value, word] : verdicts) {
        if (word == name)
            return value;
    }
    return std::nullopt;
}

bool isRejection(CookieVerdict verdict)
{
    return verdict != CookieVerdict::Kept && verdict != CookieVerdict::Removed;
}

} // namespace Recloser
