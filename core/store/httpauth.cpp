// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/queryparameters.h"
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

bool readAuthorization(const QString &value, Auth &auth)
{
    const QString scheme = value.section(u' ', 0, 0).toLower();
    const QString credentials = value.section(u' ', 1).trimmed();
    if (scheme == "bearer"_L1) {
        auth.kind = Auth::Kind::Bearer;
        auth.token = credentials;
        return true;
    }
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
    const bool needsColon = auth.user.isEmpty() || auth.password.isEmpty();
    return u"Basic "_s + auth.user + (needsColon ? u':' : u' ') + auth.password;
}

} // namespace

RequestSpec withAuthWritten(const RequestSpec &spec, QString &keyDirective, qsizetype headerRow)
{
    RequestSpec written = spec;
    const Auth &auth = spec.auth;
    const qsizetype row
        = headerRow < 0 ? written.headers.size() : std::min(headerRow, written.headers.size());
    keyDirective.clear();
    if (auth.kind == Auth::Kind::Basic || auth.kind == Auth::Kind::Bearer) {
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
