// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/jsonblocks.h"
#include "core/text/structureitem.h"

#include <QByteArrayView>

namespace Recloser {

/// Goes through the items within one, and over what is in those, which it does not look into. The
/// text need not be all there, nor be sound: what is no JSON or XML ends the walk. A call looks at
/// each byte it is given once, so that callers hand on the text in slices. Plain value.
class StructureWalk
{
public:
    enum class Step {
        Item,
        End,
        More, ///< the text that is known does not reach to the next item, or to the end
    };

    /// Within `container`, which is one.
    StructureWalk(StructureLanguage language, const StructureItem &container);

    /// `known` is the text from its start, and never less than the time before. The end of an item
    /// is set where it was come upon on the way: not for what may be long.
    Step next(QByteArrayView known, StructureItem &item);
    /// Looks for the end of the item that was given last; true once at() is there.
    bool passLast(QByteArrayView known);
    /// How far it has come.
    qint64 at() const { return m_at; }
    /// Goes on from where an item within the container begins that is no attribute.
    void goTo(qint64 begin)
    {
        m_at = begin;
        m_phase = Phase::Between;
    }

private:
    enum class Phase { Between, Inside, Tag, Done };

    Step nextJson(QByteArrayView known, StructureItem &item);
    bool passJson(QByteArrayView known);
    Step nextXml(QByteArrayView known, StructureItem &item);
    Step nextAttribute(QByteArrayView known, StructureItem &item);
    Step nextMarkup(QByteArrayView known, StructureItem &item);
    bool passElement(QByteArrayView known);
    bool passTag(QByteArrayView known, qint64 &at, bool &isEmpty) const;
    Step end()
    {
        m_phase = Phase::Done;
        return Step::End;
    }

    StructureLanguage m_language;
    ItemKind m_container;
    Phase m_phase = Phase::Between;
    qint64 m_at = 0;
    /// Of what is passed over: its kind, and brackets or elements that are open.
    ItemKind m_passing = ItemKind::Null;
    qint64 m_depth = 0;
    JsonBlockReader m_reader;
};

/// The end of an item that begins within `text`, which is all there is; text.size() where it has
/// none. Looks at every byte of it.
qint64 endOfItem(StructureLanguage language, const StructureItem &item, QByteArrayView text);

} // namespace Recloser
