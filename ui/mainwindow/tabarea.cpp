// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/tabarea.h"

#include "core/resolve/urltext.h"
#include "ui/mainwindow/documenttabs.h"
#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString methodText(const QString &method)
{
    return method.isEmpty() ? u"GET"_s : isWebSocketMethod(method) ? u"WS"_s : method.left(7);
}

QFont methodFont(const Theme &theme)
{
    QFont font = theme.monospace();
    font.setPointSizeF(font.pointSizeF() - 1.5);
    return font;
}

} // namespace

TabArea::TabArea(const WindowServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_bar(new DocumentTabs)
    , m_stack(new QStackedWidget)
    , m_newTab(new QToolButton)
{
    setLook(m_bar, "documents"_L1);
    m_bar->setObjectName(u"documentTabs"_s);
    m_bar->setAccessibleName(tr("Open requests"));
    m_newTab->setText(u"+"_s);
    m_newTab->setToolTip(tr("New request (Ctrl+T)"));
    m_newTab->setAccessibleName(tr("New request"));
    m_newTab->setAutoRaise(true);

    auto *strip = new QWidget;
    setLook(strip, "bar"_L1);
    strip->setAttribute(Qt::WA_StyledBackground);
    auto *stripLayout = new QHBoxLayout(strip);
    stripLayout->setContentsMargins(0, 0, 4, 0);
    stripLayout->setSpacing(4);
    stripLayout->addWidget(m_bar);
    stripLayout->addWidget(m_newTab);
    stripLayout->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(strip);
    layout->addWidget(m_stack, 1);

    connect(m_newTab, &QToolButton::clicked, this, &TabArea::newTabRequested);
    connect(m_bar, &QTabBar::tabCloseRequested, this, &TabArea::close);
    connect(m_bar, &QTabBar::tabMoved, this, [this](int from, int to) {
        QWidget *tab = m_stack->widget(from);
        m_stack->removeWidget(tab);
        m_stack->insertWidget(to, tab);
        m_stack->setCurrentIndex(m_bar->currentIndex());
        Q_EMIT edited();
    });
    connect(m_bar, &QTabBar::currentChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        Q_EMIT currentChanged(at(index));
        Q_EMIT edited();
    });
    connect(&services.theme, &Theme::changed, this, &TabArea::applyTheme);
    connect(&services.theme, &Theme::aboutToChange, this, [this] {
        for (int i = 0; i < count(); ++i)
            at(i)->dropWidgets();
    });
}

RequestTab *TabArea::open(RequestSpec spec)
{
    const int index = m_bar->count() == 0 ? 0 : m_bar->currentIndex() + 1;
    RequestTab *tab = insert(index, std::move(spec));
    {
        // The stack is in step before anybody hears of the new tab.
        const QSignalBlocker quiet(m_bar);
        m_bar->setCurrentIndex(index);
    }
    m_stack->setCurrentIndex(index);
    Q_EMIT opened(tab);
    Q_EMIT currentChanged(tab);
    Q_EMIT edited();
    return tab;
}

RequestTab *TabArea::append(RequestSpec spec)
{
    RequestTab *tab = insert(m_bar->count(), std::move(spec));
    Q_EMIT opened(tab);
    if (m_bar->count() == 1)
        Q_EMIT currentChanged(tab);
    Q_EMIT edited();
    return tab;
}

void TabArea::beginFilling()
{
    hide();
    m_isFilling = true;
    m_bar->setFilling(true);
}

void TabArea::endFilling()
{
    m_isFilling = false;
    for (int i = 0; i < count(); ++i) {
        const QString text = methodText(at(i)->document().spec().method);
        m_bar->setIconSize(m_bar->iconSize().expandedTo(methodSize(text)));
    }
    for (int i = 0; i < count(); ++i)
        label(at(i));
    m_bar->setFilling(false);
    show();
}

RequestTab *TabArea::insert(int index, RequestSpec spec)
{
    auto *tab = new RequestTab(std::move(spec), m_services);
    m_stack->insertWidget(index, tab);
    {
        const QSignalBlocker quiet(m_bar);
        m_bar->insertTab(index, QString());
    }
    label(tab);
    connect(&tab->document(), &RequestDocument::changed, this, [this, tab] {
        label(tab);
        Q_EMIT edited();
    });
    connect(&tab->document(), &RequestDocument::modifiedChanged, this, [this, tab] { label(tab); });
    connect(&tab->document(), &RequestDocument::originChanged, this, [this, tab] {
        label(tab);
        Q_EMIT edited();
    });
    connect(tab, &RequestTab::exchangeFinished, this, &TabArea::edited);
    connect(tab, &RequestTab::noticeChanged, this, [this, tab] { label(tab); });
    return tab;
}

RequestTab *TabArea::current() const
{
    return qobject_cast<RequestTab *>(m_stack->currentWidget());
}

RequestTab *TabArea::at(int index) const
{
    return qobject_cast<RequestTab *>(m_stack->widget(index));
}

int TabArea::count() const
{
    return m_stack->count();
}

int TabArea::currentIndex() const
{
    return m_bar->currentIndex();
}

void TabArea::setCurrent(int index)
{
    m_bar->setCurrentIndex(index);
}

void TabArea::setCurrent(RequestTab *tab)
{
    m_bar->setCurrentIndex(indexOf(tab));
}

int TabArea::indexOf(RequestTab *tab) const
{
    return m_stack->indexOf(tab);
}

void TabArea::close(int index)
{
    RequestTab *tab = at(index);
    if (!tab)
        return;
    constexpr qsizetype kept = 30;
    m_closed.append({tab->document().spec(), tab->document().origin(), tab->exchange()});
    if (m_closed.size() > kept)
        m_closed.removeFirst();
    tab->stop();
    m_stack->removeWidget(tab);
    tab->deleteLater();
    m_bar->removeTab(index);
    if (m_bar->count() == 0)
        Q_EMIT newTabRequested(); // a window without a request has nowhere to begin
    Q_EMIT edited();
}

void TabArea::reopen()
{
    if (m_closed.isEmpty())
        return;
    const Closed closed = m_closed.takeLast();
    RequestTab *tab = open(closed.spec);
    tab->document().setOrigin(closed.origin);
    if (closed.exchange)
        tab->show(closed.exchange);
}

void TabArea::label(RequestTab *tab)
{
    const int index = indexOf(tab);
    if (index < 0)
        return;
    const RequestDocument &document = tab->document();
    // A dot says "differs from its file"; tabs without a file are kept by the session alone.
    QString title = document.title();
    constexpr qsizetype longest = 24;
    if (title.size() > longest)
        title = title.first(longest - 1) + u'…';
    title.replace(u'&', "&&"_L1);
    if (document.isModified() && document.origin())
        title += u" ●"_s;
    if (tab->notice())
        title += u" ⚠"_s;
    // The strip lays all tabs out with every change of one.
    if (m_bar->tabText(index) != title)
        m_bar->setTabText(index, title);
    const QString &method = document.spec().method;
    if (!m_isFilling && (m_bar->tabData(index) != method || m_bar->tabIcon(index).isNull())) {
        m_bar->setTabData(index, method);
        m_bar->setTabIcon(index, methodIcon(method));
    }
    m_bar->setTabToolTip(index,
                         document.origin()
                             ? u"%1\n%2"_s.arg(document.title(), document.origin()->path)
                             : document.title());
}

QSize TabArea::methodSize(const QString &text) const
{
    const QFontMetrics metrics(methodFont(m_services.theme));
    return {metrics.horizontalAdvance(text) + 6, metrics.height()};
}

QIcon TabArea::methodIcon(const QString &method)
{
    const QString text = methodText(method);
    QSize size = methodSize(text);
    const bool isWidest = size.width() > m_bar->iconSize().width();
    m_bar->setIconSize(m_bar->iconSize().expandedTo(size));
    if (isWidest)
        QMetaObject::invokeMethod(this, &TabArea::applyTheme, Qt::QueuedConnection);
    // QCommonStyle moves narrower icons to the middle of the widest, yet not the text behind them.
    const int widest = m_bar->iconSize().width();
    size.setWidth(std::max(size.width(), std::min(widest, (2 * size.width() + widest) / 3)));
    const qreal ratio = devicePixelRatioF();
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setFont(methodFont(m_services.theme));
    painter.setPen(m_services.theme.methodColor(text));
    painter.drawText(QRect(QPoint(0, 0), size), int(Qt::AlignLeft | Qt::AlignVCenter), text);
    painter.end();
    return QIcon(pixmap);
}

void TabArea::applyTheme()
{
    // Hidden, the strip lays its tabs out once, not with every icon; focus would not stay on it.
    const bool isQuiet = m_bar->isVisible() && !m_bar->hasFocus();
    if (isQuiet)
        m_bar->hide();
    for (int i = 0; i < count(); ++i) {
        m_bar->setTabData(i, {});
        label(at(i));
    }
    if (isQuiet)
        m_bar->show();
}

} // namespace Recloser
