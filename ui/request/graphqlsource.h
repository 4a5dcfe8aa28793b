// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlschema.h"
#include "core/model/policylayers.h"
#include "core/model/requestspec.h"
#include "core/model/scope.h"

#include <QDateTime>
#include <QObject>

namespace Recloser {

/// What is known of the schema of one server. Plain value.
struct GraphQlKnowledge
{
    /// Null: none.
    GraphQlSchemaPtr schema;
    /// When the server told it; invalid: never.
    QDateTime toldAt;
    bool isAsking = false;
    /// Why the last question had no answer; empty: it had one, or there was none.
    QString error;
};

/// The schemas of GraphQL servers by their addresses, kept from one run to the next. GUI thread.
class GraphQlSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Of the server at `endpoint`, a URL without query and fragment. What is kept on disk comes
    /// with changed().
    virtual GraphQlKnowledge knowledge(const QString &endpoint) = 0;
    /// Sends the introspection query as `spec` is sent, with its headers and credentials.
    virtual void ask(const QString &endpoint, const RequestSpec &spec, const Scope &scope,
                     const QList<PolicyLayer> &layers)
        = 0;

Q_SIGNALS:
    void changed(const QString &endpoint);
};

} // namespace Recloser
