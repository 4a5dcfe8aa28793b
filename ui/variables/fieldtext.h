// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QRect>
#include <QString>

#include <optional>

class QWidget;

namespace Recloser {

// One way to QLineEdit and QPlainTextEdit. Of long texts only what is near is ever looked at.

/// The text around a place of a field.
struct NearText
{
    QString text;
    /// Where `text` begins in the field's whole text.
    qsizetype offset = 0;
    /// The place, in `text`.
    qsizetype at = 0;
};

/// Around the caret: the line, of long lines 2 000 characters to each side.
NearText textAtCaret(const QWidget &field);
/// Around a point of the field (of the viewport of a QPlainTextEdit); nothing where there is no
/// text.
std::optional<NearText> textAtPoint(QWidget &field, const QPoint &point);
/// As if typed over the range, with the caret behind it.
void typeOver(QWidget &field, qsizetype begin, qsizetype end, const QString &text);
/// In coordinates of the field.
QRect caretRect(const QWidget &field);

/// A `{{name` that is being written.
struct OpenPlaceholder
{
    /// Where the name begins, behind the braces and blanks, and where what is replaced ends: with
    /// the rest of the name, and its closing braces where they are there.
    qsizetype begin = 0;
    qsizetype end = 0;
    /// From `begin` to the caret.
    QString typed;
    bool isClosed = false;
};

/// The one that the place `at` of a line is in.
std::optional<OpenPlaceholder> openPlaceholder(QStringView text, qsizetype at);

} // namespace Recloser
