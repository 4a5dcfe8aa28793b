// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QLabel>

namespace Recloser {

/// A line of plain text that is as wide as there is room and leaves out its middle where that is
/// too little, or says it shorter; its tool tip then says all of it. With word wrap it is a common
/// label.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;

    /// In place of setText(): the text, and what to say where it does not fit, the longest first.
    void setTexts(const QStringList &texts);
    /// What there is room for.
    QString shownText() const;

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QStringList m_shorter;
};

} // namespace Recloser
