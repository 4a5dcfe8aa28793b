// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace Recloser {

/// How well typed letters fit a text, and which letters of it they are. Plain value.
struct FuzzyMatch
{
    int score = 0;
    /// UTF-16 indices in the text, ascending.
    QList<qsizetype> marks;

    bool operator==(const FuzzyMatch &) const = default;
};

/// Finds the letters of `typed` in `text`, in their order and without regard to case, blanks in
/// `typed` left out. Of all ways the best: letters at the beginning of words and next to each other
/// count most. Looks at the first 200 characters.
std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView text);

} // namespace Recloser
