// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/connections/exceptionspage.h"

#include "ui/connections/certificatewords.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace Recloser {

using namespace Qt::StringLiterals;

ExceptionsPage::ExceptionsPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_table(new QTableWidget(0, 5))
    , m_remove(new QPushButton(tr("&Remove")))
{
    m_table->setHorizontalHeaderLabels(
        {tr("Host"), tr("Excuses"), tr("Until"), tr("SHA-256"), tr("Made by")});
    m_table->setAccessibleName(tr("Exceptions"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {{0, 160}, {1, 210}, {2, 155}, {4, 110}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    m_pages->addWidget(m_table);
    m_pages->addWidget(new EmptyState(
        theme, tr("No exceptions"),
        tr("Every server is verified. Where one's certificate is not trusted, the error shows it, "
           "and lets you trust it for that host until a date.")));
    m_remove->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 10, 2, 0);
    layout->setSpacing(10);
    layout->addWidget(m_pages, 1);
    layout->addLayout(buttons);
    connect(m_remove, &QPushButton::clicked, this, &ExceptionsPage::remove);
    connect(new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &ExceptionsPage::remove);
    connect(m_table, &QTableWidget::itemSelectionChanged, this,
            [this] { m_remove->setEnabled(!m_table->selectedItems().isEmpty()); });
}

void ExceptionsPage::show(const TlsChoices &choices, const QDateTime &now)
{
    m_now = now;
    m_exceptions = choices.exceptions;
    fill();
}

void ExceptionsPage::fill()
{
    m_table->setRowCount(int(m_exceptions.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const TlsException &one = m_exceptions[row];
        // Its last day.
        const QString date
            = QLocale().toString(one.endsAt.toLocalTime().addSecs(-1).date(), QLocale::ShortFormat);
        const QStringList texts{authorityOf(one.host, one.port), faultWords(one.faults),
                                one.endsAt <= m_now ? tr("ended %1").arg(date) : date,
                                fingerprintText(one.sha256), one.madeBy};
        for (int column = 0; column < texts.size(); ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setToolTip(texts[column]);
            m_table->setItem(row, column, item);
        }
    }
    m_pages->setCurrentIndex(m_exceptions.isEmpty());
    m_remove->setVisible(!m_exceptions.isEmpty());
    m_remove->setEnabled(!m_table->selectedItems().isEmpty());
}

void ExceptionsPage::remove()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    QList<int> gone;
    for (const QModelIndex &row : rows)
        gone.append(row.row());
    std::ranges::sort(gone, std::greater());
    for (const int row : gone)
        m_exceptions.removeAt(row);
    m_table->clearSelection();
    fill();
}

} // namespace Recloser
