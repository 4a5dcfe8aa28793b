// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/editor/slicedtext.h"
#include "ui/editor/syntaxrepository.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

#include <functional>

class QLabel;

namespace Recloser {

class CodeHighlighter;
class FindBar;

/// A text editor for bodies: highlighting by media type, line numbers, matching brackets,
/// indentation with blanks, and a find bar (Ctrl+F). Follows the theme. Never holds up the event
/// loop: highlighting, searching and loadText() go on in slices of a few milliseconds. Read-only by
/// QPlainTextEdit::setReadOnly(). GUI thread.
class CodeEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// Documents of more characters are not highlighted; neither are single lines beyond the second
    /// limit.
    static constexpr int highlightLimit = 2 * 1024 * 1024;
    static constexpr int highlightLineLimit = 10'000;
    /// Blanks of one indentation step.
    static constexpr int indentWidth = 4;

    using LongLines = SlicedText::LongLines;
    static constexpr int foldedLineLength = SlicedText::foldedLineLength;

    /// Both references outlive the editor.
    CodeEditor(const Theme &theme, SyntaxRepository &syntax, QWidget *parent = nullptr);
    ~CodeEditor() override;

    /// Chooses the highlighting: JSON, XML, HTML, JavaScript, CSS, YAML by type or suffix (+json,
    /// +xml), else none.
    void setMediaType(const QString &mediaType);
    QString mediaType() const { return m_mediaType; }

    void setLongLines(LongLines longLines) { m_text->setLongLines(longLines); }

    /// Replaces the text; what fits in the first slice is there at once, the rest follows while the
    /// event loop runs. The undo history is lost, as with setPlainText(), and the undo of read-only
    /// editors is off.
    void loadText(const QString &text);
    /// Appends to what loadText() showed (or still has to show).
    void appendText(const QString &text) { m_text->append(text); }
    bool isLoading() const { return m_text->isLoading(); }

    /// The text without the breaks of folded lines.
    QString shownText() const;

    /// What is not highlighted and why, for people; empty when all is.
    QString highlightNote() const;

    /// Opens the find bar with the selected text, and gives it the focus.
    void openFind();
    void closeFind();
    const FindBar *findBar() const { return m_findBar; }

    /// Marks of somebody else over the text on the screen, asked for whenever that may be another
    /// one; refreshMarks() where only they are.
    void setMarks(std::function<QList<QTextEdit::ExtraSelection>()> marks);
    void refreshMarks() { highlightSurroundings(); }

    /// Somebody else takes what is pasted or dropped, where `take` says so.
    void setPasteTaker(std::function<bool(const QString &text)> take)
    {
        m_takePasted = std::move(take);
    }

    /// For LineNumbers.
    int lineNumbersWidth() const;
    void paintLineNumbers(QPaintEvent *event);

Q_SIGNALS:
    /// All of loadText() and appendText() is shown.
    void loaded();
    void highlightNoteChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void applyTheme();
    void updateMargins();
    void updateNote();
    void updateSelectionColors();
    void highlightSurroundings();

    const Theme &m_theme;
    SyntaxRepository &m_syntax;
    CodeHighlighter *m_highlighter;
    SlicedText *m_text;
    QWidget *m_lineNumbers;
    FindBar *m_findBar = nullptr;
    QLabel *m_note;
    QString m_mediaType;
    std::function<QList<QTextEdit::ExtraSelection>()> m_marks;
    std::function<bool(const QString &text)> m_takePasted;
};

} // namespace Recloser
