// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/jsonpath.h"

#include <QStringList>

#include <expected>

namespace Recloser {

/// What differs every time and is not to be told. Plain value.
struct Ignoring
{
    QList<JsonPathPattern> paths;
    /// Names of headers, `*` in them stands for anything.
    QStringList headers;

    /// A list as people write it, parted by commas, blanks or lines: what begins with `$` is a JSON
    /// path, anything else the name of a header. The part that is neither when one is.
    static std::expected<Ignoring, QString> parse(const QString &text);

    bool isEmpty() const { return paths.isEmpty() && headers.isEmpty(); }
    bool operator==(const Ignoring &) const = default;
};

} // namespace Recloser
