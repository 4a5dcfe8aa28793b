// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlcheck.h"
#include "core/graphql/graphqlcompletion.h"

#include <QJsonObject>

namespace Recloser {

/// A fault of a query as it is printed.
struct GraphQlReport
{
    /// "unknown-field".
    QString kind;
    /// From 1, columns in code points.
    int line = 1;
    int column = 1;
    QString subject;
    QString of;
    QString nearest;
    QString message;
};

QList<GraphQlReport> graphQlReports(QStringView document, const GraphQlCheck &check);
/// `firstLine` is that of the query in its file.
QJsonObject toJson(const GraphQlReport &report, int firstLine);
QJsonObject toJson(const GraphQlSuggestion &suggestion);

} // namespace Recloser
