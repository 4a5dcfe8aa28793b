// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/endpointform.h"

#include "ui/dialogs/rediswords.h"
#include "ui/theme/look.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace Recloser {

using namespace Qt::StringLiterals;
using Topology = RedisEndpoint::Topology;
using Transport = RedisEndpoint::Transport;

EndpointForm::EndpointForm(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
    , m_url(new QLineEdit)
    , m_error(new QLabel)
    , m_kind(new QButtonGroup(this))
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
    , m_nodes(new QLineEdit)
    , m_masterName(new QLineEdit)
    , m_path(new QLineEdit)
    , m_database(new QSpinBox)
    , m_user(new QLineEdit)
    , m_password(passwordField())
    , m_sentinelUser(new QLineEdit)
    , m_sentinelPassword(passwordField())
    , m_ssh(new QLineEdit)
    , m_tls(new QCheckBox(tr("Encrypted")))
    , m_caFile(new QLineEdit)
    , m_certificateFile(new QLineEdit)
    , m_keyFile(new QLineEdit)
    , m_hostRow(new QWidget)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_layout->setLabelAlignment(Qt::AlignLeft);
    m_layout->setHorizontalSpacing(14);
    m_layout->setVerticalSpacing(8);
    buildUrl();
    buildKinds();
    buildServer();
    buildLogin();
    buildTls();
    for (QLineEdit *edit :
         {m_host, m_nodes, m_masterName, m_path, m_user, m_password, m_sentinelUser,
          m_sentinelPassword, m_ssh, m_caFile, m_certificateFile, m_keyFile})
        connect(edit, &QLineEdit::textEdited, this, &EndpointForm::readFields);
    for (QSpinBox *box : {m_port, m_database})
        connect(box, &QSpinBox::valueChanged, this, &EndpointForm::readFields);
    connect(m_tls, &QCheckBox::clicked, this, [this] {
        showRows();
        readFields();
    });
    setEndpoint({.host = u"localhost"_s});
}

void EndpointForm::setEndpoint(const RedisEndpoint &endpoint)
{
    fillFields(endpoint);
    m_urlError.reset();
    m_url->setText(endpoint.display());
    m_url->setCursorPosition(0);
    showError();
}

EndpointForm::Kind EndpointForm::kind() const
{
    return Kind(m_kind->checkedId());
}

void EndpointForm::fillFields(const RedisEndpoint &endpoint)
{
    const QSignalBlocker quietPort(m_port);
    const QSignalBlocker quietDatabase(m_database);
    Kind kind = Kind::SocketFile;
    // What the other kinds had stays, should the user come back to them.
    if (endpoint.transport == Transport::Unix) {
        m_path->setText(endpoint.path);
    } else if (endpoint.topology == Topology::Standalone) {
        kind = Kind::Server;
        m_host->setText(endpoint.host);
        m_port->setValue(endpoint.port);
    } else {
        const bool isSentinel = endpoint.topology == Topology::Sentinel;
        kind = isSentinel ? Kind::Sentinel : Kind::Cluster;
        QStringList names;
        for (const RedisNode &node : endpoint.nodes)
            names.append(node.name());
        m_nodes->setText(names.join(", "_L1));
        if (isSentinel) {
            m_masterName->setText(endpoint.masterName);
            m_sentinelUser->setText(endpoint.sentinelUser);
            m_sentinelPassword->setText(endpoint.sentinelPassword);
        }
    }
    m_kind->button(int(kind))->setChecked(true);
    m_database->setValue(endpoint.database);
    m_user->setText(endpoint.user);
    m_password->setText(endpoint.password);
    if (kind != Kind::SocketFile) {
        m_tls->setChecked(endpoint.transport == Transport::Tls);
        m_ssh->setText(endpoint.ssh);
        m_caFile->setText(endpoint.tls.caFile);
        m_certificateFile->setText(endpoint.tls.certificateFile);
        m_keyFile->setText(endpoint.tls.keyFile);
    }
    showRows();
}

std::expected<QList<RedisNode>, RedisError> EndpointForm::nodes() const
{
    // The rules for hosts and their usual ports are those of URLs.
    const QString text = m_nodes->text().trimmed();
    const QString url
        = kind() == Kind::Sentinel ? u"redis+sentinel://%1/name"_s : u"redis+cluster://%1"_s;
    const auto parsed = parseRedisUrl(url.arg(text));
    if (!parsed)
        return std::unexpected(parsed.error());
    return parsed->nodes;
}

RedisEndpoint EndpointForm::fields() const
{
    RedisEndpoint endpoint;
    endpoint.user = m_user->text();
    endpoint.password = m_password->text();
    if (kind() != Kind::Cluster)
        endpoint.database = m_database->value();
    if (kind() == Kind::SocketFile) {
        endpoint.transport = Transport::Unix;
        endpoint.path = m_path->text();
        return endpoint;
    }
    if (kind() == Kind::Server) {
        endpoint.host = m_host->text().trimmed();
        endpoint.port = quint16(m_port->value());
    } else {
        endpoint.topology = kind() == Kind::Sentinel ? Topology::Sentinel : Topology::Cluster;
        endpoint.nodes = nodes().value_or(QList<RedisNode>());
    }
    if (kind() == Kind::Sentinel) {
        endpoint.masterName = m_masterName->text().trimmed();
        endpoint.sentinelUser = m_sentinelUser->text();
        endpoint.sentinelPassword = m_sentinelPassword->text();
    }
    endpoint.ssh = m_ssh->text().trimmed();
    if (m_tls->isChecked()) {
        endpoint.transport = Transport::Tls;
        endpoint.tls = {m_caFile->text(), m_certificateFile->text(), m_keyFile->text()};
    }
    return endpoint;
}

std::expected<RedisEndpoint, RedisError> EndpointForm::endpoint() const
{
    const auto wrong = [](const QString &detail) {
        return std::unexpected(RedisError{RedisError::Kind::InvalidUrl, detail});
    };
    if (m_urlError)
        return std::unexpected(*m_urlError);
    const RedisEndpoint endpoint = fields();
    switch (kind()) {
    case Kind::SocketFile:
        if (!endpoint.path.startsWith(u'/'))
            return wrong(tr("The socket file needs its full path, such as /run/redis/redis.sock."));
        break;
    case Kind::Server:
        if (endpoint.host.isEmpty())
            return wrong(tr("The host is missing."));
        break;
    case Kind::Sentinel:
    case Kind::Cluster:
        if (m_nodes->text().trimmed().isEmpty())
            return wrong(tr("A host is missing; several are separated by commas."));
        if (const auto known = nodes(); !known)
            return std::unexpected(known.error());
        if (kind() == Kind::Sentinel && endpoint.masterName.isEmpty())
            return wrong(tr("The master's name is missing."));
        break;
    }
    // The rules for host names are those of URLs.
    if (const auto parsed = parseRedisUrl(endpoint.display()); !parsed)
        return std::unexpected(parsed.error());
    if (endpoint.tls.certificateFile.isEmpty() != endpoint.tls.keyFile.isEmpty())
        return wrong(tr("A client certificate and its key belong together: give both or neither."));
    return endpoint;
}

void EndpointForm::readUrl()
{
    const auto parsed = parseRedisUrl(m_url->text());
    if (parsed) {
        m_urlError.reset();
        RedisEndpoint endpoint = *parsed;
        // A URL without them does not mean that there are none.
        if (endpoint.password.isEmpty())
            endpoint.password = m_password->text();
        if (endpoint.sentinelPassword.isEmpty())
            endpoint.sentinelPassword = m_sentinelPassword->text();
        endpoint.tls = {m_caFile->text(), m_certificateFile->text(), m_keyFile->text()};
        fillFields(endpoint);
    } else {
        m_urlError = parsed.error();
    }
    showError();
    Q_EMIT changed();
}

void EndpointForm::tidyUrl()
{
    if (!m_urlError)
        m_url->setText(fields().display());
}

void EndpointForm::readFields()
{
    m_urlError.reset();
    m_url->setText(fields().display());
    m_url->setCursorPosition(0);
    showError();
    Q_EMIT changed();
}

void EndpointForm::showError()
{
    const auto result = endpoint();
    m_error->setVisible(!result);
    if (!result)
        m_error->setText(describe(result.error()).hint);
    m_layout->setRowVisible(m_error, !result);
    m_url->setProperty("invalid", m_urlError.has_value());
    setLook(m_url, ""_L1);
}

void EndpointForm::showRows()
{
    const bool isSet = kind() == Kind::Sentinel || kind() == Kind::Cluster;
    const bool isSentinel = kind() == Kind::Sentinel;
    const bool isNetwork = kind() != Kind::SocketFile;
    m_layout->setRowVisible(m_hostRow, kind() == Kind::Server);
    m_layout->setRowVisible(m_nodes, isSet);
    m_nodes->setPlaceholderText(isSentinel ? u"sentinel1, sentinel2:26379"_s
                                           : u"server1:6379, server2:6379"_s);
    m_layout->setRowVisible(m_masterName, isSentinel);
    m_layout->setRowVisible(m_path, !isNetwork);
    m_layout->setRowVisible(m_database, kind() != Kind::Cluster);
    m_layout->setRowVisible(m_sentinelLoginRow, isSentinel);
    m_layout->setRowVisible(m_ssh, isNetwork);
    m_layout->setRowVisible(m_tls, isNetwork);
    for (QWidget *row : {m_caRow, m_certificateRow, m_keyRow})
        m_layout->setRowVisible(row, isNetwork && m_tls->isChecked());
}

} // namespace Recloser
