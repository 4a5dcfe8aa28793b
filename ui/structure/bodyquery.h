// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/structureitem.h"
#include "core/xpath/xpathquery.h"

#include <QString>

#include <expected>
#include <functional>
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
    /// As far as it is sound.
    HeldBytes text;
};

/// JSONPath for JSON, XPath for XML. Plain value, cheap to copy, used by any thread.
class BodyQuery
{
public:
    enum class Ending {
        Done,
        Stopped,
        TooMuch, ///< beyond its limits; what was found is right
    };
    /// False if no more are wanted.
    using Found = std::function<bool(BodyMatch &&)>;

    static std::expected<BodyQuery, BodyQueryFault> compile(StructureLanguage language,
                                                            const QString &text);

    /// `value` is set where the query gives a value that stands nowhere in the text.
    Ending evaluate(const QueriedText &text, const Found &found, QString &value,
                    const std::stop_token &stop) const;

private:
    XPathQuery m_xpath;
};

} // namespace Recloser
