// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/endpoint.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace Recloser {

/// Where Redis is, one server, sentinels or a cluster: its URL and its parts, each following the
/// other while it is typed. A password in the URL moves to its own field, where it is not shown.
class EndpointForm : public QWidget
{
    Q_OBJECT

public:
    explicit EndpointForm(QWidget *parent = nullptr);

    void setEndpoint(const RedisEndpoint &endpoint);
    /// What the fields say; an error names the field at fault.
    std::expected<RedisEndpoint, RedisError> endpoint() const;

Q_SIGNALS:
    void changed();

private:
    enum class Kind { Server, Sentinel, Cluster, SocketFile };

    void buildUrl();
    void buildKinds();
    void buildServer();
    void buildLogin();
    void buildTls();
    QLineEdit *passwordField();
    QWidget *loginRow(QLineEdit *user, QLineEdit *password);
    QWidget *fileField(QLineEdit *edit, const QString &what);
    void readUrl();
    void tidyUrl();
    void readFields();
    void fillFields(const RedisEndpoint &endpoint);
    RedisEndpoint fields() const;
    Kind kind() const;
    /// The servers as typed; an error names the one at fault.
    std::expected<QList<RedisNode>, RedisError> nodes() const;
    void showRows();
    void showError();

    QFormLayout *m_layout;
    QLineEdit *m_url;
    QLabel *m_error;
    QButtonGroup *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_nodes;
    QLineEdit *m_masterName;
    QLineEdit *m_path;
    QSpinBox *m_database;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLineEdit *m_sentinelUser;
    QLineEdit *m_sentinelPassword;
    QLineEdit *m_ssh;
    QCheckBox *m_tls;
    QLineEdit *m_caFile;
    QLineEdit *m_certificateFile;
    QLineEdit *m_keyFile;
    QWidget *m_hostRow;
    QWidget *m_sentinelLoginRow;
    QWidget *m_caRow;
    QWidget *m_certificateRow;
    QWidget *m_keyRow;
    std::optional<RedisError> m_urlError;
};

} // namespace Recloser
