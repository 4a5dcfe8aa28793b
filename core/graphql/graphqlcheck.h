// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlschema.h"

namespace Recloser {

/// What a server with this schema would refuse in a document (section 5).
struct GraphQlFault
{
    enum class Kind {
        Syntax, ///< see GraphQlCheck::syntax
        DuplicateOperation,
        NotAlone, ///< an operation without a name beside others
        NoSuchOperations, ///< the server has no operations of that kind; `subject` is its keyword
        UnknownType,
        UnknownField, ///< `subject` of the type `of`
        UnknownArgument, ///< `subject` of the field or directive `of`
        UnknownInputField, ///< `subject` of the type `of`
        UnknownDirective,
        UnknownFragment,
        UnknownVariable,
        MissingArgument, ///< `subject` of the field or directive `of`
        MissingInputField, ///< `subject` of the type `of`
        NeedsSelection, ///< field `subject` of the type `of` says nothing without fields of its own
        HasNoFields, ///< field `subject` of the type `of` is a scalar or an enum
        WrongValue, ///< `subject` is no value of the type `of`
        WrongVariableType, ///< variable `subject` is not of a type that fits `of`
        NotInputType, ///< variable of the type `subject`, which can only be asked for
        FragmentNeverFits, ///< nothing of the type `of` can be of the type `subject`
        FragmentInItself, ///< the first 50 of them
        UnusedVariable,
        UnusedFragment,
    };

    Kind kind = Kind::Syntax;
    /// In UTF-16 units of the document: [begin, end).
    GraphQlSpan span;
    QString subject;
    QString of;
    /// What may have been meant; empty: nothing is near.
    QString nearest;

    bool operator==(const GraphQlFault &) const = default;
};

struct GraphQlCheck
{
    std::optional<GraphQlSyntaxFault> syntax;
    /// In the order of the document; empty where the syntax is at fault.
    QList<GraphQlFault> faults;

    bool operator==(const GraphQlCheck &) const = default;
};

/// Checks the syntax, and, with a schema, what it asks for. The placeholders of our variables may
/// become anything.
GraphQlCheck checkedGraphQl(QStringView document, const GraphQlSchema *schema);

} // namespace Recloser
