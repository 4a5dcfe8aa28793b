// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/patternreading.h"
#include "ui/keylab/pythonrun.h"
#include "ui/theme/theme.h"
#include "ui/widgets/latestjob.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace Recloser {

class AnswerModel;
class UniformListView;

/// "Ask my Python": the pattern over some URLs in an interpreter of the user's, its answer beside
/// ours. The theme outlives it. GUI thread.
class PythonPage : public QWidget
{
    Q_OBJECT

public:
    /// URLs of the list that are asked about at most.
    static constexpr qsizetype mostUrls = 100;

    explicit PythonPage(const Theme &theme, QWidget *parent = nullptr);
    ~PythonPage() override;

    /// What is asked when the button is pressed. `chosen` may be null.
    void setQuestion(const PatternReading &reading, const QString &chosen, const UrlList &urls);
    /// The interpreter, a path; empty: the first that is found.
    QString program() const { return m_chosen; }
    void setProgram(const QString &path);
    void ask();
    const AnswerModel &model() const { return *m_model; }
    QString verdict() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void lookForPythons();
    void fillPrograms(const QStringList &found);
    void chooseFile();
    void take(const PythonAnswer &answer);
    void showVerdict(const PythonAnswer &answer);

    const Theme &m_theme;
    PythonRun *m_run;
    LatestJob *m_work;
    AnswerModel *m_model;
    QComboBox *m_programs;
    QComboBox *m_scope;
    QPushButton *m_ask;
    QLabel *m_verdict;
    UniformListView *m_list;
    QString m_chosen;
    bool m_hasLooked = false;
    PatternReading m_reading;
    QString m_chosenUrl;
    UrlList m_urls;
    PatternReading m_asked; ///< what the answer is about
    QStringList m_askedUrls;
};

} // namespace Recloser
