// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/redisbreakerstore.h"
#include "tests/core/redis/redistesting.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <QTimer>

namespace Recloser {

/// Time-outs that must not strike however slow the machine is.
inline RedisStoreSettings patientStore(const QByteArray &prefix = "recloser:")
{
    return {.prefix = prefix,
            .author = QStringLiteral("tester"),
            .answerTimeout = patience,
            .connection = patientSettings()};
}

/// The value of a future, at the moment when it comes.
template<typename T> T answer(QFuture<T> future)
{
    if (!future.isFinished()) {
        QFutureWatcher<T> watcher;
        QEventLoop loop;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        loop.exec();
    }
    if (!future.isFinished())
        qFatal("a future without a value");
    return future.takeResult();
}

inline Permit acquired(BreakerStore &store, const QString &key, const CircuitRules &rules = {})
{
    return answer(store.acquire(key, rules));
}

/// Whether `held` is its circuit's probe, by the store's own word; if not, it is given back and
/// `ask` gets another. For EVENTUALLY, which looks again at what has come true: who has the lease
/// must not ask for it.
template<typename Ask> bool isProbeAtLast(Permit &held, Ask ask)
{
    const auto isProbe = [&held] {
        return held.admission().answer == Admission::Answer::AdmittedAsProbe
            && held.admission().verification == Verification::Verified;
    };
    if (!isProbe()) {
        held = {};
        held = ask();
    }
    return isProbe();
}

/// A call that ended in nothing but failures.
inline Settlement failure(const QString &url = QStringLiteral("http://www.store1.com:8001/x"))
{
    return {.effect = BreakerEffect::Failure,
            .attempts = Settlement::Attempts::UsedUp,
            .error = QStringLiteral("attempt-timeout"),
            .reason = QStringLiteral("4 x attempt-timeout"),
            .url = url};
}

inline Settled opened(BreakerStore &store, const QString &key, milliseconds openFor,
                      const QString &url = QStringLiteral("http://www.store1.com:8001/x"))
{
    // Also an open circuit is opened again by a call that was admitted before.
    Permit permit(&store, key, {}, {.openFor = openFor});
    return answer(permit.settle(failure(url)));
}

} // namespace Recloser
