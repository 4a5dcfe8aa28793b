// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/model/senderror.h"

#include <expected>

namespace Recloser {

/// True for a token of RFC 9110 section 5.6.2: what methods and header names are made of.
bool isToken(QStringView text);

/// InvalidMethod unless it is a token. An empty one is GET, as in `.http` files.
std::expected<QByteArray, SendError> checkedMethod(const QString &method);

/// A header line as bytes: the name a token, the value without blanks around it and without control
/// characters but the tab (RFC 9110 section 5.5). Text beyond Latin-1 goes out as UTF-8.
/// InvalidHeader names the header, never its value.
std::expected<RawHeader, SendError> checkedHeader(const QString &name, const QString &value);

} // namespace Recloser
