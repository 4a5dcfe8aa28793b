// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>
#include <QStringView>

namespace Recloser {

/// True for header names whose value is a credential.
bool isSecretHeader(QByteArrayView name);

/// True for query parameter and form field names whose value is a credential (token, api_key,
/// password, ...).
bool isSecretParameter(QStringView name);

} // namespace Recloser
