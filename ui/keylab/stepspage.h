// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keyinsight.h"
#include "ui/keylab/patternfield.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace Recloser {

class StepModel;
class UniformListView;
class UrlStrip;

/// How the pattern went through one URL, step by step; while it is shown, the pattern shows how
/// often each of its parts was tried. The theme outlives it. GUI thread.
class StepsPage : public QWidget
{
    Q_OBJECT

public:
    explicit StepsPage(const Theme &theme, QWidget *parent = nullptr);

    void setInsight(const KeyInsightPtr &insight);
    /// What is known of why the pattern is slow; empty for nothing.
    void setSlowness(const QString &words);
    /// The step that is shown, from 0; -1 without any.
    int step() const;
    void setStep(int step);
    const StepModel &model() const { return *m_model; }
    /// How often parts of the pattern were tried, the outer ones first.
    QList<PatternField::Heat> heat() const;

Q_SIGNALS:
    /// The part of the pattern that the step is about; empty for none.
    void pointed(const Recloser::TextRange &range);

private:
    void showStep();
    void showNote();

    StepModel *m_model;
    UrlStrip *m_url;
    QLabel *m_note;
    QString m_slowness;
    QToolButton *m_first;
    QToolButton *m_back;
    QToolButton *m_forward;
    QToolButton *m_backtrack;
    QToolButton *m_last;
    QSlider *m_slider;
    QLabel *m_count;
    UniformListView *m_list;
};

} // namespace Recloser
