// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keyinsight.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace Recloser {

class ExplanationModel;
class UrlStrip;

/// The pattern in plain words, as a tree; the row under the mouse or the current one points at its
/// part of the pattern and at what that matched. The theme outlives it. GUI thread.
class ExplainPage : public QWidget
{
    Q_OBJECT

public:
    explicit ExplainPage(const Theme &theme, QWidget *parent = nullptr);

    void setInsight(const KeyInsightPtr &insight);
    /// Makes the row current that explains this place of the pattern.
    void showPlace(qsizetype utf16);
    const ExplanationModel &model() const { return *m_model; }
    QTreeView &tree() { return *m_tree; }

Q_SIGNALS:
    /// Empty: nothing is pointed at.
    void pointed(const Recloser::TextRange &range);

protected:
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void point(const QModelIndex &index);
    void showMatched(const QModelIndex &index);

    ExplanationModel *m_model;
    QTreeView *m_tree;
    UrlStrip *m_url;
    QLabel *m_nothing;
};

} // namespace Recloser
