// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"

#include <QList>
#include <QString>

namespace Recloser {

/// Policy values that lie under a request's own, and whose they are ("settings", "file
/// store.http").
struct PolicyLayer
{
    QString title;
    PolicyOverrides overrides;

    bool operator==(const PolicyLayer &) const = default;
};

QString presetName(Preset preset);

/// What a request without values of its own runs with: `layers`, lowest first, over the Fynd
/// preset. A preset that the request itself chooses replaces them all.
Policies policiesBelow(const QList<PolicyLayer> &layers, const std::optional<Preset> &chosen = {});

/// Where the value under a request's own comes from: a layer's title, or "fynd preset".
template<typename T>
QString sourceBelow(const QList<PolicyLayer> &layers, const std::optional<Preset> &chosen,
                    std::optional<T> PolicyOverrides::*member);

QString presetTitle(Preset preset);

template<typename T>
QString sourceBelow(const QList<PolicyLayer> &layers, const std::optional<Preset> &chosen,
                    std::optional<T> PolicyOverrides::*member)
{
    if (chosen)
        return presetTitle(*chosen);
    for (auto layer = layers.crbegin(); layer != layers.crend(); ++layer) {
        if (layer->overrides.*member)
            return layer->title;
        if (layer->overrides.preset)
            return layer->title; // the preset it chose sets everything
    }
    return presetTitle(Preset::Fynd);
}

} // namespace Recloser
