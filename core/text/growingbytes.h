// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"

namespace Recloser {

/// Bytes that are read while more of them come: in memory at first, in a temporary file without a
/// name once there are many. Move-only; used by one thread at a time, what soFar() gave by any.
class GrowingBytes
{
public:
    static constexpr qsizetype inMemory = 1024 * 1024;

    GrowingBytes();
    GrowingBytes(GrowingBytes &&) noexcept;
    GrowingBytes &operator=(GrowingBytes &&) noexcept;
    ~GrowingBytes();

    /// What is put at its end belongs to the whole from the next call of soFar() on.
    QByteArray &buffer() { return m_buffer; }
    /// Writes out what is in the buffer once that is worth it.
    void settle()
    {
        if (m_buffer.size() >= inMemory)
            spill();
    }
    qint64 size() const { return m_spilled + m_buffer.size(); }
    /// All that has come; an error when the temporary file could not be written.
    std::expected<HeldBytes, StoreError> soFar();

private:
    void spill();

    QByteArray m_buffer;
    qint64 m_spilled = 0;
    std::shared_ptr<QTemporaryFile> m_file;
    bool m_failed = false;
};

} // namespace Recloser
