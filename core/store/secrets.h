// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QFuture>
#include <QObject>

#include <expected>

namespace Recloser {

/// Where secret values live: never in our files. GUI thread; every future delivers a value.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    enum class Availability {
        Unknown, ///< not asked yet
        Keychain, ///< kept by the system
        ThisRunOnly, ///< no keychain: kept in memory until the program ends
    };

    using QObject::QObject;

    /// NotFound when there is no such secret. `RECLOSER_SECRET_<NAME>` in the environment wins
    /// (upper case, other characters as `_`).
    virtual QFuture<std::expected<QString, StoreError>> read(const QString &name) = 0;
    virtual QFuture<std::expected<void, StoreError>> write(const QString &name,
                                                           const QString &value)
        = 0;
    virtual QFuture<std::expected<void, StoreError>> remove(const QString &name) = 0;
    virtual Availability availability() const = 0;

Q_SIGNALS:
    void availabilityChanged(Recloser::SecretStore::Availability availability);
};

} // namespace Recloser
