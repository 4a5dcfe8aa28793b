// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace Recloser {

class Chip;

/// What one side of a comparison is: its request, when it was sent and how it ended, and a button
/// to choose another. The theme outlives it.
class CompareSide : public QFrame
{
    Q_OBJECT

public:
    CompareSide(const Theme &theme, const QString &title, QWidget *parent = nullptr);

    /// Null: nothing is chosen yet.
    void setExchange(const ExchangePtr &exchange);

Q_SIGNALS:
    void chooseRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showUrl();

    QString m_urlText;
    QLabel *m_url;
    QLabel *m_when;
    Chip *m_result;
    QPushButton *m_choose;
};

} // namespace Recloser
