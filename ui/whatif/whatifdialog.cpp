// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/whatif/whatifdialog.h"

#include "ui/describe/describe.h"
#include "ui/theme/look.h"
#include "ui/whatif/openingsdelegate.h"
#include "ui/whatif/whatifmodel.h"
#include "ui/whatif/whatifplanform.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/foldsection.h"

#include <QComboBox>
#include <QDateTime>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

WhatIfDialog::WhatIfDialog(const Theme &theme, RecordedCalls calls, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_calls(std::move(calls))
    , m_model(new WhatIfModel(this))
    , m_first(new QComboBox)
    , m_formA(new WhatIfPlanForm(tr("side A")))
    , m_formB(new WhatIfPlanForm(tr("side B")))
    , m_asItWas(new QLabel(tr("What did happen, as history holds it: each call with the rules it "
                              "was sent with.")))
    , m_sideA(new QStackedWidget)
    , m_range(new QComboBox)
    , m_start(new QPushButton(tr("&Run")))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_progress(new QProgressBar)
    , m_note(new QLabel)
    , m_results(new QStackedWidget)
    , m_summary(new QLabel)
    , m_table(new QTableView)
    , m_assumptions(new QLabel)
    , m_empty(new EmptyState(theme, tr("What if the rules had been others?"),
                             tr("Recorded calls are run by the rules of B on a clock of their own: "
                                "which circuits would have opened, and what would have been "
                                "blocked. Nothing is sent, no circuit is touched.")))
{
    setWindowTitle(tr("What if"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    resize(1000, 680);

    m_asItWas->setWordWrap(true);
    m_asItWas->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    setLook(m_asItWas, "muted"_L1);
    m_sideA->addWidget(m_asItWas);
    m_sideA->addWidget(m_formA);
    m_first->addItems({tr("as it was"), tr("other rules")});
    m_first->setAccessibleName(tr("What side A is"));
    connect(m_first, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_sideA->setCurrentIndex(index);
        noteChange();
    });
    auto *sides = new QHBoxLayout;
    sides->setSpacing(12);
    sides->addWidget(newSide(tr("A"), m_first, m_sideA), 1);
    sides->addWidget(newSide(tr("B: these rules"), nullptr, m_formB), 1);
    for (WhatIfPlanForm *form : {m_formA, m_formB})
        connect(form, &WhatIfPlanForm::changed, this, &WhatIfDialog::noteChange);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    layout->addLayout(sides);
    layout->addWidget(newControls());
    m_results->addWidget(m_empty);
    m_results->addWidget(newResults());
    layout->addWidget(m_results, 1);
    setTabOrder({m_first, m_formA, m_formB, m_range, m_start, m_cancel, m_table});
    m_formB->patternField()->setFocus();
    connect(&theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    showState();
}

WhatIfDialog::~WhatIfDialog() = default;

QWidget *WhatIfDialog::newSide(const QString &title, QWidget *choice, QWidget *content)
{
    auto *side = new QFrame;
    setLook(side, "card"_L1);
    auto *name = new QLabel(title);
    setLook(name, "title"_L1);
    name->setMinimumHeight(m_first->sizeHint().height());
    auto *head = new QHBoxLayout;
    head->addWidget(name);
    if (choice)
        head->addWidget(choice);
    head->addStretch();
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(content, 1);
    return side;
}

QWidget *WhatIfDialog::newControls()
{
    const std::pair<QString, milliseconds> ranges[] = {
        {tr("the last hour"), 1h},        {tr("the last day"), 24h},
        {tr("the last 7 days"), 7 * 24h}, {tr("the last 30 days"), 720h},
        {tr("all of history"), 0h},
    };
    for (const auto &[name, length] : ranges)
        m_range->addItem(name, qint64(length.count()));
    m_range->setCurrentIndex(m_range->count() - 1);
    m_range->setAccessibleName(tr("Whose calls are run: those of"));
    connect(m_range, &QComboBox::activated, this, &WhatIfDialog::noteChange);
    setLook(m_start, "primary"_L1);
    m_start->setDefault(true);
    m_start->setToolTip(tr("Run the recorded calls by these rules (Return)"));
    m_cancel->setToolTip(tr("Stop the run (Escape)"));
    m_cancel->setAutoDefault(false);
    connect(m_start, &QPushButton::clicked, this, &WhatIfDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, &WhatIfDialog::cancel);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Calls that were run"));
    m_note->setFont(m_theme.figures());
    setLook(m_note, "muted"_L1);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto *controls = new QWidget;
    auto *label = new QLabel(tr("Calls of"));
    label->setBuddy(m_range);
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_range);
    row->addWidget(m_start);
    row->addWidget(m_cancel);
    row->addWidget(m_progress, 1);
    row->addWidget(m_note, 2);
    return controls;
}

QWidget *WhatIfDialog::newResults()
{
    m_summary->setWordWrap(true);
    m_summary->setFont(m_theme.figures());
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_summary->setAccessibleName(tr("Summary"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(WhatIfModel::Timeline, new OpeningsDelegate(m_theme, this));
    m_table->setFont(m_theme.figures());
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setAccessibleName(tr("Circuits of both sides"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(34);
    m_table->setMinimumHeight(110);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(WhatIfModel::Timeline, QHeaderView::Stretch);
    header->setHighlightSections(false);
    m_table->setColumnWidth(WhatIfModel::Circuit, 260);
    for (const int column : {WhatIfModel::Openings, WhatIfModel::Blocked, WhatIfModel::Needless})
        m_table->setColumnWidth(column, 120);
    m_assumptions->setWordWrap(true);
    m_assumptions->setContentsMargins(14, 0, 0, 0);
    m_assumptions->setFont(m_theme.figures());
    m_assumptions->setTextInteractionFlags(Qt::TextSelectableByMouse
                                           | Qt::TextSelectableByKeyboard);
    setLook(m_assumptions, "muted"_L1);
    m_assumed = new FoldSection(tr("What is assumed"), m_assumptions);

    auto *results = new QWidget;
    auto *layout = new QVBoxLayout(results);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_assumed);
    return results;
}

void WhatIfDialog::setPolicies(const QList<PolicyLayer> &layers, const PolicyOverrides &a,
                               const PolicyOverrides &b)
{
    m_formA->setPolicies(layers, a);
    m_formB->setPolicies(layers, b);
    noteChange();
}

WhatIfFirst WhatIfDialog::first() const
{
    return m_first->currentIndex() == 0 ? WhatIfFirst::AsItWas : WhatIfFirst::Rules;
}

RecordedCallQuery WhatIfDialog::query() const
{
    const milliseconds length(m_range->currentData().toLongLong());
    RecordedCallQuery query{.limit = 2048};
    if (length > 0ms)
        query.since = milliseconds(QDateTime::currentMSecsSinceEpoch()) - length;
    return query;
}

void WhatIfDialog::start()
{
    if (m_run || !m_start->isEnabled())
        return;
    QList<WhatIfPlan> plans;
    if (first() == WhatIfFirst::Rules)
        plans.append({m_formA->policies()});
    plans.append({m_formB->policies()});
    m_isOutdated = false;
    // Few enough that this thread frees them in no time.
    m_run = std::make_unique<WhatIfRun>(m_calls, query(), plans,
                                        WhatIfSettings{.mostCircuits = 500, .mostOpenings = 200});
    m_progress->setRange(0, 0);
    connect(m_run.get(), &WhatIfRun::progressed, this, [this](qint64 done, qint64 total) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(int(done * 1000 / std::max<qint64>(1, total)));
        const QLocale locale;
        m_note->setText(tr("%1 of %2 calls").arg(locale.toString(done), locale.toString(total)));
    });
    connect(m_run.get(), &WhatIfRun::finished, this, &WhatIfDialog::finish);
    m_run->start();
    showState();
}

void WhatIfDialog::cancel()
{
    if (m_run)
        m_run->cancel();
}

void WhatIfDialog::finish(WhatIfRun::Ending ending)
{
    // It is the sender of the signal that brought us here.
    WhatIfRun *run = m_run.release();
    run->deleteLater();
    m_note->clear();
    if (ending == WhatIfRun::Ending::Done) {
        m_hasResult = true;
        showResult(run->result());
    } else if (ending == WhatIfRun::Ending::Failed) {
        const Sentence words = describe(*run->error());
        m_note->setText(words.headline);
        m_note->setToolTip(words.hint);
    } else {
        m_note->setText(tr("Stopped."));
    }
    showState();
    Q_EMIT ended();
}

void WhatIfDialog::showResult(const WhatIfResult &result)
{
    const bool isPair = result.sides.size() > 1;
    const WhatIfSide &a = isPair ? result.sides[0] : result.recorded;
    const WhatIfSide &b = result.sides.constLast();
    const WhatIfFirst what = isPair ? WhatIfFirst::Rules : WhatIfFirst::AsItWas;
    QStringList lines{whatIfScope(result)};
    if (result.calls > 0) {
        lines += whatIfSentences(a, b, what);
        if (isPair)
            lines += whatIfRegroupings(a, tr("A"));
        lines += whatIfRegroupings(b, tr("B"));
    }
    m_summary->setText(lines.join(u'\n'));
    m_model->setRows(differences(a, b), result.from, result.until);
    m_table->setVisible(m_model->rowCount() > 0);
    const QStringList assumed = whatIfAssumptions(a, b, what);
    m_assumptions->setText(u"• "_s + assumed.join(u"\n• "_s));
    m_assumed->setSummary(assumed.constFirst());
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
}

void WhatIfDialog::noteChange()
{
    m_isOutdated = true;
    showState();
}

void WhatIfDialog::showState()
{
    QString problem = m_formB->problem();
    if (problem.isEmpty() && first() == WhatIfFirst::Rules)
        problem = m_formA->problem();
    const bool isRunning = m_run != nullptr;
    m_start->setEnabled(!isRunning && problem.isEmpty());
    m_cancel->setVisible(isRunning);
    m_progress->setVisible(isRunning);
    m_results->setCurrentIndex(m_hasResult ? 1 : 0);
    m_results->setEnabled(!isRunning);
    if (isRunning)
        return;
    if (!problem.isEmpty())
        m_note->setText(problem);
    else if (m_isOutdated)
        m_note->setText(m_hasResult ? tr("The rules are others than those of the result below.")
                                    : QString());
}

void WhatIfDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_run) {
        cancel();
        event->accept();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace Recloser
