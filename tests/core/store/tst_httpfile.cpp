// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpfile.h"

#include "tests/core/store/samplehttpfile.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

HttpFileRequest onlyRequest(const QByteArray &bytes)
{
    const HttpFile file = HttpFile::parse(bytes);
    return file.requests().size() == 1 ? file.requests().first() : HttpFileRequest{};
}

} // namespace

class TestHttpFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void readsTheSample();
    void readsBodies_data();
    void readsBodies();
    void readsHeads_data();
    void readsHeads();
    void namesProblems_data();
    void namesProblems();
    void writesBackWhateverItWas_data();
    void writesBackWhateverItWas();
    void setsTheKeyOfAllRequests_data();
    void setsTheKeyOfAllRequests();
    void writesBackRandomText();
};

void TestHttpFile::readsTheSample()
{
    const HttpFile file = HttpFile::parse(sample);
    QCOMPARE(file.problems(), QList<HttpFileProblem>());
    QCOMPARE(file.variables(),
             (QHash<QString, QString>{{u"base"_s, u"http://www.store1.com:8001"_s}}));
    QCOMPARE(file.requests().size(), 2);
    RequestSpec search;
    search.name = u"store-search"_s;
    search.url = u"{{base}}/m_search?productId=11211&page=2"_s;
    search.disabledParameters = {{1, {u"debug"_s, u"1"_s, false}}};
    search.headers = {{u"Accept"_s, u"application/json"_s}, {u"X-Trace"_s, u"on"_s, false}};
    search.policy.keyPattern = u"[w].+(?=/)"_s;
    search.policy.preset = Preset::Fynd;
    search.policy.openFor = milliseconds(10'000);
    search.policy.fallback = KeyFallback::PathOnly;
    search.policy.breaker = BreakerSwitch::Off;
    search.policy.maxRetries = 3;
    search.policy.retryDelay = milliseconds(200);
    search.policy.retryFactor = 2.0;
    search.policy.jitter = JitterKind::Full;
    search.policy.attemptTimeout = milliseconds(15'000);
    QCOMPARE(file.requests()[0].spec, search);
    QCOMPARE(file.requests()[0].line, 10);
    QCOMPARE(file.requests()[0].unknownDirectives, QStringList());
    QCOMPARE(file.requests()[0].unused,
             (QList<HttpFileUnused>{{u"note"_s, 9, HttpFileUnused::Why::NoQuestions}}));
    RequestSpec add;
    add.name = u"Add to the store"_s;
    add.method = u"POST"_s;
    add.url = u"{{base}}/store_add"_s;
    add.httpVersion = HttpVersion::Http1;
    add.headers = {{u"Content-Type"_s, u"application/json"_s}};
    add.auth = {.kind = Auth::Kind::Basic, .user = u"{{user}}"_s, .password = u"{{password}}"_s};
    add.body = {.kind = Body::Kind::Json, .text = u"{ \"name\": \"Kaushil\" }"_s};
    QCOMPARE(file.requests()[1].spec, add);
}

void TestHttpFile::readsBodies_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Body>("body");
    QTest::newRow("none") << "POST http://a/\n\n\n"_ba << Body{};
    QTest::newRow("text keeps its blank lines and comments")
        << "POST http://a/\n\na\n\n# b\n\n### \n"_ba
        << Body{.kind = Body::Kind::Text, .text = u"a\n\n# b"_s};
    QTest::newRow("a file") << "POST http://a/\n\n< ./a b.bin\n"_ba
                            << Body{.kind = Body::Kind::File, .filePath = u"./a b.bin"_s};
    QTest::newRow("XML")
        << "POST http://a/\nContent-Type: application/soap+xml; charset=utf-8\n\n<a>\n</a>"_ba
        << Body{.kind = Body::Kind::Xml, .text = u"<a>\n</a>"_s};
    QTest::newRow("a query and its variables, as JetBrains has them")
        << "GRAPHQL http://a/\n\nquery ($b: Int) {\n  c(d: $b)\n}\n\n{ \"b\": 1.0 }\n"_ba
        << Body{.kind = Body::Kind::GraphQl,
                .text = u"query ($b: Int) {\n  c(d: $b)\n}"_s,
                .variables = u"{ \"b\": 1.0 }"_s};
    QTest::newRow("a query, as REST Client has it, and its operation")
        << "# @graphql-operation B\nPOST http://a/\nx-request-type: graphql\n"
           "Content-Type: application/json\n\nquery A { a }\n\nquery B { b }\n"_ba
        << Body{.kind = Body::Kind::GraphQl,
                .text = u"query A { a }\n\nquery B { b }"_s,
                .operationName = u"B"_s};
    QTest::newRow("an empty query")
        << "GRAPHQL http://a/\n"_ba << Body{.kind = Body::Kind::GraphQl};
    QTest::newRow("a query in a file")
        << "GRAPHQL http://a/\n\n< ./a.graphql\n"_ba
        << Body{.kind = Body::Kind::File, .filePath = u"./a.graphql"_s};
    QTest::newRow("a form over lines, one row off")
        << "POST http://a/\nContent-Type: application/x-www-form-urlencoded\n\na=1+2\n&b=%26x\n# &c={{d}}\n&flag\n"_ba
        << Body{.kind = Body::Kind::Form,
                .form = {{u"a"_s, u"1 2"_s},
                         {u"b"_s, u"&x"_s},
                         {u"c"_s, u"{{d}}"_s, false},
                         {u"flag"_s, {}, true, false}}};
    QTest::newRow("multipart")
        << "POST http://a/\nContent-Type: multipart/form-data; "
           "boundary=XX\n\n--XX\nContent-Disposition: form-data; name=\"t\"\n\nv1\nv2\n"
           "--XX\nContent-Disposition: form-data; name=\"f\"; filename=\"g.txt\"\nContent-Type: text/plain\n\n< ./f.txt\n--XX--\n"_ba
        << Body{.kind = Body::Kind::Multipart,
                .parts = {{u"t"_s, u"v1\nv2"_s},
                          {u"f"_s, u"./f.txt"_s, true, u"g.txt"_s, u"text/plain"_s}}};
    QTest::newRow("CRLF") << "POST http://a/\r\n\r\na\r\nb\r\n"_ba
                          << Body{.kind = Body::Kind::Text, .text = u"a\nb"_s};
    QTest::newRow("a handler ends it") << "POST http://a/\n\na\n\n> {%\n b \n%}\n"_ba
                                       << Body{.kind = Body::Kind::Text, .text = u"a"_s};
}

void TestHttpFile::readsBodies()
{
    QFETCH(QByteArray, text);
    QFETCH(Body, body);
    QCOMPARE(onlyRequest(text).spec.body, body);
}

void TestHttpFile::readsHeads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<RequestSpec>("spec");
    const auto row = [](const char *name, const QByteArray &text, auto... set) {
        RequestSpec spec;
        spec.url = u"http://a/"_s;
        (set(spec), ...);
        QTest::newRow(name) << text << spec;
    };
    row("a URL alone", "http://a/");
    row("a URL and a version", "http://a/ HTTP/2",
        [](RequestSpec &s) { s.httpVersion = HttpVersion::Http2; });
    row("HTTP/2 in plain", "GET http://a/ HTTP/2 (Prior Knowledge)",
        [](RequestSpec &s) { s.httpVersion = HttpVersion::Http2Direct; });
    row("a method of one's own", "PURGE-all http://a/",
        [](RequestSpec &s) { s.method = u"PURGE-all"_s; });
    row("a host without scheme", "localhost HTTP/1.1", [](RequestSpec &s) {
        s.url = u"localhost"_s;
        s.httpVersion = HttpVersion::Http1;
    });
    row("a placeholder with blanks", "GET http://a/{{$randomInt 1 5}}",
        [](RequestSpec &s) { s.url = u"http://a/{{$randomInt 1 5}}"_s; });
    row("comments of both kinds", "// a\n# b\nGET http://a/\n// note c: d\n");
    row("a script before", "< {%\n a\n%}\nGET http://a/");
    row("a name after the hashes", "### one  two \nGET http://a/",
        [](RequestSpec &s) { s.name = u"one  two"_s; });
    row("a bare number of seconds", "# @timeout 7\nhttp://a/",
        [](RequestSpec &s) { s.policy.attemptTimeout = milliseconds(7000); });
    row("all limits", "# @connection-timeout 500ms\n// @deadline 1 m\n# @no-redirect\nhttp://a/",
        [](RequestSpec &s) {
            s.policy.connectTimeout = milliseconds(500);
            s.policy.deadline = milliseconds(60'000);
            s.redirects.follow = RedirectPolicy::Follow::No;
        });
    row("another way to the server",
        "# @proxy socks5://127.0.0.1:1080\n// @connect-to {{host}}:8443\n# @resolve ::1\nhttp://a/",
        [](RequestSpec &s) {
            s.route = {u"socks5://127.0.0.1:1080"_s, u"{{host}}:8443"_s, u"::1"_s};
        });
    row("an empty pattern", "# @breaker-key\nhttp://a/",
        [](RequestSpec &s) { s.policy.keyPattern = u""_s; });
    row("bearer", "GET http://a/\nauthorization: bearer abc",
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::Bearer, .token = u"abc"_s}; });
    row("basic with a colon", "GET http://a/\nAuthorization: Basic me:my:pw", [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"my:pw"_s};
    });
    row("basic with placeholders that have blanks",
        "GET http://a/\nAuthorization: Basic {{a b}} {{$secret x}}", [](RequestSpec &s) {
            s.auth
                = {.kind = Auth::Kind::Basic, .user = u"{{a b}}"_s, .password = u"{{$secret x}}"_s};
        });
    row("basic already encoded stays a header", "GET http://a/\nAuthorization: Basic bWU6cHc=",
        [](RequestSpec &s) { s.headers = {{u"Authorization"_s, u"Basic bWU6cHc="_s}}; });
    row("digest as REST Client has it",
        "GET http://a/\nAuthorization: Digest {{user}} {{$secret pw}}", [](RequestSpec &s) {
            s.auth = {
                .kind = Auth::Kind::Digest, .user = u"{{user}}"_s, .password = u"{{$secret pw}}"_s};
        });
    row("digest as a client sends it stays a header",
        "GET http://a/\nAuthorization: Digest username=\"u\", response=\"x\"", [](RequestSpec &s) {
            s.headers = {{u"Authorization"_s, u"Digest username=\"u\", response=\"x\""_s}};
        });
    row("AWS as REST Client has it",
        "GET http://a/\n"
        "Authorization: AWS {{key}} {{$secret k}} token:{{t}} region:eu-west-1 service:s3",
        [](RequestSpec &s) {
            s.auth = {.kind = Auth::Kind::AwsSigV4,
                      .accessKey = u"{{key}}"_s,
                      .secretKey = u"{{$secret k}}"_s,
                      .sessionToken = u"{{t}}"_s,
                      .region = u"eu-west-1"_s,
                      .service = u"s3"_s};
        });
    row("AWS with more than that stays a header", "GET http://a/\nAuthorization: AWS a b c",
        [](RequestSpec &s) { s.headers = {{u"Authorization"_s, u"AWS a b c"_s}}; });
    row("OAuth 1 as a directive",
        "# @auth oauth1 method=hmac-sha256 place=query consumer-key=ck "
        "consumer-secret={{$secret a b}} realm=\"my \\\"realm\\\"\"\nGET http://a/",
        [](RequestSpec &s) {
            s.auth = {.kind = Auth::Kind::OAuth1,
                      .signaturePlacement = Auth::SignaturePlacement::Query,
                      .oauth1Method = Auth::OAuth1Method::HmacSha256,
                      .consumerKey = u"ck"_s,
                      .consumerSecret = u"{{$secret a b}}"_s,
                      .realm = u"my \"realm\""_s};
        });
    row("OAuth 2 as a directive",
        "# @auth oauth2 grant=authorization-code client=body token-url=https://a/token "
        "authorization-url={{login}}/authorize client-id=me client-secret={{$secret s}} "
        "scope=\"read write\" parameters=a=1&b=2\nGET http://a/",
        [](RequestSpec &s) {
            s.auth = {.kind = Auth::Kind::OAuth2,
                      .grant = Auth::Grant::AuthorizationCode,
                      .clientPlacement = Auth::ClientPlacement::Body,
                      .clientId = u"me"_s,
                      .clientSecret = u"{{$secret s}}"_s,
                      .tokenUrl = u"https://a/token"_s,
                      .authorizationUrl = u"{{login}}/authorize"_s,
                      .scope = u"read write"_s,
                      .parameters = u"a=1&b=2"_s};
        });
    row("what is inherited", "# @auth inherit\nGET http://a/",
        [](RequestSpec &s) { s.auth.kind = Auth::Kind::Inherit; });
    row("a directive wins over a header, which stays",
        "# @auth basic user=me password={{p}}\nGET http://a/\nAuthorization: Bearer x",
        [](RequestSpec &s) {
            s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"{{p}}"_s};
            s.headers = {{u"Authorization"_s, u"Bearer x"_s}};
        });
    row("an API key as a cookie",
        "# @auth api-key place=cookie name=sid value={{$secret s}}\nGET http://a/",
        [](RequestSpec &s) {
            s.auth = {.kind = Auth::Kind::ApiKey,
                      .keyName = u"sid"_s,
                      .keyValue = u"{{$secret s}}"_s,
                      .keyPlacement = Auth::Placement::Cookie};
        });
    row("an API key", "# @api-key header X-Key\nGET http://a/\nX-Key: {{k}}", [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::ApiKey, .keyName = u"X-Key"_s, .keyValue = u"{{k}}"_s};
    });
    row("an API key in the query", "# @api-key query key\nGET http://a/?x=1&key={{k}}",
        [](RequestSpec &s) {
            s.url = u"http://a/?x=1"_s;
            s.auth = {.kind = Auth::Kind::ApiKey,
                      .keyName = u"key"_s,
                      .keyValue = u"{{k}}"_s,
                      .keyPlacement = Auth::Placement::Query};
        });
}

void TestHttpFile::readsHeads()
{
    QFETCH(QByteArray, text);
    QFETCH(RequestSpec, spec);
    QCOMPARE(onlyRequest(text).spec, spec);
    QCOMPARE(HttpFile::parse(text).problems(), QList<HttpFileProblem>());
}

void TestHttpFile::namesProblems_data()
{
    using Kind = HttpFileProblem::Kind;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<HttpFileProblem>("problem");
    QTest::newRow("a line that is no header")
        << "GET http://a/\nno header\n"_ba
        << HttpFileProblem{Kind::InvalidHeader, 2, 1, u"no header"_s};
    QTest::newRow("an unknown word")
        << "# @breaker open=10s preset=magic\nGET http://a/"_ba
        << HttpFileProblem{Kind::UnknownOption, 1, 21, u"preset=magic"_s};
    QTest::newRow("a duration that is none")
        << "\n# @timeout soon\nGET http://a/"_ba
        << HttpFileProblem{Kind::UnknownOption, 2, 12, u"soon"_s};
    QTest::newRow("a version") << "GET http://a/ HTTP/9"_ba
                               << HttpFileProblem{Kind::UnknownVersion, 1, 20, u"9"_s};
    QTest::newRow("no target") << "### x\nPOST\n"_ba
                               << HttpFileProblem{Kind::NoTarget, 2, 1, u"POST"_s};
    QTest::newRow("no boundary") << "POST http://a/\nContent-Type: multipart/form-data\n\nx\n"_ba
                                 << HttpFileProblem{Kind::NoBoundary, 4, 1, u"x"_s};
    QTest::newRow("a script without end")
        << "< {%\nGET http://a/"_ba << HttpFileProblem{Kind::UnclosedScript, 1, 1, u"< {%"_s};
    QTest::newRow("an encoding nobody knows")
        << "POST http://a/\n\n<@klingon f.txt"_ba
        << HttpFileProblem{Kind::UnknownEncoding, 3, 1, u"<@klingon f.txt"_s};
}

void TestHttpFile::namesProblems()
{
    QFETCH(QByteArray, text);
    QFETCH(HttpFileProblem, problem);
    const HttpFile file = HttpFile::parse(text + "\n\n### other\nGET http://b/\n");
    QCOMPARE(file.problems(), QList<HttpFileProblem>{problem});
    QCOMPARE(file.requests().last().spec.url, u"http://b/"_s);
}

void TestHttpFile::writesBackWhateverItWas_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("the sample") << sample;
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("no final line ending") << "GET http://a/"_ba;
    QTest::newRow("CRLF") << QByteArray(sample).replace("\n", "\r\n");
    QTest::newRow("mixed line endings") << "GET http://a/\r\nA: b\n\nx\ry\r\r\n\n"_ba;
    QTest::newRow("a byte-order mark") << QByteArray("\xef\xbb\xbf") + sample;
    QTest::newRow("UTF-16") << "\xff\xfeG\0E\0T\0"_ba;
    QTest::newRow("Latin-1 and NUL") << QByteArray("GET http://a/\xe4\n\n\0\xff\xfe", 20);
    QTest::newRow("only separators") << "###\n###\n### a"_ba;
}

void TestHttpFile::writesBackWhateverItWas()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(HttpFile::parse(bytes).write(), bytes);
}

void TestHttpFile::writesBackRandomText()
{
    QRandomGenerator random(11);
    static const QByteArrayList pieces{"###",
                                       "# @name ",
                                       "# ",
                                       "// ",
                                       "GET ",
                                       "http://a/",
                                       "\n",
                                       "\r\n",
                                       "\n\n",
                                       "A: b",
                                       "?a=b",
                                       "&c",
                                       "    ",
                                       "< f",
                                       "> {%",
                                       "%}",
                                       "--XX",
                                       "Content-Type: multipart/form-data; boundary=XX",
                                       "@v = 1",
                                       "{{",
                                       "}}",
                                       "\xff",
                                       "\0",
                                       "ü",
                                       "# @retry max=",
                                       "HTTP/2",
                                       ":",
                                       "Authorization: Basic a b",
                                       "# @api-key query c",
                                       "Content-Disposition: form-data; name=x",
                                       "\n\n",
                                       "\n"};
    for (int i = 0; i < 2000; ++i) {
        QByteArray bytes;
        for (int n = int(random.bounded(30)); n > 0; --n)
            bytes += pieces[random.bounded(int(pieces.size()))];
        const HttpFile file = HttpFile::parse(bytes);
        QCOMPARE(file.write(), bytes);
        for (qsizetype index = 0; index < file.requests().size(); ++index) {
            HttpFile copy = file;
            copy.update(index, file.requests()[index].spec);
            RequestSpec changed = file.requests()[index].spec;
            changed.headers.append(HeaderField{u"X-New"_s, u"1"_s});
            changed.url += u"&more=1"_s;
            copy.update(index, changed);
            QCOMPARE(HttpFile::parse(copy.write()).write(), copy.write());
        }
    }
}

void TestHttpFile::setsTheKeyOfAllRequests_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("a file that is not there") << ""_ba << "# @breaker-key ^a+\n"_ba;
    QTest::newRow("a line of its own is replaced")
        << "# ours\r\n# @breaker-key old\r\n# @timeout 3 s\r\n\r\n### a\r\nGET http://a/\r\n"_ba
        << "# ours\r\n# @breaker-key ^a+\r\n# @timeout 3 s\r\n\r\n### a\r\nGET http://a/\r\n"_ba;
    QTest::newRow("the last one counts") << "# @breaker-key old\n# @breaker-key older\n"_ba
                                         << "# @breaker-key old\n# @breaker-key ^a+\n"_ba;
    QTest::newRow("variables stay where they are")
        << "@base = http://a\n\n### a\nGET {{base}}/\n"_ba
        << "# @breaker-key ^a+\n@base = http://a\n\n### a\nGET {{base}}/\n"_ba;
    QTest::newRow("a request that begins the file keeps its own")
        << "# @breaker-key own\nGET http://a/\n"_ba
        << "# @breaker-key ^a+\n\n###\n# @breaker-key own\nGET http://a/\n"_ba;
}

void TestHttpFile::setsTheKeyOfAllRequests()
{
    QFETCH(QByteArray, before);
    HttpFile file = HttpFile::parse(before);
    const auto requests = file.requests();
    file.setDefaultKeyPattern(u"^a+"_s);
    QTEST(file.write(), "after");
    QCOMPARE(file.defaults().keyPattern, u"^a+"_s);
    QCOMPARE(file.requests().size(), requests.size());
    for (qsizetype i = 0; i < requests.size(); ++i)
        QCOMPARE(file.requests()[i].spec, requests[i].spec);
}

QTEST_GUILESS_MAIN(TestHttpFile)
#include "tst_httpfile.moc"
