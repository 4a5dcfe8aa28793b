// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/growingbytes.h"

#include <QTemporaryFile>

namespace Recloser {

GrowingBytes::GrowingBytes() = default;
GrowingBytes::GrowingBytes(GrowingBytes &&) noexcept = default;
GrowingBytes &GrowingBytes::operator=(GrowingBytes &&) noexcept = default;
GrowingBytes::~GrowingBytes() = default;

void GrowingBytes::spill()
{
    if (!m_file) {
        m_file = std::make_shared<QTemporaryFile>();
        m_failed = !m_file->open();
    }
    m_failed = m_failed || m_file->write(m_buffer) != m_buffer.size() || !m_file->flush();
    m_spilled += m_buffer.size();
    // The room stays: it would be asked for again right away.
    m_buffer.resize(0);
}

std::expected<HeldBytes, StoreError> GrowingBytes::soFar()
{
    if (!m_file && m_buffer.size() < inMemory)
        return HeldBytes(QByteArray(m_buffer.constData(), m_buffer.size()));
    if (!m_buffer.isEmpty())
        spill();
    HeldBytes held;
    const uchar *bytes = m_failed ? nullptr : m_file->map(0, m_spilled);
    if (!bytes)
        return std::unexpected(
            StoreError{StoreError::Kind::Unwritable, m_file->fileName(), m_file->errorString()});
    held.m_view = QByteArrayView(reinterpret_cast<const char *>(bytes), m_spilled);
    // Every mapping lives as long as the file does.
    held.m_keeper = m_file;
    held.m_isMapped = true;
    return held;
}

} // namespace Recloser
