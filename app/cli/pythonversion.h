// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/regex/pattern.h"

#include <QStringList>

#include <optional>

namespace Recloser {

/// "3.8" to "3.14", as --python takes them.
inline std::optional<PythonVersion> pythonVersionOf(const QString &name)
{
    using namespace Qt::StringLiterals;
    static const QStringList names{u"3.8"_s,  u"3.9"_s,  u"3.10"_s, u"3.11"_s,
                                   u"3.12"_s, u"3.13"_s, u"3.14"_s};
    const auto index = names.indexOf(name);
    return index < 0 ? std::nullopt : std::optional(PythonVersion(index));
}

} // namespace Recloser
