// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/cookiestore.h"

#include "core/store/sealedbox.h"
#include "core/store/secrets.h"
#include "core/store/wholefile.h"

#include <QCryptographicHash>
#include <QPromise>

#include <algorithm>
#include <chrono>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;
constexpr auto writeDelay = 300ms;
constexpr auto keyName = "cookie-jars"_L1;

/// Whether what is written there outlives this run.
bool keepsSecrets(SecretStore::Availability availability)
{
    return availability != SecretStore::Availability::ThisRunOnly
        && availability != SecretStore::Availability::SealedFileLocked;
}

} // namespace

CookieStore::CookieStore(QString folder, SecretStore &secrets, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_secrets(secrets)
    , m_clock(clock)
    , m_timer(this)
{
    m_writer.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(writeDelay);
    connect(&m_timer, &QTimer::timeout, this, &CookieStore::writeChanged);
    connect(&m_secrets, &SecretStore::availabilityChanged, this, &CookieStore::tryAgain);
}

CookieStore::~CookieStore()
{
    // The key may still be on its way; what has no key by now stays unwritten.
    if (!m_key.isNull() && m_keeping == Keeping::OnDisk)
        writeChanged();
    m_writer.waitForDone();
}

QString CookieStore::filePath(const QString &name) const
{
    const QString file = name.isEmpty()
        ? u"shared"_s
        : QString::fromLatin1(
              QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
    return m_folder + u'/' + file + u".jar"_s;
}

CookieStore::Kept &CookieStore::kept(const QString &name)
{
    Kept &kept = m_jars[name];
    if (!kept.jar) {
        kept.jar = std::make_shared<CookieJar>();
        connect(kept.jar.get(), &CookieJar::changed, this, [this, name] {
            if (m_isTaking)
                return;
            m_jars[name].isChanged = true;
            if (!m_timer.isActive())
                m_timer.start();
        });
        // Answers may come inside, and change the hash.
        const QFuture<Done> loading = read(name);
        m_jars[name].loading = loading;
    }
    return m_jars[name];
}

CookieJarPtr CookieStore::jar(const QString &name)
{
    return kept(name).jar;
}

CookieJarPtr CookieStore::jarFor(const CookieChoices &choices, const QString &path)
{
    const CookieChoices::Found found = choices.of(path);
    if (found.choice == CookieChoice::Off)
        return nullptr;
    return jar(found.choice == CookieChoice::Own ? found.folder : QString());
}

void CookieStore::tryAgain()
{
    if (!keepsSecrets(m_secrets.availability()))
        return;
    if (m_keeping == Keeping::ThisRunOnly)
        setKeeping(Keeping::Unknown);
    for (const QStringList names = m_jars.keys(); const QString &name : names) {
        if (std::exchange(m_jars[name].isReadOnly, false)) {
            m_jars[name].isLoaded = false;
            const QFuture<Done> loading = read(name);
            m_jars[name].loading = loading;
        }
    }
    if (hasUnwritten() && !m_timer.isActive())
        m_timer.start();
}

QFuture<std::expected<void, StoreError>> CookieStore::load(const QString &name)
{
    return kept(name).loading;
}

QFuture<std::expected<void, StoreError>> CookieStore::read(const QString &name)
{
    auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    const auto finish = [this, promise, name](const Done &done) {
        m_jars[name].isLoaded = true;
        if (!done)
            report(done.error());
        else if (m_jars[name].isChanged && !m_timer.isActive())
            m_timer.start();
        promise->addResult(done);
        promise->finish();
    };
    m_writer.start([this, finish, name, path = filePath(name)] {
        const auto content = readWholeFile(path, largestFile);
        QMetaObject::invokeMethod(
            this,
            [this, finish, name, path, content] {
                if (!content) {
                    const bool isThere = content.error().kind != StoreError::Kind::NotFound;
                    m_jars[name].isReadOnly = isThere;
                    finish(isThere ? Done(std::unexpected(content.error())) : Done());
                    return;
                }
                withKey(
                    KeyUse::Reading, [this, finish, name, path, content](const QByteArray &key) {
                        if (key.isNull()) {
                            m_jars[name].isReadOnly = true;
                            finish(std::unexpected(StoreError{StoreError::Kind::Unavailable, path,
                                                              u"no key in the keychain"_s}));
                            return;
                        }
                        const auto plain = unsealed(*content, key);
                        const auto cookies = plain ? decodedCookies(*plain) : std::nullopt;
                        if (!cookies) {
                            finish(std::unexpected(StoreError{
                                StoreError::Kind::Corrupt, path,
                                u"not sealed with this key; kept as "_s + moveFileAside(path)}));
                            return;
                        }
                        // Before anything is written, as there is one worker.
                        m_writer.start(
                            [file = m_jars[name].file, content = *content, cookies = *cookies] {
                                file->noteContent(content, cookies);
                            });
                        take(name, *cookies);
                        finish({});
                    });
            },
            Qt::QueuedConnection);
    });
    return promise->future();
}

void CookieStore::take(const QString &name, const QList<Cookie> &cookies)
{
    Kept &kept = m_jars[name];
    const bool wasChanged = kept.isChanged;
    const CookieJarPtr jar = kept.jar;
    // What came in meanwhile is newer.
    const QList<Cookie> newer = jar->cookies();
    QList<Cookie> all = cookies;
    all.removeIf(
        [now = m_clock.wallTime()](const Cookie &cookie) { return cookie.isExpired(now); });
    const bool isSame = newer.isEmpty() && all.size() == cookies.size();
    jar->assign(all + newer);
    m_jars[name].isChanged = wasChanged || !isSame;
}

void CookieStore::withKey(KeyUse use, std::function<void(const QByteArray &)> next)
{
    if (!m_key.isNull()) {
        next(m_key);
        return;
    }
    m_secrets.read(keyName).then(
        this, [this, use, next](const std::expected<QString, StoreError> &value) {
            if (value) {
                const auto take = [this, next, key = sealKeyOf(value->toUtf8())](Keeping keeping) {
                    m_key = key;
                    setKeeping(keeping);
                    next(m_key);
                };
                if (keepsSecrets(m_secrets.availability())) {
                    take(Keeping::OnDisk);
                    return;
                }
                m_secrets.entries().then(
                    this, [take](const std::expected<QList<SecretStore::Entry>, StoreError> &all) {
                        const bool isGiven = all
                            && all->contains(
                                SecretStore::Entry{keyName, SecretStore::Place::Environment});
                        take(isGiven ? Keeping::OnDisk : Keeping::ThisRunOnly);
                    });
                return;
            }
            // The right key may be in a file that is locked.
            if (use == KeyUse::Reading || value.error().kind != StoreError::Kind::NotFound
                || m_secrets.availability() == SecretStore::Availability::SealedFileLocked) {
                if (use == KeyUse::Writing)
                    setKeeping(Keeping::ThisRunOnly);
                next({});
                return;
            }
            const QString fresh = QString::fromLatin1(newSealKey().toBase64());
            m_secrets.write(keyName, fresh)
                .then(this, [this, fresh, next](const std::expected<void, StoreError> &written) {
                    const bool isKept = written && keepsSecrets(m_secrets.availability());
                    setKeeping(isKept ? Keeping::OnDisk : Keeping::ThisRunOnly);
                    if (isKept && m_key.isNull())
                        m_key = sealKeyOf(fresh.toUtf8());
                    next(isKept ? m_key : QByteArray());
                });
        });
}

void CookieStore::setKeeping(Keeping keeping)
{
    if (std::exchange(m_keeping, keeping) != keeping)
        Q_EMIT keepingChanged(keeping);
}

void CookieStore::writeChanged()
{
    m_timer.stop();
    // Only one key is made, however many jars and changes there are meanwhile.
    if (m_keeping == Keeping::ThisRunOnly || m_isKeyAsked || !hasUnwritten())
        return;
    m_isKeyAsked = true;
    withKey(KeyUse::Writing, [this](const QByteArray &key) {
        m_isKeyAsked = false;
        if (!key.isNull() && m_keeping == Keeping::OnDisk) {
            for (const QStringList names = m_jars.keys(); const QString &name : names) {
                if (isUnwritten(m_jars[name]))
                    write(name, key);
            }
        }
        for (const auto waiting = std::exchange(m_afterKey, {}); const auto &next : waiting)
            next();
    });
}

bool CookieStore::isUnwritten(const Kept &kept)
{
    return kept.isChanged && kept.isLoaded && !kept.isReadOnly;
}

bool CookieStore::hasUnwritten() const
{
    return std::ranges::any_of(m_jars, &CookieStore::isUnwritten);
}

void CookieStore::write(const QString &name, const QByteArray &key)
{
    Kept &kept = m_jars[name];
    kept.isChanged = false;
    m_writer.start([this, name, key, path = filePath(name), cookies = kept.jar->cookies(),
                    file = kept.file, taken = kept.taken] {
        const JarFile::Written written = file->write(path, key, cookies, taken);
        if (written.done && written.changes.isEmpty())
            return;
        QMetaObject::invokeMethod(
            this, [this, name, written] { takeChanges(name, written); }, Qt::QueuedConnection);
    });
}

void CookieStore::takeChanges(const QString &name, const JarFile::Written &written)
{
    if (!written.done) {
        m_jars[name].isChanged = true; // with the next change, or at the end
        report(written.done.error());
    }
    if (written.changes.isEmpty())
        return;
    m_jars[name].taken = written.number;
    const CookieJarPtr jar = m_jars[name].jar;
    const QList<Cookie> before = jar->cookies();
    m_isTaking = true;
    for (const auto &[was, is] : cookieChanges(before, merged(before, written.changes))) {
        // A replaced one would keep its time of creation.
        if (was)
            jar->remove(*was);
        if (is)
            jar->set(*is);
    }
    m_isTaking = false;
}

QFuture<std::expected<void, StoreError>> CookieStore::flush()
{
    auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    m_lastError.reset();
    // In the thread of this object, behind what writes before it have to say.
    const auto finish = [this, promise] {
        promise->addResult(m_lastError ? Done(std::unexpected(*m_lastError)) : Done());
        promise->finish();
    };
    const auto behindWrites = [this, finish] {
        m_writer.start(
            [this, finish] { QMetaObject::invokeMethod(this, finish, Qt::QueuedConnection); });
    };
    const auto writeAll = [this, behindWrites] {
        writeChanged();
        if (m_isKeyAsked)
            m_afterKey.append(behindWrites);
        else
            behindWrites();
    };
    // A jar is not written before it has been read.
    auto waiting = std::make_shared<qsizetype>(m_jars.size() + 1);
    const auto oneLess = [waiting, writeAll] {
        if (--*waiting == 0)
            writeAll();
    };
    const QHash<QString, Kept> jars = m_jars;
    for (const Kept &kept : jars)
        QFuture<Done>(kept.loading).then(this, [oneLess](const Done &) { oneLess(); });
    oneLess();
    return promise->future();
}

void CookieStore::report(const StoreError &error)
{
    m_lastError = error;
    Q_EMIT failed(error);
}

} // namespace Recloser
