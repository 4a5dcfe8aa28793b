// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// What is wrong with a text, and where.
struct FormatError
{
    int line = 1;
    int column = 1;
    /// What was expected there and what to do.
    QString message;

    bool operator==(const FormatError &) const = default;
};

} // namespace Recloser
