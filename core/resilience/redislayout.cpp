// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/redislayout.h"

#include <QCryptographicHash>
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

QByteArray RedisLayout::indexKey() const
{
    return m_prefix + "index";
}

QByteArray RedisLayout::scanGlob() const
{
    return isFynd() ? "*"_ba : escapedGlob(m_prefix) + "{*}";
}

QByteArray RedisLayout::value(const CircuitRecord &record) const
{
    if (isFynd())
        return record.url.toUtf8();
    const QJsonObject json{
        {u"v"_s, recordVersion},
        {u"key"_s, record.key},
        {u"reason"_s, record.reason},
        {u"error"_s, record.error},
        {u"status"_s, record.status ? QJsonValue(*record.status) : QJsonValue()},
        {u"trips"_s, record.trips},
        {u"opened_at_ms"_s, qint64(record.openedAt.count())},
        {u"by"_s, record.by},
    };
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
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
