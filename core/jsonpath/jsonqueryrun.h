// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/iregexp.h"
#include "core/jsonpath/jsonquerysyntax.h"
#include "core/jsonpath/jsonsteps.h"
#include "core/jsonpath/jsonvalues.h"

#include <unordered_map>

namespace Recloser {

/// One evaluation of a query. Goes into depth, so that each value is handed over as soon as it is
/// found. What returns false has been told to stop, or has no budget left.
class JsonQueryRun
{
public:
    /// A function that takes a value and says whether more are wanted. Keeps nothing of it.
    class Sink
    {
    public:
        template<typename Function>
            requires(!std::is_same_v<Function, Sink>)
        Sink(const Function &function)
            : m_function(&function)
            , m_call([](const void *self, const JsonSpan &value) {
                return (*static_cast<const Function *>(self))(value);
            })
        {
        }
        bool operator()(const JsonSpan &value) const { return m_call(m_function, value); }

    private:
        const void *m_function;
        bool (*m_call)(const void *, const JsonSpan &);
    };

    JsonQueryRun(const JsonOutline &outline, JsonBudget &budget)
        : m_outline(outline)
        , m_budget(budget)
    {
    }

    bool run(const JsonSubquery &query, const JsonSpan &from, Sink sink);
    /// The way to the value that is handed over.
    const std::vector<JsonStep> &steps() const { return m_steps; }

private:
    /// What is known of a query from the root, whatever the value that is tested.
    struct Known
    {
        std::optional<JsonOperand> value;
        std::optional<bool> exists;
        std::optional<qint64> count;
    };

    bool apply(const std::vector<JsonSegment> &segments, size_t at, const JsonSpan &value,
               Sink sink);
    bool descend(const JsonSegment &segment, const JsonSpan &value, Sink sink);
    bool select(const JsonSegment &segment, const JsonSpan &value, Sink sink);
    bool selectName(const QByteArray &name, const JsonSpan &value, Sink sink);
    bool selectAll(const JsonFilter *filter, const JsonSpan &value, Sink sink);
    bool selectIndex(qint64 index, const JsonSpan &value, Sink sink);
    bool selectSlice(const JsonSelector &slice, const JsonSpan &value, Sink sink);
    bool selectForward(qint64 begin, qint64 end, qint64 step, const JsonSpan &value, Sink sink);
    bool selectBackward(const JsonSelector &slice, const JsonSpan &value, Sink sink);
    bool handOver(const JsonChildren &child, Sink sink);
    /// -1 without budget.
    qint64 childCount(const JsonSpan &value);

    bool holds(const JsonFilter &filter, const JsonSpan &current);
    bool compares(const JsonFilter &filter, const JsonSpan &current);
    bool exists(const JsonSubquery &query, const JsonSpan &current);
    bool matches(const JsonCall &call, const JsonSpan &current);
    JsonOperand valueOf(const JsonTerm &term, const JsonSpan &current);
    JsonOperand resultOf(const JsonCall &call, const JsonSpan &current);
    /// The value of the only node, Nothing otherwise.
    JsonOperand onlyValue(const JsonSubquery &query, const JsonSpan &current);
    qint64 nodeCount(const JsonSubquery &query, const JsonSpan &current);
    /// run() within a filter: where the query itself is stays as it is.
    void ask(const JsonSubquery &query, const JsonSpan &current, Sink sink);

    const JsonOutline &m_outline;
    JsonBudget &m_budget;
    std::vector<JsonStep> m_steps;
    std::unordered_map<const JsonSubquery *, Known> m_known;
    std::unordered_map<const JsonCall *, std::pair<QByteArray, std::optional<IRegexp>>> m_regexps;
};

} // namespace Recloser
