// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/jsonquery.h"

#include <QStringList>

namespace Recloser {

/// What a query gives for a text.
struct Queried
{
    /// As they are written.
    QStringList values;
    QStringList paths;
    /// Empty if it went well.
    QString failure;
};

inline JsonOutline outlineOf(const QByteArray &json,
                             JsonOutline::Values values = JsonOutline::Values::One)
{
    auto outline = JsonOutline::make(HeldBytes(json), values);
    if (!outline)
        qFatal("no JSON: %s", json.constData());
    return *std::move(outline);
}

inline Queried queried(const QString &text, const JsonOutline &outline)
{
    const auto query = JsonQuery::compile(text);
    if (!query)
        return {{}, {}, QStringLiteral("no query from %1 on").arg(query.error().at)};
    Queried result;
    const auto ending
        = query->evaluate(outline, [&](const JsonSpan &value, std::span<const JsonStep> steps) {
              result.values += QString::fromUtf8(outline.text(value));
              result.paths += QString::fromUtf8(normalizedJsonPath(steps));
              return true;
          });
    if (ending != JsonQuery::Ending::Done)
        result.failure = QStringLiteral("ended early");
    return result;
}

} // namespace Recloser
