// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/request/keystatus.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/statemark.h"

#include <QWidget>

class QPushButton;

namespace Recloser {

/// The line under the URL: state by word, shape and colour, key, countdown, why and who else, the
/// worst warning, and the way to Key Lab. What does not fit is shortened, the details first; the
/// tool tip has all of it. Follows the theme.
class KeyLine : public QWidget
{
    Q_OBJECT

public:
    explicit KeyLine(const Theme &theme, QWidget *parent = nullptr);

    void setStatus(const KeyStatus &status);
    /// Only the time left is another one.
    void setCountdown(const QString &countdown);
    const KeyStatus &status() const { return m_status; }
    QSize sizeHint() const override { return {400, 34}; }

Q_SIGNALS:
    void keyLabRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    ChipTone tone() const;
    void placeLink();
    StateMark mark() const;
    int paintKey(QPainter &painter, int x, int width) const;
    int paintWarning(QPainter &painter, int x, int width) const;

    const Theme &m_theme;
    KeyStatus m_status;
    QPushButton *m_link;
};

} // namespace Recloser
