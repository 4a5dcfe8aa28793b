// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historysearch.h"

#include "core/store/searchedtext.h"
#include "core/store/searchwords.h"

#include <array>
#include <optional>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// What a filter such as "status:503" asks for, without words where its value is still missing; or
/// nothing if `text` is no filter.
std::optional<SearchTerm> filterTerm(const QString &text)
{
    using enum SearchTerm::Where;
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0)
        return std::nullopt;
    const QString name = text.first(colon).toLower();
    const QString value = text.sliced(colon + 1);
    if (name == "host"_L1)
        return SearchTerm{Host, wordsOf(value)};
    if (name == "key"_L1)
        return SearchTerm{Key, wordsOf(value)};
    static constexpr std::array<std::pair<QStringView, QStringView>, 3> facts{
        {{u"status", u"s"}, {u"method", u"m"}, {u"is", u"is"}}};
    for (const auto &[filter, prefix] : facts) {
        if (name != filter)
            continue;
        SearchTerm term{Facts, {}};
        if (const QString word = filterValue(value); !word.isEmpty())
            term.words.append(prefix + word);
        return term;
    }
    return std::nullopt;
}

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
        return whole;
    return u"("_s + whole + u" OR (parts : \""_s + words.first() + u"\" AND url : "_s
        + phrase(words.sliced(1)) + u"))"_s;
}

} // namespace

SearchCondition searchCondition(const QString &text)
{
    constexpr qsizetype longestText = 1000;
    constexpr qsizetype mostTerms = 32;
    constexpr qsizetype mostWords = 64;
    SearchCondition condition;
    for (const QString &written : termsOf(text.left(longestText)).mid(0, mostTerms)) {
        if (const std::optional<SearchTerm> filter = filterTerm(written)) {
            if (!filter->words.isEmpty())
                condition.terms.append(*filter);
            continue;
        }
        const QStringList words = wordsOf(written).mid(0, mostWords);
        if (words.isEmpty())
            condition.urlContains.append(written);
        else
            condition.terms.append({SearchTerm::Where::Anywhere, words});
    }
    return condition;
}

QString indexQuery(const QList<SearchTerm> &terms)
{
    QStringList conditions;
    for (const SearchTerm &term : terms) {
        switch (term.where) {
        case SearchTerm::Where::Anywhere:
            conditions.append(anywhere(term.words));
            break;
        case SearchTerm::Where::Host:
            conditions.append(u"host : "_s + phrase(term.words));
            break;
        case SearchTerm::Where::Key:
            conditions.append(u"key : "_s + phrase(term.words));
            break;
        case SearchTerm::Where::Facts:
            conditions.append(u"facts : "_s + phrase(term.words));
            break;
        }
    }
    return conditions.join(u" AND "_s);
}

} // namespace Recloser
