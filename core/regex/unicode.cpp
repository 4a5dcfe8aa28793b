// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/unicode.h"

#include <algorithm>

namespace Recloser {

namespace UnicodeData {

std::size_t indexOf(PythonVersion version)
{
    switch (version) {
    case PythonVersion::Py38:
        return 0;
    case PythonVersion::Py39:
    case PythonVersion::Py310:
        return 1;
    case PythonVersion::Py311:
        return 2;
    case PythonVersion::Py312:
        return 3;
    case PythonVersion::Py313:
        return 4;
    case PythonVersion::Py314:
        break;
    }
    return 5;
}

std::uint32_t runOf(char32_t c)
{
    c = std::min<char32_t>(c, 0x110000);
    const auto first = runs.begin() + pages[c >> 8];
    const auto last = runs.begin() + pages[(c >> 8) + 1] + 1;
    // No number of a history reaches 0xff.
    return *(std::upper_bound(first, last, static_cast<std::uint32_t>(c) << 8 | 0xff) - 1);
}

std::uint8_t propertiesBeyond(char32_t c, PythonVersion version)
{
    return histories[runOf(c) & 0xff][indexOf(version)];
}

char32_t loweredBeyond(char32_t c, PythonVersion version)
{
    // Where ranges interlock, the one that begins last need not be the one.
    const unsigned bit = 1U << indexOf(version);
    auto range = std::ranges::upper_bound(lowerCases, c, {}, &CaseRange::first);
    for (int looked = 0; range != lowerCases.begin() && looked < mostInterlocked; ++looked) {
        --range;
        if (c <= range->last && (c - range->first) % range->step == 0
            && (range->versions & bit) != 0)
            return static_cast<char32_t>(static_cast<std::int32_t>(c) + range->delta);
    }
    return c;
}

} // namespace UnicodeData

int decimalValue(char32_t c, PythonVersion version)
{
    if (!isDecimalDigit(c, version))
        return -1;
    // Every run of digits begins with a zero.
    return static_cast<int>((c - (UnicodeData::runOf(c) >> 8)) % 10);
}

std::span<const char32_t> extraCases(char32_t lower, PythonVersion version)
{
    using UnicodeData::ExtraCases;
    const unsigned bit = 1U << UnicodeData::indexOf(version);
    for (const ExtraCases &entry :
         std::ranges::equal_range(UnicodeData::extraCases, lower, {}, &ExtraCases::lower)) {
        if ((entry.versions & bit) != 0)
            return std::span(entry.characters).first(entry.count);
    }
    return {};
}

} // namespace Recloser
