// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/connections/certificatedialog.h"
#include "ui/connections/connectionsettings.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/response/statusline.h"

#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

// How connections are made, and what servers showed. Part of MainWindow.

namespace {

/// Where the last attempt of the exchange went; redirects may have led it elsewhere.
QUrl serverOf(const Exchange &exchange)
{
    if (const Response *response = exchange.response())
        return response->url;
    if (exchange.error && isCertificateError(exchange.error->kind))
        return QUrl(u"https://"_s + exchange.error->subject);
    return exchange.request.url;
}

} // namespace

void MainWindow::openConnectionSettings()
{
    auto *dialog = new ConnectionSettingsDialog(m_services.theme, m_services.clock,
                                                m_services.settings, m_services.secrets, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openCertificate(const ExchangePtr &exchange)
{
    const TlsReport *tls = exchange ? shownTls(*exchange) : nullptr;
    if (!tls)
        return;
    const QUrl server = serverOf(*exchange);
    const QString host = tls->host.isEmpty() ? server.host() : tls->host;
    auto *dialog = new CertificateDialog(m_services.theme, *tls, host, server.port(443),
                                         m_services.clock.wallTime(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CertificateDialog::trusted, this, [this](const TlsException &exception) {
        Settings changed = m_services.settings.values();
        setException(changed.tls, exception);
        m_services.settings.set(changed);
        const QString last = QLocale().toString(exception.endsAt.toLocalTime().date().addDays(-1),
                                                QLocale::ShortFormat);
        offer(ChipTone::Good, tr("%1 is trusted until %2").arg(exception.host, last),
              tr("Exceptions are taken back under Certificates and proxy."), tr("Send again"),
              [this] { sendCurrent(SendKind::Normal); });
    });
    dialog->open();
}

} // namespace Recloser
