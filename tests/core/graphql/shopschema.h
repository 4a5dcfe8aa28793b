// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlschema.h"

#include <QFile>
#include <QTest>

namespace Recloser {

using namespace Qt::StringLiterals;

/// What a shop's server tells of itself (tests/data/graphql/shop.json).
inline QByteArray shopIntrospection()
{
    QFile file(qEnvironmentVariable("RECLOSER_SOURCE_DIR") + u"/tests/data/graphql/shop.json"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline GraphQlSchema shopSchema()
{
    const auto schema = GraphQlSchema::fromIntrospection(shopIntrospection());
    return schema.value_or(GraphQlSchema());
}

} // namespace Recloser
