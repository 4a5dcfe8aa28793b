// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/indentation.h"

#include <QPlainTextEdit>
#include <QTextBlock>

namespace Recloser {

void indentSelection(QPlainTextEdit &editor, int steps, int indentWidth)
{
    QTextCursor cursor = editor.textCursor();
    QTextCursor edit = cursor;
    edit.setPosition(cursor.selectionStart());
    const int first = edit.blockNumber();
    edit.setPosition(cursor.selectionEnd());
    // A selection that ends at the very start of a line does not mean that line.
    const int last = edit.atBlockStart() && edit.blockNumber() > first ? edit.blockNumber() - 1
                                                                       : edit.blockNumber();
    if (steps > 0 && first == last) {
        const int column = QTextCursor(editor.document()->findBlockByNumber(first)).position();
        const int at = cursor.selectionStart() - column;
        cursor.insertText(QString(indentWidth - at % indentWidth, u' '));
        editor.setTextCursor(cursor);
        return;
    }
    edit.beginEditBlock();
    for (int line = first; line <= last; ++line) {
        const QTextBlock block = editor.document()->findBlockByNumber(line);
        edit.setPosition(block.position());
        if (steps > 0) {
            if (block.length() > 1)
                edit.insertText(QString(indentWidth, u' '));
            continue;
        }
        const QString text = block.text();
        int blanks = 0;
        while (blanks < indentWidth && blanks < text.size() && text[blanks] == u' ')
            ++blanks;
        if (blanks == 0 && text.startsWith(u'\t'))
            blanks = 1;
        edit.setPosition(block.position() + blanks, QTextCursor::KeepAnchor);
        edit.removeSelectedText();
    }
    edit.endEditBlock();
}

void insertNewLine(QPlainTextEdit &editor, int indentWidth)
{
    QTextCursor cursor = editor.textCursor();
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const QString line = cursor.block().text();
    const int column = cursor.positionInBlock();
    qsizetype blanks = 0;
    while (blanks < column && (line[blanks] == u' ' || line[blanks] == u'\t'))
        ++blanks;
    const QString indent = line.first(blanks);
    const QString before = line.first(column).trimmed();
    const bool opens = before.endsWith(u'{') || before.endsWith(u'[');
    const QChar next = column < line.size() ? line[column] : QChar();
    cursor.insertText(u'\n' + indent);
    if (opens) {
        cursor.insertText(QString(indentWidth, u' '));
        if (next == u'}' || next == u']') {
            // The closing bracket goes to a line of its own, the cursor stays between.
            const int here = cursor.position();
            cursor.insertText(u'\n' + indent);
            cursor.setPosition(here);
        }
    }
    cursor.endEditBlock();
    editor.setTextCursor(cursor);
    editor.ensureCursorVisible();
}

} // namespace Recloser
