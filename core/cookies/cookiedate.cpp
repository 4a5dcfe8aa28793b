// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/cookies/cookiedate.h"

#include <QLocale>
#include <QTimeZone>

#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The `delimiter` of the grammar.
bool isDelimiter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x09 || (byte >= 0x20 && byte <= 0x2f) || (byte >= 0x3b && byte <= 0x40)
        || (byte >= 0x5b && byte <= 0x60) || (byte >= 0x7b && byte <= 0x7e);
}

/// `least` to `most` digits at `from`, with no further one behind them.
std::optional<int> takeNumber(QByteArrayView token, qsizetype &from, int least, int most)
{
    int number = 0;
    qsizetype end = from;
    while (end < token.size() && isDigit(token[end]) && end - from < most)
        number = number * 10 + (token[end++] - '0');
    if (end - from < least || (end < token.size() && isDigit(token[end])))
        return std::nullopt;
    from = end;
    return number;
}

std::optional<int> number(QByteArrayView token, int least, int most)
{
    qsizetype from = 0;
    return takeNumber(token, from, least, most);
}

struct TimeOfDay
{
    int hour = 0;
    int minute = 0;
    int second = 0;
};

std::optional<TimeOfDay> timeOfDay(QByteArrayView token)
{
    std::array<int, 3> fields{};
    qsizetype at = 0;
    for (size_t i = 0; i < fields.size(); ++i) {
        if (i > 0 && (at >= token.size() || token[at++] != ':'))
            return std::nullopt;
        const auto field = takeNumber(token, at, 1, 2);
        if (!field)
            return std::nullopt;
        fields[i] = *field;
    }
    return TimeOfDay{fields[0], fields[1], fields[2]};
}

std::optional<int> month(QByteArrayView token)
{
    static constexpr std::array months{"jan"_L1, "feb"_L1, "mar"_L1, "apr"_L1, "may"_L1, "jun"_L1,
                                       "jul"_L1, "aug"_L1, "sep"_L1, "oct"_L1, "nov"_L1, "dec"_L1};
    const QLatin1StringView name(token.first(std::min<qsizetype>(3, token.size())));
    for (size_t i = 0; i < months.size(); ++i) {
        if (name.compare(months[i], Qt::CaseInsensitive) == 0)
            return int(i) + 1;
    }
    return std::nullopt;
}

} // namespace

std::optional<QDateTime> cookieDate(QByteArrayView text)
{
    std::optional<TimeOfDay> time;
    std::optional<int> day;
    std::optional<int> monthOfYear;
    std::optional<int> year;
    for (qsizetype at = 0; at < text.size();) {
        if (isDelimiter(text[at])) {
            ++at;
            continue;
        }
        const qsizetype begin = at;
        while (at < text.size() && !isDelimiter(text[at]))
            ++at;
        const QByteArrayView token = text.sliced(begin, at - begin);
        if (!time && (time = timeOfDay(token)))
            continue;
        if (!day && (day = number(token, 1, 2)))
            continue;
        if (!monthOfYear && (monthOfYear = month(token)))
            continue;
        if (!year)
            year = number(token, 2, 4);
    }
    if (!time || !day || !monthOfYear || !year)
        return std::nullopt;
    if (*year >= 70 && *year <= 99)
        *year += 1900;
    else if (*year <= 69)
        *year += 2000;
    const QDate date(*year, *monthOfYear, *day);
    if (*year < 1601 || !date.isValid() || time->hour > 23 || time->minute > 59
        || time->second > 59)
        return std::nullopt;
    return QDateTime(date, QTime(time->hour, time->minute, time->second), QTimeZone::UTC);
}

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'").toLatin1();
}

} // namespace Recloser
