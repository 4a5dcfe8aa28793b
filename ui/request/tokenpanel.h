// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/tokens/requestgrants.h"
#include "core/tokens/tokenlogin.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace Recloser {

class Theme;

/// The token of a request with OAuth 2: until when it is good, and how to get one or be rid of it.
/// Never shows the token itself.
class TokenPanel : public QWidget
{
    Q_OBJECT

public:
    /// All of it outlives the panel.
    TokenPanel(TokenKeeper &keeper, const Theme &theme, std::function<void(const QUrl &)> open,
               QWidget *parent = nullptr);
    ~TokenPanel() override;

    /// Stops a login for another one.
    void setGrant(const RequestGrant &grant);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    bool hasGrant() const { return m_grant && *m_grant; }
    QString name() const;
    void askFacts();
    void getOrCancel();
    void startLogin();
    void stopLogin();
    void takeLogin(const TokenLogin::Result &result);
    void forget();
    void showDevice(const DeviceAnswer &device, const QDateTime &until);
    /// In words, as of now.
    void tell();
    void say(const QString &state, const QString &hint, const char *look);

    TokenKeeper &m_keeper;
    const std::function<void(const QUrl &)> m_open;
    std::expected<std::shared_ptr<const Auth>, SendError> m_grant = nullptr;
    /// Empty: the request's own.
    QString m_name;
    TokenWay m_way;
    std::optional<TokenFacts> m_facts;
    std::optional<SendError> m_error;
    /// Why the last token ends with the program.
    std::optional<StoreError> m_notKept;
    std::unique_ptr<TokenLogin> m_login;
    /// Where the browser was sent.
    QUrl m_page;
    std::optional<DeviceAnswer> m_device;
    QDateTime m_deviceUntil;
    QTimer m_second;

    QLabel *m_state;
    QLabel *m_hint;
    QLabel *m_code;
    QPushButton *m_get;
    QPushButton *m_forget;
    QPushButton *m_copy;
    QPushButton *m_openPage;
};

} // namespace Recloser
