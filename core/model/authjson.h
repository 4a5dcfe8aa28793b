// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestjsonreader.h"
#include "core/model/requestspec.h"

#include <QJsonObject>

namespace Recloser {

/// Authentication as a part of a request's JSON; what is as usual is left out.
QJsonObject toJson(const Auth &auth);
/// What cannot be read stays as usual, and the reader says so.
Auth authFromJson(JsonReader &reader);

} // namespace Recloser
