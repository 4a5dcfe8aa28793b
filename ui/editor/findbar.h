// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/editor/textsearch.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace Recloser {

/// The bar that looks for text in an editor: Enter and Shift+Enter step, Esc closes, switches for
/// case, whole words and regular expressions, and a count ("3 of 17"). A child of the editor; the
/// editor places it.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    FindBar(const Theme &theme, QPlainTextEdit *editor, QWidget *parent);

    /// Takes the focus, with `text` to look for unless it is empty.
    void open(const QString &text);
    void findNext();
    void findPrevious();

    const TextSearch &search() const { return m_search; }
    /// What the count says, such as "3 of 17".
    QString countText() const;

    /// Marks of the matches on the screen, for the editor's extra selections.
    QList<QTextEdit::ExtraSelection> visibleMarks() const;

Q_SIGNALS:
    void closeRequested();
    void marksChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addSwitch(const QString &text, const QString &tip);
    void applyQuery();
    void showMatch(size_t index);
    void showNearest();
    void updateCount();

    const Theme &m_theme;
    QPlainTextEdit *m_editor;
    QLineEdit *m_field;
    QLabel *m_count;
    QToolButton *m_case;
    QToolButton *m_words;
    QToolButton *m_regex;
    TextSearch m_search;
    /// The match that is selected; npos if none.
    static constexpr size_t npos = size_t(-1);
    size_t m_current = npos;
    /// Where the search began: typing more looks from here, not from the last match.
    int m_anchor = 0;
    bool m_jumpPending = false;
};

} // namespace Recloser
