// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curlcommand.h"
#include "core/formats/curloptions.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

using NoteKind = ImportNote::Kind;

/// Options of curl, one by one, with what the manual page says they ask for.
class TestCurlCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void means_data();
    void means();
    void makesSeveral_data();
    void makesSeveral();
    void namesWhatItLeavesOut_data();
    void namesWhatItLeavesOut();
    void saysNothingOf_data();
    void saysNothingOf();
    void keepsSecretsOutOfNotes();
    void knowsTheOptions();
    void recognises_data();
    void recognises();
};

void TestCurlCommand::means_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<RequestSpec>("spec");
    const auto row = [](const char *name, const QString &options, auto... set) {
        RequestSpec spec;
        spec.url = u"http://a/"_s;
        spec.redirects.follow = RedirectPolicy::Follow::No;
        (set(spec), ...);
        QTest::newRow(name) << QString(u"curl http://a/ "_s + options) << spec;
    };
    const auto post = [](RequestSpec &s) { s.method = u"POST"_s; };
    const auto form = [](const QList<QueryParameter> &rows) {
        return [rows](RequestSpec &s) { s.body = {.kind = Body::Kind::Form, .form = rows}; };
    };
    const auto text = [](const QString &content) {
        return [content](RequestSpec &s) {
            s.body = {.kind = Body::Kind::Text,
                      .text = content,
                      .mediaType = u"application/x-www-form-urlencoded"_s};
        };
    };
    const auto header = [](const QString &name, const QString &value) {
        return [=](RequestSpec &s) { s.headers.append(HeaderField{name, value}); };
    };
    const auto url
        = [](const QString &address) { return [address](RequestSpec &s) { s.url = address; }; };
    const auto parts = [](const QList<MultipartPart> &list) {
        return [list](RequestSpec &s) { s.body = {.kind = Body::Kind::Multipart, .parts = list}; };
    };
    row("nothing said is GET", {});
    row("a method joined to its letter", u"-XDELETE"_s,
        [](RequestSpec &s) { s.method = u"DELETE"_s; });
    row("letters together", u"-sSLX PUT"_s, [](RequestSpec &s) {
        s.method = u"PUT"_s;
        s.redirects.follow = RedirectPolicy::Follow::Yes;
    });
    row("data is a form", u"-d a=1 -d 'b=x+y%21'"_s, post,
        form({{u"a"_s, u"1"_s}, {u"b"_s, u"x y!"_s}}));
    row("data that no form would write so", u"-d 'a=x y'"_s, post, text(u"a=x y"_s));
    row("data with the type of JSON", u"-H 'content-type: application/json' -d '{\"a\": 1}'"_s,
        post, header(u"content-type"_s, u"application/json"_s),
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::Json, .text = u"{\"a\": 1}"_s}; });
    row("--json says so itself", u"--json '{'  --json '}'"_s, post,
        header(u"Content-Type"_s, u"application/json"_s),
        header(u"Accept"_s, u"application/json"_s),
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::Json, .text = u"{}"_s}; });
    row("XML", u"-H 'Content-Type: application/soap+xml' --data-binary '<a/>'"_s, post,
        header(u"Content-Type"_s, u"application/soap+xml"_s),
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::Xml, .text = u"<a/>"_s}; });
    row("raw data is no file", u"--data-raw @x"_s, post, text(u"@x"_s));
    row("a file of bytes", u"--data-binary @x.bin -H 'Content-Type: image/png'"_s, post,
        header(u"Content-Type"_s, u"image/png"_s),
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::File, .filePath = u"x.bin"_s}; });
    row("data of nothing", u"-d ''"_s, post,
        header(u"Content-Type"_s, u"application/x-www-form-urlencoded"_s));
    row("a here-document", u"-H 'Content-Type: text/plain' --data-binary @- <<E\nx\ny\nE"_s, post,
        header(u"Content-Type"_s, u"text/plain"_s),
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::Text, .text = u"x\ny\n"_s}; });
    row("its line breaks are no data", u"-H 'Content-Type: text/plain' -d @- <<E\nx\ny\nE"_s, post,
        header(u"Content-Type"_s, u"text/plain"_s),
        [](RequestSpec &s) { s.body = {.kind = Body::Kind::Text, .text = u"xy"_s}; });
    row("encoded data in its forms", u"--data-urlencode 'a b=c d&' --data-urlencode '=e f'"_s, post,
        text(u"a b=c+d%26&e+f"_s));
    row("encoded data without a name", u"--data-urlencode 'x y'"_s, post,
        form({{.name = u"x y"_s, .hasEquals = false}}));
    row("data in the URL", u"-G -d a=1 --data-urlencode 'b=x y'"_s, url(u"http://a/?a=1&b=x+y"_s));
    row("data in the URL, asked for with HEAD", u"-I -G -d a=1"_s, url(u"http://a/?a=1"_s),
        [](RequestSpec &s) { s.method = u"HEAD"_s; });
    row("queries", u"--url-query 'a=x y' --url-query +raw%20 --url-query 'b c'"_s,
        url(u"http://a/?a=x+y&raw%20&b+c"_s));
    row("an uploaded file", u"-T 'dir/a b.txt'"_s, url(u"http://a/a%20b.txt"_s),
        [](RequestSpec &s) {
            s.method = u"PUT"_s;
            s.body = {.kind = Body::Kind::File, .filePath = u"dir/a b.txt"_s};
        });
    row("headers", u"-H 'A:  b ' -H 'Empty;' -H Accept: -H 'C:d:e'"_s, header(u"A"_s, u"b"_s),
        header(u"Empty"_s, {}), header(u"C"_s, u"d:e"_s));
    row("headers of their own options", u"-A me -e 'http://r/;auto' -b a=1 -b 'b=2' -r 0-9"_s,
        header(u"User-Agent"_s, u"me"_s), header(u"Referer"_s, u"http://r/"_s),
        header(u"Range"_s, u"bytes=0-9"_s), header(u"Cookie"_s, u"a=1; b=2"_s));
    row("a written header wins", u"-A me -H 'user-agent: you' -b x=1 -H 'Cookie: y=2'"_s,
        header(u"user-agent"_s, u"you"_s), header(u"Cookie"_s, u"y=2"_s));
    row("user and password", u"-u 'me:a:b'"_s, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"a:b"_s};
    });
    row("a bearer", u"--oauth2-bearer T"_s,
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::Bearer, .token = u"T"_s}; });
    row("a bearer as a header", u"-H 'Authorization: Bearer T'"_s,
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::Bearer, .token = u"T"_s}; });
    row("Basic as a header", u"-H 'Authorization: Basic bWU6cHc='"_s, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"pw"_s};
    });
    row("another header of that name", u"-H 'Authorization: AWS4-HMAC-SHA256 x'"_s,
        header(u"Authorization"_s, u"AWS4-HMAC-SHA256 x"_s));
    row("redirects", u"-L --max-redirs 5"_s,
        [](RequestSpec &s) { s.redirects = {RedirectPolicy::Follow::Yes, 5}; });
    row("times", u"-m 2.5 --connect-timeout 1"_s, [](RequestSpec &s) {
        s.policy.attemptTimeout = milliseconds(2500);
        s.policy.connectTimeout = milliseconds(1000);
    });
    row("versions", u"--http1.1"_s, [](RequestSpec &s) { s.httpVersion = HttpVersion::Http1; });
    row("HTTP/2 without asking", u"--http2-prior-knowledge"_s,
        [](RequestSpec &s) { s.httpVersion = HttpVersion::Http2Direct; });
    row("values of a form",
        u"-F a=b -F 'c= d ' -F 'e=\"f;g\\\"h\"' -F '=x' --form-string 'i=@j;k'"_s, post,
        parts({{.name = u"a"_s, .value = u"b"_s},
               {.name = u"c"_s, .value = u"d"_s},
               {.name = u"e"_s, .value = u"f;g\"h"_s},
               {.name = {}, .value = u"x"_s},
               {.name = u"i"_s, .value = u"@j;k"_s}}));
    row("files of a form",
        u"-F f=@a.png -F 'g=@\"b;c\";type=text/x;filename=\"d,e\"' -F 'h=v;type=text/html;charset=utf-8;filename=z'"_s,
        post,
        parts({{.name = u"f"_s, .value = u"a.png"_s, .isFile = true, .mediaType = u"image/png"_s},
               {.name = u"g"_s,
                .value = u"b;c"_s,
                .isFile = true,
                .fileName = u"d,e"_s,
                .mediaType = u"text/x"_s},
               {.name = u"h"_s,
                .value = u"v"_s,
                .fileName = u"z"_s,
                .mediaType = u"text/html; charset=utf-8"_s}}));
    row("two dashes end the options", u"-H a:b --"_s, header(u"a"_s, u"b"_s));
    row("beginnings of names", u"--refer r --http1.1"_s, header(u"Referer"_s, u"r"_s),
        [](RequestSpec &s) { s.httpVersion = HttpVersion::Http1; });
    row("no- takes back", u"--location --no-location"_s);
    row("what curl shows", u"-s -S -v --no-progress-meter --compressed -fi"_s);

    const auto address
        = [](const char *name, const QString &written, const QString &meant, auto... set) {
              RequestSpec spec;
              spec.url = meant;
              spec.redirects.follow = RedirectPolicy::Follow::No;
              (set(spec), ...);
              QTest::newRow(name) << QString(u"curl "_s + written) << spec;
          };
    address("a scheme is added", u"localhost:8080/x"_s, u"http://localhost:8080/x"_s);
    address("a scheme in the query is none", u"'a.example:80/x://y?next=http://z/..'"_s,
            u"http://a.example:80/x://y?next=http://z/.."_s);
    address("that of --proto-default", u"a.example --proto-default https"_s,
            u"https://a.example"_s);
    address("a placeholder may hold the scheme", u"'{{base}}/x'"_s, u"{{base}}/x"_s);
    address("user info moves", u"http://us%20er:p%40w@a/"_s, u"http://a/"_s, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Basic, .user = u"us er"_s, .password = u"p@w"_s};
    });
    address("but --user wins", u"http://x:y@a/ -u me:pw"_s, u"http://a/"_s, [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"pw"_s};
    });
    address("dots are walked", u"http://a/b/../c/./d/.."_s, u"http://a/c/"_s);
    address("dots in a query", u"'http://a/?x=/../b'"_s, u"http://a/?x=/../b"_s);
    address("brackets that are no glob", u"'http://[::1]:80/?a[]=1'"_s,
            u"http://[::1]:80/?a[]=1"_s);
    address("globs off", u"-g 'http://a/{b,c}[1-2]'"_s, u"http://a/{b,c}[1-2]"_s);
    address("--url", u"--url http://a/"_s, u"http://a/"_s);
    address("an assignment and a path in front", u"http://a/"_s, u"http://a/"_s);
    address("a prompt", u"http://a/"_s, u"http://a/"_s);
}

void TestCurlCommand::means()
{
    QFETCH(QString, command);
    QFETCH(RequestSpec, spec);
    if (qstrcmp(QTest::currentDataTag(), "an assignment and a path in front") == 0)
        command.prepend(u"A=1 sudo /usr/bin/"_s);
    if (qstrcmp(QTest::currentDataTag(), "a prompt") == 0)
        command.prepend(u"# "_s);
    const CurlImport import = parseCurl(command);
    QCOMPARE(import.requests.size(), 1);
    const RequestSpec &read = import.requests.first();
    QCOMPARE(read.method, spec.method);
    QCOMPARE(read.url, spec.url);
    QCOMPARE(read.headers, spec.headers);
    QCOMPARE(read.body.text, spec.body.text);
    QCOMPARE(read.body, spec.body);
    QCOMPARE(read.auth, spec.auth);
    QCOMPARE(read, spec);
    QCOMPARE(import.notes, QList<ImportNote>());
}

void TestCurlCommand::makesSeveral_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("requests");
    QTest::newRow("URLs") << u"curl http://a/ b"_s
                          << QStringList{u"GET http://a/"_s, u"GET http://b"_s};
    QTest::newRow("--next begins anew")
        << u"curl -d x http://a/ --next http://b/ -: -I http://c/"_s
        << QStringList{u"POST http://a/"_s, u"GET http://b/"_s, u"HEAD http://c/"_s};
    QTest::newRow("commands") << u"curl a; curl -X PUT b && echo done"_s
                              << QStringList{u"GET http://a"_s, u"PUT http://b"_s};
    QTest::newRow("globs, the last one first")
        << u"curl 'http://{a,b}/[1-3:2]/[08-10]'"_s
        << QStringList{u"GET http://a/1/08"_s, u"GET http://a/1/09"_s, u"GET http://a/1/10"_s,
                       u"GET http://a/3/08"_s, u"GET http://a/3/09"_s, u"GET http://a/3/10"_s,
                       u"GET http://b/1/08"_s, u"GET http://b/1/09"_s, u"GET http://b/1/10"_s,
                       u"GET http://b/3/08"_s, u"GET http://b/3/09"_s, u"GET http://b/3/10"_s};
    QTest::newRow("letters") << u"curl 'http://a/[a-c]'"_s
                             << QStringList{u"GET http://a/a"_s, u"GET http://a/b"_s,
                                            u"GET http://a/c"_s};
    QTest::newRow("nothing at all") << u"echo curl"_s << QStringList();
}

void TestCurlCommand::makesSeveral()
{
    QFETCH(QString, command);
    QFETCH(QStringList, requests);
    QStringList read;
    const CurlImport import = parseCurl(command);
    for (const RequestSpec &spec : import.requests)
        read.append(spec.method + u' ' + spec.url);
    QCOMPARE(read, requests);
}

void TestCurlCommand::namesWhatItLeavesOut_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QList<ImportNote>>("notes");
    const auto row = [](const char *name, const QString &options, const QList<ImportNote> &notes) {
        QTest::newRow(name) << options << notes;
    };
    row("an option that curl has not", u"--frobnicate"_s,
        {{NoteKind::UnknownOption, u"--frobnicate"_s}});
    row("the word behind it", u"--frobnicate now"_s,
        {{NoteKind::UnknownOption, u"--frobnicate"_s}, {NoteKind::StrayWord, {}, u"now"_s}});
    row("an equals sign", u"--max-time=5"_s, {{NoteKind::UnknownOption, u"--max-time=5"_s}});
    row("a beginning of several names", u"--data-"_s, {{NoteKind::UnknownOption, u"--data-"_s}});
    row("a letter", u"-s$L"_s,
        {{NoteKind::Expansion, {}, u"$L"_s}, {NoteKind::UnknownOption, u"-$"_s}});
    row("an option that nothing here is like", u"--interface eth0"_s,
        {{NoteKind::UnsupportedOption, u"--interface"_s, u"eth0"_s}});
    row("where the answer goes", u"-o out -O"_s,
        {{NoteKind::AnswerOption, u"-o"_s, u"out"_s}, {NoteKind::AnswerOption, u"-O"_s}});
    row("verification", u"-k"_s, {{NoteKind::VerificationStays, u"-k"_s}});
    row("a proxy", u"-x http://p:8080"_s, {{NoteKind::ProxyIgnored, u"-x"_s, u"http://p:8080"_s}});
    row("another scheme", u"-u a:b --ntlm"_s, {{NoteKind::OtherScheme, u"--ntlm"_s}});
    row("a path as it is", u"--path-as-is"_s, {});
    row("one with dots", u"--next --path-as-is http://b/c/../d"_s,
        {{NoteKind::UnsupportedOption, u"--path-as-is"_s}});
    row("no password", u"-u me"_s, {{NoteKind::PasswordMissing, u"--user"_s, u"me"_s}});
    row("no value", u"-H"_s, {{NoteKind::MissingValue, u"-H"_s}});
    row("no number", u"-m soon"_s, {{NoteKind::BadValue, u"-m"_s, u"soon"_s}});
    row("no header", u"-H nocolon"_s, {{NoteKind::InvalidHeader, u"--header"_s, u"nocolon"_s}});
    row("headers in a file", u"-H @h.txt"_s, {{NoteKind::FileNotRead, u"--header"_s, u"h.txt"_s}});
    row("cookies in a file", u"-b jar"_s, {{NoteKind::FileNotRead, u"--cookie"_s, u"jar"_s}});
    row("a header taken out", u"-H Host:"_s, {{NoteKind::RemovedHeader, u"--header"_s, u"Host"_s}});
    row("a file with its line breaks", u"-d @f"_s, {{NoteKind::FileAsItIs, u"--data"_s, u"f"_s}});
    row("a file among texts", u"-d a -d @f"_s, {{NoteKind::FileNotRead, u"--data"_s, u"f"_s}});
    row("an encoded file", u"--data-urlencode n@f"_s,
        {{NoteKind::FileNotRead, u"--data-urlencode"_s, u"f"_s}});
    row("a part from a file", u"-F 'a=<f'"_s, {{NoteKind::FileSentAsFile, u"--form"_s, u"a=<f"_s}});
    row("several files of a part", u"-F a=@f,g"_s,
        {{NoteKind::SeveralFiles, u"--form"_s, u"a=@f,g"_s}});
    row("headers of a part", u"-F 'a=b;headers=\"X: y\"'"_s,
        {{NoteKind::PartHeaders, u"--form"_s, u"headers=\"X: y\""_s}});
    row("a part without a name", u"-F a"_s, {{NoteKind::BadValue, u"--form"_s, u"a"_s}});
    row("an upload beside data", u"-T f -d a"_s,
        {{NoteKind::UploadIgnored, u"--upload-file"_s, u"f"_s}});
    row("a form beside data", u"-F a=b -d c"_s, {{NoteKind::BodyOfBoth, u"--data"_s}});
    row("retries", u"--retry 3"_s, {{NoteKind::RetryRules, u"--retry"_s, u"3"_s}});
    row("another command", u"| jq '.a b'"_s, {{NoteKind::OtherCommand, {}, u"jq .a b"_s}});
    row("output", u"> out"_s, {{NoteKind::Redirection, {}, u"> out"_s}});
    row("a variable", u"-H \"A: $B\""_s, {{NoteKind::Expansion, {}, u"$B"_s}});
    row("a quote without end", u"-H 'A: b"_s, {{NoteKind::UnclosedQuote, {}, u"'A: b"_s}});
    row("braces without end", u"--next 'http://a/{b'"_s,
        {{NoteKind::BadGlob, {}, u"http://a/{b"_s}});
    row("too many", u"--next 'http://a/[1-101]'"_s,
        {{NoteKind::BadGlob, {}, u"http://a/[1-101]"_s}});
    row("no URL", u"--next"_s, {{NoteKind::NoUrl, {}, {}}});
}

void TestCurlCommand::namesWhatItLeavesOut()
{
    QFETCH(QString, options);
    QFETCH(QList<ImportNote>, notes);
    const CurlImport import = parseCurl(u"curl http://a/ "_s + options);
    QVERIFY(!import.requests.isEmpty());
    QCOMPARE(import.requests.first().url, u"http://a/"_s);
    QStringList wanted;
    QStringList got;
    for (const ImportNote &note : notes)
        wanted.append(u"%1 %2 %3"_s.arg(int(note.kind)).arg(note.option, note.text));
    for (const ImportNote &note : import.notes)
        got.append(u"%1 %2 %3"_s.arg(int(note.kind)).arg(note.option, note.text));
    QCOMPARE(got, wanted);
}

void TestCurlCommand::saysNothingOf_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("Chrome's for bash")
        << u"curl 'https://a.example/x?y=1' \\\n  -H 'accept: */*' \\\n  -H $'x: it\\'s' \\\n  -b 'a=1; b=2' \\\n  --data-raw $'{\"a\":\"\\u0021\"}' \\\n  --compressed"_s;
    QTest::newRow("Chrome's for cmd")
        << u"curl ^\"https://a.example/x?y=1^\" ^\r\n  -H ^\"accept: */*^\" ^\r\n  -H ^\"x: it's^\" ^\r\n  -b ^\"a=1; b=2^\" ^\r\n  --data-raw ^\"^{^\\^\"a^\\^\":^\\^\"^!^\\^\"^}^\" ^\r\n  --compressed"_s;
    QTest::newRow("Firefox's for cmd")
        << u"curl.exe \"https://a.example/x?y=1\" ^\r\n  -H \"accept: */*\" ^\r\n  -H \"x: it's\" ^\r\n  -H \"Cookie: a=1; b=2\" ^\r\n  --data-raw \"{\"\"a\"\":\"\"!\"\"}\" ^\r\n  --compressed"_s;
    QTest::newRow("PowerShell's back-ticks")
        << u"curl.exe 'https://a.example/x?y=1' `\r\n  -H 'accept: */*' `\r\n  -H 'x: it''s' `\r\n  -b 'a=1; b=2' `\r\n  --data-raw '{\"a\":\"!\"}'"_s;
}

void TestCurlCommand::saysNothingOf()
{
    QFETCH(QString, command);
    const CurlImport import = parseCurl(command);
    QCOMPARE(import.notes, QList<ImportNote>());
    QCOMPARE(import.requests.size(), 1);
    const RequestSpec &spec = import.requests.first();
    QCOMPARE(spec.url, u"https://a.example/x?y=1"_s);
    QCOMPARE(spec.method, u"POST"_s);
    QCOMPARE(spec.headers,
             (QList<HeaderField>{
                 {u"accept"_s, u"*/*"_s}, {u"x"_s, u"it's"_s}, {u"Cookie"_s, u"a=1; b=2"_s}}));
    QCOMPARE(spec.body.text, u"{\"a\":\"!\"}"_s);
}

void TestCurlCommand::keepsSecretsOutOfNotes()
{
    const CurlImport import = parseCurl(
        u"curl a -u me:sesame --digest -x http://u:sesame@p:1 --proxy-user u:sesame --key sesame --pass sesame -E c:sesame"_s);
    QVERIFY(import.notes.size() >= 5);
    for (const ImportNote &note : import.notes)
        QVERIFY2(!note.text.contains("sesame"_L1), qPrintable(note.option));
}

void TestCurlCommand::knowsTheOptions()
{
    QVERIFY(curlOption(u"tls13-ciphers"_s).takesValue);
    QVERIFY(!curlOption(u"tlsv1.3"_s).takesValue);
    QCOMPARE(curlOption(u'#').name, u"progress-bar"_s);
    QCOMPARE(curlOption(u':').name, u"next"_s);
    QCOMPARE(curlOption(u"ssl-r"_s).name, QString());
    QCOMPARE(curlOption(u"ssl-re"_s).name, QString());
    QCOMPARE(curlOption(u"ssl-req"_s).name, u"ssl-reqd"_s);
    QCOMPARE(curlOption(u"no-data"_s).name, QString());
    QCOMPARE(curlOption(QString()).name, QString());
}

void TestCurlCommand::recognises_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isCurl");
    QTest::newRow("a command") << u"curl http://a"_s << true;
    QTest::newRow("a prompt") << u"  $ curl -v http://a"_s << true;
    QTest::newRow("comments first") << u"# mine\n\ncurl 'http://a'"_s << true;
    QTest::newRow("a program of Windows") << u"CURL.EXE \"http://a\""_s << true;
    QTest::newRow("a path") << u"/usr/bin/curl http://a"_s << true;
    QTest::newRow("a variable") << u"A=b curl http://a"_s << true;
    QTest::newRow("its name alone") << u"curl"_s << false;
    QTest::newRow("a host") << u"curl.se/docs"_s << false;
    QTest::newRow("a URL") << u"http://a/curl x"_s << false;
    QTest::newRow("a request") << u"GET http://a/ curl "_s << false;
    QTest::newRow("another program") << u"curlie http://a"_s << false;
}

void TestCurlCommand::recognises()
{
    QFETCH(QString, text);
    QFETCH(bool, isCurl);
    QCOMPARE(looksLikeCurl(text), isCurl);
}

QTEST_GUILESS_MAIN(TestCurlCommand)
#include "tst_curlcommand.moc"
