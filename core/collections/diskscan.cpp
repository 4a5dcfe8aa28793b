// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/diskscan.h"

#include "core/collections/collectionresult.h"
#include "core/store/bodyfiles.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include <dirent.h>
#include <sys/stat.h>
#include <sys/vfs.h>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 partEvery = 100;
constexpr int mostDepth = 64;
/// Some file systems count seconds, and two of them.
constexpr qint64 uncertainFor = 2'500'000'000;

FileStamp stampOf(const struct stat &status)
{
    const auto nanoseconds
        = [](const timespec &time) { return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec; };
    return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim),
            nanoseconds(status.st_ctim)};
}

/// File systems on other machines, whose changes made there are not told here.
bool isRemote(const QByteArray &path)
{
    struct statfs system;
    if (::statfs(path.constData(), &system) != 0)
        return false;
    static constexpr std::array<quint32, 11> remote{0x6969 /* NFS */,
                                                    0x517b /* SMB */,
                                                    0xff534d42 /* CIFS */,
                                                    0xfe534d42 /* SMB2 */,
                                                    0x65735546 /* FUSE */,
                                                    0x01021997 /* 9P */,
                                                    0x73757245 /* Coda */,
                                                    0x5346414f /* AFS */,
                                                    0x00c36400 /* Ceph */,
                                                    0x786f4256 /* VirtualBox */,
                                                    0x564c /* NCP */};
    return std::ranges::contains(remote, quint32(system.f_type));
}

qint64 now()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::shared_ptr<const StoreError> listingError(const QString &path, int number)
{
    StoreError error = fileError(path, number);
    if (error.kind == StoreError::Kind::Unwritable)
        error.kind = StoreError::Kind::Unreadable;
    return std::make_shared<StoreError>(std::move(error));
}

} // namespace

namespace {

void addFiles(const QHash<QString, FolderRows> &folders, const QString &path, const QString &shown,
              QStringList &files)
{
    const QList<DiskEntry> entries = folders.value(path).entries;
    for (const DiskEntry &entry : entries) {
        const QString name = u'/' + entry.name;
        if (entry.kind == CollectionNode::Kind::Folder)
            addFiles(folders, path + name, shown + name, files);
        else
            files.append(shown + name);
    }
}

} // namespace

std::expected<QStringList, StoreError> requestFilesIn(const QString &folder)
{
    const QString root = QDir::cleanPath(QDir(folder).absolutePath());
    DiskScan scan(root, std::make_shared<FolderWatches>(), {0});
    FolderChanges changes;
    changes.isEverything = true;
    QHash<QString, FolderRows> folders;
    std::optional<StoreError> error;
    scan.scan(changes, false, [&](const DiskScanReport &report) {
        error = report.error;
        for (const FolderRows &rows : report.folders)
            folders.insert(rows.path, rows);
    });
    if (error)
        return std::unexpected(*error);
    QString shown = folder;
    while (shown.size() > 1 && shown.endsWith(u'/'))
        shown.chop(1);
    QStringList files;
    addFiles(folders, root, shown, files);
    return files;
}

bool isBefore(QStringView a, QStringView b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    const auto runOf = [](QStringView text, qsizetype &from) {
        while (from < text.size() && text[from] == u'0')
            ++from;
        qsizetype end = from;
        while (end < text.size() && text[end].isDigit())
            ++end;
        return text.sliced(from, end - from);
    };
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            const QStringView left = runOf(a, i);
            const QStringView right = runOf(b, j);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (const int compared = left.compare(right); compared != 0)
                return compared < 0;
            i += left.size();
            j += right.size();
            continue;
        }
        const QChar left = a[i++].toCaseFolded();
        const QChar right = b[j++].toCaseFolded();
        if (left != right)
            return left < right;
    }
    if (a.size() - i != b.size() - j)
        return a.size() - i < b.size() - j;
    return a < b;
}

DiskScan::DiskScan(QString root, std::shared_ptr<const FolderWatches> watches, Limits limits)
    : m_root(std::move(root))
    , m_watches(std::move(watches))
    , m_limits(limits)
{
}

void DiskScan::scan(const FolderChanges &changes, const std::atomic_bool &isStopped,
                    const std::function<void(DiskScanReport)> &tell)
{
    m_report = {};
    m_toRead.clear();
    m_unfinished = changes.unfinished;
    QElapsedTimer sinceTold;
    sinceTold.start();
    const auto pause = [&] {
        if (sinceTold.elapsed() < partEvery || !m_folders.contains(m_root))
            return;
        DiskScanReport part = report();
        part.isPart = true;
        tell(std::move(part));
        sinceTold.start();
    };
    QStringList folders(changes.folders.begin(), changes.folders.end());
    if (changes.isEverything || m_folders.isEmpty())
        folders = {m_root};
    // Outer ones first: what is gone with them is not asked for.
    std::ranges::sort(folders);
    QList<QString> waiting;
    for (const QString &folder : std::as_const(folders))
        waiting.append(folder);
    const bool isEverything = changes.isEverything;
    QSet<QString> seen;
    while (!waiting.isEmpty() && !isStopped) {
        const QString path = waiting.takeFirst();
        const bool isKnown = m_folders.contains(path);
        if (seen.contains(path) || (!isKnown && path != m_root && !path.startsWith(m_root + u'/')))
            continue;
        seen.insert(path);
        const QStringList before = m_folders.value(path).folders;
        if (!list(path, isEverything))
            continue;
        const QStringList inner = m_folders.value(path).folders;
        for (const QString &name : before) {
            if (!inner.contains(name))
                forget(path + u'/' + name);
        }
        for (const QString &name : inner) {
            const QString folder = path + u'/' + name;
            if (isEverything || !m_folders.contains(folder))
                waiting.append(folder);
        }
        pause();
    }
    for (const QString &file : changes.files) {
        const Folder folder = m_folders.value(file.section(u'/', 0, -2));
        if (std::ranges::contains(folder.files, file.section(u'/', -1), &File::name))
            m_toRead.insert(file);
    }
    if (!isStopped) {
        m_report.unwatched = std::exchange(m_unwatched, {});
        tell(report());
    }
    m_left.clear();
}

bool DiskScan::list(const QString &path, bool isEveryFile)
{
    const bool isRoot = path == m_root;
    const QByteArray name = QFile::encodeName(path);
    struct stat status;
    int failure = ::stat(name.constData(), &status) == 0 ? 0 : errno;
    if (failure == 0 && !S_ISDIR(status.st_mode))
        failure = ENOTDIR;
    if (failure != 0 && isRoot) {
        m_report.error = *listingError(path, failure);
        for (const QString &folder : m_folders.keys())
            forget(folder);
        return false;
    }
    if (failure == ENOENT || failure == ENOTDIR) {
        forget(path);
        return false;
    }
    Folder folder = m_folders.value(path);
    if (failure == 0 && folder.watch >= 0 && folder.stamp.inode != status.st_ino) {
        m_unwatched.append({std::exchange(folder.watch, -1), path});
        --m_watched;
    }
    folder.stamp = failure == 0 ? stampOf(status) : folder.stamp;
    folder.error = nullptr;
    watch(path, folder);
    DIR *directory = failure == 0 ? ::opendir(name.constData()) : nullptr;
    if (!directory) {
        folder.error = listingError(path, failure != 0 ? failure : errno);
        if (isRoot && folder.error->kind != StoreError::Kind::NotFound)
            m_report.error = *folder.error;
        m_folders.insert(path, folder);
        return false;
    }
    QHash<QString, File> known;
    for (const File &file : std::as_const(folder.files))
        known.insert(file.name, file);
    folder.files.clear();
    folder.folders.clear();
    folder.hasOthers = false;
    const qint64 time = now();
    while (const dirent *entry = ::readdir(directory)) {
        const QByteArray bytes(entry->d_name);
        if (bytes.startsWith('.') || bytes == "node_modules")
            continue;
        const QString text = QFile::decodeName(bytes);
        const bool mayBeFolder
            = entry->d_type == DT_DIR || entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN;
        const bool mayBeFile = entry->d_type != DT_DIR && isRequestFile(text);
        struct stat at;
        if ((!mayBeFolder && !mayBeFile)
            || ::fstatat(::dirfd(directory), bytes.constData(), &at, 0) != 0) {
            folder.hasOthers = true;
            continue;
        }
        if (S_ISDIR(at.st_mode)) {
            // A link to a folder that is shown here anyway, or that it stands in, is no row.
            const bool isLoopOfLinks = entry->d_type == DT_LNK && isLoop(path, stampOf(at));
            if (!isLoopOfLinks && path.count(u'/') - m_root.count(u'/') < mostDepth)
                folder.folders.append(text);
            continue;
        }
        if (!S_ISREG(at.st_mode) || !isRequestFile(text)) {
            folder.hasOthers = true;
            continue;
        }
        if (entry->d_type == DT_LNK)
            m_needsPolling = true;
        File file{text, stampOf(at), time - stampOf(at).modified < uncertainFor};
        const auto old = known.constFind(text);
        const bool isSame = old != known.cend()
            ? old->stamp == file.stamp && !(old->isUncertain && isEveryFile)
            : m_left.value({file.stamp.device, file.stamp.inode}) == file.stamp;
        const QString filePath = path + u'/' + text;
        if (!isSame && !m_unfinished.contains(filePath))
            m_toRead.insert(filePath);
        // It is told again.
        if (m_unfinished.contains(filePath))
            file.stamp.statusChanged = 0;
        folder.files.append(std::move(file));
    }
    ::closedir(directory);
    std::ranges::sort(folder.folders, isBefore);
    std::ranges::sort(folder.files, isBefore, &File::name);
    m_folders.insert(path, folder);
    return true;
}

void DiskScan::watch(const QString &path, Folder &folder)
{
    const QByteArray name = QFile::encodeName(path);
    const Folder parent = m_folders.value(path.section(u'/', 0, -2));
    if (path == m_root || parent.stamp.device != folder.stamp.device)
        m_needsPolling |= isRemote(name);
    if (folder.watch < 0 && m_watched >= m_limits.watches) {
        m_needsPolling = true;
        return;
    }
    const int number = m_watches->isValid() ? m_watches->add(path) : -1;
    if (number < 0) {
        // ENOSPC: the limit of the user; EACCES: it cannot be read either.
        m_needsPolling |= errno != EACCES && errno != ENOENT;
        return;
    }
    if (number == folder.watch)
        return;
    if (folder.watch < 0)
        ++m_watched;
    folder.watch = number;
    m_report.watched.append({number, path});
}

void DiskScan::forget(const QString &path)
{
    const auto known = m_folders.constFind(path);
    if (known == m_folders.cend())
        return;
    const Folder folder = *known;
    m_folders.erase(known);
    if (folder.watch >= 0) {
        --m_watched;
        m_unwatched.append({folder.watch, path});
    }
    for (const File &file : folder.files)
        m_left.insert({file.stamp.device, file.stamp.inode}, file.stamp);
    for (const QString &name : folder.folders)
        forget(path + u'/' + name);
}

/// Rows that are no longer shown are told anew when they are.
void DiskScan::untell(const QString &path)
{
    const auto folder = m_folders.find(path);
    if (folder == m_folders.end() || !folder->told)
        return;
    folder->told.reset();
    for (const QString &name : QStringList(folder->folders))
        untell(path + u'/' + name);
}

bool DiskScan::isLoop(const QString &path, const FileStamp &stamp) const
{
    const auto isIt = [&stamp](const Folder &folder) {
        return folder.stamp.device == stamp.device && folder.stamp.inode == stamp.inode;
    };
    if (std::ranges::any_of(m_folders, isIt))
        return true;
    // A folder that is being listed is not among them yet.
    QString outer = path;
    for (; outer.size() >= m_root.size() && !outer.isEmpty(); outer = outer.section(u'/', 0, -2)) {
        struct stat status;
        if (::stat(QFile::encodeName(outer).constData(), &status) == 0
            && status.st_dev == stamp.device && status.st_ino == stamp.inode)
            return true;
    }
    return false;
}

/// Whether there is a request file in or below it, or nothing at all.
bool DiskScan::isShown(const QString &path) const
{
    const auto folder = m_folders.constFind(path);
    if (folder == m_folders.cend())
        return false;
    if (!folder->files.isEmpty() || folder->error)
        return true;
    const auto isInnerShown = [&](const QString &name) { return isShown(path + u'/' + name); };
    if (std::ranges::any_of(folder->folders, isInnerShown))
        return true;
    return !folder->hasOthers && folder->folders.isEmpty();
}

void DiskScan::tellFolder(const QString &path)
{
    Folder folder = m_folders.value(path);
    FolderRows rows{path, {}, folder.error};
    QStringList inner;
    for (const QString &name : std::as_const(folder.folders)) {
        const QString innerPath = path + u'/' + name;
        if (!isShown(innerPath)) {
            untell(innerPath);
            continue;
        }
        inner.append(innerPath);
        rows.entries.append({name, CollectionNode::Kind::Folder, m_folders.value(innerPath).stamp});
    }
    for (const File &file : std::as_const(folder.files))
        rows.entries.append({file.name, CollectionNode::Kind::File, file.stamp});
    const bool isOther
        = !folder.told || folder.told->error != rows.error || folder.told->entries != rows.entries;
    if (isOther) {
        m_folders[path].told = rows;
        m_report.folders.append(std::move(rows));
    }
    for (const QString &name : std::as_const(inner))
        tellFolder(name);
}

DiskScanReport DiskScan::report()
{
    if (!m_report.error)
        tellFolder(m_root);
    m_report.files = QStringList(m_toRead.begin(), m_toRead.end());
    std::ranges::sort(m_report.files);
    m_report.needsPolling = m_needsPolling || !m_watches->isValid();
    m_toRead.clear();
    DiskScanReport report = std::exchange(m_report, {});
    m_report.error = report.error;
    return report;
}

} // namespace Recloser
