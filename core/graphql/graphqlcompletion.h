// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlschema.h"

namespace Recloser {

/// Something that could stand at a place of a document.
struct GraphQlSuggestion
{
    enum class Kind {
        Keyword,
        Field,
        Argument,
        InputField,
        EnumValue,
        Type,
        Fragment,
        Variable, ///< without its dollar sign
        Directive,
        Literal, ///< true, false, null
    };

    Kind kind = Kind::Keyword;
    QString text;
    /// What is behind it: "[User!]!"; empty where that says nothing.
    QString type;
    QString description;
    bool isDeprecated = false;
    /// It has to be given.
    bool isRequired = false;

    bool operator==(const GraphQlSuggestion &) const = default;
};

/// What could stand at a place, and what of the document it takes the place of.
struct GraphQlCompletion
{
    /// The word at the place, perhaps empty, in UTF-16 units: [begin, end).
    qsizetype begin = 0;
    qsizetype end = 0;
    /// In the order of the schema, all of them: whoever shows them filters by what is typed.
    QList<GraphQlSuggestion> suggestions;

    bool operator==(const GraphQlCompletion &) const = default;
};

/// For `document`, which may be broken behind `position` and unfinished before it. Nothing in
/// strings and comments, nor where only a new name could stand.
GraphQlCompletion graphQlCompletion(const GraphQlSchema &schema, QStringView document,
                                    qsizetype position);

} // namespace Recloser
