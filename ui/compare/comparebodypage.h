// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/bodycompare.h"
#include "core/model/exchange.h"
#include "ui/theme/theme.h"
#include "ui/widgets/latestjob.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace Recloser {

class DiffView;

/// The bodies of two exchanges side by side, read and compared in a thread of its own, which can be
/// stopped. The theme outlives it. GUI thread.
class CompareBodyPage : public QWidget
{
    Q_OBJECT

public:
    using Result = std::shared_ptr<const BodyComparison>;

    explicit CompareBodyPage(const Theme &theme, QWidget *parent = nullptr);
    ~CompareBodyPage() override;

    /// Begins to compare; either may be null, and nothing is shown then.
    void setExchanges(const ExchangePtr &left, const ExchangePtr &right);
    void setIgnoring(const Ignoring &ignoring);
    void stop();
    bool isComparing() const { return m_job.isBusy(); }
    /// Null while there is none.
    const Result &result() const { return m_result; }
    DiffView *view() const { return m_view; }
    QComboBox *methodBox() const { return m_method; }
    QComboBox *bodyBox() const { return m_body; }
    QString summaryText() const;
    QString notesText() const;

Q_SIGNALS:
    /// A comparison has begun, ended or was stopped.
    void changed();

private:
    void compare();
    void take(const std::expected<std::optional<BodyComparison>, StoreError> &result);
    void showState();

    LatestJob m_job;
    ExchangePtr m_left;
    ExchangePtr m_right;
    Ignoring m_ignoring;
    Result m_result;
    QString m_problem;
    QComboBox *m_body;
    QComboBox *m_method;
    QLabel *m_summary;
    QLabel *m_notes;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    DiffView *m_view;
};

} // namespace Recloser
