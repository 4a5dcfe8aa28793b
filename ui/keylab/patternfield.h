// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QPlainTextEdit>

namespace Recloser {

/// The theme's fixed pitch without ligatures: every character stands in its own cell.
QFont exactFont(const Theme &theme);

/// A field for one pattern: one line high until the pattern wraps, coloured, with the character
/// marked where Python stops.
class PatternField : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PatternField(const Theme &theme, QWidget *parent = nullptr);

    QString pattern() const { return toPlainText(); }
    /// Keeps undo; does nothing when it is the same.
    void setPattern(const QString &pattern);

    /// UTF-16 index of the character to mark, or nothing.
    void setErrorIndex(std::optional<qsizetype> index);
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
    void markError();
    int lines() const;

    const Theme &m_theme;
    QString m_last;
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
