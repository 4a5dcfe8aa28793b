// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/fyndrequest.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

class TestFyndRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void reads_data();
    void reads();
    void readsLists();
    void theProtocolIsTheScheme();
    void tellsPatternsApart();
    void namesWhatItLeavesOut();
    void namesThePlace_data();
    void namesThePlace();
    void recognises_data();
    void recognises();
    void writesBoth();
    void comesBack_data();
    void comesBack();
    void survivesAnything();
    void boundsNesting();
};

void TestFyndRequest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<RequestSpec>("spec");
    const auto row = [](const char *name, const QString &text, auto... set) {
        RequestSpec spec;
        spec.url = u"http://a/"_s;
        (set(spec), ...);
        QTest::newRow(name) << text << spec;
    };
    const auto json = [](const QString &text) {
        return [text](RequestSpec &s) { s.body = {.kind = Body::Kind::Json, .text = text}; };
    };
    row("JSON",
        uR"~({"url": "http://a/", "verb": "POST", "data": {"b": 1, "a": 1.50, "b": 2}, "headers": {"X": "y"}, "auth": null, "cb_config": {"regex_pattern": "[w].+(?=/)"}})~"_s,
        json(uR"({"b": 1, "a": 1.50, "b": 2})"_s), [](RequestSpec &s) {
            s.method = u"POST"_s;
            s.headers = {{u"X"_s, u"y"_s}};
            s.policy.keyPattern = u"[w].+(?=/)"_s;
        });
    row("a Python dict",
        u"# mine\n{'url': 'http://a/', 'verb': 'put', 'data': {'a': True, 'b': None, 'c': (1, 2,), 'd': 1_000, 'e': .5,},\n 'auth': ('me', 'pw'),}"_s,
        json(u"{\"a\": true, \"b\": null, \"c\": [1, 2], \"d\": 1000, \"e\": 0.5}"_s),
        [](RequestSpec &s) {
            s.method = u"PUT"_s;
            s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"pw"_s};
        });
    row("no verb is GET", u"{'url': 'http://a/'}"_s);
    row("everything None",
        u"{'url': 'http://a/', 'verb': None, 'data': None, 'headers': None, 'auth': None, 'cb_config': None}"_s);
    row("raw texts and texts side by side",
        u"{'url': 'http:' \"//a/\", 'cb_config': {'regex_pattern': r'\\d+\\.\"x'}}"_s,
        [](RequestSpec &s) { s.policy.keyPattern = u"\\d+\\.\"x"_s; });
    row("SOAP in triple quotes",
        u"{'url': 'http://a/', 'data': \"\"\"<a>\n 'x' \"y\"\n</a>\"\"\"}"_s, [](RequestSpec &s) {
            s.body = {.kind = Body::Kind::Xml, .text = u"<a>\n 'x' \"y\"\n</a>"_s};
        });
    row("text", u"{'url': 'http://a/', 'data': 'a\\n\\x41\\u00e4\\U0001F600\\101\\'\\q'}"_s,
        [](RequestSpec &s) {
            s.body = {.kind = Body::Kind::Text, .text = u"a\nAä\U0001F600A'\\q"_s};
        });
    row("JSON's pairs of escapes", uR"({"url": "http://a/", "data": "\ud83d\ude00\/"})"_s,
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::Text, .text = u"\U0001F600/"_s}; });
    row("a text that its header calls JSON",
        u"{'url': 'http://a/', 'headers': {'content-type': 'application/json'}, 'data': '[1]'}"_s,
        json(u"[1]"_s),
        [](RequestSpec &s) { s.headers = {{u"content-type"_s, u"application/json"_s}}; });
    row("a list", u"{'url': 'http://a/', 'data': [1, 12345678901234567890, 1e400]}"_s,
        json(u"[1, 12345678901234567890, 1e400]"_s));
    row("keys that are no texts", u"{'url': 'http://a/', 'data': {1: 2, True: 'a', None: []}}"_s,
        json(u"{\"1\": 2, \"true\": \"a\", \"null\": []}"_s));
    row("bearer", u"{'url': 'http://a/', 'auth': 'Bearer abc'}"_s,
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::Bearer, .token = u"abc"_s}; });
    row("user and password as a dict",
        u"{'url': 'http://a/', 'auth': {'username': 'me', 'password': 'pw'}}"_s,
        [](RequestSpec &s) {
            s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"pw"_s};
        });
    row("user and password as a list", u"{\"url\": \"http://a/\", \"auth\": [\"me\", \"pw\"]}"_s,
        [](RequestSpec &s) {
            s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"pw"_s};
        });
    row("a header's number", u"{'url': 'http://a/', 'headers': {'X-N': 5, 'X-T': True}}"_s,
        [](RequestSpec &s) { s.headers = {{u"X-N"_s, u"5"_s}, {u"X-T"_s, u"True"_s}}; });
    row("the later call",
        u"response = await client.request(url=\"http://a/\", data={'a': 1}, protocol=\"HTTPS\", "
        u"protocol_info={\"request_type\": \"POST\",\n"
        "\"timeout\": 15, \"verify_ssl\": True, \"cookies\": {'c': 'd'}, \"headers\": {\"X\": "
        "\"y\"}, "
        "\"circuit_breaker_config\": {\"timeout\": 60,\n"
        "\"retry_config\": {\"name\": \"backoff\", \"allowed_retries\": 3, \"delay\": 1, \"max_delay\": 30, \"jitter\": True}}})"_s,
        json(u"{\"a\": 1}"_s), [](RequestSpec &s) {
            s.method = u"POST"_s;
            s.headers = {{u"X"_s, u"y"_s}, {u"Cookie"_s, u"c=d"_s}};
            s.policy.attemptTimeout = milliseconds(15'000);
            s.policy.openFor = milliseconds(60'000);
            s.policy.maxRetries = 3;
            s.policy.retryFactor = 2.0;
            s.policy.retryDelay = milliseconds(1000);
            s.policy.retryMaxDelay = milliseconds(30'000);
            s.policy.jitter = JitterKind::Full;
        });
    row("what the later call is given besides",
        u"request(url='http://a/', data={'x': 1, 'y': [2]}, auth=aiohttp.BasicAuth('me', 'pw'), "
        u"protocol='HTTP', "
        "protocol_info={'request_type': 'post', 'certificate': None, 'verify_ssl': True, "
        "'http_file_upload_config': {'local_filepath': '/tmp/f', 'file_key': 'file'}, "
        "'circuit_breaker_config': {'maximum_failures': 5, 'timeout': 0.5, "
        "'retry_config': {'name': 'SomeAPI', 'allowed_retries': 0, 'jitter': False}}})"_s,
        [](RequestSpec &s) {
            s.method = u"POST"_s;
            s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"pw"_s};
            s.body = {.kind = Body::Kind::Multipart,
                      .parts = {{.name = u"x"_s, .value = u"1"_s},
                                {.name = u"y"_s, .value = u"[2]"_s},
                                {.name = u"file"_s, .value = u"/tmp/f"_s, .isFile = true}}};
            s.policy.failuresInARow = 5;
            s.policy.openFor = milliseconds(500);
            s.policy.maxRetries = 0;
            s.policy.jitter = JitterKind::None;
        });
    row("a form as a text",
        u"{'url': 'http://a/', 'headers': {'Content-Type': 'application/x-www-form-urlencoded'}, 'data': 'a=b+c'}"_s,
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::Form, .form = {{u"a"_s, u"b c"_s}}}; });
    row("a token of the later call",
        u"request(url='http://a/', protocol_info={'headers': {'Authorization': 'Bearer t'}})"_s,
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::Bearer, .token = u"t"_s}; });
}

void TestFyndRequest::reads()
{
    QFETCH(QString, text);
    QFETCH(RequestSpec, spec);
    const auto read = parseFynd(text);
    QVERIFY2(read,
             read ? ""
                  : qPrintable(u"%1:%2 "_s.arg(read.error().line).arg(read.error().column)
                               + read.error().message));
    QCOMPARE(read->spec.body, spec.body);
    QCOMPARE(read->spec, spec);
    QCOMPARE(read->warnings, QStringList());
}

void TestFyndRequest::readsLists()
{
    const auto read
        = parseFyndList(u"[{'url': 'http://a/', 'verb': 'PUT'},\n {'url': 'b', 'x': 1}]"_s);
    QVERIFY(read);
    QCOMPARE(read->size(), 2);
    QCOMPARE(read->first().spec.method, u"PUT"_s);
    QCOMPARE(read->last().spec.url, u"b"_s);
    QCOMPARE(read->last().warnings.size(), 1);
    QCOMPARE(parseFyndList(u"{'url': 'http://a/'}"_s)->size(), 1);
    const auto broken = parseFyndList(u"[{'url': 'http://a/'},\n 5]"_s);
    QVERIFY(!broken);
    QCOMPARE(broken.error().line, 2);
}

void TestFyndRequest::theProtocolIsTheScheme()
{
    const auto urlOf = [](const QString &arguments) {
        return parseFynd(u"request(%1, protocol='HTTPS')"_s.arg(arguments))->spec.url;
    };
    QCOMPARE(urlOf(u"url='a.com/x'"_s), u"https://a.com/x"_s);
    QCOMPARE(urlOf(u"url='http://a.com/x'"_s), u"http://a.com/x"_s);
    QCOMPARE(urlOf(u"url='{{base}}/x'"_s), u"{{base}}/x"_s);
}

void TestFyndRequest::tellsPatternsApart()
{
    const auto pattern = [](const QString &config) {
        return parseFynd(u"{'url': '', 'cb_config': %1}"_s.arg(config))->spec.policy.keyPattern;
    };
    QCOMPARE(pattern(u"{}"_s), std::nullopt);
    QVERIFY(pattern(u"{'regex_pattern': None}"_s)
            && pattern(u"{'regex_pattern': None}"_s)->isNull());
    QVERIFY(pattern(u"{'regex_pattern': ''}"_s) && !pattern(u"{'regex_pattern': ''}"_s)->isNull());
}

void TestFyndRequest::namesWhatItLeavesOut()
{
    const auto read = parseFynd(
        u"{'url': 'http://a/', 'retries': 3, 'headers': {'A': None}, 'cb_config': {'regex_pattern': '', 'ttl': 1}}"_s);
    QVERIFY(read);
    QCOMPARE(read->warnings.size(), 3);
    QVERIFY(read->warnings.join(u'|').contains("retries"_L1));
    QVERIFY(read->warnings.join(u'|').contains("cb_config.ttl"_L1));
    QVERIFY(read->warnings.join(u'|').contains("headers.A"_L1));
    const auto call = parseFynd(
        u"request(url='http://a/', protocol_info={'certificate': ('a', 'b'), 'verify_ssl': False, 'circuit_breaker_config': {'maximum_failures': 5}})"_s);
    QVERIFY(call);
    QCOMPARE(call->warnings.size(), 2);
    QCOMPARE(call->spec.policy.failuresInARow, std::optional(5));
}

void TestFyndRequest::namesThePlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("message");
    QTest::newRow("a missing comma")
        << u"{'url': 'a'\n 'verb': 'GET'}"_s << 2 << 8 << u"\",\" or \"}\""_s;
    QTest::newRow("a missing colon") << u"{'url' 5}"_s << 1 << 8 << u"\":\""_s;
    QTest::newRow("a text without end") << u"{'url': 'a\n}"_s << 1 << 9 << u"close it with '"_s;
    QTest::newRow("a dict without end") << u"{'url': 'a',\n"_s << 2 << 1 << u"add \"}\""_s;
    QTest::newRow("a list without end")
        << u"{'url': 'a', 'data': [1,"_s << 1 << 25 << u"add \"]\""_s;
    QTest::newRow("a word") << u"{'url': base + 'a'}"_s << 1 << 9 << u"base"_s;
    QTest::newRow("a key without quotes") << u"{url: 'a'}"_s << 1 << 2 << u"key in quotes"_s;
    QTest::newRow("a formatted text") << u"{'url': f'{x}'}"_s << 1 << 9 << u"prefix \"f\""_s;
    QTest::newRow("bytes") << u"{'url': 'a', 'data': b'x'}"_s << 1 << 22 << u"prefix \"b\""_s;
    QTest::newRow("no URL") << u"{'verb': 'GET'}"_s << 1 << 1 << u"url"_s;
    QTest::newRow("a URL that is none") << u"{'url': 5}"_s << 1 << 9 << u"URL as a text"_s;
    QTest::newRow("something behind") << u"{'url': 'a'} x"_s << 1 << 14 << u"nothing more"_s;
    QTest::newRow("a half escape") << u"{'url': '\\u12'}"_s << 1 << 10 << u"hexadecimal"_s;
    QTest::newRow("a number with a zero")
        << u"{'url': 'a', 'data': [007]}"_s << 1 << 23 << u"in quotes"_s;
    QTest::newRow("nothing") << u" "_s << 1 << 2 << u"text ends"_s;
    QTest::newRow("headers as text")
        << u"{'url': 'a', 'headers': 'x'}"_s << 1 << 25 << u"as a dict"_s;
    QTest::newRow("a call's argument without a name")
        << u"request('http://a/')"_s << 1 << 9 << u"url=..."_s;
}

void TestFyndRequest::namesThePlace()
{
    QFETCH(QString, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, message);
    const auto read = parseFynd(text);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(message), qPrintable(read.error().message));
    QCOMPARE(read.error().line, line);
    QCOMPARE(read.error().column, column);
}

void TestFyndRequest::recognises_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isFynd");
    QTest::newRow("JSON") << u" \n{\"url\""_s << true;
    QTest::newRow("Python") << u"{ 'url': "_s << true;
    QTest::newRow("a list") << u"[\n  {'url': "_s << true;
    QTest::newRow("another list") << u"[1, 2]"_s << false;
    QTest::newRow("a comment first") << u"# x\n{'url'"_s << true;
    QTest::newRow("a call") << u"await client.request(url="_s << true;
    QTest::newRow("a URL") << u"http://a/{id}"_s << false;
    QTest::newRow("a placeholder") << u"{{host}}/x"_s << false;
    QTest::newRow("a template") << u"{id}/x"_s << false;
    QTest::newRow("a request") << u"GET http://a/"_s << false;
    QTest::newRow("nothing") << u""_s << false;
}

void TestFyndRequest::recognises()
{
    QFETCH(QString, text);
    QFETCH(bool, isFynd);
    QCOMPARE(looksLikeFynd(text), isFynd);
}

void TestFyndRequest::writesBoth()
{
    RequestSpec spec;
    spec.url = u"http://a/"_s;
    spec.method = u"POST"_s;
    spec.headers = {{u"X"_s, u"it's"_s}, {u"Off"_s, u"1"_s, false}};
    spec.body = {.kind = Body::Kind::Json, .text = u"{\"a\": [true, null, 1.0]}"_s};
    spec.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"{{pw}}"_s};
    spec.policy.keyPattern = u"\\d"_s;
    QCOMPARE(toFyndJson(spec), uR"({
    "url": "http://a/",
    "verb": "POST",
    "data": {"a": [true, null, 1.0]},
    "headers": {
        "X": "it's"
    },
    "auth": ["me", "{{pw}}"],
    "cb_config": {
        "regex_pattern": "\\d"
    }
}
)"_s);
    QCOMPARE(toFyndDict(spec), uR"({
    'url': 'http://a/',
    'verb': 'POST',
    'data': {'a': [True, None, 1.0]},
    'headers': {
        'X': "it's"
    },
    'auth': ('me', '{{pw}}'),
    'cb_config': {
        'regex_pattern': '\\d'
    }
}
)"_s);
}

void TestFyndRequest::comesBack_data()
{
    reads_data();
}

void TestFyndRequest::comesBack()
{
    QFETCH(QString, text);
    const auto read = parseFynd(text);
    QVERIFY(read);
    RequestSpec spec = read->spec;
    // What this form has no place for.
    const auto pattern = spec.policy.keyPattern;
    spec.policy = {};
    spec.policy.keyPattern = pattern;
    if (spec.body.kind == Body::Kind::Multipart)
        spec.body = {};
    for (const QString &written : {toFyndJson(spec), toFyndDict(spec)}) {
        const auto again = parseFynd(written);
        QVERIFY2(again, qPrintable(written));
        QVERIFY2(again->spec.url == spec.url && again->spec.method == spec.method
                     && again->spec.auth == spec.auth && again->spec.policy == spec.policy
                     && again->spec.body.kind == spec.body.kind,
                 qPrintable(written));
        QCOMPARE(again->warnings, QStringList());
    }
}

void TestFyndRequest::survivesAnything()
{
    QRandomGenerator random(21);
    const QString seed
        = u"# c\n{'url': \"http://a/\", 'data': [1, -2.5e3, (True, None), {'a': r'\\d'}], 'auth': ('u', 'p'), \"cb_config\": {}}"_s;
    static constexpr QStringView characters = u"{}[]()'\",:\\#\n \x01\U0001F600rbfu0x1eE+-._NTé";
    for (int i = 0; i < 5000; ++i) {
        QString text = random.bounded(4)
            ? seed
            : u"await c.request(url='a', protocol_info={'timeout': 1})"_s;
        for (int n = int(random.bounded(6)); n > 0 && !text.isEmpty(); --n) {
            const int at = int(random.bounded(int(text.size())));
            const QChar c = characters[random.bounded(int(characters.size()))];
            switch (random.bounded(4)) {
            case 0:
                text.insert(at, c);
                break;
            case 1:
                text.remove(at, 1 + int(random.bounded(5)));
                break;
            case 2:
                text[at] = c;
                break;
            default:
                text.truncate(at);
                break;
            }
        }
        const auto read = parseFynd(text);
        if (read) {
            QVERIFY2(parseFynd(toFyndJson(read->spec)),
                     qPrintable(text + u'\n' + toFyndJson(read->spec)));
            QVERIFY2(parseFynd(toFyndDict(read->spec)),
                     qPrintable(text + u'\n' + toFyndDict(read->spec)));
        } else {
            QVERIFY(read.error().line >= 1 && read.error().column >= 1
                    && !read.error().message.isEmpty());
        }
    }
}

void TestFyndRequest::boundsNesting()
{
    const auto nested = [](int depth) {
        return u"{'url': 'a', 'data': %1%2}"_s.arg(u"["_s.repeated(depth), u"]"_s.repeated(depth));
    };
    QVERIFY(parseFynd(nested(190)));
    const auto deep = parseFynd(nested(100'000));
    QVERIFY(!deep);
    QVERIFY(deep.error().message.contains("200"_L1));
}

QTEST_GUILESS_MAIN(TestFyndRequest)
#include "tst_fyndrequest.moc"
