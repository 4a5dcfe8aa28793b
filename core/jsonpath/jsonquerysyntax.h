// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

#include <memory>
#include <optional>
#include <vector>

namespace Recloser {

struct JsonFilter;

/// A selector of RFC 9535 section 2.3. Of the fields only those of its kind count.
struct JsonSelector
{
    enum class Kind { Name, Wildcard, Index, Slice, Filter };

    Kind kind = Kind::Wildcard;
    /// UTF-8, escapes resolved.
    QByteArray name;
    qint64 index = 0;
    std::optional<qint64> start;
    std::optional<qint64> end;
    qint64 step = 1;
    std::shared_ptr<const JsonFilter> filter;
};

/// A segment of section 2.5.
struct JsonSegment
{
    bool isDescendant = false;
    std::vector<JsonSelector> selectors;
    /// Where it ends in the text, in code points.
    qsizetype end = 0;
};

struct JsonSubquery
{
    /// From $ and not from @.
    bool isAbsolute = true;
    std::vector<JsonSegment> segments;

    /// It gives one node at most (section 2.3.5.1).
    bool isSingular() const;
};

struct JsonCall;

/// What is compared, or handed to a function.
struct JsonTerm
{
    enum class Kind { Null, True, False, Number, String, Query, Call };

    Kind kind = Kind::Null;
    /// A number as it is written, a string in UTF-8 with its escapes resolved.
    QByteArray text;
    std::shared_ptr<const JsonSubquery> query;
    std::shared_ptr<const JsonCall> call;
    /// Where it begins in the text, in code points.
    qsizetype at = 0;
};

/// A function of section 2.4.
struct JsonCall
{
    enum class Function { Length, Count, Match, Search, Value };

    Function function = Function::Length;
    std::vector<JsonTerm> arguments;

    bool isTest() const { return function == Function::Match || function == Function::Search; }
};

/// A logical expression.
struct JsonFilter
{
    enum class Kind {
        Or,
        And,
        Not, ///< its one part
        Comparison,
        Exists, ///< `left` is a query
        Test, ///< `left` is a call
    };
    enum class Operator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

    Kind kind = Kind::Exists;
    std::vector<JsonFilter> parts;
    Operator comparison = Operator::Equal;
    JsonTerm left;
    JsonTerm right;
};

} // namespace Recloser
