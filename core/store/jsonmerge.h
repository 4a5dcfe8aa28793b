// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonObject>

namespace Recloser {

/// `ours` together with what `theirs` has changed since both were `base`: members one by one, of
/// arrays the elements that one side added or took away, in our order. Where both changed the same,
/// ours counts.
QJsonObject mergedJson(const QJsonObject &base, const QJsonObject &ours, const QJsonObject &theirs);

} // namespace Recloser
