// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/describecookies.h"

#include <QCoreApplication>

namespace Recloser {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("describe", source);
}

} // namespace

Sentence describe(CookieVerdict verdict)
{
    using enum CookieVerdict;
    switch (verdict) {
    case Kept:
        return {text("kept"), {}};
    case Removed:
        return {text("removed: it has expired"), {}};
    case NotACookie:
        return {text("refused: it has no name"), text("A cookie is written name=value.")};
    case ControlCharacters:
        return {text("refused: control characters"),
                text("The server must encode such characters.")};
    case TooLarge:
        return {text("refused: over 4096 bytes"),
                text("Browsers keep no cookie of that size either.")};
    case DomainMismatch:
        return {text("refused: Domain is another host"),
                text("A server may name only its own host or one above it.")};
    case PublicSuffix:
        return {text("refused: Domain is a public suffix"),
                text("Anybody may register names below it.")};
    case SecureOverHttp:
        return {text("refused: Secure, but it came over http"), text("Send the request by https.")};
    case ReplacesSecure:
        return {text("refused: a secure one has this name"),
                text("Over http it may not be replaced. Send the request by https, or delete the "
                     "secure one from the jar.")};
    case SecurePrefix:
        return {text("refused: __Secure- wants Secure"), {}};
    case HostPrefix:
        return {text("refused: __Host- wants Secure, Path=/ and no Domain"), {}};
    }
    return {};
}

} // namespace Recloser
