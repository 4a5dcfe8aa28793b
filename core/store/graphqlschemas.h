// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlschema.h"
#include "core/model/response.h"

#include <QDateTime>
#include <QFuture>

#include <expected>

namespace Recloser {

/// A schema as it was kept.
struct KeptSchema
{
    /// Null: none is kept.
    GraphQlSchemaPtr schema;
    QDateTime toldAt;
};

/// Keeps what GraphQL servers told of their schemas, a file for each in one folder. Files are read
/// and written on workers. Plain value.
class GraphQlSchemas
{
public:
    /// `folder` is made when something is kept.
    explicit GraphQlSchemas(QString folder);

    /// Where the schema of this server is.
    QString pathOf(const QString &endpoint) const;
    QFuture<KeptSchema> find(const QString &endpoint) const;
    /// Reads the answer to the introspection query and keeps it; the error says what is wrong with
    /// the answer. That it could not be written makes it none the worse.
    QFuture<std::expected<GraphQlSchemaPtr, QString>> keep(const QString &endpoint,
                                                           const ResponseBody &answer) const;

private:
    QString m_folder;
};

} // namespace Recloser
