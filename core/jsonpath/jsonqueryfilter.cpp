// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonqueryrun.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Code points of UTF-8.
qint64 characterCount(const QByteArray &text)
{
    return std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

JsonOperand numberOperand(qint64 number)
{
    return {JsonOperand::Kind::Number, QByteArray::number(number), {}};
}

} // namespace

bool JsonQueryRun::holds(const JsonFilter &filter, const JsonSpan &current)
{
    const auto partHolds = [&](const JsonFilter &part) { return holds(part, current); };
    switch (filter.kind) {
    case JsonFilter::Kind::Or:
        return std::ranges::any_of(filter.parts, partHolds);
    case JsonFilter::Kind::And:
        return std::ranges::all_of(filter.parts, partHolds);
    case JsonFilter::Kind::Not:
        return !partHolds(filter.parts.front());
    case JsonFilter::Kind::Comparison:
        return compares(filter, current);
    case JsonFilter::Kind::Exists:
        return exists(*filter.left.query, current);
    case JsonFilter::Kind::Test:
        return matches(*filter.left.call, current);
    }
    return false;
}

bool JsonQueryRun::compares(const JsonFilter &filter, const JsonSpan &current)
{
    using enum JsonFilter::Operator;
    const JsonOperand left = valueOf(filter.left, current);
    const JsonOperand right = valueOf(filter.right, current);
    switch (filter.comparison) {
    case Equal:
        return isEqual(m_outline, left, right, m_budget);
    case NotEqual:
        return !isEqual(m_outline, left, right, m_budget);
    case Less:
        return isLess(left, right);
    case LessOrEqual:
        return isLess(left, right) || isEqual(m_outline, left, right, m_budget);
    case Greater:
        return isLess(right, left);
    case GreaterOrEqual:
        return isLess(right, left) || isEqual(m_outline, left, right, m_budget);
    }
    return false;
}

void JsonQueryRun::ask(const JsonSubquery &query, const JsonSpan &current, Sink sink)
{
    const size_t depth = m_steps.size();
    run(query, query.isAbsolute ? m_outline.root() : current, sink);
    m_steps.resize(depth);
}

bool JsonQueryRun::exists(const JsonSubquery &query, const JsonSpan &current)
{
    if (query.isAbsolute && m_known[&query].exists)
        return *m_known[&query].exists;
    bool isAny = false;
    ask(query, current, [&isAny](const JsonSpan &) {
        isAny = true;
        return false;
    });
    if (query.isAbsolute)
        m_known[&query].exists = isAny;
    return isAny;
}

JsonOperand JsonQueryRun::onlyValue(const JsonSubquery &query, const JsonSpan &current)
{
    if (query.isAbsolute && m_known[&query].value)
        return *m_known[&query].value;
    std::optional<JsonSpan> found;
    bool isOnly = true;
    ask(query, current, [&](const JsonSpan &value) {
        isOnly = !found;
        found = value;
        return isOnly;
    });
    const JsonOperand operand = found && isOnly ? operandOf(m_outline, *found) : JsonOperand{};
    if (query.isAbsolute)
        m_known[&query].value = operand;
    return operand;
}

qint64 JsonQueryRun::nodeCount(const JsonSubquery &query, const JsonSpan &current)
{
    if (query.isAbsolute && m_known[&query].count)
        return *m_known[&query].count;
    qint64 count = 0;
    ask(query, current, [&count](const JsonSpan &) {
        ++count;
        return true;
    });
    if (query.isAbsolute)
        m_known[&query].count = count;
    return count;
}

JsonOperand JsonQueryRun::valueOf(const JsonTerm &term, const JsonSpan &current)
{
    using enum JsonTerm::Kind;
    switch (term.kind) {
    case Query:
        return onlyValue(*term.query, current);
    case Call:
        return resultOf(*term.call, current);
    case Null:
        return {JsonOperand::Kind::Null, {}, {}};
    case True:
        return {JsonOperand::Kind::True, {}, {}};
    case False:
        return {JsonOperand::Kind::False, {}, {}};
    case Number:
        return {JsonOperand::Kind::Number, term.text, {}};
    case String:
        return {JsonOperand::Kind::String, term.text, {}};
    }
    return {};
}

JsonOperand JsonQueryRun::resultOf(const JsonCall &call, const JsonSpan &current)
{
    const JsonTerm &argument = call.arguments.front();
    if (call.function == JsonCall::Function::Count)
        return numberOperand(nodeCount(*argument.query, current));
    if (call.function == JsonCall::Function::Value)
        return onlyValue(*argument.query, current);
    const JsonOperand value = valueOf(argument, current);
    if (value.kind == JsonOperand::Kind::String) {
        m_budget.spendBytes(value.text.size());
        return numberOperand(characterCount(value.text));
    }
    if (value.kind == JsonOperand::Kind::Array || value.kind == JsonOperand::Kind::Object)
        return numberOperand(childCount(value.span));
    return {};
}

bool JsonQueryRun::matches(const JsonCall &call, const JsonSpan &current)
{
    const JsonOperand text = valueOf(call.arguments[0], current);
    const JsonOperand pattern = valueOf(call.arguments[1], current);
    if (text.kind != JsonOperand::Kind::String || pattern.kind != JsonOperand::Kind::String)
        return false;
    const auto [cached, isNew] = m_regexps.try_emplace(&call);
    auto &[source, regexp] = cached->second;
    if (isNew || source != pattern.text) {
        source = QByteArray(pattern.text.constData(), pattern.text.size());
        regexp = IRegexp::make(source);
        m_budget.spendBytes(source.size());
    }
    if (!regexp)
        return false;
    const qint64 before = m_budget.left();
    qint64 left = before;
    const IRegexp::Extent extent = call.function == JsonCall::Function::Match
        ? IRegexp::Extent::Whole
        : IRegexp::Extent::Anywhere;
    const IRegexp::Verdict verdict = regexp->matches(text.text, extent, left);
    m_budget.spend(before - left + 1);
    return verdict == IRegexp::Verdict::Yes;
}

} // namespace Recloser
