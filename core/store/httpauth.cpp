// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/queryparameters.h"
#include "core/store/authdirective.h"
#include "core/store/httpsection.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Index of the first character for which `isWanted` holds, outside of {{...}}; -1 if there is
/// none.
template<typename IsWanted>
qsizetype indexOutsidePlaceholders(const QString &text, IsWanted isWanted)
{
    bool isClosed = true;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isClosed && QStringView(text).sliced(i).startsWith(u"{{")) {
            const qsizetype end = text.indexOf(u"}}"_s, i);
            isClosed = end >= 0;
            if (isClosed) {
                i = end + 1;
                continue;
            }
        }
        if (isWanted(text[i]))
            return i;
    }
    return -1;
}

QStringList wordsOutsidePlaceholders(const QString &text)
{
    QStringList words;
    QString rest = text.trimmed();
    const auto isBlank = [](QChar c) { return c.isSpace(); };
    for (qsizetype at = indexOutsidePlaceholders(rest, isBlank); at >= 0;
         at = indexOutsidePlaceholders(rest, isBlank)) {
        words.append(rest.first(at));
        rest = rest.sliced(at).trimmed();
    }
    if (!rest.isEmpty())
        words.append(rest);
    return words;
}

/// "user password", as REST Client has it; not what a client sends.
bool readDigest(const QString &credentials, Auth &auth)
{
    const qsizetype at = indexOutsidePlaceholders(credentials, [](QChar c) { return c.isSpace(); });
    if (at < 0 || credentials.contains("response="_L1))
        return false;
    auth.kind = Auth::Kind::Digest;
    auth.user = credentials.first(at);
    auth.password = credentials.sliced(at + 1).trimmed();
    return true;
}

/// "accessKey secretKey token:… region:… service:…", as REST Client has it.
bool readAws(const QString &credentials, Auth &auth)
{
    const QStringList words = wordsOutsidePlaceholders(credentials);
    if (words.size() < 2)
        return false;
    Auth read{.kind = Auth::Kind::AwsSigV4};
    read.accessKey = words[0];
    read.secretKey = words[1];
    for (const QString &word : words.sliced(2)) {
        if (word.startsWith("token:"_L1))
            read.sessionToken = word.sliced(6);
        else if (word.startsWith("region:"_L1))
            read.region = word.sliced(7);
        else if (word.startsWith("service:"_L1))
            read.service = word.sliced(8);
        else
            return false;
    }
    auth = read;
    return true;
}

bool readAuthorization(const QString &value, Auth &auth)
{
    const QString scheme = value.section(u' ', 0, 0).toLower();
    const QString credentials = value.section(u' ', 1).trimmed();
    if (scheme == "bearer"_L1) {
        auth.kind = Auth::Kind::Bearer;
        auth.token = credentials;
        return true;
    }
    if (scheme == "digest"_L1)
        return readDigest(credentials, auth);
    if (scheme == "aws"_L1)
        return readAws(credentials, auth);
    if (scheme != "basic"_L1)
        return false;
    qsizetype at = indexOutsidePlaceholders(credentials, [](QChar c) { return c.isSpace(); });
    if (at < 0)
        at = indexOutsidePlaceholders(credentials, [](QChar c) { return c == u':'; });
    // One word is what a client sends, already in base64.
    if (at < 0)
        return false;
    auth.kind = Auth::Kind::Basic;
    auth.user = credentials.first(at);
    auth.password = credentials.sliced(at + 1).trimmed();
    return true;
}

QString writtenAuthorization(const Auth &auth)
{
    if (auth.kind == Auth::Kind::Bearer)
        return u"Bearer "_s + auth.token;
    if (auth.kind == Auth::Kind::Digest)
        return u"Digest "_s + auth.user + u' ' + auth.password;
    if (auth.kind == Auth::Kind::AwsSigV4) {
        QString text = u"AWS "_s + auth.accessKey + u' ' + auth.secretKey;
        for (const auto &[name, value] :
             {std::pair(u" token:"_s, auth.sessionToken), std::pair(u" region:"_s, auth.region),
              std::pair(u" service:"_s, auth.service)}) {
            if (!value.isEmpty())
                text += name + value;
        }
        return text;
    }
    const bool needsColon = auth.user.isEmpty() || auth.password.isEmpty();
    return u"Basic "_s + auth.user + (needsColon ? u':' : u' ') + auth.password;
}

/// Whether the header that would be written reads as the same.
bool isHeaderEnough(const Auth &auth)
{
    if (auth.kind != Auth::Kind::Digest && auth.kind != Auth::Kind::AwsSigV4)
        return !needsAuthDirective(auth);
    Auth read;
    return !needsAuthDirective(auth) && readAuthorization(writtenAuthorization(auth), read)
        && authDirective(read) == authDirective(auth);
}

} // namespace

RequestSpec withAuthWritten(const RequestSpec &spec, QString &keyDirective, qsizetype headerRow,
                            AuthForm form)
{
    RequestSpec written = spec;
    const Auth &auth = spec.auth;
    const qsizetype row
        = headerRow < 0 ? written.headers.size() : std::min(headerRow, written.headers.size());
    keyDirective.clear();
    // What `@auth` says stays where it is for who writes that.
    if (form == AuthForm::Directive || !isHeaderEnough(auth))
        return written;
    if (auth.kind == Auth::Kind::Basic || auth.kind == Auth::Kind::Bearer
        || auth.kind == Auth::Kind::Digest || auth.kind == Auth::Kind::AwsSigV4) {
        written.headers.insert(row, {u"Authorization"_s, writtenAuthorization(auth)});
    } else if (auth.kind == Auth::Kind::ApiKey && auth.keyPlacement == Auth::Placement::Header) {
        keyDirective = u"header "_s + auth.keyName;
        written.headers.insert(row, {auth.keyName, auth.keyValue});
    } else if (auth.kind == Auth::Kind::ApiKey) {
        keyDirective = u"query "_s + auth.keyName;
        QList<QueryParameter> parameters = splitQuery(written.url);
        parameters.append(
            {encodedForQuery(auth.keyName, true), encodedForQuery(auth.keyValue, false)});
        written.url = withQuery(written.url, parameters);
    }
    written.auth = {};
    return written;
}

ReadAuth withAuthRead(const RequestSpec &spec, const QString &keyDirective)
{
    ReadAuth result{spec};
    RequestSpec &read = result.spec;
    if (read.auth.kind != Auth::Kind::None) // by `@auth`
        return result;
    const QString place = keyDirective.section(u' ', 0, 0);
    const QString name = keyDirective.section(u' ', 1).trimmed();
    if (place == "query"_L1 && !name.isEmpty()) {
        QList<QueryParameter> parameters = splitQuery(read.url);
        const QString encoded = encodedForQuery(name, true);
        for (qsizetype i = parameters.size() - 1; i >= 0; --i) {
            if (parameters[i].name != encoded)
                continue;
            read.auth = {.kind = Auth::Kind::ApiKey,
                         .keyName = name,
                         .keyValue = parameters[i].value,
                         .keyPlacement = Auth::Placement::Query};
            parameters.removeAt(i);
            read.url = withQuery(read.url, parameters);
            return result;
        }
    }
    for (qsizetype i = 0; i < read.headers.size(); ++i) {
        const HeaderField &header = read.headers[i];
        if (!header.enabled)
            continue;
        const bool isKey
            = place == "header"_L1 && header.name.compare(name, Qt::CaseInsensitive) == 0;
        if (isKey) {
            read.auth
                = {.kind = Auth::Kind::ApiKey, .keyName = header.name, .keyValue = header.value};
        } else if (header.name.compare("Authorization"_L1, Qt::CaseInsensitive) != 0
                   || !readAuthorization(header.value, read.auth)) {
            continue;
        }
        read.headers.removeAt(i);
        result.headerRow = i;
        break;
    }
    return result;
}

} // namespace Recloser
