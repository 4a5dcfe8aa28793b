// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/planpanel.h"

#include "ui/request/plan.h"
#include "ui/request/plansummary.h"
#include "ui/request/planview.h"
#include "ui/theme/look.h"
#include "ui/widgets/chip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

PlanPanel::PlanPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_summary(new QLabel)
    , m_view(new PlanView(theme))
    , m_rows(new QVBoxLayout)
{
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setAccessibleName(tr("What this comes to"));
    m_rows->setSpacing(4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_summary);
    layout->addWidget(m_view);
    layout->addLayout(m_rows);
}

void PlanPanel::show(const Policies &policies, const RequestSpec &spec)
{
    m_summary->setText(planSummary(policies));
    m_view->setPlan(worstPlan(policies));
    const QList<PlanWarning> warnings = planWarnings(policies, spec);
    // Rows that stay keep their buttons, and those the focus.
    if (warnings == m_warnings)
        return;
    m_warnings = warnings;
    showWarnings();
}

void PlanPanel::showWarnings()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        // The button that was pressed may still be on the stack.
        if (QWidget *row = item->widget()) {
            row->hide();
            row->deleteLater();
        }
        delete item;
    }
    for (const PlanWarning &warning : std::as_const(m_warnings)) {
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        auto *mark = new Chip(m_theme, ChipTone::Warning, u"▲"_s);
        mark->setAccessibleName(tr("Warning"));
        auto *text = new QLabel(warning.text);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        line->addWidget(mark, 0, Qt::AlignTop);
        line->addWidget(text, 1);
        if (warning.fix) {
            auto *button = new QPushButton(warning.fix->label);
            setLook(button, "link"_L1);
            button->setAccessibleDescription(warning.text);
            connect(button, &QPushButton::clicked, this,
                    [this, fix = *warning.fix] { Q_EMIT fixChosen(fix); });
            line->addWidget(button, 0, Qt::AlignTop);
        }
        m_rows->addWidget(row);
    }
}

QString PlanPanel::summary() const
{
    return m_summary->text();
}

} // namespace Recloser
