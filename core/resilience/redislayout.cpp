// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/redislayout.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPlainId = 128;
constexpr qsizetype hashedIdHead = 64;
constexpr int recordVersion = 1;
constexpr QByteArrayView probeSuffix = ":probe";
constexpr QByteArrayView metaSuffix = ":meta";
constexpr QByteArrayView overrideSuffix = ":override";

QByteArrayView word(OpeningCause cause)
{
    static constexpr QByteArrayView words[] = {"failures", "throttled", "by-hand"};
    return words[int(cause)];
}

OpeningCause causeOf(const QString &text)
{
    for (const auto cause : {OpeningCause::Throttled, OpeningCause::ByHand}) {
        if (text == QLatin1StringView(word(cause)))
            return cause;
    }
    return OpeningCause::Failures;
}

/// As it stands within a JSON text, quotes included.
QByteArray jsonText(const QString &text)
{
    return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).sliced(1).chopped(1);
}

/// Braces would end the hash tag early (Redis Cluster specification, "hash tags"), control bytes
/// cannot be typed.
bool isAwkward(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return c == '{' || c == '}' || byte < 0x20 || byte == 0x7f;
}

QByteArray escapedGlob(const QByteArray &text)
{
    QByteArray out;
    for (const char c : text) {
        if (QByteArrayView("*?[]^\\").contains(c))
            out += '\\';
        out += c;
    }
    return out;
}

} // namespace

QByteArray circuitId(const QByteArray &key)
{
    if (!key.isEmpty() && key.size() <= longestPlainId && std::ranges::none_of(key, isAwkward))
        return key;
    QByteArray head = key.first(std::min(key.size(), hashedIdHead));
    std::ranges::replace_if(head, isAwkward, '_');
    return head + QCryptographicHash::hash(key, QCryptographicHash::Sha1).toHex();
}

RedisLayout::RedisLayout(QByteArray prefix) : m_prefix(std::move(prefix)) { }

QByteArray RedisLayout::circuitKey(const QString &key) const
{
    return isFynd() ? key.toUtf8() : m_prefix + '{' + circuitId(key.toUtf8()) + '}';
}

QByteArray RedisLayout::probeKey(const QByteArray &circuitKey) const
{
    return companion(circuitKey, probeSuffix);
}

QByteArray RedisLayout::metaKey(const QByteArray &circuitKey) const
{
    return companion(circuitKey, metaSuffix);
}

QByteArray RedisLayout::overrideKey(const QByteArray &circuitKey) const
{
    return companion(circuitKey, overrideSuffix);
}

QByteArray RedisLayout::companion(const QByteArray &circuitKey, QByteArrayView suffix) const
{
    // A strict Fynd key has no braces of ours; with them both hash to the same slot.
    const QByteArray tag = isFynd() ? QByteArray('{' + circuitKey + '}') : circuitKey;
    return tag + suffix;
}

std::optional<QByteArray> RedisLayout::circuitOfOverride(const QByteArray &key) const
{
    return key.chopped(std::min(key.size(), overrideSuffix.size())).endsWith('}')
            && key.endsWith(overrideSuffix)
        ? std::optional(key.chopped(overrideSuffix.size()))
        : std::nullopt;
}

std::optional<QByteArray> RedisLayout::circuitOfMeta(const QByteArray &key) const
{
    return key.chopped(std::min(key.size(), metaSuffix.size())).endsWith('}')
            && key.endsWith(metaSuffix)
        ? std::optional(key.chopped(metaSuffix.size()))
        : std::nullopt;
}

QByteArray RedisLayout::indexKey() const
{
    return m_prefix + "index";
}

QByteArray RedisLayout::scanGlob() const
{
    return isFynd() ? "*"_ba : escapedGlob(m_prefix) + "{*}*";
}

QByteArray RedisLayout::valueHead(const CircuitRecord &record) const
{
    return "{\"v\":" + QByteArray::number(recordVersion) + ",\"key\":" + jsonText(record.key)
        + ",\"reason\":" + jsonText(record.reason) + ",\"error\":" + jsonText(record.error)
        + ",\"status\":" + (record.status ? QByteArray::number(*record.status) : "null"_ba)
        + ",\"by\":" + jsonText(record.by) + ",\"trips\":";
}

QByteArray RedisLayout::value(const CircuitRecord &record) const
{
    if (isFynd())
        return record.url.toUtf8();
    QByteArray json = valueHead(record) + QByteArray::number(record.trips)
        + ",\"opened_at_ms\":" + QByteArray::number(qint64(record.openedAt.count()));
    if (record.openedFor > std::chrono::milliseconds(0))
        json += ",\"opened_for_ms\":" + QByteArray::number(qint64(record.openedFor.count()));
    return json + ",\"cause\":\"" + word(record.cause) + "\"}";
}

Circuit RedisLayout::circuit(const QByteArray &redisKey, const QByteArray &value) const
{
    Circuit circuit;
    circuit.redisKey = redisKey;
    if (isFynd()) {
        circuit.layout = u"fynd"_s;
        circuit.key = QString::fromUtf8(redisKey);
        return circuit;
    }
    circuit.layout = u"recloser"_s;
    const QJsonObject json = QJsonDocument::fromJson(value).object();
    circuit.reason = json[u"reason"_s].toString();
    circuit.openedBy = json[u"by"_s].toString();
    circuit.trips = json[u"trips"_s].toInt();
    circuit.cause = causeOf(json[u"cause"_s].toString());
    if (const qint64 openedFor = json[u"opened_for_ms"_s].toInteger(); openedFor > 0)
        circuit.openedFor = std::chrono::milliseconds(openedFor);
    if (const qint64 openedAt = json[u"opened_at_ms"_s].toInteger(); openedAt > 0)
        circuit.openedAt = QDateTime::fromMSecsSinceEpoch(openedAt, QTimeZone::UTC);
    const QJsonValue key = json[u"key"_s];
    // Somebody may have set the key by hand; then its name is all there is to show.
    circuit.key = key.isString()
        ? key.toString()
        : QString::fromUtf8(redisKey.sliced(m_prefix.size() + 1).chopped(1));
    return circuit;
}

bool RedisLayout::looksLikeFyndValue(const QByteArray &value)
{
    return value.compare("url", Qt::CaseInsensitive) == 0 || value.startsWith("http://")
        || value.startsWith("https://");
}

} // namespace Recloser
