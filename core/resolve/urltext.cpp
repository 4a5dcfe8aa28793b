// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/urltext.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// Of a text that outlives them.
struct Parts
{
    QString scheme;
    QStringView userInfo;
    QStringView host;
    QStringView port;
    QStringView rest; ///< path and query
};

std::unexpected<SendError> invalid(const QString &text, const QString &why)
{
    QString shown = text;
    // Passwords stay out of messages.
    if (const qsizetype at = shown.section(u'/', 0, 2).lastIndexOf(u'@'); at >= 0)
        shown.remove(shown.indexOf("://"_L1) >= 0 ? shown.indexOf("://"_L1) + 3 : 0,
                     at + 1 - (shown.indexOf("://"_L1) >= 0 ? shown.indexOf("://"_L1) + 3 : 0));
    return std::unexpected(SendError{SendError::Kind::InvalidUrl, shown, why});
}

bool isHex(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

void appendEncoded(QByteArray &out, unsigned char byte)
{
    constexpr char digits[] = "0123456789ABCDEF";
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
}

/// By ASCII code: what can not stand in a request target. `[`, `]` and `|` can, as every browser
/// sends them.
constexpr auto encodedCharacters = [] {
    std::array<bool, 128> table{};
    for (size_t c = 0; c <= ' '; ++c)
        table[c] = true;
    for (const char c : std::string_view("\"<>\\^`{}\x7f"))
        table[static_cast<size_t>(c)] = true;
    return table;
}();

QByteArray minimallyEncoded(QStringView text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray out;
    out.reserve(utf8.size());
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8.at(i));
        const bool strayPercent
            = c == '%' && (i + 2 >= utf8.size() || !isHex(QByteArrayView(utf8).sliced(i + 1, 2)));
        if (c >= encodedCharacters.size() || encodedCharacters[c] || strayPercent)
            appendEncoded(out, c);
        else
            out += static_cast<char>(c);
    }
    return out;
}

/// Letters, digits and marks that QUrl never touches in a path or query.
bool isPlain(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'?' && c <= u'Z') || (c >= u'+' && c <= u';')
            || c == u'=' || c == u'_' || c == u'&' || c == u'~';
    });
}

std::optional<QChar> controlCharacter(const QString &text)
{
    const auto found = std::find_if(text.begin(), text.end(),
                                    [](QChar c) { return c < u' ' || c == QChar(0x7f); });
    return found == text.end() ? std::nullopt : std::optional(*found);
}

bool isScheme(QStringView text)
{
    const auto isLetter
        = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    return !text.isEmpty() && isLetter(text.front())
        && std::all_of(text.begin(), text.end(), [&](QChar c) {
               return isLetter(c) || (c >= u'0' && c <= u'9') || c == u'+' || c == u'-'
                   || c == u'.';
           });
}

std::expected<Parts, SendError> takeApart(const QString &text)
{
    Parts parts;
    QStringView rest = text;
    const qsizetype slashes = rest.indexOf("://"_L1);
    if (slashes >= 0 && isScheme(rest.first(slashes))) {
        parts.scheme = rest.first(slashes).toString().toLower();
        rest = rest.sliced(slashes + 3);
    } else if (rest.startsWith("http:"_L1, Qt::CaseInsensitive)
               || rest.startsWith("https:"_L1, Qt::CaseInsensitive)) {
        const bool isPort = rest.size() > 5 && rest.at(5).isDigit()
            && rest.startsWith("http:"_L1, Qt::CaseInsensitive);
        if (!isPort)
            return invalid(text,
                           u"two slashes must follow %1"_s.arg(rest.first(rest.indexOf(u':') + 1)));
        parts.scheme = u"http"_s;
    } else {
        parts.scheme = u"http"_s;
        if (rest.startsWith("//"_L1))
            rest = rest.sliced(2);
    }
    if (const qsizetype fragment = rest.indexOf(u'#'); fragment >= 0)
        rest.truncate(fragment);

    const auto endsAuthority = [](QChar c) { return c == u'/' || c == u'?' || c == u'\\'; };
    const qsizetype end = std::find_if(rest.cbegin(), rest.cend(), endsAuthority) - rest.cbegin();
    QStringView authority = rest.first(end);
    parts.rest = rest.sliced(end);
    if (const qsizetype at = authority.lastIndexOf(u'@'); at >= 0) {
        parts.userInfo = authority.first(at);
        authority = authority.sliced(at + 1);
    }
    const qsizetype colon = authority.lastIndexOf(u':');
    if (colon > authority.lastIndexOf(u']')) {
        parts.port = authority.sliced(colon + 1);
        authority.truncate(colon);
    }
    parts.host = authority;
    return parts;
}

std::expected<int, SendError> portOf(const Parts &parts, const QString &text)
{
    if (parts.port.isEmpty())
        return -1;
    const bool digits = std::all_of(parts.port.begin(), parts.port.end(),
                                    [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const uint port = parts.port.toUInt(&fits);
    if (!digits)
        return invalid(text, u"the port \"%1\" is not a number"_s.arg(parts.port));
    if (!fits || port < 1 || port > 65535)
        return invalid(text, u"the port %1 is not between 1 and 65535"_s.arg(parts.port));
    return static_cast<int>(port);
}

} // namespace

std::expected<CheckedUrl, SendError> checkedUrl(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return invalid(trimmed, u"the URL is empty"_s);
    if (const auto control = controlCharacter(trimmed))
        return invalid(trimmed,
                       *control == u'\n' || *control == u'\r'
                           ? u"it holds a line break"_s
                           : u"it holds the control character U+%1"_s.arg(control->unicode(), 4, 16,
                                                                          QChar(u'0')));
    const auto parts = takeApart(trimmed);
    if (!parts)
        return std::unexpected(parts.error());
    constexpr QLatin1StringView schemes[] = {"http"_L1, "https"_L1, "ws"_L1, "wss"_L1};
    if (std::ranges::find(schemes, parts->scheme) == std::end(schemes))
        return invalid(
            trimmed,
            u"the scheme %1 cannot be sent, only http, https, ws and wss"_s.arg(parts->scheme));
    if (parts->host.isEmpty())
        return invalid(trimmed, u"the host is missing"_s);
    if (std::any_of(parts->host.begin(), parts->host.end(), [](QChar c) { return c.isSpace(); }))
        return invalid(trimmed, u"the host holds a blank"_s);
    const auto port = portOf(*parts, trimmed);
    if (!port)
        return std::unexpected(port.error());

    CheckedUrl checked;
    checked.url.setScheme(parts->scheme);
    checked.url.setHost(parts->host.toString(), QUrl::TolerantMode);
    const QString host = checked.url.host();
    if (!checked.url.isValid() || host.isEmpty())
        return invalid(trimmed, u"the host \"%1\" is not valid"_s.arg(parts->host));
    checked.url.setPort(*port);

    const bool lacksSlash = parts->rest.startsWith(u'\\');
    const QString target
        = (lacksSlash ? "/"_L1 : ""_L1) % QLatin1StringView(minimallyEncoded(parts->rest));
    const qsizetype query = target.indexOf(u'?');
    checked.url.setPath(query < 0 ? target : target.first(query), QUrl::TolerantMode);
    if (query >= 0)
        checked.url.setQuery(target.sliced(query + 1), QUrl::TolerantMode);
    if (!checked.url.isValid())
        return invalid(trimmed, checked.url.errorString());
    // The usual URL comes back from QUrl as it is; encoding it there is the dearest step of all.
    if (isPlain(target) && host == parts->host && isPlain(host))
        checked.text = parts->scheme % "://"_L1 % host
            % (*port < 0 ? QString() : QString(u':' % QString::number(*port))) % target;
    else
        checked.text = QString::fromLatin1(checked.url.toEncoded());
    if (!parts->userInfo.isNull()) {
        const qsizetype colon = parts->userInfo.indexOf(u':');
        checked.hasCredentials = !parts->userInfo.isEmpty();
        checked.user = QUrl::fromPercentEncoding(
            (colon < 0 ? parts->userInfo : parts->userInfo.first(colon)).toUtf8());
        if (colon >= 0)
            checked.password
                = QUrl::fromPercentEncoding(parts->userInfo.sliced(colon + 1).toUtf8());
    }
    return checked;
}

bool isWebSocketUrl(const QUrl &url)
{
    return url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1;
}

QUrl httpUrlOf(const QUrl &url)
{
    QUrl http = url;
    if (isWebSocketUrl(url))
        http.setScheme(url.scheme() == "wss"_L1 ? u"https"_s : u"http"_s);
    return http;
}

bool isWebSocketMethod(const QString &method)
{
    return method == "WEBSOCKET"_L1 || method == "WS"_L1 || method == "WSS"_L1;
}

QString encodedAsInUrl(const QString &text)
{
    QUrl url;
    url.setQuery(QString::fromLatin1(minimallyEncoded(text)), QUrl::TolerantMode);
    return url.query(QUrl::FullyEncoded);
}

QString withParameter(const QString &url, const QString &name, const QString &value)
{
    QString result = url;
    QString fragment;
    if (const qsizetype hash = result.indexOf(u'#'); hash >= 0) {
        fragment = result.sliced(hash);
        result.truncate(hash);
    }
    const qsizetype query = result.indexOf(u'?');
    if (query < 0)
        result += u'?';
    else if (query != result.size() - 1 && !result.endsWith(u'&'))
        result += u'&';
    return result + QString::fromLatin1(formEncoded(name)) + u'='
        + QString::fromLatin1(formEncoded(value)) + fragment;
}

QByteArray formEncoded(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray out;
    out.reserve(utf8.size());
    for (const char byte : utf8) {
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')
            || (byte >= 'A' && byte <= 'Z') || byte == '*' || byte == '-' || byte == '.'
            || byte == '_';
        if (plain)
            out += byte;
        else if (byte == ' ')
            out += '+';
        else
            appendEncoded(out, static_cast<unsigned char>(byte));
    }
    return out;
}

} // namespace Recloser
