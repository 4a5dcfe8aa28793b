// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/store/secrets.h"
#include "core/store/settings.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QTabWidget;

namespace Recloser {

class AuthoritiesPage;
class ExceptionsPage;
class IdentitiesPage;
class ProxyPage;

/// How connections are made: who is believed, which client certificates are shown, which exceptions
/// there are, and the proxy. Nothing changes before it is accepted. GUI thread.
class ConnectionSettingsDialog : public QDialog
{
    Q_OBJECT

public:
    enum Page { Authorities, ClientCertificates, Exceptions, Proxy };

    /// All outlive the dialog.
    ConnectionSettingsDialog(const Theme &theme, Clock &clock, SettingsStore &settings,
                             SecretStore &secrets, QWidget *parent = nullptr);

    void setPage(Page page);
    AuthoritiesPage &authorities() { return *m_authorities; }
    IdentitiesPage &identities() { return *m_identities; }
    ExceptionsPage &exceptions() { return *m_exceptions; }
    ProxyPage &proxy() { return *m_proxy; }

    void accept() override;

private:
    SettingsStore &m_settings;
    SecretStore &m_secrets;
    QTabWidget *m_pages;
    AuthoritiesPage *m_authorities;
    IdentitiesPage *m_identities;
    ExceptionsPage *m_exceptions;
    ProxyPage *m_proxy;
};

} // namespace Recloser
