// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/noticebar.h"

#include "ui/theme/look.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/taborder.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

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

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    hide();
    connect(&theme, &Theme::changed, this, &NoticeBar::applyTheme);
}

void NoticeBar::build()
{
    if (m_layout)
        return;
    m_layout = new QGridLayout(this);
    m_headline = new ElidedLabel(this);
    m_text = new QLabel(this);
    m_command = new QLabel(this);
    m_buttons = new QWidget(this);
    m_yes = new QPushButton(m_buttons);
    m_no = new QPushButton(m_buttons);
    for (QLabel *label : {static_cast<QLabel *>(m_headline), m_text, m_command}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setMinimumWidth(1);
    }
    setLook(m_headline, "title"_L1);
    m_command->setContentsMargins(6, 4, 6, 4);
    m_command->setAutoFillBackground(true);

    // Return presses them also outside of dialogs.
    for (QPushButton *button : {m_yes, m_no})
        button->setAutoDefault(true);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(6);
    buttons->addWidget(m_yes);
    buttons->addWidget(m_no);
    buttons->addStretch();

    m_layout->setHorizontalSpacing(6);
    m_layout->setColumnStretch(0, 1);
    m_layout->addWidget(m_headline, 0, 0);
    m_layout->addWidget(m_command, 2, 0, 1, 2);
    arrange(Form::Tall);
    takeTabPlace(*this);

    connect(m_yes, &QPushButton::clicked, this, [this] {
        if (!m_stays)
            hide();
        Q_EMIT accepted();
    });
    connect(m_no, &QPushButton::clicked, this, &NoticeBar::leave);
}

void NoticeBar::setInset(QMargins inset)
{
    m_inset = inset;
    if (m_layout)
        arrange(m_form);
}

void NoticeBar::say(ChipTone tone, const QString &headline, const QString &text)
{
    m_isOffer = false;
    fill(tone, headline, text, {});
    m_yes->hide();
    m_no->show();
    m_no->setText(tr("Dismiss"));
    show();
}

void NoticeBar::state(ChipTone tone, const QString &headline, const QString &text,
                      const QString &action)
{
    m_isOffer = false;
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
    m_isOffer = true;
    fill(tone, headline, text, {});
    m_yes->setText(action);
    m_yes->show();
    m_no->show();
    m_no->setText(u"×"_s);
    show();
}

void NoticeBar::ask(ChipTone tone, const QString &headline, const QString &text,
                    const QString &command, const QString &yes)
{
    m_isOffer = false;
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
    build();
    m_tone = tone;
    m_stays = false;
    m_headline->setText(breakable(headline));
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_command->setText(breakable(command));
    m_command->setAccessibleName(command);
    m_command->setVisible(!command.isEmpty());
    arrange(wantedForm());
    applyTheme();
    setAccessibleName(headline);
}

NoticeBar::Form NoticeBar::wantedForm() const
{
    constexpr int wide = 480;
    if (m_isOffer)
        return Form::Slim;
    return width() >= wide && m_command->isHidden() ? Form::Wide : Form::Tall;
}

void NoticeBar::arrange(Form form)
{
    m_form = form;
    const bool isSlim = form == Form::Slim;
    m_headline->setWordWrap(!isSlim);
    setLook(m_headline, isSlim ? ""_L1 : "title"_L1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_text, m_buttons})
        m_layout->removeWidget(widget);
    m_layout->addWidget(m_text, 1, 0, 1, form == Form::Wide ? 1 : 2);
    if (isSlim)
        m_layout->addWidget(m_buttons, 0, 1);
    else if (form == Form::Wide)
        m_layout->addWidget(m_buttons, 0, 1, m_text->isHidden() ? 1 : 2, 1, Qt::AlignVCenter);
    else
        m_layout->addWidget(m_buttons, 3, 0, 1, 2);
    m_layout->setVerticalSpacing(form == Form::Tall ? 5 : 1);
    m_layout->setContentsMargins(m_inset
                                 + (isSlim ? QMargins(10, 2, 4, 2) : QMargins(10, 8, 10, 8)));
    for (QPushButton *button : {m_yes, m_no})
        setLook(button, isSlim ? "link"_L1 : ""_L1);
    m_no->setAccessibleName(isSlim ? tr("Dismiss") : QString());
    m_no->setToolTip(m_no->accessibleName());
}

void NoticeBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_layout && m_form != wantedForm())
        arrange(wantedForm());
}

void NoticeBar::applyTheme()
{
    if (!m_layout)
        return;
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
    return !isHidden() && m_yes && !m_yes->isHidden() && !m_stays;
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
    painter.drawRoundedRect(QRectF(rect().marginsRemoved(m_inset)), 7, 7);
}

void NoticeBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_stays)
        leave();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Recloser
