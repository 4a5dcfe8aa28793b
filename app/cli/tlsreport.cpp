// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/tlsreport.h"

#include "core/tls/certificatefacts.h"
#include "core/tls/certificatefaults.h"

#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QString validity(const CertificateFacts &facts, const QDateTime &now)
{
    const qint64 days = now.daysTo(facts.notAfter);
    const QString left = facts.notBefore > now ? u"not valid yet"_s
        : facts.notAfter <= now                ? u"ended"_s
        : days == 1                            ? u"1 day left"_s
                                               : u"%1 days left"_s.arg(days);
    return u"%1 to %2 (%3)"_s.arg(timeText(facts.notBefore), timeText(facts.notAfter), left);
}

QString nameText(const QList<std::pair<QString, QString>> &parts)
{
    QStringList texts;
    for (const auto &[name, value] : parts)
        texts.append(name + u'=' + value);
    return texts.join(u", "_s);
}

} // namespace

QJsonObject tlsJson(const TlsReport &report)
{
    QJsonArray faults;
    for (const CertificateFault &fault : report.faults)
        faults.append(
            QJsonObject{{u"kind"_s, faultName(faultOf(fault))},
                        {u"text"_s, fault.text},
                        {u"certificate"_s,
                         fault.certificate < 0 ? QJsonValue() : QJsonValue(fault.certificate)}});
    QJsonArray chain;
    for (const QByteArray &der : report.chain) {
        const CertificateFacts facts = factsOf(der);
        chain.append(QJsonObject{{u"subject"_s, nameText(facts.subjectParts)},
                                 {u"issuer"_s, nameText(facts.issuerParts)},
                                 {u"hosts"_s, QJsonArray::fromStringList(facts.hosts)},
                                 {u"not_before"_s, timeText(facts.notBefore)},
                                 {u"not_after"_s, timeText(facts.notAfter)},
                                 {u"key"_s, facts.key},
                                 {u"serial"_s, facts.serial},
                                 {u"sha256"_s, QString::fromLatin1(facts.sha256.toHex())},
                                 {u"self_issued"_s, facts.isSelfIssued},
                                 {u"authority"_s, facts.isAuthority}});
    }
    return {{u"protocol"_s, report.protocol},
            {u"cipher"_s, report.cipher},
            {u"alpn"_s, QString::fromLatin1(report.alpn)},
            {u"host"_s, report.host},
            {u"excused"_s, report.isExcused},
            {u"faults"_s, faults},
            {u"chain"_s, chain}};
}

QStringList tlsLines(const TlsReport &report, const QDateTime &now)
{
    QStringList lines;
    if (!report.protocol.isEmpty())
        lines.append(u"protocol  %1 %2%3"_s.arg(
            report.protocol, report.cipher,
            report.alpn.isEmpty() ? QString() : u", "_s + QString::fromLatin1(report.alpn)));
    for (qsizetype i = 0; i < report.chain.size(); ++i) {
        const CertificateFacts facts = factsOf(report.chain[i]);
        lines.append(u"%1  %2"_s.arg(i + 1).arg(nameText(facts.subjectParts)));
        lines.append(
            u"   issuer  %1"_s.arg(facts.isSelfIssued ? u"itself"_s : nameText(facts.issuerParts)));
        if (i == 0)
            lines.append(u"   hosts   %1"_s.arg(facts.hosts.join(u", "_s)));
        lines.append(u"   valid   "_s + validity(facts, now));
        lines.append(u"   key     "_s + facts.key);
        lines.append(u"   sha256  "_s + QString::fromLatin1(facts.sha256.toHex()));
    }
    for (const CertificateFault &fault : report.faults)
        lines.append(u"fault     %1%2: %3"_s.arg(
            faultName(faultOf(fault)),
            fault.certificate < 0 ? QString() : u" (certificate %1)"_s.arg(fault.certificate + 1),
            fault.text));
    return lines;
}

} // namespace Recloser
