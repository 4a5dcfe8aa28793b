// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historysearch.h"
#include "core/store/searchedtext.h"
#include "core/store/searchwords.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QStringView, 10> filterNames{u"status", u"host",   u"key",   u"method", u"is",
                                                  u"after",  u"before", u"since", u"until",  u"on"};
constexpr std::array<QStringView, 6> outcomeNames{u"success", u"failed",    u"exception",
                                                  u"blocked", u"cancelled", u"kept"};
constexpr int lowestStatus = 0;
constexpr int highestStatus = 999;

/// How many letters have to be added, dropped, changed or swapped with their neighbour.
int distance(QStringView a, QStringView b)
{
    QList<QList<int>> costs(a.size() + 1, QList<int>(b.size() + 1));
    for (qsizetype i = 0; i <= a.size(); ++i) {
        for (qsizetype j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                costs[i][j] = int(i + j);
                continue;
            }
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            int least = std::min(
                {costs[i - 1][j] + 1, costs[i][j - 1] + 1, costs[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                least = std::min(least, costs[i - 2][j - 2] + 1);
            costs[i][j] = least;
        }
    }
    return costs[a.size()][b.size()];
}

/// The filter that `name` is a misspelling of; empty for none.
QString nearestFilter(const QString &name)
{
    for (const QStringView filter : filterNames) {
        if (filter.size() > 2 && distance(name, filter) == 1)
            return filter.toString();
    }
    return {};
}

/// Text in the form of a filter, told from "localhost:8001" and "http://x".
void noteUnknown(SearchCondition &condition, const QString &text, const QString &name,
                 const QString &value)
{
    const bool isName = !name.isEmpty()
        && std::ranges::all_of(name, [](QChar c) { return c >= u'a' && c <= u'z'; });
    const bool isPort = !value.isEmpty() && value[0].isDigit() && nearestFilter(name).isEmpty();
    if (isName && !isPort && !value.isEmpty() && !value.startsWith("//"_L1))
        condition.problems.append({SearchProblem::Kind::UnknownFilter, text, nearestFilter(name)});
}

/// The shortest beginnings that all numbers in [first, last], and no others, of three digits have.
void addPrefixes(QStringList &prefixes, int first, int last)
{
    for (int number = first; number <= last;) {
        int step = 1;
        while (step < 100 && number % (step * 10) == 0 && number + step * 10 - 1 <= last)
            step *= 10;
        const QString digits = QString::number(number).rightJustified(3, u'0');
        prefixes.append(u's' + digits.first(step == 100 ? 1 : step == 10 ? 2 : 3));
        number += step;
    }
}

/// The facts that a status asks for; nothing when it is none.
std::optional<QStringList> statusFacts(const QString &value)
{
    static const QRegularExpression range(u"^(\\d{3})(?:-|\\.\\.)(\\d{3})$"_s);
    static const QRegularExpression bound(u"^(<|<=|>|>=)(\\d{3})$"_s);
    static const QRegularExpression code(u"^\\d{1,3}$|^\\dx{1,2}$|^\\d\\dx$"_s);
    QStringList facts;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        if (const auto match = range.match(part); match.hasMatch()) {
            addPrefixes(facts, match.captured(1).toInt(), match.captured(2).toInt());
        } else if (const auto limit = bound.match(part); limit.hasMatch()) {
            const QString sign = limit.captured(1);
            const int number = limit.captured(2).toInt();
            if (sign.startsWith(u'<'))
                addPrefixes(facts, lowestStatus, sign.size() > 1 ? number : number - 1);
            else
                addPrefixes(facts, sign.size() > 1 ? number : number + 1, highestStatus);
        } else if (code.match(part).hasMatch()) {
            facts.append(u's' + QString(part).remove(u'x'));
        } else {
            return std::nullopt;
        }
    }
    return facts;
}

void addStatus(SearchCondition &condition, const QString &text, const QString &value)
{
    if (value == "none"_L1) {
        condition.terms.append(
            {SearchTerm::Where::Facts, {u"isexception"_s, u"isblocked"_s, u"iscancelled"_s}});
        condition.isStatusless = true;
        return;
    }
    static const QRegularExpression unfinished(
        u"^([<>]=?\\d{0,2}|\\d{3}(-|\\.\\.)\\d{0,2}|n|no|non)$"_s);
    if (value.isEmpty() || unfinished.match(value).hasMatch())
        return;
    auto facts = statusFacts(value);
    if (!facts || facts->isEmpty()) {
        condition.problems.append({SearchProblem::Kind::BadValue, text, u"status"_s});
        // Nobody has it.
        facts = QStringList{u"sx"_s + filterValue(value)};
    }
    condition.terms.append({SearchTerm::Where::Facts, *facts});
}

void addOutcome(SearchCondition &condition, const QString &text, const QString &value)
{
    if (value.isEmpty())
        return;
    const auto known = std::ranges::find_if(
        outcomeNames, [&value](QStringView name) { return name.startsWith(value); });
    if (known == outcomeNames.end())
        condition.problems.append({SearchProblem::Kind::BadValue, text, u"is"_s});
    if (known != outcomeNames.end() && *known == u"kept")
        condition.isKept = true;
    else
        condition.terms.append({SearchTerm::Where::Facts, {u"is"_s + value}});
}

void addTime(SearchCondition &condition, const QString &text, const QString &name,
             const QString &value, const QDateTime &now)
{
    if (value.isEmpty())
        return;
    const auto moment = momentOf(value, now);
    if (!moment) {
        condition.problems.append({SearchProblem::Kind::BadValue, text, name});
        return;
    }
    const auto from = [&condition](const QDateTime &time) {
        condition.from = std::max(condition.from.value_or(0), time.toMSecsSinceEpoch());
    };
    const auto until = [&condition](const QDateTime &time) {
        const qint64 end = time.toMSecsSinceEpoch();
        condition.until = std::min(condition.until.value_or(end), end);
    };
    if (name == "after"_L1 || name == "since"_L1)
        from(*moment);
    else if (name == "before"_L1 || name == "until"_L1)
        until(*moment);
    else {
        from(moment->date().startOfDay());
        until(moment->date().addDays(1).startOfDay());
    }
}

std::optional<QDateTime> timeAgo(const QString &text, const QDateTime &now)
{
    static const QRegularExpression ago(u"^(\\d{1,9})\\s*(s|m|min|h|d|w)$"_s);
    const auto match = ago.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 count = match.captured(1).toLongLong();
    const QString unit = match.captured(2);
    if (unit == "d"_L1 || unit == "w"_L1)
        return now.addDays(unit == "d"_L1 ? -count : -7 * count);
    const qint64 seconds = unit == "s"_L1 ? 1 : unit == "h"_L1 ? 3600 : 60;
    return now.addSecs(-count * seconds);
}

} // namespace

std::optional<QDateTime> momentOf(const QString &text, const QDateTime &now)
{
    const QString word = text.trimmed().toLower();
    if (word == "today"_L1)
        return now.date().startOfDay();
    if (word == "yesterday"_L1)
        return now.date().addDays(-1).startOfDay();
    if (const auto ago = timeAgo(word, now); ago && ago->isValid())
        return ago;
    static const QRegularExpression partOfDate(u"^(\\d{4})(?:-(\\d{2}))?$"_s);
    if (const auto match = partOfDate.match(word); match.hasMatch()) {
        const QDate date(match.captured(1).toInt(),
                         match.captured(2).isEmpty() ? 1 : match.captured(2).toInt(), 1);
        return date.isValid() ? std::optional(date.startOfDay()) : std::nullopt;
    }
    for (const QString &format : {u"H:mm"_s, u"H:mm:ss"_s}) {
        if (const QTime time = QTime::fromString(word, format); time.isValid())
            return QDateTime(now.date(), time);
    }
    // It would pass over what follows the day.
    if (const QDate date = QDate::fromString(word, Qt::ISODate);
        date.isValid() && word.size() == 10)
        return date.startOfDay();
    const QDateTime moment = QDateTime::fromString(word.toUpper(), Qt::ISODateWithMs);
    return moment.isValid() ? std::optional(moment) : std::nullopt;
}

bool addFilter(SearchCondition &condition, QString text, const QDateTime &now)
{
    using enum SearchTerm::Where;
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0)
        return false;
    const QString name = text.first(colon).toLower();
    const QString value = text.sliced(colon + 1);
    if (std::ranges::find(filterNames, QStringView(name)) == filterNames.end()) {
        noteUnknown(condition, text, name, value);
        return false;
    }
    if (name == "host"_L1 || name == "key"_L1) {
        if (const QStringList words = wordsOf(value); !words.isEmpty())
            condition.terms.append({name == "host"_L1 ? Host : Key, words});
    } else if (name == "status"_L1) {
        addStatus(condition, text, value.toLower());
    } else if (name == "method"_L1) {
        if (const QString word = filterValue(value); !word.isEmpty())
            condition.terms.append({Facts, {u'm' + word}});
    } else if (name == "is"_L1) {
        addOutcome(condition, text, filterValue(value));
    } else {
        addTime(condition, text, name, value, now);
    }
    return true;
}

} // namespace Recloser
