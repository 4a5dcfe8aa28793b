// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/proxychoice.h"
#include "core/store/secrets.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace Recloser {

/// The proxy of requests that name none of their own. GUI thread.
class ProxyPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProxyPage(QWidget *parent = nullptr);

    void show(const ProxySettings &settings);
    using QWidget::show;
    /// What is chosen; nothing, said in the page, where it is no proxy.
    std::optional<ProxySettings> settings();
    /// Keeps the password that was typed; nothing where none was.
    std::optional<QFuture<std::expected<void, StoreError>>> keepPassword(SecretStore &secrets);

    QComboBox *kindField() const { return m_kind; }
    QLineEdit *hostField() const { return m_host; }
    QSpinBox *portField() const { return m_port; }
    QLineEdit *userField() const { return m_user; }
    QLineEdit *passwordField() const { return m_password; }
    QLineEdit *exceptionsField() const { return m_exceptions; }

private:
    void showKind();

    ProxySettings m_before;

    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLineEdit *m_exceptions;
    QLabel *m_note;
};

} // namespace Recloser
