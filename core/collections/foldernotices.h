// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

class QSocketNotifier;

namespace Recloser {

/// The system's list of watched folders (inotify). Any thread.
class FolderWatches
{
public:
    FolderWatches();
    ~FolderWatches();
    Q_DISABLE_COPY_MOVE(FolderWatches)

    bool isValid() const { return m_descriptor >= 0; }
    int descriptor() const { return m_descriptor; }
    /// Its number; the same for the same folder, whatever its name is now. -1: no, and errno says
    /// why.
    int add(const QString &folder) const;
    void remove(int watch) const;

private:
    int m_descriptor = -1;
};

/// What changed since the last time. Absolute paths.
struct FolderChanges
{
    /// Something came to them or left them.
    QSet<QString> folders;
    /// Their content may have changed, whatever their times say.
    QSet<QString> files;
    /// They are being written: not to be read yet, they are told again.
    QSet<QString> unfinished;
    /// Notices were lost: anything may have changed.
    bool isEverything = false;

    bool isEmpty() const { return folders.isEmpty() && files.isEmpty() && !isEverything; }
};

/// Tells of changes in folders, a burst of them at once: 40 ms after its last, or while it goes on
/// every 250 ms. A file that somebody writes is told when it is closed, at the latest 2 s after it
/// was first touched. GUI thread.
class FolderNotices : public QObject
{
    Q_OBJECT

public:
    explicit FolderNotices(QObject *parent = nullptr);
    ~FolderNotices() override;

    /// For workers that list folders: to be added before they look.
    std::shared_ptr<const FolderWatches> watches() const { return m_watches; }
    /// `watch` is the folder's number.
    void name(int watch, const QString &folder);
    /// Unless the number has another folder by now.
    void forget(int watch, const QString &folder);

Q_SIGNALS:
    void changed(const Recloser::FolderChanges &changes);
    /// Somebody began to change it.
    void touched(const QString &file);

private:
    void readNotices();
    void take(int watch, quint32 what, const QString &name);
    void takeFile(const QString &path, quint32 what);
    void tellSoon();
    void tell();

    std::shared_ptr<const FolderWatches> m_watches;
    QSocketNotifier *m_notifier = nullptr;
    QHash<int, QString> m_folders;
    /// Numbers whose names are still on their way from the worker.
    QSet<int> m_nameless;
    FolderChanges m_changes;
    struct Writing
    {
        qint64 since = 0;
        /// How long it is waited for.
        qint64 longest = 0;
    };
    QHash<QString, Writing> m_open;
    QElapsedTimer m_clock;
    QTimer m_quiet;
    qint64 m_firstOfBurst = 0;
};

} // namespace Recloser
