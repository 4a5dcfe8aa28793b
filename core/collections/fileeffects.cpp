// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/fileeffects.h"

#include "core/store/bodyfiles.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>

namespace Recloser {

namespace fs = std::filesystem;
using namespace Qt::StringLiterals;
using Done = std::expected<void, CollectionFailure>;
using Failure = CollectionFailure::Kind;

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;

std::unexpected<CollectionFailure> failed(const StoreError &error, Failure kind = Failure::Store)
{
    return std::unexpected(CollectionFailure{.kind = kind, .error = error});
}

std::unexpected<CollectionFailure> failed(const QString &path, int number)
{
    return failed(fileError(path, number));
}

fs::path native(const QString &path)
{
    return QFile::encodeName(path).toStdString();
}

/// Links that lead nowhere exist too.
bool isThere(const QString &path)
{
    std::error_code error;
    return fs::exists(fs::symlink_status(native(path), error));
}

bool isSameFile(const QString &a, const QString &b)
{
    struct stat one;
    struct stat other;
    return ::lstat(QFile::encodeName(a).constData(), &one) == 0
        && ::lstat(QFile::encodeName(b).constData(), &other) == 0 && one.st_ino == other.st_ino
        && one.st_dev == other.st_dev;
}

std::unexpected<CollectionFailure> taken(const QString &path)
{
    return std::unexpected(
        CollectionFailure{.kind = Failure::Name,
                          .nameProblem = CollectionFailure::NameProblem::Taken,
                          .error = {StoreError::Kind::Refused, QFileInfo(path).fileName(), path}});
}

Done copyTree(const QString &from, const QString &to)
{
    std::error_code error;
    fs::copy(native(from), native(to),
             fs::copy_options::recursive | fs::copy_options::copy_symlinks, error);
    if (!error)
        return {};
    const int number = error.value();
    fs::remove_all(native(to), error);
    return failed(to, number);
}

/// Never replaces anything. Between file systems it copies first and removes then.
Done moveTo(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    if (!isThere(from))
        return failed({StoreError::Kind::NotFound, from, {}}, Failure::Gone);
    if (isThere(to) && isSameFile(from, to)) {
        // Another case of the same name, on a system where these are one.
        const QByteArray between
            = target + ".part-" + QUuid::createUuid().toByteArray(QUuid::Id128);
        if (std::rename(source.constData(), between.constData()) != 0)
            return failed(from, errno);
        if (std::rename(between.constData(), target.constData()) == 0)
            return {};
        const int number = errno;
        (void)std::rename(between.constData(), source.constData());
        return failed(to, number);
    }
    if (::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE)
        == 0)
        return {};
    if (errno == EEXIST || isThere(to))
        return taken(to);
    // Some file systems have no renaming that refuses.
    if (errno == EINVAL && std::rename(source.constData(), target.constData()) == 0)
        return {};
    if (errno != EXDEV)
        return failed(from, errno);
    if (const Done copied = copyTree(from, to); !copied)
        return copied;
    std::error_code error;
    fs::remove_all(native(from), error);
    return error ? Done(failed(from, error.value())) : Done();
}

/// The file that says where a thing in the trash came from (FreeDesktop.org trash specification).
QString trashInfoOf(const QString &trashed)
{
    const QFileInfo file(trashed);
    const QDir folder = file.dir();
    return folder.dirName() == "files"_L1
        ? QDir::cleanPath(folder.filePath(u"../info/"_s + file.fileName() + u".trashinfo"_s))
        : QString();
}

void forgetTrashed(const QString &trashed)
{
    const QString info = trashInfoOf(trashed);
    if (!info.isEmpty())
        QFile::remove(info);
    else // Ours has a folder for each.
        QDir().rmdir(QFileInfo(trashed).path());
}

std::expected<QString, CollectionFailure> ownTrashFor(const QString &name,
                                                      const CollectionPlaces &places)
{
    const QString folder
        = places.trashFolder + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (const auto made = makePrivateFolder(folder); !made)
        return failed(made.error());
    return folder + u'/' + name;
}

std::expected<QString, CollectionFailure> moveToTrash(const QString &path,
                                                      const CollectionPlaces &places)
{
    if (!isThere(path))
        return failed({StoreError::Kind::NotFound, path, {}}, Failure::Gone);
    QString trashed;
    if (places.systemTrash == CollectionPlaces::SystemTrash::Used
        && QFile::moveToTrash(path, &trashed) && !trashed.isEmpty())
        return trashed;
    // It may have gone without a word where to.
    if (!isThere(path))
        return QString();
    const auto own = ownTrashFor(QFileInfo(path).fileName(), places);
    if (!own)
        return own;
    if (const Done moved = moveTo(path, *own); !moved)
        return std::unexpected(moved.error());
    return own;
}

Done takeFromTrash(FileEffect &effect, const QString &path)
{
    if (effect.trashed.isEmpty() || !isThere(effect.trashed))
        return failed({StoreError::Kind::NotFound, path, effect.trashed}, Failure::Gone);
    if (isThere(path)) {
        const auto content = readWholeFile(path, largestFile);
        return std::unexpected(CollectionFailure{
            .kind = Failure::Conflict,
            .error = {StoreError::Kind::ChangedOutside, path, {}},
            .conflict
            = FileConflict{path, std::nullopt, content ? std::optional(*content) : std::nullopt,
                           readWholeFile(effect.trashed, largestFile).value_or(QByteArray())}});
    }
    if (const Done moved = moveTo(effect.trashed, path); !moved)
        return moved;
    forgetTrashed(std::exchange(effect.trashed, {}));
    return {};
}

Done putInTrash(FileEffect &effect, const QString &path, const CollectionPlaces &places)
{
    auto trashed = moveToTrash(path, places);
    if (!trashed)
        return std::unexpected(trashed.error());
    effect.trashed = *trashed;
    return {};
}

Done replaceContent(const QString &path, const std::optional<QByteArray> &expected,
                    const std::optional<QByteArray> &wanted)
{
    const auto read = readWholeFile(path, largestFile);
    if (!read && read.error().kind != StoreError::Kind::NotFound)
        return failed(read.error());
    const std::optional<QByteArray> onDisk = read ? std::optional(*read) : std::nullopt;
    if (onDisk != expected)
        return std::unexpected(
            CollectionFailure{.kind = Failure::Conflict,
                              .error = {StoreError::Kind::ChangedOutside, path, {}},
                              .conflict = FileConflict{path, expected, onDisk, wanted}});
    if (!wanted)
        return QFile::remove(path) ? Done() : Done(failed(path, EACCES));
    if (const auto written = writeWholeFile(path, *wanted, FileRights::Default); !written)
        return failed(written.error());
    return {};
}

Done makeFolder(const QString &path)
{
    if (isThere(path))
        return taken(path);
    return ::mkdir(QFile::encodeName(path).constData(), 0777) == 0 ? Done()
                                                                   : Done(failed(path, errno));
}

Done removeFolder(const QString &path)
{
    if (!isThere(path))
        return failed({StoreError::Kind::NotFound, path, {}}, Failure::Gone);
    if (QDir(path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)
        && QDir().rmdir(path))
        return {};
    return failed({StoreError::Kind::ChangedOutside, path, {}}, Failure::Conflict);
}

/// Content that leaves its file, as one in the trash.
Done keepText(FileEffect &effect, const CollectionPlaces &places)
{
    const auto own = ownTrashFor(effect.path, places);
    if (!own)
        return std::unexpected(own.error());
    if (const auto written = writeWholeFile(*own, *effect.after, FileRights::OwnerOnly); !written)
        return failed(written.error());
    effect.trashed = *own;
    QString trashed;
    if (places.systemTrash == CollectionPlaces::SystemTrash::Used
        && QFile::moveToTrash(*own, &trashed) && !trashed.isEmpty()) {
        forgetTrashed(*own);
        effect.trashed = trashed;
    }
    return {};
}

Done dropKept(FileEffect &effect)
{
    const QString trashed = std::exchange(effect.trashed, {});
    if (!trashed.isEmpty() && QFile::remove(trashed))
        forgetTrashed(trashed);
    return {};
}

} // namespace

Done applyEffect(FileEffect &effect, StepDirection direction, const CollectionPlaces &places)
{
    const bool isForward = direction == StepDirection::Forward;
    using enum FileEffect::Kind;
    switch (effect.kind) {
    case Content:
        return isForward ? replaceContent(effect.path, effect.before, effect.after)
                         : replaceContent(effect.path, effect.after, effect.before);
    case Folder:
        return isForward ? makeFolder(effect.path) : removeFolder(effect.path);
    case Rename:
        return isForward ? moveTo(effect.path, effect.to) : moveTo(effect.to, effect.path);
    case Copy:
        if (!isForward)
            return putInTrash(effect, effect.to, places);
        if (!effect.trashed.isEmpty())
            return takeFromTrash(effect, effect.to);
        return isThere(effect.to) ? Done(taken(effect.to)) : copyTree(effect.path, effect.to);
    case Trash:
        return isForward ? putInTrash(effect, effect.path, places)
                         : takeFromTrash(effect, effect.path);
    case Keep:
        return isForward ? keepText(effect, places) : dropKept(effect);
    }
    return {};
}

Done applyEffects(QList<FileEffect> &effects, StepDirection direction,
                  const CollectionPlaces &places)
{
    const bool isForward = direction == StepDirection::Forward;
    const auto opposite = isForward ? StepDirection::Back : StepDirection::Forward;
    const qsizetype size = effects.size();
    const auto at
        = [&](qsizetype i) -> FileEffect & { return effects[isForward ? i : size - 1 - i]; };
    for (qsizetype i = 0; i < size; ++i) {
        const Done done = applyEffect(at(i), direction, places);
        if (done)
            continue;
        for (qsizetype back = i - 1; back >= 0; --back)
            (void)applyEffect(at(back), opposite, places);
        return done;
    }
    return {};
}

QStringList touchedFolders(const FileEffect &effect)
{
    if (effect.kind == FileEffect::Kind::Keep)
        return {};
    QStringList folders{QFileInfo(effect.path).path()};
    if (!effect.to.isEmpty())
        folders.append(QFileInfo(effect.to).path());
    return folders;
}

} // namespace Recloser
