// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/secrets.h"

#include <QHash>

namespace Recloser {

/// Secrets in the system's keychain. Where there is none they are kept in memory until the program
/// ends, never on disk; what was written in this run can always be read again.
class KeychainSecrets final : public SecretStore
{
    Q_OBJECT

public:
    explicit KeychainSecrets(QObject *parent = nullptr);

    QFuture<std::expected<QString, StoreError>> read(const QString &name) override;
    QFuture<std::expected<void, StoreError>> write(const QString &name,
                                                   const QString &value) override;
    QFuture<std::expected<void, StoreError>> remove(const QString &name) override;
    Availability availability() const override { return m_availability; }

    /// "RECLOSER_SECRET_API_KEY" for "api-key".
    static QByteArray environmentVariable(const QString &name);

private:
    /// Learns from an answer whether there is a keychain.
    void learn(const StoreError *error);

    Availability m_availability = Availability::Unknown;
    QHash<QString, QString> m_writtenInThisRun;
};

} // namespace Recloser
