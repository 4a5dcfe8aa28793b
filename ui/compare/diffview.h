// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"
#include "ui/theme/theme.h"
#include "ui/widgets/latestjob.h"

#include <QWidget>

#include <memory>

class QLabel;
class QToolButton;

namespace Recloser {

class DiffCanvas;
class DiffFindBar;
class DiffOverview;

/// Two texts side by side, row by row, with what differs marked: a sign in the margin, a colour,
/// and the words within a row. Only what is on the screen is laid out, so that the number of rows
/// does not matter. F7 and Alt+Down go to the next difference, Shift+F7 and Alt+Up to the one
/// before, Ctrl+F finds, Ctrl+C copies. The theme outlives it. GUI thread.
class DiffView : public QWidget
{
    Q_OBJECT

public:
    explicit DiffView(const Theme &theme, QWidget *parent = nullptr);
    ~DiffView() override;

    /// Compares two texts in a thread of its own and shows them; what was shown stays until then.
    void setTexts(const QString &leftTitle, const QString &leftText, const QString &rightTitle,
                  const QString &rightText);
    /// Shows what was compared elsewhere.
    void setRows(const QString &leftTitle, const QString &rightTitle,
                 std::shared_ptr<const AlignedRows> rows);
    void clear();
    /// Nothing is being compared.
    bool isSettled() const { return !m_job.isBusy(); }

    qsizetype differenceCount() const;
    /// From 0; -1 before the first step.
    qsizetype currentDifference() const;
    void goToDifference(qsizetype index);
    void nextDifference();
    void previousDifference();
    /// Whether long equal stretches are folded to a line that tells their length.
    void setFolded(bool folded);
    bool isFolded() const;
    /// Opens the find bar with the selected text, and gives it the focus.
    void openFind();
    DiffCanvas *canvas() const { return m_canvas; }
    DiffFindBar *findBar() const { return m_find; }
    /// "3 of 12 differences", "No difference".
    QString countText() const;

Q_SIGNALS:
    /// All of setTexts() is shown.
    void settled();
    void currentDifferenceChanged(qsizetype index);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildBar();
    void addActions();
    void showState();

    const Theme &m_theme;
    LatestJob m_job;
    QLabel *m_leftTitle;
    QLabel *m_rightTitle;
    QLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_fold;
    DiffCanvas *m_canvas;
    DiffOverview *m_overview;
    DiffFindBar *m_find;
    qsizetype m_current = -1;
};

} // namespace Recloser
