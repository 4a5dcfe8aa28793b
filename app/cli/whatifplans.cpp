// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/whatifplans.h"

#include "app/cli/keyarguments.h"
#include "core/model/policywords.h"
#include "core/model/requestjson.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Error = std::unexpected<ArgumentError>;

std::expected<PolicyOverrides, ArgumentError> planFromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error({path, file.errorString(), u"name a file that can be read"_s});
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return Error({path,
                      error.error == QJsonParseError::NoError
                          ? u"it is no JSON object"_s
                          : u"%1 at byte %2"_s.arg(error.errorString()).arg(error.offset),
                      u"write {\"preset\": \"guarded\", \"keyPattern\": \"...\"}"_s});
    const auto policy = policyFromJson(document.object());
    if (!policy)
        return Error({path, policy.error(), u"see the defaults in settings.json"_s});
    return *policy;
}

QString nameOf(const PolicyOverrides &policy)
{
    const QJsonObject object = toJson(policy);
    QStringList words;
    for (auto member = object.constBegin(); member != object.constEnd(); ++member)
        words.append(member.key() + u'=' + member->toVariant().toString());
    return words.isEmpty() ? u"the defaults"_s : words.join(u' ');
}

/// The second plan of the options, where there is one.
std::expected<std::optional<PolicyOverrides>, ArgumentError>
otherPlan(const QCommandLineParser &parser, const PolicyOverrides &first)
{
    PolicyOverrides other;
    if (parser.isSet(u"other-pattern"_s))
        other.keyPattern = parser.value(u"other-pattern"_s);
    if (parser.isSet(u"other-preset"_s)) {
        other.preset = fromWord<Preset>(parser.value(u"other-preset"_s));
        if (!other.preset)
            return Error({u"--other-preset"_s,
                          u"unknown word %1"_s.arg(parser.value(u"other-preset"_s)),
                          u"give one of: %1"_s.arg(allWords<Preset>().join(u", "_s))});
    }
    if (other == PolicyOverrides())
        return std::optional<PolicyOverrides>();
    return layered(first, other);
}

} // namespace

void addPlanOptions(QCommandLineParser &parser)
{
    addPolicyOptions(parser);
    parser.addOptions({
        {u"plan"_s,
         u"The policies of a JSON file, with the members of \"defaults\" in settings.json; a second one is the other plan."_s,
         u"FILE"_s},
        {u"other-preset"_s, u"The other plan: as the first, but with this preset."_s, u"NAME"_s},
        {u"other-pattern"_s, u"The other plan: as the first, but with this pattern."_s,
         u"PATTERN"_s},
        {u"python"_s, u"Whose patterns: 3.8 to 3.14."_s, u"VERSION"_s, u"3.11"_s},
    });
}

std::expected<WhatIfPlans, ArgumentError> readPlans(const QCommandLineParser &parser,
                                                    const QList<PolicyLayer> &layers)
{
    const auto version = pythonVersionOf(parser.value(u"python"_s));
    if (!version)
        return Error({u"--python"_s, u"unknown version %1"_s.arg(parser.value(u"python"_s)),
                      u"give 3.8 to 3.14"_s});
    const auto options = readPolicyOptions(parser);
    if (!options)
        return Error(options.error());
    QList<PolicyOverrides> all;
    for (const QString &path : parser.values(u"plan"_s)) {
        const auto plan = planFromFile(path);
        if (!plan)
            return Error(plan.error());
        all.append(layered(*plan, *options));
    }
    if (all.isEmpty())
        all.append(*options);
    const auto other = otherPlan(parser, all.constFirst());
    if (!other)
        return Error(other.error());
    if (*other)
        all.append(**other);
    if (all.size() > 2)
        return Error({u"whatif"_s, u"more than two plans"_s,
                      u"give --plan twice, or once with --other-preset or --other-pattern"_s});
    WhatIfPlans plans;
    for (const PolicyOverrides &policy : std::as_const(all)) {
        plans.plans.append({policiesOf(layers, policy), *version});
        plans.names.append(nameOf(policy));
    }
    return plans;
}

} // namespace Recloser
