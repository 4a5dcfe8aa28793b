// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/variables/placeholdertext.h"

#include "core/resolve/variables.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPainter>

namespace Recloser {

QList<PlaceholderMark> placeholderMarks(QStringView text, const IsResolved &isResolved,
                                        qsizetype from, qsizetype to)
{
    QList<PlaceholderMark> marks;
    const QList<PlaceholderSpan> spans = placeholderSpans(text, from, to);
    for (const PlaceholderSpan &span : spans)
        marks.append({span.begin, span.end - span.begin, isResolved && !isResolved(span.name)});
    return marks;
}

QTextCharFormat formatOf(const PlaceholderMark &mark, const ThemeColors &colors)
{
    QTextCharFormat format;
    if (mark.isUnresolved) {
        format.setForeground(colors.bad.strong);
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(colors.bad.strong);
    } else {
        format.setForeground(colors.halfOpen.strong);
    }
    return format;
}

void drawWithPlaceholders(QPainter &painter, const QRect &rect, const QString &text,
                          const QFont &font, const QColor &color, const ThemeColors &colors,
                          const IsResolved &isResolved)
{
    // A value may be megabytes long; no more of it than fits is laid out.
    const QFontMetrics metrics(font);
    const int most = rect.width() / qMax(1, metrics.averageCharWidth() / 3) + 2;
    QString visible = text.left(most);
    visible.replace(u'\n', u' ');
    visible = metrics.elidedText(visible, Qt::ElideRight, rect.width());

    QTextLayout layout(visible, font);
    QList<QTextLayout::FormatRange> formats;
    const bool isMuted = color == colors.muted;
    const QList<PlaceholderMark> marks
        = placeholderMarks(visible, isMuted ? IsResolved() : isResolved);
    for (const PlaceholderMark &mark : marks) {
        QTextCharFormat format = formatOf(mark, colors);
        if (isMuted)
            format.setForeground(color);
        formats.append({int(mark.begin), int(mark.length), format});
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(1e6);
    layout.endLayout();
    painter.setPen(color);
    layout.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
}

qsizetype placeAt(const QString &text, const QFont &font, int left, int x)
{
    QTextLayout layout(text.left(2'000), font);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(1e6);
    layout.endLayout();
    if (x < left || x > left + line.naturalTextWidth())
        return -1;
    return line.xToCursor(x - left);
}

void setTextFormats(QLineEdit &field, const QList<QTextLayout::FormatRange> &formats)
{
    QList<QInputMethodEvent::Attribute> attributes;
    for (const QTextLayout::FormatRange &range : formats)
        attributes.append({QInputMethodEvent::TextFormat, range.start - field.cursorPosition(),
                           range.length, range.format});
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(&field, &event);
}

} // namespace Recloser
