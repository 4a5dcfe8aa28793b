// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/duplicatekeys.h"
#include "core/text/syntaxfault.h"
#include "core/text/textdecoder.h"

#include <QStringList>

namespace Recloser {

/// What becomes of a text behind its fault.
enum class FaultRest {
    Shown, ///< as received
    Left, ///< not shown
};

/// "Not well-formed JSON at line 3, column 7: a comma or ] was expected, not “x”. From there on
/// shown as received."
QString describeFault(const SyntaxFault &fault, TextLanguage language,
                      FaultRest rest = FaultRest::Shown);

/// "Key “id” appears 2 times in its object, at line 3." Empty if there are none; `line` is that of
/// the first one, 0 where lines are not shown.
QString describeDuplicates(QByteArrayView text, const std::vector<DuplicateKey> &found,
                           const DuplicateKeyFinder &finder, qint64 line);

/// What is odd about the encoding, one sentence each; empty if nothing.
QStringList describeDecoding(const DecodingNotes &notes);

/// "PNG image", "PDF document", "binary content".
QString describeBinary(const MediaType &type);

} // namespace Recloser
