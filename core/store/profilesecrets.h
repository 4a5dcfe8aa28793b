// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/keychainsecrets.h"
#include "core/store/sealedsecrets.h"

#include <QThreadPool>

namespace Recloser {

/// The secrets of a profile: in the environment, in the system's keychain, where there is none in a
/// sealed file, and while that is locked in memory until the program ends. Both programs may use
/// the file at the same time; it is read anew for each question and locked for each change.
class ProfileSecrets final : public SecretStore
{
    Q_OBJECT

public:
    struct Places
    {
        QString sealedFile;
        /// Names, never values, of what is in the keychain, which does not tell them.
        QString names;
    };

    explicit ProfileSecrets(Places places, SealCosts costs = {}, QObject *parent = nullptr);
    ~ProfileSecrets() override;

    QFuture<std::expected<QString, StoreError>> read(const QString &name) override;
    QFuture<std::expected<void, StoreError>> write(const QString &name,
                                                   const QString &value) override;
    QFuture<std::expected<void, StoreError>> remove(const QString &name) override;
    Availability availability() const override;
    QFuture<std::expected<QList<Entry>, StoreError>> entries() override;
    QFuture<std::expected<void, StoreError>> unlock(const QString &passPhrase) override;
    void lock() override;
    QFuture<std::expected<void, StoreError>> changePassPhrase(const QString &passPhrase) override;
    QString sealedPath() const override { return m_places.sealedFile; }

private:
    void tellAvailability();
    QFuture<std::expected<void, StoreError>> changeSealed(const SecretMap &set,
                                                          const QStringList &removed);
    void noteName(const QString &name, bool isThere);

    Places m_places;
    SealCosts m_costs;
    KeychainSecrets m_keychain;
    SealKey m_key;
    bool m_hasFile = false;
    Availability m_told = Availability::Unknown;
    /// Written while there was no place to keep them.
    SecretMap m_pending;
    /// One thread, so that changes keep their order.
    QThreadPool m_worker;
};

} // namespace Recloser
