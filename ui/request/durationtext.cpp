// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/durationtext.h"

#include <QRegularExpression>
#include <QStringList>

#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr double longest = 24.0 * 86'400'000.0;

std::optional<double> unitLength(const QString &unit)
{
    if (unit == u"ms"_s)
        return 1;
    if (unit.isEmpty() || unit == u"s"_s || unit == u"sec"_s || unit == u"second"_s
        || unit == u"seconds"_s)
        return 1000;
    if (unit == u"m"_s || unit == u"min"_s || unit == u"minute"_s || unit == u"minutes"_s)
        return 60'000;
    if (unit == u"h"_s || unit == u"hour"_s || unit == u"hours"_s)
        return 3'600'000;
    if (unit == u"d"_s || unit == u"day"_s || unit == u"days"_s)
        return 86'400'000;
    return std::nullopt;
}

std::optional<milliseconds> inRange(double ms)
{
    if (!(ms >= 0 && ms <= longest))
        return std::nullopt;
    return milliseconds(std::llround(ms));
}

} // namespace

std::optional<milliseconds> parseDuration(const QString &typed)
{
    const QString text = typed.trimmed().toLower();
    if (text == u"none"_s || text == u"never"_s || text == u"off"_s)
        return milliseconds(0);
    static const QRegularExpression clock(u"^(\\d{1,5}):([0-5]\\d)$"_s);
    if (const auto match = clock.match(text); match.hasMatch())
        return inRange((match.captured(1).toDouble() * 60 + match.captured(2).toDouble()) * 1000);

    static const QRegularExpression part(
        u"\\G\\s*(\\d{1,12}(?:[.,]\\d{0,9})?|[.,]\\d{1,9})\\s*([a-z]*)"_s);
    double sum = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto match = part.match(text, at);
        if (!match.hasMatch())
            return std::nullopt;
        const auto unit = unitLength(match.captured(2));
        // A bare number beside others ("1 min 5") would be a guess.
        if (!unit || (match.captured(2).isEmpty() && match.capturedLength() != text.size()))
            return std::nullopt;
        sum += match.captured(1).replace(u',', u'.').toDouble() * *unit;
        at = match.capturedEnd();
    }
    if (at == 0)
        return std::nullopt;
    return inRange(sum);
}

QString durationText(milliseconds duration)
{
    qint64 ms = duration.count();
    if (ms == 0)
        return u"0 s"_s;
    if (ms < 1000)
        return u"%1 ms"_s.arg(ms);
    QStringList parts;
    const std::pair<qint64, QString> units[]
        = {{86'400'000, u"d"_s}, {3'600'000, u"h"_s}, {60'000, u"min"_s}};
    for (const auto &[length, unit] : units) {
        if (ms >= length)
            parts.append(u"%1 %2"_s.arg(ms / length).arg(unit));
        ms %= length;
    }
    if (ms > 0) {
        QString seconds = QString::number(ms / 1000);
        if (ms % 1000) {
            seconds += u'.' + QString::number(ms % 1000).rightJustified(3, u'0');
            while (seconds.endsWith(u'0'))
                seconds.chop(1);
        }
        parts.append(seconds + u" s"_s);
    }
    return parts.join(u' ');
}

} // namespace Recloser
