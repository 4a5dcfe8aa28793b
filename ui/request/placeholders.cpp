// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/placeholders.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPainter>

namespace Recloser {

QList<PlaceholderRange> placeholdersIn(QStringView text)
{
    QList<PlaceholderRange> ranges;
    qsizetype from = 0;
    while ((from = text.indexOf(u"{{", from)) >= 0) {
        const qsizetype end = text.indexOf(u"}}", from + 2);
        if (end < 0)
            break;
        ranges.append({from, end + 2 - from});
        from = end + 2;
    }
    return ranges;
}

void drawWithPlaceholders(QPainter &painter, const QRect &rect, const QString &text,
                          const QFont &font, const QColor &color, const QColor &placeholderColor)
{
    // A value may be megabytes long; no more of it than fits is laid out.
    const QFontMetrics metrics(font);
    const int most = rect.width() / qMax(1, metrics.averageCharWidth() / 3) + 2;
    QString visible = text.left(most);
    visible.replace(u'\n', u' ');
    visible = metrics.elidedText(visible, Qt::ElideRight, rect.width());

    QTextLayout layout(visible, font);
    QList<QTextLayout::FormatRange> formats;
    for (const PlaceholderRange &range : placeholdersIn(visible)) {
        QTextCharFormat format;
        format.setForeground(placeholderColor);
        formats.append({int(range.begin), int(range.length), format});
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(1e6);
    layout.endLayout();
    painter.setPen(color);
    layout.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
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
