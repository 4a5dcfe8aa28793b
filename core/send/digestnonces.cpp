// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/digestnonces.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qsizetype mostEntries = 256;

QString placeOf(const QUrl &url, const QString &user)
{
    const int port = url.port(url.scheme() == "https"_L1 ? 443 : 80);
    return url.scheme() + u"://"_s + url.host().toLower() + u':' + QString::number(port) + u' '
        + user;
}

} // namespace

DigestNonces::Entry *DigestNonces::find(const QString &place)
{
    const auto found = std::ranges::find(m_entries, place, &Entry::place);
    if (found == m_entries.end())
        return nullptr;
    std::rotate(found, found + 1, m_entries.end());
    return &m_entries.last();
}

std::optional<DigestNonces::Turn> DigestNonces::next(const QUrl &url, const QString &user)
{
    Entry *entry = find(placeOf(url, user));
    if (!entry)
        return std::nullopt;
    ++entry->used;
    return Turn{entry->challenge, entry->clientNonce, entry->used};
}

void DigestNonces::remember(const QUrl &url, const QString &user, const DigestChallenge &challenge,
                            const QByteArray &clientNonce)
{
    const QString place = placeOf(url, user);
    if (Entry *entry = find(place)) {
        *entry = {place, challenge, clientNonce, 0};
        return;
    }
    if (m_entries.size() >= mostEntries)
        m_entries.removeFirst();
    m_entries.append({place, challenge, clientNonce, 0});
}

void DigestNonces::renew(const QUrl &url, const QString &user, const QByteArray &nonce)
{
    Entry *entry = find(placeOf(url, user));
    if (!entry || entry->challenge.nonce == nonce)
        return;
    entry->challenge.nonce = nonce;
    entry->used = 0;
}

void DigestNonces::forget(const QUrl &url, const QString &user)
{
    const QString place = placeOf(url, user);
    m_entries.removeIf([&place](const Entry &entry) { return entry.place == place; });
}

} // namespace Recloser
