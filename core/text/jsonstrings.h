// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

namespace Recloser {

/// The characters of a JSON string, escapes resolved; lone surrogates as three bytes each.
/// `literal` is a string by RFC 8259, with its quotes.
QByteArray jsonStringContent(QByteArrayView literal);

/// The four hexadecimal digits at `at`, -1 if they are none.
int jsonHexAt(QByteArrayView text, qsizetype at);

} // namespace Recloser
