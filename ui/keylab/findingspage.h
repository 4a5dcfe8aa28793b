// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keydiagnosis.h"
#include "ui/keylab/patternreading.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QListView;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace Recloser {

class FindingModel;
class FlowLayout;
class MatrixModel;

/// What is wrong with the pattern, what to do about it, and how stable its keys are. The theme
/// outlives it. GUI thread.
class FindingsPage : public QWidget
{
    Q_OBJECT

public:
    explicit FindingsPage(const Theme &theme, QWidget *parent = nullptr);

    /// `more` are findings about the pattern among the others of the workspace.
    void setDiagnosis(const KeyDiagnosisPtr &diagnosis, const std::vector<Finding> &more = {});
    /// Selects a finding, from 0; -1 only shows the list.
    void show(int finding);
    const std::vector<Finding> &findings() const;
    const FindingModel &model() const { return *m_model; }
    const MatrixModel &matrix() const { return *m_matrix; }

Q_SIGNALS:
    /// A finding was selected: the part of the pattern that is to blame, if any, and the first URL
    /// that shows it, or -1.
    void pointed(const std::optional<Recloser::SourceRange> &range, qsizetype url);
    /// Only these URLs shall be shown.
    void urlsWanted(const QSet<qsizetype> &urls);
    /// The pattern shall be this one instead.
    void fixWanted(const QString &pattern);

private:
    void select(int row);
    void showDetail(const Finding *finding);
    void showPage(int page);

    const Theme &m_theme;
    FindingModel *m_model;
    MatrixModel *m_matrix;
    QToolButton *m_findingsButton;
    QToolButton *m_matrixButton;
    QStackedWidget *m_stack;
    QListView *m_list;
    QLabel *m_nothing;
    QWidget *m_detail;
    QLabel *m_text;
    QWidget *m_actions;
    FlowLayout *m_actionsLayout;
    QTableView *m_table;
    QLabel *m_matrixNote;
    std::string m_rule; ///< of the finding that is selected
};

} // namespace Recloser
