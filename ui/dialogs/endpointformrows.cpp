// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The rows of an EndpointForm, in reading order.

#include "ui/dialogs/endpointform.h"
#include "ui/theme/look.h"

#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

void EndpointForm::buildUrl()
{
    m_url->setPlaceholderText(u"redis://host:6379/0"_s);
    m_url->setAccessibleName(tr("Address as a URL"));
    m_url->setToolTip(
        tr("redis://user:password@host:port/db\nredis+sentinel://host,host/master/db\n"
           "redis+cluster://host,host\nunix:///path/to/socket?db=0\n"
           "rediss instead of redis: with TLS; ?ssh=user@host at the end: through SSH"));
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->hide();
    setLook(m_error, "error"_L1);
    m_layout->addRow(tr("U&RL"), m_url);
    m_layout->addRow(QString(), m_error);
    connect(m_url, &QLineEdit::textEdited, this, &EndpointForm::readUrl);
    connect(m_url, &QLineEdit::editingFinished, this, &EndpointForm::tidyUrl);
}

void EndpointForm::buildKinds()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    const std::pair<Kind, QString> kinds[] = {{Kind::Server, tr("Server")},
                                              {Kind::Sentinel, tr("Sentinel")},
                                              {Kind::Cluster, tr("Cluster")},
                                              {Kind::SocketFile, tr("Socket file")}};
    for (const auto &[kind, text] : kinds) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_kind->addButton(button, int(kind));
        layout->addWidget(button);
    }
    layout->addStretch();
    m_layout->addRow(tr("Kind"), row);
    connect(m_kind, &QButtonGroup::idClicked, this, [this] {
        showRows();
        readFields();
    });
}

void EndpointForm::buildServer()
{
    m_port->setRange(1, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_port->setAccessibleName(tr("Port"));
    m_port->setFixedWidth(84);
    auto *hostRow = new QHBoxLayout(m_hostRow);
    hostRow->setContentsMargins(0, 0, 0, 0);
    hostRow->addWidget(m_host, 1);
    hostRow->addWidget(new QLabel(u":"_s));
    hostRow->addWidget(m_port);
    m_masterName->setPlaceholderText(tr("its name in the sentinels' configuration"));
    m_path->setPlaceholderText(u"/run/redis/redis.sock"_s);
    m_database->setRange(0, 1'000'000);
    m_database->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_database->setFixedWidth(84);
    m_layout->addRow(tr("&Host"), m_hostRow);
    qobject_cast<QLabel *>(m_layout->labelForField(m_hostRow))->setBuddy(m_host);
    m_layout->addRow(tr("&Hosts"), m_nodes);
    m_layout->addRow(tr("&Master"), m_masterName);
    m_layout->addRow(tr("Socket &file"), m_path);
    m_layout->addRow(tr("&Database"), m_database);
}

void EndpointForm::buildLogin()
{
    m_user->setPlaceholderText(tr("default user"));
    m_sentinelUser->setPlaceholderText(tr("default user"));
    m_user->setAccessibleName(tr("User"));
    m_password->setAccessibleName(tr("Password"));
    m_sentinelUser->setAccessibleName(tr("User of the sentinels"));
    m_sentinelPassword->setAccessibleName(tr("Password of the sentinels"));
    m_sentinelLoginRow = loginRow(m_sentinelUser, m_sentinelPassword);
    m_sentinelLoginRow->setToolTip(
        tr("Sentinels have users and passwords of their own, apart from the servers'."));
    m_ssh->setPlaceholderText(tr("no tunnel, or user@host:port"));
    m_ssh->setToolTip(tr(
        "Everything goes through this SSH server, by the ssh program with your own configuration, "
        "keys and agent.\nHosts are then named as that server sees them."));
    QWidget *login = loginRow(m_user, m_password);
    m_layout->addRow(tr("&Login"), login);
    qobject_cast<QLabel *>(m_layout->labelForField(login))->setBuddy(m_user);
    m_layout->addRow(tr("Sentinels"), m_sentinelLoginRow);
    m_layout->addRow(tr("SS&H"), m_ssh);
}

QLineEdit *EndpointForm::passwordField()
{
    auto *field = new QLineEdit;
    field->setEchoMode(QLineEdit::Password);
    field->setPlaceholderText(tr("no password"));
    auto *reveal
        = field->addAction(QIcon::fromTheme(u"view-visible"_s), QLineEdit::TrailingPosition);
    reveal->setCheckable(true);
    reveal->setToolTip(tr("Show the password"));
    connect(reveal, &QAction::toggled, field, [field](bool shown) {
        field->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
    return field;
}

QWidget *EndpointForm::loginRow(QLineEdit *user, QLineEdit *password)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(user, 1);
    layout->addWidget(password, 1);
    return row;
}

void EndpointForm::buildTls()
{
    m_tls->setToolTip(tr("The server's certificate and host name are always verified."));
    m_caRow = fileField(m_caFile, tr("Certificates to trust"));
    m_certificateRow = fileField(m_certificateFile, tr("Client certificate"));
    m_keyRow = fileField(m_keyFile, tr("Key of the client certificate"));
    m_caFile->setPlaceholderText(tr("the system's authorities"));
    m_certificateFile->setPlaceholderText(tr("none"));
    m_keyFile->setPlaceholderText(tr("none"));
    m_layout->addRow(tr("TLS"), m_tls);
    m_layout->addRow(tr("CA file"), m_caRow);
    m_layout->addRow(tr("Certificate"), m_certificateRow);
    m_layout->addRow(tr("Key"), m_keyRow);
}

QWidget *EndpointForm::fileField(QLineEdit *edit, const QString &what)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    edit->setAccessibleName(what);
    edit->setToolTip(tr("%1, a PEM file").arg(what));
    auto *browse = new QToolButton;
    browse->setText(u"…"_s);
    setLook(browse, "field"_L1);
    browse->setFocusPolicy(Qt::StrongFocus);
    browse->setAccessibleName(tr("Choose: %1").arg(what));
    layout->addWidget(edit, 1);
    layout->addWidget(browse);
    connect(browse, &QToolButton::clicked, this, [this, edit, what] {
        auto *dialog = new QFileDialog(this, what, edit->text());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer *.key)"), tr("All files (*)")});
        connect(dialog, &QFileDialog::fileSelected, edit, [this, edit](const QString &file) {
            edit->setText(file);
            readFields();
        });
        dialog->open();
    });
    return row;
}

} // namespace Recloser
