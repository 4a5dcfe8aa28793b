// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonvalues.h"

#include "core/text/jsonnumber.h"
#include "core/text/jsonstrings.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Nothing where it is no plain integer, or one of many digits.
std::optional<qint64> smallInteger(QByteArrayView text)
{
    if (text.size() > 18)
        return {};
    const bool isNegative = text.startsWith('-');
    qint64 number = 0;
    for (const char c : text.sliced(isNegative ? 1 : 0)) {
        if (c < '0' || c > '9')
            return {};
        number = number * 10 + (c - '0');
    }
    return isNegative ? -number : number;
}

int signOf(const JsonNumber &number)
{
    return number.digits.isEmpty() ? 0 : number.isNegative ? -1 : 1;
}

/// Of a number as it is written whose exponent nobody computes with.
struct HugeExponent
{
    bool isNegative;
    bool isExponentNegative;
    QByteArrayView exponent;

    explicit HugeExponent(QByteArrayView text)
    {
        isNegative = text.startsWith('-');
        exponent = text.sliced(std::max(text.indexOf('e'), text.indexOf('E')) + 1);
        isExponentNegative = exponent.startsWith('-');
        while (exponent.startsWith('-') || exponent.startsWith('+') || exponent.startsWith('0'))
            exponent = exponent.sliced(1);
    }
};

std::strong_ordering compareHuge(const JsonNumber &left, const JsonNumber &right)
{
    if (left == right)
        return std::strong_ordering::equal;
    const auto rank = [](const JsonNumber &number) {
        if (!number.isBeyond)
            return signOf(number) * 2;
        const HugeExponent huge(number.digits);
        return (huge.isNegative ? -1 : 1) * (huge.isExponentNegative ? 1 : 3);
    };
    if (const auto order = rank(left) <=> rank(right); order != 0)
        return order;
    const HugeExponent one(left.digits);
    const HugeExponent other(right.digits);
    const bool isTurned = one.isNegative != one.isExponentNegative;
    const auto byExponent = std::pair(one.exponent.size(), one.exponent.toByteArray())
        <=> std::pair(other.exponent.size(), other.exponent.toByteArray());
    const auto order = byExponent != 0 ? byExponent : left.digits <=> right.digits;
    return isTurned ? 0 <=> order : order;
}

JsonOperand::Kind kindOf(char first)
{
    using enum JsonOperand::Kind;
    switch (first) {
    case '"':
        return String;
    case '{':
        return Object;
    case '[':
        return Array;
    case 't':
        return True;
    case 'f':
        return False;
    case 'n':
        return Null;
    default:
        return Number;
    }
}

using Member = std::pair<QByteArray, JsonSpan>;

/// Sorted by keys, of each the last one.
std::vector<Member> membersOf(const JsonOutline &outline, const JsonSpan &object,
                              JsonBudget &budget)
{
    std::vector<Member> members;
    JsonChildren children(outline, object);
    while (budget.spendBytes(children.value().end - children.value().begin) && children.next())
        members.emplace_back(jsonStringContent(children.key()), children.value());
    std::ranges::stable_sort(members, {}, &Member::first);
    std::ranges::reverse(members);
    const auto doubled = std::ranges::unique(members, {}, &Member::first);
    members.erase(doubled.begin(), doubled.end());
    return members;
}

bool areObjectsEqual(const JsonOutline &outline, const JsonSpan &left, const JsonSpan &right,
                     JsonBudget &budget)
{
    const std::vector<Member> ours = membersOf(outline, left, budget);
    const std::vector<Member> theirs = membersOf(outline, right, budget);
    return budget.isFine()
        && std::ranges::equal(ours, theirs, [&](const Member &our, const Member &their) {
               return our.first == their.first
                   && isEqual(outline, operandOf(outline, our.second),
                              operandOf(outline, their.second), budget);
           });
}

bool areArraysEqual(const JsonOutline &outline, const JsonSpan &left, const JsonSpan &right,
                    JsonBudget &budget)
{
    JsonChildren ours(outline, left);
    JsonChildren theirs(outline, right);
    while (budget.spend()) {
        const bool isThere = ours.next();
        if (isThere != theirs.next())
            return false;
        if (!isThere)
            return true;
        if (!isEqual(outline, operandOf(outline, ours.value()), operandOf(outline, theirs.value()),
                     budget))
            return false;
    }
    return false;
}

} // namespace

JsonOperand operandOf(const JsonOutline &outline, const JsonSpan &value)
{
    using enum JsonOperand::Kind;
    const QByteArrayView text = outline.text(value);
    JsonOperand operand;
    operand.span = value;
    operand.kind = outline.isArray(value) ? Array : kindOf(text.front());
    if (operand.kind == String)
        operand.text = text.contains('\\')
            ? jsonStringContent(text)
            : QByteArray::fromRawData(text.data() + 1, text.size() - 2);
    else if (operand.kind == Number)
        operand.text = QByteArray::fromRawData(text.data(), text.size());
    return operand;
}

bool isKey(QByteArrayView literal, const QByteArray &name)
{
    return literal.contains('\\') ? jsonStringContent(literal) == name
                                  : literal.sliced(1, literal.size() - 2) == name;
}

std::strong_ordering compareJsonNumbers(QByteArrayView left, QByteArrayView right)
{
    const auto ours = smallInteger(left);
    const auto theirs = smallInteger(right);
    if (ours && theirs)
        return *ours <=> *theirs;
    const JsonNumber one = jsonNumber(left);
    const JsonNumber other = jsonNumber(right);
    if (one.isBeyond || other.isBeyond)
        return compareHuge(one, other);
    if (const auto order = signOf(one) <=> signOf(other); order != 0 || one == other)
        return order;
    // The place of the first digit, then digit by digit.
    auto order = one.exponent + one.digits.size() <=> other.exponent + other.digits.size();
    if (order == 0)
        order = one.digits <=> other.digits;
    return one.isNegative ? 0 <=> order : order;
}

bool isEqual(const JsonOutline &outline, const JsonOperand &left, const JsonOperand &right,
             JsonBudget &budget)
{
    using enum JsonOperand::Kind;
    if (left.kind != right.kind || !budget.spendBytes(left.text.size()))
        return false;
    switch (left.kind) {
    case Number:
        return compareJsonNumbers(left.text, right.text) == 0;
    case String:
        return left.text == right.text;
    case Array:
        return left.span == right.span || areArraysEqual(outline, left.span, right.span, budget);
    case Object:
        return left.span == right.span || areObjectsEqual(outline, left.span, right.span, budget);
    default:
        return true;
    }
}

bool isLess(const JsonOperand &left, const JsonOperand &right)
{
    if (left.kind != right.kind)
        return false;
    if (left.kind == JsonOperand::Kind::Number)
        return compareJsonNumbers(left.text, right.text) < 0;
    // The order of UTF-8 is that of code points.
    return left.kind == JsonOperand::Kind::String && left.text < right.text;
}

} // namespace Recloser
