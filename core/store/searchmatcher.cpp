// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/searchmatcher.h"

#include "core/store/searchwords.h"

#include <algorithm>

namespace Recloser {

namespace {

QByteArray foldedText(const QString &text)
{
    return folded(text.toUtf8());
}

/// What is found in a folded() text where the words stand there, the last one perhaps longer.
QByteArray needle(const QStringList &words)
{
    QByteArray phrase = foldedText(words.join(u' '));
    phrase.chop(1);
    return phrase;
}

bool has(const QByteArrayMatcher &phrase, const QByteArray &text)
{
    // Of nothing but marks, nothing is left to find.
    return !phrase.pattern().isEmpty() && phrase.indexIn(text) >= 0;
}

} // namespace

SearchMatcher::SearchMatcher(const SearchCondition &condition) : m_condition(condition)
{
    for (const SearchTerm &term : condition.terms) {
        const QByteArray phrase = needle(term.words);
        m_terms.push_back(
            {.where = term.where,
             .isExcluded = term.isExcluded,
             .facts = {},
             .signs = term.words.first(),
             .phrase = QByteArrayMatcher(phrase),
             .first = phrase.trimmed().split(' ').first(),
             .end = foldedText(term.words.first()),
             .rest = term.words.size() > 1 ? needle(term.words.sliced(1)) : QByteArray()});
        if (term.where == SearchTerm::Where::Facts) {
            for (const QString &fact : term.words)
                m_terms.back().facts.emplace_back(needle({fact}));
        }
    }
}

bool SearchMatcher::matches(const HistoryRow &row, const SearchedTexts &texts) const
{
    if (!isInTime(row) || (m_condition.isKept && !row.isKept)
        || (m_condition.isStatusless && row.status > 0))
        return false;
    const Texts foldedTexts{foldedText(row.url), foldedFromCondensed(texts.headers),
                            foldedFromCondensed(texts.bodies)};
    return std::ranges::all_of(m_terms, [&](const Term &term) {
        return holds(term, row, foldedTexts) != term.isExcluded;
    });
}

bool SearchMatcher::isInTime(const HistoryRow &row) const
{
    if (!m_condition.hasTimes())
        return true;
    if (!row.startedAt.isValid())
        return false;
    const qint64 started = row.startedAt.toMSecsSinceEpoch();
    return started >= m_condition.from.value_or(started)
        && started < m_condition.until.value_or(started + 1);
}

bool SearchMatcher::holds(const Term &term, const HistoryRow &row, const Texts &texts)
{
    switch (term.where) {
    case SearchTerm::Where::Host:
        return has(term.phrase, foldedText(row.host));
    case SearchTerm::Where::Key:
        return has(term.phrase, foldedText(row.key));
    case SearchTerm::Where::Facts:
        return std::ranges::any_of(term.facts, [&row](const QByteArrayMatcher &fact) {
            return has(fact, foldedText(filterFacts(row)));
        });
    case SearchTerm::Where::Signs:
        return row.url.contains(term.signs);
    case SearchTerm::Where::Anywhere:
        break;
    }
    return has(term.phrase, texts.url) || has(term.phrase, texts.headers)
        || has(term.phrase, texts.bodies) || isInsideUrl(term, row, texts.url);
}

bool SearchMatcher::isInsideUrl(const Term &term, const HistoryRow &row, const QByteArray &url)
{
    // Where it is nowhere in the URL, the ends of its words need not be made.
    if (term.first.isEmpty() || !url.contains(term.first))
        return false;
    const QByteArray ends = foldedText(wordEnds(row.url));
    if (has(term.phrase, ends))
        return true;
    return !term.rest.isEmpty() && url.contains(term.rest) && ends.contains(term.end);
}

} // namespace Recloser
