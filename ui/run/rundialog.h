// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/run/replay.h"
#include "core/run/requestseries.h"
#include "core/run/seriesrunner.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableView;

namespace Recloser {

class HistoryStore;
class RunModel;

/// What a run works with; all of it outlives the window.
struct RunServices
{
    const Theme &theme;
    Sender &sender;
    Clock &clock;
    HistoryStore &history;
};

/// Many requests at once: those of a collection, or recorded ones again with then and now side by
/// side. Not modal; a run ends with the window. GUI thread.
class RunDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RunDialog(const RunServices &services, QWidget *parent = nullptr);
    ~RunDialog() override;

    /// What start() will send. Nothing while a run goes on: ask isRunning(). `keepAlive` goes with
    /// the next preparation.
    void setRequests(const QString &title, qint64 count, RequestSeries::Load load,
                     std::shared_ptr<void> keepAlive, const QString &environment, int atOnce);
    void setReplay(QList<qint64> ids, ReplaySource::Load load, ReplaySource::Surround surround,
                   ReplayOptions::Form form);

    void start();
    void stop();
    bool isRunning() const { return m_runner != nullptr; }
    RunModel &model() const { return *m_model; }
    QTableView *table() const { return m_table; }

Q_SIGNALS:
    void openRequested(qint64 id);
    void compareRequested(qint64 then, qint64 now);
    /// A run has ended, however.
    void ended();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *newControls();
    void buildTable();
    void prepare(const QString &title, qint64 count, const QString &about);
    std::unique_ptr<SeriesSource> newSource();
    SeriesOptions seriesOptions() const;
    SendOptions::Breaker breaker() const;
    void take(const SeriesResult &result);
    void finish(SeriesRunner::Ending ending);
    void showProgress();
    void showState();
    void openCurrent();
    void compareCurrent();
    bool isReplay() const;

    RunServices m_services;
    RunModel *m_model;
    QLabel *m_about;
    QComboBox *m_form;
    QComboBox *m_order;
    QSpinBox *m_atOnce;
    QComboBox *m_spacing;
    QComboBox *m_circuits;
    QCheckBox *m_stopAtFailure;
    QCheckBox *m_withoutSecrets;
    QPushButton *m_start;
    QPushButton *m_stop;
    QPushButton *m_open;
    QPushButton *m_compare;
    QProgressBar *m_progress;
    QLabel *m_note;
    QTableView *m_table;
    QTimer m_timer;

    qint64 m_count = 0;
    RequestSeries::Load m_loadRequest;
    std::shared_ptr<void> m_keepAlive;
    QList<qint64> m_ids;
    ReplaySource::Load m_loadExchange;
    ReplaySource::Surround m_surround;
    std::unique_ptr<SeriesRunner> m_runner;
    /// Of `m_runner` in a replay, else null.
    ReplaySource *m_source = nullptr;
    ReplayTotals m_totals;
};

} // namespace Recloser
