// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/model/scope.h"

#include <QString>

#include <expected>
#include <optional>

namespace Recloser {

/// `login.response.body.$.token` taken apart.
struct RequestReference
{
    enum class Side { Request, Response };
    enum class Part { Body, Headers, Status };

    QString request;
    Side side = Side::Response;
    Part part = Part::Body;
    /// A header's name; `*` or nothing (all of the body), a JSONPath (`$...`) or an XPath (`/...`).
    QString path;

    bool operator==(const RequestReference &) const = default;
};

/// Nothing where the name is not of the form NAME.request|response.body|headers|status[.PATH].
std::optional<RequestReference> requestReferenceOf(const QString &name);

/// What it means now; else why it means nothing, for people who know the field: the request was not
/// sent yet, has no answer, no such header, no such member, a body that is not JSON.
std::expected<QString, QString> requestVariable(const RequestReference &reference,
                                                const Scope &scope);

} // namespace Recloser
