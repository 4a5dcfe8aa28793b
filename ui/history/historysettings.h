// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historystore.h"
#include "core/store/settings.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QSpinBox;

namespace Recloser {

/// What history keeps: the bounds, how much there is, and what the bounds as they stand in the
/// dialog would remove, before anything is. The services outlive it. GUI thread.
class HistorySettingsDialog : public QDialog
{
    Q_OBJECT

public:
    HistorySettingsDialog(HistoryStore &store, SettingsStore &settings, QWidget *parent = nullptr);

    /// As it stands in the fields.
    HistoryRetention values() const;

private:
    struct Bound
    {
        QCheckBox *isSet;
        QSpinBox *value;
        qint64 unit;
        qint64 HistoryRetention::*member;
    };
    void addBound(QGridLayout &grid, const QString &text, const QString &suffix, qint64 unit,
                  qint64 usual, int most, qint64 HistoryRetention::*member);
    void ask();
    void tell(const HistoryUsage &usage);

    HistoryStore &m_store;
    SettingsStore &m_settings;
    std::vector<Bound> m_bounds;
    QLabel *m_there;
    QLabel *m_next;
    int m_question = 0;
};

} // namespace Recloser
