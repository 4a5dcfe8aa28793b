// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QFuture>
#include <QObject>
#include <QStringList>

#include <expected>

namespace Recloser {

/// Where secret values live: never in our files in plain. GUI thread; every future delivers a
/// value.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    enum class Availability {
        Unknown, ///< not asked yet
        Keychain, ///< kept by the system
        ThisRunOnly, ///< no keychain: kept in memory until the program ends
        SealedFile, ///< no keychain: kept in a file encrypted with a pass phrase
        SealedFileLocked, ///< there is such a file, and its pass phrase was not given yet
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

    /// Where one secret is kept.
    enum class Place { Environment, Keychain, SealedFile, ThisRun };
    struct Entry
    {
        QString name;
        Place place = Place::ThisRun;

        bool operator==(const Entry &) const = default;
    };
    /// Those that are known of, by name; never values. A keychain tells no names: of it come those
    /// that Recloser put there.
    virtual QFuture<std::expected<QList<Entry>, StoreError>> entries()
    {
        return QtFuture::makeReadyValueFuture(std::expected<QList<Entry>, StoreError>());
    }

    /// Opens the sealed file, or makes one where there is none; what was kept for this run only
    /// goes into it. Refused: wrong pass phrase. Corrupt: the file is damaged. TooNew: of a later
    /// version. Unavailable: this store has no such file. Takes about a second, on a worker.
    virtual QFuture<std::expected<void, StoreError>> unlock(const QString &passPhrase)
    {
        Q_UNUSED(passPhrase)
        return QtFuture::makeReadyValueFuture(
            std::expected<void, StoreError>(std::unexpected(StoreError{})));
    }
    /// Forgets the key of the sealed file.
    virtual void lock() { }
    /// Another pass phrase for an open sealed file.
    virtual QFuture<std::expected<void, StoreError>> changePassPhrase(const QString &passPhrase)
    {
        return unlock(passPhrase);
    }
    /// Path of the sealed file, whether it exists or not; empty: this store has none.
    virtual QString sealedPath() const { return {}; }

Q_SIGNALS:
    void availabilityChanged(Recloser::SecretStore::Availability availability);
};

} // namespace Recloser
