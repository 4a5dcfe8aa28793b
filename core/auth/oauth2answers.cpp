// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/oauth2answers.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace {

constexpr qsizetype longestText = 300;
/// Servers sign much into a token, but no header is that long.
constexpr qsizetype longestToken = 64 * 1024;
constexpr qint64 longestLifetime = 10LL * 366 * 24 * 3600;

/// For people: printable, and short.
QString shownText(QStringView text)
{
    QString shown;
    for (const QChar c : text.first(std::min(text.size(), longestText)))
        shown += c.isPrint() || c.isSurrogate() ? c : QChar(u' ');
    return shown.simplified();
}

std::unexpected<OAuth2Refusal> unreadable(const QString &why)
{
    return std::unexpected(OAuth2Refusal{{}, why});
}

/// VSCHAR (RFC 6749 appendix A), so that it fits into a header.
bool isToken(const QString &text)
{
    return !text.isEmpty() && text.size() <= longestToken
        && std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c <= u'~'; });
}

/// A number, or digits in a string, as some servers have it.
std::optional<seconds> secondsIn(const QJsonValue &value)
{
    double number = -1;
    bool isNumber = value.isDouble();
    if (isNumber)
        number = value.toDouble();
    else if (value.isString())
        number = QStringView(value.toString()).trimmed().toDouble(&isNumber);
    if (!isNumber || std::isnan(number))
        return std::nullopt;
    return seconds(qint64(std::clamp(number, 0.0, double(longestLifetime))));
}

using Answer = std::expected<QJsonObject, OAuth2Refusal>;

/// Of an answer that is no JSON object; empty: it is one.
QString whatItIs(const QByteArray &body, const QJsonDocument &document)
{
    const QByteArray text = body.trimmed();
    if (document.isObject())
        return {};
    if (text.isEmpty())
        return u"empty"_s;
    if (text.startsWith('<'))
        return u"a page, no JSON object: is it the right URL?"_s;
    return u"no JSON object"_s;
}

Answer objectOf(int status, const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonObject object = document.object();
    const QJsonValue error = object.value("error"_L1);
    if (error.isString())
        return std::unexpected(
            OAuth2Refusal{shownText(error.toString()),
                          shownText(object.value("error_description"_L1).toString())});
    // Many have an object of their own instead.
    const QString message = shownText(error.toObject().value("message"_L1).toString());
    const QString what = whatItIs(body, document);
    if (status < 200 || status > 299) {
        QString text = u"it answered with status %1"_s.arg(status);
        if (status > 299 && status < 400)
            text += u", and redirects are not followed with secrets"_s;
        else if (!message.isEmpty())
            text += u": "_s + message;
        else if (!what.isEmpty() && !body.trimmed().isEmpty())
            text += u" and "_s + what;
        return unreadable(text);
    }
    if (error.isObject())
        return unreadable(message.isEmpty() ? u"its answer is an error"_s : message);
    if (!document.isObject())
        return unreadable(u"its answer is "_s + what);
    return object;
}

std::optional<QUrl> openable(const QString &text)
{
    const auto url = oauth2Endpoint(text, {});
    return url ? std::optional(*url) : std::nullopt;
}

QString valueOf(const FormFields &fields, const QString &name)
{
    const auto found = std::ranges::find(fields, name, &FormFields::value_type::first);
    return found == fields.end() ? QString() : found->second;
}

} // namespace

QString refusalText(const OAuth2Refusal &refusal)
{
    if (refusal.code.isEmpty() || refusal.description.isEmpty())
        return refusal.code + refusal.description;
    return refusal.code + u": "_s + refusal.description;
}

std::expected<TokenAnswer, OAuth2Refusal> readTokenAnswer(const Auth &grant, int status,
                                                          const QByteArray &body)
{
    const Answer object = objectOf(status, body);
    if (!object)
        return std::unexpected(object.error());
    const QString token = object->value("access_token"_L1).toString();
    if (!isToken(token))
        return unreadable(token.isEmpty() ? u"its answer has no access_token"_s
                                          : u"its access_token fits into no header"_s);
    const QString type = object->value("token_type"_L1).toString();
    if (grant.prefix.isEmpty() && !type.isEmpty()
        && type.compare("bearer"_L1, Qt::CaseInsensitive) != 0)
        return unreadable(u"its token is of type %1, not bearer"_s.arg(shownText(type)));
    TokenAnswer answer{.accessToken = token.toLatin1(),
                       .refreshToken = object->value("refresh_token"_L1).toString(),
                       .lifetime = secondsIn(object->value("expires_in"_L1)),
                       .scope = shownText(object->value("scope"_L1).toString())};
    const QString identity = object->value("id_token"_L1).toString();
    if (!identity.isEmpty() && !isToken(identity))
        return unreadable(u"its id_token fits into no header"_s);
    answer.identityToken = identity.toLatin1();
    if (!answer.refreshToken.isEmpty() && !isToken(answer.refreshToken))
        return unreadable(u"its refresh_token is not printable"_s);
    return answer;
}

std::expected<DeviceAnswer, OAuth2Refusal> readDeviceAnswer(int status, const QByteArray &body)
{
    const Answer object = objectOf(status, body);
    if (!object)
        return std::unexpected(object.error());
    DeviceAnswer answer;
    answer.deviceCode = object->value("device_code"_L1).toString();
    answer.userCode = shownText(object->value("user_code"_L1).toString());
    if (!isToken(answer.deviceCode) || answer.userCode.isEmpty())
        return unreadable(u"its answer has no device_code or user_code"_s);
    // Google's name for it is older than the standard.
    QString page = object->value("verification_uri"_L1).toString();
    if (page.isEmpty())
        page = object->value("verification_url"_L1).toString();
    const auto url = openable(page);
    if (!url)
        return unreadable(u"its verification_uri is no https URL"_s);
    answer.verificationUrl = *url;
    answer.completeUrl
        = openable(object->value("verification_uri_complete"_L1).toString()).value_or(QUrl());
    answer.lifetime = secondsIn(object->value("expires_in"_L1)).value_or(seconds(600));
    if (const auto interval = secondsIn(object->value("interval"_L1)))
        answer.interval = std::clamp(*interval, seconds(1), seconds(60));
    return answer;
}

bool hasState(const FormFields &fields, const QByteArray &state)
{
    return !state.isEmpty() && valueOf(fields, u"state"_s).toUtf8() == state;
}

std::expected<QString, OAuth2Refusal> readRedirect(const FormFields &fields,
                                                   const QByteArray &state, const QString &issuer)
{
    if (!hasState(fields, state))
        return unreadable(u"the state that came back is not the one that was sent"_s);
    // Compared before an error is believed (RFC 9207 section 2.4).
    if (!issuer.isEmpty() && valueOf(fields, u"iss"_s) != issuer)
        return unreadable(u"the answer is of another issuer: "_s
                          + shownText(valueOf(fields, u"iss"_s)));
    if (const QString error = shownText(valueOf(fields, u"error"_s)); !error.isEmpty())
        return std::unexpected(
            OAuth2Refusal{error, shownText(valueOf(fields, u"error_description"_s))});
    const QString code = valueOf(fields, u"code"_s);
    if (!isToken(code))
        return unreadable(u"no code came back"_s);
    return code;
}

} // namespace Recloser
