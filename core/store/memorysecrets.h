// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/secrets.h"

#include <QHash>

namespace Recloser {

/// Secrets in memory only: for tests, and for programs that must not touch the user's keychain.
class MemorySecrets final : public SecretStore
{
public:
    using SecretStore::SecretStore;

    QFuture<std::expected<QString, StoreError>> read(const QString &name) override
    {
        using Result = std::expected<QString, StoreError>;
        const auto value = values.constFind(name);
        if (value == values.cend())
            return QtFuture::makeReadyValueFuture(
                Result(std::unexpected(StoreError{StoreError::Kind::NotFound, name, {}})));
        return QtFuture::makeReadyValueFuture(Result(*value));
    }

    QFuture<std::expected<void, StoreError>> write(const QString &name,
                                                   const QString &value) override
    {
        values.insert(name, value);
        return QtFuture::makeReadyValueFuture(std::expected<void, StoreError>());
    }

    QFuture<std::expected<void, StoreError>> remove(const QString &name) override
    {
        values.remove(name);
        return QtFuture::makeReadyValueFuture(std::expected<void, StoreError>());
    }

    Availability availability() const override { return Availability::ThisRunOnly; }

    QHash<QString, QString> values;
};

} // namespace Recloser
