// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

#include <span>

namespace Recloser {

/// From an array or object to one of its children.
struct JsonStep
{
    /// Its key as it is written, with its quotes; null for an element.
    QByteArrayView key;
    qint64 index = 0;
};

/// The normalized path of RFC 9535 section 2.7, such as `$['items'][0]`, in UTF-8.
QByteArray normalizedJsonPath(std::span<const JsonStep> steps);

} // namespace Recloser
