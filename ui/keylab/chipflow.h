// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keyfindings.h"
#include "ui/widgets/chip.h"

#include <QWidget>

namespace Recloser {

/// Findings as chips that flow into as many lines as they need; no height without any.
class ChipFlow : public QWidget
{
    Q_OBJECT

public:
    explicit ChipFlow(const Theme &theme, QWidget *parent = nullptr);

    void setFindings(const QList<KeyFinding> &findings);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {120, heightForWidth(std::max(width(), 120))}; }
    QSize minimumSizeHint() const override { return {40, heightForWidth(std::max(width(), 40))}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<QRect> placesFor(int width) const;
    void place();

    const Theme &m_theme;
    QList<KeyFinding> m_findings;
    QList<Chip *> m_chips;
};

} // namespace Recloser
