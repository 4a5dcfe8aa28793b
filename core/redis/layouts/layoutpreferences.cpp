// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/layoutpreferences.h"

#include "core/redis/layouts/builtinlayouts.h"
#include "core/redis/layouts/values.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

std::expected<LayoutPreferences::Entry, LayoutFault> entryFrom(const QJsonValue &json,
                                                               const QString &place)
{
    const auto fault = [&](const QString &member, const QString &problem) {
        return std::unexpected(LayoutFault{place + member, problem});
    };
    if (!json.isObject())
        return fault({}, u"no object"_s);
    const QJsonObject object = json.toObject();
    const QJsonValue on = object.value("on"_L1);
    const QJsonValue reset = object.value("reset_seconds"_L1);
    const QJsonValue threshold = object.value("threshold"_L1);
    const QJsonValue glob = object.value("glob"_L1);
    LayoutPreferences::Entry entry;
    if (!on.isUndefined() && !on.isBool())
        return fault(u".on"_s, u"neither true nor false"_s);
    entry.isOn = on.toBool();
    if (!reset.isUndefined()) {
        entry.settings.reset = reset.isDouble() ? lengthOf(reset, TimeUnit::Seconds) : std::nullopt;
        if (!entry.settings.reset)
            return fault(u".reset_seconds"_s, u"no length of time"_s);
    }
    if (!threshold.isUndefined()) {
        entry.settings.threshold = threshold.toInteger(-1);
        if (*entry.settings.threshold < 0)
            return fault(u".threshold"_s, u"no count of failures"_s);
    }
    if (!glob.isUndefined() && !glob.isString())
        return fault(u".glob"_s, u"no string"_s);
    entry.glob = glob.toString();
    return entry;
}

} // namespace

QJsonObject toJson(const LayoutPreferences &preferences)
{
    QJsonObject layouts;
    for (const auto &[name, entry] : preferences.entries.asKeyValueRange()) {
        QJsonObject json{{u"on"_s, entry.isOn}};
        if (entry.settings.reset)
            json.insert("reset_seconds"_L1, double(entry.settings.reset->count()) / 1000.0);
        if (entry.settings.threshold)
            json.insert("threshold"_L1, *entry.settings.threshold);
        if (!entry.glob.isEmpty())
            json.insert("glob"_L1, entry.glob);
        layouts.insert(name, json);
    }
    QJsonObject json{{u"layouts"_s, layouts}};
    if (!preferences.decoders.isEmpty())
        json.insert("decoders"_L1, preferences.decoders);
    return json;
}

std::expected<LayoutPreferences, LayoutFault> layoutPreferencesFromJson(const QJsonObject &json)
{
    LayoutPreferences preferences;
    const QJsonValue layouts = json.value("layouts"_L1);
    if (!layouts.isUndefined() && !layouts.isObject())
        return std::unexpected(LayoutFault{u"layouts"_s, u"no object"_s});
    const QJsonObject entries = layouts.toObject();
    for (const QString &name : entries.keys()) {
        auto entry = entryFrom(entries.value(name), u"layouts."_s + name);
        if (!entry)
            return std::unexpected(entry.error());
        preferences.entries.insert(name, *std::move(entry));
    }
    if (const QJsonValue decoders = json.value("decoders"_L1); !decoders.isUndefined()) {
        const auto checked = layoutsFromJson(QJsonObject{{u"decoders"_s, decoders}});
        if (!checked)
            return std::unexpected(checked.error());
        preferences.decoders = decoders.toArray();
    }
    return preferences;
}

QList<CircuitLayout> layoutsOf(const LayoutPreferences &preferences)
{
    QList<CircuitLayout> layouts = builtinLayouts();
    for (const auto &decoder : preferences.decoders) {
        if (auto layout = layoutFromJson(decoder.toObject()))
            layouts << *std::move(layout);
    }
    return layouts;
}

QList<LayoutChoice> choicesOf(const LayoutPreferences &preferences)
{
    QList<LayoutChoice> choices;
    for (const CircuitLayout &layout : layoutsOf(preferences)) {
        const LayoutPreferences::Entry entry = preferences.entries.value(layout.name);
        if (entry.isOn)
            choices << LayoutChoice{layout, entry.settings, entry.glob.toUtf8()};
    }
    return choices;
}

} // namespace Recloser
