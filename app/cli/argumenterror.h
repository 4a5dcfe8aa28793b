// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// A sentence that says what is wrong and what to do.
struct ArgumentError
{
    QString what;
    QString why;
    QString remedy;
};

} // namespace Recloser
