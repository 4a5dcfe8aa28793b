// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/chipflow.h"

namespace Recloser {

namespace {

constexpr int space = 6;

} // namespace

ChipFlow::ChipFlow(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void ChipFlow::setFindings(const QList<KeyFinding> &findings)
{
    if (m_findings == findings)
        return;
    m_findings = findings;
    qDeleteAll(m_chips);
    m_chips.clear();
    for (const KeyFinding &finding : findings) {
        auto *chip = new Chip(m_theme, finding.tone, finding.text, this);
        chip->setToolTip(finding.detail);
        chip->setAccessibleDescription(finding.detail);
        chip->show();
        m_chips.append(chip);
    }
    setVisible(!findings.isEmpty());
    updateGeometry();
    place();
}

QList<QRect> ChipFlow::placesFor(int width) const
{
    QList<QRect> places;
    int x = 0;
    int y = 0;
    for (const Chip *chip : m_chips) {
        QSize size = chip->sizeHint();
        size.setWidth(std::min(size.width(), width));
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += size.height() + space;
        }
        places.append(QRect(QPoint(x, y), size));
        x += size.width() + space;
    }
    return places;
}

int ChipFlow::heightForWidth(int width) const
{
    const QList<QRect> places = placesFor(width);
    return places.isEmpty() ? 0 : places.last().bottom() + 1;
}

void ChipFlow::place()
{
    const QList<QRect> places = placesFor(width());
    for (qsizetype i = 0; i < m_chips.size(); ++i)
        m_chips.at(i)->setGeometry(places.at(i));
}

void ChipFlow::resizeEvent(QResizeEvent *)
{
    place();
    updateGeometry();
}

} // namespace Recloser
