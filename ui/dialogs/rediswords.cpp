// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/rediswords.h"

#include <QCoreApplication>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = RedisError::Kind;
using Name = RedisProbeStep::Name;

QString tr(const char *text)
{
    return QCoreApplication::translate("Redis", text);
}

Sentence describeReaching(const RedisError &error)
{
    switch (error.kind) {
    case Kind::NotConnected:
    case Kind::Closed:
        return {tr("Not connected"),
                tr("It connects again by itself; “retry now” does it at once.")};
    case Kind::NameNotFound:
        return {tr("Host name not found"),
                tr("Check the spelling, or whether the name server or VPN is there.")};
    case Kind::Refused:
        return {tr("Connection refused"),
                tr("Nothing listens there: is Redis running, and is the port right?")};
    case Kind::Unreachable:
        return {tr("Server cannot be reached"),
                tr("There is no route to it: check network, VPN or firewall.")};
    case Kind::AccessDenied:
        return {tr("The socket may not be opened"),
                tr("Its file permissions refuse this user: join its group, or use TCP.")};
    case Kind::ConnectTimeout:
        return {tr("No answer in time"),
                tr("A firewall may drop the connection, or the server is overloaded.")};
    case Kind::ConnectionLost:
        return {
            tr("Connection lost"),
            tr("The server closed it. With TLS switched off on one side only this happens too.")};
    case Kind::CommandTimeout:
        return {tr("The server does not answer"),
                tr("It took the connection but is stuck or very slow.")};
    case Kind::Protocol:
        return {tr("This is not Redis"),
                tr("What answers there speaks something else, or TLS is missing on our side.")};
    case Kind::ReplyTooLarge:
        return {tr("The answer is too large"), {}};
    default:
        return {};
    }
}

Sentence describeTunnel(const RedisError &error)
{
    switch (error.kind) {
    case Kind::TunnelMissing:
        return {tr("There is no ssh program"),
                tr("Install the OpenSSH client, or leave SSH empty.")};
    case Kind::TunnelDenied:
        return {tr("The SSH server refuses the login"),
                tr("Name the user, and put the key into the SSH agent (ssh-add); passwords cannot "
                   "be asked for here.")};
    case Kind::TunnelHostKey:
        return {tr("The SSH server's host key is not trusted"),
                tr("Connect once with ssh in a terminal and compare the key. Has it changed, ask "
                   "whoever runs the server first.")};
    case Kind::TunnelFailed:
        return {tr("The SSH tunnel does not stand"),
                tr("Try the same host with ssh in a terminal.")};
    default:
        return {};
    }
}

Sentence describeTopology(const RedisError &error)
{
    switch (error.kind) {
    case Kind::SentinelsAway:
        return {tr("No sentinel names the master"),
                tr("Check hosts and ports of the sentinels (usually 26379), and that one runs.")};
    case Kind::UnknownMaster:
        return {tr("The sentinels do not know this master"),
                tr("Use the name in their configuration: sentinel monitor NAME ….")};
    case Kind::NotSentinel:
        return {tr("This is not a sentinel"),
                tr("Sentinels usually have port 26379. For a server of its own choose “Server”.")};
    case Kind::NotMaster:
        return {tr("The server that the sentinels name is no master"),
                tr("A failover may be under way; they are asked again.")};
    case Kind::NodeAway:
        return {tr("A server of the cluster does not answer"),
                tr("The circuits it holds are missing until it is back.")};
    case Kind::TooManyRedirects:
        return {tr("The cluster sends the command in circles"),
                tr("Its servers disagree about the slots: see redis-cli --cluster check.")};
    case Kind::Moved:
    case Kind::Ask:
    case Kind::CrossSlot:
        return {tr("This server is part of a cluster"), tr("Choose “Cluster”.")};
    case Kind::TryAgain:
        return {tr("The cluster is moving these keys"), tr("Try again in a moment.")};
    case Kind::ClusterDown:
        return {tr("The cluster is down"),
                tr("Some slots have no master, and it refuses everything until they have.")};
    case Kind::ClusterDisabled:
        return {tr("This server is not part of a cluster"), tr("Choose “Server”.")};
    default:
        return {};
    }
}

Sentence describeTls(const RedisError &error)
{
    switch (error.kind) {
    case Kind::TlsUntrusted:
        return {tr("Certificate is not trusted"),
                tr("Choose the file of the authority that issued it (CA).")};
    case Kind::TlsExpired:
        return {tr("Certificate is not valid today"),
                tr("The server must renew it; check this machine's clock too.")};
    case Kind::TlsWrongHost:
        return {tr("Certificate belongs to another host"),
                tr("Use the host name it was made for.")};
    case Kind::TlsClientCertificate:
        return {tr("The server wants a client certificate"),
                tr("Choose a certificate and its key.")};
    case Kind::TlsFileUnreadable:
        return {tr("A certificate file cannot be read"),
                tr("It must exist, be readable and in PEM format.")};
    default:
        return {tr("No secure connection"), tr("Does this port speak TLS? If not, switch it off.")};
    }
}

Sentence describeRefusal(const RedisError &error)
{
    switch (error.kind) {
    case Kind::NoAuth:
        return {tr("A password is needed"),
                tr("Fill in the password, and the user where ACLs are used.")};
    case Kind::WrongPassword:
        return {tr("User or password is wrong"),
                tr("Nothing is tried again until they are changed.")};
    case Kind::AuthNotNeeded:
        return {tr("The server has no password"), tr("Leave the password empty.")};
    case Kind::NoPermission:
        return {tr("Not allowed"), tr("This user's ACL lacks the command or the key's pattern.")};
    case Kind::NoSuchDatabase:
        return {tr("No such database"),
                tr("Servers have 16 (0 to 15) unless set otherwise; clusters only 0.")};
    case Kind::MaxClients:
        return {tr("The server has too many clients"), tr("Try later, or raise maxclients.")};
    case Kind::ReadOnly:
        return {tr("This is a read-only replica"),
                tr("Connect to its master to open and close circuits.")};
    case Kind::Loading:
        return {tr("The server is still loading its data"),
                tr("Wait until it has read its snapshot.")};
    case Kind::MasterDown:
        return {tr("The replica has lost its master"), {}};
    case Kind::OutOfMemory:
        return {tr("The server is out of memory"), tr("It refuses writes until memory is freed.")};
    case Kind::Misconfigured:
        return {tr("The server cannot save its snapshots"),
                tr("It refuses writes until that is mended (MISCONF).")};
    case Kind::NoReplicas:
        return {tr("Too few replicas"), tr("The server refuses writes without them.")};
    case Kind::Busy:
        return {tr("The server is busy with a script"), {}};
    case Kind::UnknownCommand:
        return {tr("The server does not know this command"), {}};
    default:
        return {tr("The server refuses"), {}};
    }
}

bool isRight(Name name)
{
    return name >= Name::ReadRight;
}

} // namespace

Sentence describe(const RedisError &error)
{
    Sentence sentence;
    switch (error.kind) {
    case Kind::InvalidUrl:
        return {tr("Not an address of a Redis server"), error.detail};
    case Kind::InvalidCommand:
    case Kind::TooManyPending:
        return {tr("Not sent"), error.detail};
    case Kind::TlsFileUnreadable:
    case Kind::TlsUntrusted:
    case Kind::TlsExpired:
    case Kind::TlsWrongHost:
    case Kind::TlsClientCertificate:
    case Kind::TlsProtocol:
        sentence = describeTls(error);
        break;
    default:
        sentence = describeReaching(error);
        if (sentence.headline.isEmpty())
            sentence = describeTunnel(error);
        if (sentence.headline.isEmpty())
            sentence = describeTopology(error);
        if (sentence.headline.isEmpty())
            sentence = describeRefusal(error);
    }
    if (!error.detail.isEmpty())
        sentence.hint = sentence.hint.isEmpty() ? error.detail
                                                : u"%1 (%2)"_s.arg(sentence.hint, error.detail);
    return sentence;
}

QString stepName(Name name)
{
    switch (name) {
    case Name::Tunnel:
        return tr("SSH tunnel");
    case Name::Sentinels:
        return tr("Sentinels");
    case Name::Master:
        return tr("Master");
    case Name::Resolve:
        return tr("Name look-up");
    case Name::Connect:
        return tr("Connection");
    case Name::Tls:
        return tr("TLS");
    case Name::Authenticate:
        return tr("Login");
    case Name::Select:
        return tr("Database");
    case Name::Ping:
        return tr("PING");
    case Name::Slots:
        return tr("Slots");
    case Name::Nodes:
        return tr("Servers");
    case Name::Version:
        return tr("Version");
    case Name::Role:
        return tr("Role");
    case Name::Eviction:
        return tr("Eviction");
    case Name::ReadRight:
        return tr("May read (GET)");
    case Name::TimeLeftRight:
        return tr("May see time left (PTTL)");
    case Name::WriteRight:
        return tr("May open (SET)");
    case Name::DeleteRight:
        return tr("May close (DEL)");
    case Name::IndexRight:
        return tr("May keep its index (ZADD)");
    case Name::ScriptRight:
        return tr("May run scripts (EVAL)");
    case Name::ScanRight:
        return tr("May list keys (SCAN)");
    }
    return {};
}

bool endsTest(Name name)
{
    // A replica that is named as the master serves nobody.
    return name <= Name::Slots || name == Name::Role;
}

QString stepAdvice(const RedisProbeStep &step)
{
    if (step.outcome != RedisProbeStep::Outcome::Failed)
        return {};
    switch (step.name) {
    case Name::Version:
    case Name::Eviction:
        return tr("Not needed: this user may not ask.");
    case Name::ReadRight:
        return tr("Without it no circuit can be seen. ACL: +get on the keys.");
    case Name::TimeLeftRight:
        return tr("Without it no countdown can be shown. ACL: +pttl.");
    case Name::WriteRight:
        return tr("Circuits can be seen but not opened here. ACL: +set.");
    case Name::DeleteRight:
        return tr("Circuits cannot be closed by hand here. ACL: +del.");
    case Name::IndexRight:
        return tr("Circuits are found by SCAN instead. ACL: +zadd.");
    case Name::ScriptRight:
        return tr("Single commands are used instead, not in one step. ACL: +eval +evalsha.");
    case Name::ScanRight:
        return tr("Circuits cannot be listed; look single keys up. ACL: +scan.");
    default:
        break;
    }
    const Sentence sentence = describe(step.error.value_or(RedisError{}));
    if (step.name == Name::Tunnel && step.detail.contains(u'\n'))
        return u"%1. %2\n%3"_s.arg(sentence.headline, sentence.hint, step.detail);
    return sentence.hint.isEmpty() ? sentence.headline
                                   : u"%1. %2"_s.arg(sentence.headline, sentence.hint);
}

Sentence describeProbe(const QList<RedisProbeStep> &steps)
{
    const auto failed = [&](auto matches) {
        return std::ranges::any_of(steps, [&](const RedisProbeStep &step) {
            return step.outcome == RedisProbeStep::Outcome::Failed && matches(step.name);
        });
    };
    if (failed(endsTest))
        return {tr("Does not work"), tr("The marked step says what to do.")};
    if (failed([](Name name) { return name == Name::ReadRight || name == Name::TimeLeftRight; }))
        return {tr("Connected, but circuits cannot be seen"),
                tr("This user lacks rights; see the marked steps.")};
    if (failed([](Name name) { return name == Name::WriteRight || name == Name::DeleteRight; }))
        return {tr("Works for looking on"),
                tr("Circuits can be seen, but not opened or closed from here.")};
    if (failed([](Name name) { return name == Name::Nodes; }))
        return {tr("Works in part"), tr("Circuits of the servers that do not answer are missing.")};
    if (failed(isRight))
        return {tr("Works, with limits"), tr("The marked steps say which.")};
    return {tr("Works"), {}};
}

} // namespace Recloser
