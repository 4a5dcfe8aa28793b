// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"
#include "core/model/route.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace Recloser {

/// One header line as the user wrote it; a disabled one is kept but not sent.
struct HeaderField
{
    QString name;
    QString value;
    bool enabled = true;

    bool operator==(const HeaderField &) const = default;
};

/// One `name=value` of the query. Text is as it stands in the URL (percent-encoding untouched).
struct QueryParameter
{
    QString name;
    QString value;
    bool enabled = true;
    /// False for a bare `?flag` without an equals sign.
    bool hasEquals = true;

    bool operator==(const QueryParameter &) const = default;
};

/// A query parameter that is kept but not part of the URL, with its row among all parameters.
struct DisabledParameter
{
    qsizetype row = 0;
    QueryParameter parameter;

    bool operator==(const DisabledParameter &) const = default;
};

/// What of a file is sent.
enum class FileContent {
    AsItIs,
    WithPlaceholders, ///< its text, with placeholders resolved
};

/// One part of a multipart/form-data body (RFC 7578).
struct MultipartPart
{
    QString name;
    /// The value, or the path of the file when `isFile`.
    QString value;
    bool isFile = false;
    /// Empty: the file's own name.
    QString fileName;
    /// Empty: none for values, application/octet-stream for files.
    QString mediaType;
    bool enabled = true;
    FileContent fileContent = FileContent::AsItIs;
    /// Of the text of a file with placeholders; empty: UTF-8.
    QString fileEncoding;

    bool operator==(const MultipartPart &) const = default;
};

/// The body as composed. Every kind keeps its own content, so that switching kinds loses nothing.
struct Body
{
    enum class Kind { None, Text, Json, Xml, Form, Multipart, File, GraphQl };

    Kind kind = Kind::None;
    /// Content of Text, Json and Xml; the document of GraphQl.
    QString text;
    /// Rows of Form (application/x-www-form-urlencoded), decoded.
    QList<QueryParameter> form;
    QList<MultipartPart> parts;
    /// The file that is sent, for File.
    QString filePath;
    /// Overrides the media type the kind implies; empty: implied. A Content-Type header wins over
    /// both.
    QString mediaType;
    FileContent fileContent = FileContent::AsItIs;
    /// Of the text of a file with placeholders; empty: UTF-8.
    QString fileEncoding;
    /// Of GraphQl: a JSON object; blank: none.
    QString variables = {};
    /// Of GraphQl: which of several operations is meant; empty: the only one.
    QString operationName = {};

    bool operator==(const Body &) const = default;
};

/// How the request identifies its user. Every kind keeps its own fields.
struct Auth
{
    /// Stored by name or number: new ones go to the end.
    enum class Kind {
        None,
        Basic,
        Bearer,
        ApiKey,
        Digest, ///< RFC 7616: `user` and `password`
        AwsSigV4, ///< AWS Signature Version 4
        OAuth1, ///< RFC 5849
        Inherit, ///< what the file, or the nearest folder, says
        OAuth2, ///< RFC 6749
    };
    /// Of an API key.
    enum class Placement { Header, Query, Cookie };
    /// Of a signature; Body is for forms of OAuth 1.
    enum class SignaturePlacement { Header, Query, Body };
    /// Stored by name or number: new ones go to the end.
    enum class OAuth1Method {
        HmacSha1,
        HmacSha256,
        PlainText,
        HmacSha512,
        RsaSha1, ///< RSASSA-PKCS1-v1_5, with `privateKey`
        RsaSha256,
        RsaSha512,
    };
    /// How OAuth 2 comes by a token.
    enum class Grant {
        ClientCredentials,
        AuthorizationCode, ///< with PKCE (RFC 7636)
        DeviceCode, ///< RFC 8628
        RefreshToken, ///< one that was given elsewhere
        Password,
    };
    /// Where id and secret of an OAuth 2 client go (RFC 6749 section 2.3.1).
    enum class ClientPlacement { Header, Body };

    Kind kind = Kind::None;
    QString user;
    QString password;
    /// Of Bearer and OAuth 1.
    QString token;
    QString keyName;
    QString keyValue;
    Placement keyPlacement = Placement::Header;

    SignaturePlacement signaturePlacement = SignaturePlacement::Header;
    QString accessKey = {};
    QString secretKey = {};
    /// Of temporary credentials; empty: none.
    QString sessionToken = {};
    /// Empty: what the host's name says.
    QString region = {};
    QString service = {};

    OAuth1Method oauth1Method = OAuth1Method::HmacSha1;
    QString consumerKey = {};
    QString consumerSecret = {};
    QString tokenSecret = {};
    QString realm = {};
    /// Of RSA: a key in PEM, or the path of a file with one.
    QString privateKey = {};

    Grant grant = Grant::ClientCredentials;
    ClientPlacement clientPlacement = ClientPlacement::Header;
    QString clientId = {};
    /// Empty: a public client.
    QString clientSecret = {};
    QString tokenUrl = {};
    QString authorizationUrl = {};
    /// Of device codes.
    QString deviceUrl = {};
    /// On the loopback interface; empty: 127.0.0.1 and any free port.
    QString redirectUrl = {};
    /// What `iss` must be (RFC 9207); empty: it is not looked at.
    QString issuer = {};
    /// Separated by blanks.
    QString scope = {};
    QString audience = {};
    /// RFC 8707.
    QString resource = {};
    QString refreshToken = {};
    /// More for the authorization server, as a form: "name=value&name=value".
    QString parameters = {};
    /// The same for the login alone, and for questions for a token alone.
    QString authorizationParameters = {};
    QString tokenParameters = {};
    /// In front of the token; empty: Bearer.
    QString prefix = {};

    bool operator==(const Auth &) const = default;
};

constexpr bool isRsa(Auth::OAuth1Method method)
{
    return method == Auth::OAuth1Method::RsaSha1 || method == Auth::OAuth1Method::RsaSha256
        || method == Auth::OAuth1Method::RsaSha512;
}

/// Whether history keeps what becomes of a request.
enum class HistoryUse { Kept, NotKept };

/// Whether a request sends the cookies of its jar and keeps those it is given.
enum class CookieUse { Jar, NoJar };

/// A request as written, placeholders unresolved. Plain value; what tabs edit and files hold.
struct RequestSpec
{
    QString name;
    QString method = QStringLiteral("GET");
    /// The URL as written, with every enabled parameter in it.
    QString url;
    QList<DisabledParameter> disabledParameters;
    QList<HeaderField> headers;
    Body body;
    Auth auth;
    PolicyOverrides policy;
    RedirectPolicy redirects;
    Route route;
    HttpVersion httpVersion = HttpVersion::Automatic;
    HistoryUse history = HistoryUse::Kept;
    CookieUse cookies = CookieUse::Jar;

    bool operator==(const RequestSpec &) const = default;
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::RequestSpec)
