// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/keychainsecrets.h"

#include "core/store/answering.h"
#include "core/store/secretskeychain.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Value = std::expected<QString, StoreError>;
using Done = std::expected<void, StoreError>;

} // namespace

KeychainSecrets::KeychainSecrets(QObject *parent)
    : SecretStore(parent)
    , m_availability(mayHaveKeychain() ? Availability::Unknown : Availability::ThisRunOnly)
{
}

QByteArray KeychainSecrets::environmentVariable(const QString &name)
{
    QByteArray variable = "RECLOSER_SECRET_";
    for (const QChar c : name.toUpper())
        variable += (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ? char(c.unicode()) : '_';
    return variable;
}

void KeychainSecrets::learn(const StoreError *error)
{
    const bool isAway = error && error->kind == StoreError::Kind::Unavailable;
    const Availability now = isAway ? Availability::ThisRunOnly : Availability::Keychain;
    if (now == m_availability)
        return;
    m_availability = now;
    Q_EMIT availabilityChanged(now);
}

QFuture<Value> KeychainSecrets::read(const QString &name)
{
    const QByteArray variable = environmentVariable(name);
    if (qEnvironmentVariableIsSet(variable.constData()))
        return QtFuture::makeReadyValueFuture(Value(qEnvironmentVariable(variable.constData())));
    if (const auto written = m_writtenInThisRun.constFind(name);
        written != m_writtenInThisRun.cend())
        return QtFuture::makeReadyValueFuture(Value(*written));
    if (m_availability == Availability::ThisRunOnly)
        return QtFuture::makeReadyValueFuture(
            Value(std::unexpected(StoreError{StoreError::Kind::NotFound, name, {}})));
    auto promise = startedPromise<Value>();
    QFuture<Value> future = promise->future();
    readFromKeychain(name, this, [this, name, promise](Value value) {
        learn(value ? nullptr : &value.error());
        if (!value && value.error().kind == StoreError::Kind::Unavailable)
            value = std::unexpected(
                StoreError{StoreError::Kind::NotFound, name, value.error().detail});
        answer(*promise, value);
    });
    return future;
}

QFuture<Done> KeychainSecrets::write(const QString &name, const QString &value)
{
    m_writtenInThisRun.insert(name, value);
    if (m_availability == Availability::ThisRunOnly)
        return QtFuture::makeReadyValueFuture(Done());
    auto promise = startedPromise<Done>();
    QFuture<Done> future = promise->future();
    writeToKeychain(name, value, this, [this, promise](Done done) {
        learn(done ? nullptr : &done.error());
        // Kept for this run at least, which availability() tells.
        if (!done && done.error().kind == StoreError::Kind::Unavailable)
            done = {};
        answer(*promise, done);
    });
    return future;
}

QFuture<Done> KeychainSecrets::remove(const QString &name)
{
    m_writtenInThisRun.remove(name);
    if (m_availability == Availability::ThisRunOnly)
        return QtFuture::makeReadyValueFuture(Done());
    auto promise = startedPromise<Done>();
    QFuture<Done> future = promise->future();
    removeFromKeychain(name, this, [this, promise](Done done) {
        learn(done ? nullptr : &done.error());
        if (!done && done.error().kind == StoreError::Kind::Unavailable)
            done = {};
        answer(*promise, done);
    });
    return future;
}

} // namespace Recloser
