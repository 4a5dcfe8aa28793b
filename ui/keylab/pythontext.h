// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keygroups.h"

#include <QString>

namespace Recloser {

/// `text` as a Python string literal, raw where that can hold it
/// (docs.python.org/3/reference/lexical_analysis.html, "String and Bytes literals").
QString pythonLiteral(const QString &text);

/// Lines that find the key as the service does.
QString pythonSnippet(const QString &pattern);

/// The `cb_config` member of a Fynd request, as a Python dict and as JSON alike.
QString cbConfigSnippet(const QString &pattern);

/// A test of pytest that holds the pattern to the keys it must give; nothing: no match.
QString pythonTest(const QString &pattern, const QList<std::pair<QString, WantedKey>> &keys);

} // namespace Recloser
