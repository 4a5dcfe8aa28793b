// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/regex/lint/finding.h"
#include "ui/keylab/chipbutton.h"

#include <QWidget>

#include <vector>

namespace Recloser {

/// The worst findings as buttons that look like chips, and flow into as many lines as they need; no
/// height without any.
class ChipFlow : public QWidget
{
    Q_OBJECT

public:
    explicit ChipFlow(const Theme &theme, QWidget *parent = nullptr);

    void setFindings(const std::vector<Finding> &findings);
    QStringList texts() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {120, heightForWidth(std::max(width(), 120))}; }
    QSize minimumSizeHint() const override { return {40, heightForWidth(std::max(width(), 40))}; }

Q_SIGNALS:
    /// Index of the finding, -1 for the count of the others.
    void chosen(int finding);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<QRect> placesFor(int width) const;
    void fill();
    qsizetype mostChips() const;
    void place();

    const Theme &m_theme;
    std::vector<Finding> m_findings;
    QList<ChipButton *> m_chips;
    qsizetype m_shown = 0; ///< findings that have a chip of their own
};

} // namespace Recloser
