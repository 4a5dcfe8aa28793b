// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/tokens/loopbackredirect.h"
#include "core/tokens/tokenkeeper.h"

namespace Recloser {

/// Gets one new token, with somebody logging in where the grant wants that; TokenKeeper::login()
/// makes it. Destroying it stops it silently. GUI thread.
class TokenLogin : public QObject
{
    Q_OBJECT

public:
    using Result = std::expected<TokenFacts, SendError>;
    /// What the browser says when it came back.
    struct Pages
    {
        QString done;
        QString refused;
    };

    /// The keeper outlives it.
    TokenLogin(TokenKeeper &keeper, const Auth &grant, const TokenWay &way);
    ~TokenLogin() override;

    /// Begins; once.
    void start(const Pages &pages);

Q_SIGNALS:
    /// Somebody logs in there, in a browser on this machine; perhaps inside start().
    void browserWanted(const QUrl &url);
    /// Somebody types the code in at the URL, on any machine.
    void deviceCodeGiven(const Recloser::DeviceAnswer &device, const QDateTime &expiresAt);
    /// Exactly once, never inside start(). The receiver may destroy the login by deleteLater()
    /// only.
    void finished(const Recloser::TokenLogin::Result &result);

private:
    void openBrowser();
    std::optional<QString> judge(const FormFields &query);
    void askDevice();
    void takeDevice(const TokenQuestion::Result &result);
    void pollLater();
    void poll();
    void takePoll(const TokenQuestion::Result &result);
    void askForToken(const FormFields &form);
    void takeToken(const TokenQuestion::Result &result);
    void ask(const QUrl &endpoint, const FormFields &form,
             void (TokenLogin::*take)(const TokenQuestion::Result &));
    void refuse(const OAuth2Refusal &refusal);
    void end(const Result &result);

    TokenKeeper &m_keeper;
    const Auth m_grant;
    const TokenWay m_way;
    Pages m_pages;
    std::unique_ptr<LoopbackRedirect> m_redirect;
    QByteArray m_state;
    QByteArray m_verifier;
    DeviceAnswer m_device;
    std::chrono::seconds m_interval{5};
    std::unique_ptr<TokenQuestion> m_question;
    std::unique_ptr<ScheduledCall> m_next;
    /// Nobody logs in for ever.
    std::unique_ptr<ScheduledCall> m_limit;
    bool m_isOver = false;
};

} // namespace Recloser
