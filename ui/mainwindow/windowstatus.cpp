// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/windowstatus.h"

#include "ui/describe/formatting.h"
#include "ui/theme/look.h"

#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QIcon dot(const QColor &color, qreal ratio)
{
    QPixmap pixmap(QSize(10, 10) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(1, 1, 8, 8));
    return QIcon(pixmap);
}

} // namespace

WindowStatus::WindowStatus(const WindowServices &services, QWidget *parent)
    : QStatusBar(parent)
    , m_services(services)
    , m_store(new QToolButton)
    , m_verified(new QLabel)
    , m_running(new QLabel)
    , m_history(new QLabel)
{
    setSizeGripEnabled(false);
    m_store->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_store->setIconSize({10, 10});
    m_store->setAccessibleName(tr("Circuit store"));
    for (QLabel *label : {m_verified, m_running, m_history}) {
        setLook(label, "muted"_L1);
        label->setFont(services.theme.figures());
        label->setContentsMargins(6, 0, 6, 0);
    }
    addWidget(m_store);
    addWidget(m_verified);
    addPermanentWidget(m_running);
    addPermanentWidget(m_history);

    connect(m_store, &QToolButton::clicked, this, &WindowStatus::storeClicked);
    connect(&services.stores, &StoreChooser::chosen, this, &WindowStatus::watchStore);
    connect(&services.sender, &Sender::runningChanged, this, &WindowStatus::showRunning);
    connect(&services.theme, &Theme::changed, this, &WindowStatus::showStore);
    watchStore();
    showRunning(services.sender.running());
}

void WindowStatus::setHistoryTotal(qint64 total)
{
    m_history->setText(
        tr("%1 in history").arg(QLocale(QLocale::C).toString(total).replace(u',', QChar(0x202f))));
}

void WindowStatus::watchStore()
{
    disconnect(m_watch);
    m_watch = connect(&m_services.stores.store(), &BreakerStore::statusChanged, this,
                      &WindowStatus::showStore);
    showStore();
}

void WindowStatus::showStore()
{
    using Health = BreakerStoreStatus::Health;
    const BreakerStoreStatus status = m_services.stores.store().status();
    const ThemeColors &colors = m_services.theme.colors();
    QString text;
    QColor color = colors.good.strong;
    QString verified = tr("breaker verified");
    if (status.store == StoreKind::Memory) {
        text = tr("circuits in memory");
        verified = tr("shared with nobody");
    } else {
        switch (status.health) {
        case Health::Ready:
            text = status.roundTrip ? tr("redis ready, %1").arg(formatDuration(*status.roundTrip))
                                    : tr("redis ready");
            if (!status.missing.isEmpty()) {
                text = tr("redis ready in part");
                color = colors.warning.strong;
            }
            break;
        case Health::Connecting:
            text = tr("redis connecting…");
            color = colors.warning.strong;
            verified = tr("breaker: unverified");
            break;
        case Health::Away:
            text = tr("redis away: %1").arg(status.detail);
            color = colors.bad.strong;
            verified = tr("breaker: unverified, local circuits only");
            break;
        case Health::NeedsUser:
            text = tr("redis needs you: %1").arg(status.detail);
            color = colors.bad.strong;
            verified = tr("breaker: unverified, local circuits only");
            break;
        }
    }
    if (status.store == StoreKind::Redis && status.health == Health::Ready) {
        if (status.scope == StoreScope::Observe)
            verified = tr("breaker verified, observing: nothing is written");
        else if (!status.isAtomic)
            verified = tr("breaker verified, without scripts: not atomic");
    }
    m_store->setIcon(dot(color, devicePixelRatioF()));
    m_store->setText(text);
    QStringList tip{status.server.isEmpty()
                        ? tr("Circuits are kept in this program. Click to choose a Redis server.")
                        : status.server};
    if (!status.missing.isEmpty())
        tip << tr("Circuits of servers that do not answer are missing: %1").arg(status.missing);
    if (!status.isAtomic)
        tip << tr("Scripts are not permitted there: changes are made in several steps, and are not "
                  "atomic");
    m_store->setToolTip(tip.join(u'\n'));
    m_verified->setText(verified);
}

void WindowStatus::showRunning(int running)
{
    m_running->setText(running == 0       ? QString()
                           : running == 1 ? tr("1 request running")
                                          : tr("%1 requests running").arg(running));
}

} // namespace Recloser
