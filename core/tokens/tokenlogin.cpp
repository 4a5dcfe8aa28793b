// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tokens/tokenlogin.h"

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds longestLogin = 10min;
constexpr std::chrono::seconds longestDevice = 1h;
/// What slow_down adds (RFC 8628 section 3.5).
constexpr std::chrono::seconds slowDown = 5s;
constexpr std::chrono::seconds longestInterval = 60s;

QByteArray urlSafe(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

TokenLogin::TokenLogin(TokenKeeper &keeper, const Auth &grant, const TokenWay &way)
    : m_keeper(keeper)
    , m_grant(grant)
    , m_way(way)
{
}

TokenLogin::~TokenLogin() = default;

void TokenLogin::start(const Pages &pages)
{
    m_pages = pages;
    if (const auto unfit = unfitSetting(m_grant))
        return end(std::unexpected(*unfit));
    switch (m_grant.grant) {
    case Auth::Grant::AuthorizationCode:
        openBrowser();
        break;
    case Auth::Grant::DeviceCode:
        askDevice();
        break;
    case Auth::Grant::RefreshToken:
        askForToken(refreshForm(m_grant, m_grant.refreshToken));
        break;
    case Auth::Grant::ClientCredentials:
    case Auth::Grant::Password:
        askForToken(ownForm(m_grant));
        break;
    }
}

// ---- authorization code ------------------------------------------------------------------------

void TokenLogin::openBrowser()
{
    const auto redirect = loopbackRedirect(m_grant);
    const auto endpoint = oauth2Endpoint(m_grant.authorizationUrl, u"the authorization URL"_s);
    auto listener = LoopbackRedirect::listen(
        *redirect, [this](const FormFields &query) { return judge(query); });
    if (!listener)
        return end(std::unexpected(listener.error()));
    m_redirect = *std::move(listener);
    m_state = urlSafe(m_keeper.m_random(24));
    // 43 characters (RFC 7636 section 4.1).
    m_verifier = urlSafe(m_keeper.m_random(32));
    m_limit = m_keeper.m_clock.schedule(longestLogin, [this] {
        refuse({{},
                u"nobody logged in within %1 minutes"_s.arg(
                    std::chrono::duration_cast<std::chrono::minutes>(longestLogin).count())});
    });
    Q_EMIT browserWanted(authorizationRequest(m_grant, *endpoint, m_redirect->url(), m_state,
                                              pkceChallenge(m_verifier)));
}

std::optional<QString> TokenLogin::judge(const FormFields &query)
{
    // A page that knows the port ends nobody's login.
    if (m_isOver || m_question || !hasState(query, m_state))
        return std::nullopt;
    m_redirect->stopListening();
    m_limit.reset();
    const auto code = readRedirect(query, m_state, m_grant.issuer);
    if (!code) {
        refuse(code.error());
        return m_pages.refused;
    }
    askForToken(codeForm(m_grant, *code, m_redirect->url(), m_verifier));
    return m_pages.done;
}

// ---- device code -------------------------------------------------------------------------------

void TokenLogin::askDevice()
{
    ask(QUrl(m_grant.deviceUrl.trimmed()), deviceForm(m_grant), &TokenLogin::takeDevice);
}

void TokenLogin::takeDevice(const TokenQuestion::Result &result)
{
    if (!result)
        return end(std::unexpected(result.error()));
    const auto device = readDeviceAnswer(result->status, result->body);
    if (!device)
        return refuse(device.error());
    m_device = *device;
    m_device.lifetime = std::min(m_device.lifetime, longestDevice);
    m_interval = m_device.interval;
    m_limit = m_keeper.m_clock.schedule(m_device.lifetime, [this] {
        refuse({u"expired_token"_s, u"nobody typed in the code in time"_s});
    });
    pollLater();
    Q_EMIT deviceCodeGiven(m_device,
                           m_keeper.m_clock.wallTime().addSecs(m_device.lifetime.count()));
}

void TokenLogin::pollLater()
{
    m_next = m_keeper.m_clock.schedule(m_interval, [this] { poll(); });
}

void TokenLogin::poll()
{
    ask(QUrl(m_grant.tokenUrl.trimmed()), deviceTokenForm(m_grant, m_device.deviceCode),
        &TokenLogin::takePoll);
}

void TokenLogin::takePoll(const TokenQuestion::Result &result)
{
    if (!result) {
        // The network may come back while somebody types (RFC 8628 section 3.5).
        m_interval = std::min(2 * m_interval, longestInterval);
        return pollLater();
    }
    const auto answer = readTokenAnswer(m_grant, result->status, result->body);
    const QString code = answer ? QString() : answer.error().code;
    if (code == "slow_down"_L1)
        m_interval += slowDown;
    if (code == "slow_down"_L1 || code == "authorization_pending"_L1)
        return pollLater();
    takeToken(result);
}

// ---- the end -----------------------------------------------------------------------------------

void TokenLogin::askForToken(const FormFields &form)
{
    ask(QUrl(m_grant.tokenUrl.trimmed()), form, &TokenLogin::takeToken);
}

void TokenLogin::takeToken(const TokenQuestion::Result &result)
{
    if (!result)
        return end(std::unexpected(result.error()));
    const auto answer = readTokenAnswer(m_grant, result->status, result->body);
    if (!answer)
        return refuse(answer.error());
    end(m_keeper.keepNew(m_grant, *answer));
}

void TokenLogin::ask(const QUrl &endpoint, const FormFields &form,
                     void (TokenLogin::*take)(const TokenQuestion::Result &))
{
    m_question = std::make_unique<TokenQuestion>(m_keeper.m_transport,
                                                 tokenRequest(m_grant, endpoint, form), m_way,
                                                 [this, take](const TokenQuestion::Result &result) {
                                                     m_question.reset();
                                                     (this->*take)(result);
                                                 });
}

void TokenLogin::refuse(const OAuth2Refusal &refusal)
{
    end(std::unexpected(refusedBy(m_grant, refusal)));
}

void TokenLogin::end(const Result &result)
{
    if (std::exchange(m_isOver, true))
        return;
    m_limit.reset();
    m_question.reset();
    m_next = m_keeper.m_clock.schedule(0ms, [this, result] { Q_EMIT finished(result); });
}

} // namespace Recloser
