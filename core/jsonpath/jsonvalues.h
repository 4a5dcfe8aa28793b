// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/jsonbudget.h"
#include "core/jsonpath/jsonoutline.h"

#include <compare>

namespace Recloser {

/// A value within an expression: of the text, or made by a literal or a function. Plain value.
struct JsonOperand
{
    enum class Kind { Nothing, Null, True, False, Number, String, Array, Object };

    Kind kind = Kind::Nothing;
    /// A number as it is written, a string's characters in UTF-8.
    QByteArray text;
    /// Of an array or object.
    JsonSpan span;
};

JsonOperand operandOf(const JsonOutline &outline, const JsonSpan &value);

/// The key in quotes is written otherwise, or like this.
bool isKey(QByteArrayView literal, const QByteArray &name);

/// By their exact values, whatever their size; numbers with exponents of more than 15 digits are
/// ordered by those.
std::strong_ordering compareJsonNumbers(QByteArrayView left, QByteArrayView right);

/// RFC 9535 section 2.3.5.2.2; of a name that occurs twice in an object the last one counts. False
/// when the budget ends.
bool isEqual(const JsonOutline &outline, const JsonOperand &left, const JsonOperand &right,
             JsonBudget &budget);
/// Numbers by value, strings by code points; nothing else is less than anything.
bool isLess(const JsonOperand &left, const JsonOperand &right);

} // namespace Recloser
