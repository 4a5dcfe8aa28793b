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

/// A line break inside a value would start another line of the file.
QString oneLine(QString text);

/// In the order in which they must be made: from the end of the file to its beginning.
using LineEdits = QList<LineEdit>;

/// What turns `section` into `spec` (authentication written, as withAuthWritten() gives it),
/// touching only lines whose meaning changes.
LineEdits editsOf(const QStringList &lines, const HttpSection &section, const RequestSpec &spec,
                  const QString &keyDirective);

/// The part of editsOf() for the request line and what belongs to its target.
void editTarget(LineEdits &edits, const QStringList &lines, const HttpSection &section,
                const RequestSpec &spec);

/// Replaces what is between the common beginning and the common end of two texts.
void addReplacement(LineEdits &edits, const QStringList &lines, LineRange range,
                    const QStringList &fresh);

/// Rows on lines of their own: `pairs` stay, changed ones take each other's lines, what is left
/// over is inserted after, or removed. `first` is where rows begin.
void addRowEdits(LineEdits &edits, const QList<LineRange> &old, const QStringList &fresh,
                 QList<std::pair<qsizetype, qsizetype>> pairs, int first);

/// A whole new section, `###` line included.
QStringList linesOfRequest(const RequestSpec &spec, const QString &keyDirective);

/// Names of the parts in which what was read back differs from what should have been written.
QStringList lostParts(const RequestSpec &wanted, const RequestSpec &read);

} // namespace Recloser
