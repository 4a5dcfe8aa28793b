// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/syntaxfault.h"
#include "core/text/textdecoder.h"

#include <QStringList>

namespace Recloser {

/// "Not well-formed JSON at line 3, column 7: a comma or ] was expected, not “x”. From there on
/// shown as received."
QString describeFault(const SyntaxFault &fault, TextLanguage language);

/// What is odd about the encoding, one sentence each; empty if nothing.
QStringList describeDecoding(const DecodingNotes &notes);

/// "PNG image", "PDF document", "binary content".
QString describeBinary(const MediaType &type);

} // namespace Recloser
