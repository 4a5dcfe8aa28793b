// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/documenttabs.h"

namespace Recloser {

namespace {

/// Method, some letters and the button that closes it, in widths of a letter.
constexpr int narrowest = 15;

} // namespace

DocumentTabs::DocumentTabs(QWidget *parent) : QTabBar(parent)
{
    setTabsClosable(true);
    setMovable(true);
    setExpanding(false);
    setUsesScrollButtons(false);
    setElideMode(Qt::ElideRight);
    setDrawBase(false);
    setFocusPolicy(Qt::StrongFocus);
}

QSize DocumentTabs::minimumSizeHint() const
{
    return {3 * narrowest * fontMetrics().averageCharWidth(), QTabBar::minimumSizeHint().height()};
}

QSize DocumentTabs::tabSizeHint(int index) const
{
    QSize size = QTabBar::tabSizeHint(index);
    // What does not fit is scrolled, and then there is no reason to be wider.
    if (usesScrollButtons())
        size.setWidth(minimumTabSizeHint(index).width());
    return size;
}

QSize DocumentTabs::minimumTabSizeHint(int index) const
{
    const QSize natural = QTabBar::tabSizeHint(index);
    return {std::min(natural.width(),
                     iconSize().width() + narrowest * fontMetrics().averageCharWidth()),
            natural.height()};
}

void DocumentTabs::tabInserted(int index)
{
    QTabBar::tabInserted(index);
    chooseLayout();
}

void DocumentTabs::tabRemoved(int index)
{
    QTabBar::tabRemoved(index);
    chooseLayout();
}

void DocumentTabs::resizeEvent(QResizeEvent *event)
{
    QTabBar::resizeEvent(event);
    chooseLayout();
}

void DocumentTabs::showEvent(QShowEvent *event)
{
    QTabBar::showEvent(event);
    chooseLayout();
}

bool DocumentTabs::isCrowded() const
{
    int needed = 0;
    for (int i = 0; i < count(); ++i)
        needed += minimumTabSizeHint(i).width();
    return needed > width();
}

void DocumentTabs::chooseLayout()
{
    const bool crowded = isVisible() && isCrowded();
    if (crowded != usesScrollButtons())
        setUsesScrollButtons(crowded);
}

} // namespace Recloser
