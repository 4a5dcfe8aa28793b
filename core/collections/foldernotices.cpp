// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/foldernotices.h"

#include "core/collections/collectionresult.h"

#include <QFile>
#include <QSocketNotifier>

#include <array>
#include <chrono>
#include <cstring>

#include <sys/inotify.h>
#include <unistd.h>

namespace Recloser {

using namespace std::chrono_literals;

namespace {

constexpr auto quiet = 40ms;
constexpr qint64 longestBurst = 250;
constexpr qint64 longestWriting = 2000;
/// Of one that was made and not written to: links are never closed.
constexpr qint64 longestMaking = 200;
/// More notices are read in the next turn.
constexpr int mostReads = 4;
constexpr quint32 comeAndGo = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;
constexpr quint32 contents = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB;
constexpr quint32 self = IN_DELETE_SELF | IN_MOVE_SELF;

bool isShownName(const QString &name)
{
    return !name.startsWith(u'.') && name != QLatin1StringView("node_modules");
}

} // namespace

FolderWatches::FolderWatches() : m_descriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) { }

FolderWatches::~FolderWatches()
{
    if (isValid())
        ::close(m_descriptor);
}

int FolderWatches::add(const QString &folder) const
{
    return ::inotify_add_watch(m_descriptor, QFile::encodeName(folder).constData(),
                               comeAndGo | contents | self | IN_ONLYDIR | IN_EXCL_UNLINK);
}

void FolderWatches::remove(int watch) const
{
    ::inotify_rm_watch(m_descriptor, watch);
}

FolderNotices::FolderNotices(QObject *parent)
    : QObject(parent)
    , m_watches(std::make_shared<FolderWatches>())
    , m_quiet(this)
{
    m_clock.start();
    m_quiet.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, &FolderNotices::tell);
    if (!m_watches->isValid())
        return;
    m_notifier = new QSocketNotifier(m_watches->descriptor(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &FolderNotices::readNotices);
}

FolderNotices::~FolderNotices()
{
    // Before the descriptor is closed; a worker may hold it longer.
    delete m_notifier;
}

void FolderNotices::name(int watch, const QString &folder)
{
    m_folders.insert(watch, folder);
    if (!m_nameless.remove(watch))
        return;
    m_changes.folders.insert(folder);
    tellSoon();
}

void FolderNotices::forget(int watch, const QString &folder)
{
    const auto named = m_folders.constFind(watch);
    if (named == m_folders.cend() || *named != folder)
        return;
    m_folders.erase(named);
    m_watches->remove(watch);
}

void FolderNotices::readNotices()
{
    alignas(inotify_event) std::array<char, 16 * 1024> buffer;
    for (int reads = 0; reads < mostReads; ++reads) {
        const ssize_t size = ::read(m_watches->descriptor(), buffer.data(), buffer.size());
        if (size <= 0)
            return;
        for (ssize_t at = 0; at < size;) {
            inotify_event event;
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char *name = buffer.data() + at + sizeof event;
            take(event.wd, event.mask,
                 event.len > 0 ? QFile::decodeName(QByteArray(name, qstrnlen(name, event.len)))
                               : QString());
            at += ssize_t(sizeof event + event.len);
        }
    }
}

void FolderNotices::take(int watch, quint32 what, const QString &name)
{
    if (what & IN_Q_OVERFLOW) {
        m_changes.isEverything = true;
        m_open.clear();
        tellSoon();
        return;
    }
    const auto folder = m_folders.constFind(watch);
    // The folder is no more, or its watch was taken off.
    if (what & IN_IGNORED) {
        if (folder != m_folders.cend())
            m_folders.erase(folder);
        return;
    }
    if (folder == m_folders.cend()) {
        m_nameless.insert(watch);
        return;
    }
    if (what & self) {
        m_changes.folders.insert(*folder);
        tellSoon();
        return;
    }
    if (!isShownName(name))
        return;
    const bool isFolder = what & IN_ISDIR;
    if (isFolder ? !(what & comeAndGo) && !(what & IN_ATTRIB) : !isRequestFile(name))
        return;
    // The rights of a folder say whether it can be listed.
    if (what & comeAndGo || isFolder)
        m_changes.folders.insert(*folder);
    if (isFolder && what & IN_ATTRIB)
        m_changes.folders.insert(*folder + u'/' + name);
    if (!isFolder)
        takeFile(*folder + u'/' + name, what);
    tellSoon();
}

void FolderNotices::takeFile(const QString &path, quint32 what)
{
    if (what & (IN_DELETE | IN_MOVED_FROM)) {
        m_open.remove(path);
        m_changes.files.remove(path);
        return;
    }
    if (what & (IN_MODIFY | IN_CREATE)) {
        const qint64 longest = what & IN_MODIFY ? longestWriting : longestMaking;
        const auto open = m_open.find(path);
        if (open == m_open.end())
            m_open.insert(path, {m_clock.elapsed(), longest});
        else if (open->longest < longest)
            *open = {m_clock.elapsed(), longest};
        if (open == m_open.end())
            Q_EMIT touched(path);
    } else if (what & (IN_CLOSE_WRITE | IN_MOVED_TO)) {
        m_open.remove(path);
    }
    m_changes.files.insert(path);
}

void FolderNotices::tellSoon()
{
    if (!m_quiet.isActive())
        m_firstOfBurst = m_clock.elapsed();
    else if (m_clock.elapsed() - m_firstOfBurst >= longestBurst)
        return;
    m_quiet.start(quiet);
}

void FolderNotices::tell()
{
    const qint64 now = m_clock.elapsed();
    // What is still being written waits for its end, unless that takes too long.
    FolderChanges changes = std::exchange(m_changes, {});
    for (auto file = m_open.begin(); file != m_open.end();) {
        if (now - file->since < file->longest) {
            changes.unfinished.insert(file.key());
            if (changes.files.remove(file.key()))
                m_changes.files.insert(file.key());
            ++file;
        } else {
            changes.files.insert(file.key());
            file = m_open.erase(file);
        }
    }
    if (!m_open.isEmpty()) {
        m_firstOfBurst = now;
        m_quiet.start(quiet);
    }
    if (!changes.isEmpty())
        Q_EMIT changed(changes);
}

} // namespace Recloser
