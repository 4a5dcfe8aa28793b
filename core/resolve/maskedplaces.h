// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/model/scope.h"

namespace Recloser {

/// Where `masked`, a redaction of `original`, has its masks, and which placeholders of `scope` they
/// stand for: secrets by name in any spelling they take, and variables. A mask that hides anything
/// written out beside these keeps no piece, so that nothing secret gets into what is kept.
QList<MaskedPlace> maskedPlaces(const ResolvedRequest &original, const ResolvedRequest &masked,
                                const Scope &scope);

/// Something in it reads like a mask.
bool hasMask(const ResolvedRequest &request);

/// `value` as it is written in this coding.
QByteArray codedAs(MaskedPlace::Coding coding, const QString &value);

} // namespace Recloser
