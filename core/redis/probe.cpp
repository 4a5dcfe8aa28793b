// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/probe.h"

#include <QHostAddress>
#include <QPointer>
#include <QUuid>

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using State = RedisConnection::State;

namespace {

/// The value of `field` in an INFO reply.
QString infoField(const QByteArray &info, QByteArrayView field)
{
    for (const QByteArray &line : info.split('\n')) {
        if (line.startsWith(field) && line.size() > field.size() && line[field.size()] == ':')
            return QString::fromUtf8(line.sliced(field.size() + 1)).trimmed();
    }
    return {};
}

QString versionIn(const QByteArray &info)
{
    // Valkey reports a redis_version for compatibility beside its own.
    if (const QString valkey = infoField(info, "valkey_version"); !valkey.isEmpty())
        return "Valkey "_L1 + valkey;
    return "Redis "_L1 + infoField(info, "redis_version");
}

QString evictionIn(const QByteArray &info)
{
    const QString limit = infoField(info, "maxmemory_human");
    const QString policy = infoField(info, "maxmemory_policy");
    return infoField(info, "maxmemory") == "0"_L1 ? policy : u"%1, at most %2"_s.arg(policy, limit);
}

bool isRight(RedisProbeStep::Name name)
{
    return name >= RedisProbeStep::Name::ReadRight;
}

} // namespace

RedisProbe::RedisProbe(RedisEndpoint endpoint, QByteArray keyPrefix,
                       RedisConnection::Settings settings, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_keyPrefix(std::move(keyPrefix))
    , m_settings(std::move(settings))
    , m_clock(clock)
{
}

void RedisProbe::start()
{
    Q_ASSERT(!m_connection && m_steps.isEmpty());
    QMetaObject::invokeMethod(this, &RedisProbe::resolve, Qt::QueuedConnection);
}

void RedisProbe::resolve()
{
    m_stepBegan = m_clock.now();
    if (m_endpoint.transport == RedisEndpoint::Transport::Unix
        || !QHostAddress(m_endpoint.host).isNull()) {
        if (report(Name::Resolve, Outcome::Skipped, {}))
            connectToServer();
        return;
    }
    m_lookupId = QHostInfo::lookupHost(m_endpoint.host, this, &RedisProbe::onResolved);
    m_lookupCall = m_clock.schedule(m_settings.timeouts.connect, [this] {
        QHostInfo::abortHostLookup(m_lookupId);
        const RedisError error{RedisError::Kind::NameNotFound,
                               u"%1: no answer from the name servers"_s.arg(m_endpoint.host)};
        if (report(Name::Resolve, Outcome::Failed, error.detail, error))
            finish();
    });
}

void RedisProbe::onResolved(const QHostInfo &info)
{
    m_lookupCall.reset();
    if (info.error() != QHostInfo::NoError) {
        const RedisError error{RedisError::Kind::NameNotFound,
                               u"%1: %2"_s.arg(m_endpoint.host, info.errorString())};
        if (report(Name::Resolve, Outcome::Failed, error.detail, error))
            finish();
        return;
    }
    QStringList addresses;
    for (const QHostAddress &address : info.addresses())
        addresses.append(address.toString());
    if (report(Name::Resolve, Outcome::Ok, addresses.join(u' ')))
        connectToServer();
}

void RedisProbe::connectToServer()
{
    m_connection = std::make_unique<RedisConnection>(m_endpoint, m_settings, m_clock);
    connect(m_connection.get(), &RedisConnection::stateChanged, this, &RedisProbe::onStateChanged);
    m_connection->open();
}

void RedisProbe::onStateChanged(State state)
{
    const bool isTls = m_endpoint.transport == RedisEndpoint::Transport::Tls;
    switch (state) {
    case State::Tls:
        m_reached = state;
        report(Name::Connect, Outcome::Ok, {});
        return;
    case State::Authenticating:
        m_reached = state;
        if (isTls)
            report(Name::Tls, Outcome::Ok, {});
        else if (report(Name::Connect, Outcome::Ok, {}))
            report(Name::Tls, Outcome::Skipped, {});
        return;
    case State::Ready:
        return onReady();
    case State::Backoff:
    case State::Failed:
        return onBroken();
    case State::Disconnected:
    case State::Connecting:
        m_reached = state;
        return;
    }
}

void RedisProbe::onBroken()
{
    if (m_isFinished || !m_connection)
        return;
    const RedisError error = m_connection->lastError().value_or(RedisError{});
    if (!m_questions.isEmpty()) {
        // The question under way hears of it through its reply.
        return;
    }
    Name name = m_reached == State::Tls ? Name::Tls : Name::Connect;
    if (m_reached == State::Authenticating) {
        switch (m_connection->refusedStep().value_or(RedisHandshake::Step::Ping)) {
        case RedisHandshake::Step::Auth:
        case RedisHandshake::Step::SetName:
            name = Name::Authenticate;
            break;
        case RedisHandshake::Step::Select:
            name = Name::Select;
            break;
        case RedisHandshake::Step::Ping:
            name = Name::Ping;
            break;
        }
        // NOAUTH means that a login is missing, whichever command found out.
        if (error.kind == RedisError::Kind::NoAuth)
            name = Name::Authenticate;
    }
    if (report(name, Outcome::Failed, error.detail, error))
        finish();
}

void RedisProbe::onReady()
{
    const bool hasLogin = !m_endpoint.user.isEmpty() || !m_endpoint.password.isEmpty();
    if (!report(Name::Authenticate, hasLogin ? Outcome::Ok : Outcome::Skipped, {})
        || !report(Name::Select, m_endpoint.database ? Outcome::Ok : Outcome::Skipped, {}))
        return;
    const QByteArray key
        = m_keyPrefix + "{recloser-probe-" + QUuid::createUuid().toByteArray(QUuid::Id128) + "}";
    m_questions = {
        {Name::Ping, {"PING"_ba}},
        {Name::Version, {"INFO"_ba, "server"_ba}},
        {Name::Role, {"ROLE"_ba}},
        {Name::Eviction, {"INFO"_ba, "memory"_ba}},
        {Name::ReadRight, {"GET"_ba, key}},
        {Name::TimeLeftRight, {"PTTL"_ba, key}},
        {Name::WriteRight, {"SET"_ba, key, "1"_ba, "XX"_ba, "PX"_ba, "1"_ba}},
        {Name::DeleteRight, {"DEL"_ba, key}},
        {Name::IndexRight, {"ZADD"_ba, key, "XX"_ba, "0"_ba, "1"_ba}},
        {Name::ScriptRight, {"EVAL"_ba, "return 1"_ba, "0"_ba}},
        {Name::ScanRight, {"SCAN"_ba, "0"_ba, "COUNT"_ba, "1"_ba}},
    };
    askNext();
}

void RedisProbe::askNext()
{
    if (m_questions.isEmpty())
        return finish();
    const Question question = m_questions.first();
    m_stepBegan = m_clock.now();
    m_connection->command(
        question.argv, this,
        [this, name = question.name](const RedisReply &reply) { take(name, reply); });
}

void RedisProbe::take(Name name, const RedisReply &reply)
{
    m_questions.removeFirst();
    if (!reply) {
        const RedisError error = reply.error();
        // Knowing the version is nice to have; the rights and an answer at all are what is asked
        // for.
        const bool isOptional = isServerReply(error.kind) && name != Name::Ping && !isRight(name);
        if (!report(name, isOptional ? Outcome::Skipped : Outcome::Failed, error.detail, error))
            return;
        if (!isServerReply(error.kind))
            return finish();
        return askNext();
    }
    QString detail;
    if (name == Name::Version)
        detail = versionIn(reply->bytes);
    else if (name == Name::Eviction)
        detail = evictionIn(reply->bytes);
    else if (name == Name::Role && !reply->elements.empty())
        detail = QString::fromUtf8(reply->elements.front().bytes);
    if (report(name, Outcome::Ok, detail))
        askNext();
}

bool RedisProbe::report(Name name, Outcome outcome, const QString &detail,
                        std::optional<RedisError> error)
{
    const Clock::time_point now = m_clock.now();
    const RedisProbeStep step{name, outcome, detail, std::move(error),
                              duration_cast<microseconds>(now - m_stepBegan)};
    m_stepBegan = now;
    m_steps.append(step);
    const QPointer<RedisProbe> alive(this);
    Q_EMIT stepFinished(step);
    return !alive.isNull();
}

void RedisProbe::finish()
{
    m_isFinished = true;
    m_questions.clear();
    m_connection.reset();
    Q_EMIT finished(m_steps);
}

} // namespace Recloser
