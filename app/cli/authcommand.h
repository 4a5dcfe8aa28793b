// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/sendarguments.h"
#include "app/composition/composition.h"
#include "core/tokens/requestgrants.h"
#include "core/tokens/tokenlogin.h"

#include <memory>

namespace Recloser {

/// `auth`: the tokens of OAuth 2 that requests are sent with.
class AuthCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;
    void interrupt() override { Q_EMIT done(ExitCode::Interrupted); }

private:
    using ReadyGrant = std::function<void(const Auth &grant, const TokenWay &way)>;

    /// The grant of the request that the words name, its secrets read.
    void withGrant(const QCommandLineParser &parser, QStringList words, const ReadyGrant &then);
    void takeGrants(const QList<RequestGrant> &grants, const ReadyGrant &then);
    void getToken(const QCommandLineParser &parser, const Auth &grant, const TokenWay &way);
    void takeToken(const Auth &grant, const TokenWay &way, const TokenResult &token);
    void logIn(const Auth &grant, const TokenWay &way);
    void openPage(const QUrl &url);
    void tellStatus(const Auth &grant);
    void tellAll();
    void forget(const Auth &grant);
    void forgetAll();
    void report(const TokenFacts &facts, const QByteArray &token = {});
    void refuse(const SendError &error);
    void end(ExitCode code);

    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<TokenLogin> m_login;
    bool m_json = false;
    bool m_shows = false;
    bool m_opens = false;
    bool m_isNew = false;
};

} // namespace Recloser
