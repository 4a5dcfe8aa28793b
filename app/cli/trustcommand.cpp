// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/trustcommand.h"

#include "app/cli/connectionoption.h"
#include "app/cli/exchangejson.h"
#include "app/cli/passphrase.h"
#include "app/cli/tlsreport.h"
#include "core/tls/certificatefacts.h"

#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDays = 365;

QStringList namesOf(const QList<TlsFault> &faults)
{
    QStringList names;
    for (const TlsFault fault : faults)
        names.append(faultName(fault));
    return names;
}

} // namespace

QString TrustCommand::synopsis() const
{
    return u"list | add HOST[:PORT] | remove HOST[:PORT]"_s;
}

QString TrustCommand::description() const
{
    return u"Exceptions: a certificate that would not be trusted, for one host and port, until a "
           u"date. It excuses what is wrong with the\n"
           "certificate today and nothing else; another certificate there is an error again, and "
           "so is this one when the date has passed.\n"
           "add looks at the server. With --pin it adds the exception if the certificate is the "
           "one with that fingerprint; without, it shows\n"
           "the certificate and asks on the terminal.\n"
           "list --json prints a line for each: {\"host\", \"port\", \"sha256\", \"excuses\", "
           "\"made_by\", \"made_at\", \"ends_at\", \"ended\"}.\n"
           "A window that is open takes them up when it writes its settings, or is started "
           "again.\n\n"
           "Example: recloser-cli trust add localhost:8443 --pin sha256:3f0a... --days 7"_s;
}

void TrustCommand::addOptions(QCommandLineParser &parser) const
{
    ConnectionOption::add(parser);
    parser.addOptions({
        {u"pin"_s, u"add: the fingerprint that the certificate must have."_s, u"sha256:HEX"_s},
        {u"days"_s, u"add: how long it lasts, 1 to 365."_s, u"N"_s,
         QString::number(usualExceptionDays)},
        {u"json"_s, u"list: one JSON object a line."_s},
    });
}

void TrustCommand::run(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    const QString verb = words.value(0);
    m_look = std::make_unique<TlsLook>();
    SettingsStore &settings = m_look->composition().settings();
    // What is changed is written back, so it must have been understood.
    if (const auto read = settings.load(); !read)
        return fail(ExitCode::StoreUnavailable, read.error().subject, read.error().detail);
    if (verb == "list"_L1)
        return list(parser.isSet(u"json"_s));
    if (verb != "add"_L1 && verb != "remove"_L1)
        return fail(ExitCode::Usage, u"trust"_s,
                    verb.isEmpty() ? u"nothing was asked for"_s : u"there is no %1"_s.arg(verb),
                    u"say list, add or remove"_s);
    const auto target = tlsTargetFrom(words.value(1));
    if (!target || words.size() != 2)
        return fail(ExitCode::Usage, u"trust"_s, u"no server was named"_s,
                    u"write HOST or HOST:PORT"_s);
    if (verb == "remove"_L1)
        return remove(*target);
    bool isNumber = false;
    m_days = parser.value(u"days"_s).toInt(&isNumber);
    if (!isNumber || m_days < 1 || m_days > mostDays)
        return fail(ExitCode::Usage, u"--days"_s, u"it wants a number from 1 to 365"_s);
    if (parser.isSet(u"pin"_s)) {
        const auto pin = fingerprintFrom(parser.value(u"pin"_s));
        if (!pin)
            return fail(ExitCode::Usage, u"--pin"_s, u"that is no fingerprint"_s,
                        u"write sha256: and 64 hexadecimal digits"_s);
        m_pin = *pin;
    }
    look(parser, *target);
}

void TrustCommand::list(bool isJson)
{
    const QDateTime now = m_look->composition().clock().wallTime();
    for (const TlsException &one : m_look->composition().settings().values().tls.exceptions) {
        const bool hasEnded = one.endsAt <= now;
        if (isJson) {
            printJson({{u"host"_s, one.host},
                       {u"port"_s, one.port},
                       {u"sha256"_s, QString::fromLatin1(one.sha256.toHex())},
                       {u"excuses"_s, QJsonArray::fromStringList(namesOf(one.faults))},
                       {u"made_by"_s, one.madeBy},
                       {u"made_at"_s, one.madeAt.toString(Qt::ISODate)},
                       {u"ends_at"_s, one.endsAt.toString(Qt::ISODate)},
                       {u"ended"_s, hasEnded}});
            continue;
        }
        printLine(u"%1  %2 %3  excuses %4  sha256:%5"_s.arg(
            authorityOf(one.host, one.port), hasEnded ? u"ended"_s : u"until"_s,
            one.endsAt.toString(Qt::ISODate), namesOf(one.faults).join(u','),
            QString::fromLatin1(one.sha256.toHex())));
    }
    Q_EMIT done(ExitCode::Done);
}

void TrustCommand::remove(const QUrl &target)
{
    TlsChoices choices = m_look->composition().settings().values().tls;
    const TlsException *found = exceptionFor(choices, target.host(), target.port());
    if (!found)
        return fail(ExitCode::Usage, u"trust"_s,
                    u"there is no exception for "_s + authorityOf(target.host(), target.port()),
                    u"recloser-cli trust list shows what there is"_s);
    choices.exceptions.removeAt(found - choices.exceptions.constData());
    take(choices);
    Q_EMIT done(ExitCode::Done);
}

void TrustCommand::look(const QCommandLineParser &parser, const QUrl &target)
{
    m_look->start(parser, target,
                  [this, target](const std::expected<TlsProbeResult, ArgumentError> &seen) {
                      if (!seen)
                          return fail(ExitCode::Usage, seen.error().what, seen.error().why,
                                      seen.error().remedy);
                      if (seen->report.chain.isEmpty())
                          return fail(ExitCode::Exception, u"trust"_s,
                                      seen->error ? explain(*seen->error)
                                                  : u"the server showed no certificate"_s);
                      add(target, *seen);
                  });
}

void TrustCommand::add(const QUrl &target, const TlsProbeResult &seen)
{
    const QString server = authorityOf(target.host(), target.port());
    const QByteArray hash = certificateHash(seen.report.chain.first());
    const QDateTime now = m_look->composition().clock().wallTime();
    if (seen.report.faults.isEmpty()) {
        printLine(u"nothing is wrong with the certificate of %1"_s.arg(server));
        Q_EMIT done(ExitCode::Done);
        return;
    }
    if (!m_pin.isEmpty() && hash != m_pin)
        return fail(ExitCode::Exception, u"trust"_s,
                    u"%1 shows another certificate, sha256:%2"_s.arg(
                        server, QString::fromLatin1(hash.toHex())),
                    u"do not trust it unless you know why"_s);
    if (m_pin.isEmpty()) {
        const QStringList lines = tlsLines(seen.report, now);
        for (const QString &line : lines)
            printLine(line);
        const auto answer
            = askHidden(u"Trust it for %1, for %2 days? Type yes: "_s.arg(server).arg(m_days));
        if (!answer || answer->trimmed() != "yes"_L1)
            return fail(ExitCode::Usage, u"trust"_s, u"it was not confirmed"_s,
                        u"give --pin sha256:%1 once you have compared it"_s.arg(
                            QString::fromLatin1(hash.toHex())));
    }
    TlsChoices choices = m_look->composition().settings().values().tls;
    setException(choices,
                 {.host = target.host(),
                  .port = target.port(),
                  .sha256 = hash,
                  .faults = faultsOf(seen.report),
                  .madeBy = qEnvironmentVariable("USER", u"?"_s) + u", recloser-cli"_s,
                  .madeAt = now,
                  .endsAt = now.addDays(m_days)});
    take(choices);
    printLine(u"%1 is trusted until %2, with %3"_s.arg(server,
                                                       now.addDays(m_days).toString(Qt::ISODate),
                                                       namesOf(faultsOf(seen.report)).join(u',')));
    Q_EMIT done(ExitCode::Done);
}

void TrustCommand::take(const TlsChoices &choices)
{
    // Written when this ends.
    SettingsStore &settings = m_look->composition().settings();
    Settings changed = settings.values();
    changed.tls = choices;
    settings.set(changed);
}

} // namespace Recloser
