// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace Recloser {

/// What is kept of an open circuit beside its key's existence. Plain value.
struct CircuitRecord
{
    QString key;
    QString reason;
    /// Kind name of the failure that opened it.
    QString error;
    /// HTTP status that opened it, where one did.
    std::optional<int> status;
    int trips = 1;
    /// By the server's clock.
    std::chrono::milliseconds openedAt{0};
    QString by;
    OpeningCause cause = OpeningCause::Failures;
    /// For how long; 0 where it is not known.
    std::chrono::milliseconds openedFor{0};
    /// The URL as sent; all that the strict Fynd layout keeps.
    QString url;

    bool operator==(const CircuitRecord &) const = default;
};

/// How circuits are written into Redis (BREAKER.md section 3). Existence of a circuit's key means
/// open, its PTTL is the time left. Pure.
///
/// With a prefix (private layout) the key is `<prefix>{id}` and the value JSON; `<prefix>index` is
/// a sorted set of these keys by the moment they close. Without one (the Fynd library's own layout)
/// the key is the circuit's key itself and the value the URL; nothing else is written there,
/// because the keyspace is production's.
class RedisLayout
{
public:
    explicit RedisLayout(QByteArray prefix);

    const QByteArray &prefix() const { return m_prefix; }
    bool isFynd() const { return m_prefix.isEmpty(); }

    QByteArray circuitKey(const QString &key) const;
    /// The circuit's companions, in its hash slot: `{id}:probe`, `:meta`, `:override`. Takes what
    /// circuitKey() gives.
    QByteArray probeKey(const QByteArray &circuitKey) const;
    QByteArray metaKey(const QByteArray &circuitKey) const;
    QByteArray overrideKey(const QByteArray &circuitKey) const;
    /// The circuit that an override's or a meta hash's key belongs to; nothing for other keys.
    /// Private layout only.
    std::optional<QByteArray> circuitOfOverride(const QByteArray &key) const;
    std::optional<QByteArray> circuitOfMeta(const QByteArray &key) const;
    /// Private layout only.
    QByteArray indexKey() const;
    /// Glob for SCAN MATCH that all circuits' keys and their companions fit.
    QByteArray scanGlob() const;

    QByteArray value(const CircuitRecord &record) const;
    /// The beginning of value(), up to the number of trips: a script adds what only it knows.
    /// Private layout only.
    QByteArray valueHead(const CircuitRecord &record) const;
    /// Fills in what `value` tells of the circuit at `redisKey`; leaves the time alone. A value
    /// that is not ours gives a circuit all the same: existence is what counts.
    Circuit circuit(const QByteArray &redisKey, const QByteArray &value) const;

    /// Whether an expiring string that was found by scanning a shared keyspace looks like a circuit
    /// of the Fynd library: its value is the URL of a request, or the text "Url".
    static bool looksLikeFyndValue(const QByteArray &value);

private:
    QByteArray companion(const QByteArray &circuitKey, QByteArrayView suffix) const;

    QByteArray m_prefix;
};

/// The part between the braces: the key itself when it has at most 128 bytes, is not empty and free
/// of braces and control bytes, else its first 64 bytes (such bytes replaced by '_') and the SHA-1
/// of it all, in hexadecimal.
QByteArray circuitId(const QByteArray &key);

} // namespace Recloser
