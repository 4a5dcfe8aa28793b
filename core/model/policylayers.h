// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"
#include "core/model/requestspec.h"

#include <QList>
#include <QString>

namespace Recloser {

/// Policy values that lie under a request's own, and whose they are. Plain value.
struct PolicyLayer
{
    enum class Kind {
        Settings, ///< for every request
        Folder, ///< `folder.http` in `path`
        File, ///< the lines before the first `###` of `path`
    };
    Kind kind = Kind::Settings;
    /// The folder, or the file; empty for the settings.
    QString path;
    PolicyOverrides overrides;
    /// What is as usual says nothing.
    RedirectPolicy redirects;
    Route route;
    /// What requests get that ask for it (Auth::Kind::Inherit); unset: this layer says nothing.
    std::optional<Auth> auth = {};

    bool operator==(const PolicyLayer &) const = default;
};

/// Whose a policy value is.
struct PolicySource
{
    enum class Kind { Preset, Settings, Folder, File, Own };
    Kind kind = Kind::Preset;
    QString path;
    /// For Preset.
    Preset preset = Preset::Fynd;

    bool operator==(const PolicySource &) const = default;
};

PolicySource sourceOf(const PolicyLayer &layer);

/// What a request with the values `own` runs with: `layers`, lowest first, over the Fynd preset,
/// and its own over them. The one way from layers to policies, of the window and of the command
/// line.
Policies policiesOf(const QList<PolicyLayer> &layers, const PolicyOverrides &own = {});

/// The redirects a request with `own` follows. A layer can stop following and set the limit; `own`
/// or a nearer layer counts where it is not as usual.
RedirectPolicy redirectsOf(const QList<PolicyLayer> &layers, const RedirectPolicy &own);

/// The way to the server of a request with `own`, which lies over those of the layers.
Route routeOf(const QList<PolicyLayer> &layers, const Route &own);

/// The layer whose authentication a request gets that inherits it: the nearest one that says any;
/// null: none does.
const PolicyLayer *authLayerOf(const QList<PolicyLayer> &layers);

/// What a request with `own` identifies itself by.
Auth authOf(const QList<PolicyLayer> &layers, const Auth &own);

/// The preset that is chosen nearest to the request; Fynd where none is.
Preset presetOf(const QList<PolicyLayer> &layers, const PolicyOverrides &own = {});

/// The values of `policies`, each of them set; no time-out of a kind is zero.
PolicyOverrides completed(const Policies &policies, Preset preset);

/// False for what says which circuit a request belongs to: presets leave that alone.
template<typename T> constexpr bool isOfPreset(std::optional<T> PolicyOverrides::*)
{
    return !std::is_same_v<T, QString> && !std::is_same_v<T, KeyFallback>
        && !std::is_same_v<T, EmptyMatch>;
}

/// Whose the value of `member` is in policiesOf(). A preset chosen above a layer hides what the
/// layer says.
template<typename T>
PolicySource sourceOf(const QList<PolicyLayer> &layers, const PolicyOverrides &own,
                      std::optional<T> PolicyOverrides::*member)
{
    if (own.*member)
        return {PolicySource::Kind::Own};
    if (own.preset && isOfPreset(member))
        return {PolicySource::Kind::Preset, {}, *own.preset};
    for (auto layer = layers.crbegin(); layer != layers.crend(); ++layer) {
        if (layer->overrides.*member)
            return sourceOf(*layer);
        if (layer->overrides.preset && isOfPreset(member))
            return {PolicySource::Kind::Preset, {}, *layer->overrides.preset};
    }
    return {};
}

/// A row of an outcome table and whose it is.
struct SourcedOutcome
{
    OutcomeRule rule;
    PolicySource source;

    bool operator==(const SourcedOutcome &) const = default;
};

/// The rows of policiesOf().outcomes, in their order.
QList<SourcedOutcome> outcomesOf(const QList<PolicyLayer> &layers, const PolicyOverrides &own = {});

} // namespace Recloser
