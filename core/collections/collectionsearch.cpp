// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionsearch.h"

#include "core/collections/requestfilereading.h"

#include <algorithm>

namespace Recloser {

using Kind = CollectionNode::Kind;

namespace {

// What a word is worth by where it stands.
constexpr int inName = 300;
constexpr int inTarget = 200;
constexpr int inMethod = 150;
constexpr int inPath = 100;
constexpr int atWordStart = 60;
constexpr int atStart = 40;
constexpr int whole = 80;
constexpr int byLetters = 40;
constexpr int mostGaps = 30;

/// Digits and letters go on a word; everything else ends it.
bool isWordStart(QStringView text, qsizetype place)
{
    return place == 0 || !text[place - 1].isLetterOrNumber();
}

struct Field
{
    QStringView text;
    int worth = 0;
};

/// 0: it does not stand there.
int scoreIn(const Field &field, const QString &word)
{
    qsizetype place = field.text.indexOf(word);
    if (place < 0)
        return 0;
    if (field.text.size() == word.size())
        return field.worth + whole + atWordStart + atStart;
    const bool isFirst = place == 0;
    while (place >= 0 && !isWordStart(field.text, place))
        place = field.text.indexOf(word, place + 1);
    return field.worth + (place >= 0 ? atWordStart : 0) + (isFirst ? atStart : 0);
}

/// The letters of `word` in this order, the nearer to each other the better; 0: not all are there.
int scoreByLetters(QStringView text, const QString &word)
{
    qsizetype place = -1;
    int gaps = 0;
    for (QChar c : word) {
        const qsizetype next = text.indexOf(c, place + 1);
        if (next < 0)
            return 0;
        if (place >= 0 && next > place + 1)
            gaps += isWordStart(text, next) ? 1 : 4;
        place = next;
    }
    return gaps > mostGaps ? 0 : byLetters - gaps;
}

/// 0 where a word is missing.
int sumOf(const QList<int> &scores)
{
    int sum = 0;
    for (int score : scores) {
        if (score == 0)
            return 0;
        sum += score;
    }
    return sum;
}

} // namespace

CollectionSearch::CollectionSearch(const Collection &collection, const QString &query,
                                   SearchedNodes nodes)
    : m_collection(collection)
    , m_words(searchedText(query).split(u' ', Qt::SkipEmptyParts))
    , m_nodes(nodes)
{
    if (!m_words.isEmpty())
        enter(*collection.node(collection.root()));
}

bool CollectionSearch::goOn(QDeadlineTimer until)
{
    // To ask for the time takes about as long as to look at a node.
    constexpr int nodesBetweenLooks = 64;
    for (int seen = 1; !m_way.isEmpty(); ++seen) {
        if (seen % nodesBetweenLooks == 0 && until.hasExpired())
            return false;
        Place &place = m_way.last();
        const CollectionNode *node = m_collection.node(place.node);
        if (!node || place.next >= node->children.size()) {
            m_way.removeLast();
            continue;
        }
        const CollectionNode &child = *m_collection.node(node->children[place.next++]);
        if (child.kind == Kind::Request)
            add(child, scoreOf(child, place.scores));
        else
            enter(child);
    }
    return true;
}

void CollectionSearch::enter(const CollectionNode &node)
{
    Place place{.node = node.id};
    if (node.kind == Kind::File || m_nodes == SearchedNodes::Everything)
        place.scores = pathScores(node);
    if (m_nodes == SearchedNodes::Everything && node.parent != noCollectionNode)
        add(node, sumOf(place.scores));
    m_way.append(std::move(place));
}

void CollectionSearch::add(const CollectionNode &node, int score)
{
    if (score > 0)
        m_hits.append({node.id, score});
}

/// Of each word; what stands in the last part counts as a name.
QList<int> CollectionSearch::pathScores(const CollectionNode &node) const
{
    const QStringView path = node.searched;
    const QStringView name = path.sliced(path.lastIndexOf(u'/') + 1);
    QList<int> scores;
    for (const QString &word : m_words) {
        const int ofName
            = scoreIn({name, m_nodes == SearchedNodes::Everything ? inName : inPath}, word);
        scores.append(ofName > 0 ? ofName : scoreIn({path, inPath}, word));
    }
    return scores;
}

int CollectionSearch::scoreOf(const CollectionNode &request, const QList<int> &path) const
{
    const QStringView all = request.searched;
    const qsizetype target = all.indexOf(u'\n') + 1;
    const qsizetype method = all.lastIndexOf(u'\n') + 1;
    int sum = 0;
    for (qsizetype i = 0; i < m_words.size(); ++i) {
        const QString &word = m_words[i];
        int score = 0;
        if (all.contains(word)) {
            const Field fields[] = {{all.first(target - 1), inName},
                                    {all.sliced(target, method - 1 - target), inTarget},
                                    {all.sliced(method), inMethod}};
            for (const Field &field : fields)
                score = std::max(score, scoreIn(field, word));
        }
        score = std::max(score, path.value(i));
        if (score == 0 && word.size() > 1)
            score = std::max(scoreByLetters(all.first(target - 1), word),
                             scoreByLetters(all.sliced(target, method - 1 - target), word) / 2);
        if (score == 0)
            return 0;
        sum += score;
    }
    return sum;
}

QList<CollectionHit> CollectionSearch::hits(qsizetype most) const
{
    if (m_hits.size() <= most)
        return m_hits;
    // Scores are small numbers: counting them tells which are the best without sorting any.
    QList<qsizetype> counts;
    for (const CollectionHit &hit : m_hits) {
        if (hit.score >= counts.size())
            counts.resize(hit.score + 1);
        ++counts[hit.score];
    }
    qsizetype lowest = counts.size();
    qsizetype left = most;
    while (left >= counts[lowest - 1])
        left -= counts[--lowest];
    // Of those that are one worse, the first ones.
    QList<CollectionHit> best;
    best.reserve(most);
    for (const CollectionHit &hit : m_hits) {
        if (hit.score >= lowest || (hit.score == lowest - 1 && left-- > 0))
            best.append(hit);
    }
    return best;
}

QList<CollectionHit> search(const Collection &collection, const QString &query, qsizetype most,
                            SearchedNodes nodes)
{
    CollectionSearch all(collection, query, nodes);
    all.goOn(QDeadlineTimer(QDeadlineTimer::Forever));
    QList<CollectionHit> hits = all.hits(most);
    std::ranges::stable_sort(hits, std::greater(), &CollectionHit::score);
    return hits;
}

} // namespace Recloser
