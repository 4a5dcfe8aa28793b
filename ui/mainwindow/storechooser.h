// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/breakerstore.h"
#include "ui/dialogs/redisconnectionsettings.h"

#include <QObject>

namespace Recloser {

/// One place where circuits can live: the memory of this program, or a Redis connection.
struct StoreChoice
{
    /// Empty for memory.
    QString name;
    StoreKind kind = StoreKind::Memory;
    /// Server without password.
    QString server;
    QString prefix;
    StoreScope scope = StoreScope::Private;

    bool operator==(const StoreChoice &) const = default;
};

/// The circuit stores the user can choose from, and the one that counts. The composition implements
/// it. GUI thread.
class StoreChooser : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QList<StoreChoice> choices() const = 0;
    virtual StoreChoice current() const = 0;
    /// Makes the store with this name (empty: memory) the one that counts.
    virtual void choose(const QString &name) = 0;
    /// The one that counts; valid until chosen() says another.
    virtual BreakerStore &store() = 0;

    /// Adds a connection, or replaces the one called `oldName`.
    virtual void save(const RedisConnectionSettings &connection, const QString &oldName) = 0;
    virtual void remove(const QString &name) = 0;
    /// What the dialog edits, with its password as far as it is known in this run.
    virtual RedisConnectionSettings settings(const QString &name) const = 0;

Q_SIGNALS:
    /// Another store counts from now on.
    void chosen();
    void choicesChanged();
};

} // namespace Recloser
