// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/curlcommand.h"

#include <optional>

namespace Recloser {

/// One option that gives data, in the order they stand in.
struct CurlData
{
    enum class Kind { Data, Raw, Binary, UrlEncoded, Json };
    Kind kind = Kind::Data;
    QString option;
    QString value;
};

/// The options between two `--next`, as they were written.
struct CurlOperation
{
    QStringList urls;
    std::optional<QString> method;
    QList<CurlData> data;
    /// `--url-query`.
    QList<CurlData> query;
    QStringList headers;
    /// Options and values of `--form` and `--form-string`.
    QList<std::pair<QString, QString>> form;
    QStringList cookies;
    std::optional<QString> uploadFile;
    std::optional<QString> user;
    std::optional<QString> bearer;
    /// "provider1[:provider2[:region[:service]]]"
    std::optional<QString> awsSigV4;
    bool isDigest = false;
    std::optional<QString> userAgent;
    std::optional<QString> referer;
    std::optional<QString> range;
    /// The option that asked for another scheme than Basic.
    QString otherScheme;
    QString defaultScheme = QStringLiteral("http");
    std::optional<int> retries;
    std::optional<milliseconds> retryDelay;
    std::optional<milliseconds> retryMaxTime;
    std::optional<milliseconds> maxTime;
    std::optional<milliseconds> connectTimeout;
    std::optional<int> maxRedirects;
    HttpVersion version = HttpVersion::Automatic;
    bool isGet = false;
    bool isHead = false;
    bool follows = false;
    bool isPathAsIs = false;
    bool globs = true;
    /// What standard input is.
    QString inputFile;
    std::optional<QString> inputText;
};

/// The requests of an operation, appended to `import` with what is to be said of them.
void addRequests(CurlImport &import, const CurlOperation &operation);

/// The body and the headers that it brings along.
void addCurlBody(RequestSpec &spec, const CurlOperation &operation, QList<ImportNote> &notes);

/// What one `--data-urlencode` or `--url-query` gives (five forms: `text`, `=text`, `name=text`,
/// `@file`, `name@file`).
QString urlEncodedData(const CurlData &data, QList<ImportNote> &notes);

/// All data as one text, as `--get` puts it into the URL.
QString joinedData(const CurlOperation &operation, QList<ImportNote> &notes);

/// The part, or parts, of `--form` or `--form-string`.
QList<MultipartPart> curlFormParts(const QString &option, const QString &value,
                                   QList<ImportNote> &notes);

/// The URL without what is said elsewhere in a request: user info moves to `auth`.
QString curlUrl(const QString &written, const CurlOperation &operation, Auth &auth,
                QList<ImportNote> &notes);

/// What `{a,b}` and `[1-3]`, `[01-10:2]`, `[a-z]` in a URL stand for, the last one changing first;
/// nothing when they are malformed or stand for more than `most`. `[]`, IPv6 addresses and
/// placeholders in double braces are text.
std::optional<QStringList> expandedGlob(const QString &url, qsizetype most);

} // namespace Recloser
