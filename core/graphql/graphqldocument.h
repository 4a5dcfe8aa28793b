// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqltokens.h"

#include <QString>

#include <optional>

namespace Recloser {

/// A part of a document in UTF-16 units: [begin, end). Empty: it is not there.
struct GraphQlSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;

    bool isEmpty() const { return begin == end; }
    QStringView in(QStringView document) const { return document.sliced(begin, end - begin); }
    bool operator==(const GraphQlSpan &) const = default;
};

/// The first thing in a document that the grammar forbids.
struct GraphQlSyntaxFault
{
    enum class Kind {
        Unexpected, ///< `expected` had to come
        UnexpectedEnd,
        BadToken, ///< no token of the language: a stray character, an unfinished string
        TooDeep, ///< more than GraphQlDocument::deepest levels
        NotExecutable, ///< a type definition, which no server executes
    };

    Kind kind = Kind::Unexpected;
    GraphQlSpan span;
    /// "a name", "{"; empty where many things could have come.
    QString expected;

    bool operator==(const GraphQlSyntaxFault &) const = default;
};

struct GraphQlArgument;

/// A value as written (section 2.9).
struct GraphQlValue
{
    enum class Kind {
        Variable,
        Int,
        Float,
        String,
        Boolean,
        Null,
        Enum,
        List,
        Object,
        Placeholder
    };

    Kind kind = Kind::Null;
    /// For Variable without its dollar sign.
    GraphQlSpan span;
    QList<GraphQlValue> items;
    QList<GraphQlArgument> fields;

    bool operator==(const GraphQlValue &) const;
};

/// `name: value`: an argument, or a field of an input object.
struct GraphQlArgument
{
    GraphQlSpan name;
    GraphQlValue value;

    bool operator==(const GraphQlArgument &) const = default;
};

inline bool GraphQlValue::operator==(const GraphQlValue &) const = default;

struct GraphQlDirective
{
    /// Without its at sign.
    GraphQlSpan name;
    QList<GraphQlArgument> arguments;

    bool operator==(const GraphQlDirective &) const = default;
};

/// A field, a fragment spread or an inline fragment (sections 2.5 and 2.8).
struct GraphQlSelection
{
    enum class Kind { Field, Spread, Inline };

    Kind kind = Kind::Field;
    GraphQlSpan alias;
    /// Of the field or fragment; for Inline its type, perhaps empty.
    GraphQlSpan name;
    QList<GraphQlArgument> arguments;
    QList<GraphQlDirective> directives;
    QList<GraphQlSelection> selections;

    bool operator==(const GraphQlSelection &) const = default;
};

/// `$name: Type = default`.
struct GraphQlVariable
{
    /// Without its dollar sign.
    GraphQlSpan name;
    /// Whole, such as `[ID!]!`.
    GraphQlSpan type;
    /// The name in it.
    GraphQlSpan namedType;
    std::optional<GraphQlValue> defaultValue;

    bool operator==(const GraphQlVariable &) const = default;
};

enum class GraphQlOperationKind { Query, Mutation, Subscription };

struct GraphQlOperation
{
    GraphQlOperationKind kind = GraphQlOperationKind::Query;
    /// Its name, or where it begins when it has none.
    GraphQlSpan name;
    qsizetype begin = 0;
    QList<GraphQlVariable> variables;
    QList<GraphQlDirective> directives;
    QList<GraphQlSelection> selections;

    bool operator==(const GraphQlOperation &) const = default;
};

struct GraphQlFragment
{
    GraphQlSpan name;
    GraphQlSpan type;
    QList<GraphQlDirective> directives;
    QList<GraphQlSelection> selections;

    bool operator==(const GraphQlFragment &) const = default;
};

/// An executable document (GraphQL specification of October 2021, section 2.2). Plain value.
struct GraphQlDocument
{
    /// Selection sets and values within each other.
    static constexpr int deepest = 200;

    QList<GraphQlOperation> operations;
    QList<GraphQlFragment> fragments;
    /// Reading stopped there.
    std::optional<GraphQlSyntaxFault> fault;

    bool operator==(const GraphQlDocument &) const = default;
};

GraphQlDocument graphQlDocument(QStringView text);

/// The names of the operations of a document, however broken it is, in its order; an anonymous one
/// has an empty name.
QStringList graphQlOperationNames(QStringView text);

} // namespace Recloser
