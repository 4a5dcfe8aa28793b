// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resolve/variables.h"

#include <QString>

namespace Recloser {

struct ThemeColors;

// Words for values, where they come from and why there are none.

/// "environment staging · http-client.env.json, line 4"
QString originText(const VariableOrigin &origin);
/// What a dynamic variable gives, in a few words; empty for names that are not known. Arguments do
/// not matter.
QString dynamicMeaning(const QString &name);
/// What a completion list says of an entry beside its value.
QString suggestionNote(const VariableSuggestion &suggestion);
/// A value on one line of at most `most` characters.
QString shortValue(const QString &value, qsizetype most = 120);

/// One paragraph of an explanation.
struct ExplanationLine
{
    enum class Role { Value, Secret, Example, Problem, Origin, Chain, Shadowed, Advice };
    Role role = Role::Origin;
    QString text;

    bool operator==(const ExplanationLine &) const = default;
};

/// All that is known of a placeholder, the most important first. `environment` is the chosen one.
QList<ExplanationLine> explanationLines(const PlaceholderExplanation &explanation,
                                        const QString &environment);
/// The same as plain text, for screen readers and tool tips.
QString explanationText(const PlaceholderExplanation &explanation, const QString &environment);

} // namespace Recloser
