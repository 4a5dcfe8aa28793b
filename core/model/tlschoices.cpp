// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/tlschoices.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr std::pair<TlsFault, QStringView> names[] = {
    {TlsFault::Expired, u"expired"},
    {TlsFault::NotYetValid, u"not-yet-valid"},
    {TlsFault::WrongHost, u"wrong-host"},
    {TlsFault::SelfSigned, u"self-signed"},
    {TlsFault::UnknownIssuer, u"unknown-issuer"},
    {TlsFault::Revoked, u"revoked"},
    {TlsFault::Other, u"other"},
};

} // namespace

QString faultName(TlsFault fault)
{
    const auto *found = std::ranges::find(names, fault, &std::pair<TlsFault, QStringView>::first);
    return found->second.toString();
}

std::optional<TlsFault> faultFromName(const QString &name)
{
    for (const auto &[fault, word] : names) {
        if (word == name)
            return fault;
    }
    return std::nullopt;
}

const QList<TlsFault> &allFaults()
{
    static const QList<TlsFault> faults = [] {
        QList<TlsFault> all;
        for (const auto &[fault, word] : names)
            all.append(fault);
        return all;
    }();
    return faults;
}

QString ClientIdentity::secretNameOf(const QString &certificateFile)
{
    return u"client-certificate-"_s + certificateFile;
}

bool matchesHost(const QString &pattern, const QString &host, int port)
{
    QStringView name = pattern;
    // A colon within an IPv6 address is no port, unless that stands in brackets.
    const qsizetype colon = name.lastIndexOf(u':');
    if (colon >= 0 && (name.count(u':') == 1 || (colon > 0 && name[colon - 1] == u']'))) {
        if (name.sliced(colon + 1) != QString::number(port))
            return false;
        name = name.first(colon);
    }
    if (name.startsWith(u'[') && name.endsWith(u']'))
        name = name.sliced(1).chopped(1);
    if (name == "*"_L1)
        return true;
    if (name.startsWith("*."_L1))
        return host.size() > name.size() - 1
            && QStringView(host).endsWith(name.sliced(1), Qt::CaseInsensitive);
    return !name.isEmpty() && name.compare(host, Qt::CaseInsensitive) == 0;
}

void setException(TlsChoices &choices, const TlsException &exception)
{
    choices.exceptions.removeIf([&exception](const TlsException &other) {
        return other.port == exception.port
            && other.host.compare(exception.host, Qt::CaseInsensitive) == 0;
    });
    choices.exceptions.append(exception);
}

std::optional<QByteArray> fingerprintFrom(const QString &text)
{
    QString digits = text.trimmed();
    if (digits.startsWith("sha256:"_L1, Qt::CaseInsensitive))
        digits = digits.sliced(7);
    digits.remove(u':');
    const auto isDigit = [](QChar c) {
        return c.unicode() < 128 && std::isxdigit(static_cast<unsigned char>(c.unicode()));
    };
    if (digits.size() != 64 || !std::ranges::all_of(digits, isDigit))
        return std::nullopt;
    return QByteArray::fromHex(digits.toLatin1());
}

QString fingerprintText(const QByteArray &hash)
{
    return QString::fromLatin1(hash.toHex(':').toUpper());
}

} // namespace Recloser
