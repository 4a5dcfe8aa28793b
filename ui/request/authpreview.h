// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"
#include "core/model/scope.h"

namespace Recloser {

/// What of a request identifies its user, as it will be sent: secrets, and what is made only when
/// it is sent, as "…". Empty: nothing is sent.
QString authPreview(const RequestSpec &spec, const Scope &scope);

/// "Basic from folder shop", or that there is nothing to inherit and how to say it.
QString inheritedAuthText(const QList<PolicyLayer> &layers);

/// "basic", "API key": what a kind is called beside the page's name; empty for none.
QString authKindName(Auth::Kind kind);

} // namespace Recloser
