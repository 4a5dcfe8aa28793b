// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/jsonoutline.h"
#include "core/jsonpath/jsonqueryerror.h"
#include "core/jsonpath/jsonsteps.h"

#include <functional>

namespace Recloser {

struct JsonSubquery;

/// A JSONPath query (RFC 9535). Numbers are compared by their exact values, `1`, `1.0` and `1e0`
/// being equal; of a name that occurs twice in an object a name selector and a comparison take the
/// last one, while `*` and `..` come upon each. Plain value, cheap to copy, used by any thread.
class JsonQuery
{
public:
    static std::expected<JsonQuery, JsonQueryError> compile(const QString &text);

    struct Limits
    {
        /// Values that are looked at, one for each 64 bytes of long ones.
        qint64 steps = 500'000'000;
    };
    enum class Ending {
        Done,
        Stopped, ///< somebody wanted no more
        TooMuch, ///< beyond the limits; what was found is right
    };
    /// A value, and the way to it from the root, which lives as long as the call. False if no more
    /// are wanted.
    using Found = std::function<bool(const JsonSpan &value, std::span<const JsonStep> steps)>;

    /// Hands over the values one by one, in the order of the RFC, each as soon as it is found.
    Ending evaluate(const JsonOutline &outline, const Found &found, const Limits &limits,
                    const std::stop_token &stop = {}) const;
    Ending evaluate(const JsonOutline &outline, const Found &found) const
    {
        return evaluate(outline, found, Limits());
    }

    size_t segmentCount() const;
    /// The query without what follows its first segments.
    JsonQuery first(size_t segments) const;
    /// A segment as it is written.
    QString segmentText(size_t segment) const;

private:
    JsonQuery() = default;

    QString m_text;
    std::shared_ptr<const JsonSubquery> m_query;
};

} // namespace Recloser
