// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentdelegate.h"
#include "ui/environments/environmentmodel.h"
#include "ui/environments/environmentsdialog.h"
#include "ui/environments/secretspage.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/noticebar.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

// How EnvironmentsDialog is laid out. Its other parts are environmentsdialog.cpp and
// environmentsactions.cpp.

QWidget *EnvironmentsDialog::newList()
{
    m_list->setObjectName(u"environmentList"_s);
    m_list->setAccessibleName(tr("Environments"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->installEventFilter(this);
    connect(m_list, &QListWidget::currentItemChanged, this,
            [this](QListWidgetItem *item) { takeCurrent(item); });
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) {
        if (m_isFilling)
            return;
        const QString from = item->data(NameRole).toString();
        const QString to = item->text().trimmed();
        if (to != from)
            renameEnvironment(from, to);
    });
    auto *add = new QToolButton;
    add->setText(tr("+ Environment"));
    add->setToolTip(tr("New environment (Ins)"));
    connect(add, &QToolButton::clicked, this, &EnvironmentsDialog::newEnvironment);
    m_more->setText(tr("Change  ▾"));
    m_more->setToolTip(tr("Rename (F2), duplicate (Ctrl+D) or delete (Del) the environment"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_more);
    menu->addAction(tr("Rename"), this, [this] { m_list->editItem(m_list->currentItem()); });
    menu->addAction(tr("Duplicate"), this, &EnvironmentsDialog::duplicateEnvironment);
    menu->addAction(tr("Delete"), this, &EnvironmentsDialog::removeEnvironment);
    m_more->setMenu(menu);

    auto *side = new QWidget;
    setLook(side, "bar"_L1);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(6, 2, 6, 6);
    buttons->addWidget(add);
    buttons->addStretch();
    buttons->addWidget(m_more);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    side->setMinimumWidth(190);
    return side;
}

QTableView *EnvironmentsDialog::newTable(QAbstractItemModel &model, const QString &name)
{
    auto *table = new QTableView;
    auto *delegate = new EnvironmentDelegate(m_services.theme, &m_aid, table);
    connect(delegate, &EnvironmentDelegate::variablesPasted, this, &EnvironmentsDialog::addPasted);
    table->setItemDelegate(delegate);
    table->setModel(&model);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setMouseTracking(true);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                           | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setAccessibleName(name);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(delegate->sizeHint({}, {}).height());
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->installEventFilter(this);
    m_aid.attach(*table, EnvironmentDelegate::textMargin);
    return table;
}

QWidget *EnvironmentsDialog::newPages()
{
    setLook(m_title, "title"_L1);
    m_filter->setPlaceholderText(tr("Filter by name or value"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setToolTip(tr("Filter (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    setLook(m_filter, "search"_L1);
    connect(m_filter, &QLineEdit::textChanged, this, &EnvironmentsDialog::updateButtons);
    m_showSecrets->setText(tr("Show secrets"));
    m_showSecrets->setCheckable(true);
    m_showSecrets->setToolTip(tr("Show the values of this environment's secrets in plain"));
    connect(m_showSecrets, &QToolButton::toggled, this, &EnvironmentsDialog::showSecretValues);
    m_tone->setText(tr("Colour  ▾"));
    m_tone->setToolTip(tr("A colour for the chooser, so that production is not mistaken"));
    connect(m_tone, &QToolButton::clicked, this, &EnvironmentsDialog::showToneMenu);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 8, 10, 8);
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addWidget(m_tone);
    head->addStretch();
    head->addWidget(m_showSecrets);
    head->addWidget(m_filter, 1);
    m_table->horizontalHeader()->setSectionResizeMode(EnvironmentModel::Value,
                                                      QHeaderView::Stretch);
    m_table->setColumnWidth(EnvironmentModel::Name, 160);
    m_table->setColumnWidth(EnvironmentModel::Place, 100);
    m_table->setColumnWidth(EnvironmentModel::Where, 260);
    m_problems->setWordWrap(true);
    m_problems->setTextFormat(Qt::PlainText);
    m_problems->setContentsMargins(14, 6, 14, 8);
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notice->hide();
    m_ignore->hide();
    connect(m_notice, &NoticeBar::accepted, this, [this] {
        const auto run = std::exchange(m_offered, {});
        m_notice->dismiss();
        if (run)
            run();
    });
    connect(m_ignore, &NoticeBar::accepted, this, &EnvironmentsDialog::ignorePrivateFile);
    connect(m_secretsPage, &SecretsPage::unlockRequested, this,
            &EnvironmentsDialog::unlockRequested);

    auto *none = new EmptyState(
        m_services.theme, tr("No environments yet"),
        tr("An environment gives variables their values: one for each place that requests are sent "
           "to, such as local and production. They are kept in files beside the requests."),
        tr("New environment"));
    connect(none, &EmptyState::buttonClicked, this, &EnvironmentsDialog::newEnvironment);
    m_noEnvironments = none;
    m_stack->addWidget(none);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_matrixTable);
    m_stack->addWidget(m_secretsPage);
    auto *pages = new QWidget;
    setLook(pages, "pane"_L1);
    auto *layout = new QVBoxLayout(pages);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    for (NoticeBar *notice : {m_notice, m_ignore}) {
        notice->setInset({14, 0, 14, 8});
        layout->addWidget(notice);
    }
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_problems);
    return pages;
}

} // namespace Recloser
