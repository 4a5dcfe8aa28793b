// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/composition/profile.h"

#include <QDir>
#include <QStandardPaths>

namespace Recloser {

using namespace Qt::StringLiterals;

Profile Profile::standard()
{
    const QString folder = qEnvironmentVariable("RECLOSER_PROFILE");
    if (!folder.isEmpty())
        return below(folder);
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
                + u"/recloser"_s,
            QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation) + u"/recloser"_s,
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/recloser"_s};
}

Profile Profile::below(const QString &folder)
{
    const QString root = QDir(folder).absolutePath();
    return {root + u"/config"_s, root + u"/state"_s, root + u"/data"_s};
}

} // namespace Recloser
