// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/connections/certificatewords.h"

#include <QCoreApplication>
#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("Recloser::CertificateWords", text, nullptr, count);
}

QString daysText(qint64 days)
{
    return days == 1 ? tr("1 day") : tr("%1 days").arg(days);
}

} // namespace

QString faultWords(TlsFault fault)
{
    switch (fault) {
    case TlsFault::Expired:
        return tr("expired");
    case TlsFault::NotYetValid:
        return tr("not valid yet");
    case TlsFault::WrongHost:
        return tr("for another host");
    case TlsFault::SelfSigned:
        return tr("self-signed");
    case TlsFault::UnknownIssuer:
        return tr("unknown issuer");
    case TlsFault::Revoked:
        return tr("revoked");
    case TlsFault::Other:
        break;
    }
    return tr("otherwise not acceptable");
}

QString faultWords(const QList<TlsFault> &faults)
{
    QStringList words;
    for (const TlsFault fault : faults)
        words.append(faultWords(fault));
    return words.join(u", "_s);
}

QString daysLeftWords(const CertificateFacts &facts, const QDateTime &now)
{
    if (now < facts.notBefore)
        return tr("begins in %1").arg(daysText(std::max<qint64>(1, now.daysTo(facts.notBefore))));
    const qint64 left = now.daysTo(facts.notAfter);
    if (now >= facts.notAfter)
        return left == 0 ? tr("ended today") : tr("ended %1 ago").arg(daysText(-left));
    return left == 0 ? tr("ends today") : tr("%1 left").arg(daysText(left));
}

QString validityWords(const CertificateFacts &facts, const QDateTime &now)
{
    const auto day = [](const QDateTime &time) {
        return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
    };
    return tr("%1 – %2, %3")
        .arg(day(facts.notBefore), day(facts.notAfter), daysLeftWords(facts, now));
}

QString nameWords(const QList<std::pair<QString, QString>> &parts)
{
    QStringList words;
    for (const auto &[name, value] : parts)
        words.append(name + u' ' + value);
    return words.join(u", "_s);
}

QString fingerprintLines(const QByteArray &hash)
{
    QStringList lines;
    for (qsizetype at = 0; at < hash.size(); at += 16)
        lines.append(fingerprintText(hash.sliced(at, std::min<qsizetype>(16, hash.size() - at))));
    return lines.join(u'\n');
}

} // namespace Recloser
