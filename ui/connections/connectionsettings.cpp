// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/connections/connectionsettings.h"

#include "ui/connections/authoritiespage.h"
#include "ui/connections/exceptionspage.h"
#include "ui/connections/identitiespage.h"
#include "ui/connections/proxypage.h"
#include "ui/theme/look.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

ConnectionSettingsDialog::ConnectionSettingsDialog(const Theme &theme, Clock &clock,
                                                   SettingsStore &settings, SecretStore &secrets,
                                                   QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_secrets(secrets)
    , m_pages(new QTabWidget)
    , m_authorities(new AuthoritiesPage)
    , m_identities(new IdentitiesPage)
    , m_exceptions(new ExceptionsPage(theme))
    , m_proxy(new ProxyPage)
{
    setWindowTitle(tr("Certificates and proxy"));
    resize(800, 520);
    const Settings &now = settings.values();
    m_authorities->show(now.tls);
    m_identities->show(now.tls);
    m_exceptions->show(now.tls, clock.wallTime());
    m_proxy->show(now.proxy);
    m_pages->setDocumentMode(true);
    m_pages->addTab(m_authorities, tr("Authorities"));
    m_pages->addTab(m_identities, tr("Client certificates"));
    m_pages->addTab(m_exceptions, tr("Exceptions"));
    m_pages->addTab(m_proxy, tr("Proxy"));
    m_pages->setAccessibleName(tr("Parts of the connection settings"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    setLook(buttons->button(QDialogButtonBox::Ok), "primary"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    layout->addWidget(m_pages, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionSettingsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ConnectionSettingsDialog::setPage(Page page)
{
    m_pages->setCurrentIndex(page);
}

void ConnectionSettingsDialog::accept()
{
    // What was typed and not saved yet is meant, too.
    if (!m_identities->savePending()) {
        setPage(ClientCertificates);
        return;
    }
    const auto proxy = m_proxy->settings();
    if (!proxy) {
        setPage(Proxy);
        return;
    }
    m_identities->keepPassPhrases(m_secrets);
    Settings changed = m_settings.values();
    m_authorities->takeInto(changed.tls);
    m_identities->takeInto(changed.tls);
    m_exceptions->takeInto(changed.tls);
    changed.proxy = *proxy;
    // Whoever takes up the settings asks for the password, which must be there by then.
    if (auto kept = m_proxy->keepPassword(m_secrets))
        kept->then(&m_settings,
                   [settings = &m_settings, changed](const std::expected<void, StoreError> &) {
                       settings->set(changed);
                   });
    else
        m_settings.set(changed);
    QDialog::accept();
}

} // namespace Recloser
