// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/queryparameters.h"
#include "tests/core/model/samplerequests.h"
#include "tests/core/store/samplehttpfile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

/// What edits do to the lines of `.http` files.
class TestHttpEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void anUnchangedRequestChangesNothing_data();
    void anUnchangedRequestChangesNothing();
    void changesOnlyWhatChanged_data();
    void changesOnlyWhatChanged();
    void keepsWhatIsNotChanged_data();
    void keepsWhatIsNotChanged();
    void marksQueries();
    void whatTheFormatCannotHoldHarmsNothing();
    void keepsLineEndingsAndMark();
    void appends();
    void takesSecretsOut();
    void noDirectiveHoldsASecret();
    void leavesUntouchedSecrets();
    void randomRequestsComeBack();
    void randomEditsArrive();
};

void TestHttpEdit::anUnchangedRequestChangesNothing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("the sample") << sample;
    QTest::newRow("odd spacing")
        << "GET   http://a/?x=1   HTTP/1.1  \nA:b\n  B :  c  \n\n\n\nx\n\n\n"_ba;
    QTest::newRow("authentication in a directive")
        << "#@auth   digest user=me  password=\"a b\"\nGET http://a/\n"_ba;
    QTest::newRow("a directive of an unknown kind") << "# @auth magic x=1\nGET http://a/\n"_ba;
    QTest::newRow("AWS with odd spacing")
        << "GET http://a/\nAuthorization:  AWS  A   B   service:x region:y\n"_ba;
    QTest::newRow("JSON of another type's name")
        << "POST http://a/\ncontent-type:application/json\n\n[1,2]"_ba;
    QTest::newRow("an API key that names nothing") << "# @api-key\nGET http://a/\n"_ba;
    QTest::newRow("two credentials, the first of another scheme")
        << "GET http://a/\nAuthorization: Digest x\nAuthorization:bearer  y\n"_ba;
    QTest::newRow("a form of JetBrains")
        << "POST http://a/\nContent-Type: application/x-www-form-urlencoded\n\na = 1 &\nb = 2\n"_ba;
}

void TestHttpEdit::anUnchangedRequestChangesNothing()
{
    QFETCH(QByteArray, text);
    HttpFile file = HttpFile::parse(text);
    for (qsizetype index = 0; index < file.requests().size(); ++index) {
        const HttpFileEdit edit = file.update(index, file.requests()[index].spec);
        QCOMPARE(file.write(), text);
        QCOMPARE(edit, HttpFileEdit{});
    }
}

using Change = std::function<void(RequestSpec &)>;

void TestHttpEdit::changesOnlyWhatChanged_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, int index, const Change &change, const QByteArray &before,
                        const QByteArray &after) {
        QTest::newRow(name) << index << change << before << after;
    };
    row(
        "the method", 0, [](RequestSpec &s) { s.method = u"PUT"_s; }, "GET {{base}}/m_search\n",
        "PUT {{base}}/m_search\n");
    row(
        "a parameter's value", 0, [](RequestSpec &s) { s.url.replace(u"page=2"_s, u"page=3"_s); },
        "    &page=2\n", "    &page=3\n");
    row(
        "ticking a parameter", 0,
        [](RequestSpec &s) {
            auto rows = parameterRows(s);
            rows[1].enabled = true;
            setParameterRows(s, rows);
        },
        "#   &debug=1\n", "    &debug=1\n");
    row(
        "ticking a header", 0, [](RequestSpec &s) { s.headers[1].enabled = true; },
        "# X-Trace: on\n", "X-Trace: on\n");
    row(
        "a header's value", 0, [](RequestSpec &s) { s.headers[0].value = u"*/*"_s; },
        "Accept: application/json\n# X", "Accept: */*\n# X");
    row(
        "a new header", 0, [](RequestSpec &s) { s.headers.append(HeaderField{u"B"_s, u"c"_s}); },
        "# X-Trace: on\n", "# X-Trace: on\nB: c\n");
    row(
        "removing a header", 0, [](RequestSpec &s) { s.headers.removeFirst(); },
        "Accept: application/json\n# X", "# X");
    row(
        "the name", 0, [](RequestSpec &s) { s.name = u"find"_s; }, "# @name store-search\n",
        "# @name find\n");
    row(
        "a name after the hashes", 1, [](RequestSpec &s) { s.name = u"Put"_s; },
        "### Add to the store\n", "### Put\n");
    row("retries", 0, [](RequestSpec &s) { s.policy.maxRetries = 5; }, "max=3", "max=5");
    row(
        "no time-out", 0, [](RequestSpec &s) { s.policy.attemptTimeout.reset(); },
        "# @timeout 15 s\n", "");
    row(
        "a new directive", 0, [](RequestSpec &s) { s.policy.deadline = milliseconds(1500); },
        "GET {{base}}/m_search\n", "# @deadline 1500 ms\nGET {{base}}/m_search\n");
    row(
        "the body", 1, [](RequestSpec &s) { s.body.text = u"[\n1\n]"_s; },
        "{ \"name\": \"Kaushil\" }\n", "[\n1\n]\n");
    row("no body", 1, [](RequestSpec &s) { s.body = {}; }, "{ \"name\": \"Kaushil\" }\n", "");
    row(
        "a first body", 0,
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::Text, .text = u"hello"_s}; },
        "# X-Trace: on\n", "# X-Trace: on\n\nhello\n");
    row(
        "credentials", 1, [](RequestSpec &s) { s.auth.user = u"me"_s; },
        "Basic {{user}} {{password}}", "Basic me {{password}}");
    row(
        "other credentials", 1,
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::Bearer, .token = u"{{t}}"_s}; },
        "Basic {{user}} {{password}}", "Bearer {{t}}");
    row(
        "credentials for another scheme", 1,
        [](RequestSpec &s) {
            s.auth = {.kind = Auth::Kind::Digest, .user = u"me"_s, .password = u"{{p}}"_s};
        },
        "Basic {{user}} {{password}}", "Digest me {{p}}");
    row(
        "a signature in a header", 1,
        [](RequestSpec &s) {
            s.auth = {.kind = Auth::Kind::AwsSigV4,
                      .accessKey = u"A"_s,
                      .secretKey = u"{{$secret k}}"_s,
                      .region = u"eu-west-1"_s};
        },
        "Basic {{user}} {{password}}", "AWS A {{$secret k}} region:eu-west-1");
    row(
        "what no header can say", 0, [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::Inherit}; },
        "GET {{base}}/m_search\n", "# @auth inherit\nGET {{base}}/m_search\n");
    row(
        "the version", 1, [](RequestSpec &s) { s.httpVersion = HttpVersion::Automatic; },
        "store_add HTTP/1.1\n", "store_add\n");
}

void TestHttpEdit::changesOnlyWhatChanged()
{
    QFETCH(int, index);
    QFETCH(Change, change);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QVERIFY(sample.count(before) == 1);
    HttpFile file = HttpFile::parse(sample);
    RequestSpec spec = file.requests()[index].spec;
    change(spec);
    const HttpFileEdit edit = file.update(index, spec);
    QCOMPARE(file.write(), QByteArray(sample).replace(before, after));
    QCOMPARE(edit.lost, QStringList());
    QCOMPARE(HttpFile::parse(file.write()).requests()[index].spec, spec);
}

void TestHttpEdit::keepsWhatIsNotChanged_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("after");
    const auto row
        = [](const char *name, const QByteArray &before, const Change &change,
             const QByteArray &after) { QTest::newRow(name) << before << change << after; };
    row(
        "a method that was left out stays out", "http://a/ HTTP/3\n",
        [](RequestSpec &s) { s.url = u"http://b/"_s; }, "http://b/ HTTP/3\n");
    row(
        "spacing of the request line", "  GET   http://a/?x=1   HTTP/2.0\n",
        [](RequestSpec &s) { s.method = u"PUT"_s; }, "PUT http://a/?x=1   HTTP/2.0\n");
    row(
        "remarks between query rows", "GET http://a/\n  ?x=1\n  # why\n  &y=2\n",
        [](RequestSpec &s) { s.url = u"http://a/?x=1&y=3"_s; },
        "GET http://a/\n  ?x=1\n  # why\n  &y=3\n");
    row(
        "rows on the request line", "GET http://a/?x=1\n  &y=2\n",
        [](RequestSpec &s) { s.url = u"http://a/?x=1&y=2&z=3"_s; },
        "GET http://a/?x=1\n  &y=2\n  &z=3\n");
    row(
        "a version behind the last row, which goes on",
        "GET http://a/\n  ?x=1\n  &y=2 HTTP/2.0\nA: b\n",
        [](RequestSpec &s) { s.url = u"http://a/?x=1&y=2&z=3"_s; },
        "GET http://a/\n  ?x=1\n  &y=2\n  &z=3 HTTP/2.0\nA: b\n");
    row(
        "a version behind the last row, when another changes",
        "GET http://a/\n  ?x=1\n  &y=2   http/1.1\n",
        [](RequestSpec &s) { s.url = u"http://a/?x=3&y=2"_s; },
        "GET http://a/\n  ?x=3\n  &y=2   http/1.1\n");
    row(
        "a version behind the last row, which is switched off",
        "GET http://a/\n  ?x=1\n  &y=2 HTTP/2\n",
        [](RequestSpec &s) {
            auto rows = parameterRows(s);
            rows[1].enabled = false;
            setParameterRows(s, rows);
        },
        "GET http://a/\n  ?x=1 HTTP/2\n# &y=2\n");
    row(
        "a version behind rows that are no more", "GET http://a/\n  ?x=1 HTTP/2\n",
        [](RequestSpec &s) { s.url = u"http://a/"_s; }, "GET http://a/ HTTP/2\n");
    row(
        "a version behind the last row, when it changes", "GET http://a/\n  ?x=1 HTTP/2\n",
        [](RequestSpec &s) { s.httpVersion = HttpVersion::Http1; },
        "GET http://a/\n  ?x=1 HTTP/1.1\n");
    row(
        "a version behind the last row, when the method changes", "GET http://a/\n  ?x=1 HTTP/2\n",
        [](RequestSpec &s) { s.method = u"PUT"_s; }, "PUT http://a/\n  ?x=1 HTTP/2\n");
    row(
        "a version on the first of the lines", "GET http://a/ HTTP/2\n  ?x=1\n",
        [](RequestSpec &s) { s.url = u"http://a/?x=1&y=2"_s; },
        "GET http://a/ HTTP/2\n  ?x=1\n  &y=2\n");
    row(
        "a folded header beside the changed one", "GET http://a/\nA: b,\n   c\nD: e\n",
        [](RequestSpec &s) { s.headers[1].value = u"f"_s; }, "GET http://a/\nA: b,\n   c\nD: f\n");
    row(
        "a folded header is one line when changed", "GET http://a/\nA: b,\n   c\nD: e\n",
        [](RequestSpec &s) { s.headers[0].value = u"g"_s; }, "GET http://a/\nA: g\nD: e\n");
    row(
        "a directive with an equals sign", "# @name=one\nGET http://a/\n",
        [](RequestSpec &s) { s.name = u"two"_s; }, "# @name=two\nGET http://a/\n");
    row(
        "the number of hashes", "#### one\nGET http://a/\n",
        [](RequestSpec &s) { s.name = u"two"_s; }, "#### two\nGET http://a/\n");
    row(
        "bytes that are not UTF-8", "GET http://a/\xe4/x?\xf6=1\n",
        [](RequestSpec &s) { s.method = u"PUT"_s; }, "PUT http://a/\xe4/x?\xf6=1\n");
    row(
        "line endings of the neighbours", "GET http://a/\r\nA: b\rC: d\nE: f\r\n",
        [](RequestSpec &s) { s.headers.removeAt(1); }, "GET http://a/\r\nA: b\rE: f\r\n");
    row(
        "fields of a form",
        "POST http://a/\nContent-Type: application/x-www-form-urlencoded\n\na=1&b=%20\n&c=3\n",
        [](RequestSpec &s) { s.body.form[2].value = u"4"_s; },
        "POST http://a/\nContent-Type: application/x-www-form-urlencoded\n\na=1&b=%20\n&c=4\n");
    row(
        "parts beside the changed one",
        "POST http://a/\nContent-Type: multipart/form-data; boundary=X\n\n--X\n"
        "content-disposition: form-data;name=a\n\n1\n--X\nContent-Disposition: form-data; "
        "name=\"b\"\n\n2\n--X--\n",
        [](RequestSpec &s) { s.body.parts[1].value = u"3"_s; },
        "POST http://a/\nContent-Type: multipart/form-data; boundary=X\n\n--X\n"
        "content-disposition: form-data;name=a\n\n1\n--X\nContent-Disposition: form-data; "
        "name=\"b\"\n\n3\n--X--\n");
    row(
        "a template's encoding", "POST http://a/\n\n<@latin1 ./a\n",
        [](RequestSpec &s) { s.body.filePath = u"./b"_s; }, "POST http://a/\n\n<@latin1 ./b\n");
}

void TestHttpEdit::keepsWhatIsNotChanged()
{
    QFETCH(QByteArray, before);
    QFETCH(Change, change);
    HttpFile file = HttpFile::parse(before);
    RequestSpec spec = file.requests()[0].spec;
    change(spec);
    QCOMPARE(file.update(0, spec), HttpFileEdit{});
    QTEST(file.write(), "after");
    QCOMPARE(HttpFile::parse(file.write()).requests()[0].spec, spec);
}

void TestHttpEdit::marksQueries()
{
    const QByteArray plain = "POST http://a/\nContent-Type: application/json\n\n{}\n"_ba;
    HttpFile file = HttpFile::parse(plain);
    RequestSpec spec = file.requests()[0].spec;
    spec.body = {.kind = Body::Kind::GraphQl, .text = u"{ a }"_s, .variables = u"{\"b\": 1}"_s};
    QCOMPARE(file.update(0, spec), HttpFileEdit{});
    QCOMPARE(file.write(),
             "POST http://a/\nContent-Type: application/json\nX-REQUEST-TYPE: GraphQL\n\n"
             "{ a }\n\n{\"b\": 1}\n"_ba);
    spec = file.requests()[0].spec;
    QCOMPARE(spec.body.kind, Body::Kind::GraphQl);
    spec.body.variables = u"{\"b\": 2}"_s;
    spec.body.operationName = u"C"_s;
    QCOMPARE(file.update(0, spec), HttpFileEdit{});
    QCOMPARE(file.requests()[0].spec, spec);
    spec.body = {.kind = Body::Kind::Json, .text = u"{}"_s};
    QCOMPARE(file.update(0, spec), HttpFileEdit{});
    QCOMPARE(file.write(), plain);

    // What says so in its own way gets nothing besides.
    const QByteArray marked = "e\nX-REQUEST-TYPE:GraphQL\n"_ba;
    file = HttpFile::parse(marked);
    QCOMPARE(file.update(0, file.requests()[0].spec), HttpFileEdit{});
    QCOMPARE(file.write(), marked);

    file = HttpFile::parse("GRAPHQL http://a/\n\n{ a }\n"_ba);
    spec = file.requests()[0].spec;
    spec.body.text = u"{ b }"_s;
    QCOMPARE(file.update(0, spec), HttpFileEdit{});
    QCOMPARE(file.write(), "GRAPHQL http://a/\n\n{ b }\n"_ba);
    spec.body = {.kind = Body::Kind::Text, .text = u"{ b }"_s};
    file.update(0, spec);
    QVERIFY(file.write().startsWith("POST http://a/\n"));
    QCOMPARE(file.requests()[0].spec.body.text, u"{ b }"_s);
}

void TestHttpEdit::whatTheFormatCannotHoldHarmsNothing()
{
    HttpFile file = HttpFile::parse("### a\nGET http://a/\n\n### b\nGET http://b/\n"_ba);
    RequestSpec spec = file.requests()[0].spec;
    spec.body = {.kind = Body::Kind::Text, .text = u"one\n### two\n> {% three\n"_s};
    QCOMPARE(file.update(0, spec).lost, QStringList{u"body"_s});
    QCOMPARE(file.write(),
             "### a\nGET http://a/\n\none\n ### two\n > {% three\n\n### b\nGET http://b/\n"_ba);
    QCOMPARE(file.requests().size(), 2);
    const QByteArray before = file.write();
    spec = file.requests()[1].spec;
    spec.method = u"import"_s;
    QCOMPARE(HttpFile(file).update(1, spec).lost.size(), 0);
    spec.url = u"./other.http"_s;
    QCOMPARE(file.update(1, spec).lost, QStringList{u"request"_s});
    QCOMPARE(file.write(), before);
    HttpFile wide = HttpFile::parse(QByteArray("\xff\xfeG\0E\0T\0", 8));
    QCOMPARE(wide.append(spec).lost, QStringList{u"request"_s});
    QCOMPARE(wide.write(), QByteArray("\xff\xfeG\0E\0T\0", 8));
}

void TestHttpEdit::keepsLineEndingsAndMark()
{
    const QByteArray bytes = "\xef\xbb\xbf" + QByteArray("### a\r\nGET http://a/\r\nA: b");
    HttpFile file = HttpFile::parse(bytes);
    RequestSpec spec = file.requests()[0].spec;
    spec.headers.append(HeaderField{u"C"_s, u"d"_s});
    file.update(0, spec);
    QCOMPARE(file.write(), bytes + "\r\nC: d\r\n");
    spec.headers[1].value = u"e"_s;
    file.update(0, spec);
    QCOMPARE(file.write(), bytes + "\r\nC: e\r\n");
    HttpFile last = HttpFile::parse(bytes);
    spec = last.requests()[0].spec;
    spec.headers[0].value = u"x"_s;
    last.update(0, spec);
    QCOMPARE(last.write(), QByteArray(bytes).replace("A: b", "A: x"));
}

void TestHttpEdit::appends()
{
    HttpFile file = HttpFile::parse({});
    RequestSpec spec;
    spec.name = u"one"_s;
    spec.url = u"http://a/"_s;
    spec.body = {.kind = Body::Kind::Json, .text = u"{}"_s};
    QCOMPARE(file.append(spec), HttpFileEdit{});
    QCOMPARE(file.write(), "### one\nGET http://a/\nContent-Type: application/json\n\n{}\n"_ba);
    spec = {};
    spec.url = u"http://b/?x=1"_s;
    spec.disabledParameters = {{0, {u"y"_s, u"2"_s}}};
    QCOMPARE(file.append(spec).lost, QStringList());
    QVERIFY(file.write().endsWith("\n{}\n\n###\nGET http://b/\n#   ?y=2\n    ?x=1\n"));
    QCOMPARE(file.requests().size(), 2);
}

void TestHttpEdit::takesSecretsOut()
{
    HttpFile file = HttpFile::parse({});
    RequestSpec spec;
    spec.name = u"Log in!"_s;
    spec.url = u"http://a/"_s;
    spec.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"hunter2"_s};
    const HttpFileEdit edit = file.append(spec);
    QCOMPARE(edit.secrets, (QList<ExtractedSecret>{{u"log-in-password"_s, u"hunter2"_s}}));
    QVERIFY(!file.write().contains("hunter2"));
    QVERIFY(file.write().contains("Authorization: Basic me {{$secret log-in-password}}\n"));
    spec.auth.password = u"{{pw}}"_s;
    QCOMPARE(file.update(0, spec).secrets, QList<ExtractedSecret>());
    QCOMPARE(file.requests()[0].spec.auth.password, u"{{pw}}"_s);
}

void TestHttpEdit::noDirectiveHoldsASecret()
{
    HttpFile file = HttpFile::parse("# @auth oauth1 consumer-key=ck\nGET http://a/\n"_ba);
    RequestSpec spec = file.requests()[0].spec;
    spec.auth.consumerSecret = u"hunter2"_s;
    spec.auth.tokenSecret = u"hunter 3"_s;
    const HttpFileEdit edit = file.update(0, spec);
    QCOMPARE(edit.secrets,
             (QList<ExtractedSecret>{{u"a-consumer-secret"_s, u"hunter2"_s},
                                     {u"a-token-secret"_s, u"hunter 3"_s}}));
    QCOMPARE(file.write(),
             "# @auth oauth1 consumer-key=ck consumer-secret={{$secret a-consumer-secret}} "
             "token-secret={{$secret a-token-secret}}\nGET http://a/\n"_ba);
}

void TestHttpEdit::leavesUntouchedSecrets()
{
    const QByteArray bytes = "GET http://a/\nAuthorization:  basic me:plain\n"_ba;
    HttpFile file = HttpFile::parse(bytes);
    RequestSpec spec = file.requests()[0].spec;
    spec.method = u"PUT"_s;
    QCOMPARE(file.update(0, spec), HttpFileEdit{});
    QCOMPARE(file.write(), "PUT http://a/\nAuthorization:  basic me:plain\n"_ba);
}

namespace {

/// What a file can hold: one line where a line is all there is.
RequestSpec writable(SampleRequests &samples)
{
    RequestSpec spec;
    spec.name = u"n%1"_s.arg(samples.below(100));
    spec.method = samples.chance() ? u"GET"_s : u"POST"_s;
    spec.url = u"http://a/x"_s;
    QList<QueryParameter> rows;
    for (int i = samples.below(4); i > 0; --i)
        rows.append(
            {u"p%1"_s.arg(samples.below(9)), u"v%1"_s.arg(samples.below(9)), samples.chance()});
    setParameterRows(spec, rows);
    for (int i = samples.below(4); i > 0; --i)
        spec.headers.append(
            {u"H%1"_s.arg(samples.below(5)), u"v%1"_s.arg(samples.below(5)), samples.chance()});
    spec.policy = samples.policy();
    if (spec.policy.keyPattern)
        spec.policy.keyPattern = u".*"_s;
    spec.redirects = {RedirectPolicy::Follow(samples.below(2)), samples.below(100) + 1};
    spec.httpVersion = HttpVersion(samples.below(4));
    switch (samples.below(5)) {
    case 0:
        spec.body = {.kind = Body::Kind::Json, .text = u"{\n\"a\": %1\n}"_s.arg(samples.below(9))};
        break;
    case 1:
        spec.body
            = {.kind = Body::Kind::Form, .form = {{u"a b"_s, u"ü&=\n"_s}, {u"c"_s, u"{{d}}"_s}}};
        break;
    case 2:
        spec.body = {.kind = Body::Kind::Multipart,
                     .parts = {{u"a\"b"_s, u"x\ny"_s},
                               {u"f"_s, u"./f"_s, true, u"n"_s, u"text/x"_s, samples.chance()}}};
        break;
    case 3:
        spec.body = {.kind = Body::Kind::File, .filePath = u"./file"_s};
        break;
    default:
        break;
    }
    switch (samples.below(4)) {
    case 0:
        spec.auth = {.kind = Auth::Kind::Basic, .user = u"u"_s, .password = u"{{p}}"_s};
        break;
    case 1:
        spec.auth = {.kind = Auth::Kind::Bearer, .token = u"{{t}}"_s};
        break;
    case 2:
        spec.auth = {.kind = Auth::Kind::ApiKey,
                     .keyName = u"Key"_s,
                     .keyValue = u"{{k}}"_s,
                     .keyPlacement = Auth::Placement(samples.below(2))};
        break;
    default:
        break;
    }
    return spec;
}

} // namespace

void TestHttpEdit::randomRequestsComeBack()
{
    SampleRequests samples(5);
    for (int i = 0; i < 1000; ++i) {
        const RequestSpec spec = writable(samples);
        HttpFile file = HttpFile::parse({});
        const HttpFileEdit edit = file.append(spec);
        QVERIFY2(edit.lost.isEmpty(),
                 qPrintable(edit.lost.join(u' ') + u'\n' + QString::fromUtf8(file.write())));
        QCOMPARE(file.requests()[0].spec.auth, spec.auth);
        QCOMPARE(file.requests()[0].spec.body, spec.body);
        QCOMPARE(file.problems(), QList<HttpFileProblem>());
    }
}

void TestHttpEdit::randomEditsArrive()
{
    SampleRequests samples(6);
    HttpFile file = HttpFile::parse(sample);
    for (int i = 0; i < 1000; ++i) {
        const int index = samples.below(2);
        const RequestSpec other = file.requests()[1 - index].spec;
        const RequestSpec spec = writable(samples);
        const QByteArray before = file.write();
        const HttpFileEdit edit = file.update(index, spec);
        QVERIFY2(
            edit.lost.isEmpty(),
            qPrintable(edit.lost.join(u' ') + QString::fromUtf8(before + "=====" + file.write())));
        QCOMPARE(file.requests().size(), 2);
        QCOMPARE(file.requests()[1 - index].spec, other);
        QVERIFY(file.write().startsWith("@base = "));
        QVERIFY(file.write().contains("client.test(\"added\""));
        QVERIFY(file.write().contains("# @note ask before sending\n"));
    }
}

QTEST_GUILESS_MAIN(TestHttpEdit)
#include "tst_httpedit.moc"
