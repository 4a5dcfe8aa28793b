// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/xpath/xpathquery.h"

#include "core/xpath/xpathparser.h"
#include "core/xpath/xpathrun.h"

#include <algorithm>

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
    bool isWanted = true;
    const auto take = [&](const XPathNode &node) {
        std::vector<StructureStep> steps;
        for (const XPathNode *at = &node; at->parent; at = at->parent.get())
            steps.push_back({at->item, at->parent->item.kind, at->ordinal});
        std::ranges::reverse(steps);
        isWanted = found(steps);
        return isWanted;
    };
    const XPathContext context{run.document(), 1, 1};
    if (isInOrder(*m_expression)) {
        run.eachNode(*m_expression, context, take);
    } else {
        const XPathRun::Value made = run.evaluate(*m_expression, context);
        if (const auto *nodes = std::get_if<XPathRun::Nodes>(&made))
            std::ranges::all_of(*nodes, [&](const XPathRun::Node &node) { return take(*node); });
        else
            value = run.text(made);
    }
    if (run.isTooMuch()) {
        value.clear();
        return Ending::TooMuch;
    }
    return isWanted && !stop.stop_requested() ? Ending::Done : Ending::Stopped;
}

} // namespace Recloser
