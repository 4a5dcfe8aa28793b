// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <chrono>
#include <expected>
#include <optional>

namespace Recloser {

/// What other programs write into Redis, read strictly: nothing before or after the value, no
/// guesses. Bounded by the size of the text. Pure.
enum class TimeUnit { Seconds, Milliseconds, Microseconds, Rfc3339 };

/// Decimal digits with an optional '-', at most 18 of them.
std::optional<qint64> integerOf(QByteArrayView text);

/// A number as Python, Ruby and PHP print it: "12", "1700000000.25", "1.7e9". Finite.
std::optional<double> numberOf(QByteArrayView text);

/// A moment since 1970, up to the end of the year 9999; Rfc3339 takes a date and time with zone
/// (RFC 3339 section 5.6) and may lie before 1970.
std::optional<std::chrono::milliseconds> momentOf(QByteArrayView text, TimeUnit unit);
std::optional<std::chrono::milliseconds> momentOf(const QJsonValue &value, TimeUnit unit);
/// A length of time, [0, 100 years]; not Rfc3339.
std::optional<std::chrono::milliseconds> lengthOf(QByteArrayView text, TimeUnit unit);
std::optional<std::chrono::milliseconds> lengthOf(const QJsonValue &value, TimeUnit unit);

/// The error is the parser's own.
std::expected<QJsonObject, QString> jsonObjectOf(const QByteArray &text);
/// The value at "a.b.0" (members, and numbers of arrays); Undefined where there is none.
QJsonValue jsonAt(const QJsonObject &object, const QString &path);

/// What Python's str() makes of a flat dict of strings, numbers, True, False and None.
std::optional<QJsonObject> pythonDictOf(const QByteArray &text);

/// A string that PHP's serialize() wrote, s:4:"open"; (the length counts bytes).
std::optional<QByteArray> phpStringOf(const QByteArray &text);
/// i:12; or, as Laravel keeps numbers, plain digits.
std::optional<qint64> phpIntegerOf(const QByteArray &text);

/// Ruby's Marshal.dump(true), version 4.8.
bool isMarshalTrue(QByteArrayView text);

/// What a canonical Base64 text (RFC 4648 section 4, padded) holds, where that is printable UTF-8;
/// letters, digits, '-' and '_' alone where it is no more than three bytes. Words that are Base64
/// by chance are few then.
std::optional<QByteArray> textInBase64(const QByteArray &text);

/// Bytes for people: UTF-8 as it stands, "\xff" for bytes that are none.
QString shown(const QByteArray &bytes);

} // namespace Recloser
