// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpfile.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

HttpFileRequest onlyRequest(const QByteArray &bytes)
{
    const HttpFile file = HttpFile::parse(bytes);
    return file.requests().size() == 1 ? file.requests().first() : HttpFileRequest{};
}

} // namespace

/// What JetBrains, VS Code REST Client, httpYac and kulala.nvim write.
class TestHttpDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void readsNames_data();
    void readsNames();
    void readsTargets_data();
    void readsTargets();
    void readsHeaders_data();
    void readsHeaders();
    void readsBodies_data();
    void readsBodies();
    void readsVariables();
    void readsDefaults();
    void keepsScripts();
    void readsMessagesOfWebSockets();
    void knowsWhatHasNoEffect();
    void namesProblems_data();
    void namesProblems();
    void largeFilesTakeTimeInStepWithTheirSize_data();
    void largeFilesTakeTimeInStepWithTheirSize();
};

void TestHttpDialect::readsNames_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("name");
    QTest::newRow("after the hashes") << "### a b \n"_ba << u"a b"_s;
    QTest::newRow("after more of them") << "##### a\n"_ba << u"a"_s;
    QTest::newRow("without a blank") << "###a\n"_ba << u"a"_s;
    QTest::newRow("a directive wins") << "### a\n# @name b c\n"_ba << u"b c"_s;
    QTest::newRow("with slashes") << "###\n// @name b\n"_ba << u"b"_s;
    QTest::newRow("an equals sign") << "###\n# @name = b\n"_ba << u"b"_s;
    QTest::newRow("an equals sign without blanks") << "###\n#@name=b\n"_ba << u"b"_s;
    QTest::newRow("two hashes") << "###\n## @name b\n"_ba << u"b"_s;
    QTest::newRow("the last one counts") << "###\n# @name b\n# @name c\n# @name\n"_ba << u"c"_s;
    QTest::newRow("an indented separator is a comment") << "  ### a\n"_ba << u""_s;
}

void TestHttpDialect::readsNames()
{
    QFETCH(QByteArray, head);
    const HttpFileRequest request = onlyRequest(head + "GET http://a/\n");
    QCOMPARE(request.spec.url, u"http://a/"_s);
    QTEST(request.spec.name, "name");
}

void TestHttpDialect::readsTargets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("url");
    QTest::addColumn<HttpVersion>("version");
    const auto row = [](const char *name, const QByteArray &text, const QString &method,
                        const QString &url, HttpVersion version = HttpVersion::Automatic) {
        QTest::newRow(name) << text << method << url << version;
    };
    row("a URL alone", "http://a/b", u"GET"_s, u"http://a/b"_s);
    row("a placeholder alone", "{{base}}/b", u"GET"_s, u"{{base}}/b"_s);
    row("a host alone", "localhost", u"GET"_s, u"localhost"_s);
    row("an origin-form target", "GET /a?b=c\nHost: d", u"GET"_s, u"/a?b=c"_s);
    row("an asterisk", "OPTIONS * HTTP/1.1\nHost: d", u"OPTIONS"_s, u"*"_s, HttpVersion::Http1);
    row("a version in lower case", "GET http://a/ http/1.1", u"GET"_s, u"http://a/"_s,
        HttpVersion::Http1);
    row("HTTP/2.0", "GET http://a/ HTTP/2.0", u"GET"_s, u"http://a/"_s, HttpVersion::Http2);
    row("blanks in the address", "GET http://a/b c d", u"GET"_s, u"http://a/b c d"_s);
    row("a path over lines", "GET http://a\n  /b\n  /c\n  ?d=e\n  &f", u"GET"_s,
        u"http://a/b/c?d=e&f"_s);
    row("a version behind the last line", "GET http://a\n  ?b=c d\n  &e=f HTTP/2", u"GET"_s,
        u"http://a?b=c d&e=f"_s, HttpVersion::Http2);
    row("a version on a line of its own", "GET http://a/b\n  HTTP/1.1", u"GET"_s, u"http://a/b"_s,
        HttpVersion::Http1);
    row("a version on the first of the lines", "GET http://a HTTP/2\n  ?b=c", u"GET"_s,
        u"http://a?b=c"_s, HttpVersion::Http2);
    row("no version that is known", "GET http://a\n  ?b=c HTTP/x", u"GET"_s,
        u"http://a?b=c HTTP/x"_s);
    row("rows that are not indented", "GET http://a/\n?b=c\n&d=e", u"GET"_s,
        u"http://a/?b=c&d=e"_s);
    row("a remark with a question mark", "GET http://a/\n# ? what is this", u"GET"_s,
        u"http://a/"_s);
    row("an assertion is no query", "GET http://a/\n?? status == 200", u"GET"_s, u"http://a/"_s);
    row("GraphQL", "GRAPHQL http://a/\n\nquery { b }", u"GRAPHQL"_s, u"http://a/"_s);
}

void TestHttpDialect::readsTargets()
{
    QFETCH(QByteArray, text);
    const HttpFile file = HttpFile::parse(text);
    QCOMPARE(file.requests().size(), 1);
    const RequestSpec &spec = file.requests()[0].spec;
    QTEST(spec.method, "method");
    QTEST(spec.url, "url");
    QTEST(spec.httpVersion, "version");
    QCOMPARE(spec.disabledParameters, QList<DisabledParameter>());
    QCOMPARE(file.problems(), QList<HttpFileProblem>());
}

void TestHttpDialect::readsHeaders_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<HeaderField>>("headers");
    const auto row
        = [](const char *name, const QByteArray &text, const QList<HeaderField> &headers) {
              QTest::newRow(name) << text << headers;
          };
    row("twice the same", "A: b\nA: c\n", {{u"A"_s, u"b"_s}, {u"A"_s, u"c"_s}});
    row("folded", "A: b,\n  c,\n\td\n", {{u"A"_s, u"b, c, d"_s}});
    row("folded with a colon", "A: b\n  http://c:1/\n", {{u"A"_s, u"b http://c:1/"_s}});
    row("indented", "A: b\n  C: d\n", {{u"A"_s, u"b"_s}, {u"C"_s, u"d"_s}});
    row("the first one indented", "  A: b\n", {{u"A"_s, u"b"_s}});
    row("empty", "A:\n", {{u"A"_s, u""_s}});
    row("off", "# A: b\n//C: d\n", {{u"A"_s, u"b"_s, false}, {u"C"_s, u"d"_s, false}});
    row("a remark with an address", "# http://a/\n", {});
    row("two hashes are a remark", "## A: b\n", {});
    row("a name from a variable", "{{a:b}}-c: d\n", {{u"{{a:b}}-c"_s, u"d"_s}});
}

void TestHttpDialect::readsHeaders()
{
    QFETCH(QByteArray, text);
    const HttpFile file = HttpFile::parse("GET http://a/\n" + text);
    QTEST(file.requests().first().spec.headers, "headers");
    QCOMPARE(file.problems(), QList<HttpFileProblem>());
}

void TestHttpDialect::readsBodies_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Body>("body");
    const QByteArray form = "Content-Type: application/x-www-form-urlencoded\n\n";
    const QByteArray parts = "Content-Type: multipart/form-data; boundary=\"a b\"\n\n";
    QTest::newRow("a file after a tab")
        << "\n<\t./a\n"_ba << Body{.kind = Body::Kind::File, .filePath = u"./a"_s};
    QTest::newRow("a file with placeholders") << "\n<@ ./a b\n"_ba
                                              << Body{.kind = Body::Kind::File,
                                                      .filePath = u"./a b"_s,
                                                      .fileContent = FileContent::WithPlaceholders};
    QTest::newRow("and an encoding") << "\n<@latin1 ./a\n"_ba
                                     << Body{.kind = Body::Kind::File,
                                             .filePath = u"./a"_s,
                                             .fileContent = FileContent::WithPlaceholders,
                                             .fileEncoding = u"latin1"_s};
    QTest::newRow("XML is no file")
        << "\n<a/>\n"_ba << Body{.kind = Body::Kind::Text, .text = u"<a/>"_s};
    QTest::newRow("a form with blanks and signs at line ends")
        << QByteArray(form + "a = b c &\nd = %65 &\n")
        << Body{.kind = Body::Kind::Form, .form = {{u"a"_s, u"b c"_s}, {u"d"_s, u"e"_s}}};
    QTest::newRow("a quoted boundary, a blank line after the file")
        << QByteArray(parts
                      + "--a b\nContent-Disposition: form-data; name=f; filename=\"g;h\"\n\n<@ "
                        "./f\n\n--a b--\n")
        << Body{.kind = Body::Kind::Multipart,
                .parts = {{.name = u"f"_s,
                           .value = u"./f"_s,
                           .isFile = true,
                           .fileName = u"g;h"_s,
                           .fileContent = FileContent::WithPlaceholders}}};
    QTest::newRow("a quotation is no script")
        << "\n> a\nb\n"_ba << Body{.kind = Body::Kind::Text, .text = u"> a\nb"_s};
    QTest::newRow("braces that are never closed are text")
        << "\n{{\na\n"_ba << Body{.kind = Body::Kind::Text, .text = u"{{\na"_s};
    QTest::newRow("all line endings")
        << "\na\r\nb\rc\nd"_ba << Body{.kind = Body::Kind::Text, .text = u"a\nb\nc\nd"_s};
    QTest::newRow("an assertion ends it")
        << "\na\n\n?? status == 200\n"_ba << Body{.kind = Body::Kind::Text, .text = u"a"_s};
}

void TestHttpDialect::readsBodies()
{
    QFETCH(QByteArray, text);
    const HttpFile file = HttpFile::parse("POST http://a/\n" + text);
    QTEST(file.requests().first().spec.body, "body");
    QCOMPARE(file.problems(), QList<HttpFileProblem>());
}

void TestHttpDialect::readsVariables()
{
    const HttpFile file
        = HttpFile::parse("@a = 1\n  @b=2\n@c =\n# @d = off\n@long = x\\\n   y\\\n   z\n"
                          "@path = c:\\dir\\\n@lazy := {{a}}/{{b}}\n\n"
                          "###\n@a = 3\nGET http://a/\n\n###\n@e = {{a}}\n"_ba);
    QCOMPARE(file.variables(),
             (QHash<QString, QString>{{u"a"_s, u"3"_s},
                                      {u"b"_s, u"2"_s},
                                      {u"c"_s, u""_s},
                                      {u"long"_s, u"xyz"_s},
                                      {u"path"_s, u"c:\\dir\\"_s},
                                      {u"lazy"_s, u"{{a}}/{{b}}"_s},
                                      {u"e"_s, u"{{a}}"_s}}));
    QCOMPARE(file.problems(), QList<HttpFileProblem>());
    QCOMPARE(file.requests()[0].unknownDirectives, QStringList());
}

void TestHttpDialect::readsDefaults()
{
    const HttpFile file = HttpFile::parse(
        "# @timeout 5\n# @no-redirect\n# @max-redirects 3\n###\nGET http://a/\n"_ba);
    QCOMPARE(file.defaults(), PolicyOverrides{.attemptTimeout = milliseconds(5000)});
    QCOMPARE(file.defaultRedirects(), (RedirectPolicy{RedirectPolicy::Follow::No, 3}));
    QCOMPARE(file.defaultsEnd(), 4);
    QCOMPARE(file.requests()[0].spec.redirects, RedirectPolicy());
}

void TestHttpDialect::keepsScripts()
{
    using Kind = HttpFileScript::Kind;
    const HttpFileRequest request = onlyRequest("< {%\n a = {b: 1}\n%}\n"
                                                "< ./before.js\n"
                                                "{{\n  exports.x = {{}};\n}}\n"
                                                "{{@request y() }}\n"
                                                "POST http://a/\n"
                                                "\n"
                                                "body\n"
                                                "\n"
                                                "> {% one() %}\n"
                                                "# a remark\n"
                                                "> ./after.js\n"
                                                ">> out.json\n"
                                                ">>! ./out 2.json\n"
                                                "<> 2026-01-01.200.json\n"
                                                "?? status == 200\n"
                                                "{{@response\n z\n}}\n"_ba);
    QCOMPARE(request.scripts,
             (QList<HttpFileScript>{{Kind::Before, 1, 4, u"a = {b: 1}"_s},
                                    {Kind::BeforeFile, 4, 5, u"./before.js"_s},
                                    {Kind::Block, 5, 8, u"exports.x = {{}};"_s},
                                    {Kind::Block, 8, 9, u"@request y()"_s},
                                    {Kind::After, 13, 14, u"one()"_s},
                                    {Kind::AfterFile, 15, 16, u"./after.js"_s},
                                    {Kind::SaveTo, 16, 17, u"out.json"_s},
                                    {Kind::Replace, 17, 18, u"./out 2.json"_s},
                                    {Kind::Response, 18, 19, u"2026-01-01.200.json"_s},
                                    {Kind::Assertion, 19, 20, u"status == 200"_s},
                                    {Kind::Block, 20, 23, u"@response\n z"_s}}));
    QCOMPARE(request.spec.body, (Body{.kind = Body::Kind::Text, .text = u"body"_s}));
}

void TestHttpDialect::readsMessagesOfWebSockets()
{
    const HttpFileRequest request = onlyRequest("WEBSOCKET ws://a/chat\n"
                                                "Content-Type: application/json\n"
                                                "\n"
                                                "{\"a\": 1}\n"
                                                "===\n"
                                                "{\"b\": 2}\n"
                                                "=== wait-for-server\n"
                                                "{\"c\": 3}\n"_ba);
    QCOMPARE(request.unused, QList<HttpFileUnused>());
    QCOMPARE(request.spec.method, u"WEBSOCKET"_s);
    QCOMPARE(request.spec.body.kind, Body::Kind::Json);
    QCOMPARE(request.spec.body.text,
             u"{\"a\": 1}\n===\n{\"b\": 2}\n=== wait-for-server\n{\"c\": 3}"_s);
}

void TestHttpDialect::knowsWhatHasNoEffect()
{
    using Why = HttpFileUnused::Why;
    const HttpFile file
        = HttpFile::parse("import ./other.http\nrun #login\n\n###\n"
                          "# @prompt pin the pin\n# @ref login\n# @noCookieJar\n# @no-log\n"
                          "# @keepStreaming\n# @marvel\nGRPC http://a/\nX-Request-Type: SOAP\n"_ba);
    QCOMPARE(
        file.unused(),
        (QList<HttpFileUnused>{{u"import"_s, 1, Why::NoRunner}, {u"run"_s, 2, Why::NoRunner}}));
    QCOMPARE(file.requests().size(), 1);
    QCOMPARE(file.requests()[0].unused,
             (QList<HttpFileUnused>{{u"ref"_s, 6, Why::NoRunner},
                                    {u"keepStreaming"_s, 9, Why::NoCounterpart},
                                    {u"GRPC"_s, 11, Why::OtherProtocol},
                                    {u"X-Request-Type"_s, 12, Why::OtherProtocol}}));
    QCOMPARE(file.requests()[0].prompts, (QList<HttpFilePrompt>{{u"pin"_s, u"the pin"_s, 5}}));
    QCOMPARE(file.requests()[0].unknownDirectives, QStringList{u"marvel"_s});
    QCOMPARE(file.requests()[0].spec.history, HistoryUse::NotKept);
    QCOMPARE(file.requests()[0].spec.cookies, CookieUse::NoJar);
    QCOMPARE(file.problems(), QList<HttpFileProblem>());
}

void TestHttpDialect::namesProblems_data()
{
    using Kind = HttpFileProblem::Kind;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<HttpFileProblem>("problem");
    QTest::newRow("a variable that is none")
        << " @host\nGET http://a/"_ba << HttpFileProblem{Kind::InvalidVariable, 1, 2, u"@host"_s};
    QTest::newRow("a file among text") << "POST http://a/\n\na\n< ./b\nc"_ba
                                       << HttpFileProblem{Kind::FileAmongText, 4, 1, u"< ./b"_s};
    QTest::newRow("text behind a script") << "POST http://a/\n\na\n\n> {% b %}\n\n c\nd"_ba
                                          << HttpFileProblem{Kind::StrayText, 7, 2, u"c"_s};
    QTest::newRow("a handler without an end")
        << "POST http://a/\n\na\n\n> {% b"_ba
        << HttpFileProblem{Kind::UnclosedScript, 5, 1, u"> {% b"_s};
    QTest::newRow("curl") << "### x\ncurl -X POST \"http://a/\" \\\n  -d x"_ba
                          << HttpFileProblem{Kind::CurlCommand, 2, 1,
                                             u"curl -X POST \"http://a/\" \\"_s};
    QTest::newRow("Latin-1") << "GET http://a/\n# \xe4"_ba
                             << HttpFileProblem{Kind::InvalidText, 2, 3, u"# \ufffd"_s};
    QTest::newRow("a word that is part of another, too")
        << "# @retry max=3 x x\nGET http://a/"_ba
        << HttpFileProblem{Kind::UnknownOption, 1, 16, u"x"_s};
}

void TestHttpDialect::namesProblems()
{
    QFETCH(QByteArray, text);
    QFETCH(HttpFileProblem, problem);
    const HttpFile file = HttpFile::parse(text + "\n\n### other\nGET http://b/\n");
    QCOMPARE(file.problems().first(), problem);
    QCOMPARE(file.requests().last().spec.url, u"http://b/"_s);
}

void TestHttpDialect::largeFilesTakeTimeInStepWithTheirSize_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<int>("count");
    QTest::newRow("sections") << "### a\n# @timeout 1\nGET http://a/\nA: b\n\nc\n\n"_ba << 4'000;
    QTest::newRow("one long line") << "a"_ba << 400'000;
    QTest::newRow("one line of blanks") << " "_ba << 400'000;
    QTest::newRow("open braces") << "{{"_ba << 200'000;
    QTest::newRow("lines of open braces") << "{{\n"_ba << 20'000;
    QTest::newRow("rows on and off") << "&a=b\n#&c=d\n"_ba << 8'000;
    QTest::newRow("quotations") << "> a\n\n\n"_ba << 20'000;
    QTest::newRow("bytes that are no text") << "\xff\r\xfe\n"_ba << 8'000;
}

void TestHttpDialect::largeFilesTakeTimeInStepWithTheirSize()
{
    QFETCH(QByteArray, piece);
    QFETCH(int, count);
    const auto timeOf = [&piece](int times) {
        const QByteArray bytes = "POST http://a/\n?x=y\n" + piece.repeated(times);
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 3; ++i) {
            QElapsedTimer timer;
            timer.start();
            const HttpFile file = HttpFile::parse(bytes);
            best = std::min(best, timer.nsecsElapsed());
            if (file.write() != bytes)
                return std::numeric_limits<qint64>::max() / 100;
        }
        return best;
    };
    const qint64 one = timeOf(count / 4);
    const qint64 four = timeOf(count);
    // Four times the size; in square it would be sixteen times. What takes no time at all may take
    // any time on a busy machine.
    QVERIFY2(four < 11 * one + 300'000'000, qPrintable(u"%1 then %2 ns"_s.arg(one).arg(four)));
}

QTEST_GUILESS_MAIN(TestHttpDialect)
#include "tst_httpdialect.moc"
