// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/connections/proxypage.h"

#include "ui/theme/look.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = ProxyChoice::Kind;

ProxyPage::ProxyPage(QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox)
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_exceptions(new QLineEdit)
    , m_note(new QLabel)
{
    // In the order of ProxyChoice::Kind.
    m_kind->addItems({tr("The system's"), tr("None"), tr("HTTP"),
                      tr("SOCKS5, names are looked up here"),
                      tr("SOCKS5, the proxy looks names up")});
    m_port->setRange(1, 65535);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("kept with the secrets"));
    m_exceptions->setPlaceholderText(tr("localhost, .example.com, 10.0.0.0/8"));
    m_note->setWordWrap(true);
    m_note->setMinimumWidth(1);
    m_note->setTextFormat(Qt::PlainText);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(2, 10, 2, 0);
    form->setHorizontalSpacing(12);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Proxy"), m_kind);
    form->addRow(tr("&Host"), m_host);
    form->addRow(tr("P&ort"), m_port);
    form->addRow(tr("&User"), m_user);
    form->addRow(tr("Pass&word"), m_password);
    form->addRow(tr("&Without it"), m_exceptions);
    form->addRow(m_note);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ProxyPage::showKind);
    showKind();
}

void ProxyPage::show(const ProxySettings &settings)
{
    m_before = settings;
    const ProxyChoice proxy = proxyFrom(settings.proxy).value_or(ProxyChoice());
    m_kind->setCurrentIndex(int(proxy.kind));
    m_host->setText(proxy.host);
    m_port->setValue(proxy.port > 0 ? proxy.port : 8080);
    m_user->setText(proxy.user);
    m_password->clear();
    m_exceptions->setText(settings.exceptions.join(u", "_s));
    showKind();
}

void ProxyPage::showKind()
{
    const auto kind = Kind(m_kind->currentIndex());
    const bool isNamed = kind != Kind::System && kind != Kind::None;
    for (QWidget *field : {static_cast<QWidget *>(m_host), static_cast<QWidget *>(m_port),
                           static_cast<QWidget *>(m_user), static_cast<QWidget *>(m_password)})
        field->setEnabled(isNamed);
    m_exceptions->setEnabled(kind != Kind::None);
    if (!m_host->isModified() && isNamed && m_host->text().isEmpty())
        m_port->setValue(kind == Kind::Http ? 8080 : 1080);
    setLook(m_note, "muted"_L1);
    m_note->setText(
        kind == Kind::System
            ? tr("What the environment (https_proxy) or the desktop says; never for this machine "
                 "itself. A request, a file or a folder may name another with @proxy.")
            : tr("A request, a file or a folder may name another with @proxy."));
}

std::optional<ProxySettings> ProxyPage::settings()
{
    ProxyChoice proxy{.kind = Kind(m_kind->currentIndex())};
    if (proxy.kind != Kind::System && proxy.kind != Kind::None) {
        proxy.host = m_host->text().trimmed();
        proxy.port = m_port->value();
        proxy.user = m_user->text().trimmed();
    }
    const bool isNewPassword = !m_password->text().isEmpty();
    ProxySettings settings{.proxy = proxy.kind == Kind::System ? QString() : proxyText(proxy),
                           .exceptions = proxyExceptionsFrom(m_exceptions->text()),
                           .passwordRevision = m_before.passwordRevision + isNewPassword};
    if (proxyFrom(settings.proxy) || settings.proxy.isEmpty())
        return settings;
    setLook(m_note, "error"_L1);
    m_note->setText(tr("Name the host of the proxy."));
    m_host->setFocus();
    return std::nullopt;
}

std::optional<QFuture<std::expected<void, StoreError>>>
ProxyPage::keepPassword(SecretStore &secrets)
{
    if (m_password->text().isEmpty())
        return std::nullopt;
    return secrets.write(ProxySettings::secretName(), m_password->text());
}

} // namespace Recloser
