// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace Recloser {

/// What a panel without content shows: what it is for, and the button for the first step. Where
/// there is no room for the words, the title and the button stay.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const Theme &theme, const QString &title, const QString &text,
               const QString &buttonText = {}, QWidget *parent = nullptr);

    void setText(const QString &title, const QString &text);

    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return false; }

Q_SIGNALS:
    void buttonClicked();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Without the words.
    int leastHeight(int width) const;
    void showWhatFits();

    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_button = nullptr;
};

} // namespace Recloser
