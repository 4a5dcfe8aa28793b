// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/rediserror.h"

#include <QMetaEnum>

#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;

namespace {

struct Prefix
{
    QByteArrayView word;
    Kind kind;
};

constexpr std::array prefixes{
    Prefix{"NOAUTH", Kind::NoAuth},
    Prefix{"WRONGPASS", Kind::WrongPassword},
    Prefix{"NOPERM", Kind::NoPermission},
    Prefix{"OOM", Kind::OutOfMemory},
    Prefix{"READONLY", Kind::ReadOnly},
    Prefix{"BUSY", Kind::Busy},
    Prefix{"NOSCRIPT", Kind::NoScript},
    Prefix{"MOVED", Kind::Moved},
    Prefix{"ASK", Kind::Ask},
    Prefix{"TRYAGAIN", Kind::TryAgain},
    Prefix{"CROSSSLOT", Kind::CrossSlot},
    Prefix{"LOADING", Kind::Loading},
    Prefix{"MASTERDOWN", Kind::MasterDown},
    Prefix{"CLUSTERDOWN", Kind::ClusterDown},
    Prefix{"MISCONF", Kind::Misconfigured},
    Prefix{"NOREPLICAS", Kind::NoReplicas},
    Prefix{"WRONGTYPE", Kind::WrongType},
};

/// Plain "ERR" lines have no word of their own; these are the texts that matter to us.
constexpr std::array texts{
    Prefix{"ERR max number of clients", Kind::MaxClients},
    Prefix{"ERR unknown command", Kind::UnknownCommand},
    Prefix{"ERR invalid password", Kind::WrongPassword}, // before Redis 6
    Prefix{"ERR operation not permitted", Kind::NoAuth}, // before Redis 2.8
    Prefix{"ERR Client sent AUTH, but no password is set", Kind::AuthNotNeeded}, // before Redis 6
    Prefix{"ERR AUTH <password> called without any password", Kind::AuthNotNeeded},
    Prefix{"ERR DB index is out of range", Kind::NoSuchDatabase},
    Prefix{"ERR invalid DB index", Kind::NoSuchDatabase},
    Prefix{"ERR This instance has cluster support disabled", Kind::ClusterDisabled},
    Prefix{"ERR SELECT is not allowed in cluster mode", Kind::NoSuchDatabase},
};

/// A script passes on the error of a command it called, in words that changed with the versions.
constexpr std::array insideScript{
    Prefix{"OOM command not allowed", Kind::OutOfMemory},
    Prefix{"can't write against a read only", Kind::ReadOnly},
    Prefix{"ACL failure in script", Kind::NoPermission},
    Prefix{"The user executing the script can't", Kind::NoPermission}, // Redis 6
};

} // namespace

RedisError errorFromReply(const QByteArray &line)
{
    const QString detail = QString::fromUtf8(line);
    const qsizetype space = line.indexOf(' ');
    const QByteArrayView word = QByteArrayView(line).first(space < 0 ? line.size() : space);
    for (const Prefix &prefix : prefixes) {
        if (word == prefix.word)
            return {prefix.kind, detail};
    }
    for (const Prefix &text : texts) {
        if (line.startsWith(text.word))
            return {text.kind, detail};
    }
    for (const Prefix &text : insideScript) {
        if (line.contains(text.word))
            return {text.kind, detail};
    }
    return {Kind::ServerError, detail};
}

bool needsUser(Kind kind)
{
    switch (kind) {
    case Kind::InvalidUrl:
    case Kind::TlsFileUnreadable:
    case Kind::TlsUntrusted:
    case Kind::TlsExpired:
    case Kind::TlsWrongHost:
    case Kind::TlsClientCertificate:
    case Kind::TlsProtocol:
    case Kind::TunnelMissing:
    case Kind::TunnelDenied:
    case Kind::TunnelHostKey:
    case Kind::UnknownMaster:
    case Kind::NotSentinel:
    case Kind::ClusterDisabled:
    case Kind::NoAuth:
    case Kind::WrongPassword:
    case Kind::AuthNotNeeded:
    case Kind::NoPermission:
    case Kind::NoSuchDatabase:
        return true;
    default:
        return false;
    }
}

bool isServerReply(Kind kind)
{
    return kind >= Kind::NoAuth;
}

QString kindName(Kind kind)
{
    const QByteArray camel(QMetaEnum::fromType<Kind>().valueToKey(static_cast<quint64>(kind)));
    QString name;
    for (const char c : camel) {
        if (c >= 'A' && c <= 'Z') {
            if (!name.isEmpty())
                name += u'-';
            name += QLatin1Char(static_cast<char>(c - 'A' + 'a'));
        } else {
            name += QLatin1Char(c);
        }
    }
    return name;
}

} // namespace Recloser
