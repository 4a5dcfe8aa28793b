// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/proxychoice.h"
#include "core/model/tlschoices.h"

#include <QJsonObject>

namespace Recloser {

QJsonObject toJson(const TlsChoices &choices);
/// What is not understood is left out; an exception without a date among it, for it would never
/// end.
TlsChoices tlsChoicesFromJson(const QJsonObject &object);

QJsonObject toJson(const ProxySettings &proxy);
ProxySettings proxySettingsFromJson(const QJsonObject &object);

} // namespace Recloser
