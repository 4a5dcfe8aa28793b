// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/structuretree.h"
#include "core/xpath/xpathsyntax.h"

#include <QString>

#include <expected>
#include <functional>
#include <memory>

namespace Recloser {

/// An XPath 1.0 expression: all axes but that of namespaces, predicates, operators, and the
/// functions that need neither a document type nor a context from outside.
/// Names are compared as they are written, prefixes included; a name without one stands for any.
/// Nothing of the text is built up: nodes are walked to, entities are not expanded but for the five
/// that are predefined. Plain value, cheap to copy, used by any thread.
class XPathQuery
{
public:
    static std::expected<XPathQuery, XPathError> compile(const QString &text);

    struct Limits
    {
        /// Bytes that are gone through; a path with // goes through deep ones more than once.
        qint64 bytes = 20'000'000'000;
        /// Nodes within nodes that are looked into.
        int depth = 1'000;
    };
    enum class Ending {
        Done,
        Stopped, ///< somebody wanted no more
        TooMuch, ///< beyond the limits; what was found is right
    };
    /// False if no more are wanted.
    using Found = std::function<bool(const std::vector<StructureStep> &steps)>;

    /// Hands over the nodes, each once, in the order of the document; as they are found where the
    /// expression leads forwards only. `value` is set where the expression gives a number, a text
    /// or a yes or no in place of nodes, and not where that took too much. `xml` is all of a text,
    /// as far as it is sound.
    Ending evaluate(QByteArrayView xml, const Found &found, QString &value, const Limits &limits,
                    const std::stop_token &stop = {}) const;

private:
    std::shared_ptr<const XPathExpression> m_expression;
};

} // namespace Recloser
