// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/environments.h"

#include <QObject>

#include <optional>

namespace Recloser {

/// Edits of one file, against what was read of it.
struct FileEdits
{
    QString path;
    QList<EnvironmentEdit> edits;
    /// What the file is expected to hold; unset: whatever it holds.
    std::optional<QByteArray> expected;
};

/// Writes edits of environment files, one change at a time, and takes them back. A change that a
/// file no longer fits is refused, and nothing overwritten. GUI thread; the files are written on
/// workers.
class EnvironmentWriter : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// One step for undo, called `what`. Waits for what is being written.
    void write(const QString &what, const QList<FileEdits> &files);
    /// Does nothing where there is nothing to take back.
    void undo();
    bool canUndo() const { return !m_done.isEmpty(); }
    QString undoText() const { return m_done.isEmpty() ? QString() : m_done.last().what; }
    bool isBusy() const { return m_isBusy; }
    /// The refused change once more, over what the files hold now.
    void writeRefusedAgain();
    bool hasRefused() const { return m_refused.has_value(); }

Q_SIGNALS:
    void written(const QString &what);
    /// ChangedOutside: see writeRefusedAgain().
    void failed(const Recloser::StoreError &error);
    void undone(const QString &what);

private:
    struct Step
    {
        QString what;
        /// Path, before (unset: there was no file), after.
        struct File
        {
            QString path;
            std::optional<QByteArray> before;
            QByteArray after;
        };
        QList<File> files;
    };
    struct Job
    {
        QString what;
        QList<FileEdits> files;
    };

    void next();
    void writeFile(Job job, qsizetype index, Step step);
    void undoFile(Step step, qsizetype index);
    void end();

    QList<Job> m_waiting;
    QList<Step> m_done;
    std::optional<Job> m_refused;
    bool m_isBusy = false;
};

} // namespace Recloser
