// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/document/specedit.h"

#include "ui/document/requestdocument.h"

namespace Recloser {

SpecEdit::SpecEdit(RequestDocument &document, const QString &what, EditField field,
                   const RequestSpec &before, const RequestSpec &after, Typing typing)
    : QUndoCommand(what)
    , m_document(document)
    , m_field(field)
    , m_before(before)
    , m_after(after)
    , m_text(patchBetween(before.body.text, after.body.text))
    , m_typing(typing)
{
    m_before.body.text.clear();
    m_after.body.text.clear();
}

void SpecEdit::undo()
{
    RequestSpec spec = m_before;
    spec.body.text = reverted(m_text, m_document.spec().body.text);
    m_document.apply(spec, {DocumentChange::Cause::Undone, m_field});
}

void SpecEdit::redo()
{
    RequestSpec spec = m_after;
    spec.body.text = applied(m_text, m_document.spec().body.text);
    // While edit() pushes this command, the document says Edited instead.
    m_document.apply(spec, {DocumentChange::Cause::Redone, m_field});
}

bool SpecEdit::mergeWith(const QUndoCommand *command)
{
    const auto *next = dynamic_cast<const SpecEdit *>(command);
    if (!next || next->m_typing != Typing::GoesOn || !(next->m_field == m_field))
        return false;
    if (!m_text.isEmpty() || !next->m_text.isEmpty()) {
        // The stack merges after redo(): the document already holds the text behind `next`.
        const QString &now = m_document.spec().body.text;
        m_text = patchBetween(reverted(m_text, reverted(next->m_text, now)), now);
    }
    m_after = next->m_after;
    setObsolete(m_after == m_before && m_text.isEmpty());
    return true;
}

} // namespace Recloser
