// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QList>
#include <QSyntaxHighlighter>

namespace Recloser {

/// A part of a pattern that is not a plain character. Half-open range of UTF-16 indices.
struct PatternToken
{
    enum class Kind { Set, Group, Repeat, Escape, Anchor };

    Kind kind = Kind::Set;
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const PatternToken &) const = default;
};

/// The parts of any text as a Python pattern, broken ones included; for colours only.
QList<PatternToken> patternTokens(QStringView pattern);

/// Colours a pattern while it is typed. Belongs to its document.
class PatternHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    PatternHighlighter(const Theme &theme, QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;

private:
    const Theme &m_theme;
};

} // namespace Recloser
