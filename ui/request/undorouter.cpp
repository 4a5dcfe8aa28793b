// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/undorouter.h"

#include "ui/editor/codeeditor.h"
#include "ui/variables/variableaid.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

void addUndoActions(QMenu &menu, RequestDocument &document)
{
    QAction *first = menu.actions().value(0);
    auto *undo = new QAction(UndoRouter::tr("&Undo"), &menu);
    undo->setShortcut(QKeySequence::Undo);
    undo->setEnabled(document.undoStack().canUndo());
    QObject::connect(undo, &QAction::triggered, &document, &RequestDocument::undo);
    auto *redo = new QAction(UndoRouter::tr("&Redo"), &menu);
    redo->setShortcut(QKeySequence::Redo);
    redo->setEnabled(document.undoStack().canRedo());
    QObject::connect(redo, &QAction::triggered, &document, &RequestDocument::redo);
    menu.insertActions(first, {undo, redo});
    menu.insertSeparator(first);
}

/// Takes the field's own undo and redo, and the separators that then lead the menu, away.
void removeOwnUndo(QMenu &menu)
{
    const QList<QAction *> actions = menu.actions();
    for (QAction *action : actions) {
        const QString name = action->objectName();
        if (name == "edit-undo"_L1 || name == "edit-redo"_L1)
            menu.removeAction(action);
    }
    while (!menu.isEmpty() && menu.actions().constFirst()->isSeparator())
        menu.removeAction(menu.actions().constFirst());
}

} // namespace

UndoRouter::UndoRouter(RequestDocument &document, VariableAid *aid, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_aid(aid)
{
}

void UndoRouter::route(QWidget &field)
{
    field.installEventFilter(this);
    if (auto *editor = qobject_cast<QPlainTextEdit *>(&field))
        editor->setUndoRedoEnabled(false);
}

void UndoRouter::routeText(QWidget &field)
{
    route(field);
    if (auto *line = qobject_cast<QLineEdit *>(&field); line && m_aid)
        m_aid->attach(*line);
    else if (auto *editor = qobject_cast<CodeEditor *>(&field); editor && m_aid)
        m_aid->attach(*editor);
}

bool UndoRouter::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress:
        return act(event);
    case QEvent::FocusOut:
        m_document.endTyping();
        break;
    case QEvent::ContextMenu:
        if (auto *field = qobject_cast<QLineEdit *>(watched)) {
            showMenu(*field, static_cast<QContextMenuEvent *>(event)->globalPos());
            return true;
        }
        break;
    default:
        break;
    }
    return false;
}

bool UndoRouter::act(QEvent *event)
{
    auto *key = static_cast<QKeyEvent *>(event);
    const bool undo = key->matches(QKeySequence::Undo);
    const bool redo = key->matches(QKeySequence::Redo)
        || key->keyCombination() == QKeyCombination(Qt::ControlModifier, Qt::Key_Y);
    if (!undo && !redo)
        return false;
    // An accepted override comes back as a key press to this very field.
    key->accept();
    if (event->type() == QEvent::KeyPress)
        undo ? m_document.undo() : m_document.redo();
    return true;
}

void UndoRouter::showMenu(QLineEdit &field, const QPoint &at)
{
    QMenu *menu = field.createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    removeOwnUndo(*menu);
    addUndoActions(*menu, m_document);
    menu->popup(at);
}

} // namespace Recloser
