// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/patternreading.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

namespace Recloser {

class PatternHighlighter;

/// The theme's fixed pitch without ligatures: every character stands in its own cell.
QFont exactFont(const Theme &theme);

/// A field for one pattern: one line high until the pattern wraps, coloured, with the character
/// marked where Python stops, brackets that belong together, and whatever others point at.
class PatternField : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PatternField(const Theme &theme, QWidget *parent = nullptr);

    QString pattern() const { return toPlainText(); }
    /// Keeps undo; does nothing when it is the same.
    void setPattern(const QString &pattern);

    void setVersion(PythonVersion version);
    /// The pattern as that version reads it.
    const PatternReading &reading() const;

    /// UTF-16 index of the character to mark, or nothing.
    void setErrorIndex(std::optional<qsizetype> index);
    /// The part that something else points at; empty for none.
    void setMark(const TextRange &mark);
    const TextRange &mark() const { return m_mark; }
    /// How much each part has to do, from 0 to 1; a later one lies over an earlier one.
    struct Heat
    {
        TextRange range;
        double share = 0;

        bool operator==(const Heat &) const = default;
    };
    void setHeat(const QList<Heat> &heat);
    /// Middle of the marked character, in this widget's coordinates.
    std::optional<int> errorX() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void patternChanged(const QString &pattern);
    void returnPressed();
    /// The marked character may stand elsewhere now.
    void errorMoved();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();
    void showMarks();
    int lines() const;

    const Theme &m_theme;
    PatternHighlighter *m_highlighter;
    QString m_last;
    TextRange m_mark;
    QList<Heat> m_heat;
    std::optional<qsizetype> m_error;
};

/// Under the field: a caret under the marked character, and Python's words. Hidden without an
/// error.
class PatternErrorLine : public QWidget
{
    Q_OBJECT

public:
    PatternErrorLine(const Theme &theme, const PatternField &field, QWidget *parent = nullptr);

    void setMessage(const QString &message);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    const PatternField &m_field;
    QString m_message;
};

} // namespace Recloser
