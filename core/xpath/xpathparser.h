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
    static constexpr int deepest = 60;

    /// Operators bind the more closely the larger their level.
    Expression readOperators(int level);
    std::optional<Expression::Kind> takeOperator(int level);
    Expression readUnary();
    Expression readUnion();
    Expression readFilter();
    Expression readPrimary();
    Expression readCall(const QString &name, qsizetype at);
    QString readString();

    // xpathsteps.cpp
    Expression readPath();
    void readSteps(Expression &path, bool isDeep);
    bool readStep(XPathStep &step);
    bool readAxis(XPathStep &step);
    bool readTest(XPathStep &step);
    bool readPredicates(std::vector<Expression> &predicates);
    bool beginsStep();
    QString readName();

    static bool beginsName(QChar c) { return c.isLetter() || c == u'_'; }
    static bool continuesName(QChar c)
    {
        return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.' || c.isMark();
    }
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
