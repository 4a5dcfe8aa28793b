// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/textfiles.h"

#include "core/store/bodyfiles.h"
#include "core/store/onworker.h"
#include "core/store/wholefile.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <filesystem>

namespace Recloser {

namespace fs = std::filesystem;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;

std::expected<void, StoreError> saveIfUnchanged(const QString &path, const QByteArray &content,
                                                const std::optional<QByteArray> &expected)
{
    if (expected) {
        const auto current = readWholeFile(path, largestFile);
        if (!current && current.error().kind != StoreError::Kind::NotFound)
            return std::unexpected(current.error());
        if (current.value_or(QByteArray()) != *expected)
            return std::unexpected(StoreError{StoreError::Kind::ChangedOutside, path, {}});
        if (current && *current == content)
            return {};
    }
    return writeWholeFile(path, content, FileRights::Default);
}

std::expected<void, StoreError> copyWhole(const QString &from, const QString &to)
{
    if (!QFileInfo(from).isFile())
        return std::unexpected(StoreError{StoreError::Kind::NotFound, from, {}});
    // Beside the target, so that the last step is a rename within one file system.
    const QString partial = to + u".part-"_s + QUuid::createUuid().toString(QUuid::Id128);
    const fs::path target = QFile::encodeName(to).toStdString();
    const fs::path written = QFile::encodeName(partial).toStdString();
    std::error_code error;
    fs::copy_file(QFile::encodeName(from).toStdString(), written, error);
    if (!error)
        fs::rename(written, target, error);
    if (!error)
        return {};
    const std::error_code failure = error;
    fs::remove(written, error);
    StoreError result = fileError(to, failure.value());
    if (result.kind == StoreError::Kind::NotFound)
        result.kind = StoreError::Kind::Unwritable;
    return std::unexpected(result);
}

} // namespace

QFuture<std::expected<QByteArray, StoreError>> readFile(const QString &path)
{
    return onWorker<std::expected<QByteArray, StoreError>>(
        [path] { return readWholeFile(path, largestFile); });
}

QFuture<std::expected<void, StoreError>> saveFile(const QString &path, const QByteArray &content,
                                                  const std::optional<QByteArray> &expected)
{
    return onWorker<std::expected<void, StoreError>>(
        [path, content, expected] { return saveIfUnchanged(path, content, expected); });
}

QFuture<std::expected<void, StoreError>> copyFile(const QString &from, const QString &to)
{
    return onWorker<std::expected<void, StoreError>>([from, to] { return copyWhole(from, to); });
}

} // namespace Recloser
