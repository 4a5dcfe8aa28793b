// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// What text pasted into the URL line looks like.
enum class PastedText {
    Url, ///< or a part of one: goes into the line
    Request, ///< a cURL command, or a request of the Fynd library as JSON, Python dict or call
             ///< (FORMATS.md section 3)
};

/// A guess from the first characters; whether the request can be read is found by who reads it.
PastedText kindOfPastedText(const QString &text);

/// A URL as one line: line breaks with the blanks around them are taken out, tabs and other control
/// characters too.
QString singleLineUrl(const QString &text);

} // namespace Recloser
