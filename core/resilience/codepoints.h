// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <string>

namespace Recloser {

/// The code points of `text` in place of what is in `to`, whose memory is used again. Lone
/// surrogates stay what they are: ordinary characters, as in Python.
void assignCodePoints(std::u32string &to, QStringView text);

std::u32string codePoints(QStringView text);
/// And back.
QString fromCodePoints(std::u32string_view text);

/// UTF-16 index of a code point index in `text`, and back.
qsizetype utf16Index(QStringView text, qsizetype codePoints);
qsizetype codePointIndex(QStringView text, qsizetype utf16);

} // namespace Recloser
