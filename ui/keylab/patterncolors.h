// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/patternreading.h"
#include "ui/theme/theme.h"

#include <QList>
#include <QSyntaxHighlighter>

namespace Recloser {

/// A part of a pattern that is not a plain character. Half-open range of UTF-16 indices.
struct PatternToken
{
    enum class Kind { Set, Group, Repeat, Escape, Anchor, Comment };

    Kind kind = Kind::Set;
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const PatternToken &) const = default;
};

/// The parts of a pattern, by its syntax tree.
QList<PatternToken> patternTokens(const PatternReading &reading);

/// The parts of any text as a Python pattern, broken ones included, by looking at characters alone;
/// for colours while there is no tree.
QList<PatternToken> looseTokens(QStringView pattern);

/// The bracket right or left of `position` and its partner.
std::optional<std::pair<qsizetype, qsizetype>> bracketsAt(const PatternReading &reading,
                                                          qsizetype position);

/// Colours a pattern while it is typed, and reads it for that. Belongs to its document.
class PatternHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    PatternHighlighter(const Theme &theme, QTextDocument *document);

    void setVersion(PythonVersion version);
    /// What stands in the document now.
    const PatternReading &reading();

protected:
    void highlightBlock(const QString &text) override;

private:
    QColor colorOf(PatternToken::Kind kind) const;

    const Theme &m_theme;
    PythonVersion m_version = PythonVersion::Py311;
    PatternReading m_reading;
    QList<PatternToken> m_tokens;
    QString m_shown;
};

} // namespace Recloser
