// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/xpath/xpathquery.h"

#include "core/xpath/xpathparser.h"
#include "core/xpath/xpathrun.h"

#include <algorithm>
#include <set>

namespace Recloser {

std::expected<XPathQuery, XPathError> XPathQuery::compile(const QString &text)
{
    auto expression = XPathParser(text).parse();
    if (!expression)
        return std::unexpected(expression.error());
    XPathQuery query;
    query.m_expression = std::make_shared<const XPathExpression>(*std::move(expression));
    return query;
}

XPathQuery::Ending XPathQuery::evaluate(QByteArrayView xml, const Found &found, QString &value,
                                        const Limits &limits, const std::stop_token &stop) const
{
    XPathRun run(xml, limits.bytes, limits.depth, stop);
    std::set<qint64> known;
    bool isWanted = true;
    const auto take = [&](const XPathNode &node) {
        if (!known.insert(node.item.begin).second)
            return true;
        std::vector<StructureStep> steps;
        for (const XPathNode *at = &node; at->parent; at = at->parent.get())
            steps.push_back({at->item, at->parent->item.kind, at->ordinal});
        std::ranges::reverse(steps);
        isWanted = found(steps);
        return isWanted;
    };
    if (m_expression->kind == XPathExpression::Kind::Path
        || m_expression->kind == XPathExpression::Kind::Union)
        run.eachNode(*m_expression, {run.document(), 1, 1}, take);
    else
        value = run.text(run.evaluate(*m_expression, {run.document(), 1, 1}));
    if (run.isTooMuch())
        return Ending::TooMuch;
    return isWanted && !stop.stop_requested() ? Ending::Done : Ending::Stopped;
}

} // namespace Recloser
