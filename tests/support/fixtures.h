// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDir>
#include <QString>

namespace Recloser {

/// The folder of test data that others made, which is no part of the project: beside it as
/// `shared/fixtures`, or where RECLOSER_FIXTURES says. Empty when there is none of that name; the
/// test is skipped with a word then.
inline QString fixtureFolder(const QString &name)
{
    const QString given = qEnvironmentVariable("RECLOSER_FIXTURES");
    const QString all = given.isEmpty()
        ? qEnvironmentVariable("RECLOSER_SOURCE_DIR") + QStringLiteral("/../shared/fixtures")
        : given;
    const QDir folder(all + u'/' + name);
    return folder.exists() ? folder.absolutePath() : QString();
}

} // namespace Recloser
