// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/emptystate.h"

#include "ui/theme/look.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideMargin = 16;
constexpr int endMargin = 8;
constexpr int spacing = 8;
constexpr int buttonSpacing = 4;

} // namespace

EmptyState::EmptyState(const Theme &, const QString &title, const QString &text,
                       const QString &buttonText, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(title))
    , m_text(new QLabel(text))
{
    setLook(m_title, "title"_L1);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    setLook(m_text, "muted"_L1);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(sideMargin, endMargin, sideMargin, endMargin);
    layout->setSpacing(spacing);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    if (!buttonText.isEmpty()) {
        m_button = new QPushButton(buttonText);
        layout->addSpacing(buttonSpacing);
        layout->addWidget(m_button, 0, Qt::AlignCenter);
        connect(m_button, &QPushButton::clicked, this, &EmptyState::buttonClicked);
    }
    layout->addStretch(3);
}

void EmptyState::setText(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    showWhatFits();
}

int EmptyState::leastHeight(int width) const
{
    int height = 2 * endMargin + m_title->heightForWidth(width - 2 * sideMargin);
    if (m_button)
        height += 2 * spacing + buttonSpacing + m_button->sizeHint().height();
    return height;
}

void EmptyState::showWhatFits()
{
    const int words = spacing + m_text->heightForWidth(width() - 2 * sideMargin);
    m_text->setVisible(leastHeight(width()) + words <= height());
}

QSize EmptyState::minimumSizeHint() const
{
    const int width = m_button ? m_button->sizeHint().width() : m_title->minimumSizeHint().width();
    return {width + 2 * sideMargin, leastHeight(std::max(this->width(), width))};
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showWhatFits();
}

} // namespace Recloser
