// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QMetaType>
#include <QString>

namespace Recloser {

/// Why something could not be kept or read back: files, history, settings, secrets, circuits.
struct StoreError
{
    enum class Kind {
        NotFound,
        Unreadable,
        Unwritable,
        DiskFull,
        ReadOnly,
        Corrupt, ///< content that cannot be understood; `detail` names the place
        TooNew, ///< written by a newer version
        ChangedOutside,
        Unavailable, ///< the store cannot be reached (Redis away, no keychain)
        Refused, ///< the store said no (rights, read-only replica, observe scope)
    };

    Kind kind = Kind::Unavailable;
    /// The file, database, server or name.
    QString subject;
    /// Machine detail, with line and column where there is one.
    QString detail;

    bool operator==(const StoreError &) const = default;
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::StoreError)
