// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/xpath/xpathsyntax.h"

#include <expected>
#include <optional>

namespace Recloser {

/// Reads an expression by the grammar of XPath 1.0.
class XPathParser
{
public:
    explicit XPathParser(const QString &text) : m_text(text) { }

    std::expected<XPathExpression, XPathError> parse();

private:
    using Expression = XPathExpression;
    using Expected = XPathError::Expected;

    /// Operators bind the more closely the larger their level.
    Expression readOperators(int level);
    std::optional<Expression::Kind> takeOperator(int level);
    Expression readUnary();
    Expression readUnion();
    Expression readPrimary();
    Expression readCall(const QString &name, qsizetype at);
    Expression readPath();
    bool readStep(XPathStep &step);
    bool readTest(XPathStep &step);
    bool readPredicates(XPathStep &step);
    bool beginsStep();
    QString readName();

    void skipBlanks();
    bool take(QLatin1StringView sign);
    bool isHere(QLatin1StringView sign);
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    void fail(XPathError::Kind kind, qsizetype at, Expected expected, QString subject = {});

    QString m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    std::optional<XPathError> m_error;
};

} // namespace Recloser
