// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/copyas.h"
#include "core/formats/curlcommand.h"
#include "core/formats/fyndrequest.h"
#include "core/formats/outgoing.h"
#include "core/resolve/resolve.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

const CopyOptions plain{CopyOptions::Variables::Keep, CopyOptions::Secrets::Plain};

CopiedRequest copy(CopyFormat format, const RequestSpec &spec, const CopyOptions &options = plain,
                   const Scope &scope = {})
{
    return copyAs(format, spec, scope, options).value_or(CopiedRequest{u"error"_s, {}});
}

RequestSpec sample()
{
    RequestSpec spec;
    spec.method = u"PUT"_s;
    spec.url = u"https://{{host}}/a b?c={{d}}&e=[1]"_s;
    spec.headers = {{u"X-One"_s, u"it's {{x}}"_s}, {u"Empty"_s, {}}, {u"Off"_s, u"1"_s, false}};
    spec.body = {.kind = Body::Kind::Json, .text = u"{\"a\": {{n}}}"_s};
    spec.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"sesame"_s};
    spec.policy.attemptTimeout = milliseconds(2500);
    spec.policy.failureRate = 0.5;
    return spec;
}

} // namespace

/// Requests as other programs' commands, and what of them comes back.
class TestCopyAs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void writesCurl();
    void writesCurlForCmd();
    void writesHttpie();
    void writesRequests();
    void writesAiohttp();
    void writesAsyncioRequests();
    void everyFormatHasAWord();
    void secretsAreMaskedUnlessAskedFor_data();
    void secretsAreMaskedUnlessAskedFor();
    void variablesAreKeptOrResolved();
    void aMissingVariableIsAnError();
    void whatCannotBeSentIsAnError();
    void isWhatIsSent_data();
    void isWhatIsSent();
    void saysWhatItCannotHold_data();
    void saysWhatItCannotHold();
    void curlIsStable();
    void fyndFormsComeBack();
};

void TestCopyAs::writesCurl()
{
    const CopiedRequest copied = copy(CopyFormat::CurlBash, sample());
    QCOMPARE(copied.text, uR"(curl 'https://{{host}}/a%20b?c={{d}}&e=[1]' \
  --globoff \
  --request PUT \
  --header 'X-One: it'\''s {{x}}' \
  --header 'Empty;' \
  --header 'Content-Type: application/json' \
  --user me:sesame \
  --data-raw '{"a": {{n}}}' \
  --location \
  --max-time 2.5
)"_s);
    QCOMPARE(copied.lost, (QStringList{u"failureRate"_s, u"disabled"_s}));
}

void TestCopyAs::writesCurlForCmd()
{
    RequestSpec spec;
    spec.url = u"http://a/?b=1&c=%20"_s;
    spec.redirects.follow = RedirectPolicy::Follow::No;
    spec.body = {.kind = Body::Kind::Text, .text = u"a \"b\"\n%c%"_s};
    spec.method = u"POST"_s;
    QCOMPARE(copy(CopyFormat::CurlCmd, spec).text,
             u"curl.exe ^\"http://a/?b=1^&c=^%20^\" ^\n"
             "  --header ^\"Content-Type: text/plain; charset=utf-8^\" ^\n"
             "  --data-raw ^\"a \\^\"b\\^\"^\n\n^%c^%^\"\n"_s);
}

void TestCopyAs::writesHttpie()
{
    RequestSpec spec = sample();
    spec.url = u"http://a/"_s;
    QCOMPARE(copy(CopyFormat::Httpie, spec).text, uR"(http --ignore-stdin --follow \
  --max-redirects=20 \
  --timeout=2.5 \
  --auth=me:sesame \
  --raw='{"a": {{n}}}' \
  PUT http://a/ \
  'X-One:it'\''s {{x}}' \
  'Empty;' \
  Content-Type:application/json
)"_s);
}

void TestCopyAs::writesRequests()
{
    RequestSpec spec = sample();
    spec.body.text = u"{\"a\": 1, \"b\": [true, null, \"x\"]}"_s;
    spec.policy.connectTimeout = milliseconds(1000);
    const CopiedRequest copied = copy(CopyFormat::PythonRequests, spec);
    QCOMPARE(copied.text, uR"(import requests

response = requests.request(
    'PUT',
    'https://{{host}}/a%20b?c={{d}}&e=[1]',
    headers={
        'X-One': "it's {{x}}",
        'Empty': '',
    },
    auth=('me', 'sesame'),
    json={'a': 1, 'b': [True, None, 'x']},
    timeout=(1, 2.5),
)
print(response.status_code)
print(response.text)
)"_s);
    QCOMPARE(copied.lost, (QStringList{u"url"_s, u"failureRate"_s, u"disabled"_s}));
}

void TestCopyAs::writesAiohttp()
{
    RequestSpec spec = sample();
    spec.url = u"http://a/"_s;
    spec.headers = {{u"A"_s, u"1"_s}, {u"a"_s, u"2"_s}};
    spec.auth = {};
    spec.redirects.follow = RedirectPolicy::Follow::No;
    QCOMPARE(copy(CopyFormat::PythonAiohttp, spec).text, uR"(import asyncio

import aiohttp
from yarl import URL


async def main():
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2.5)) as session:
        async with session.request(
            'PUT',
            URL('http://a/', encoded=True),
            headers=[
                ('A', '1'),
                ('a', '2'),
                ('Content-Type', 'application/json'),
            ],
            data='{"a": {{n}}}'.encode(),
            allow_redirects=False,
        ) as response:
            print(response.status)
            print(await response.text())


asyncio.run(main())
)"_s);
}

void TestCopyAs::writesAsyncioRequests()
{
    RequestSpec spec;
    spec.method = u"POST"_s;
    spec.url = u"https://a/"_s;
    spec.headers = {{u"X"_s, u"y"_s}};
    spec.body = {.kind = Body::Kind::Json, .text = u"{\"a\": 1.50}"_s};
    spec.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"pw"_s};
    spec.policy.attemptTimeout = milliseconds(15'000);
    spec.policy.failuresInARow = 5;
    spec.policy.openFor = milliseconds(60'000);
    spec.policy.maxRetries = 3;
    spec.policy.retryFactor = 2;
    spec.policy.retryDelay = milliseconds(1500);
    spec.policy.jitter = JitterKind::Full;
    const CopiedRequest copied = copy(CopyFormat::PythonAsyncioRequests, spec);
    QCOMPARE(copied.text, uR"(import asyncio

import aiohttp
from asyncio_requests.asyncio_request import request


async def main():
    response = await request(
        url='https://a/',
        data={'a': 1.50},
        auth=aiohttp.BasicAuth('me', 'pw'),
        protocol='HTTPS',
        protocol_info={
            'request_type': 'POST',
            'timeout': 15,
            'headers': {'X': 'y'},
            'circuit_breaker_config': {
                'maximum_failures': 5,
                'timeout': 60,
                'retry_config': {
                    'name': 'backoff',
                    'allowed_retries': 3,
                    'delay': 1.5,
                    'jitter': True,
                },
            },
        },
    )
    print(response)


asyncio.run(main())
)"_s);
    QCOMPARE(copied.lost, QStringList());
}

void TestCopyAs::everyFormatHasAWord()
{
    QCOMPARE(allCopyFormats().size(), 9);
    for (const CopyFormat format : allCopyFormats())
        QCOMPARE(copyFormatOf(copyFormatWord(format)), std::optional(format));
    QCOMPARE(copyFormatOf(u"wget"), std::nullopt);
}

void TestCopyAs::secretsAreMaskedUnlessAskedFor_data()
{
    QTest::addColumn<CopyFormat>("format");
    for (const CopyFormat format : allCopyFormats())
        QTest::newRow(qPrintable(copyFormatWord(format))) << format;
}

void TestCopyAs::secretsAreMaskedUnlessAskedFor()
{
    QFETCH(CopyFormat, format);
    RequestSpec spec;
    spec.url = u"http://a/?api_key=sesame1&b={{$secret s}}"_s;
    spec.headers = {{u"Cookie"_s, u"id=sesame2"_s}, {u"X"_s, u"{{token}}"_s}};
    spec.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"sesame3"_s};
    Scope scope;
    scope.layers = {{u"x"_s, {{u"token"_s, u"{{$secret s}}"_s}}}};
    scope.secrets = {{u"s"_s, u"sesame4"_s}};
    for (const auto variables : {CopyOptions::Variables::Keep, CopyOptions::Variables::Resolve}) {
        const QString masked
            = copy(format, spec, {variables, CopyOptions::Secrets::Mask}, scope).text;
        QVERIFY2(!masked.contains("sesame"_L1) && masked.contains("***"_L1), qPrintable(masked));
        const QString told
            = copy(format, spec, {variables, CopyOptions::Secrets::Plain}, scope).text;
        for (const QString &secret : {u"sesame1"_s, u"sesame2"_s, u"sesame3"_s})
            QVERIFY2(told.contains(secret), qPrintable(told));
        QCOMPARE(told.contains("sesame4"_L1), variables == CopyOptions::Variables::Resolve);
    }
}

void TestCopyAs::variablesAreKeptOrResolved()
{
    Scope scope;
    scope.layers
        = {{u"x"_s, {{u"host"_s, u"a"_s}, {u"d"_s, u"1"_s}, {u"x"_s, u"y"_s}, {u"n"_s, u"5"_s}}}};
    const CopyOptions resolves{CopyOptions::Variables::Resolve, CopyOptions::Secrets::Plain};
    const QString text = copy(CopyFormat::CurlBash, sample(), resolves, scope).text;
    QVERIFY2(!text.contains("{{"_L1), qPrintable(text));
    QVERIFY2(text.startsWith("curl 'https://a/a%20b?c=1&e=[1]'"_L1), qPrintable(text));
    QVERIFY2(text.contains("--data-raw '{\"a\": 5}'"_L1), qPrintable(text));
}

void TestCopyAs::aMissingVariableIsAnError()
{
    const auto copied = copyAs(CopyFormat::CurlBash, sample(), {},
                               {CopyOptions::Variables::Resolve, CopyOptions::Secrets::Mask});
    QVERIFY(!copied);
    QCOMPARE(copied.error().kind, SendError::Kind::UnresolvedVariable);
}

void TestCopyAs::whatCannotBeSentIsAnError()
{
    for (const CopyFormat format : allCopyFormats()) {
        RequestSpec spec;
        spec.url = u"ftp://a/"_s;
        QCOMPARE(copyAs(format, spec, {}, plain).error().kind, SendError::Kind::InvalidUrl);
        spec.url = u"http://a/"_s;
        spec.headers = {{u"a b"_s, u"c"_s}};
        QCOMPARE(copyAs(format, spec, {}, plain).error().kind, SendError::Kind::InvalidHeader);
    }
}

void TestCopyAs::isWhatIsSent_data()
{
    QTest::addColumn<RequestSpec>("spec");
    const auto row = [](const char *name, auto set) {
        RequestSpec spec;
        spec.url = u"http://a.example/x"_s;
        set(spec);
        QTest::newRow(name) << spec;
    };
    row("no scheme, blanks, umlauts", [](RequestSpec &s) { s.url = u"a.example/ü ö?x=ä|[]#f"_s; });
    row("no scheme but one in the query",
        [](RequestSpec &s) { s.url = u"a.example/x?y=http://z"_s; });
    row("user info", [](RequestSpec &s) { s.url = u"http://a%20b:c@a.example/"_s; });
    row("a key in the query", [](RequestSpec &s) {
        s.url = u"http://a/?x=1#y"_s;
        s.auth = {.kind = Auth::Kind::ApiKey,
                  .keyName = u"k y"_s,
                  .keyValue = u"v&w"_s,
                  .keyPlacement = Auth::Placement::Query};
    });
    row("a key in a header", [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::ApiKey, .keyName = u"X-Key"_s, .keyValue = u"v"_s};
    });
    row("a bearer",
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::Bearer, .token = u" t "_s}; });
    row("a header instead of authentication", [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Bearer, .token = u"t"_s};
        s.headers = {{u"authorization"_s, u"Own x"_s}};
    });
    for (const auto &[name, kind, text] :
         {std::tuple("text", Body::Kind::Text, u"ä {{\"x\"}}"_s),
          std::tuple("JSON", Body::Kind::Json, u"{\"a\": \"ä\"}"_s),
          std::tuple("XML", Body::Kind::Xml, u"<a/>"_s),
          std::tuple("SOAP 1.2", Body::Kind::Xml,
                     u"<e xmlns='http://www.w3.org/2003/05/soap-envelope'/>"_s)}) {
        row(name, [kind, text](RequestSpec &s) { s.body = {.kind = kind, .text = text}; });
    }
    row("a query", [](RequestSpec &s) {
        s.method = u"GRAPHQL"_s;
        s.headers.append({u"X-REQUEST-TYPE"_s, u"GraphQL"_s});
        s.body = {.kind = Body::Kind::GraphQl,
                  .text = u"query A {\n  a(b: \"ä\")\n}"_s,
                  .variables = u"{\"c\": 1}"_s};
    });
    row("a query by GET", [](RequestSpec &s) {
        s.method = u"GET"_s;
        s.body = {.kind = Body::Kind::GraphQl,
                  .text = u"query A {\n  a(b: \"ä\")\n}"_s,
                  .variables = u"{\"c\": 1}"_s};
    });
    row("a form", [](RequestSpec &s) {
        s.body = {.kind = Body::Kind::Form,
                  .form = {{u"a b"_s, u"ä&="_s},
                           {u"off"_s, u"1"_s, false},
                           {.name = u"c"_s, .hasEquals = false},
                           {u"d"_s, {}}}};
    });
    row("a media type of one's own", [](RequestSpec &s) {
        s.body = {.kind = Body::Kind::Text, .text = u"x"_s, .mediaType = u"text/csv"_s};
    });
    row("an empty text", [](RequestSpec &s) { s.body = {.kind = Body::Kind::Text}; });
}

void TestCopyAs::isWhatIsSent()
{
    QFETCH(RequestSpec, spec);
    const auto sent = resolve(spec, {});
    const auto told = outgoing(spec);
    QVERIFY(sent && told);
    QCOMPARE(told->url, sent->urlText);
    QCOMPARE(told->method, QString::fromLatin1(sent->method));
    QByteArray body;
    for (const BodySegment &segment : sent->body)
        body += segment.bytes;
    QCOMPARE(told->text.toUtf8(), body);
    QMap<QByteArray, QByteArray> headers;
    for (const HeaderField &header : told->headers)
        headers.insert(header.name.toLatin1(), header.value.toUtf8());
    if (told->user)
        headers.insert("Authorization",
                       "Basic "
                           + (told->user->first + u':' + told->user->second).toUtf8().toBase64());
    QMap<QByteArray, QByteArray> wanted;
    for (const RawHeader &header : sent->headers)
        wanted.insert(header.name, header.value);
    QCOMPARE(headers, wanted);
}

void TestCopyAs::saysWhatItCannotHold_data()
{
    QTest::addColumn<CopyFormat>("format");
    QTest::addColumn<RequestSpec>("spec");
    QTest::addColumn<QStringList>("lost");
    const auto row = [](const char *name, CopyFormat format, const QStringList &lost, auto set) {
        RequestSpec spec;
        spec.url = u"http://a/"_s;
        set(spec);
        QTest::newRow(name) << format << spec << lost;
    };
    const auto text = [](RequestSpec &s) {
        s.method = u"POST"_s;
        s.body = {.kind = Body::Kind::Text, .text = u"a\r\nb"_s};
    };
    row("a text in bash", CopyFormat::CurlBash, {}, text);
    row("its line breaks in cmd", CopyFormat::CurlCmd, {u"body"_s}, text);
    row("nought in an argument", CopyFormat::CurlBash, {u"body"_s}, [](RequestSpec &s) {
        s.body = {.kind = Body::Kind::Text, .text = QString(u"a"_s + QChar(0))};
    });
    row("waits between retries that curl has not", CopyFormat::CurlBash,
        {u"retryDelay"_s, u"retryFactor"_s}, [](RequestSpec &s) {
            s.policy.maxRetries = 2;
            s.policy.retryDelay = milliseconds(200);
            s.policy.retryFactor = 3;
        });
    row("those that it has", CopyFormat::CurlBash, {}, [](RequestSpec &s) {
        s.policy.maxRetries = 2;
        s.policy.retryDelay = milliseconds(2000);
        s.policy.deadline = milliseconds(9000);
    });
    row("a file in Fynd's form", CopyFormat::FyndJson, {u"body"_s},
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::File, .filePath = u"x"_s}; });
    row("policies in Fynd's form", CopyFormat::FyndDict, {u"maxRetries"_s}, [](RequestSpec &s) {
        s.policy.maxRetries = 2;
        s.policy.keyPattern = u"[w]"_s;
    });
    row("one uploaded file in Fynd's call", CopyFormat::FyndCall, {}, [](RequestSpec &s) {
        s.body = {.kind = Body::Kind::Multipart,
                  .parts = {{.name = u"a"_s, .value = u"b"_s},
                            {.name = u"f"_s, .value = u"x/y.bin"_s, .isFile = true}}};
    });
    row("its media type", CopyFormat::FyndCall, {u"body"_s}, [](RequestSpec &s) {
        s.body = {.kind = Body::Kind::Multipart,
                  .parts
                  = {{.name = u"f"_s, .value = u"x"_s, .isFile = true, .mediaType = u"text/x"_s}}};
    });
    row("redirects in Fynd's form", CopyFormat::FyndCall, {u"redirects"_s},
        [](RequestSpec &s) { s.redirects.follow = RedirectPolicy::Follow::No; });
    row("brackets in Python's requests", CopyFormat::PythonRequests, {u"url"_s},
        [](RequestSpec &s) { s.url = u"http://[::1]/?a[]=1"_s; });
    row("those of a host", CopyFormat::PythonRequests, {},
        [](RequestSpec &s) { s.url = u"http://[::1]/?a=1"_s; });
    row("dots in a path, which are walked here too", CopyFormat::CurlBash, {},
        [](RequestSpec &s) { s.url = u"http://a/b/../c?d=/../e"_s; });
    row("digest in curl", CopyFormat::CurlBash, {}, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Digest, .user = u"{{me}}"_s, .password = u"{{p}}"_s};
    });
    row("AWS in curl", CopyFormat::CurlCmd, {}, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::AwsSigV4,
                  .accessKey = u"AKID"_s,
                  .secretKey = u"{{k}}"_s,
                  .region = u"eu-west-1"_s,
                  .service = u"s3"_s};
    });
    row("a session token is a header of its own", CopyFormat::CurlBash, {}, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::AwsSigV4,
                  .accessKey = u"A"_s,
                  .secretKey = u"{{k}}"_s,
                  .sessionToken = u"{{t}}"_s};
    });
    row("OAuth 1 in curl", CopyFormat::CurlBash, {u"auth"_s},
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::OAuth1, .consumerKey = u"c"_s}; });
    row("OAuth 2 in curl", CopyFormat::CurlBash, {u"auth"_s},
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::OAuth2, .clientId = u"c"_s}; });
    row("AWS in HTTPie", CopyFormat::Httpie, {u"auth"_s},
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::AwsSigV4, .accessKey = u"A"_s}; });
    row("digest in HTTPie", CopyFormat::Httpie, {}, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Digest, .user = u"me"_s, .password = u"{{p}}"_s};
    });
    row("digest in Python", CopyFormat::PythonRequests, {}, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Digest, .user = u"me"_s, .password = u"{{p}}"_s};
    });
    row("digest in Fynd's form", CopyFormat::FyndJson, {u"auth"_s}, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Digest, .user = u"me"_s, .password = u"{{p}}"_s};
    });
    row("a version in Python", CopyFormat::PythonRequests, {u"httpVersion"_s},
        [](RequestSpec &s) { s.httpVersion = HttpVersion::Http2; });
    row("types of parts in HTTPie", CopyFormat::Httpie, {u"body"_s}, [](RequestSpec &s) {
        s.body = {.kind = Body::Kind::Multipart,
                  .parts = {{.name = u"f"_s, .value = u"x"_s, .mediaType = u"text/x"_s}}};
    });
}

void TestCopyAs::saysWhatItCannotHold()
{
    QFETCH(CopyFormat, format);
    QFETCH(RequestSpec, spec);
    QFETCH(QStringList, lost);
    const CopiedRequest copied = copy(format, spec);
    QVERIFY2(copied.lost == lost, qPrintable(copied.lost.join(u' ') + u'\n' + copied.text));
}

/// Commands of random words: whatever is read is written so that it is read again alike.
void TestCopyAs::curlIsStable()
{
    static const QStringList pieces{u"-d"_s,
                                    u"--data-urlencode"_s,
                                    u"--json"_s,
                                    u"-F"_s,
                                    u"-H"_s,
                                    u"-u"_s,
                                    u"-b"_s,
                                    u"-G"_s,
                                    u"-I"_s,
                                    u"-L"_s,
                                    u"-X"_s,
                                    u"-T"_s,
                                    u"--retry"_s,
                                    u"-m"_s,
                                    u"--retry-delay"_s,
                                    u"-g"_s,
                                    u"--next"_s,
                                    u"--url-query"_s,
                                    u"-A"_s,
                                    u"--http2"_s,
                                    u"-sSk"_s,
                                    u"--form-string"_s,
                                    u"--data-binary"_s,
                                    u"--path-as-is"_s,
                                    u"a=b"_s,
                                    u"'x y=z;type=text/x'"_s,
                                    u"@file.txt"_s,
                                    u"'n=@\"f g\"'"_s,
                                    u"'X: y'"_s,
                                    u"'Content-Type: application/json'"_s,
                                    u"'{\"a\": [1]}'"_s,
                                    u"user:pass"_s,
                                    u"3"_s,
                                    u"'http://h/{a,b}?x=[1-2]'"_s,
                                    u"http://h/a/../b?q=%20#f"_s,
                                    u"h.example"_s,
                                    u"'it'\\''s'"_s,
                                    u"$'a\\nb\\x01'"_s,
                                    u"'E;'"_s,
                                    u"'{{v}}'"_s,
                                    u"'http://{{h}}/{{p}}?q={{q}}&r=[]'"_s,
                                    u"'Authorization: Bearer t'"_s,
                                    u"ä=ö%C3"_s,
                                    u"'a%26b=c+d&e'"_s,
                                    u"PUT"_s,
                                    u"\"$V\""_s,
                                    u"--bogus"_s,
                                    u"'"_s,
                                    u"\\"_s};
    QRandomGenerator random(77);
    int compared = 0;
    for (int i = 0; i < 4000; ++i) {
        QStringList words{u"curl"_s, u"http://a/"_s};
        for (int n = int(random.bounded(9)); n > 0; --n)
            words.append(pieces[random.bounded(pieces.size())]);
        const QString command = words.join(u' ');
        const CurlImport import = parseCurl(command);
        for (const RequestSpec &spec : import.requests) {
            const auto written = copyAs(CopyFormat::CurlBash, spec, {}, plain);
            if (!written)
                continue; // what cannot be sent is no command either
            const CurlImport again = parseCurl(written->text);
            QVERIFY2(again.requests.size() == 1, qPrintable(command + u'\n' + written->text));
            const RequestSpec &first = again.requests.first();
            // Written out may be what was implied; what it means is the same, and from then on so
            // is the request.
            QVERIFY2(outgoing(first) == outgoing(spec),
                     qPrintable(command + u'\n' + written->text));
            QVERIFY2(written->lost.isEmpty(),
                     qPrintable(command + u'\n' + written->text + written->lost.join(u' ')));
            const auto twice = copyAs(CopyFormat::CurlBash, first, {}, plain);
            QVERIFY2(twice && twice->text == written->text, qPrintable(written->text));
            QVERIFY2(parseCurl(twice->text).requests.value(0) == first, qPrintable(twice->text));
            const auto cmd = copyAs(CopyFormat::CurlCmd, first, {}, plain);
            QVERIFY2(cmd && parseCurl(cmd->text).requests.value(0) == first,
                     qPrintable(written->text + (cmd ? cmd->text : QString())));
            ++compared;
        }
    }
    QVERIFY(compared > 3000);
}

void TestCopyAs::fyndFormsComeBack()
{
    RequestSpec spec;
    spec.url = u"https://a/?x=1"_s;
    spec.method = u"POST"_s;
    spec.headers = {{u"X"_s, u"y"_s}};
    spec.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"p'w"_s};
    spec.policy.keyPattern = u"\\d+"_s;
    const QList<Body> bodies{
        {},
        {.kind = Body::Kind::Json, .text = u"{\"a\": [1, 2.50, null, true, \"ä\"], \"b\": {}}"_s},
        {.kind = Body::Kind::Text, .text = u"it's \"x\"\n"_s},
        {.kind = Body::Kind::Form, .form = {{u"a b"_s, u"c&d"_s}, {u"e"_s, {}}}},
    };
    for (const Body &body : bodies) {
        spec.body = body;
        for (const auto &[format, auth] : {std::pair(CopyFormat::FyndJson, Auth::Kind::Basic),
                                           std::pair(CopyFormat::FyndDict, Auth::Kind::Bearer),
                                           std::pair(CopyFormat::FyndCall, Auth::Kind::Basic),
                                           std::pair(CopyFormat::FyndCall, Auth::Kind::Bearer)}) {
            RequestSpec wanted = spec;
            if (auth == Auth::Kind::Bearer)
                wanted.auth = {.kind = auth, .token = u"t"_s};
            if (format == CopyFormat::FyndCall) {
                wanted.policy.failuresInARow = 4;
                wanted.policy.openFor = milliseconds(1500);
                wanted.policy.attemptTimeout = milliseconds(2000);
                wanted.policy.maxRetries = 2;
                wanted.policy.retryFactor = 1;
                wanted.policy.retryMaxDelay = milliseconds(30'000);
                wanted.policy.jitter = JitterKind::None;
            }
            const CopiedRequest copied = copy(format, wanted);
            const auto read = parseFynd(copied.text);
            QVERIFY2(read, qPrintable(copied.text));
            QCOMPARE(read->warnings, QStringList());
            // A text is told from JSON and XML by its media type.
            if (body.kind == Body::Kind::Text && format == CopyFormat::FyndCall)
                wanted.headers.append({u"Content-Type"_s, u"text/plain; charset=utf-8"_s});
            QVERIFY2(read->spec == wanted, qPrintable(copied.text));
            QVERIFY2(copied.lost.isEmpty(), qPrintable(copied.lost.join(u' ')));
        }
    }
}

QTEST_GUILESS_MAIN(TestCopyAs)
#include "tst_copyas.moc"
