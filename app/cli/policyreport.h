// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"

#include <QJsonObject>
#include <QStringList>

namespace Recloser {

/// What a send runs with and who said so: the effective value of every policy with its source.
struct PolicyReport
{
    QList<PolicyLayer> layers;
    /// The request's own and the options together, as they are sent.
    PolicyOverrides own;
    /// What of these came from the command line.
    PolicyOverrides options;
    /// The request's own authentication, before anything is inherited, and whose that is.
    Auth auth;
    enum class AuthOrigin { Request, Option };
    AuthOrigin authOrigin = AuthOrigin::Request;
};

/// `{"open_for_ms": {"value": 10000, "source": "preset", "from": "fynd"}, ..., "outcomes":
/// [{"what": "503", "breaker": "failure", "retry": "no", "source", "from"}], "auth": {"value":
/// "digest", ...}}`. The source is
/// "preset", "settings", "folder", "file", "request" or "option", and "from" the preset, folder or
/// file.
QJsonObject policiesJson(const PolicyReport &report);

/// The same for people: name, value, source in columns.
QStringList policyLines(const PolicyReport &report);

} // namespace Recloser
