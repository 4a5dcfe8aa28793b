// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/request/planwarnings.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace Recloser {

class PlanView;

/// What the policies come to: a sentence, its drawing, and warnings of what is unwise with a button
/// that mends it.
class PlanPanel : public QWidget
{
    Q_OBJECT

public:
    explicit PlanPanel(const Theme &theme, QWidget *parent = nullptr);

    /// `policies` are the effective ones of `spec`.
    void show(const Policies &policies, const RequestSpec &spec);
    QString summary() const;
    const QList<PlanWarning> &warnings() const { return m_warnings; }

Q_SIGNALS:
    void fixChosen(const Recloser::PlanFix &fix);

private:
    void showWarnings();

    const Theme &m_theme;
    QLabel *m_summary;
    PlanView *m_view;
    QVBoxLayout *m_rows;
    QList<PlanWarning> m_warnings;
};

} // namespace Recloser
