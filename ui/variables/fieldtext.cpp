// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/variables/fieldtext.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBlock>

#include <algorithm>

namespace Recloser {

namespace {

constexpr qsizetype nearBy = 2'000;

NearText cut(const QString &text, qsizetype at, qsizetype offset)
{
    const qsizetype begin = std::max<qsizetype>(0, at - nearBy);
    const qsizetype end = std::min<qsizetype>(text.size(), at + nearBy);
    return {text.sliced(begin, end - begin), offset + begin, at - begin};
}

NearText textAt(const QTextCursor &cursor)
{
    const QTextBlock block = cursor.block();
    return cut(block.text(), cursor.positionInBlock(), block.position());
}

bool isNameCharacter(QChar c)
{
    return c != u'{' && c != u'}' && c != u'"' && c != u'\'' && c != u'\n' && c != u'\r';
}

} // namespace

NearText textAtCaret(const QWidget &field)
{
    if (const auto *line = qobject_cast<const QLineEdit *>(&field))
        return cut(line->text(), line->cursorPosition(), 0);
    if (const auto *editor = qobject_cast<const QPlainTextEdit *>(&field))
        return textAt(editor->textCursor());
    return {};
}

std::optional<NearText> textAtPoint(QWidget &field, const QPoint &point)
{
    if (auto *line = qobject_cast<QLineEdit *>(&field)) {
        // Dots tell nobody which characters are meant.
        if (line->echoMode() != QLineEdit::Normal)
            return std::nullopt;
        return cut(line->text(), line->cursorPositionAt(point), 0);
    }
    if (auto *editor = qobject_cast<QPlainTextEdit *>(&field)) {
        const QTextCursor cursor = editor->cursorForPosition(point);
        const QRect rect = editor->cursorRect(cursor);
        // Behind the last line, or far right of the end of one.
        if (!rect.adjusted(-20, 0, 20, 0).contains(point))
            return std::nullopt;
        return textAt(cursor);
    }
    return std::nullopt;
}

void typeOver(QWidget &field, qsizetype begin, qsizetype end, const QString &text)
{
    if (auto *line = qobject_cast<QLineEdit *>(&field)) {
        line->setSelection(int(begin), int(end - begin));
        line->insert(text);
    } else if (auto *editor = qobject_cast<QPlainTextEdit *>(&field)) {
        QTextCursor cursor = editor->textCursor();
        cursor.setPosition(int(begin));
        cursor.setPosition(int(end), QTextCursor::KeepAnchor);
        cursor.insertText(text);
        editor->setTextCursor(cursor);
    }
}

QRect caretRect(const QWidget &field)
{
    if (const auto *editor = qobject_cast<const QPlainTextEdit *>(&field))
        return editor->cursorRect().translated(editor->viewport()->pos());
    return field.inputMethodQuery(Qt::ImCursorRectangle).toRect();
}

std::optional<OpenPlaceholder> openPlaceholder(QStringView text, qsizetype at)
{
    qsizetype begin = at;
    while (begin > 0 && isNameCharacter(text[begin - 1]))
        --begin;
    if (begin < 2 || text[begin - 1] != u'{' || text[begin - 2] != u'{')
        return std::nullopt;
    while (begin < at && text[begin].isSpace())
        ++begin;
    qsizetype end = at;
    while (end < text.size() && isNameCharacter(text[end]))
        ++end;
    const bool isClosed = text.sliced(end).startsWith(u"}}");
    // Without closing braces what follows is other text: "{{ba|/path".
    return OpenPlaceholder{begin, isClosed ? end + 2 : at,
                           text.sliced(begin, at - begin).toString(), isClosed};
}

} // namespace Recloser
