// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/textbinding.h"

#include "ui/document/textpatch.h"

#include <QLineEdit>

namespace Recloser {

void showText(QLineEdit &field, const QString &text)
{
    if (field.text() == text)
        return;
    const TextPatch patch = patchBetween(field.text(), text);
    field.setText(text);
    // A field nobody is in shows the beginning of a long text.
    field.setCursorPosition(field.hasFocus() ? int(patch.at + patch.inserted.size()) : 0);
}

void bindText(QLineEdit &field, RequestDocument &document, UndoRouter &router, EditField place,
              const QString &what, const TextOf &text)
{
    router.routeText(field);
    const auto show = [&field, &document, text] {
        RequestSpec spec = document.spec();
        showText(field, text(spec));
    };
    QObject::connect(&document, &RequestDocument::changed, &field, show);
    QObject::connect(&field, &QLineEdit::textEdited, &document,
                     [&document, place, what, text](const QString &typed) {
                         RequestSpec next = document.spec();
                         text(next) = typed;
                         document.edit(what, place, next);
                     });
    show();
}

} // namespace Recloser
