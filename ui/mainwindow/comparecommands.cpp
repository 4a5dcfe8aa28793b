// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/comparecommands.h"

#include "ui/compare/comparewindow.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// The URL without its query, which secrets may be masked in.
QString addressOf(const QString &url)
{
    return url.section(u'?', 0, 0);
}

QByteArray methodOf(const Exchange &exchange)
{
    return exchange.request.method.isEmpty() ? exchange.spec.method.toUtf8()
                                             : exchange.request.method;
}

QString urlOf(const Exchange &exchange)
{
    return exchange.request.urlText.isEmpty() ? exchange.spec.url : exchange.request.urlText;
}

} // namespace

CompareCommands::CompareCommands(MainWindow &window, const WindowServices &services)
    : QObject(&window)
    , m_window(window)
    , m_services(services)
{
}

CompareWindow &CompareCommands::shown()
{
    if (!m_compare) {
        m_compare = new CompareWindow(m_services.theme, m_services.history, &m_window);
        m_compare->setAttribute(Qt::WA_DeleteOnClose);
        m_compare->setOpenResponse([window = QPointer(&m_window)]() -> ExchangePtr {
            RequestTab *tab = window ? window->tabs().current() : nullptr;
            return tab ? tab->exchange() : nullptr;
        });
    }
    m_compare->show();
    m_compare->raise();
    m_compare->activateWindow();
    return *m_compare;
}

CompareWindow *CompareCommands::compareWindow() const
{
    return m_compare;
}

void CompareCommands::compareHistory(qint64 left, qint64 right)
{
    shown().compareHistory(left, right);
}

void CompareCommands::compareWithBefore(RequestTab *tab)
{
    const ExchangePtr exchange = tab ? tab->exchange() : nullptr;
    if (!exchange)
        return compareHistory(0, 0);
    // The newest of its host; going further back than a page is what choosing is for.
    constexpr int mostLookedAt = 1'000;
    QString text = u"method:%1"_s.arg(QString::fromLatin1(methodOf(*exchange)));
    if (const QString host = exchange->request.url.host(); !host.isEmpty())
        text += u" host:"_s + host;
    m_services.history.search({.text = text, .limit = mostLookedAt})
        .then(this, [this, exchange](const std::expected<HistoryPage, StoreError> &page) {
            compareAmong(page.value_or(HistoryPage()), exchange);
        });
}

void CompareCommands::compareAmong(const HistoryPage &page, const ExchangePtr &exchange)
{
    const auto isItself = [&exchange](const HistoryRow &row) {
        return exchange->id > 0 ? row.id == exchange->id : row.startedAt == exchange->startedAt;
    };
    const auto isBefore = [&](const HistoryRow &row) {
        return !isItself(row) && row.startedAt <= exchange->startedAt
            && row.method == methodOf(*exchange)
            && addressOf(row.url) == addressOf(urlOf(*exchange));
    };
    const auto before = std::ranges::find_if(page.rows, isBefore);
    const auto itself = std::ranges::find_if(page.rows, isItself);
    const qint64 beforeId = before == page.rows.end() ? 0 : before->id;
    // Both as history keeps them: secrets are masked on both sides or on none.
    if (itself != page.rows.end())
        return shown().compareHistory(beforeId, itself->id);
    CompareWindow &window = shown();
    if (beforeId == 0)
        return window.setExchanges(nullptr, exchange);
    m_services.history.load(beforeId).then(
        &window, [&window, exchange](const std::expected<ExchangePtr, StoreError> &read) {
            window.setExchanges(read.value_or(nullptr), exchange);
        });
}

} // namespace Recloser
