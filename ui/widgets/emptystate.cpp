// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/emptystate.h"

#include "ui/theme/look.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

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
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    if (!buttonText.isEmpty()) {
        m_button = new QPushButton(buttonText);
        layout->addSpacing(4);
        layout->addWidget(m_button, 0, Qt::AlignCenter);
        connect(m_button, &QPushButton::clicked, this, &EmptyState::buttonClicked);
    }
    layout->addStretch(3);
}

void EmptyState::setText(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
}

} // namespace Recloser
