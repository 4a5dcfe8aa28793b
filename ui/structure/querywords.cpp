// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/querywords.h"

#include <QCoreApplication>

namespace Recloser {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("QueryWords", text);
}

QString expectedWords(JsonQueryError::Expected expected)
{
    using enum JsonQueryError::Expected;
    switch (expected) {
    case Nothing:
        return tr("nothing");
    case Root:
        return tr("$");
    case SegmentOrEnd:
        return tr(". or [ or the end");
    case Name:
        return tr("a name or *");
    case Selector:
        return tr("a name in quotes, an index, a slice, * or ?");
    case SelectorEnd:
        return tr(", or ]");
    case StringEnd:
        return tr("the closing quote");
    case StringCharacter:
        return tr("a character that is no control character");
    case Escape:
        return tr("a character that may follow a backslash");
    case HexDigit:
        return tr("four hexadecimal digits");
    case LowSurrogate:
        return tr("a pair of surrogates");
    case Integer:
        return tr("an integer without leading zeros");
    case Digit:
        return tr("a digit");
    case Expression:
        return tr("@, $, a function, ! or (");
    case Operand:
        return tr("a value, a path or a function to compare with");
    case FilterEnd:
        return tr("a comparison, && or ||, or the end of the filter");
    case ClosingParenthesis:
        return tr(")");
    case Argument:
        return tr("an argument");
    case ArgumentEnd:
        return tr(", or )");
    }
    return {};
}

} // namespace

QString describe(const JsonQueryError &error)
{
    using enum JsonQueryError::Kind;
    switch (error.kind) {
    case Unexpected:
        return tr("expected %1").arg(expectedWords(error.expected));
    case NumberTooLarge:
        return tr("the number is too large");
    case UnknownFunction:
        return tr("there is no function “%1”; there are length, count, match, search and value")
            .arg(error.subject);
    case ArgumentCount:
        return error.count == 1 ? tr("“%1” takes one argument").arg(error.subject)
                                : tr("“%1” takes %2 arguments").arg(error.subject).arg(error.count);
    case ArgumentIsNoValue:
        return tr("“%1” takes a value, or a path to one value at most").arg(error.subject);
    case ArgumentIsNoQuery:
        return tr("“%1” takes a path").arg(error.subject);
    case NotSingular:
        return tr("only a path to one value at most can be compared");
    case NotComparable:
        return tr("“%1” says yes or no and cannot be compared").arg(error.subject);
    case NotATest:
        return tr("this is no condition");
    case TooDeep:
        return tr("too long or nested too deep");
    }
    return {};
}

QString describe(const XPathError &error)
{
    using Kind = XPathError::Kind;
    using Expected = XPathError::Expected;
    switch (error.kind) {
    case Kind::UnknownAxis:
        return tr("the axis “%1” is not understood here").arg(error.subject);
    case Kind::UnknownFunction:
        return tr("there is no function “%1”").arg(error.subject);
    case Kind::ArgumentCount:
        return tr("“%1” takes another number of arguments").arg(error.subject);
    case Kind::TooDeep:
        return tr("nested too deep");
    case Kind::Unexpected:
        break;
    }
    switch (error.expected) {
    case Expected::Step:
        return tr("a name, @, * or . was expected");
    case Expected::Operand:
        return tr("a number was expected");
    case Expected::PredicateEnd:
        return tr("] was expected");
    case Expected::ClosingParenthesis:
        return tr(") was expected");
    case Expected::StringEnd:
        return tr("the closing quote is missing");
    case Expected::Name:
        return tr("a name or * was expected");
    case Expected::End:
    case Expected::Nothing:
        break;
    }
    return tr("the end was expected");
}

} // namespace Recloser
