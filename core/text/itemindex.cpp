// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/itemindex.h"

#include <algorithm>

namespace Recloser {

ItemScan ItemScanner::scan(QByteArrayView known, bool isWhole)
{
    ItemScan found;
    StructureItem item;
    while (!m_isComplete) {
        const StructureWalk::Step step = m_walk.next(known, item);
        if (step == StructureWalk::Step::Item) {
            // Attributes are few, and a walk cannot begin among them.
            if (item.begin >= m_nextMark && item.kind != ItemKind::Attribute) {
                found.marks.push_back({item.begin, m_count});
                m_nextMark = item.begin + markStep;
            }
            ++m_count;
        } else {
            m_isComplete = step == StructureWalk::Step::End || isWhole;
            break;
        }
    }
    found.count = m_count;
    found.reached = m_walk.at();
    found.isComplete = m_isComplete;
    return found;
}

void ItemIndex::add(ItemScan &&scan)
{
    m_marks.insert(m_marks.end(), scan.marks.begin(), scan.marks.end());
    m_count = scan.count;
    m_reached = scan.reached;
    m_isComplete = scan.isComplete;
}

const ItemMark *ItemIndex::markFor(qint64 ordinal) const
{
    const auto behind = std::ranges::upper_bound(m_marks, ordinal, {}, &ItemMark::ordinal);
    return behind == m_marks.begin() ? nullptr : &*std::prev(behind);
}

StructureWalk ItemIndex::walkTo(StructureLanguage language, const StructureItem &container,
                                QByteArrayView text, qint64 ordinal) const
{
    StructureWalk walk(language, container);
    qint64 at = 0;
    if (const ItemMark *mark = markFor(ordinal)) {
        walk.goTo(mark->begin);
        at = mark->ordinal;
    }
    StructureItem passed;
    for (; at < ordinal; ++at) {
        if (walk.next(text, passed) != StructureWalk::Step::Item)
            break;
    }
    return walk;
}

qint64 ItemIndex::ordinalAt(StructureLanguage language, const StructureItem &container,
                            QByteArrayView text, qint64 byte) const
{
    const auto behind = std::ranges::upper_bound(m_marks, byte, {}, &ItemMark::begin);
    const qint64 first = behind == m_marks.begin() ? 0 : std::prev(behind)->ordinal;
    StructureWalk walk = walkTo(language, container, text, first);
    StructureItem item;
    // What the byte is in may be long, and is not looked at beyond it.
    const QByteArrayView before = text.first(std::min<qint64>(text.size(), byte + 1));
    qint64 ordinal = first - 1;
    while (walk.next(text, item) == StructureWalk::Step::Item && item.begin <= byte) {
        ++ordinal;
        if (!walk.passLast(before) || walk.at() > byte)
            break;
    }
    return std::max<qint64>(0, ordinal);
}

} // namespace Recloser
