// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentwriter.h"

#include "core/store/textfiles.h"

namespace Recloser {

void EnvironmentWriter::write(const QString &what, const QList<FileEdits> &files)
{
    if (files.isEmpty())
        return;
    m_waiting.append({what, files});
    next();
}

void EnvironmentWriter::writeRefusedAgain()
{
    if (!m_refused)
        return;
    Job job = *m_refused;
    m_refused.reset();
    for (FileEdits &file : job.files)
        file.expected.reset();
    m_waiting.prepend(job);
    next();
}

void EnvironmentWriter::next()
{
    if (m_isBusy || m_waiting.isEmpty())
        return;
    m_isBusy = true;
    m_refused.reset();
    const Job job = m_waiting.takeFirst();
    writeFile(job, 0, Step{job.what, {}});
}

void EnvironmentWriter::writeFile(Job job, qsizetype index, Step step)
{
    if (index == job.files.size()) {
        m_done.append(step);
        end();
        Q_EMIT written(step.what);
        return;
    }
    const FileEdits edits = job.files[index];
    // What undo brings back is what was there, whatever the editor believed.
    readFile(edits.path)
        .then(this,
              [this, job, index, step, edits](const std::expected<QByteArray, StoreError> &before) {
                  const bool isNew = !before && before.error().kind == StoreError::Kind::NotFound;
                  if (!before && !isNew) {
                      end();
                      Q_EMIT failed(before.error());
                      return;
                  }
                  const QByteArray found = before.value_or(QByteArray());
                  if (edits.expected && *edits.expected != found) {
                      m_refused = job;
                      end();
                      Q_EMIT failed({StoreError::Kind::ChangedOutside, edits.path, {}});
                      return;
                  }
                  editEnvironmentFile(edits.path, edits.edits, found)
                      .then(this,
                            [this, job, index, step, isNew, found, path = edits.path](
                                const std::expected<QByteArray, StoreError> &after) {
                                if (!after) {
                                    if (after.error().kind == StoreError::Kind::ChangedOutside)
                                        m_refused = job;
                                    // What was written so far can be taken back.
                                    if (!step.files.isEmpty())
                                        m_done.append(step);
                                    end();
                                    Q_EMIT failed(after.error());
                                    return;
                                }
                                Step more = step;
                                more.files.append(
                                    {path, isNew ? std::nullopt : std::optional(found), *after});
                                writeFile(job, index + 1, more);
                            });
              });
}

void EnvironmentWriter::undo()
{
    if (m_isBusy || m_done.isEmpty())
        return;
    m_isBusy = true;
    const Step step = m_done.takeLast();
    undoFile(step, step.files.size() - 1);
}

void EnvironmentWriter::undoFile(Step step, qsizetype index)
{
    if (index < 0) {
        end();
        Q_EMIT undone(step.what);
        return;
    }
    const Step::File file = step.files[index];
    // A file that was made is left, as it was before its first line.
    const QByteArray content = file.before.value_or(QByteArrayLiteral("{}\n"));
    saveFile(file.path, content, file.after)
        .then(this, [this, step, index](const std::expected<void, StoreError> &saved) {
            if (!saved) {
                end();
                Q_EMIT failed(saved.error());
                return;
            }
            undoFile(step, index - 1);
        });
}

void EnvironmentWriter::end()
{
    m_isBusy = false;
    // Outside of whoever hears of this one.
    QMetaObject::invokeMethod(this, &EnvironmentWriter::next, Qt::QueuedConnection);
}

} // namespace Recloser
