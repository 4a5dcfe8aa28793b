// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// What an option of curl is for, seen from a request.
enum class CurlRole {
    Request, ///< says what is asked, and is understood
    Display, ///< what curl shows meanwhile and how it exits: nothing to a request
    Answer, ///< where the answer goes
    Unsupported, ///< says what is asked or how, and there is nothing like it here
};

struct CurlOption
{
    QString name;
    CurlRole role = CurlRole::Unsupported;
    bool takesValue = false;
    /// Spelled `--no-NAME`.
    bool isNegated = false;
};

/// The option that curl would take `name` (without dashes) for: the name itself, `no-` in front of
/// one without a value, or the beginning of exactly one. Its name is empty when there is none.
CurlOption curlOption(const QString &name);

/// The option of one letter.
CurlOption curlOption(QChar letter);

} // namespace Recloser
