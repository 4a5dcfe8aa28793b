// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/outcomewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Of = OutcomeMatch::Of;
using Kind = SendError::Kind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::OutcomeWords", text);
}

constexpr Kind chosenKinds[] = {Kind::NameNotFound,
                                Kind::ConnectionRefused,
                                Kind::Unreachable,
                                Kind::ConnectTimeout,
                                Kind::ProxyUnreachable,
                                Kind::ProxyAuthentication,
                                Kind::ProxyFailed,
                                Kind::TlsVersion,
                                Kind::TlsProtocol,
                                Kind::ConnectionReset,
                                Kind::FirstByteTimeout,
                                Kind::IdleTimeout,
                                Kind::AttemptTimeout,
                                Kind::BrokenResponse,
                                Kind::OtherNetworkError,
                                Kind::TlsUntrusted,
                                Kind::TlsSelfSigned,
                                Kind::TlsExpired,
                                Kind::TlsNotYetValid,
                                Kind::TlsWrongHost,
                                Kind::TlsRevoked,
                                Kind::TlsClientCertificate,
                                Kind::TlsClientCertificateRefused};

QString errorText(Kind kind)
{
    switch (kind) {
    case Kind::NameNotFound:
        return tr("host name not found");
    case Kind::ConnectTimeout:
        return tr("time-out: connecting");
    case Kind::FirstByteTimeout:
        return tr("time-out: first byte");
    case Kind::IdleTimeout:
        return tr("time-out: silence");
    case Kind::AttemptTimeout:
        return tr("time-out: attempt");
    case Kind::ProxyFailed:
        return tr("proxy failed");
    case Kind::BrokenResponse:
        return tr("broken answer");
    case Kind::OtherNetworkError:
        return tr("other network error");
    case Kind::TlsProtocol:
        return tr("TLS handshake failed");
    case Kind::TlsUntrusted:
        return tr("certificate not trusted");
    case Kind::TlsExpired:
        return tr("certificate expired");
    case Kind::TlsWrongHost:
        return tr("certificate of another host");
    case Kind::TlsSelfSigned:
        return tr("certificate self-signed");
    case Kind::TlsNotYetValid:
        return tr("certificate not valid yet");
    case Kind::TlsRevoked:
        return tr("certificate revoked");
    case Kind::TlsClientCertificate:
        return tr("own certificate missing");
    case Kind::TlsClientCertificateRefused:
        return tr("own certificate refused");
    case Kind::TlsVersion:
        return tr("TLS version not spoken");
    case Kind::ProxyUnreachable:
        return tr("proxy not reached");
    case Kind::ProxyAuthentication:
        return tr("proxy wants a password");
    default:
        return kindName(kind).replace(u'-', u' ');
    }
}

} // namespace

QString outcomeText(const OutcomeMatch &match)
{
    switch (match.of) {
    case Of::Status:
        return QString::number(match.value);
    case Of::StatusClass:
        return tr("any %1xx").arg(match.value);
    case Of::Error:
        return errorText(Kind(match.value));
    case Of::NotSent:
        return tr("failed before anything was sent");
    case Of::Broken:
        return tr("failed after something was sent");
    case Of::Failure:
        return tr("any network failure or time-out");
    case Of::Certificate:
        return tr("any certificate error");
    }
    return {};
}

std::optional<OutcomeMatch> outcomeFromText(const QString &typed)
{
    const QString text = typed.trimmed().toLower();
    const QList<OutcomeMatch> known = commonOutcomes();
    const auto row = std::ranges::find_if(
        known, [&text](const OutcomeMatch &match) { return outcomeText(match).toLower() == text; });
    if (row != known.end())
        return *row;
    QString word = text;
    if (word.startsWith("any "_L1))
        word.remove(0, 4);
    return outcomeFromName(word);
}

QList<OutcomeMatch> commonOutcomes()
{
    QList<OutcomeMatch> matches;
    for (const Of group : {Of::Failure, Of::NotSent, Of::Broken, Of::Certificate})
        matches.append({group, 0});
    for (const int first : {5, 4})
        matches.append({Of::StatusClass, first});
    for (const int status : {500, 502, 503, 504, 509, 408, 425, 429})
        matches.append({Of::Status, status});
    for (const Kind kind : chosenKinds)
        matches.append({Of::Error, int(kind)});
    return matches;
}

QStringList breakerEffectTexts()
{
    return {tr("success"), tr("failure"), tr("asked to slow down"), tr("says nothing")};
}

QStringList retryEffectTexts()
{
    return {tr("no"), tr("if harmless"), tr("yes, always")};
}

OutcomeRule suggestedRule(const OutcomeMatch &match)
{
    switch (match.of) {
    case Of::Status:
    case Of::StatusClass:
        if (match.value == 429)
            return {match, BreakerEffect::Throttled, RetryEffect::Always};
        if (match.value == 5 || match.value / 100 == 5)
            return {match, BreakerEffect::Failure, RetryEffect::IfIdempotent};
        return {match, BreakerEffect::Ignored, RetryEffect::No};
    case Of::NotSent:
        return {match, BreakerEffect::Failure, RetryEffect::Always};
    case Of::Error: {
        const SendError error{.kind = Kind(match.value)};
        if (!isPeerFailure(error.kind))
            return {match, BreakerEffect::Ignored, RetryEffect::No};
        return {match, BreakerEffect::Failure,
                wasNotSent(error) ? RetryEffect::Always : RetryEffect::IfIdempotent};
    }
    case Of::Broken:
    case Of::Failure:
        return {match, BreakerEffect::Failure, RetryEffect::IfIdempotent};
    case Of::Certificate:
        break;
    }
    return {match, BreakerEffect::Ignored, RetryEffect::No};
}

QString outcomesSummary(const OutcomeTable &table)
{
    const auto list = [&table](auto &&wanted) {
        QStringList names;
        bool anyError = false;
        for (const OutcomeRule &rule : table) {
            if (!wanted(rule))
                continue;
            const bool isStatus = rule.match.of == Of::Status || rule.match.of == Of::StatusClass;
            if (isStatus)
                names.append(outcomeName(rule.match));
            anyError = anyError || !isStatus;
        }
        if (anyError)
            names.prepend(tr("no answer"));
        return names.isEmpty() ? tr("nothing") : names.join(u", "_s);
    };
    return tr("failures: %1; tried again: %2")
        .arg(list([](const OutcomeRule &rule) { return rule.breaker == BreakerEffect::Failure; }),
             list([](const OutcomeRule &rule) { return rule.retry != RetryEffect::No; }));
}

} // namespace Recloser
