// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/policywords.h"
#include "core/resilience/circuitscripts.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Recloser {

using namespace Qt::StringLiterals;

// What people force circuits to, as a value of Redis. Part of circuitscripts.

namespace {

constexpr NameOf<CircuitOverride::Kind> overrideWords[] = {
    {CircuitOverride::Kind::ForcedOpen, u"forced_open"},
    {CircuitOverride::Kind::ForcedClosed, u"forced_closed"},
    {CircuitOverride::Kind::MetricsOnly, u"metrics_only"},
};

} // namespace

QByteArray overrideValue(const CircuitOverride &forced)
{
    for (const auto &entry : overrideWords) {
        if (entry.value != forced.kind)
            continue;
        const QJsonObject json{{u"by"_s, forced.author}, {u"note"_s, forced.note}};
        return entry.name.toUtf8() + ' ' + QJsonDocument(json).toJson(QJsonDocument::Compact);
    }
    return {};
}

CircuitOverride overrideFromValue(const QByteArray &value)
{
    const qsizetype blank = value.indexOf(' ');
    const QString word = QString::fromUtf8(blank < 0 ? value : value.first(blank));
    for (const auto &entry : overrideWords) {
        if (entry.name != word)
            continue;
        const QJsonObject json
            = blank < 0 ? QJsonObject() : QJsonDocument::fromJson(value.sliced(blank + 1)).object();
        return {entry.value, json[u"by"_s].toString(), json[u"note"_s].toString()};
    }
    return {};
}

} // namespace Recloser
