// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/noticebar.h"

#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Long words (keys, URLs) have no place to break by themselves.
QString breakable(QString text)
{
    for (const QChar mark :
         {QLatin1Char('/'), QLatin1Char(':'), QLatin1Char('.'), QLatin1Char('?')})
        text.replace(mark, QString(mark) + QChar(0x200b));
    return text;
}

} // namespace

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_headline(new QLabel)
    , m_text(new QLabel)
    , m_command(new QLabel)
    , m_yes(new QPushButton)
    , m_no(new QPushButton)
{
    for (QLabel *label : {m_headline, m_text, m_command}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setMinimumWidth(1);
    }
    setLook(m_headline, "title"_L1);
    m_command->setContentsMargins(6, 4, 6, 4);
    m_command->setAutoFillBackground(true);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_yes);
    buttons->addWidget(m_no);
    buttons->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(5);
    layout->addWidget(m_headline);
    layout->addWidget(m_text);
    layout->addWidget(m_command);
    layout->addLayout(buttons);
    hide();

    connect(m_yes, &QPushButton::clicked, this, [this] {
        if (!m_stays)
            hide();
        Q_EMIT accepted();
    });
    connect(m_no, &QPushButton::clicked, this, &NoticeBar::leave);
    connect(&theme, &Theme::changed, this, &NoticeBar::applyTheme);
    applyTheme();
}

void NoticeBar::say(ChipTone tone, const QString &headline, const QString &text)
{
    fill(tone, headline, text, {});
    m_yes->hide();
    m_no->show();
    m_no->setText(tr("Dismiss"));
    show();
}

void NoticeBar::state(ChipTone tone, const QString &headline, const QString &text,
                      const QString &action)
{
    fill(tone, headline, text, {});
    m_stays = true;
    m_yes->setText(action);
    m_yes->setVisible(!action.isEmpty());
    m_no->hide();
    show();
}

void NoticeBar::offer(ChipTone tone, const QString &headline, const QString &text,
                      const QString &action)
{
    fill(tone, headline, text, {});
    m_yes->setText(action);
    m_yes->show();
    m_no->show();
    m_no->setText(tr("Dismiss"));
    show();
}

void NoticeBar::ask(ChipTone tone, const QString &headline, const QString &text,
                    const QString &command, const QString &yes)
{
    fill(tone, headline, text, command);
    m_yes->setText(yes);
    m_yes->show();
    m_no->show();
    m_no->setText(tr("Cancel"));
    show();
    m_yes->setFocus();
}

void NoticeBar::fill(ChipTone tone, const QString &headline, const QString &text,
                     const QString &command)
{
    m_tone = tone;
    m_stays = false;
    m_headline->setText(breakable(headline));
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_command->setText(breakable(command));
    m_command->setAccessibleName(command);
    m_command->setVisible(!command.isEmpty());
    applyTheme();
    setAccessibleName(headline);
}

void NoticeBar::applyTheme()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.colors().text);
    colors.setColor(QPalette::Window, m_theme.colors().pane);
    m_command->setPalette(colors);
    m_command->setFont(m_theme.monospace());
    QPalette headline = palette();
    headline.setColor(QPalette::WindowText, toneOf(m_theme, m_tone).strong);
    m_headline->setPalette(headline);
    update();
}

void NoticeBar::dismiss()
{
    hide();
}

bool NoticeBar::isAsking() const
{
    return !isHidden() && !m_yes->isHidden() && !m_stays;
}

void NoticeBar::leave()
{
    hide();
    Q_EMIT dismissed();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_tone == ChipTone::Neutral ? m_theme.colors().field
                                                 : toneOf(m_theme, m_tone).soft);
    painter.drawRoundedRect(QRectF(rect()), 7, 7);
}

void NoticeBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_stays)
        leave();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Recloser
