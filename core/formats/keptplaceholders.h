// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

#include <functional>

namespace Recloser {

/// True when `text` holds a `{{name}}` that sending would put a value in place of.
bool hasPlaceholder(const QString &text);

/// `text` with each piece between its placeholders mapped.
QString mapAround(const QString &text, const std::function<QString(const QString &)> &map);

/// The rows as application/x-www-form-urlencoded, as they are sent, placeholders kept.
QString formText(const QList<QueryParameter> &rows);

/// The rows that formText() makes `text` from; none when there are no such rows.
QList<QueryParameter> formRows(const QString &text);

} // namespace Recloser
