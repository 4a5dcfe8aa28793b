// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/dynamicvalues.h"

#include "core/resolve/fakewords.h"

#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Value = std::expected<QString, QString>;

constexpr qsizetype longestText = 10'000;

std::unexpected<QString> wrong(const QString &why)
{
    return std::unexpected(why);
}

Value randomInteger(const QStringList &arguments, const QString &example)
{
    qint64 from = 0;
    qint64 to = 1000;
    if (arguments.size() == 2) {
        bool fromIsNumber = false;
        bool toIsNumber = false;
        from = arguments.at(0).toLongLong(&fromIsNumber);
        to = arguments.at(1).toLongLong(&toIsNumber);
        if (!fromIsNumber || !toIsNumber)
            return wrong(u"its limits must be whole numbers"_s);
    } else if (!arguments.isEmpty()) {
        return wrong(u"it takes two limits, as in {{%1}}"_s.arg(example));
    }
    if (from >= to)
        return wrong(u"its first limit must be below its second"_s);
    const quint64 span = static_cast<quint64>(to) - static_cast<quint64>(from);
    return QString::number(static_cast<qint64>(static_cast<quint64>(from)
                                               + QRandomGenerator::global()->generate64() % span));
}

Value randomFloat(const QStringList &arguments)
{
    double from = 0;
    double to = 1000;
    if (arguments.size() == 2) {
        bool fromIsNumber = false;
        bool toIsNumber = false;
        from = arguments.at(0).toDouble(&fromIsNumber);
        to = arguments.at(1).toDouble(&toIsNumber);
        if (!fromIsNumber || !toIsNumber)
            return wrong(u"its limits must be numbers"_s);
    } else if (!arguments.isEmpty()) {
        return wrong(u"it takes two limits, as in {{$random.float(1.5, 2)}}"_s);
    }
    if (!(from < to))
        return wrong(u"its first limit must be below its second"_s);
    return QString::number(from + QRandomGenerator::global()->generateDouble() * (to - from), 'g',
                           12);
}

Value randomText(const QStringList &arguments, QStringView letters)
{
    qsizetype length = 10;
    if (!arguments.isEmpty()) {
        bool isNumber = false;
        length = arguments.first().toInt(&isNumber);
        if (!isNumber || length < 1 || length > longestText || arguments.size() > 1)
            return wrong(u"it takes a length from 1 to %1"_s.arg(longestText));
    }
    QString text;
    for (qsizetype i = 0; i < length; ++i)
        text += letters[QRandomGenerator::global()->bounded(letters.size())];
    return text;
}

/// Adds "-3 h": a whole number and y, M, w, d, h, m, s or ms.
std::expected<QDateTime, QString> shifted(const QDateTime &time, const QStringList &arguments)
{
    if (arguments.isEmpty())
        return time;
    bool isNumber = false;
    const qint64 amount = arguments.first().toLongLong(&isNumber);
    const bool isSane = isNumber && amount > -1'000'000'000'000 && amount < 1'000'000'000'000;
    if (arguments.size() != 2 || !isSane)
        return wrong(u"the offset is a whole number and a unit, as in -3 h"_s);
    const QString &unit = arguments.at(1);
    const int small = int(std::clamp<qint64>(amount, -100'000, 100'000));
    QDateTime moved = time;
    if (unit == "y"_L1)
        moved = time.addYears(small);
    else if (unit == "M"_L1)
        moved = time.addMonths(small);
    else if (unit == "w"_L1)
        moved = time.addDays(7 * qint64(small));
    else if (unit == "d"_L1)
        moved = time.addDays(small);
    else if (unit == "h"_L1)
        moved = time.addSecs(amount * 3600);
    else if (unit == "m"_L1)
        moved = time.addSecs(amount * 60);
    else if (unit == "s"_L1)
        moved = time.addSecs(amount);
    else if (unit == "ms"_L1)
        moved = time.addMSecs(amount);
    else
        return wrong(u"its unit is one of y, M, w, d, h, m, s, ms"_s);
    return moved;
}

Value datetime(const QStringList &arguments, const QDateTime &now)
{
    const QString form = arguments.value(0, u"iso8601"_s);
    bool isOffset = false;
    form.toLongLong(&isOffset);
    const auto time = shifted(
        now, isOffset ? arguments : arguments.sliced(std::min<qsizetype>(1, arguments.size())));
    if (!time)
        return wrong(time.error());
    const bool isUtc = now.timeSpec() == Qt::UTC;
    if (form == "iso8601"_L1 || isOffset)
        return formattedTime(*time,
                             isUtc ? u"YYYY-MM-DDTHH:mm:ss.SSS[Z]" : u"YYYY-MM-DDTHH:mm:ssZ");
    if (form == "rfc1123"_L1)
        return formattedTime(
            *time, isUtc ? u"ddd, DD MMM YYYY HH:mm:ss [GMT]" : u"ddd, DD MMM YYYY HH:mm:ss ZZ");
    return formattedTime(*time, form);
}

QString uuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

constexpr QStringView letters = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr QStringView wordLetters
    = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
constexpr QStringView hexDigits = u"0123456789abcdef";

} // namespace

const QList<DynamicVariable> &dynamicVariables()
{
    static const QList<DynamicVariable> variables = [] {
        QList<DynamicVariable> list{
            {u"$uuid"_s, {}, u"a random UUID (version 4)"_s},
            {u"$guid"_s, {}, u"a random UUID (version 4)"_s},
            {u"$random.uuid"_s, {}, u"a random UUID (version 4)"_s},
            {u"$timestamp"_s, u"[offset unit]"_s, u"seconds since 1970"_s},
            {u"$isoTimestamp"_s, {}, u"the time in UTC as ISO 8601"_s},
            {u"$datetime"_s, u"iso8601|rfc1123|\"format\" [offset unit]"_s, u"the time in UTC"_s},
            {u"$localDatetime"_s, u"iso8601|rfc1123|\"format\" [offset unit]"_s,
             u"the time in the local zone"_s},
            {u"$randomInt"_s, u"[min max]"_s, u"a whole number from min up to, without, max"_s},
            {u"$random.integer"_s, u"(from, to)"_s,
             u"a whole number from `from` up to, without, `to`"_s},
            {u"$random.float"_s, u"(from, to)"_s, u"a number from `from` up to, without, `to`"_s},
            {u"$random.alphabetic"_s, u"(length)"_s, u"letters"_s},
            {u"$random.alphanumeric"_s, u"(length)"_s, u"letters, digits and underscores"_s},
            {u"$random.hexadecimal"_s, u"(length)"_s, u"hexadecimal digits"_s},
            {u"$random.email"_s, {}, u"an e-mail address that nobody has"_s},
            {u"$processEnv"_s, u"[%]NAME"_s, u"a variable of this program's environment"_s},
            {u"$dotenv"_s, u"[%]NAME"_s, u"a value of the .env file"_s},
            {u"$shared"_s, u"NAME"_s, u"a value that all environments share"_s},
            {u"$auth.token"_s, u"(\"name\")"_s,
             u"a token of OAuth 2, had as Security.Auth of the environment says"_s},
            {u"$auth.idToken"_s, u"(\"name\")"_s, u"the identity token that comes with it"_s},
            {u"$secret"_s, u"NAME"_s, u"a secret, kept outside of files"_s},
        };
        for (const QString &name : fakeNames())
            list.append({name, {}, u"made up"_s});
        return list;
    }();
    return variables;
}

QStringList dynamicWords(const QString &text)
{
    QStringList words;
    QString word;
    QChar quote;
    bool isWord = false;
    const auto finish = [&] {
        if (isWord)
            words.append(word);
        word.clear();
        isWord = false;
    };
    const qsizetype open = text.indexOf(u'(');
    const bool isCall = open > 0 && text.trimmed().endsWith(u')')
        && std::none_of(text.begin(), text.begin() + open, [](QChar c) { return c.isSpace(); });
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool separates = c.isSpace() || (isCall && (i == open || c == u',' || c == u')'));
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if ((c == u'"' || c == u'\'') && !isWord) {
            quote = c;
            isWord = true;
        } else if (separates) {
            finish();
        } else {
            word += c;
            isWord = true;
        }
    }
    finish();
    return words;
}

std::optional<Value> dynamicValue(const QStringList &words, const QDateTime &now)
{
    const QString &name = words.first();
    const QStringList arguments = words.sliced(1);
    if (name == "$uuid"_L1 || name == "$guid"_L1 || name == "$random.uuid"_L1)
        return uuid();
    if (name == "$timestamp"_L1)
        return shifted(now, arguments).transform([](const QDateTime &time) {
            return QString::number(time.toSecsSinceEpoch());
        });
    if (name == "$isoTimestamp"_L1)
        return now.toUTC().toString(Qt::ISODateWithMs);
    if (name == "$datetime"_L1)
        return datetime(arguments, now.toUTC());
    if (name == "$localDatetime"_L1)
        return datetime(arguments, now.toLocalTime());
    if (name == "$randomInt"_L1)
        return randomInteger(arguments, u"$randomInt 1 10"_s);
    if (name == "$random.integer"_L1)
        return randomInteger(arguments, u"$random.integer(1, 10)"_s);
    if (name == "$random.float"_L1)
        return randomFloat(arguments);
    if (name == "$random.alphabetic"_L1)
        return randomText(arguments, letters);
    if (name == "$random.alphanumeric"_L1)
        return randomText(arguments, wordLetters);
    if (name == "$random.hexadecimal"_L1)
        return randomText(arguments, hexDigits);
    if (name == "$random.email"_L1)
        return Value(fakeValue(u"$random.internet.emailAddress"_s));
    if (fakeNames().contains(name))
        return Value(fakeValue(name));
    return std::nullopt;
}

QString formattedTime(const QDateTime &time, QStringView format)
{
    static constexpr std::array months{u"January",   u"February", u"March",    u"April",
                                       u"May",       u"June",     u"July",     u"August",
                                       u"September", u"October",  u"November", u"December"};
    static constexpr std::array days{u"Sunday",   u"Monday", u"Tuesday", u"Wednesday",
                                     u"Thursday", u"Friday", u"Saturday"};
    // Longer ones first.
    static constexpr std::array tokens{u"YYYY", u"MMMM", u"dddd", u"MMM", u"ddd", u"SSS", u"YY",
                                       u"MM",   u"DD",   u"Do",   u"dd",  u"HH",  u"hh",  u"mm",
                                       u"ss",   u"ZZ",   u"M",    u"D",   u"d",   u"H",   u"h",
                                       u"A",    u"a",    u"m",    u"s",   u"Z",   u"X",   u"x"};
    const QDate date = time.date();
    const QTime clock = time.time();
    const auto padded = [](qint64 number, int width) {
        return QString::number(number).rightJustified(width, u'0');
    };
    const auto valueOf = [&](QStringView token) -> QString {
        const QStringView month = months[size_t(date.month() - 1)];
        const QStringView day = days[size_t(date.dayOfWeek() % 7)];
        const int hour12 = clock.hour() % 12 == 0 ? 12 : clock.hour() % 12;
        const int offset = time.offsetFromUtc() / 60;
        const QString sign = offset < 0 ? u"-"_s : u"+"_s;
        const QString zoneHour = padded(std::abs(offset) / 60, 2);
        const QString zoneMinute = padded(std::abs(offset) % 60, 2);
        switch (token[0].unicode()) {
        case u'Y':
            return token.size() == 4 ? padded(date.year(), 4) : padded(date.year() % 100, 2);
        case u'M':
            return token.size() == 4 ? month.toString()
                : token.size() == 3  ? month.first(3).toString()
                                     : padded(date.month(), int(token.size()));
        case u'D': {
            if (token != u"Do")
                return padded(date.day(), int(token.size()));
            const int last = date.day() % 100 / 10 == 1 ? 0 : date.day() % 10;
            return QString::number(date.day())
                + (last == 1       ? u"st"_s
                       : last == 2 ? u"nd"_s
                       : last == 3 ? u"rd"_s
                                   : u"th"_s);
        }
        case u'd':
            return token.size() == 1
                ? QString::number(date.dayOfWeek() % 7)
                : day.first(token.size() == 4 ? day.size() : token.size()).toString();
        case u'H':
            return padded(clock.hour(), int(token.size()));
        case u'h':
            return padded(hour12, int(token.size()));
        case u'm':
            return padded(clock.minute(), int(token.size()));
        case u's':
            return padded(clock.second(), int(token.size()));
        case u'S':
            return padded(clock.msec(), 3);
        case u'A':
            return clock.hour() < 12 ? u"AM"_s : u"PM"_s;
        case u'a':
            return clock.hour() < 12 ? u"am"_s : u"pm"_s;
        case u'Z':
            return sign + zoneHour + (token.size() == 1 ? u":"_s : QString()) + zoneMinute;
        case u'X':
            return QString::number(time.toSecsSinceEpoch());
        default:
            return QString::number(time.toMSecsSinceEpoch());
        }
    };
    QString text;
    while (!format.isEmpty()) {
        const qsizetype close = format.indexOf(u']');
        if (format[0] == u'[' && close > 0) {
            text += format.sliced(1, close - 1);
            format = format.sliced(close + 1);
            continue;
        }
        const auto token = std::ranges::find_if(
            tokens, [&](const char16_t *candidate) { return format.startsWith(candidate); });
        if (token == tokens.end()) {
            text += format[0];
            format = format.sliced(1);
            continue;
        }
        text += valueOf(*token);
        format = format.sliced(QStringView(*token).size());
    }
    return text;
}

} // namespace Recloser
