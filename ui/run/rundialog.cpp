// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/run/rundialog.h"

#include "core/resolve/redaction.h"
#include "core/store/historystore.h"
#include "ui/run/runmodel.h"
#include "ui/run/runwords.h"
#include "ui/theme/look.h"
#include "ui/widgets/rowdelegate.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RunDialog::RunDialog(const RunServices &services, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_model(new RunModel(services.theme, this))
    , m_about(new QLabel)
    , m_form(new QComboBox)
    , m_order(new QComboBox)
    , m_atOnce(new QSpinBox)
    , m_spacing(new QComboBox)
    , m_circuits(new QComboBox)
    , m_stopAtFailure(new QCheckBox(tr("Stop at the &first failure")))
    , m_withoutSecrets(new QCheckBox(tr("&Leave out secrets that were not kept")))
    , m_start(new QPushButton(tr("&Send")))
    , m_stop(new QPushButton(tr("Stop")))
    , m_open(new QPushButton(tr("&Open exchange")))
    , m_compare(new QPushButton(tr("&Compare then and now")))
    , m_progress(new QProgressBar)
    , m_note(new QLabel)
    , m_table(new QTableView)
{
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    resize(1040, 640);
    setLook(m_about, "title"_L1);
    buildTable();

    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    m_note->setFont(services.theme.figures());
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->setAccessibleName(tr("Summary"));
    foot->addWidget(m_note, 1);
    foot->addWidget(m_compare);
    foot->addWidget(m_open);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    layout->addWidget(m_about);
    layout->addWidget(newControls());
    layout->addWidget(m_progress);
    layout->addWidget(m_table, 1);
    layout->addLayout(foot);

    for (QPushButton *button : {m_open, m_compare})
        button->setAutoDefault(false);
    connect(m_open, &QPushButton::clicked, this, &RunDialog::openCurrent);
    connect(m_compare, &QPushButton::clicked, this, &RunDialog::compareCurrent);
    m_timer.setInterval(100ms);
    connect(&m_timer, &QTimer::timeout, this, &RunDialog::showProgress);
    connect(&services.history, &HistoryStore::added, this, [this](const QList<HistoryRow> &rows) {
        for (const HistoryRow &row : rows)
            m_model->noteId(row.startedAt.toMSecsSinceEpoch(), row.elapsed, row.id);
        showState();
    });
    connect(&services.theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    showState();
}

RunDialog::~RunDialog() = default;

QWidget *RunDialog::newControls()
{
    m_form->addItems({tr("As it was, byte for byte"), tr("With today's variables")});
    m_form->setAccessibleName(tr("What is sent"));
    m_order->addItems({tr("One after the other"), tr("Several at once")});
    m_order->setAccessibleName(tr("Order"));
    m_atOnce->setRange(2, 1000);
    m_atOnce->setValue(4);
    m_atOnce->setAccessibleName(tr("How many at once"));
    m_spacing->addItems({tr("Without pauses"), tr("Spaced as then")});
    m_spacing->setAccessibleName(tr("Spacing"));
    m_circuits->addItems({tr("Through the circuit breaker"), tr("Observing circuits"),
                          tr("Past the circuit breaker")});
    m_circuits->setItemData(
        1, tr("Circuits are read and shown; they neither block nor count these requests."),
        Qt::ToolTipRole);
    m_circuits->setAccessibleName(tr("Circuit breaker"));
    connect(m_order, &QComboBox::currentIndexChanged, this, &RunDialog::showState);
    setLook(m_start, "primary"_L1);
    m_start->setDefault(true);
    m_start->setToolTip(tr("Send them (Return)"));
    m_stop->setAutoDefault(false);
    m_stop->setToolTip(tr("Stop what is under way (Escape)"));
    connect(m_start, &QPushButton::clicked, this, &RunDialog::start);
    connect(m_stop, &QPushButton::clicked, this, &RunDialog::stop);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setMaximumHeight(6);
    m_progress->setAccessibleName(tr("Requests that have ended"));

    auto *controls = new QWidget;
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{
             m_form, m_order, m_atOnce, m_spacing, m_circuits, m_stopAtFailure, m_withoutSecrets})
        row->addWidget(widget);
    row->addStretch();
    row->addWidget(m_stop);
    row->addWidget(m_start);
    return controls;
}

void RunDialog::buildTable()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_services.theme, m_table));
    m_table->setFont(m_services.theme.figures());
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setAccessibleName(tr("Requests"));
    m_table->verticalHeader()->hide();
    // Of one height, so that nothing is measured for a hundred thousand of them.
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(26);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(RunModel::Request, QHeaderView::Stretch);
    header->setHighlightSections(false);
    const std::pair<int, int> widths[]
        = {{RunModel::Number, 56}, {RunModel::Then, 110},    {RunModel::Now, 130},
           {RunModel::Time, 150},  {RunModel::Attempts, 84}, {RunModel::Body, 84},
           {RunModel::Key, 200}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    connect(m_table, &QTableView::activated, this, &RunDialog::openCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RunDialog::showState);
}

bool RunDialog::isReplay() const
{
    return m_model->kind() == RunModel::Kind::Replay;
}

void RunDialog::prepare(const QString &title, qint64 count, const QString &about)
{
    m_count = count;
    setWindowTitle(title);
    m_about->setText(about);
    m_note->setText(tr("They are listed here as they are sent."));
    m_totals = {};
    m_progress->setValue(0);
    for (const int column : {RunModel::Then, RunModel::Body})
        m_table->setColumnHidden(column, !isReplay());
    m_form->setVisible(isReplay());
    m_spacing->setVisible(isReplay());
    m_withoutSecrets->setVisible(isReplay());
    m_stopAtFailure->setVisible(!isReplay());
    m_compare->setVisible(isReplay());
    m_start->setFocus();
    showState();
}

void RunDialog::setRequests(const QString &title, qint64 count, RequestSeries::Load load,
                            std::shared_ptr<void> keepAlive, const QString &environment, int atOnce)
{
    if (m_runner)
        return;
    m_loadRequest = std::move(load);
    m_keepAlive = std::move(keepAlive);
    m_order->setCurrentIndex(atOnce > 1 ? 1 : 0);
    if (atOnce > 1)
        m_atOnce->setValue(atOnce);
    m_model->clear(RunModel::Kind::Requests);
    const QString requests
        = count == 1 ? tr("1 request") : tr("%1 requests").arg(QLocale().toString(count));
    prepare(title, count,
            environment.isEmpty() ? tr("%1, without an environment").arg(requests)
                                  : tr("%1, environment %2").arg(requests, environment));
}

void RunDialog::setReplay(QList<qint64> ids, ReplaySource::Load load,
                          ReplaySource::Surround surround, ReplayOptions::Form form)
{
    if (m_runner)
        return;
    m_ids = std::move(ids);
    m_loadExchange = std::move(load);
    m_surround = std::move(surround);
    m_keepAlive.reset();
    m_order->setCurrentIndex(0);
    m_form->setCurrentIndex(form == ReplayOptions::Form::AsItWas ? 0 : 1);
    m_model->clear(RunModel::Kind::Replay);
    prepare(tr("Replay"), m_ids.size(),
            m_ids.size() == 1
                ? tr("Exchange %1, sent again").arg(m_ids.constFirst())
                : tr("%1 recorded exchanges, sent again").arg(QLocale().toString(m_ids.size())));
}

SendOptions::Breaker RunDialog::breaker() const
{
    const SendOptions::Breaker choices[]
        = {SendOptions::Breaker::Obey, SendOptions::Breaker::Observe, SendOptions::Breaker::Bypass};
    return choices[std::clamp(m_circuits->currentIndex(), 0, 2)];
}

SeriesOptions RunDialog::seriesOptions() const
{
    SeriesOptions options;
    options.atOnce = m_order->currentIndex() == 0 ? 1 : m_atOnce->value();
    if (isReplay() && m_spacing->currentIndex() == 1) {
        options.spacing = SeriesOptions::Spacing::Original;
        // Those that overlapped then shall do so again.
        options.atOnce = std::max(options.atOnce, 64);
    }
    if (!isReplay() && m_stopAtFailure->isChecked())
        options.onFailure = SeriesOptions::OnFailure::Stop;
    return options;
}

std::unique_ptr<SeriesSource> RunDialog::newSource()
{
    m_source = nullptr;
    if (!isReplay())
        return std::make_unique<RequestSeries>(m_loadRequest, SeriesRounds{.requests = m_count},
                                               SendOptions{.breaker = breaker()});
    ReplayOptions options{.breaker = breaker()};
    if (m_form->currentIndex() == 1)
        options.form = ReplayOptions::Form::Today;
    if (m_withoutSecrets->isChecked())
        options.leniency.secrets = ReplayLeniency::Secrets::LeftOut;
    auto source = std::make_unique<ReplaySource>(m_ids, m_loadExchange, m_surround, options);
    m_source = source.get();
    return source;
}

void RunDialog::start()
{
    if (m_runner || m_count == 0)
        return;
    m_model->clear(m_model->kind());
    m_totals = {};
    m_runner = std::make_unique<SeriesRunner>(m_services.sender, m_services.clock, newSource(),
                                              seriesOptions());
    connect(m_runner.get(), &SeriesRunner::stepStarted, this,
            [this](qint64 index, const SeriesStep &step) {
                m_model->begin(index,
                               {.label = step.label,
                                .origin = isReplay() ? tr("Exchange %1").arg(m_ids.value(step.tag))
                                                     : QString()});
            });
    connect(m_runner.get(), &SeriesRunner::stepFinished, this, &RunDialog::take);
    connect(m_runner.get(), &SeriesRunner::finished, this, &RunDialog::finish);
    m_timer.start();
    m_runner->start();
    showState();
    // The keyboard is with what can be done now: first to stop it, then to look at the rows.
    m_stop->setFocus();
}

void RunDialog::stop()
{
    if (m_runner)
        m_runner->cancel();
}

void RunDialog::take(const SeriesResult &result)
{
    ReplayRow row;
    if (m_source) {
        row = m_source->rowOf(result);
        m_totals.count(row);
    } else {
        const Exchange shown = redacted(*result.exchange, result.step.scope);
        row.now = replayRow(shown, shown).now;
    }
    m_model->finish(result.index, row, *result.exchange);
}

void RunDialog::finish(SeriesRunner::Ending ending)
{
    m_timer.stop();
    m_model->flush();
    showProgress();
    if (ending == SeriesRunner::Ending::StoppedAtFailure)
        m_note->setText(tr("Stopped at the first failure. %1").arg(m_note->text()));
    else if (ending == SeriesRunner::Ending::Cancelled)
        m_note->setText(tr("Stopped. %1").arg(m_note->text()));
    // It is the sender of the signal that brought us here.
    m_runner.release()->deleteLater();
    m_source = nullptr;
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->selectRow(0);
    showState();
    if (focusWidget() == m_start || focusWidget() == m_stop)
        m_table->setFocus();
    Q_EMIT ended();
}

void RunDialog::showProgress()
{
    const SeriesTotals totals = m_runner->totals();
    m_progress->setValue(int(totals.ended() * 1000 / std::max<qint64>(1, m_count)));
    m_note->setText(isReplay() ? replaySummary(m_totals, m_count) : runSummary(totals, m_count));
    m_note->setToolTip(m_note->text());
}

void RunDialog::showState()
{
    const bool isRunning = m_runner != nullptr;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_form, m_order, m_spacing, m_circuits,
                                                            m_stopAtFailure, m_withoutSecrets})
        widget->setEnabled(!isRunning);
    m_atOnce->setVisible(m_order->currentIndex() == 1);
    m_atOnce->setEnabled(!isRunning);
    m_start->setVisible(!isRunning);
    m_start->setEnabled(m_count > 0);
    m_start->setText(m_model->rowCount() > 0 ? tr("&Send again") : tr("&Send"));
    m_stop->setVisible(isRunning);
    m_progress->setVisible(isRunning);
    const QModelIndex current = m_table->currentIndex();
    const RunEntry *entry = current.isValid() ? &m_model->at(current.row()) : nullptr;
    const bool isKept = entry && entry->row.nowId > 0;
    m_open->setEnabled(isKept);
    m_open->setToolTip(isKept || !entry ? tr("Open what came back")
                                        : tr("History has not kept this exchange"));
    m_compare->setEnabled(isKept && entry->row.thenId > 0);
}

void RunDialog::openCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid() && m_model->at(current.row()).row.nowId > 0)
        Q_EMIT openRequested(m_model->at(current.row()).row.nowId);
}

void RunDialog::compareCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const ReplayRow &row = m_model->at(current.row()).row;
    if (row.thenId > 0 && row.nowId > 0)
        Q_EMIT compareRequested(row.thenId, row.nowId);
}

void RunDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_runner) {
        stop();
        event->accept();
        return;
    }
    // The table has opened a row with it; the default button would send everything again.
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_table->hasFocus()) {
        event->accept();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace Recloser
