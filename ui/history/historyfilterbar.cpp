// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/history/historyfilterbar.h"

#include "ui/history/historywords.h"
#include "ui/theme/look.h"
#include "ui/widgets/flowlayout.h"

#include <QMenu>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct Filter
{
    QString text;
    QString term;
};

} // namespace

HistoryFilterBar::HistoryFilterBar(QWidget *parent) : QWidget(parent), m_more(new QToolButton)
{
    auto *layout = new FlowLayout(5, this);
    layout->setContentsMargins(12, 0, 12, 6);
    const Filter filters[] = {
        {tr("OK"), u"is:success"_s},
        {tr("Failed"), u"is:failed"_s},
        {tr("Errors"), u"is:exception"_s},
        {tr("Not sent"), u"is:blocked"_s},
    };
    for (const auto &[text, term] : filters) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tr("Only these (%1)").arg(term));
        setLook(button, "pill"_L1);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setProperty("term", term);
        connect(button, &QToolButton::clicked, this, [this, term] { Q_EMIT toggled(term); });
        m_buttons.append(button);
        layout->addWidget(button);
    }
    m_more->setText(tr("More"));
    m_more->setToolTip(tr("Filters by status, time and method"));
    setLook(m_more, "pill"_L1);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(m_more);
    m_more->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { buildMenu(*menu); });
    layout->addWidget(m_more);
}

void HistoryFilterBar::buildMenu(QMenu &menu)
{
    menu.clear();
    const auto addGroup = [this, &menu](const QString &title, const QList<Filter> &filters) {
        menu.addSection(title);
        for (const auto &[text, term] : filters) {
            QAction *action = menu.addAction(text, this, [this, term] { Q_EMIT toggled(term); });
            action->setToolTip(term);
            action->setCheckable(true);
            action->setChecked(hasFilter(m_search, term));
        }
    };
    addGroup(tr("Status"),
             {{tr("2xx, successful"), u"status:2xx"_s},
              {tr("3xx, redirected"), u"status:3xx"_s},
              {tr("4xx, refused"), u"status:4xx"_s},
              {tr("5xx, failed"), u"status:5xx"_s},
              {tr("No answer"), u"status:none"_s}});
    addGroup(tr("Time"),
             {{tr("Last hour"), u"since:1h"_s},
              {tr("Today"), u"since:today"_s},
              {tr("Last 7 days"), u"since:7d"_s},
              {tr("Last 30 days"), u"since:30d"_s}});
    addGroup(tr("Method"),
             {{u"GET"_s, u"method:GET"_s},
              {u"POST"_s, u"method:POST"_s},
              {u"PUT"_s, u"method:PUT"_s},
              {u"PATCH"_s, u"method:PATCH"_s},
              {u"DELETE"_s, u"method:DELETE"_s}});
    menu.addSeparator();
    QAction *kept
        = menu.addAction(tr("Kept for ever"), this, [this] { Q_EMIT toggled(u"is:kept"_s); });
    kept->setCheckable(true);
    kept->setChecked(hasFilter(m_search, u"is:kept"_s));
}

void HistoryFilterBar::follow(const QString &search)
{
    m_search = search;
    for (QToolButton *button : std::as_const(m_buttons))
        button->setChecked(hasFilter(search, button->property("term").toString()));
}

} // namespace Recloser
