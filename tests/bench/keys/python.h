// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/bench/keys/ours.h"

#include <QProcess>
#include <QTemporaryDir>

#include <optional>

namespace Recloser {

/// A CPython that has the list loaded and groups it on demand.
class Python
{
public:
    struct Answer
    {
        QString version;
        Round round;
        QByteArray digest;
    };

    Python(const QString &program, const QStringList &urls);
    ~Python();

    /// Nothing when there is no such program or it fails; its words are on standard error then.
    std::optional<Answer> group(const QString &pattern);

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace Recloser
