// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/session.h"

#include "core/model/requestjson.h"
#include "core/model/requestjsonreader.h"
#include "core/store/secretfields.h"
#include "core/store/secrets.h"
#include "core/store/wholefile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPromise>

#include <chrono>
#include <memory>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 largestFile = 256 * 1024 * 1024;
// The promise is 300 ms; the rest is for the disk.
constexpr auto writeDelay = 150ms;

QString secretPrefix(const SessionTab &tab)
{
    return u"session-"_s + tab.id;
}

QString savedSecretPrefix(const SessionTab &tab)
{
    return secretPrefix(tab) + u"-saved"_s;
}

QJsonObject tabObject(const SessionTab &tab)
{
    QJsonObject object{{u"spec"_s, toJson(tab.spec)}};
    if (tab.saved != tab.spec)
        object.insert(u"saved"_s, toJson(tab.saved));
    if (!tab.filePath.isEmpty()) {
        object.insert(u"filePath"_s, tab.filePath);
        object.insert(u"fileIndex"_s, tab.fileIndex);
    }
    if (tab.exchangeId != 0)
        object.insert(u"exchangeId"_s, tab.exchangeId);
    object.insert(u"id"_s, tab.id);
    return object;
}

std::expected<SessionTab, QString> tabFrom(const QJsonObject &object)
{
    QString error;
    JsonReader reader(object, {}, error);
    SessionTab tab;
    reader.read(u"filePath"_s, tab.filePath);
    reader.read(u"fileIndex"_s, tab.fileIndex);
    reader.read(u"exchangeId"_s, tab.exchangeId);
    reader.read(u"id"_s, tab.id);
    if (!error.isEmpty())
        return std::unexpected(error);
    const auto spec = requestFromJson(object.value("spec"_L1).toObject());
    if (!spec)
        return std::unexpected(spec.error());
    tab.spec = *spec;
    tab.saved = *spec;
    if (object.contains("saved"_L1)) {
        const auto saved = requestFromJson(object.value("saved"_L1).toObject());
        if (!saved)
            return std::unexpected(saved.error());
        tab.saved = *saved;
    }
    return tab;
}

std::expected<Session, QString> sessionFrom(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return std::unexpected(u"offset %1: %2"_s.arg(problem.offset).arg(problem.errorString()));
    const QJsonObject object = document.object();
    Session session;
    const QJsonArray tabs = object.value("tabs"_L1).toArray();
    for (qsizetype i = 0; i < tabs.size(); ++i) {
        const auto tab = tabFrom(tabs[i].toObject());
        if (!tab)
            return std::unexpected(u"tabs[%1].%2"_s.arg(i).arg(tab.error()));
        session.tabs.append(*tab);
    }
    session.current = object.value("current"_L1).toInt();
    session.windowGeometry
        = QByteArray::fromBase64(object.value("windowGeometry"_L1).toString().toLatin1());
    session.windowState
        = QByteArray::fromBase64(object.value("windowState"_L1).toString().toLatin1());
    session.extra = object.value("extra"_L1).toObject();
    return session;
}

/// Reads the file, in a worker. The last one that could be read is kept as ".bak".
std::expected<Session, StoreError> readSession(const QString &path)
{
    const auto content = readWholeFile(path, largestFile);
    if (!content) {
        if (content.error().kind == StoreError::Kind::NotFound)
            return Session{};
        return std::unexpected(content.error());
    }
    auto session = sessionFrom(*content);
    if (session) {
        (void)writeWholeFile(path + u".bak"_s, *content, FileRights::OwnerOnly);
        return *std::move(session);
    }
    return std::unexpected(StoreError{StoreError::Kind::Corrupt, path,
                                      session.error() + u"; kept as "_s + moveFileAside(path)});
}

void restoreSecrets(Session &session, const QHash<QString, QString> &secrets)
{
    for (SessionTab &tab : session.tabs) {
        restoreSecrets(tab.spec, secrets);
        restoreSecrets(tab.saved, secrets);
    }
}

} // namespace

SessionStore::SessionStore(QString filePath, SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_filePath(std::move(filePath))
    , m_secrets(secrets)
    , m_timer(this)
{
    m_writer.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(writeDelay);
    connect(&m_timer, &QTimer::timeout, this, &SessionStore::write);
}

SessionStore::~SessionStore()
{
    if (m_timer.isActive())
        write();
    m_writer.waitForDone();
}

QFuture<std::expected<Session, StoreError>> SessionStore::load()
{
    using Result = std::expected<Session, StoreError>;
    auto promise = std::make_shared<QPromise<Result>>();
    promise->start();
    const auto finish = [promise](const Result &result) {
        promise->addResult(result);
        promise->finish();
    };
    m_writer.start([this, finish, path = m_filePath] {
        auto session = std::make_shared<Result>(readSession(path));
        QMetaObject::invokeMethod(
            this,
            [this, finish, session] {
                QStringList names;
                if (*session) {
                    for (const SessionTab &tab : std::as_const((*session)->tabs)) {
                        names += secretNames(tab.spec, secretPrefix(tab));
                        names += secretNames(tab.saved, savedSecretPrefix(tab));
                        names += secretNames(tab.saved, secretPrefix(tab));
                    }
                }
                names.removeDuplicates();
                if (names.isEmpty()) {
                    finish(*session);
                    return;
                }
                // Each answer, also a refusal, takes one off; the last one finishes.
                auto waiting = std::make_shared<qsizetype>(names.size());
                for (const QString &name : std::as_const(names)) {
                    m_secrets.read(name).then(this,
                                              [this, name, waiting, session, finish](
                                                  const std::expected<QString, StoreError> &value) {
                                                  if (value)
                                                      m_keptSecrets.insert(name, *value);
                                                  if (--*waiting > 0)
                                                      return;
                                                  restoreSecrets(**session, m_keptSecrets);
                                                  finish(*session);
                                              });
                }
            },
            Qt::QueuedConnection);
    });
    return promise->future();
}

void SessionStore::saveSoon(std::function<std::optional<Session>()> snapshot)
{
    m_snapshot = std::move(snapshot);
    if (!m_timer.isActive())
        m_timer.start();
}

void SessionStore::write()
{
    m_timer.stop();
    if (!m_snapshot)
        return;
    if (const std::optional<Session> session = std::exchange(m_snapshot, nullptr)())
        (void)save(*session);
}

QFuture<std::expected<void, StoreError>> SessionStore::save(const Session &session)
{
    using Result = std::expected<void, StoreError>;
    auto promise = std::make_shared<QPromise<Result>>();
    promise->start();
    const QByteArray content = encoded(session);
    const bool isWritten = content == m_lastWritten;
    m_lastWritten = content;
    m_writer.start([this, promise, content, isWritten, path = m_filePath] {
        const Result written
            = isWritten ? Result() : writeWholeFile(path, content, FileRights::OwnerOnly);
        if (!written) {
            QMetaObject::invokeMethod(
                this,
                [this, error = written.error()] {
                    m_lastWritten.clear();
                    Q_EMIT failed(error);
                },
                Qt::QueuedConnection);
        }
        promise->addResult(written);
        promise->finish();
    });
    return promise->future();
}

QByteArray SessionStore::encoded(const Session &session)
{
    QHash<QString, QString> secrets;
    QJsonArray tabs;
    for (SessionTab tab : session.tabs) {
        const bool isSaved = tab.saved == tab.spec;
        QList<ExtractedSecret> extracted
            = extractSecrets(tab.spec, secretPrefix(tab), SecretPlaces::AuthAndHeaders);
        if (isSaved)
            tab.saved = tab.spec;
        else
            extracted
                += extractSecrets(tab.saved, savedSecretPrefix(tab), SecretPlaces::AuthAndHeaders);
        for (const ExtractedSecret &secret : std::as_const(extracted))
            secrets.insert(secret.name, secret.value);
        // A placeholder that came back without its value must keep what the keychain may still
        // have.
        for (const QString &name : secretNames(tab.spec, secretPrefix(tab))
                 + secretNames(tab.saved, savedSecretPrefix(tab))) {
            if (!secrets.contains(name) && m_keptSecrets.contains(name))
                secrets.insert(name, m_keptSecrets.value(name));
        }
        tabs.append(tabObject(tab));
    }
    keepSecrets(secrets);
    return QJsonDocument(
               QJsonObject{
                   {u"version"_s, 1},
                   {u"tabs"_s, tabs},
                   {u"current"_s, session.current},
                   {u"windowGeometry"_s, QString::fromLatin1(session.windowGeometry.toBase64())},
                   {u"windowState"_s, QString::fromLatin1(session.windowState.toBase64())},
                   {u"extra"_s, session.extra}})
        .toJson(QJsonDocument::Compact);
}

void SessionStore::keepSecrets(const QHash<QString, QString> &secrets)
{
    for (auto secret = secrets.cbegin(); secret != secrets.cend(); ++secret) {
        const auto kept = m_keptSecrets.constFind(secret.key());
        if (kept == m_keptSecrets.cend() || *kept != *secret)
            m_secrets.write(secret.key(), *secret);
    }
    for (auto kept = m_keptSecrets.cbegin(); kept != m_keptSecrets.cend(); ++kept) {
        if (!secrets.contains(kept.key()))
            m_secrets.remove(kept.key());
    }
    m_keptSecrets = secrets;
}

} // namespace Recloser
