// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace Recloser {

/// A view into the generated content that starts at `offset` and is `wanted` bytes long, or
/// shorter where the content starts to repeat. Valid for as long as the program runs.
/// @param wanted more than 0
QByteArrayView generatedSlice(qint64 offset, qint64 wanted);

} // namespace Recloser
