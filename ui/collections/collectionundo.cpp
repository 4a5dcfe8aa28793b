// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionactions.h"

#include <algorithm>
#include <ranges>

namespace Recloser {

void CollectionActions::note(Collection *collection, Group group)
{
    if (group != 0 && !m_done.isEmpty() && m_done.last().group == group)
        m_done.last().steps.append(collection);
    else
        m_done.append({group, {collection}});
    // As far back as collections themselves remember, and more.
    if (m_done.size() > 1000)
        m_done.removeFirst();
    m_undone.clear();
}

bool CollectionActions::canGo(Direction direction, const Work &work) const
{
    return std::ranges::all_of(work.steps, [&](const QPointer<Collection> &collection) {
        return collection && m_shelf.collections().contains(collection.data())
            && (direction == Direction::Undo ? collection->undoable() : collection->redoable());
    });
}

std::optional<CollectionActions::Work> CollectionActions::nextWork(Direction direction,
                                                                   Collection *usual) const
{
    const QList<Work> &all = direction == Direction::Undo ? m_done : m_undone;
    for (auto work = all.crbegin(); work != all.crend(); ++work) {
        if (canGo(direction, *work))
            return *work;
    }
    // Steps outlive restarts.
    const Work own{0, {usual}};
    return canGo(direction, own) ? std::optional(own) : std::nullopt;
}

std::optional<Collection::StepText> CollectionActions::textOf(Direction direction,
                                                              Collection *usual) const
{
    const auto work = nextWork(direction, usual);
    if (!work)
        return std::nullopt;
    const auto textOf = [&](const QPointer<Collection> &collection) {
        return direction == Direction::Undo ? collection->undoable() : collection->redoable();
    };
    // What came into one collection and left another was moved: the last step left.
    const bool isMove = work->steps.first() != work->steps.last();
    auto text
        = textOf(isMove || direction == Direction::Undo ? work->steps.last() : work->steps.first());
    if (text && isMove)
        text->step = Collection::Step::Move;
    else if (text && work->steps.size() > 1)
        text = Collection::StepText{text->step, {}, work->steps.size()};
    return text;
}

std::optional<Collection::StepText> CollectionActions::undoText(Collection *usual) const
{
    return textOf(Direction::Undo, usual);
}

std::optional<Collection::StepText> CollectionActions::redoText(Collection *usual) const
{
    return textOf(Direction::Redo, usual);
}

void CollectionActions::undo(Collection *usual)
{
    ask(Direction::Undo, usual);
}

void CollectionActions::redo(Collection *usual)
{
    ask(Direction::Redo, usual);
}

void CollectionActions::ask(Direction direction, Collection *usual)
{
    // A collection that was closed meanwhile never tells the end of its step.
    if (!m_going)
        m_wanted.clear();
    m_wanted.append({direction, usual});
    goOn();
}

void CollectionActions::begin(Direction direction, Collection *usual)
{
    const auto work = nextWork(direction, usual);
    if (!work)
        return;
    QList<Work> &all = direction == Direction::Undo ? m_done : m_undone;
    if (const auto at = std::ranges::find(std::views::reverse(all), work->steps, &Work::steps);
        at != std::views::reverse(all).end())
        all.erase(std::prev(at.base()));
    go(direction, *work, {work->group, {}});
}

void CollectionActions::go(Direction direction, Work left, Work gone)
{
    const bool isUndo = direction == Direction::Undo;
    const QPointer<Collection> collection = isUndo ? left.steps.takeLast() : left.steps.takeFirst();
    if (!collection) {
        m_going.clear();
        return goOn();
    }
    m_going = collection;
    (isUndo ? collection->undo() : collection->redo())
        .then(this,
              [this, direction, isUndo, collection, left,
               gone](const CollectionResult &outcome) mutable {
                  if (outcome && isUndo)
                      gone.steps.prepend(collection);
                  else if (outcome)
                      gone.steps.append(collection);
                  else if (isUndo)
                      left.steps.append(collection);
                  else
                      left.steps.prepend(collection);
                  if (outcome && !left.steps.isEmpty())
                      return go(direction, left, gone);
                  if (!left.steps.isEmpty())
                      (isUndo ? m_done : m_undone).append(left);
                  if (!gone.steps.isEmpty())
                      (isUndo ? m_undone : m_done).append(gone);
                  m_going.clear();
                  const QPointer<CollectionActions> self = this;
                  if (outcome) {
                      QList<CollectionItem> items;
                      for (const CollectionNodeId node : outcome->nodes)
                          items.append({collection, node});
                      Q_EMIT done(items);
                  } else {
                      Q_EMIT failed(describe(outcome.error()));
                  }
                  if (self)
                      goOn();
              });
}

void CollectionActions::goOn()
{
    while (!m_going && !m_wanted.isEmpty()) {
        const auto [direction, usual] = m_wanted.takeFirst();
        begin(direction, usual);
    }
}

} // namespace Recloser
