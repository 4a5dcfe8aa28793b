// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/worddiff.h"

#include "core/compare/sequencediff.h"

#include <QHash>

#include <algorithm>

namespace Recloser {

namespace {

/// Below this share in common (of what is no blank) marks of words only confuse, in percent.
constexpr qsizetype leastCommon = 20;

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c.isMark() || c.isSurrogate();
}

std::vector<WordRange> wordsOf(QStringView row)
{
    std::vector<WordRange> words;
    for (qsizetype at = 0; at < row.size();) {
        qsizetype end = at + 1;
        if (isWordCharacter(row[at])) {
            while (end < row.size() && isWordCharacter(row[end]))
                ++end;
        } else if (row[at].isSpace()) {
            while (end < row.size() && row[end].isSpace())
                ++end;
        }
        words.push_back({at, end});
        at = end;
    }
    return words;
}

bool isBlank(QStringView text)
{
    return text.trimmed().isEmpty();
}

qsizetype solidLength(QStringView text)
{
    return std::ranges::count_if(text, [](QChar c) { return !c.isSpace(); });
}

void mark(QList<WordRange> &ranges, qsizetype begin, qsizetype end)
{
    if (begin == end)
        return;
    if (!ranges.isEmpty() && ranges.last().end == begin)
        ranges.last().end = end;
    else
        ranges.append({begin, end});
}

WordDifferences compared(QStringView left, QStringView right)
{
    const std::vector<WordRange> leftWords = wordsOf(left);
    const std::vector<WordRange> rightWords = wordsOf(right);
    QHash<QStringView, quint32> numbers;
    const auto number = [&numbers](QStringView row, const std::vector<WordRange> &words) {
        std::vector<quint32> numbered;
        numbered.reserve(words.size());
        for (const WordRange &word : words) {
            const QStringView text = row.sliced(word.begin, word.end - word.begin);
            const auto found = numbers.constFind(text);
            const auto next = quint32(numbers.size());
            numbered.push_back(found == numbers.cend() ? *numbers.insert(text, next) : *found);
        }
        return numbered;
    };
    const std::vector<quint32> leftNumbers = number(left, leftWords);
    const std::vector<quint32> rightNumbers = number(right, rightWords);
    SequenceDiff diff = diffSequences(leftNumbers, rightNumbers, quint32(numbers.size()));
    const auto placeOf = [](const std::vector<WordRange> &words, QStringView row, size_t word) {
        return word < words.size() ? words[word].begin : row.size();
    };

    // Blanks between two changes are no reason to tell them apart.
    const auto isOnlyBlank = [&](const EqualRun &run) {
        const qsizetype begin = placeOf(leftWords, left, run.left);
        return isBlank(left.sliced(begin, placeOf(leftWords, left, run.left + run.count) - begin));
    };
    const auto isAtEdge = [&](const EqualRun &run) {
        return (run.left == 0 && run.right == 0)
            || (run.left + run.count == leftWords.size()
                && run.right + run.count == rightWords.size());
    };
    std::erase_if(diff.runs,
                  [&](const EqualRun &run) { return !isAtEdge(run) && isOnlyBlank(run); });

    WordDifferences differences;
    qsizetype common = 0;
    qsizetype x = 0;
    qsizetype y = 0;
    for (const EqualRun &run : diff.runs) {
        const qsizetype begin = placeOf(leftWords, left, run.left);
        mark(differences.left, x, begin);
        mark(differences.right, y, placeOf(rightWords, right, run.right));
        x = placeOf(leftWords, left, run.left + run.count);
        y = placeOf(rightWords, right, run.right + run.count);
        common += solidLength(left.sliced(begin, x - begin));
    }
    mark(differences.left, x, left.size());
    mark(differences.right, y, right.size());
    const qsizetype longer = std::max(solidLength(left), solidLength(right));
    if (longer > 0 && common * 100 < longer * leastCommon) {
        differences = {.isWhole = true};
        mark(differences.left, 0, left.size());
        mark(differences.right, 0, right.size());
    }
    return differences;
}

} // namespace

WordDifferences wordDifferences(QStringView left, QStringView right)
{
    if (left == right)
        return {};
    // The same sides are compared whichever is left, so that both ways tell the same.
    if (left.size() < right.size() || (left.size() == right.size() && left < right))
        return compared(left, right);
    WordDifferences differences = compared(right, left);
    std::swap(differences.left, differences.right);
    return differences;
}

} // namespace Recloser
