// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/chipflow.h"

#include "ui/keylab/keywords.h"

namespace Recloser {

using namespace Qt::StringLiterals;

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

void ChipFlow::setFindings(const std::vector<Finding> &findings)
{
    if (m_findings == findings)
        return;
    m_findings = findings;
    fill();
}

qsizetype ChipFlow::mostChips() const
{
    // In a narrow dock a chip fills a line, and the list needs the room more.
    constexpr int wide = 480;
    return width() < wide ? 2 : 5;
}

void ChipFlow::fill()
{
    const std::vector<Finding> &findings = m_findings;
    // Typing changes them often: the buttons stay and say something else.
    const qsizetype shown = std::min<qsizetype>(std::ssize(findings), mostChips());
    m_shown = shown;
    const qsizetype wanted = shown + (std::ssize(findings) > shown ? 1 : 0);
    while (m_chips.size() > wanted)
        delete m_chips.takeLast();
    while (m_chips.size() < wanted) {
        auto *chip = new ChipButton(m_theme, this);
        chip->show();
        connect(chip, &QAbstractButton::clicked, this, [this, chip] {
            const qsizetype number = m_chips.indexOf(chip);
            Q_EMIT chosen(number < m_shown ? int(number) : -1);
        });
        m_chips.append(chip);
    }
    for (qsizetype i = 0; i < wanted; ++i) {
        ChipButton *chip = m_chips.at(i);
        if (i == shown) {
            chip->setChip(ChipTone::Neutral,
                          tr("%n more", nullptr, int(std::ssize(findings) - shown)),
                          tr("Show all findings"));
            continue;
        }
        const Finding &finding = findings[size_t(i)];
        const QString title = QString::fromStdString(finding.title);
        chip->setChip(toneOf(finding.severity), title, QString::fromStdString(finding.detail));
        chip->setAccessibleName(u"%1: %2"_s.arg(severityWord(finding.severity), title));
    }
    setVisible(wanted > 0);
    updateGeometry();
    place();
}

QStringList ChipFlow::texts() const
{
    QStringList texts;
    for (const ChipButton *chip : m_chips)
        texts.append(chip->text());
    return texts;
}

QList<QRect> ChipFlow::placesFor(int width) const
{
    QList<QRect> places;
    int x = 0;
    int y = 0;
    for (const ChipButton *chip : m_chips) {
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
    const qsizetype shown = std::min<qsizetype>(std::ssize(m_findings), mostChips());
    if (shown != m_shown)
        fill();
    place();
    updateGeometry();
}

} // namespace Recloser
