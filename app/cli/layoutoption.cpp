// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/layoutoption.h"

#include "core/redis/layouts/builtinlayouts.h"
#include "core/redis/layouts/customlayout.h"
#include "core/redis/layouts/values.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestDecoder = 1024 * 1024;

std::expected<QList<CircuitLayout>, QString> decodersIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(u"--decoder %1: %2"_s.arg(path, file.errorString()));
    const QByteArray text = file.read(largestDecoder + 1);
    if (text.size() > largestDecoder)
        return std::unexpected(u"--decoder %1: larger than 1 MiB"_s.arg(path));
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        return std::unexpected(
            u"--decoder %1: no JSON, %2 at byte %3"_s.arg(path, error.errorString())
                .arg(error.offset));
    }
    auto layouts
        = layoutsFromJson(json.isArray() ? QJsonValue(json.array()) : QJsonValue(json.object()));
    if (layouts)
        return *std::move(layouts);
    const QString &place = layouts.error().place;
    return std::unexpected(u"--decoder %1: %2%3"_s.arg(
        path, place.isEmpty() ? QString() : place + u": "_s, layouts.error().problem));
}

std::expected<LayoutSettings, QString> settingsIn(const QCommandLineParser &parser)
{
    LayoutSettings settings;
    if (parser.isSet(u"reset-seconds"_s)) {
        settings.reset = lengthOf(parser.value(u"reset-seconds"_s).toUtf8(), TimeUnit::Seconds);
        if (!settings.reset)
            return std::unexpected(u"--reset-seconds: no number of seconds"_s);
    }
    if (parser.isSet(u"threshold"_s)) {
        settings.threshold = integerOf(parser.value(u"threshold"_s).toUtf8());
        if (!settings.threshold || *settings.threshold < 0)
            return std::unexpected(u"--threshold: no count of failures"_s);
    }
    return settings;
}

} // namespace

void LayoutOption::add(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"layout"_s,
         u"Circuits of other libraries: a name, several with commas between, all, or list for what there is."_s,
         u"NAME"_s},
        {u"decoder"_s, u"Layouts of your own, JSON; may be repeated."_s, u"FILE"_s},
        {u"glob"_s, u"With --layout: only keys that fit too."_s, u"G"_s},
        {u"reset-seconds"_s,
         u"With --layout: how long circuits stay open, where their library does not store it."_s,
         u"N"_s},
        {u"threshold"_s,
         u"With --layout: failures that open a circuit, where their library does not store it."_s,
         u"N"_s},
    });
}

bool LayoutOption::isUsed(const QCommandLineParser &parser)
{
    return parser.isSet(u"layout"_s) || parser.isSet(u"decoder"_s);
}

bool LayoutOption::isList(const QCommandLineParser &parser)
{
    return parser.value(u"layout"_s) == "list"_L1;
}

std::expected<QList<CircuitLayout>, QString> LayoutOption::known(const QCommandLineParser &parser)
{
    QList<CircuitLayout> layouts = builtinLayouts();
    for (const QString &path : parser.values(u"decoder"_s)) {
        const auto decoders = decodersIn(path);
        if (!decoders)
            return std::unexpected(decoders.error());
        for (const CircuitLayout &layout : *decoders) {
            if (std::ranges::contains(layouts, layout.name, &CircuitLayout::name))
                return std::unexpected(
                    u"--decoder %1: the name %2 is taken"_s.arg(path, layout.name));
            layouts << layout;
        }
    }
    return layouts;
}

std::expected<QList<LayoutChoice>, QString> LayoutOption::choices(const QCommandLineParser &parser)
{
    const auto layouts = known(parser);
    if (!layouts)
        return std::unexpected(layouts.error());
    const auto settings = settingsIn(parser);
    if (!settings)
        return std::unexpected(settings.error());
    const bool isAll = parser.value(u"layout"_s) == "all"_L1;
    QStringList names = parser.value(u"layout"_s).split(u',', Qt::SkipEmptyParts);
    if (!parser.isSet(u"layout"_s)) {
        for (const CircuitLayout &layout : layouts->sliced(builtinLayouts().size()))
            names << layout.name;
    }
    QList<LayoutChoice> choices;
    for (const CircuitLayout &layout : *layouts) {
        if (names.removeAll(layout.name) > 0 || isAll)
            choices << LayoutChoice{layout, *settings, parser.value(u"glob"_s).toUtf8()};
    }
    if (!isAll && (!names.isEmpty() || choices.isEmpty()))
        return std::unexpected(u"--layout: no layout %1"_s.arg(names.join(u", "_s)));
    return choices;
}

} // namespace Recloser
