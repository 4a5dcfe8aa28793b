// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/bodyfiles.h"

#include "core/store/maskedcopy.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QUuid>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace Recloser {

namespace fs = std::filesystem;
using namespace Qt::StringLiterals;

StoreError fileError(const QString &subject, int errorNumber)
{
    using enum StoreError::Kind;
    StoreError error{Unwritable, subject, QString::fromLocal8Bit(std::strerror(errorNumber))};
    switch (errorNumber) {
    case ENOSPC:
    case EDQUOT:
        error.kind = DiskFull;
        break;
    case EROFS:
        error.kind = ReadOnly;
        break;
    case ENOENT:
        error.kind = NotFound;
        break;
    default:
        break;
    }
    return error;
}

std::expected<void, StoreError> makePrivateFolder(const QString &path)
{
    const QDir folder(path);
    if (folder.exists())
        return {};
    errno = 0;
    if (!folder.mkpath(u"."_s)) {
        StoreError error = fileError(path, errno ? errno : ENOTDIR);
        if (error.kind == StoreError::Kind::NotFound)
            error.kind = StoreError::Kind::Unwritable;
        return std::unexpected(error);
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

QString BodyFiles::pathOf(const QString &name) const
{
    return m_folder + u'/' + name;
}

qint64 BodyFiles::sizeOf(const QString &name) const
{
    return QFileInfo(pathOf(name)).size();
}

std::expected<QString, StoreError> BodyFiles::newName() const
{
    if (const auto made = makePrivateFolder(m_folder); !made)
        return std::unexpected(made.error());
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

std::expected<QString, StoreError> BodyFiles::keepMasked(QFile &source,
                                                         const QList<QByteArray> &masked)
{
    const auto name = newName();
    if (!name)
        return name;
    QFile file(pathOf(*name));
    errno = 0;
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
        && copyMasked(source, file, masked) && file.flush())
        return name;
    const StoreError failure = fileError(m_folder, errno ? errno : EIO);
    file.remove();
    return std::unexpected(failure);
}

std::expected<QString, StoreError>
BodyFiles::keepFile(const QString &path, const QList<QByteArray> &masked, Original original)
{
    if (!QFile::exists(path))
        return std::unexpected(StoreError{StoreError::Kind::NotFound, path, {}});
    if (!masked.isEmpty()) {
        QFile source(path);
        if (!source.open(QIODevice::ReadOnly))
            return std::unexpected(
                StoreError{StoreError::Kind::Unreadable, path, source.errorString()});
        if (holdsAny(source, masked) && source.seek(0))
            return keepMasked(source, masked);
    }
    const auto name = newName();
    if (!name)
        return name;
    const fs::path source = QFile::encodeName(path).toStdString();
    const fs::path target = QFile::encodeName(pathOf(*name)).toStdString();
    std::error_code error;
    if (original == Original::Untouched) {
        fs::create_hard_link(source, target, error);
        if (!error)
            return name;
    }
    fs::copy_file(source, target, error);
    if (!error)
        return name;
    const StoreError failure = fileError(m_folder, error.value());
    fs::remove(target, error);
    if (!QFile(path).open(QIODevice::ReadOnly))
        return std::unexpected(StoreError{StoreError::Kind::Unreadable, path, failure.detail});
    return std::unexpected(failure);
}

std::expected<QString, StoreError> BodyFiles::keepBytes(const QByteArray &bytes)
{
    const auto name = newName();
    if (!name)
        return name;
    QFile file(pathOf(*name));
    errno = 0;
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                  QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size())
        return name;
    const StoreError failure = fileError(m_folder, errno ? errno : EIO);
    file.remove();
    return std::unexpected(failure);
}

void BodyFiles::remove(const QString &name)
{
    QFile::remove(pathOf(name));
}

void BodyFiles::removeOthersThan(const QSet<QString> &names, std::chrono::seconds age)
{
    const QDateTime newest = QDateTime::currentDateTimeUtc().addSecs(-age.count());
    QDirIterator files(m_folder, QDir::Files);
    while (files.hasNext()) {
        const QFileInfo file = files.nextFileInfo();
        if (!names.contains(file.fileName()) && file.lastModified() < newest)
            QFile::remove(file.filePath());
    }
}

} // namespace Recloser
