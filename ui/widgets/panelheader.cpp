// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/panelheader.h"

#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QLabel>

namespace Recloser {

using namespace Qt::StringLiterals;

PanelHeader::PanelHeader(const Theme &theme, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_note(new QLabel)
    , m_layout(new QHBoxLayout(this))
{
    auto *label = new QLabel(title);
    setLook(label, "caption"_L1);
    QFont font = label->font();
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::PercentageSpacing, 106);
    font.setPointSizeF(font.pointSizeF() - 1.0);
    label->setFont(font);
    setLook(m_note, "caption"_L1);
    QFont noteFont = theme.figures();
    noteFont.setPointSizeF(font.pointSizeF());
    m_note->setFont(noteFont);

    // As high as with a button, so that panels side by side begin on one line.
    setMinimumHeight(44);
    m_layout->setContentsMargins(12, 10, 12, 6);
    m_layout->setSpacing(6);
    m_layout->addWidget(label);
    m_layout->addStretch();
    m_layout->addWidget(m_note);
}

void PanelHeader::setNote(const QString &note)
{
    m_note->setText(note);
}

void PanelHeader::addWidget(QWidget *widget)
{
    m_layout->addWidget(widget);
}

} // namespace Recloser
