// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QString>
#include <QTextLayout>

#include <functional>

class QLineEdit;
class QPainter;

namespace Recloser {

struct ThemeColors;

/// UTF-16 range of one `{{name}}`, braces included.
struct PlaceholderMark
{
    qsizetype begin = 0;
    qsizetype length = 0;
    /// It has no value now.
    bool isUnresolved = false;

    bool operator==(const PlaceholderMark &) const = default;
};

/// Whether a name has a value; empty: everything has one.
using IsResolved = std::function<bool(const QString &name)>;

QList<PlaceholderMark> placeholderMarks(QStringView text, const IsResolved &isResolved = {},
                                        qsizetype from = 0, qsizetype to = -1);
/// Colour, and a wave under what has no value.
QTextCharFormat formatOf(const PlaceholderMark &mark, const ThemeColors &colors);

/// Colours parts of a line edit's text, which offers no other way than the formats an input method
/// may send. They last until the text changes. Not while somebody composes text with a real input
/// method: its own formats are on display then.
void setTextFormats(QLineEdit &field, const QList<QTextLayout::FormatRange> &formats);

/// Draws one line of text, its placeholders marked, elided on the right.
void drawWithPlaceholders(QPainter &painter, const QRect &rect, const QString &text,
                          const QFont &font, const QColor &color, const ThemeColors &colors,
                          const IsResolved &isResolved = {});
/// The place in `text`, drawn so from `left` on, that is at `x`; -1 behind its end.
qsizetype placeAt(const QString &text, const QFont &font, int left, int x);

} // namespace Recloser
