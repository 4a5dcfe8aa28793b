// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "ui/document/editfield.h"
#include "ui/document/textpatch.h"

#include <QUndoCommand>

namespace Recloser {

class RequestDocument;

/// The one undo command: a request before and after. Values share what did not change; the body's
/// text, which may be large, is kept as a patch. Owned by the document's undo stack.
class SpecEdit final : public QUndoCommand
{
public:
    /// Whether this edit goes on with the one before it, in the same field.
    enum class Typing { Begins, GoesOn };

    SpecEdit(RequestDocument &document, const QString &what, EditField field,
             const RequestSpec &before, const RequestSpec &after, Typing typing);

    void undo() override;
    void redo() override;
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    RequestDocument &m_document;
    EditField m_field;
    RequestSpec m_before;
    RequestSpec m_after;
    TextPatch m_text;
    Typing m_typing;
};

} // namespace Recloser
