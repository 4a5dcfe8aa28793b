// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

namespace Recloser {

/// The question for its schema to the server of `spec`: with the same address, headers and
/// credentials. History does not keep it.
RequestSpec introspectionOf(const RequestSpec &spec);

/// By what a server is known: the URL without query and fragment.
QString graphQlEndpoint(const QString &url);

} // namespace Recloser
