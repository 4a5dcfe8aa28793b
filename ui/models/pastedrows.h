// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/models/fieldrow.h"

#include <QList>

namespace Recloser {

/// What a table holds: decides how typed and pasted text is read.
enum class FieldStyle {
    Parameters, ///< of a URL's query, percent-encoded as they stand there
    Headers,
    Form, ///< decoded
    Multipart,
};

/// The rows that pasted text stands for: `a=1&b=2` (also behind a `?`), or one row a line as
/// `name=value`, `name: value` or `name<tab>value`; a leading `#` or `//` unticks the row. Empty
/// when the text is plainly one value.
QList<FieldRow> pastedRows(const QString &text, FieldStyle style);

/// Rows as text that pastedRows() reads back.
QString copiedRows(const QList<FieldRow> &rows, FieldStyle style);

} // namespace Recloser
