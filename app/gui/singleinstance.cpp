// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/gui/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QTimer>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestMessage = 1024 * 1024;

QString socketName(const QString &folder)
{
    // A short name: socket paths are limited to about 100 bytes.
    const QByteArray hash
        = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha1).toHex().first(16);
    return u"recloser-"_s + QString::fromLatin1(hash);
}

QString madeFolder(const QString &folder)
{
    QDir().mkpath(folder);
    return folder;
}

} // namespace

SingleInstance::SingleInstance(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_name(socketName(folder))
    , m_lock(madeFolder(folder) + u"/window.lock"_s)
{
    m_lock.setStaleLockTime(0ms); // the process's end alone makes it stale
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::takeConnection);
}

bool SingleInstance::claim()
{
    if (!m_lock.tryLock(0ms) && m_lock.error() == QLockFile::LockFailedError)
        return false;
    // Also where no lock could be written (a read-only disk) the window opens; it says what it
    // cannot keep.
    QLocalServer::removeServer(m_name);
    m_server.listen(m_name);
    return true;
}

void SingleInstance::handOver(const QStringList &files)
{
    QStringList absolute;
    for (const QString &file : files)
        absolute.append(QFileInfo(file).absoluteFilePath());
    const QByteArray message
        = QJsonDocument(QJsonArray::fromStringList(absolute)).toJson(QJsonDocument::Compact);

    auto *socket = new QLocalSocket(this);
    connect(socket, &QLocalSocket::connected, this, [socket, message] {
        socket->write(message);
        socket->disconnectFromServer(); // after what was written
    });
    connect(socket, &QLocalSocket::disconnected, this, &SingleInstance::handedOver);
    connect(socket, &QLocalSocket::errorOccurred, this, &SingleInstance::handedOver);
    QTimer::singleShot(2s, this, &SingleInstance::handedOver);
    socket->connectToServer(m_name);
}

void SingleInstance::takeConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            const QByteArray message = socket->read(longestMessage);
            QStringList files;
            const QJsonArray array = QJsonDocument::fromJson(message).array();
            for (const QJsonValue &file : array)
                files.append(file.toString());
            socket->deleteLater();
            Q_EMIT filesReceived(files);
        });
    }
}

} // namespace Recloser
