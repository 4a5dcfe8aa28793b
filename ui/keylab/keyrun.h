// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/regex/pattern.h"
#include "ui/keylab/keygroups.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>

#include <stop_token>

namespace Recloser {

/// Finds the keys of a list of URLs on a thread of its own and hands over what is known, ever more
/// of it. A new start cancels the run before it; destroying is silent. GUI thread.
class KeyRun : public QObject
{
    Q_OBJECT

public:
    explicit KeyRun(QObject *parent = nullptr);
    ~KeyRun() override;

    void start(const BreakerPolicy &policy, const QStringList &urls,
               PythonVersion version = PythonVersion::Py311);
    /// Stops without a further signal.
    void cancel();
    bool isRunning() const { return m_watcher != nullptr; }

    /// Splits pasted text into URLs, one a line, off the GUI thread.
    QFuture<QStringList> split(const QString &text);
    /// Lets go of a large value off the GUI thread.
    void discard(KeyGroupsPtr groups);

Q_SIGNALS:
    /// Never from inside start(); the last one of a run isComplete().
    void progressed(const Recloser::KeyGroupsPtr &groups);

private:
    void take(int begin, int end);
    void dropWatcher();

    QThreadPool m_pool;
    std::stop_source m_stop;
    std::unique_ptr<QFutureWatcher<KeyGroupsPtr>> m_watcher;
};

/// The lines of `text` that are not blank, trimmed.
QStringList urlsOf(QStringView text);

} // namespace Recloser
