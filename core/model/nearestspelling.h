// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

namespace Recloser {

/// The one of `known` that is fewest edits away from `name`, if it is near enough to be meant;
/// letter case counts little.
QString nearestSpelling(const QString &name, const QStringList &known);

} // namespace Recloser
