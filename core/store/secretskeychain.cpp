// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/secretskeychain.h"

#include <qt6keychain/keychain.h>

#include <QFile>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Long enough to type the pass phrase of a locked keychain.
constexpr auto longestAnswer = 60s;

QString service()
{
    return u"recloser"_s;
}

StoreError errorOf(const QKeychain::Job &job)
{
    using enum StoreError::Kind;
    StoreError error{Unavailable, job.key(), job.errorString()};
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        error.kind = NotFound;
        break;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        error.kind = Refused;
        break;
    case QKeychain::NoError:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return error;
}

/// Runs `job` and hands it to `answer`; nothing instead of the job when it takes too long. The job
/// deletes itself whenever it ends.
void run(QKeychain::Job *job, const QString &name, QObject *context,
         std::function<void(const QKeychain::Job *)> answer)
{
    job->setKey(name);
    job->setInsecureFallback(false);
    auto *timer = new QTimer(context);
    timer->setSingleShot(true);
    // The timer stands for the question: whoever comes first takes it away.
    QObject::connect(job, &QKeychain::Job::finished, timer,
                     [timer, answer](QKeychain::Job *finished) {
                         timer->stop();
                         timer->deleteLater();
                         answer(finished);
                     });
    QObject::connect(timer, &QTimer::timeout, context, [timer, job = QPointer(job), answer] {
        if (job)
            job->disconnect(timer);
        timer->deleteLater();
        answer(nullptr);
    });
    timer->start(longestAnswer);
    job->start();
}

std::expected<void, StoreError> resultOf(const QKeychain::Job *job, const QString &name)
{
    if (!job)
        return std::unexpected(StoreError{StoreError::Kind::Unavailable, name, u"no answer"_s});
    if (job->error() != QKeychain::NoError)
        return std::unexpected(errorOf(*job));
    return {};
}

} // namespace

bool mayHaveKeychain()
{
#ifdef Q_OS_LINUX
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFile::exists(runtime + u"/bus"_s);
#else
    return true;
#endif
}

void readFromKeychain(const QString &name, QObject *context,
                      std::function<void(std::expected<QString, StoreError>)> done)
{
    auto *job = new QKeychain::ReadPasswordJob(service());
    run(job, name, context, [name, job, done = std::move(done)](const QKeychain::Job *finished) {
        const auto result = resultOf(finished, name);
        if (result)
            done(job->textData());
        else
            done(std::unexpected(result.error()));
    });
}

void writeToKeychain(const QString &name, const QString &value, QObject *context,
                     std::function<void(std::expected<void, StoreError>)> done)
{
    auto *job = new QKeychain::WritePasswordJob(service());
    job->setTextData(value);
    run(job, name, context, [name, done = std::move(done)](const QKeychain::Job *finished) {
        done(resultOf(finished, name));
    });
}

void removeFromKeychain(const QString &name, QObject *context,
                        std::function<void(std::expected<void, StoreError>)> done)
{
    run(new QKeychain::DeletePasswordJob(service()), name, context,
        [name, done = std::move(done)](const QKeychain::Job *finished) {
            auto result = resultOf(finished, name);
            if (!result && result.error().kind == StoreError::Kind::NotFound)
                result = {};
            done(result);
        });
}

} // namespace Recloser
