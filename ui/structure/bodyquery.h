// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/jsonquery.h"
#include "core/text/heldbytes.h"
#include "core/text/structureitem.h"
#include "core/xpath/xpathquery.h"

#include <QString>

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <variant>

namespace Recloser {

/// A value that a query found: bytes [begin, end) of the text.
struct BodyMatch
{
    qint64 begin = 0;
    qint64 end = 0;
    QString path;

    bool operator==(const BodyMatch &) const = default;
};

/// Why a query is none.
struct BodyQueryFault
{
    QString words;
    /// UTF-16 units from its start.
    qsizetype at = 0;
};

/// A text that queries are put to.
struct QueriedText
{
    StructureLanguage language = StructureLanguage::Json;
    /// As far as it is sound; of JSON queries want all of it to be.
    HeldBytes text;
    /// Of JSON, made by the first query; for the one thread that evaluates.
    std::shared_ptr<std::optional<JsonOutline>> outline
        = std::make_shared<std::optional<JsonOutline>>();
};

/// JSONPath for JSON, XPath for XML. Plain value, cheap to copy, used by any thread.
class BodyQuery
{
public:
    enum class Ending {
        Done,
        Stopped,
        TooMuch, ///< beyond its limits; what was found is right
        Unsound, ///< the text is broken, or too deep
    };
    /// False if no more are wanted.
    using Found = std::function<bool(BodyMatch &&)>;

    static std::expected<BodyQuery, BodyQueryFault> compile(StructureLanguage language,
                                                            const QString &text);

    /// `value` is set where the query gives a value that stands nowhere in the text.
    Ending evaluate(const QueriedText &text, const Found &found, QString &value,
                    const std::stop_token &stop) const;

private:
    Ending evaluateJson(const QueriedText &text, const Found &found,
                        const std::stop_token &stop) const;
    Ending evaluateXml(const QueriedText &text, const Found &found, QString &value,
                       const std::stop_token &stop) const;

    std::variant<XPathQuery, JsonQuery> m_query;
};

} // namespace Recloser
