// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/authdirective.h"

#include "core/model/authtexts.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

template<typename T> struct WordOf
{
    T value;
    QStringView word;
};

constexpr WordOf<Auth::Kind> kinds[] = {
    {Auth::Kind::None, u"none"},      {Auth::Kind::Inherit, u"inherit"},
    {Auth::Kind::Basic, u"basic"},    {Auth::Kind::Bearer, u"bearer"},
    {Auth::Kind::ApiKey, u"api-key"}, {Auth::Kind::Digest, u"digest"},
    {Auth::Kind::AwsSigV4, u"aws"},   {Auth::Kind::OAuth1, u"oauth1"},
    {Auth::Kind::OAuth2, u"oauth2"},
};
constexpr WordOf<Auth::Placement> keyPlaces[] = {
    {Auth::Placement::Header, u"header"},
    {Auth::Placement::Query, u"query"},
    {Auth::Placement::Cookie, u"cookie"},
};
constexpr WordOf<Auth::SignaturePlacement> signaturePlaces[] = {
    {Auth::SignaturePlacement::Header, u"header"},
    {Auth::SignaturePlacement::Query, u"query"},
    {Auth::SignaturePlacement::Body, u"body"},
};
constexpr WordOf<Auth::OAuth1Method> methods[] = {
    {Auth::OAuth1Method::HmacSha1, u"hmac-sha1"},
    {Auth::OAuth1Method::HmacSha256, u"hmac-sha256"},
    {Auth::OAuth1Method::PlainText, u"plaintext"},
    {Auth::OAuth1Method::HmacSha512, u"hmac-sha512"},
    {Auth::OAuth1Method::RsaSha1, u"rsa-sha1"},
    {Auth::OAuth1Method::RsaSha256, u"rsa-sha256"},
    {Auth::OAuth1Method::RsaSha512, u"rsa-sha512"},
};

constexpr WordOf<Auth::Grant> grants[] = {
    {Auth::Grant::ClientCredentials, u"client-credentials"},
    {Auth::Grant::AuthorizationCode, u"authorization-code"},
    {Auth::Grant::DeviceCode, u"device-code"},
    {Auth::Grant::RefreshToken, u"refresh-token"},
    {Auth::Grant::Password, u"password"},
};
constexpr WordOf<Auth::ClientPlacement> clientPlaces[] = {
    {Auth::ClientPlacement::Header, u"header"},
    {Auth::ClientPlacement::Body, u"body"},
};

template<typename T, size_t Count> QString wordIn(const WordOf<T> (&words)[Count], T value)
{
    const auto found = std::ranges::find(words, value, &WordOf<T>::value);
    return found == std::end(words) ? QString() : found->word.toString();
}

template<typename T, size_t Count>
bool readIn(const WordOf<T> (&words)[Count], const QString &word, T &value)
{
    const auto found
        = std::ranges::find_if(words, [&word](const WordOf<T> &one) { return one.word == word; });
    if (found == std::end(words))
        return false;
    value = found->value;
    return true;
}

/// The options of a kind that are words, not texts.
bool readChoice(const QString &name, const QString &value, Auth &auth)
{
    if (name == "place"_L1)
        return auth.kind == Auth::Kind::ApiKey
            ? readIn(keyPlaces, value, auth.keyPlacement)
            : (auth.kind == Auth::Kind::AwsSigV4 || auth.kind == Auth::Kind::OAuth1)
                && readIn(signaturePlaces, value, auth.signaturePlacement);
    if (name == "method"_L1 && auth.kind == Auth::Kind::OAuth1)
        return readIn(methods, value, auth.oauth1Method);
    if (name == "grant"_L1 && auth.kind == Auth::Kind::OAuth2)
        return readIn(grants, value, auth.grant);
    if (name == "client"_L1 && auth.kind == Auth::Kind::OAuth2)
        return readIn(clientPlaces, value, auth.clientPlacement);
    return false;
}

QList<std::pair<QString, QString>> choicesOf(const Auth &auth)
{
    QList<std::pair<QString, QString>> choices;
    const Auth usual;
    if (auth.kind == Auth::Kind::OAuth2) {
        choices.append({u"grant"_s, wordIn(grants, auth.grant)});
        if (auth.clientPlacement != usual.clientPlacement)
            choices.append({u"client"_s, wordIn(clientPlaces, auth.clientPlacement)});
    }
    if (auth.kind == Auth::Kind::OAuth1 && auth.oauth1Method != usual.oauth1Method)
        choices.append({u"method"_s, wordIn(methods, auth.oauth1Method)});
    if (auth.kind == Auth::Kind::ApiKey)
        choices.append({u"place"_s, wordIn(keyPlaces, auth.keyPlacement)});
    const bool isPlaced = auth.kind == Auth::Kind::OAuth1
        ? auth.signaturePlacement != usual.signaturePlacement
        : auth.kind == Auth::Kind::AwsSigV4
            && auth.signaturePlacement == Auth::SignaturePlacement::Query;
    if (isPlaced)
        choices.append({u"place"_s, wordIn(signaturePlaces, auth.signaturePlacement)});
    return choices;
}

QString quotedIfNeeded(const QString &value)
{
    const bool isPlain = !value.isEmpty() && !value.contains(u'"') && !value.contains(u'\\')
        && authWords(value).size() == 1;
    if (isPlain)
        return value;
    QString quoted = value;
    return u'"' + quoted.replace(u"\\"_s, u"\\\\"_s).replace(u"\""_s, u"\\\""_s) + u'"';
}

} // namespace

QStringList authWords(const QString &text)
{
    QStringList words;
    QString word;
    bool isWord = false;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (isQuoted && c == u'\\' && i + 1 < text.size()) {
            word += text[++i];
        } else if (c == u'"') {
            isQuoted = !isQuoted;
            isWord = true;
        } else if (const qsizetype end = text.indexOf("}}"_L1, i);
                   !isQuoted && end > 0 && QStringView(text).sliced(i).startsWith(u"{{")) {
            word += QStringView(text).sliced(i, end + 2 - i);
            isWord = true;
            i = end + 1;
        } else if (c.isSpace() && !isQuoted) {
            if (isWord)
                words.append(word);
            word.clear();
            isWord = false;
        } else {
            word += c;
            isWord = true;
        }
    }
    if (isWord)
        words.append(word);
    return words;
}

QStringList readAuthDirective(const QString &text, Auth &auth)
{
    const QStringList words = authWords(text);
    Auth read;
    if (words.isEmpty() || !readIn(kinds, words.first().toLower(), read.kind))
        return words.isEmpty() ? QStringList() : QStringList{words.first()};
    const QList<AuthText> &texts = authTexts(read.kind);
    QStringList unknown;
    for (const QString &word : words.sliced(1)) {
        const qsizetype equals = word.indexOf(u'=');
        const QString name = word.first(std::max<qsizetype>(0, equals)).toLower();
        const QString value = word.sliced(equals + 1);
        const auto option = std::ranges::find_if(
            texts, [&name](const AuthText &one) { return one.option == name; });
        if (option != texts.end())
            read.*(option->text) = value;
        else if (!readChoice(name, value, read))
            unknown.append(word);
    }
    auth = read;
    return unknown;
}

QString authDirective(const Auth &auth)
{
    QStringList words{wordIn(kinds, auth.kind)};
    for (const auto &[name, value] : choicesOf(auth))
        words.append(name + u'=' + value);
    for (const AuthText &option : authTexts(auth.kind)) {
        if (!(auth.*(option.text)).isEmpty())
            words.append(option.option + u'=' + quotedIfNeeded(auth.*(option.text)));
    }
    return words.join(u' ');
}

bool needsAuthDirective(const Auth &auth)
{
    switch (auth.kind) {
    case Auth::Kind::None:
    case Auth::Kind::Basic:
    case Auth::Kind::Bearer:
        return false;
    case Auth::Kind::ApiKey:
        return auth.keyPlacement == Auth::Placement::Cookie;
    case Auth::Kind::Digest:
        // Where one of them is missing the header could not say which.
        return auth.user.isEmpty() || auth.password.isEmpty();
    case Auth::Kind::AwsSigV4:
        return auth.signaturePlacement == Auth::SignaturePlacement::Query
            || auth.accessKey.isEmpty() || auth.secretKey.isEmpty();
    case Auth::Kind::Inherit:
    case Auth::Kind::OAuth1:
    case Auth::Kind::OAuth2:
        return true;
    }
    return false;
}

} // namespace Recloser
