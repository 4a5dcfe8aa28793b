// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/fuzzymatch.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace Recloser {

namespace {

constexpr qsizetype longest = 200;
constexpr int impossible = std::numeric_limits<int>::min() / 2;
constexpr int letter = 1;
constexpr int wordStart = 8;
/// More than another word's beginning: "se" means "Send" rather than "Select environment".
constexpr int neighbour = 9;
constexpr int textStart = 4;

bool beginsWord(QStringView text, qsizetype i)
{
    if (i == 0)
        return true;
    const QChar before = text[i - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[i].isUpper());
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView text)
{
    QString needle;
    for (const QChar c : typed.first(std::min(longest, typed.size()))) {
        if (!c.isSpace())
            needle.append(c.toCaseFolded());
    }
    const QStringView hay = text.first(std::min(longest, text.size()));
    const qsizetype n = needle.size();
    const qsizetype m = hay.size();
    if (n == 0)
        return FuzzyMatch{};
    if (n > m)
        return {};

    // best[i][j]: needle[0..i] with its last letter at hay[j]; reach[i][j]: the same with it at or
    // before j.
    const auto at = [m](qsizetype i, qsizetype j) { return size_t(i * m + j); };
    std::vector<int> best(size_t(n * m), impossible);
    std::vector<int> reach(size_t(n * m), impossible);
    for (qsizetype i = 0; i < n; ++i) {
        for (qsizetype j = i; j < m; ++j) {
            if (hay[j].toCaseFolded() == needle[i]) {
                const int own
                    = letter + (beginsWord(hay, j) ? wordStart : 0) + (j == 0 ? textStart : 0);
                if (i == 0) {
                    best[at(i, j)] = own;
                } else if (j > 0) {
                    const int apart = reach[at(i - 1, j - 1)];
                    const int joined = best[at(i - 1, j - 1)] + neighbour;
                    const int before = std::max(apart, joined);
                    best[at(i, j)] = before <= impossible / 2 ? impossible : own + before;
                }
            }
            reach[at(i, j)] = std::max(best[at(i, j)], j > 0 ? reach[at(i, j - 1)] : impossible);
        }
    }
    const int score = reach[at(n - 1, m - 1)];
    if (score <= impossible / 2)
        return {};

    // Walks back along the best way; of equal ones along the leftmost.
    FuzzyMatch match;
    match.marks.resize(n);
    qsizetype end = m - 1;
    bool mustTouch = false;
    for (qsizetype i = n - 1; i >= 0; --i) {
        qsizetype j = end;
        if (!mustTouch) {
            while (j > 0 && reach[at(i, j - 1)] == reach[at(i, end)])
                --j;
        }
        match.marks[i] = j;
        mustTouch = i > 0 && best[at(i - 1, j - 1)] + neighbour >= reach[at(i - 1, j - 1)];
        end = j - 1;
    }
    // Of two texts with the same fit the shorter one is meant.
    match.score = score * 4 - int(m / 16);
    return match;
}

} // namespace Recloser
