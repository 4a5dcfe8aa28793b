// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/whatifplans.h"
#include "core/resilience/whatifrun.h"
#include "core/store/historystore.h"

#include <memory>

namespace Recloser {

/// `whatif`: recorded calls run by one plan or two.
class WhatIfCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;
    void interrupt() override;

private:
    void begin(const QString &folder, const RecordedCallQuery &query,
               const WhatIfSettings &settings);
    void showProgress(qint64 done, qint64 total);
    void hideProgress();
    void finish(WhatIfRun::Ending ending);

    std::unique_ptr<HistoryStore> m_history;
    std::unique_ptr<WhatIfRun> m_run;
    WhatIfPlans m_plans;
    bool m_json = false;
    int m_most = 0;
    bool m_isProgressShown = false;
};

} // namespace Recloser
