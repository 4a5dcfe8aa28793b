// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace Recloser {

/// The small capitals on top of a panel ("CIRCUITS") with a muted note on the right ("2 open") and
/// room for flat buttons.
class PanelHeader : public QWidget
{
    Q_OBJECT

public:
    PanelHeader(const Theme &theme, const QString &title, QWidget *parent = nullptr);

    void setNote(const QString &note);
    /// Adds a widget (a flat tool button) at the right end.
    void addWidget(QWidget *widget);

private:
    QLabel *m_note;
    QHBoxLayout *m_layout;
};

} // namespace Recloser
