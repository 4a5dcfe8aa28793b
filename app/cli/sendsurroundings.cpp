// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/sendsurroundings.h"

#include "app/cli/counted.h"
#include "app/cli/passphrase.h"

namespace Recloser {

using namespace Qt::StringLiterals;

SendSurroundings::SendSurroundings() : m_composition(Profile::standard())
{
    // Only where a request uses OAuth 2; without it a token is good for this run.
    m_composition.tokens().setOpenStore([this](const std::function<void()> &then) {
        whenSecretsAreReadable(m_composition.secrets(), &m_composition.secrets(),
                               [then](bool) { then(); });
    });
}

std::optional<PolicyLayer> SendSurroundings::defaults()
{
    SettingsStore &settings = m_composition.settings();
    if (const auto read = settings.load(); !read)
        printError(read.error().subject, read.error().detail, u"it goes on without them"_s);
    if (settings.values().defaults == PolicyOverrides())
        return std::nullopt;
    return PolicyLayer{PolicyLayer::Kind::Settings, {}, settings.values().defaults};
}

std::expected<void, ArgumentError> SendSurroundings::open(const QCommandLineParser &parser,
                                                          QObject *context, Notices notices)
{
    auto redis = RedisOption::from(parser, m_composition.clock());
    if (!redis)
        return std::unexpected(ArgumentError{u"--redis"_s, redis.error(), {}});
    if (*redis) {
        m_redis = *std::move(redis);
        m_composition.sender().setBreakerStore(m_redis->store());
    }
    m_isRecording = !parser.isSet(u"no-history"_s);
    if (!m_isRecording)
        return {};
    HistoryStore &history = m_composition.history();
    if (notices == Notices::All)
        QObject::connect(
            &history, &HistoryStore::cleaned, context, [](const HistoryCleaning &cleaning) {
                printError(u"history"_s,
                           counted(cleaning.exchanges(), u"%1 old exchange was removed"_s,
                                   u"%1 old exchanges were removed"_s)
                               + u", as the settings have it"_s);
            });
    QObject::connect(&history, &HistoryStore::failed, context, [](const StoreError &error) {
        printError(u"history"_s, error.subject + u' ' + error.detail,
                   u"the sends go on; use --no-history to leave it out"_s);
    });
    return {};
}

void SendSurroundings::openConnections(
    const QCommandLineParser &parser, const QUrl &target, QObject *context,
    const std::function<void(const std::expected<void, ArgumentError> &)> &ready)
{
    ConnectionOption::open(parser, m_composition, target, context, ready);
}

void SendSurroundings::openUsualConnections(QObject *context, const std::function<void()> &ready)
{
    ConnectionOption::openUsual(m_composition, context, ready);
}

void SendSurroundings::openCookies(
    const QCommandLineParser &parser, QObject *context,
    const std::function<void(const std::expected<void, ArgumentError> &)> &ready)
{
    m_cookies.open(
        parser, [this]() -> CookieStore & { return m_composition.cookies(); },
        m_composition.clock(), context, CookieOption::Otherwise::NoJar,
        [this, ready](const std::expected<CookieJarPtr, QString> &jar) {
            if (!jar)
                return ready(std::unexpected(ArgumentError{
                    u"cookies"_s, jar.error(), u"leave the jar out, or name another"_s}));
            m_composition.sender().setCookieJar(*jar);
            ready({});
        });
}

void SendSurroundings::close(QObject *context, const std::function<void()> &next)
{
    const auto flushTokens
        = [this, context, next] { m_composition.tokens().flush().then(context, next); };
    const auto flushCircuits = [this, context, flushTokens] {
        if (!m_redis)
            flushTokens();
        else
            m_redis->store().flush().then(context, flushTokens);
    };
    const auto closeCookies = [this, context, flushCircuits] {
        m_cookies.close(context, [flushCircuits](const QString &problem) {
            if (!problem.isEmpty())
                printError(u"cookies"_s, problem);
            flushCircuits();
        });
    };
    if (!m_isRecording)
        return closeCookies();
    m_composition.history().flush().then(
        context, [closeCookies](const std::expected<void, StoreError> &) { closeCookies(); });
}

} // namespace Recloser
