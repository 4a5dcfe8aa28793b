// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

namespace Recloser {

/// Request header fields people write by hand (IANA HTTP Field Name Registry, and some that
/// everybody uses).
QStringList commonHeaderNames();

/// Values that are usual for a header, by its name without regard to case; empty where there are
/// none.
QStringList commonHeaderValues(const QString &name);

/// Media types people give bodies.
QStringList commonMediaTypes();

} // namespace Recloser
