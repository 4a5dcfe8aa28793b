// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/model/response.h"
#include "core/model/scope.h"
#include "core/resolve/variables.h"
#include "ui/request/policylayers.h"
#include "ui/theme/theme.h"

#include <functional>

namespace Recloser {

class CircuitBoard;
class GraphQlSource;
class KeyReader;
class SyntaxRepository;
class TokenKeeper;

/// What a composer works with. The references outlive it; a function may be empty and then says
/// nothing.
struct RequestEditorServices
{
    const Theme &theme;
    KeyReader &keys;
    CircuitBoard &circuits;
    SyntaxRepository &syntax;
    /// The variables this request sees now.
    std::function<Scope()> scope;
    /// How many requests of the collection have this circuit key, this one included.
    std::function<int(const QString &key)> sharedCount;
    /// What the transport adds by itself to such a request.
    std::function<QList<RawHeader>(const ResolvedRequest &request)> transportHeaders;
    /// Policies under the request's own, lowest first.
    std::function<QList<PolicyLayer>()> policyLayers;
    /// Shows the default policies of all requests, to be edited.
    std::function<void()> openDefaults;
    /// Shows what these rules would have done to the recorded calls.
    std::function<void()> openWhatIf;

    /// Shows where the value of a placeholder is written, to be edited.
    std::function<void(const PlaceholderExplanation &explanation)> editVariable = {};
    /// Makes a variable that has no value yet, in the chosen environment.
    std::function<void(const QString &name)> createVariable = {};

    /// Makes a widget that shows a body of any size, to be looked at.
    std::function<QWidget *(const ResponseBody &body, const QByteArray &contentType)> viewBody = {};

    /// Null: no schemas are known.
    GraphQlSource *graphQl = nullptr;
    /// Null: no tokens are shown, nor asked for.
    TokenKeeper *tokens = nullptr;
    /// Shows a page in the system's browser.
    std::function<void(const QUrl &url)> openPage = {};

    Scope currentScope() const { return scope ? scope() : Scope(); }
    QList<PolicyLayer> currentLayers() const
    {
        return policyLayers ? policyLayers() : QList<PolicyLayer>();
    }
};

} // namespace Recloser
