// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace Recloser {

/// Memory that a file is mapped to. Whoever cuts that file short takes its last pages away, and to
/// read one of them ends a program with SIGBUS (mmap(2)); within such a range it gives zeros
/// instead. So many ranges are known at a time, what is beyond has no such protection. Any thread.
class MappedRange
{
public:
    static constexpr int most = 512;

    MappedRange(const void *begin, std::uintptr_t size);
    ~MappedRange();
    MappedRange(const MappedRange &) = delete;
    MappedRange &operator=(const MappedRange &) = delete;

    /// Some of it was gone when it was read, and was zeros.
    bool isDamaged() const;

private:
    int m_slot = -1;
};

} // namespace Recloser
