// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/profilesecrets.h"

#include "core/store/answering.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>
#include <QProcessEnvironment>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Value = std::expected<QString, StoreError>;
using Done = std::expected<void, StoreError>;
using Entries = std::expected<QList<SecretStore::Entry>, StoreError>;
using Opened = std::expected<SealKey, StoreError>;

constexpr qint64 largestFile = 16 * 1024 * 1024;
constexpr int longestWait = 10'000; // ms, for the other program's change

template<typename Result, typename Work> QFuture<Result> onPool(QThreadPool &pool, Work work)
{
    auto promise = startedPromise<Result>();
    QFuture<Result> future = promise->future();
    pool.start([promise, work = std::move(work)] { answer(*promise, Result(work())); });
    return future;
}

std::unexpected<StoreError> named(StoreError error, const QString &path)
{
    if (error.subject.isEmpty())
        error.subject = path;
    return std::unexpected(error);
}

std::expected<SecretMap, StoreError> contentOf(const QString &path, const SealKey &key)
{
    const auto bytes = readWholeFile(path, largestFile);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto secrets = unsealed(*bytes, key);
    if (!secrets)
        return named(secrets.error(), path);
    return secrets;
}

/// Runs `change` on what the file holds, alone among all programs.
template<typename Change> Done changeFile(const QString &path, const SealKey &key, Change change)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QLockFile lock(path + u".lock"_s);
    if (!lock.tryLock(longestWait))
        return std::unexpected(
            StoreError{StoreError::Kind::Unwritable, path, u"another program holds it"_s});
    auto content = contentOf(path, key);
    if (!content && content.error().kind == StoreError::Kind::NotFound)
        content = SecretMap();
    if (!content)
        return std::unexpected(content.error());
    const SealKey written = change(*content);
    const auto bytes = sealed(*content, written);
    if (!bytes)
        return named(bytes.error(), path);
    return writeWholeFile(path, *bytes, FileRights::OwnerOnly);
}

QStringList namesIn(const QString &path)
{
    QStringList names;
    const QJsonArray array
        = QJsonDocument::fromJson(readWholeFile(path, largestFile).value_or(QByteArray())).array();
    for (const QJsonValue &name : array)
        names.append(name.toString());
    return names;
}

void addEnvironment(QList<SecretStore::Entry> &entries)
{
    static const QString prefix = u"RECLOSER_SECRET_"_s;
    const QStringList variables = QProcessEnvironment::systemEnvironment().keys();
    for (const QString &variable : variables) {
        if (variable.startsWith(prefix))
            entries.append({variable.sliced(prefix.size()).toLower().replace(u'_', u'-'),
                            SecretStore::Place::Environment});
    }
}

} // namespace

ProfileSecrets::ProfileSecrets(Places places, SealCosts costs, QObject *parent)
    : SecretStore(parent)
    , m_places(std::move(places))
    , m_costs(costs)
    , m_hasFile(QFileInfo::exists(m_places.sealedFile))
{
    m_worker.setMaxThreadCount(1);
    m_told = availability();
    connect(&m_keychain, &SecretStore::availabilityChanged, this,
            &ProfileSecrets::tellAvailability);
}

ProfileSecrets::~ProfileSecrets()
{
    m_worker.waitForDone();
}

SecretStore::Availability ProfileSecrets::availability() const
{
    if (m_keychain.availability() != Availability::ThisRunOnly)
        return m_keychain.availability();
    if (m_key.isSet())
        return Availability::SealedFile;
    return m_hasFile ? Availability::SealedFileLocked : Availability::ThisRunOnly;
}

void ProfileSecrets::tellAvailability()
{
    const Availability now = availability();
    if (std::exchange(m_told, now) != now)
        Q_EMIT availabilityChanged(now);
}

QFuture<Value> ProfileSecrets::read(const QString &name)
{
    auto promise = startedPromise<Value>();
    QFuture<Value> future = promise->future();
    m_keychain.read(name).then(this, [this, name, promise](const Value &value) {
        if (value || !m_key.isSet())
            return answer(*promise, value);
        const QString path = m_places.sealedFile;
        m_worker.start([promise, name, path, key = m_key] {
            const auto content = contentOf(path, key);
            if (!content)
                return answer(*promise, Value(std::unexpected(content.error())));
            const auto found = content->constFind(name);
            answer(*promise,
                   found == content->cend()
                       ? Value(std::unexpected(StoreError{StoreError::Kind::NotFound, name, {}}))
                       : Value(*found));
        });
    });
    return future;
}

QFuture<Done> ProfileSecrets::write(const QString &name, const QString &value)
{
    auto promise = startedPromise<Done>();
    QFuture<Done> future = promise->future();
    m_keychain.write(name, value).then(this, [this, name, value, promise](const Done &done) {
        if (m_keychain.availability() != Availability::ThisRunOnly) {
            if (done)
                noteName(name, true);
            return answer(*promise, done);
        }
        if (!m_key.isSet()) {
            m_pending.insert(name, value);
            return answer(*promise, done);
        }
        changeSealed({{name, value}}, {}).then([promise](const Done &sealedDone) {
            answer(*promise, sealedDone);
        });
    });
    return future;
}

QFuture<Done> ProfileSecrets::remove(const QString &name)
{
    auto promise = startedPromise<Done>();
    QFuture<Done> future = promise->future();
    m_pending.remove(name);
    m_keychain.remove(name).then(this, [this, name, promise](const Done &done) {
        noteName(name, false);
        if (!m_key.isSet())
            return answer(*promise, done);
        changeSealed({}, {name}).then([promise](const Done &sealedDone) {
            answer(*promise, sealedDone);
        });
    });
    return future;
}

QFuture<Done> ProfileSecrets::changeSealed(const SecretMap &set, const QStringList &removed)
{
    return onPool<Done>(m_worker, [path = m_places.sealedFile, key = m_key, set, removed] {
        return changeFile(path, key, [&](SecretMap &secrets) {
            secrets.insert(set);
            for (const QString &name : removed)
                secrets.remove(name);
            return key;
        });
    });
}

void ProfileSecrets::noteName(const QString &name, bool isThere)
{
    if (m_places.names.isEmpty())
        return;
    m_worker.start([path = m_places.names, name, isThere] {
        QStringList names = namesIn(path);
        if (names.contains(name) == isThere)
            return;
        if (isThere)
            names.append(name);
        else
            names.removeAll(name);
        names.sort();
        // Names are a help for lists; nothing is lost without them.
        [[maybe_unused]] const auto written = writeWholeFile(
            path, QJsonDocument(QJsonArray::fromStringList(names)).toJson(), FileRights::OwnerOnly);
    });
}

QFuture<Entries> ProfileSecrets::entries()
{
    const bool hasKeychain = m_keychain.availability() != Availability::ThisRunOnly;
    return onPool<Entries>(
        m_worker, [hasKeychain, places = m_places, key = m_key, pending = m_pending]() -> Entries {
            QList<Entry> entries;
            addEnvironment(entries);
            const auto add = [&entries](const QString &name, Place place) {
                if (std::ranges::find(entries, name, &Entry::name) == entries.end())
                    entries.append({name, place});
            };
            const QStringList kept = hasKeychain ? namesIn(places.names) : QStringList();
            for (const QString &name : kept)
                add(name, Place::Keychain);
            if (key.isSet()) {
                const auto content = contentOf(places.sealedFile, key);
                if (!content && content.error().kind != StoreError::Kind::NotFound)
                    return std::unexpected(content.error());
                const SecretMap secrets = content.value_or(SecretMap());
                for (auto it = secrets.keyBegin(); it != secrets.keyEnd(); ++it)
                    add(*it, Place::SealedFile);
            }
            for (auto it = pending.keyBegin(); it != pending.keyEnd(); ++it)
                add(*it, Place::ThisRun);
            std::ranges::sort(entries, {}, &Entry::name);
            return entries;
        });
}

QFuture<Done> ProfileSecrets::unlock(const QString &passPhrase)
{
    auto promise = startedPromise<Done>();
    QFuture<Done> future = promise->future();
    onPool<Opened>(
        m_worker,
        [path = m_places.sealedFile, passPhrase, costs = m_costs, pending = m_pending]() -> Opened {
            const auto bytes = readWholeFile(path, largestFile);
            if (!bytes && bytes.error().kind != StoreError::Kind::NotFound)
                return std::unexpected(bytes.error());
            auto key = bytes ? sealKeyOf(*bytes, passPhrase) : newSealKey(passPhrase, costs);
            if (!key)
                return named(key.error(), path);
            // A file that authenticates not is found out now, not later.
            if (bytes) {
                const auto content = unsealed(*bytes, *key);
                if (!content)
                    return named(content.error(), path);
            }
            if (bytes && pending.isEmpty())
                return key;
            const auto changed = changeFile(path, *key, [&](SecretMap &secrets) {
                secrets.insert(pending);
                return *key;
            });
            return changed ? key : Opened(std::unexpected(changed.error()));
        })
        .then(this, [this, promise](const Opened &opened) {
            if (opened) {
                m_key = *opened;
                m_hasFile = true;
                m_pending.clear();
                tellAvailability();
            }
            answer(*promise, opened ? Done() : Done(std::unexpected(opened.error())));
        });
    return future;
}

void ProfileSecrets::lock()
{
    m_key = {};
    tellAvailability();
}

QFuture<Done> ProfileSecrets::changePassPhrase(const QString &passPhrase)
{
    if (!m_key.isSet())
        return unlock(passPhrase);
    auto promise = startedPromise<Done>();
    QFuture<Done> future = promise->future();
    onPool<Opened>(
        m_worker,
        [path = m_places.sealedFile, passPhrase, costs = m_costs, key = m_key]() -> Opened {
            const auto fresh = newSealKey(passPhrase, costs);
            if (!fresh)
                return named(fresh.error(), path);
            const auto changed = changeFile(path, key, [&](SecretMap &) { return *fresh; });
            return changed ? fresh : Opened(std::unexpected(changed.error()));
        })
        .then(this, [this, promise](const Opened &opened) {
            if (opened)
                m_key = *opened;
            answer(*promise, opened ? Done() : Done(std::unexpected(opened.error())));
        });
    return future;
}

} // namespace Recloser
