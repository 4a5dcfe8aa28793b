// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

#include <QJsonObject>

#include <expected>

namespace Recloser {

/// The request as JSON: method and URL always, every other member only where it differs from a new
/// request's. Durations are whole milliseconds. Literal secrets are written as they are: take them
/// out first where the result is stored.
QJsonObject toJson(const RequestSpec &spec);

/// The request of a JSON object; `requestFromJson(toJson(spec)) == spec`. Unknown members are
/// passed over, so that files of newer versions can be read. Written by hand, `headers` may also be
/// an object of texts and `body` a text. The error says which member is wrong and what it should
/// be.
std::expected<RequestSpec, QString> requestFromJson(const QJsonObject &object);

/// The overrides alone, in the form they have inside a request.
QJsonObject toJson(const PolicyOverrides &policy);
std::expected<PolicyOverrides, QString> policyFromJson(const QJsonObject &object);

} // namespace Recloser
