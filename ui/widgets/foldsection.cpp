// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/foldsection.h"

#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

FoldSection::FoldSection(const QString &title, QWidget *content, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_button(new QToolButton)
    , m_summary(new QLabel)
    , m_content(content)
{
    setLook(m_button, "fold"_L1);
    m_button->setCheckable(true);
    m_button->setFocusPolicy(Qt::StrongFocus);
    setLook(m_summary, "muted"_L1);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_button);
    head->addWidget(m_summary, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_content);
    m_content->hide();
    connect(m_button, &QToolButton::toggled, this, &FoldSection::showState);
    showState();
}

void FoldSection::setSummary(const QString &summary)
{
    if (summary == m_summaryText)
        return;
    m_summaryText = summary;
    showState();
}

void FoldSection::setOpen(bool open)
{
    m_button->setChecked(open);
}

bool FoldSection::isOpen() const
{
    return m_button->isChecked();
}

void FoldSection::showState()
{
    const bool open = isOpen();
    m_button->setText((open ? u"▾  "_s : u"▸  "_s) + m_title);
    // A screen reader hears what the arrow says.
    m_button->setAccessibleName(open ? tr("%1, unfolded").arg(m_title)
                                     : tr("%1, folded").arg(m_title));
    m_button->setAccessibleDescription(m_summaryText);
    m_content->setVisible(open);
    m_summary->setToolTip(open ? QString() : m_summaryText);
    elide();
}

void FoldSection::elide()
{
    m_summary->setText(isOpen() ? QString()
                                : m_summary->fontMetrics().elidedText(m_summaryText, Qt::ElideRight,
                                                                      m_summary->width()));
}

void FoldSection::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    elide();
}

} // namespace Recloser
