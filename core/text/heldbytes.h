// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QByteArray>

#include <expected>
#include <memory>

class QTemporaryFile;

namespace Recloser {

/// Bytes and whoever keeps them: memory, or a file that is mapped, so that the system reads what is
/// looked at and may forget it again. Cheap to copy; plain value.
class HeldBytes
{
public:
    HeldBytes() = default;
    explicit HeldBytes(const QByteArray &bytes);
    /// Maps the whole file. What is cut off it meanwhile is read as zeros.
    static std::expected<HeldBytes, StoreError> ofFile(const QString &path);

    QByteArrayView view() const { return m_view; }
    qint64 size() const { return m_view.size(); }
    /// Without its first bytes.
    HeldBytes from(qsizetype begin) const;
    /// Its first `count` bytes.
    HeldBytes first(qsizetype count) const;
    /// Nobody looks at [begin, end) for now: what is mapped of it need not stay in this process's
    /// memory. It can be read as before.
    void release(qsizetype begin, qsizetype end) const;

private:
    friend class GrowingBytes;

    QByteArrayView m_view;
    std::shared_ptr<const void> m_keeper;
    bool m_isMapped = false;
};

/// Of bytes that are looked at in one place after the other, forgets what was seen long before:
/// who jumps about in a gigabyte would have all of it in memory in the end. Plain value.
class PassingLook
{
public:
    /// `place` is looked at now.
    void at(const HeldBytes &bytes, qint64 place);

private:
    qint64 m_last = 0;
    int m_places = 0;
};

/// Collects bytes: in memory at first, in a temporary file once there are many. Move-only.
class HeldBytesWriter
{
public:
    static constexpr qsizetype inMemory = 16 * 1024 * 1024;

    HeldBytesWriter();
    HeldBytesWriter(HeldBytesWriter &&) noexcept;
    HeldBytesWriter &operator=(HeldBytesWriter &&) noexcept;
    ~HeldBytesWriter();

    void append(QByteArrayView bytes)
    {
        m_buffer.append(bytes);
        if (m_buffer.size() >= inMemory)
            spill();
    }
    void append(qsizetype count, char c) { m_buffer.append(count, c); }
    qint64 size() const { return m_spilled + m_buffer.size(); }
    /// All of it; an error when the temporary file could not be written.
    std::expected<HeldBytes, StoreError> finish();

private:
    void spill();

    QByteArray m_buffer;
    qint64 m_spilled = 0;
    std::shared_ptr<QTemporaryFile> m_file;
    bool m_failed = false;
};

} // namespace Recloser
