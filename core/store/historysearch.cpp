// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historysearch.h"

#include "core/store/searchedtext.h"
#include "core/store/searchwords.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Splits at blanks; a stretch in quotation marks stays together.
QStringList termsOf(const QString &text)
{
    QStringList terms;
    QString term;
    bool isQuoted = false;
    for (const QChar c : text) {
        if (c == u'"') {
            isQuoted = !isQuoted;
        } else if (c.isSpace() && !isQuoted) {
            terms.append(term);
            term.clear();
            continue;
        }
        if (c != u'"')
            term += c;
    }
    terms.append(term);
    terms.removeAll(QString());
    return terms;
}

/// Words are only letters, digits and the like, so quoting them leaves nothing to escape.
QString phrase(const QStringList &words)
{
    return u'"' + words.join(u' ') + u"\"*"_s;
}

/// The first word may be the end of a word of the URL, if the others follow somewhere in it.
QString anywhere(const QStringList &words)
{
    const QString whole = u"{url parts headers body} : "_s + phrase(words);
    if (words.size() == 1)
        return u"("_s + whole + u')';
    return u"("_s + whole + u" OR (parts : \""_s + words.first() + u"\" AND url : "_s
        + phrase(words.sliced(1)) + u"))"_s;
}

QString anyFact(const QStringList &words)
{
    QStringList phrases;
    for (const QString &word : words)
        phrases.append(phrase({word}));
    return u"(facts : ("_s + phrases.join(u" OR "_s) + u"))"_s;
}

QString queryOf(const SearchTerm &term)
{
    switch (term.where) {
    case SearchTerm::Where::Anywhere:
        break;
    case SearchTerm::Where::Host:
        return u"(host : "_s + phrase(term.words) + u')';
    case SearchTerm::Where::Key:
        return u"(key : "_s + phrase(term.words) + u')';
    case SearchTerm::Where::Facts:
        return anyFact(term.words);
    case SearchTerm::Where::Signs:
        return anyFact({signFact(term.words.first())});
    }
    return anywhere(term.words);
}

void addTerm(SearchCondition &condition, const QString &written)
{
    constexpr qsizetype mostWords = 64;
    const QStringList words = wordsOf(written).mid(0, mostWords);
    if (words.isEmpty())
        condition.terms.append({SearchTerm::Where::Signs, {written}});
    else
        condition.terms.append({SearchTerm::Where::Anywhere, words});
}

} // namespace

SearchCondition searchCondition(const QString &text, const QDateTime &now)
{
    constexpr qsizetype longestText = 1000;
    constexpr qsizetype mostTerms = 32;
    SearchCondition condition;
    for (const QString &written : termsOf(text.left(longestText)).mid(0, mostTerms)) {
        // "-5" is left out, "--" is looked for.
        const bool isExcluded
            = written.size() > 1 && written[0] == u'-' && written[1].isLetterOrNumber();
        const QString term = isExcluded ? written.sliced(1) : written;
        const SearchCondition before = condition;
        if (!addFilter(condition, term, now))
            addTerm(condition, term);
        if (!isExcluded)
            continue;
        if (condition.terms.size() > before.terms.size()) {
            condition.terms.last().isExcluded = true;
            condition.isStatusless = before.isStatusless;
        } else if (condition != before) {
            condition = before;
            condition.problems.append({SearchProblem::Kind::BadValue, written, {}});
        }
    }
    return condition;
}

QString indexQuery(const QList<SearchTerm> &terms)
{
    QStringList wanted;
    QStringList excluded;
    for (const SearchTerm &term : terms)
        (term.isExcluded ? excluded : wanted).append(queryOf(term));
    if (excluded.isEmpty())
        return wanted.join(u" AND "_s);
    // The index can only take away from something: every row has an outcome.
    const QString all = wanted.isEmpty() ? anyFact({u"is"_s}) : wanted.join(u" AND "_s);
    return u"("_s + all + u") NOT ("_s + excluded.join(u" OR "_s) + u')';
}

} // namespace Recloser
