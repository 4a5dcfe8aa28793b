// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/secretnames.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// Letters and digits of a name in lower case, from its end: "X-API_Key" and "apiKey" both begin
/// "yekipa". Headers of every exchange are judged by it, so it takes no memory.
class CondensedName
{
public:
    template<typename View> explicit CondensedName(View name)
    {
        for (auto c = name.rbegin(); c != name.rend() && m_size < qsizetype(m_reversed.size()); ++c)
            take(codeOf(*c));
    }

    bool endsWith(QLatin1StringView ending) const
    {
        return ending.size() <= m_size
            && std::equal(ending.rbegin(), ending.rend(), m_reversed.begin());
    }
    bool is(QLatin1StringView word) const { return word.size() == m_size && endsWith(word); }

private:
    static char32_t codeOf(QChar c) { return c.unicode(); }
    static char32_t codeOf(char c) { return static_cast<unsigned char>(c); }
    void take(char32_t c)
    {
        if (c >= U'A' && c <= U'Z')
            m_reversed[size_t(m_size++)] = char(c - U'A' + U'a');
        else if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'))
            m_reversed[size_t(m_size++)] = char(c);
        else if (c > 0x7f && QChar::isLetterOrNumber(c))
            m_reversed[size_t(m_size++)] = '?'; // in none of the words
    }

    /// Longer than any of the words.
    std::array<char, 24> m_reversed{};
    qsizetype m_size = 0;
};

template<typename View> bool namesCredential(View name)
{
    static constexpr std::array endings{
        "token"_L1,           "apikey"_L1,     "accesskey"_L1,   "secretkey"_L1, "privatekey"_L1,
        "subscriptionkey"_L1, "authkey"_L1,    "password"_L1,    "passwd"_L1,    "passphrase"_L1,
        "secret"_L1,          "credential"_L1, "credentials"_L1, "signature"_L1, "sessionid"_L1,
        "authorization"_L1,   "jwt"_L1,
    };
    static constexpr std::array words{"pwd"_L1, "pass"_L1, "auth"_L1, "key"_L1, "sig"_L1, "sid"_L1};
    const CondensedName condensed(name);
    return std::any_of(endings.begin(), endings.end(),
                       [&](QLatin1StringView ending) { return condensed.endsWith(ending); })
        || std::any_of(words.begin(), words.end(),
                       [&](QLatin1StringView word) { return condensed.is(word); });
}

} // namespace

bool isSecretHeader(QByteArrayView name)
{
    const auto is = [name](QByteArrayView header) {
        return header.size() == name.size() && header.compare(name, Qt::CaseInsensitive) == 0;
    };
    if (is("authorization") || is("proxy-authorization") || is("cookie") || is("set-cookie"))
        return true;
    // Their names end like credentials, and they are none.
    if (is("sec-websocket-key") || is("idempotency-key"))
        return false;
    return namesCredential(QLatin1StringView(name));
}

bool isSecretParameter(QStringView name)
{
    return namesCredential(name);
}

} // namespace Recloser
