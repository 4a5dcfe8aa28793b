// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/retryafter.h"

#include <QByteArrayList>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace Recloser {

namespace {

constexpr milliseconds longestWait = std::chrono::days(24);

/// Exactly these digits, in [least, most].
std::optional<int> number(QByteArrayView text, int least, int most)
{
    if (text.isEmpty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    if (!isNumber || value < least || value > most)
        return std::nullopt;
    return value;
}

std::optional<int> month(QByteArrayView text)
{
    static constexpr std::array<QByteArrayView, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto found = std::ranges::find(names, text);
    if (found == names.end())
        return std::nullopt;
    return int(found - names.begin()) + 1;
}

QDateTime dateTime(std::optional<int> year, std::optional<int> month, std::optional<int> day,
                   QByteArrayView time)
{
    if (!year || !month || !day || time.size() != 8 || time[2] != ':' || time[5] != ':')
        return {};
    const auto hour = number(time.first(2), 0, 23);
    const auto minute = number(time.sliced(3, 2), 0, 59);
    // A leap second is told as the last one before it: QTime has none.
    const auto second = number(time.sliced(6, 2), 0, 60);
    const QDate date(*year, *month, *day);
    if (!hour || !minute || !second || !date.isValid())
        return {};
    return QDateTime(date, QTime(*hour, *minute, std::min(*second, 59)), QTimeZone::UTC);
}

int fullYear(int twoDigits, const QDateTime &now)
{
    const int thisYear = now.toUTC().date().year();
    const int year = thisYear / 100 * 100 + twoDigits;
    return year > thisYear + 50 ? year - 100 : year;
}

} // namespace

QDateTime parseHttpDate(QByteArrayView text, const QDateTime &now)
{
    const QByteArrayList words = text.trimmed().toByteArray().simplified().split(' ');
    // Sun, 06 Nov 1994 08:49:37 GMT
    if (words.size() == 6 && words[0].endsWith(',') && words[5] == "GMT") {
        return dateTime(words[3].size() == 4 ? number(words[3], 0, 9999) : std::nullopt,
                        month(words[2]), number(words[1], 1, 31), words[4]);
    }
    // Sunday, 06-Nov-94 08:49:37 GMT
    if (words.size() == 4 && words[0].endsWith(',') && words[3] == "GMT") {
        const QByteArrayList parts = words[1].split('-');
        if (parts.size() != 3 || parts[2].size() != 2)
            return {};
        const auto year = number(parts[2], 0, 99);
        return dateTime(year ? std::optional(fullYear(*year, now)) : std::nullopt, month(parts[1]),
                        number(parts[0], 1, 31), words[2]);
    }
    // Sun Nov  6 08:49:37 1994
    if (words.size() == 5 && words[0].size() == 3) {
        return dateTime(words[4].size() == 4 ? number(words[4], 0, 9999) : std::nullopt,
                        month(words[1]), number(words[2], 1, 31), words[3]);
    }
    return {};
}

std::optional<milliseconds> retryAfter(const QList<RawHeader> &headers, const QDateTime &now)
{
    const QByteArray value = headerValue(headers, "Retry-After").trimmed();
    if (value.isEmpty())
        return std::nullopt;
    const bool isNegative = value.startsWith('-');
    const QByteArrayView digits = QByteArrayView(value).sliced(isNegative ? 1 : 0);
    if (!digits.isEmpty()
        && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) {
        if (isNegative)
            return milliseconds(0);
        bool isNumber = false;
        const qint64 seconds = digits.toLongLong(&isNumber);
        constexpr auto most = std::chrono::seconds(longestWait / std::chrono::seconds(1));
        // More digits than fit are more than enough.
        if (!isNumber || seconds > most.count())
            return longestWait;
        return std::chrono::seconds(seconds);
    }
    const QDateTime until = parseHttpDate(value, now);
    if (!until.isValid())
        return std::nullopt;
    const QDateTime date = parseHttpDate(headerValue(headers, "Date"), now);
    const milliseconds wait(date.isValid() ? date.msecsTo(until) : now.msecsTo(until));
    return std::clamp(wait, milliseconds(0), longestWait);
}

} // namespace Recloser
