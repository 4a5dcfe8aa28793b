// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonquery.h"

#include "core/jsonpath/jsonqueryparser.h"
#include "core/jsonpath/jsonqueryrun.h"

namespace Recloser {

std::expected<JsonQuery, JsonQueryError> JsonQuery::compile(const QString &text)
{
    auto parsed = parseJsonQuery(text);
    if (!parsed)
        return std::unexpected(parsed.error());
    JsonQuery query;
    query.m_text = text;
    query.m_query = std::make_shared<const JsonSubquery>(*std::move(parsed));
    return query;
}

JsonQuery::Ending JsonQuery::evaluate(const JsonOutline &outline, const Found &found,
                                      const Limits &limits, const std::stop_token &stop) const
{
    JsonBudget budget(limits.steps, stop);
    JsonQueryRun run(outline, budget);
    const auto take = [&found, &run](const JsonSpan &value) { return found(value, run.steps()); };
    if (run.run(*m_query, outline.root(), take))
        return Ending::Done;
    return budget.isFine() || budget.isStopped() ? Ending::Stopped : Ending::TooMuch;
}

size_t JsonQuery::segmentCount() const
{
    return m_query->segments.size();
}

JsonQuery JsonQuery::first(size_t segments) const
{
    JsonSubquery shorter = *m_query;
    shorter.segments.resize(segments);
    JsonQuery query = *this;
    query.m_query = std::make_shared<const JsonSubquery>(std::move(shorter));
    return query;
}

QString JsonQuery::segmentText(size_t segment) const
{
    const auto &segments = m_query->segments;
    const qsizetype begin = segment == 0 ? 1 : segments[segment - 1].end;
    const std::u32string text = m_text.toStdU32String();
    return QString::fromStdU32String(
               text.substr(size_t(begin), size_t(segments[segment].end - begin)))
        .trimmed();
}

} // namespace Recloser
