// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/connectionoption.h"

#include "app/cli/command.h"
#include "app/cli/passphrase.h"

#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Error = std::unexpected<ArgumentError>;

/// As long as a send may last; a pin of the command line ends with it.
constexpr int pinDays = 1;

bool isPkcs12(const QString &path, const QString &type)
{
    if (!type.isEmpty())
        return type.compare("p12"_L1, Qt::CaseInsensitive) == 0
            || type.compare("pkcs12"_L1, Qt::CaseInsensitive) == 0;
    const QString ending = QFileInfo(path).suffix().toLower();
    return ending == "p12"_L1 || ending == "pfx"_L1;
}

std::expected<std::optional<ClientIdentity>, ArgumentError>
identityFrom(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"cert"_s)) {
        if (parser.isSet(u"key"_s) || parser.isSet(u"cert-type"_s))
            return Error({u"--key"_s, u"a key needs its certificate"_s, u"give --cert FILE too"_s});
        return std::nullopt;
    }
    const QString type = parser.value(u"cert-type"_s);
    static const QStringList types{u"pem"_s, u"p12"_s, u"pkcs12"_s};
    if (!type.isEmpty() && !types.contains(type.toLower()))
        return Error({u"--cert-type"_s, u"there is no type %1"_s.arg(type), u"say PEM or P12"_s});
    ClientIdentity identity{
        .hosts = u"*"_s, .certificateFile = QFileInfo(parser.value(u"cert"_s)).absoluteFilePath()};
    if (isPkcs12(identity.certificateFile, type))
        identity.format = ClientIdentity::Format::Pkcs12;
    else if (parser.isSet(u"key"_s))
        identity.keyFile = QFileInfo(parser.value(u"key"_s)).absoluteFilePath();
    identity.passPhraseSecret = ClientIdentity::secretNameOf(identity.certificateFile);
    return identity;
}

/// The pass phrase of the environment; where the key turns out to need one, asks the terminal.
std::expected<void, ArgumentError> unlock(const ClientIdentity &identity, TlsKeeper &keeper)
{
    const QString given = qEnvironmentVariable("RECLOSER_CERT_PASSPHRASE");
    if (!given.isEmpty()) {
        keeper.givePassPhrase(identity.passPhraseSecret, given);
        return {};
    }
    const auto read = readIdentity(identity, {});
    if (read || read.error().kind != SendError::Kind::TlsPassPhrase)
        return {}; // what else is wrong is told when it is used
    if (const auto typed = askHidden(u"Pass phrase of %1: "_s.arg(read.error().subject)))
        keeper.givePassPhrase(identity.passPhraseSecret, *typed);
    return {};
}

std::expected<void, ArgumentError> addPin(TlsChoices &choices, const QString &text,
                                          const QUrl &target, Clock &clock)
{
    const auto hash = fingerprintFrom(text);
    if (!hash)
        return Error(
            {u"--pin"_s, u"no fingerprint: %1"_s.arg(text),
             u"write sha256: and 64 hexadecimal digits, as recloser-cli tls shows them"_s});
    const QDateTime now = clock.wallTime();
    setException(choices,
                 {.host = target.host(),
                  .port = target.port(443),
                  .sha256 = *hash,
                  .faults = allFaults(),
                  .madeBy = u"--pin"_s,
                  .madeAt = now,
                  .endsAt = now.addDays(pinDays)});
    return {};
}

std::expected<void, ArgumentError> takeTls(const QCommandLineParser &parser,
                                           Composition &composition, const QUrl &target)
{
    TlsChoices choices = composition.settings().values().tls;
    for (const QString &file : parser.values(u"cacert"_s))
        choices.authorityFiles.append(QFileInfo(file).absoluteFilePath());
    if (const QString minimum = parser.value(u"tls-min"_s); minimum == "1.3"_L1)
        choices.minimum = TlsChoices::Minimum::Tls13;
    else if (minimum == "1.2"_L1)
        choices.minimum = TlsChoices::Minimum::Tls12;
    else if (!minimum.isEmpty())
        return Error({u"--tls-min"_s, u"%1 is not offered"_s.arg(minimum), u"say 1.2 or 1.3"_s});
    const auto identity = identityFrom(parser);
    if (!identity)
        return Error(identity.error());
    if (*identity) {
        choices.identities.prepend(**identity);
        if (const auto unlocked = unlock(**identity, composition.tls()); !unlocked)
            return unlocked;
    }
    if (parser.optionNames().contains(u"pin"_s)) {
        if (const auto pinned
            = addPin(choices, parser.value(u"pin"_s), target, composition.clock());
            !pinned)
            return pinned;
    }
    composition.tls().setChoices(choices);
    return {};
}

std::expected<void, ArgumentError> takeProxy(const QCommandLineParser &parser,
                                             Composition &composition)
{
    using Reach = NetworkTransport::ProxyReach;
    const bool isNamed = parser.isSet(u"proxy"_s);
    if (!isNamed && !parser.isSet(u"noproxy"_s))
        return {};
    const ProxySettings &settings = composition.settings().values().proxy;
    const auto proxy = proxyFrom(isNamed ? parser.value(u"proxy"_s) : settings.proxy);
    if (!proxy)
        return Error({u"--proxy"_s, proxy.error().detail,
                      u"write none, system, http://host:port or socks5://host:port"_s});
    composition.transport().setProxy(*proxy,
                                     parser.isSet(u"noproxy"_s)
                                         ? proxyExceptionsFrom(parser.value(u"noproxy"_s))
                                         : settings.exceptions,
                                     isNamed ? Reach::EveryRequest : Reach::Usual);
    return {};
}

} // namespace

void ConnectionOption::add(QCommandLineParser &parser, Pin pin)
{
    parser.addOptions({
        {u"cacert"_s, u"Authorities to trust too, PEM; may be repeated."_s, u"FILE"_s},
        {u"cert"_s,
         u"The client certificate to show; the pass phrase of its key is RECLOSER_CERT_PASSPHRASE, or asked for."_s,
         u"FILE"_s},
        {u"key"_s, u"Its key, where that is in a file of its own."_s, u"FILE"_s},
        {u"cert-type"_s, u"PEM or P12; else by the name of the file."_s, u"TYPE"_s},
        {u"tls-min"_s, u"The oldest TLS to speak: 1.2 or 1.3."_s, u"VERSION"_s},
        {u"proxy"_s,
         u"none, system, http://[user[:password]@]host:port, socks5://..., or socks5h://... where the proxy looks names up."_s,
         u"URL"_s},
        {u"noproxy"_s, u"Hosts that are reached without it, with commas; * for all."_s, u"LIST"_s},
    });
    if (pin == Pin::Offered)
        parser.addOption(
            {u"pin"_s,
             u"Trusts the certificate with this fingerprint for the URL's host, whatever is wrong with it."_s,
             u"sha256:HEX"_s});
}

void ConnectionOption::openUsual(Composition &composition, QObject *context,
                                 const std::function<void()> &ready)
{
    if (!composition.settings().isLoaded()) {
        if (const auto read = composition.settings().load(); !read)
            printError(read.error().subject, read.error().detail, u"it goes on without them"_s);
    }
    composition.useConnectionSettings().then(context, ready);
}

void ConnectionOption::open(
    const QCommandLineParser &parser, Composition &composition, const QUrl &target,
    QObject *context, const std::function<void(const std::expected<void, ArgumentError> &)> &ready)
{
    openUsual(composition, context, [&parser, &composition, target, ready] {
        const auto taken = takeTls(parser, composition, target).and_then([&] {
            return takeProxy(parser, composition);
        });
        ready(taken);
    });
}

} // namespace Recloser
