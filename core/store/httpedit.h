// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httpsection.h"

namespace Recloser {

/// Replaces the lines [begin, end) by others.
struct LineEdit
{
    int begin = 0;
    int end = 0;
    QStringList lines;
};

/// In the order in which they must be made: from the end of the file to its beginning.
using LineEdits = QList<LineEdit>;

/// What turns `section` into `spec` (authentication written, as withAuthWritten() gives it),
/// touching only lines whose meaning changes.
LineEdits editsOf(const QStringList &lines, const HttpSection &section, const RequestSpec &spec,
                  const QString &keyDirective);

/// A whole new section, `###` line included.
QStringList linesOfRequest(const RequestSpec &spec, const QString &keyDirective);

/// Names of the parts in which what was read back differs from what should have been written.
QStringList lostParts(const RequestSpec &wanted, const RequestSpec &read);

} // namespace Recloser
