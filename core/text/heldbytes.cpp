// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/heldbytes.h"

#include <QFile>
#include <QTemporaryFile>

#include <algorithm>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace Recloser {

namespace {

/// Mapped as long as `file` lives.
std::expected<QByteArrayView, StoreError> mapped(QFile &file)
{
    const qint64 size = file.size();
    if (size == 0)
        return QByteArrayView("", 0);
    const uchar *bytes = file.map(0, size);
    if (!bytes)
        return std::unexpected(
            StoreError{StoreError::Kind::Unreadable, file.fileName(), file.errorString()});
    return QByteArrayView(reinterpret_cast<const char *>(bytes), size);
}

} // namespace

HeldBytes::HeldBytes(const QByteArray &bytes)
{
    auto keeper = std::make_shared<const QByteArray>(bytes);
    m_view = *keeper;
    m_keeper = std::move(keeper);
}

std::expected<HeldBytes, StoreError> HeldBytes::ofFile(const QString &path)
{
    auto file = std::make_shared<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return std::unexpected(
            StoreError{file->exists() ? StoreError::Kind::Unreadable : StoreError::Kind::NotFound,
                       path, file->errorString()});
    HeldBytes held;
    if (file->isSequential()) {
        held = HeldBytes(file->readAll());
        return held;
    }
    const auto view = mapped(*file);
    if (!view)
        return std::unexpected(view.error());
    held.m_view = *view;
    held.m_keeper = std::move(file);
    held.m_isMapped = true;
    return held;
}

HeldBytes HeldBytes::from(qsizetype begin) const
{
    HeldBytes rest = *this;
    rest.m_view = m_view.sliced(begin);
    return rest;
}

HeldBytes HeldBytes::first(qsizetype count) const
{
    HeldBytes part = *this;
    part.m_view = m_view.first(count);
    return part;
}

void HeldBytes::release(qsizetype begin, qsizetype end) const
{
#ifdef Q_OS_LINUX
    if (!m_isMapped)
        return;
    // The system reads ahead in windows of so many bytes, what was released before included; but
    // nothing in front of what is mapped is ours.
    constexpr quintptr window = 65'536;
    const auto page = quintptr(sysconf(_SC_PAGESIZE));
    const auto base = reinterpret_cast<quintptr>(m_view.data());
    const quintptr first = std::max(base / page * page, (base + quintptr(begin)) / window * window);
    const quintptr last = (base + quintptr(end)) / page * page;
    if (first < last)
        madvise(reinterpret_cast<void *>(first), last - first, MADV_DONTNEED);
#else
    Q_UNUSED(begin)
    Q_UNUSED(end)
#endif
}

HeldBytesWriter::HeldBytesWriter() = default;
HeldBytesWriter::HeldBytesWriter(HeldBytesWriter &&) noexcept = default;
HeldBytesWriter &HeldBytesWriter::operator=(HeldBytesWriter &&) noexcept = default;
HeldBytesWriter::~HeldBytesWriter() = default;

void HeldBytesWriter::spill()
{
    if (!m_file) {
        m_file = std::make_shared<QTemporaryFile>();
        m_failed = !m_file->open();
    }
    m_failed = m_failed || m_file->write(m_buffer) != m_buffer.size();
    m_spilled += m_buffer.size();
    m_buffer.clear();
    // Room that was given back would be asked for again right away.
    m_buffer.reserve(inMemory);
}

std::expected<HeldBytes, StoreError> HeldBytesWriter::finish()
{
    if (!m_file)
        return HeldBytes(std::exchange(m_buffer, {}));
    spill();
    m_buffer = {};
    m_failed = m_failed || !m_file->flush();
    const QString path = m_file->fileName();
    const auto held = m_failed
        ? std::unexpected(StoreError{StoreError::Kind::Unwritable, path, m_file->errorString()})
        : HeldBytes::ofFile(path);
    // What is mapped stays readable without a name, and no crash can leave it behind.
    m_file.reset();
    return held;
}

} // namespace Recloser
