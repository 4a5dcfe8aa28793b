// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/tlscommand.h"

#include "app/cli/connectionoption.h"
#include "app/cli/exchangejson.h"
#include "app/cli/tlsreport.h"
#include "core/send/proxies.h"
#include "core/tls/certificatefacts.h"

namespace Recloser {

using namespace Qt::StringLiterals;

std::optional<QUrl> tlsTargetFrom(const QString &text)
{
    QUrl url(text.contains("://"_L1) ? text : u"https://"_s + text);
    if (!url.isValid() || url.host().isEmpty() || url.scheme() != "https"_L1)
        return std::nullopt;
    url.setPort(url.port(443));
    return url;
}

void TlsLook::start(
    const QCommandLineParser &parser, const QUrl &target,
    const std::function<void(const std::expected<TlsProbeResult, ArgumentError> &)> &seen)
{
    m_seen = seen;
    connect(&m_probe, &TlsProbe::finished, this, [this, target](const TlsProbeResult &result) {
        TlsProbeResult judged = result;
        judged.report.isExcused
            = m_composition.tls().verdict(result.report, target.host(), target.port())
                == ExceptionVerdict::Excuses
            && !result.report.faults.isEmpty();
        m_seen(judged);
    });
    ConnectionOption::open(parser, m_composition, target, this,
                           [this, target](const std::expected<void, ArgumentError> &opened) {
                               if (!opened)
                                   return m_seen(std::unexpected(opened.error()));
                               m_composition.tls().prepare({target.host(), target.port()}, this,
                                                           [this, target] { probe(target); });
                           });
}

void TlsLook::probe(const QUrl &target)
{
    const auto setup = m_composition.tls().setup({target.host(), target.port()});
    if (!setup || !*setup) {
        TlsProbeResult failed;
        if (setup)
            failed.error = setup->error();
        return m_seen(failed);
    }
    m_probe.start({.host = target.host(),
                   .port = target.port(),
                   .configuration = **setup,
                   .proxy = m_composition.transport().socketProxy(target)});
}

QString TlsCommand::synopsis() const
{
    return u"HOST[:PORT]"_s;
}

QString TlsCommand::description() const
{
    return u"Makes an encrypted connection, sends nothing over it, and shows what the server "
           u"showed: protocol, cipher, the protocol agreed on\n"
           "for what comes after, the chain of certificates with their fingerprints, and what is "
           "wrong with them. It ends with 0 when the\n"
           "server is trusted, by its certificates or by an exception, else with 3.\n"
           "--json prints {\"host\", \"address\", \"protocol\", \"cipher\", \"alpn\", \"trusted\", "
           "\"excused\", \"faults\": [{\"kind\":\n"
           "\"expired|not-yet-valid|wrong-host|self-signed|unknown-issuer|revoked|other\", "
           "\"text\", \"certificate\"}], \"chain\": [{\"subject\",\n"
           "\"issuer\", \"hosts\", \"not_before\", \"not_after\", \"key\", \"serial\", \"sha256\", "
           "\"self_issued\", \"authority\"}], \"error\"}.\n\n"
           "Example: recloser-cli tls api.example.com --cacert corp-root.pem"_s;
}

void TlsCommand::addOptions(QCommandLineParser &parser) const
{
    ConnectionOption::add(parser);
    parser.addOptions({
        {u"pem"_s, u"Prints the certificates, as files hold them, and nothing else."_s},
        {u"json"_s, u"One JSON object."_s},
    });
}

void TlsCommand::run(const QCommandLineParser &parser)
{
    const QString text = parser.positionalArguments().value(0);
    const auto target = tlsTargetFrom(text);
    if (!target)
        return fail(ExitCode::Usage, u"tls"_s,
                    text.isEmpty() ? u"no server was named"_s
                                   : u"%1 is no host, and no https URL"_s.arg(text),
                    u"write HOST or HOST:PORT"_s);
    m_look = std::make_unique<TlsLook>();
    m_look->start(
        parser, *target,
        [this, target = *target, isJson = parser.isSet(u"json"_s),
         isPem = parser.isSet(u"pem"_s)](const std::expected<TlsProbeResult, ArgumentError> &seen) {
            if (!seen)
                return fail(ExitCode::Usage, seen.error().what, seen.error().why,
                            seen.error().remedy);
            report(target, *seen, isJson, isPem);
        });
}

void TlsCommand::report(const QUrl &target, const TlsProbeResult &result, bool isJson, bool isPem)
{
    const TlsReport &tls = result.report;
    std::optional<SendError> error = result.error;
    if (!error && !tls.faults.isEmpty() && !tls.isExcused)
        error = m_look->composition().tls().errorOf(tls, target.host(), target.port());
    if (isJson) {
        QJsonObject object = tlsJson(tls);
        object.insert("host"_L1, target.host());
        object.insert("address"_L1, result.address);
        object.insert("trusted"_L1, !error);
        object.insert("error"_L1,
                      error ? QJsonValue(QJsonObject{{u"kind"_s, kindName(error->kind)},
                                                     {u"subject"_s, error->subject},
                                                     {u"detail"_s, error->detail}})
                            : QJsonValue());
        printJson(object);
    } else if (isPem) {
        printBytes(pemOf(tls.chain));
    } else {
        if (!result.address.isEmpty())
            printLine(u"address   "_s + result.address);
        const QStringList lines = tlsLines(tls, m_look->composition().clock().wallTime());
        for (const QString &line : lines)
            printLine(line);
        if (!error)
            printLine(tls.isExcused ? u"trusted by an exception"_s : u"trusted"_s);
    }
    if (!error) {
        Q_EMIT done(ExitCode::Done);
        return;
    }
    fail(ExitCode::Exception, u"tls"_s, explain(*error));
}

} // namespace Recloser
