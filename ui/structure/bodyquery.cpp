// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/bodyquery.h"

#include "core/text/structurepath.h"
#include "ui/structure/querywords.h"

namespace Recloser {

namespace {

template<typename Ending> BodyQuery::Ending endingOf(Ending ending)
{
    switch (ending) {
    case Ending::Done:
        return BodyQuery::Ending::Done;
    case Ending::Stopped:
        return BodyQuery::Ending::Stopped;
    case Ending::TooMuch:
        break;
    }
    return BodyQuery::Ending::TooMuch;
}

/// UTF-16 units of so many code points of a text.
qsizetype unitsOf(const QString &text, qsizetype characters)
{
    qsizetype at = 0;
    for (; characters > 0 && at < text.size(); --characters)
        at += text[at].isHighSurrogate() ? 2 : 1;
    return at;
}

} // namespace

std::expected<BodyQuery, BodyQueryFault> BodyQuery::compile(StructureLanguage language,
                                                            const QString &text)
{
    BodyQuery query;
    if (language == StructureLanguage::Xml) {
        auto xpath = XPathQuery::compile(text);
        if (!xpath)
            return std::unexpected(BodyQueryFault{describe(xpath.error()), xpath.error().at});
        query.m_query = *std::move(xpath);
        return query;
    }
    const QString path = text.trimmed();
    auto json = JsonQuery::compile(path);
    if (!json)
        return std::unexpected(BodyQueryFault{describe(json.error()),
                                              text.indexOf(path) + unitsOf(path, json.error().at)});
    query.m_query = *std::move(json);
    return query;
}

BodyQuery::Ending BodyQuery::evaluate(const QueriedText &text, const Found &found, QString &value,
                                      const std::stop_token &stop) const
{
    return std::holds_alternative<JsonQuery>(m_query) ? evaluateJson(text, found, stop)
                                                      : evaluateXml(text, found, value, stop);
}

BodyQuery::Ending BodyQuery::evaluateJson(const QueriedText &text, const Found &found,
                                          const std::stop_token &stop) const
{
    if (!*text.outline) {
        auto made = JsonOutline::make(text.text,
                                      text.language == StructureLanguage::JsonLines
                                          ? JsonOutline::Values::Many
                                          : JsonOutline::Values::One,
                                      stop);
        if (!made)
            return made.error().kind == JsonOutline::Failure::Kind::Stopped ? Ending::Stopped
                                                                            : Ending::Unsound;
        *text.outline = *std::move(made);
    }
    const auto ending = std::get<JsonQuery>(m_query).evaluate(
        **text.outline,
        [&](const JsonSpan &value, std::span<const JsonStep> steps) {
            return found({value.begin, value.end, QString::fromUtf8(normalizedJsonPath(steps))});
        },
        {}, stop);
    return endingOf(ending);
}

BodyQuery::Ending BodyQuery::evaluateXml(const QueriedText &text, const Found &found,
                                         QString &value, const std::stop_token &stop) const
{
    const QByteArrayView bytes = text.text.view();
    return endingOf(std::get<XPathQuery>(m_query).evaluate(
        bytes,
        [&](const std::vector<StructureStep> &steps) {
            if (steps.empty())
                return found({0, bytes.size(), QStringLiteral("/")});
            const StructureItem &item = steps.back().item;
            return found({item.valueBegin, endOfItem(text.language, item, bytes),
                          xmlPathOf(bytes, steps, stop)});
        },
        value, {}, stop));
}

} // namespace Recloser
