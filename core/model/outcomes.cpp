// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/outcomes.h"

#include "core/model/policywords.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Of = OutcomeMatch::Of;

struct Group
{
    Of of;
    QStringView name;
};
constexpr Group groups[] = {
    {Of::NotSent, u"not-sent"},
    {Of::Broken, u"broken"},
    {Of::Failure, u"failure"},
    {Of::Certificate, u"certificate"},
};

std::optional<OutcomeRule> ruleFromText(QStringView text)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon < 0)
        return std::nullopt;
    const auto match = outcomeFromName(text.first(colon).trimmed());
    const QStringView effects = text.sliced(colon + 1).trimmed();
    const qsizetype slash = effects.indexOf(u'/');
    const auto breaker
        = fromWord<BreakerEffect>(slash < 0 ? effects : effects.first(slash).trimmed());
    const auto retry = slash < 0 ? std::optional(RetryEffect::No)
                                 : fromWord<RetryEffect>(effects.sliced(slash + 1).trimmed());
    if (!match || !breaker || !retry)
        return std::nullopt;
    return OutcomeRule{*match, *breaker, *retry};
}

} // namespace

QString outcomeName(const OutcomeMatch &match)
{
    switch (match.of) {
    case Of::Status:
        return QString::number(match.value);
    case Of::StatusClass:
        return QString::number(match.value) + "xx"_L1;
    case Of::Error:
        return kindName(SendError::Kind(match.value));
    case Of::NotSent:
    case Of::Broken:
    case Of::Failure:
    case Of::Certificate:
        break;
    }
    return std::ranges::find(groups, match.of, &Group::of)->name.toString();
}

std::optional<OutcomeMatch> outcomeFromName(QStringView name)
{
    for (const Group &group : groups) {
        if (name == group.name)
            return OutcomeMatch{group.of, 0};
    }
    if (name.size() == 3 && name.front() >= u'1' && name.front() <= u'9') {
        if (name.endsWith("xx"_L1))
            return OutcomeMatch{Of::StatusClass, name.front().digitValue()};
        bool isNumber = false;
        const int status = name.toInt(&isNumber);
        if (isNumber)
            return OutcomeMatch{Of::Status, status};
    }
    if (const auto kind = kindFromName(name.toString()))
        return OutcomeMatch{Of::Error, int(*kind)};
    return std::nullopt;
}

QString outcomesText(const OutcomeTable &table)
{
    QStringList rows;
    for (const OutcomeRule &rule : table) {
        QString row = outcomeName(rule.match) + u':' + wordOf(rule.breaker);
        if (rule.retry != RetryEffect::No)
            row += u'/' + wordOf(rule.retry);
        rows.append(row);
    }
    return rows.join(u',');
}

std::expected<OutcomeTable, QString> outcomesFromText(QStringView text)
{
    OutcomeTable table;
    for (const QStringView word : text.split(u',')) {
        if (word.trimmed().isEmpty())
            continue;
        const auto rule = ruleFromText(word.trimmed());
        if (!rule)
            return std::unexpected(word.trimmed().toString());
        table.append(*rule);
    }
    return table;
}

OutcomeTable laidOver(const OutcomeTable &over, const OutcomeTable &under)
{
    OutcomeTable table = over;
    for (const OutcomeRule &rule : under) {
        if (std::ranges::find(over, rule.match, &OutcomeRule::match) == over.end())
            table.append(rule);
    }
    return table;
}

} // namespace Recloser
