// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/endpointform.h"

#include "ui/dialogs/rediswords.h"
#include "ui/theme/look.h"

#include <QAction>
#include <QButtonGroup>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;
using Transport = RedisEndpoint::Transport;

EndpointForm::EndpointForm(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
    , m_url(new QLineEdit)
    , m_error(new QLabel)
    , m_transport(new QButtonGroup(this))
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
    , m_path(new QLineEdit)
    , m_database(new QSpinBox)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
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
    buildTransport();

    m_port->setRange(1, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_port->setAccessibleName(tr("Port"));
    m_port->setFixedWidth(84);
    auto *hostRow = new QHBoxLayout(m_hostRow);
    hostRow->setContentsMargins(0, 0, 0, 0);
    hostRow->addWidget(m_host, 1);
    hostRow->addWidget(new QLabel(u":"_s));
    hostRow->addWidget(m_port);
    m_path->setPlaceholderText(u"/run/redis/redis.sock"_s);
    m_database->setRange(0, 1'000'000);
    m_database->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_database->setFixedWidth(84);
    m_user->setPlaceholderText(tr("default user"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("none"));
    auto *reveal
        = m_password->addAction(QIcon::fromTheme(u"view-visible"_s), QLineEdit::TrailingPosition);
    reveal->setCheckable(true);
    reveal->setToolTip(tr("Show the password"));
    connect(reveal, &QAction::toggled, m_password, [this](bool shown) {
        m_password->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
    m_caRow = fileField(m_caFile, tr("Certificates to trust"));
    m_certificateRow = fileField(m_certificateFile, tr("Client certificate"));
    m_keyRow = fileField(m_keyFile, tr("Key of the client certificate"));
    m_caFile->setPlaceholderText(tr("the system's authorities"));
    m_certificateFile->setPlaceholderText(tr("none"));
    m_keyFile->setPlaceholderText(tr("none"));

    m_layout->addRow(tr("&Host"), m_hostRow);
    qobject_cast<QLabel *>(m_layout->labelForField(m_hostRow))->setBuddy(m_host);
    m_layout->addRow(tr("Socket &file"), m_path);
    m_layout->addRow(tr("&Database"), m_database);
    m_layout->addRow(tr("&User"), m_user);
    m_layout->addRow(tr("Pass&word"), m_password);
    m_layout->addRow(tr("CA file"), m_caRow);
    m_layout->addRow(tr("Certificate"), m_certificateRow);
    m_layout->addRow(tr("Key"), m_keyRow);

    for (QLineEdit *edit :
         {m_host, m_path, m_user, m_password, m_caFile, m_certificateFile, m_keyFile})
        connect(edit, &QLineEdit::textEdited, this, &EndpointForm::readFields);
    for (QSpinBox *box : {m_port, m_database})
        connect(box, &QSpinBox::valueChanged, this, &EndpointForm::readFields);
    setEndpoint({.host = u"localhost"_s});
}

void EndpointForm::buildUrl()
{
    m_url->setPlaceholderText(u"redis://host:6379/0"_s);
    m_url->setAccessibleName(tr("Address as a URL"));
    m_url->setToolTip(
        tr("redis://user:password@host:port/db, rediss:// with TLS, unix:///path/to/socket?db=0"));
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->hide();
    setLook(m_error, "error"_L1);
    m_layout->addRow(tr("U&RL"), m_url);
    m_layout->addRow(QString(), m_error);
    connect(m_url, &QLineEdit::textEdited, this, &EndpointForm::readUrl);
    connect(m_url, &QLineEdit::editingFinished, this, &EndpointForm::tidyUrl);
}

void EndpointForm::buildTransport()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    const std::pair<Transport, QString> kinds[] = {{Transport::Tcp, tr("TCP")},
                                                   {Transport::Tls, tr("TLS")},
                                                   {Transport::Unix, tr("Unix socket")}};
    for (const auto &[transport, text] : kinds) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_transport->addButton(button, int(transport));
        layout->addWidget(button);
    }
    layout->addStretch();
    m_layout->addRow(tr("Over"), row);
    connect(m_transport, &QButtonGroup::idClicked, this, [this] {
        showRows();
        readFields();
    });
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

void EndpointForm::setEndpoint(const RedisEndpoint &endpoint)
{
    fillFields(endpoint);
    m_urlError.reset();
    m_url->setText(endpoint.display());
    showError();
}

void EndpointForm::fillFields(const RedisEndpoint &endpoint)
{
    const QSignalBlocker quietPort(m_port);
    const QSignalBlocker quietDatabase(m_database);
    m_transport->button(int(endpoint.transport))->setChecked(true);
    // What the other kind of transport had stays, should the user come back to it.
    if (endpoint.transport == Transport::Unix) {
        m_path->setText(endpoint.path);
    } else {
        m_host->setText(endpoint.host);
        m_port->setValue(endpoint.port);
    }
    m_database->setValue(endpoint.database);
    m_user->setText(endpoint.user);
    m_password->setText(endpoint.password);
    m_caFile->setText(endpoint.tls.caFile);
    m_certificateFile->setText(endpoint.tls.certificateFile);
    m_keyFile->setText(endpoint.tls.keyFile);
    showRows();
}

RedisEndpoint EndpointForm::fields() const
{
    RedisEndpoint endpoint;
    endpoint.transport = Transport(m_transport->checkedId());
    endpoint.database = m_database->value();
    endpoint.user = m_user->text();
    endpoint.password = m_password->text();
    if (endpoint.transport == Transport::Unix) {
        endpoint.path = m_path->text();
        return endpoint;
    }
    endpoint.host = m_host->text().trimmed();
    endpoint.port = quint16(m_port->value());
    endpoint.tls = {m_caFile->text(), m_certificateFile->text(), m_keyFile->text()};
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
    if (endpoint.transport == Transport::Unix && !endpoint.path.startsWith(u'/'))
        return wrong(tr("The socket file needs its full path, such as /run/redis/redis.sock."));
    if (endpoint.transport != Transport::Unix && endpoint.host.isEmpty())
        return wrong(tr("The host is missing."));
    // The rules for host names are those of URLs.
    if (const auto parsed = parseRedisUrl(endpoint.display()); !parsed)
        return std::unexpected(parsed.error());
    if (endpoint.transport == Transport::Tls
        && endpoint.tls.certificateFile.isEmpty() != endpoint.tls.keyFile.isEmpty())
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
    const auto transport = Transport(m_transport->checkedId());
    m_layout->setRowVisible(m_hostRow, transport != Transport::Unix);
    m_layout->setRowVisible(m_path, transport == Transport::Unix);
    for (QWidget *row : {m_caRow, m_certificateRow, m_keyRow})
        m_layout->setRowVisible(row, transport == Transport::Tls);
}

} // namespace Recloser
