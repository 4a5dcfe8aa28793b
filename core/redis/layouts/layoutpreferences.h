// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/layouts/customlayout.h"
#include "core/redis/layouts/layoutreader.h"

#include <QJsonArray>
#include <QMap>

#include <expected>

namespace Recloser {

/// Which layouts a user wants to see on a connection, and what was told about each: what the
/// settings keep and a dialog edits. Plain value.
struct LayoutPreferences
{
    struct Entry
    {
        bool isOn = false;
        LayoutSettings settings;
        /// Empty for every key.
        QString glob;

        bool operator==(const Entry &) const = default;
    };

    /// By CircuitLayout::name; a layout without an entry is off. Entries of layouts that this
    /// version does not know are kept.
    QMap<QString, Entry> entries;
    /// Layouts of the user's own, as written (see layoutFromJson()).
    QJsonArray decoders;

    bool operator==(const LayoutPreferences &) const = default;
};

/// {"layouts": {"pybreaker": {"on": true, "reset_seconds": 60, "threshold": 5, "glob": "shop:*"}},
///  "decoders": [...]}
QJsonObject toJson(const LayoutPreferences &preferences);
/// Decoders are checked too.
std::expected<LayoutPreferences, LayoutFault> layoutPreferencesFromJson(const QJsonObject &json);

/// Every layout that can be switched on: the built-in ones, then the user's. Decoders that are
/// wrong are left out.
QList<CircuitLayout> layoutsOf(const LayoutPreferences &preferences);
/// Those that are on, for LayoutScanner::setChoices().
QList<LayoutChoice> choicesOf(const LayoutPreferences &preferences);

} // namespace Recloser
