// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>

#include <expected>
#include <utility>

namespace Recloser {

/// The parts of a GraphQL request over HTTP (GraphQL over HTTP, section "Request Parameters").
struct GraphQlRequest
{
    QString query;
    /// A JSON object; blank: none.
    QString variables;
    /// Which of several operations is meant; empty: the only one.
    QString operationName;

    bool operator==(const GraphQlRequest &) const = default;
};

/// The JSON that is sent. Variables stay as they are written, their numbers too. The error says
/// where the variables are no JSON object.
std::expected<QString, QString> graphQlJson(const GraphQlRequest &request);

/// The same as the parameters of a URL, for GET (section "GET", whose variables are JSON). Names
/// and values are not encoded.
std::expected<QList<std::pair<QString, QString>>, QString>
graphQlParameters(const GraphQlRequest &request);
QList<std::pair<QString, QString>> uncheckedGraphQlParameters(const GraphQlRequest &request);

/// The JSON, whatever the variables are, which may hold placeholders.
QString uncheckedGraphQlJson(const GraphQlRequest &request);

/// A query and, behind a blank line, its variables, as they stand in `.http` files: these begin
/// with the first line whose brace a string or another brace follows.
GraphQlRequest graphQlRequestFromText(const QString &text);
QString textOf(const GraphQlRequest &request);

/// Whether a header line says that a text is a GraphQL query, as VS Code's REST Client has it; it
/// is not sent.
bool isGraphQlMarker(QStringView name, QStringView value);

} // namespace Recloser
