// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tokens/tokenrecord.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 usualMargin = 30; // s

/// Of texts, none of which runs into the next.
QByteArray hashOf(const QStringList &texts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &text : texts) {
        const QByteArray bytes = text.toUtf8();
        const QByteArray framed = QByteArray::number(bytes.size()) + ':' + bytes;
        hash.addData(framed);
    }
    return hash.result();
}

QByteArray proofOf(const Auth &grant)
{
    if (!needsNobody(grant.grant))
        return {};
    QStringList secrets{grant.clientSecret};
    if (grant.grant == Auth::Grant::Password)
        secrets.append(grant.password);
    if (grant.grant == Auth::Grant::RefreshToken)
        secrets.append(grant.refreshToken);
    return hashOf(secrets).toHex();
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toString(Qt::ISODate) : QString();
}

QDateTime timeOf(const QJsonValue &value)
{
    QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODate);
    return time.isValid() ? time.toUTC() : QDateTime();
}

} // namespace

bool TokenRecord::isGood(const QDateTime &now) const
{
    if (!facts.expiresAt.isValid())
        return true;
    const qint64 life = facts.obtainedAt.secsTo(facts.expiresAt);
    return now.secsTo(facts.expiresAt) > std::min(usualMargin, life / 2);
}

QString tokenNamePrefix()
{
    return u"oauth2-"_s;
}

QString tokenName(const Auth &grant)
{
    QStringList texts{QString::number(int(grant.grant)),
                      grant.tokenUrl,
                      grant.authorizationUrl,
                      grant.deviceUrl,
                      grant.clientId,
                      grant.scope,
                      grant.audience,
                      grant.resource,
                      grant.parameters,
                      grant.grant == Auth::Grant::Password ? grant.user : QString()};
    // Those that were kept before there were such parameters keep their names.
    if (!grant.authorizationParameters.isEmpty() || !grant.tokenParameters.isEmpty())
        texts += {grant.authorizationParameters, grant.tokenParameters};
    return tokenNamePrefix() + QString::fromLatin1(hashOf(texts).toHex().first(32));
}

TokenRecord tokenRecord(const Auth &grant, const TokenAnswer &answer, const QDateTime &now,
                        const std::optional<TokenRecord> &before)
{
    TokenRecord record;
    record.facts = {.name = tokenName(grant),
                    .tokenUrl = grant.tokenUrl,
                    .clientId = grant.clientId,
                    .grant = grant.grant,
                    .scope = answer.scope.isEmpty() ? grant.scope : answer.scope,
                    .obtainedAt = now.toUTC()};
    if (answer.lifetime)
        record.facts.expiresAt = now.toUTC().addSecs(answer.lifetime->count());
    record.accessToken = answer.accessToken;
    record.refreshToken
        = answer.refreshToken.isEmpty() && before ? before->refreshToken : answer.refreshToken;
    record.identityToken
        = answer.identityToken.isEmpty() && before ? before->identityToken : answer.identityToken;
    record.facts.canRefresh = !record.refreshToken.isEmpty();
    record.proof = proofOf(grant);
    return record;
}

bool isOfGrant(const TokenRecord &record, const Auth &grant)
{
    return record.proof == proofOf(grant);
}

QString toSecret(const TokenRecord &record)
{
    QJsonObject object{{u"access_token"_s, QString::fromLatin1(record.accessToken)},
                       {u"refresh_token"_s, record.refreshToken},
                       {u"token_url"_s, record.facts.tokenUrl},
                       {u"client_id"_s, record.facts.clientId},
                       {u"grant"_s, int(record.facts.grant)},
                       {u"scope"_s, record.facts.scope},
                       {u"obtained_at"_s, timeText(record.facts.obtainedAt)},
                       {u"expires_at"_s, timeText(record.facts.expiresAt)},
                       {u"proof"_s, QString::fromLatin1(record.proof)}};
    if (!record.identityToken.isEmpty())
        object.insert(u"id_token"_s, QString::fromLatin1(record.identityToken));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<TokenRecord> tokenRecordFrom(const QString &name, const QString &secret)
{
    const QJsonObject object = QJsonDocument::fromJson(secret.toUtf8()).object();
    TokenRecord record;
    record.accessToken = object.value("access_token"_L1).toString().toLatin1();
    record.refreshToken = object.value("refresh_token"_L1).toString();
    record.identityToken = object.value("id_token"_L1).toString().toLatin1();
    const int grant = object.value("grant"_L1).toInt(-1);
    if (grant < 0 || grant > int(Auth::Grant::Password)
        || (record.accessToken.isEmpty() && record.refreshToken.isEmpty()))
        return std::nullopt;
    record.facts = {.name = name,
                    .tokenUrl = object.value("token_url"_L1).toString(),
                    .clientId = object.value("client_id"_L1).toString(),
                    .grant = Auth::Grant(grant),
                    .scope = object.value("scope"_L1).toString(),
                    .obtainedAt = timeOf(object.value("obtained_at"_L1)),
                    .expiresAt = timeOf(object.value("expires_at"_L1)),
                    .canRefresh = !record.refreshToken.isEmpty()};
    record.proof = object.value("proof"_L1).toString().toLatin1();
    return record;
}

} // namespace Recloser
