// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/celledit.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>

#include <algorithm>

namespace Recloser {

CellEdit::CellEdit(FieldStyle style, Place place, QWidget *parent)
    : QLineEdit(parent)
    , m_style(style)
    , m_place(place)
{
    setFrame(false);
}

void CellEdit::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() & Qt::ControlModifier) {
        event->ignore();
    } else if (event->matches(QKeySequence::Paste)) {
        event->accept();
        pasteFrom(QGuiApplication::clipboard()->text());
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

void CellEdit::pasteFrom(const QString &text)
{
    const QList<FieldRow> rows = pastedRows(text, m_style);
    // In one line, "p=1&q=2" may well be a value; over lines it is none.
    const bool manyLines = text.trimmed().contains(u'\n');
    const bool several
        = manyLines && rows.size() > 1 && std::ranges::all_of(rows, &FieldRow::hasEquals);
    // Over a name that is there already, "a=1" is a new name like any other text.
    const bool taken = m_place == Place::Name ? !rows.isEmpty() && this->text().isEmpty() : several;
    if (taken || several)
        Q_EMIT rowsPasted(rows);
    else
        insert(text.trimmed());
}

} // namespace Recloser
