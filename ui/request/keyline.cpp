// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/keyline.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolTip>
#include <QtMath>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 11;
constexpr int gap = 11;
constexpr int markSize = 10;
constexpr int boxPadding = 7;

QFont boldOf(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

int widthOf(const QFont &font, const QString &text)
{
    // Rounded up: what is a fraction wider than its place is cut by whole letters.
    return text.isEmpty() ? 0 : qCeil(QFontMetricsF(font).horizontalAdvance(text));
}

} // namespace

KeyLine::KeyLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_link(new QPushButton(tr("&Key Lab"), this))
{
    m_link->setProperty("look", u"link"_s);
    m_link->setCursor(Qt::PointingHandCursor);
    m_link->setToolTip(tr("Try the key pattern on many URLs"));
    m_link->setAutoDefault(false);
    connect(m_link, &QPushButton::clicked, this, &KeyLine::keyLabRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setFixedHeight(34);
    setCursor(Qt::PointingHandCursor);
}

void KeyLine::setStatus(const KeyStatus &status)
{
    if (status == m_status && !accessibleName().isEmpty())
        return;
    m_status = status;
    setAccessibleName(tr("Circuit"));
    setAccessibleDescription(m_status.spoken());
    update();
}

void KeyLine::setCountdown(const QString &countdown)
{
    if (m_status.countdown == countdown)
        return;
    m_status.countdown = countdown;
    update();
}

ChipTone KeyLine::tone() const
{
    switch (m_status.state) {
    case KeyStatus::State::NoUrl:
    case KeyStatus::State::Off:
        return ChipTone::Neutral;
    case KeyStatus::State::Unresolved:
    case KeyStatus::State::NoKey:
    case KeyStatus::State::Throttled:
        return ChipTone::Warning;
    case KeyStatus::State::Closed:
        return ChipTone::Good;
    case KeyStatus::State::Open:
    case KeyStatus::State::ForcedOpen:
        return ChipTone::Bad;
    case KeyStatus::State::HalfOpen:
    case KeyStatus::State::ProbeDue:
        return ChipTone::HalfOpen;
    case KeyStatus::State::ForcedClosed:
    case KeyStatus::State::MetricsOnly:
        return ChipTone::Accent;
    }
    return ChipTone::Neutral;
}

void KeyLine::placeLink()
{
    const QSize size = m_link->sizeHint();
    m_link->setGeometry(width() - size.width() - margin + 4, (height() - size.height()) / 2,
                        size.width(), size.height());
}

void KeyLine::resizeEvent(QResizeEvent *)
{
    placeLink();
}

StateMark KeyLine::mark() const
{
    switch (m_status.state) {
    case KeyStatus::State::Open:
        return StateMark::Disc;
    case KeyStatus::State::Closed:
        return StateMark::Ring;
    case KeyStatus::State::HalfOpen:
        return StateMark::HalfDisc;
    case KeyStatus::State::ProbeDue:
        return StateMark::DottedRing;
    case KeyStatus::State::Throttled:
        return StateMark::Pause;
    case KeyStatus::State::ForcedOpen:
        return StateMark::Square;
    case KeyStatus::State::ForcedClosed:
        return StateMark::EmptySquare;
    case KeyStatus::State::MetricsOnly:
        return StateMark::Bars;
    case KeyStatus::State::NoUrl:
    case KeyStatus::State::Off:
        return StateMark::Dash;
    case KeyStatus::State::Unresolved:
    case KeyStatus::State::NoKey:
        return StateMark::Triangle;
    }
    return StateMark::Dash;
}

int KeyLine::paintKey(QPainter &painter, int x, int width) const
{
    const ThemeColors &colors = m_theme.colors();
    const QFont font = m_theme.monospace();
    const QRectF box(x + 0.5, 6.5, width - 1, height() - 13);
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(colors.pane);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colors.text);
    painter.setFont(font);
    const QString text
        = QFontMetrics(font).elidedText(m_status.key, Qt::ElideMiddle, width - 2 * boxPadding);
    painter.drawText(box.adjusted(boxPadding, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    return x + width + gap;
}

int KeyLine::paintWarning(QPainter &painter, int x, int width) const
{
    const Tone tone = toneOf(m_theme, ChipTone::Warning);
    const QRectF box(x, 7, width, height() - 14);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone.soft);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(tone.strong);
    painter.setFont(font());
    const QString text
        = fontMetrics().elidedText(m_status.warning, Qt::ElideRight, width - 2 * boxPadding);
    painter.drawText(box.adjusted(boxPadding, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    return x + width + gap;
}

void KeyLine::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = m_theme.colors();
    const Tone tone = toneOf(m_theme, this->tone());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone.soft);
    painter.drawRoundedRect(QRectF(rect()), 6, 6);
    const QRectF box(margin, (height() - markSize) / 2.0, markSize, markSize);
    paintStateMark(painter, box, mark(), tone.strong);

    const QFont bold = boldOf(font());
    const QFont figures = boldOf(m_theme.figures());
    const QString details = m_status.details.join(u" · "_s);
    const int end = m_link->x() - gap;
    int x = margin + markSize + 9;
    const int wordWidth = qMin(widthOf(bold, m_status.word), end - x);
    const int leadWidth = widthOf(font(), m_status.lead);
    // The widest number the countdown may reach keeps what follows from trembling.
    const int countdownWidth = widthOf(figures, m_status.countdown);
    int keyWidth = m_status.key.isNull()
        ? 0
        : qMax(30, widthOf(m_theme.monospace(), m_status.key) + 2 * boxPadding + 2);
    int warningWidth
        = m_status.warning.isEmpty() ? 0 : widthOf(font(), m_status.warning) + 2 * boxPadding + 2;

    const auto taken = [](int width) { return width > 0 ? width + gap : 0; };
    const int fixed
        = taken(wordWidth) + taken(leadWidth) + (countdownWidth ? countdownWidth + gap : 0);
    const int room = end - x - fixed;
    if (taken(keyWidth) + taken(warningWidth) > room) {
        keyWidth = qMin(keyWidth, qMax(150, room - taken(warningWidth) - gap));
        warningWidth = qMin(warningWidth, qMax(0, room - taken(keyWidth)));
    }

    painter.setPen(tone.strong);
    painter.setFont(bold);
    const Qt::Alignment left = Qt::AlignLeft | Qt::AlignVCenter;
    painter.drawText(QRect(x, 0, wordWidth + 1, height()), int(left),
                     QFontMetrics(bold).elidedText(m_status.word, Qt::ElideRight, wordWidth));
    x += wordWidth + gap;
    if (keyWidth > 0)
        x = paintKey(painter, x, keyWidth);
    painter.setPen(colors.text);
    if (leadWidth > 0) {
        painter.setFont(font());
        painter.drawText(QRect(x, 0, leadWidth + 1, height()), int(left), m_status.lead);
        x += leadWidth + (countdownWidth > 0 ? 5 : gap);
    }
    if (countdownWidth > 0) {
        painter.setFont(figures);
        painter.drawText(QRect(x, 0, countdownWidth + 1, height()), int(left), m_status.countdown);
        x += countdownWidth + gap;
    }
    if (warningWidth > 40)
        x = paintWarning(painter, x, warningWidth);
    if (!details.isEmpty() && end - x > 60) {
        painter.setFont(font());
        painter.setPen(colors.muted);
        painter.drawText(QRect(x, 0, end - x, height()), int(left),
                         fontMetrics().elidedText(details, Qt::ElideRight, end - x));
    }
}

void KeyLine::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT keyLabRequested();
}

void KeyLine::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copy = menu->addAction(tr("&Copy key"), this, [key = m_status.key] {
        QGuiApplication::clipboard()->setText(key);
    });
    copy->setEnabled(!m_status.key.isEmpty());
    menu->addAction(tr("Open in Key &Lab"), this, &KeyLine::keyLabRequested);
    menu->popup(event->globalPos());
}

bool KeyLine::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        // Plain text whatever the key looks like.
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                           u"<p style='white-space:pre-wrap'>"_s + m_status.spoken().toHtmlEscaped()
                               + u"</p>"_s,
                           this);
        return true;
    }
    if (event->type() == QEvent::PolishRequest || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange)
        placeLink();
    return QWidget::event(event);
}

} // namespace Recloser
