// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/codeeditor.h"

#include "ui/editor/brackets.h"
#include "ui/editor/codefont.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/findbar.h"
#include "ui/editor/indentation.h"
#include "ui/editor/linenumbers.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace Recloser {

CodeEditor::CodeEditor(const Theme &theme, SyntaxRepository &syntax, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_syntax(syntax)
    , m_highlighter(new CodeHighlighter(theme, document(), highlightLimit, highlightLineLimit))
    , m_text(new SlicedText(*this))
    , m_lineNumbers(new LineNumbers(this))
    , m_note(new QLabel(this))
{
    setLineWrapMode(NoWrap);
    setTabChangesFocus(false);
    m_note->setProperty("look", u"muted"_s);
    m_note->setContentsMargins(8, 3, 8, 3);
    m_note->hide();
    connect(m_text, &SlicedText::loaded, this, &CodeEditor::loaded);
    connect(&theme, &Theme::changed, this, &CodeEditor::applyTheme);
    connect(m_highlighter, &CodeHighlighter::limitChanged, this, &CodeEditor::updateNote);
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] {
        // Laying out the whole editor for every line that comes would take longer than the lines.
        if (viewportMargins().left() != lineNumbersWidth())
            updateMargins();
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::highlightSurroundings);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int scrolled) {
        if (scrolled != 0)
            m_lineNumbers->scroll(0, scrolled);
        else
            m_lineNumbers->update(0, rect.y(), m_lineNumbers->width(), rect.height());
    });
    applyTheme();
}

CodeEditor::~CodeEditor()
{
    // The highlighter and the search still hear of the document's end; they must not talk to half
    // of an editor.
    disconnect(m_highlighter, nullptr, this, nullptr);
}

void CodeEditor::setMediaType(const QString &mediaType)
{
    if (m_mediaType == mediaType)
        return;
    m_mediaType = mediaType;
    m_highlighter->setSyntax(m_syntax.definitionFor(mediaType));
}

void CodeEditor::applyTheme()
{
    setFont(codeFont(m_theme));
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * indentWidth);
    m_highlighter->restyle();
    updateSelectionColors();
    updateMargins();
    highlightSurroundings();
}

void CodeEditor::loadText(const QString &text)
{
    m_text->load(text);
    // The cursor was pushed along in front of what came.
    moveCursor(QTextCursor::Start);
}

QString CodeEditor::shownText() const
{
    return m_text->between(0, document()->characterCount() - 1);
}

QMimeData *CodeEditor::createMimeDataFromSelection() const
{
    auto *mime = new QMimeData;
    mime->setText(m_text->between(textCursor().selectionStart(), textCursor().selectionEnd()));
    return mime;
}

QString CodeEditor::highlightNote() const
{
    if (!m_highlighter->hasSyntax())
        return {};
    switch (m_highlighter->limit()) {
    case CodeHighlighter::Limit::None:
        break;
    case CodeHighlighter::Limit::LongLines:
        return tr("Lines of more than %L1 characters are not highlighted.").arg(highlightLineLimit);
    case CodeHighlighter::Limit::BigDocument:
        return tr("Highlighting is off: the text is longer than 2 MiB.");
    }
    return {};
}

void CodeEditor::updateNote()
{
    m_note->setText(highlightNote());
    m_note->setVisible(!m_note->text().isEmpty());
    updateMargins();
    Q_EMIT highlightNoteChanged();
}

void CodeEditor::openFind()
{
    if (!m_findBar) {
        m_findBar = new FindBar(m_theme, this, this);
        connect(m_findBar, &FindBar::closeRequested, this, &CodeEditor::closeFind);
        connect(m_findBar, &FindBar::marksChanged, this, &CodeEditor::highlightSurroundings);
    }
    const QString selected = textCursor().selectedText();
    constexpr QChar paragraphEnd(QChar::ParagraphSeparator);
    m_findBar->open(selected.contains(paragraphEnd) ? QString() : selected.left(200));
    updateSelectionColors();
    updateMargins();
}

void CodeEditor::updateSelectionColors()
{
    // While something is looked for, the match at hand must be seen from afar, also without the
    // focus.
    const bool finding = m_findBar && !m_findBar->isHidden();
    const ThemeColors &colors = m_theme.colors();
    const QString sheet = finding
        ? u"QPlainTextEdit { selection-background-color: %1; selection-color: %2; }"_s.arg(
              colors.warning.strong.name(), colors.pane.name())
        : QString();
    // Setting it styles the whole editor anew, the same one too.
    if (sheet != styleSheet())
        setStyleSheet(sheet);
}

void CodeEditor::insertFromMimeData(const QMimeData *source)
{
    if (!m_takePasted || !source->hasText() || !m_takePasted(source->text()))
        QPlainTextEdit::insertFromMimeData(source);
}

void CodeEditor::setMarks(std::function<QList<QTextEdit::ExtraSelection>()> marks)
{
    m_marks = std::move(marks);
    highlightSurroundings();
}

void CodeEditor::closeFind()
{
    if (!m_findBar || m_findBar->isHidden())
        return;
    m_findBar->hide();
    updateSelectionColors();
    updateMargins();
    highlightSurroundings();
    setFocus();
}

int CodeEditor::lineNumbersWidth() const
{
    int digits = 2;
    for (int rest = blockCount() / 100; rest > 0; rest /= 10)
        ++digits;
    return 20 + fontMetrics().horizontalAdvance(u'9') * digits;
}

void CodeEditor::paintLineNumbers(QPaintEvent *event)
{
    QPainter painter(m_lineNumbers);
    const ThemeColors &colors = m_theme.colors();
    painter.fillRect(event->rect(), colors.pane);
    painter.setFont(font());
    const int current = textCursor().blockNumber();
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = blockBoundingRect(block).height();
        const int number = m_text->lineNumberOf(block);
        if (block.isVisible() && top + height >= event->rect().top() && number > 0) {
            painter.setPen(block.blockNumber() == current ? colors.text : colors.muted);
            painter.drawText(QRectF(0, top, m_lineNumbers->width() - 12, fontMetrics().height()),
                             Qt::AlignRight | Qt::AlignVCenter, QString::number(number));
        }
        top += height;
        block = block.next();
    }
}

void CodeEditor::updateMargins()
{
    const bool finding = m_findBar && !m_findBar->isHidden();
    const int find = finding ? m_findBar->sizeHint().height() : 0;
    const int note = m_note->isHidden() ? 0 : m_note->sizeHint().height();
    setViewportMargins(lineNumbersWidth(), 0, 0, find + note);
    const QRect area = contentsRect();
    m_lineNumbers->setGeometry(area.x(), area.y(), lineNumbersWidth(), area.height() - find - note);
    m_note->setGeometry(area.x(), area.bottom() + 1 - find - note, area.width(), note);
    if (finding) {
        m_findBar->setGeometry(area.x(), area.bottom() + 1 - find, area.width(), find);
        m_findBar->raise();
    }
    m_lineNumbers->update();
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateMargins();
}

void CodeEditor::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    highlightSurroundings();
}

void CodeEditor::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    highlightSurroundings();
}

void CodeEditor::highlightSurroundings()
{
    QList<QTextEdit::ExtraSelection> marks;
    const bool isCursorShown = !isReadOnly() || hasFocus();
    QTextEdit::ExtraSelection line;
    line.format.setBackground(m_theme.colors().hover);
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    if (isCursorShown)
        marks.append(line);
    if (m_findBar && !m_findBar->isHidden())
        marks += m_findBar->visibleMarks();
    if (m_marks)
        marks += m_marks();
    const auto pair
        = isCursorShown ? matchingBrackets(*document(), textCursor().position()) : std::nullopt;
    if (pair) {
        for (const int at : {pair->at, pair->partner}) {
            QTextEdit::ExtraSelection mark;
            mark.format.setBackground(m_theme.colors().selection);
            mark.format.setFontWeight(QFont::Bold);
            mark.cursor = QTextCursor(document());
            mark.cursor.setPosition(at);
            mark.cursor.setPosition(at + 1, QTextCursor::KeepAnchor);
            marks.append(mark);
        }
    }
    setExtraSelections(marks);
    m_lineNumbers->update();
}

bool CodeEditor::event(QEvent *event)
{
    // Ctrl+F may be a shortcut of the window too; where there is an editor with the focus, it is
    // the editor's.
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Find)) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        openFind();
        return;
    }
    if (event->key() == Qt::Key_F3 && m_findBar) {
        if (event->modifiers() & Qt::ShiftModifier)
            m_findBar->findPrevious();
        else
            m_findBar->findNext();
        return;
    }
    if (event->key() == Qt::Key_Escape && m_findBar && !m_findBar->isHidden()) {
        closeFind();
        return;
    }
    const bool plain
        = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isReadOnly() || !plain) {
        // Return with Control sends the request: it is the window's.
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            event->ignore();
        else
            QPlainTextEdit::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Tab:
        indentSelection(*this, 1, indentWidth);
        return;
    case Qt::Key_Backtab:
        indentSelection(*this, -1, indentWidth);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        insertNewLine(*this, indentWidth);
        return;
    default:
        QPlainTextEdit::keyPressEvent(event);
    }
}

} // namespace Recloser
