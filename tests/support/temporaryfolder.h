// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTemporaryDir>
#include <QThreadPool>

namespace Recloser {

/// A folder that goes when the test ends. What workers of objects that are gone already still
/// write into it is waited for, else the folder would fill while it is emptied.
class TemporaryFolder : public QTemporaryDir
{
public:
    TemporaryFolder() = default;
    ~TemporaryFolder() { QThreadPool::globalInstance()->waitForDone(); }
    Q_DISABLE_COPY_MOVE(TemporaryFolder)
};

} // namespace Recloser
