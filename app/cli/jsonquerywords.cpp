// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/jsonquerywords.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString expectedWords(JsonQueryError::Expected expected)
{
    using enum JsonQueryError::Expected;
    switch (expected) {
    case Nothing:
        return {};
    case Root:
        return u"$"_s;
    case SegmentOrEnd:
        return u". or [ or the end"_s;
    case Name:
        return u"a name or *"_s;
    case Selector:
        return u"a name in quotes, an index, a slice, * or a filter that begins with ?"_s;
    case SelectorEnd:
        return u", or ]"_s;
    case StringEnd:
        return u"the closing quote"_s;
    case StringCharacter:
        return u"a character that is no control character"_s;
    case Escape:
        return u"one of b f n r t / \\ u or the quote"_s;
    case HexDigit:
        return u"four hexadecimal digits"_s;
    case LowSurrogate:
        return u"a surrogate pair"_s;
    case Integer:
        return u"an integer without leading zeros"_s;
    case Digit:
        return u"a digit"_s;
    case Expression:
        return u"@, $, a function, ! or ("_s;
    case Operand:
        return u"a literal, a query or a function to compare with"_s;
    case FilterEnd:
        return u"a comparison, && or ||, or the end of the filter"_s;
    case ClosingParenthesis:
        return u")"_s;
    case Argument:
        return u"an argument"_s;
    case ArgumentEnd:
        return u", or )"_s;
    }
    return {};
}

QString whatIsWrong(const JsonQueryError &error)
{
    using enum JsonQueryError::Kind;
    switch (error.kind) {
    case Unexpected:
        return u"expected %1, found %2"_s.arg(expectedWords(error.expected),
                                              error.found.isEmpty() ? u"the end"_s
                                                                    : u'"' + error.found + u'"');
    case NumberTooLarge:
        return u"a number beyond 2^53 - 1"_s;
    case UnknownFunction:
        return u"no function is called %1 (there are length, count, match, search, value)"_s.arg(
            error.subject);
    case ArgumentCount:
        return u"%1 takes %2"_s.arg(error.subject,
                                    error.count == 1 ? u"one argument"_s
                                                     : u"%1 arguments"_s.arg(error.count));
    case ArgumentIsNoValue:
        return u"%1 takes a literal, or a query for one node"_s.arg(error.subject);
    case ArgumentIsNoQuery:
        return u"%1 takes a query"_s.arg(error.subject);
    case NotSingular:
        return u"only a query for one node can be compared"_s;
    case NotComparable:
        return u"%1 says yes or no and is not compared"_s.arg(error.subject);
    case NotATest:
        return error.subject.isEmpty()
            ? u"a literal has to be compared with something"_s
            : u"%1 has to be compared with something"_s.arg(error.subject);
    case TooDeep:
        return u"nested deeper, or longer, than is read"_s;
    }
    return {};
}

} // namespace

QString wordsOf(const JsonQueryError &error)
{
    return u"%1 at character %2"_s.arg(whatIsWrong(error)).arg(error.at + 1);
}

} // namespace Recloser
