// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QString>
#include <QTextLayout>

class QLineEdit;
class QPainter;

namespace Recloser {

/// UTF-16 range [begin, begin + length) of one `{{name}}`, braces included.
struct PlaceholderRange
{
    qsizetype begin = 0;
    qsizetype length = 0;

    bool operator==(const PlaceholderRange &) const = default;
};

QList<PlaceholderRange> placeholdersIn(QStringView text);

/// Colours parts of a line edit's text, which offers no other way than the formats an input method
/// may send. They last until the text changes. Not while somebody composes text with a real input
/// method: its own formats are on display then.
void setTextFormats(QLineEdit &field, const QList<QTextLayout::FormatRange> &formats);

/// Draws one line of text, its placeholders in another colour, elided on the right.
void drawWithPlaceholders(QPainter &painter, const QRect &rect, const QString &text,
                          const QFont &font, const QColor &color, const QColor &placeholderColor);

} // namespace Recloser
