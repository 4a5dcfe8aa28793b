// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>

namespace Recloser {

/// Where the field of CSV ends that begins at `begin`: at a delimiter, a line end outside of
/// quotes, or the end. What is wrong with its quotes is taken as it is.
qint64 csvFieldEnd(QByteArrayView text, qint64 begin, char delimiter);
/// Where the row ends that begins at `begin`.
qint64 csvRowEnd(QByteArrayView text, qint64 begin, char delimiter);

} // namespace Recloser
