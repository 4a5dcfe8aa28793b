// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/elidedlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace Recloser {

QSize ElidedLabel::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    return wordWrap() ? whole : QSize(1, whole.height());
}

void ElidedLabel::setTexts(const QStringList &texts)
{
    m_shorter = texts.mid(1);
    setText(texts.value(0));
    update();
}

QString ElidedLabel::shownText() const
{
    const int room = contentsRect().width();
    if (fontMetrics().horizontalAdvance(text()) <= room)
        return text();
    for (const QString &shorter : m_shorter) {
        if (fontMetrics().horizontalAdvance(shorter) <= room)
            return shorter;
    }
    if (!m_shorter.isEmpty())
        return fontMetrics().elidedText(m_shorter.last(), Qt::ElideRight, room);
    return fontMetrics().elidedText(text(), Qt::ElideMiddle, room);
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && !wordWrap()
        && shownText() != text()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text(), this);
        return true;
    }
    return QLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent *event)
{
    if (wordWrap()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), int(alignment()), shownText());
}

} // namespace Recloser
