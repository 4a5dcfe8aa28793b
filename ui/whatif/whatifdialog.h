// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"
#include "core/resilience/whatifrun.h"
#include "ui/theme/theme.h"
#include "ui/whatif/whatifwords.h"

#include <QDialog>

class QButtonGroup;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace Recloser {

class EmptyState;
class FoldSection;
class WhatIfModel;
class WhatIfPlanForm;

/// "What if": recorded calls run by other rules, beside what did happen or beside a second set of
/// rules. Not modal; the run is on threads of its own and ends with the window. The theme outlives
/// it. GUI thread.
class WhatIfDialog : public QDialog
{
    Q_OBJECT

public:
    /// `calls` reads history.
    WhatIfDialog(const Theme &theme, RecordedCalls calls, QWidget *parent = nullptr);
    ~WhatIfDialog() override;

    /// Rules to begin with, over `layers`: those of A, should it be rules, and those of B.
    void setPolicies(const QList<PolicyLayer> &layers, const PolicyOverrides &a,
                     const PolicyOverrides &b);
    WhatIfPlanForm &formA() { return *m_formA; }
    WhatIfPlanForm &formB() { return *m_formB; }
    const WhatIfModel &model() const { return *m_model; }
    void start();
    void cancel();
    bool isRunning() const { return m_run != nullptr; }

Q_SIGNALS:
    /// A run has ended, however.
    void ended();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *newSide(const QString &title, QWidget *choice, QWidget *content);
    QWidget *newControls();
    QWidget *newResults();
    void noteChange();
    void showState();
    RecordedCallQuery query() const;
    WhatIfFirst first() const;
    void finish(WhatIfRun::Ending ending);
    void showResult(const WhatIfResult &result);

    const Theme &m_theme;
    RecordedCalls m_calls;
    std::unique_ptr<WhatIfRun> m_run;
    WhatIfModel *m_model;
    QComboBox *m_first;
    WhatIfPlanForm *m_formA;
    WhatIfPlanForm *m_formB;
    QLabel *m_asItWas;
    QStackedWidget *m_sideA;
    QComboBox *m_range;
    QPushButton *m_start;
    QPushButton *m_cancel;
    QProgressBar *m_progress;
    QLabel *m_note;
    QStackedWidget *m_results;
    QLabel *m_summary;
    QTableView *m_table;
    FoldSection *m_assumed;
    QLabel *m_assumptions;
    EmptyState *m_empty;
    bool m_hasResult = false;
    bool m_isOutdated = false;
};

} // namespace Recloser
