// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/heldbytes.h"

#include "core/text/mappedrange.h"

#include <QFile>
#include <QTemporaryFile>

#include <algorithm>
#include <optional>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace Recloser {

namespace {

/// Somebody else may own the file, and cut it short.
struct MappedFile
{
    explicit MappedFile(const QString &path) : file(path) { }

    bool map()
    {
        const qint64 size = file.size();
        const uchar *bytes = size == 0 ? nullptr : file.map(0, size);
        if (bytes) {
            view = QByteArrayView(reinterpret_cast<const char *>(bytes), size);
            range.emplace(bytes, std::uintptr_t(size));
        }
        return bytes || size == 0;
    }

    QFile file;
    QByteArrayView view{"", 0};
    std::optional<MappedRange> range;
};

} // namespace

HeldBytes::HeldBytes(const QByteArray &bytes)
{
    auto keeper = std::make_shared<const QByteArray>(bytes);
    m_view = *keeper;
    m_keeper = std::move(keeper);
}

std::expected<HeldBytes, StoreError> HeldBytes::ofFile(const QString &path)
{
    auto mapped = std::make_shared<MappedFile>(path);
    QFile &file = mapped->file;
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(
            StoreError{file.exists() ? StoreError::Kind::Unreadable : StoreError::Kind::NotFound,
                       path, file.errorString()});
    if (file.isSequential())
        return HeldBytes(file.readAll());
    if (!mapped->map())
        return std::unexpected(
            StoreError{StoreError::Kind::Unreadable, file.fileName(), file.errorString()});
    HeldBytes held;
    held.m_view = mapped->view;
    held.m_keeper = std::move(mapped);
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

void PassingLook::at(const HeldBytes &bytes, qint64 place)
{
    // Mapped bytes come in pieces of 64 kB and more, whatever little is looked at.
    constexpr qint64 another = 256 * 1024;
    constexpr int mostPlaces = 8;
    if (std::abs(place - m_last) < another)
        return;
    m_last = place;
    if (++m_places < mostPlaces)
        return;
    m_places = 0;
    bytes.release(0, bytes.size());
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
