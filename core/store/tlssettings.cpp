// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/tlssettings.h"

#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QStringList textsFrom(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue text : array) {
        if (!text.toString().isEmpty())
            texts.append(text.toString());
    }
    return texts;
}

QJsonObject toJson(const ClientIdentity &identity)
{
    const bool isPem = identity.format == ClientIdentity::Format::Pem;
    return {{u"hosts"_s, identity.hosts},
            {u"format"_s, isPem ? u"pem"_s : u"pkcs12"_s},
            {u"certificateFile"_s, identity.certificateFile},
            {u"keyFile"_s, identity.keyFile},
            {u"passPhraseSecret"_s, identity.passPhraseSecret}};
}

ClientIdentity identityFrom(const QJsonObject &object)
{
    return {.hosts = object.value("hosts"_L1).toString(),
            .format = object.value("format"_L1).toString() == "pkcs12"_L1
                ? ClientIdentity::Format::Pkcs12
                : ClientIdentity::Format::Pem,
            .certificateFile = object.value("certificateFile"_L1).toString(),
            .keyFile = object.value("keyFile"_L1).toString(),
            .passPhraseSecret = object.value("passPhraseSecret"_L1).toString()};
}

QJsonObject toJson(const TlsException &exception)
{
    QJsonArray faults;
    for (const TlsFault fault : exception.faults)
        faults.append(faultName(fault));
    return {{u"host"_s, exception.host},
            {u"port"_s, exception.port},
            {u"sha256"_s, QString::fromLatin1(exception.sha256.toHex())},
            {u"excuses"_s, faults},
            {u"madeBy"_s, exception.madeBy},
            {u"madeAt"_s, exception.madeAt.toUTC().toString(Qt::ISODate)},
            {u"endsAt"_s, exception.endsAt.toUTC().toString(Qt::ISODate)}};
}

TlsException exceptionFrom(const QJsonObject &object)
{
    TlsException exception{
        .host = object.value("host"_L1).toString(),
        .port = object.value("port"_L1).toInt(),
        .sha256 = fingerprintFrom(object.value("sha256"_L1).toString()).value_or(QByteArray()),
        .faults = {},
        .madeBy = object.value("madeBy"_L1).toString(),
        .madeAt = QDateTime::fromString(object.value("madeAt"_L1).toString(), Qt::ISODate),
        .endsAt = QDateTime::fromString(object.value("endsAt"_L1).toString(), Qt::ISODate)};
    const QStringList faults = textsFrom(object.value("excuses"_L1));
    for (const QString &name : faults) {
        if (const auto fault = faultFromName(name))
            exception.faults.append(*fault);
    }
    return exception;
}

bool isUsable(const TlsException &exception)
{
    return !exception.host.isEmpty() && exception.port > 0 && exception.port < 65536
        && !exception.sha256.isEmpty() && exception.endsAt.isValid();
}

} // namespace

QJsonObject toJson(const TlsChoices &choices)
{
    QJsonArray identities;
    for (const ClientIdentity &identity : choices.identities)
        identities.append(toJson(identity));
    QJsonArray exceptions;
    for (const TlsException &exception : choices.exceptions)
        exceptions.append(toJson(exception));
    const bool isFilesOnly = choices.authorities == TlsChoices::Authorities::FilesOnly;
    return {{u"authorities"_s, isFilesOnly ? u"files-only"_s : u"with-system"_s},
            {u"authorityFiles"_s, QJsonArray::fromStringList(choices.authorityFiles)},
            {u"minimum"_s, choices.minimum == TlsChoices::Minimum::Tls13 ? u"1.3"_s : u"1.2"_s},
            {u"clientCertificates"_s, identities},
            {u"exceptions"_s, exceptions}};
}

TlsChoices tlsChoicesFromJson(const QJsonObject &object)
{
    TlsChoices choices;
    if (object.value("authorities"_L1).toString() == "files-only"_L1)
        choices.authorities = TlsChoices::Authorities::FilesOnly;
    choices.authorityFiles = textsFrom(object.value("authorityFiles"_L1));
    if (object.value("minimum"_L1).toString() == "1.3"_L1)
        choices.minimum = TlsChoices::Minimum::Tls13;
    const QJsonArray identities = object.value("clientCertificates"_L1).toArray();
    for (const QJsonValue value : identities) {
        const ClientIdentity identity = identityFrom(value.toObject());
        if (!identity.hosts.isEmpty() && !identity.certificateFile.isEmpty())
            choices.identities.append(identity);
    }
    const QJsonArray exceptions = object.value("exceptions"_L1).toArray();
    for (const QJsonValue value : exceptions) {
        const TlsException exception = exceptionFrom(value.toObject());
        if (isUsable(exception))
            choices.exceptions.append(exception);
    }
    return choices;
}

QJsonObject toJson(const ProxySettings &proxy)
{
    return {{u"proxy"_s, proxy.proxy},
            {u"passwordRevision"_s, proxy.passwordRevision},
            {u"exceptions"_s, QJsonArray::fromStringList(proxy.exceptions)}};
}

ProxySettings proxySettingsFromJson(const QJsonObject &object)
{
    return {.proxy = object.value("proxy"_L1).toString(),
            .exceptions = textsFrom(object.value("exceptions"_L1)),
            .passwordRevision = object.value("passwordRevision"_L1).toInt()};
}

} // namespace Recloser
