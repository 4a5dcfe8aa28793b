// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/values.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// The first second of the year 10000.
constexpr double endOfTime = 253'402'300'800.0;
constexpr double hundredYears = 36'525.0 * 86'400;
constexpr qsizetype mostDigits = 18;
constexpr qsizetype longestNumber = 64;
constexpr qsizetype oneBase64Group = 4;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool areDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, isDigit);
}

double perSecond(TimeUnit unit)
{
    switch (unit) {
    case TimeUnit::Milliseconds:
        return 1e3;
    case TimeUnit::Microseconds:
        return 1e6;
    default:
        return 1;
    }
}

/// `value` in `unit`, where it is in [0, end) seconds.
std::optional<milliseconds> bounded(std::optional<double> value, TimeUnit unit, double end)
{
    if (!value || unit == TimeUnit::Rfc3339)
        return std::nullopt;
    const double seconds = *value / perSecond(unit);
    if (!(seconds >= 0 && seconds < end))
        return std::nullopt;
    return milliseconds(std::llround(seconds * 1000));
}

std::optional<double> numberIn(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    if (value.isString())
        return numberOf(value.toString().toUtf8());
    return std::nullopt;
}

/// "2026-01-02T03:04:05.678901234+01:00"
std::optional<milliseconds> rfc3339(QByteArrayView text)
{
    const auto number = [text](qsizetype at, qsizetype size) {
        const QByteArrayView digits = text.sliced(at, size);
        return areDigits(digits) ? digits.toInt() : -1;
    };
    if (text.size() < 20 || text.size() > longestNumber || text[4] != '-' || text[7] != '-'
        || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const QDate date(number(0, 4), number(5, 2), number(8, 2));
    const int second = number(17, 2);
    // A leap second has no place of its own in Qt's time.
    const QTime time(number(11, 2), number(14, 2), second == 60 ? 59 : second);
    qsizetype at = 19;
    qint64 fraction = 0;
    if (text[at] == '.') {
        qsizetype digits = 0;
        while (at + 1 + digits < text.size() && isDigit(text[at + 1 + digits]))
            ++digits;
        if (digits == 0)
            return std::nullopt;
        const QByteArray padded = text.sliced(at + 1, std::min<qsizetype>(digits, 3)).toByteArray();
        fraction = padded.leftJustified(3, '0').toInt();
        at += 1 + digits;
    }
    const QByteArrayView zone = text.sliced(at);
    qint64 offset = 0;
    if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':') {
        const int hours = number(at + 1, 2);
        const int minutes = number(at + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
            return std::nullopt;
        offset = (zone[0] == '-' ? -1 : 1) * (hours * 60 + minutes) * 60;
    } else if (zone != "Z" && zone != "z") {
        return std::nullopt;
    }
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    const qint64 seconds = QDateTime(date, time, QTimeZone::UTC).toSecsSinceEpoch() - offset;
    return milliseconds((seconds + (second == 60 ? 1 : 0)) * 1000 + fraction);
}

/// Reads Python literals of a dict, one token after the other.
struct DictReader
{
    QString text;
    qsizetype at = 0;

    void skipBlanks()
    {
        while (at < text.size() && (text[at] == u' ' || text[at] == u'\n'))
            ++at;
    }
    bool take(QStringView token)
    {
        skipBlanks();
        if (!QStringView(text).sliced(at).startsWith(token))
            return false;
        at += token.size();
        return true;
    }
    std::optional<QString> string()
    {
        skipBlanks();
        if (at >= text.size() || (text[at] != u'\'' && text[at] != u'"'))
            return std::nullopt;
        const QChar quote = text[at++];
        QString out;
        for (; at < text.size() && text[at] != quote; ++at) {
            if (text[at] != u'\\') {
                out += text[at];
                continue;
            }
            // What repr() writes (the Python Language Reference, "String and Bytes literals").
            const QChar c = ++at < text.size() ? text[at] : QChar();
            const qsizetype digits = c == u'x' ? 2 : c == u'u' ? 4 : c == u'U' ? 8 : 0;
            if (digits > 0) {
                bool isHex = false;
                const char32_t code = QStringView(text)
                                          .sliced(at + 1)
                                          .first(std::min(digits, text.size() - at - 1))
                                          .toUInt(&isHex, 16);
                if (!isHex || code > 0x10'ffff)
                    return std::nullopt;
                out += QString::fromUcs4(&code, 1);
                at += digits;
            } else if (const qsizetype known = u"nrt\\'\""_s.indexOf(c);
                       !c.isNull() && known >= 0) {
                out += u"\n\r\t\\'\""_s[known];
            } else {
                return std::nullopt;
            }
        }
        if (at >= text.size())
            return std::nullopt;
        ++at;
        return out;
    }
    std::optional<QJsonValue> value()
    {
        if (const auto quoted = string())
            return QJsonValue(*quoted);
        if (take(u"None"))
            return QJsonValue();
        if (take(u"True"))
            return QJsonValue(true);
        if (take(u"False"))
            return QJsonValue(false);
        const qsizetype begin = at;
        while (at < text.size() && (text[at].isDigit() || u"+-.eE"_s.contains(text[at])))
            ++at;
        const auto number = numberOf(text.sliced(begin, at - begin).toUtf8());
        return number ? std::optional(QJsonValue(*number)) : std::nullopt;
    }
};

} // namespace

std::optional<qint64> integerOf(QByteArrayView text)
{
    const QByteArrayView digits = text.startsWith('-') ? text.sliced(1) : text;
    if (digits.size() > mostDigits || !areDigits(digits))
        return std::nullopt;
    return text.toLongLong();
}

std::optional<double> numberOf(QByteArrayView text)
{
    const auto isOfNumber
        = [](char c) { return isDigit(c) || QByteArrayView("+-.eE").contains(c); };
    if (text.isEmpty() || text.size() > longestNumber || !std::ranges::all_of(text, isOfNumber)
        || !isDigit(text.back()) || !(isDigit(text.front()) || text.front() == '-'))
        return std::nullopt;
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<milliseconds> momentOf(QByteArrayView text, TimeUnit unit)
{
    return unit == TimeUnit::Rfc3339 ? rfc3339(text) : bounded(numberOf(text), unit, endOfTime);
}

std::optional<milliseconds> momentOf(const QJsonValue &value, TimeUnit unit)
{
    if (unit == TimeUnit::Rfc3339)
        return rfc3339(value.toString().toUtf8());
    return bounded(numberIn(value), unit, endOfTime);
}

std::optional<milliseconds> lengthOf(QByteArrayView text, TimeUnit unit)
{
    return bounded(numberOf(text), unit, hundredYears);
}

std::optional<milliseconds> lengthOf(const QJsonValue &value, TimeUnit unit)
{
    return bounded(numberIn(value), unit, hundredYears);
}

std::expected<QJsonObject, QString> jsonObjectOf(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return std::unexpected(u"no JSON, %1 at %2"_s.arg(error.errorString()).arg(error.offset));
    if (!document.isObject())
        return std::unexpected(u"no JSON object"_s);
    return document.object();
}

QJsonValue jsonAt(const QJsonObject &object, const QString &path)
{
    QJsonValue value = object;
    for (const QString &step : path.split(u'.')) {
        if (value.isObject()) {
            value = value.toObject().value(step);
            continue;
        }
        const auto number = value.isArray() ? integerOf(step.toUtf8()) : std::nullopt;
        if (!number || *number < 0)
            return QJsonValue(QJsonValue::Undefined);
        value = value.toArray().at(qsizetype(*number));
    }
    return value;
}

std::optional<QJsonObject> pythonDictOf(const QByteArray &text)
{
    if (!text.isValidUtf8())
        return std::nullopt;
    DictReader reader{QString::fromUtf8(text)};
    QJsonObject object;
    if (!reader.take(u"{"))
        return std::nullopt;
    while (!reader.take(u"}")) {
        if (!object.isEmpty() && !reader.take(u","))
            return std::nullopt;
        const auto name = reader.string();
        const auto value
            = name && reader.take(u":") ? (reader.skipBlanks(), reader.value()) : std::nullopt;
        if (!value)
            return std::nullopt;
        object.insert(*name, *value);
    }
    reader.skipBlanks();
    return reader.at == reader.text.size() ? std::optional(object) : std::nullopt;
}

std::optional<QByteArray> phpStringOf(const QByteArray &text)
{
    if (!text.startsWith("s:") || !text.endsWith("\";"))
        return std::nullopt;
    const qsizetype colon = text.indexOf(':', 2);
    const auto size
        = colon < 0 ? std::nullopt : integerOf(QByteArrayView(text).sliced(2, colon - 2));
    if (!size || *size < 0 || text.size() != colon + 2 + *size + 2 || text[colon + 1] != '"')
        return std::nullopt;
    return text.sliced(colon + 2, *size);
}

std::optional<qint64> phpIntegerOf(const QByteArray &text)
{
    if (text.startsWith("i:") && text.endsWith(';'))
        return integerOf(QByteArrayView(text).sliced(2).chopped(1));
    return integerOf(text);
}

bool isMarshalTrue(QByteArrayView text)
{
    return text == "\x04\x08T";
}

std::optional<QByteArray> textInBase64(const QByteArray &text)
{
    // A word in small letters is one by chance.
    if (std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; }))
        return std::nullopt;
    const auto decoded
        = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).toBase64() != text || !(*decoded).isValidUtf8())
        return std::nullopt;
    const QString readable = QString::fromUtf8(*decoded);
    if (!std::ranges::all_of(readable.toUcs4(), [](uint c) { return QChar::isPrint(c); }))
        return std::nullopt;
    const auto isOfNames
        = [](uint c) { return c < 0x80 && (QChar::isLetterOrNumber(c) || c == '-' || c == '_'); };
    if (text.size() == oneBase64Group && !std::ranges::all_of(readable.toUcs4(), isOfNames))
        return std::nullopt;
    return *decoded;
}

QString shown(const QByteArray &bytes)
{
    if (bytes.isValidUtf8())
        return QString::fromUtf8(bytes);
    QString out;
    for (qsizetype at = 0; at < bytes.size();) {
        // The longest well-formed character that begins here has at most four bytes.
        qsizetype size = std::min<qsizetype>(4, bytes.size() - at);
        while (size > 0 && !QByteArrayView(bytes).sliced(at, size).isValidUtf8())
            --size;
        if (size == 0) {
            out += u"\\x%1"_s.arg(static_cast<unsigned char>(bytes[at++]), 2, 16, QChar(u'0'));
            continue;
        }
        out += QString::fromUtf8(bytes.sliced(at, size));
        at += size;
    }
    return out;
}

} // namespace Recloser
