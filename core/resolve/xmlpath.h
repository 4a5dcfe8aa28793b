// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resolve/jsonpath.h"

namespace Recloser {

/// The text of the first element, attribute or text node that `path` leads to in an XML document.
/// Of XPath 1.0 these abbreviated forms: `/name`, `//name`, `*`, `name[2]`, and at the end `@name`
/// or `text()`. Names without a prefix mean elements in any namespace. Read as a stream.
std::expected<QString, PathError> xmlPathValue(const QByteArray &xml, const QString &path);

} // namespace Recloser
