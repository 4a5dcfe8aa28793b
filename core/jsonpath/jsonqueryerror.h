// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// Why a text is no JSONPath query (RFC 9535), and where.
struct JsonQueryError
{
    enum class Kind {
        Unexpected, ///< `expected` had to come
        NumberTooLarge, ///< beyond 2^53 - 1 (section 2.1)
        UnknownFunction, ///< `subject`
        ArgumentCount, ///< `subject` takes `count` arguments
        ArgumentIsNoValue, ///< `subject` takes a value: a literal, or a query for one node at most
        ArgumentIsNoQuery, ///< `subject` takes nodes
        NotSingular, ///< a query that may give several nodes is compared
        NotComparable, ///< the function `subject` says yes or no, and is compared
        NotATest, ///< a literal, or the function `subject` that gives a value, stands alone
        TooDeep, ///< nested deeper, or longer, than anybody writes
    };
    /// What grammar would allow.
    enum class Expected {
        Nothing,
        Root, ///< $
        SegmentOrEnd, ///< . or [ or the end
        Name, ///< a name or *, behind a dot
        Selector,
        SelectorEnd, ///< , or ]
        StringEnd,
        StringCharacter, ///< control characters are written as escapes
        Escape, ///< a character that may stand behind a backslash
        HexDigit,
        LowSurrogate, ///< \uDC00 to \uDFFF behind a high one; or a low one came alone
        Integer,
        Digit,
        Expression,
        Operand, ///< behind a comparison
        FilterEnd, ///< a comparison, && or ||, or what ends the filter
        ClosingParenthesis,
        Argument,
        ArgumentEnd, ///< , or )
    };

    Kind kind = Kind::Unexpected;
    /// Code points from the start.
    qsizetype at = 0;
    Expected expected = Expected::Nothing;
    /// The character that stands there; empty at the end.
    QString found;
    /// The name of a function.
    QString subject;
    int count = 0;

    bool operator==(const JsonQueryError &) const = default;
};

} // namespace Recloser
