// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/bodyquery.h"

#include "core/text/structurepath.h"
#include "ui/structure/querywords.h"

namespace Recloser {

std::expected<BodyQuery, BodyQueryFault> BodyQuery::compile(StructureLanguage, const QString &text)
{
    auto xpath = XPathQuery::compile(text);
    if (!xpath)
        return std::unexpected(BodyQueryFault{describe(xpath.error()), xpath.error().at});
    BodyQuery query;
    query.m_xpath = *std::move(xpath);
    return query;
}

BodyQuery::Ending BodyQuery::evaluate(const QueriedText &text, const Found &found, QString &value,
                                      const std::stop_token &stop) const
{
    const QByteArrayView bytes = text.text.view();
    const auto ending = m_xpath.evaluate(
        bytes,
        [&](const std::vector<StructureStep> &steps) {
            if (steps.empty())
                return found({0, bytes.size(), QStringLiteral("/")});
            const StructureItem &item = steps.back().item;
            return found({item.valueBegin, endOfItem(text.language, item, bytes),
                          xmlPathOf(bytes, steps, stop)});
        },
        value, {}, stop);
    switch (ending) {
    case XPathQuery::Ending::Done:
        return Ending::Done;
    case XPathQuery::Ending::Stopped:
        return Ending::Stopped;
    case XPathQuery::Ending::TooMuch:
        break;
    }
    return Ending::TooMuch;
}

} // namespace Recloser
