// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/documenttabs.h"

#include <QEvent>

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

void DocumentTabs::setFilling(bool isFilling)
{
    m_isFilling = isFilling;
    setIconSize(iconSize()); // to be laid out before it is looked at
    chooseLayout();
}

void DocumentTabs::initStyleOption(QStyleOptionTab *option, int index) const
{
    // Most of its time is the text that it shortens.
    if (!m_isFilling)
        QTabBar::initStyleOption(option, index);
}

QSize DocumentTabs::naturalSize(int index) const
{
    constexpr qsizetype most = 500;
    if (m_naturalIcon != iconSize() || m_natural.size() > most) {
        m_naturalIcon = iconSize();
        m_natural.clear();
    }
    // A tab that has got its icon or button is another one than before.
    const QString key = tabText(index) + QChar(tabIcon(index).isNull() ? 0 : 1)
        + QChar(tabButton(index, QTabBar::RightSide) ? 1 : 0);
    const auto known = m_natural.constFind(key);
    return known != m_natural.constEnd() ? *known
                                         : *m_natural.insert(key, QTabBar::tabSizeHint(index));
}

QSize DocumentTabs::tabSizeHint(int index) const
{
    if (m_isFilling)
        return {1, 1};
    QSize size = naturalSize(index);
    // What does not fit is scrolled, and then there is no reason to be wider.
    if (usesScrollButtons())
        size.setWidth(minimumTabSizeHint(index).width());
    return size;
}

QSize DocumentTabs::minimumTabSizeHint(int index) const
{
    if (m_isFilling)
        return {1, 1};
    const QSize natural = naturalSize(index);
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

void DocumentTabs::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_natural.clear();
    QTabBar::changeEvent(event);
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
