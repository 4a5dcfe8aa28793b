// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/urlline.h"

#include "ui/request/pastedurl.h"

#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

namespace Recloser {

using namespace Qt::StringLiterals;

UrlLine::UrlLine(const Theme &theme, QWidget *parent) : QLineEdit(parent), m_theme(theme)
{
    setProperty("look", u"bare"_s);
    setFont(theme.monospace());
    setFrame(false);
    setPlaceholderText(tr("https://… or paste a cURL command"));
    setAccessibleName(tr("URL"));
    setToolTip(tr("URL (Ctrl+L); Enter sends"));
    connect(&theme, &Theme::changed, this, [this] { setFont(m_theme.monospace()); });
}

void UrlLine::insertUrl(const QString &text)
{
    insert(singleLineUrl(text));
}

bool UrlLine::event(QEvent *event)
{
    // Enter belongs to the line also where a window has a default button or shortcut for it.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Paste)) {
            key->accept();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void UrlLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if ((event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
            event->accept();
            Q_EMIT submitted();
        } else {
            event->ignore(); // Ctrl+Return is the composer's
        }
        return;
    }
    if (event->matches(QKeySequence::Paste)) {
        pasteFrom(QGuiApplication::clipboard()->text());
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void UrlLine::mouseReleaseEvent(QMouseEvent *event)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (event->button() == Qt::MiddleButton && clipboard->supportsSelection()) {
        setCursorPosition(cursorPositionAt(event->position().toPoint()));
        pasteFrom(clipboard->text(QClipboard::Selection));
        event->accept();
        return;
    }
    QLineEdit::mouseReleaseEvent(event);
}

void UrlLine::dropEvent(QDropEvent *event)
{
    const QString text = event->mimeData()->text();
    // Text dragged within the line moves as usual.
    if (event->source() == this || text.isEmpty()) {
        QLineEdit::dropEvent(event);
        return;
    }
    setCursorPosition(cursorPositionAt(event->position().toPoint()));
    pasteFrom(text);
    event->acceptProposedAction();
}

void UrlLine::pasteFrom(const QString &text)
{
    if (kindOfPastedText(text) == PastedText::Request)
        Q_EMIT requestPasted(text);
    else
        insertUrl(text);
}

} // namespace Recloser
