// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"

#include <array>
#include <optional>
#include <string_view>

namespace Recloser {

/// A version of Python as people write it: "3.11".
struct NamedPythonVersion
{
    PythonVersion version;
    std::string_view number;
};

/// Those whose `re` is followed, in their order, which is that of their enumerators.
inline constexpr std::array pythonVersions{
    NamedPythonVersion{PythonVersion::Py38, "3.8"},
    NamedPythonVersion{PythonVersion::Py39, "3.9"},
    NamedPythonVersion{PythonVersion::Py310, "3.10"},
    NamedPythonVersion{PythonVersion::Py311, "3.11"},
    NamedPythonVersion{PythonVersion::Py312, "3.12"},
    NamedPythonVersion{PythonVersion::Py313, "3.13"},
    NamedPythonVersion{PythonVersion::Py314, "3.14"},
};

constexpr std::string_view numberOf(PythonVersion version)
{
    return pythonVersions[std::size_t(version)].number;
}

constexpr std::optional<PythonVersion> pythonVersionOf(std::string_view number)
{
    for (const NamedPythonVersion &named : pythonVersions) {
        if (named.number == number)
            return named.version;
    }
    return std::nullopt;
}

} // namespace Recloser
