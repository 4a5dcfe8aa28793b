// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/resolve.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

class TestResolve : public QObject
{
    Q_OBJECT

private:
    static Scope scopeOf(const QHash<QString, QString> &values)
    {
        Scope scope;
        scope.layers.append({u"environment staging"_s, values});
        return scope;
    }
    static RequestSpec specOf(const QString &url)
    {
        RequestSpec spec;
        spec.url = url;
        return spec;
    }
    static QString headerText(const ResolvedRequest &request)
    {
        QString text;
        for (const RawHeader &header : request.headers)
            text += QString::fromLatin1(header.name) + u": "_s + QString::fromLatin1(header.value)
                + u'\n';
        return text;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void urls_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("sent");
        const auto row = [](const char *name, const QString &written, const QString &sent) {
            QTest::newRow(name) << written << sent;
        };
        row("a plain URL stays as it is", u"http://www.store1.com:8001/m_search?productId=11211"_s,
            u"http://www.store1.com:8001/m_search?productId=11211"_s);
        row("http is added to a host and port", u"localhost:8080/x"_s,
            u"http://localhost:8080/x"_s);
        row("http is added to a host", u"www.x.com/a?b=c"_s, u"http://www.x.com/a?b=c"_s);
        row("http is added before two slashes", u"//h/x"_s, u"http://h/x"_s);
        row("blanks around it are dropped", u"  http://h/x \n"_s, u"http://h/x"_s);
        row("no path is added", u"http://h"_s, u"http://h"_s);
        row("a query without a path stays", u"http://h?a=b"_s, u"http://h?a=b"_s);
        row("the fragment is not sent", u"http://h/x?a=b#frag?c"_s, u"http://h/x?a=b"_s);
        row("a default port that is written stays", u"http://h:80/"_s, u"http://h:80/"_s);
        row("an empty port is dropped", u"http://h:/x"_s, u"http://h/x"_s);
        row("encoding that is there stays", u"http://h/a%2Fb%2Fc?d=%20+&e=%7C"_s,
            u"http://h/a%2Fb%2Fc?d=%20+&e=%7C"_s);
        row("a plus stays", u"http://h/a+b?c=d+e"_s, u"http://h/a+b?c=d+e"_s);
        row("a bar is encoded", u"http://h/a|b?c=d|e"_s, u"http://h/a%7Cb?c=d%7Ce"_s);
        row("brackets in a query stay", u"http://h/x?a[0]=1&a[]=2"_s, u"http://h/x?a[0]=1&a[]=2"_s);
        row("blanks are encoded", u"http://h/a b?c=d e"_s, u"http://h/a%20b?c=d%20e"_s);
        row("quotes, angles and braces are encoded", u"http://h/x?q=\"<a>{b}"_s,
            u"http://h/x?q=%22%3Ca%3E%7Bb%7D"_s);
        row("a lone per cent sign is encoded", u"http://h/100%?a=%zz&b=%4"_s,
            u"http://h/100%25?a=%25zz&b=%254"_s);
        row("other scripts go out as UTF-8", u"http://h/\u00fc?q=\u65e5"_s,
            u"http://h/%C3%BC?q=%E6%97%A5"_s);
        row("a host in another script becomes ASCII", u"http://b\u00fccher.example/x"_s,
            u"http://xn--bcher-kva.example/x"_s);
        row("dots in the path stay", u"http://h/a/../b/./c"_s, u"http://h/a/../b/./c"_s);
        row("empty parameters stay", u"http://h/?&a=&&b"_s, u"http://h/?&a=&&b"_s);
        row("a URL in the query stays", u"http://h/?u=http://x/y?z:8"_s,
            u"http://h/?u=http://x/y?z:8"_s);
        row("an address of version 6", u"http://[::1]:8080/x"_s, u"http://[::1]:8080/x"_s);
        row("scheme and host in capitals", u"HTTPS://Store.Example/Path"_s,
            u"https://store.example/Path"_s);
        row("credentials are not part of it", u"http://me:p%40ss@h/x"_s, u"http://h/x"_s);
        row("an underscore in the host", u"http://my_service:8000/x"_s,
            u"http://my_service:8000/x"_s);
        row("marks in a path and a query stay", u"http://h-1.x/a-b._~:@;,+=&?c=d&e-._~:@;,+=/?"_s,
            u"http://h-1.x/a-b._~:@;,+=&?c=d&e-._~:@;,+=/?"_s);
        row("two slashes and an empty query stay", u"http://h//x?"_s, u"http://h//x?"_s);
        row("a backslash ends the host", u"http://h\\x"_s, u"http://h/%5Cx"_s);
        row("zeros before a port are dropped", u"http://h:0080/x"_s, u"http://h:80/x"_s);
        row("a host in another script beyond Latin-1", u"http://\u65e5\u672c.example/x"_s,
            u"http://xn--wgv71a.example/x"_s);
        row("an address in a short form", u"http://127.1/x"_s, u"http://127.0.0.1/x"_s);
    }
    void urls()
    {
        QFETCH(QString, written);
        QFETCH(QString, sent);
        const auto request = resolve(specOf(written), {});
        QVERIFY2(request.has_value(), request ? "" : qPrintable(request.error().detail));
        QCOMPARE(request->urlText, sent);
        QCOMPARE(QString::fromLatin1(request->url.toEncoded()), sent);
        QCOMPARE(resolveUrl(specOf(written), {}).value(), sent);
    }

    void aPathIsOnTheHostOfTheHeader_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("url");
        QTest::newRow("a host") << u"h"_s << u"http://h/x?y=1"_s;
        QTest::newRow("a port of TLS") << u"h:8443"_s << u"https://h:8443/x?y=1"_s;
        QTest::newRow("from a variable") << u"{{host}}"_s << u"http://h:81/x?y=1"_s;
        QTest::newRow("from one with a scheme") << u"{{origin}}"_s << u"https://o/x?y=1"_s;
    }
    void aPathIsOnTheHostOfTheHeader()
    {
        QFETCH(QString, host);
        RequestSpec spec = specOf(u"/x?y=1"_s);
        spec.headers = {{u"Host"_s, u"off"_s, false}, {u"host"_s, host}};
        const Scope scope = scopeOf({{u"host"_s, u"h:81"_s}, {u"origin"_s, u"https://o"_s}});
        QTEST(resolveUrl(spec, scope).value_or(QString()), "url");
        spec.headers.clear();
        QVERIFY(!resolveUrl(spec, scope));
    }

    void brokenUrls_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("detail");
        QTest::newRow("nothing at all") << u"  "_s << u"empty"_s;
        QTest::newRow("no host") << u"http:///x"_s << u"host is missing"_s;
        QTest::newRow("only a port") << u"http://:80/"_s << u"host is missing"_s;
        QTest::newRow("another scheme") << u"ftp://h/x"_s << u"scheme ftp"_s;
        QTest::newRow("one slash") << u"http:/h/x"_s << u"two slashes"_s;
        QTest::newRow("a port that is no number") << u"http://h:80a/x"_s << u"not a number"_s;
        QTest::newRow("a port too large") << u"http://h:65536/x"_s << u"between 1 and 65535"_s;
        QTest::newRow("a port far too large")
            << u"http://h:99999999999/x"_s << u"between 1 and 65535"_s;
        QTest::newRow("port zero") << u"http://h:0/x"_s << u"between 1 and 65535"_s;
        QTest::newRow("a blank in the host") << u"http://a b/x"_s << u"blank"_s;
        QTest::newRow("a line break") << u"http://h/a\nb"_s << u"line break"_s;
        QTest::newRow("a zero byte") << u"http://h/a"_s + QChar(0) << u"control character"_s;
        QTest::newRow("a host that cannot be") << u"http://[::zz]/x"_s << u"not valid"_s;
    }
    void brokenUrls()
    {
        QFETCH(QString, written);
        QFETCH(QString, detail);
        const auto request = resolve(specOf(written), {});
        QVERIFY(!request);
        QCOMPARE(request.error().kind, Kind::InvalidUrl);
        QVERIFY2(request.error().detail.contains(detail), qPrintable(request.error().detail));
    }

    void aBrokenUrlKeepsItsPasswordToItself()
    {
        const auto request = resolve(specOf(u"http://me:hunter2@h:0/x"_s), {});
        QVERIFY(!request);
        QVERIFY(!QString(request.error().subject + request.error().detail).contains("hunter2"_L1));
    }

    void placeholders_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one") << u"/{{a}}"_s << u"/1"_s;
        QTest::newRow("with blanks inside") << u"/{{ a }}"_s << u"/1"_s;
        QTest::newRow("two side by side") << u"/{{a}}{{b}}"_s << u"/12"_s;
        QTest::newRow("a value that holds another") << u"/{{nested}}"_s << u"/x1-2"_s;
        QTest::newRow("an empty value") << u"/{{empty}}."_s << u"/."_s;
        QTest::newRow("names with dots and dashes") << u"/{{my-var.x}}"_s << u"/ok"_s;
        QTest::newRow("a value is not read twice") << u"/{{a}}{a}}"_s << u"/1%7Ba%7D%7D"_s;
    }
    void placeholders()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const Scope scope = scopeOf({{u"a"_s, u"1"_s},
                                     {u"b"_s, u"2"_s},
                                     {u"nested"_s, u"x{{a}}-{{b}}"_s},
                                     {u"empty"_s, QString()},
                                     {u"my-var.x"_s, u"ok"_s}});
        const auto request = resolve(specOf(u"http://h"_s + text), scope);
        QVERIFY2(request.has_value(), request ? "" : qPrintable(request.error().detail));
        QCOMPARE(request->urlText, u"http://h"_s + expected);
    }

    void bracesThatAreNoPlaceholderStayInABody()
    {
        RequestSpec spec = specOf(u"http://h/"_s);
        spec.body.kind = Body::Kind::Json;
        spec.body.text = u"{\"a\":{\"b\":{}}, \"c\": \"{{}} {{\"x\"}} {{ {{a}}\"}"_s;
        const auto request = resolve(spec, scopeOf({{u"a"_s, u"1"_s}}));
        QVERIFY(request.has_value());
        QCOMPARE(request->body.value(0).bytes,
                 "{\"a\":{\"b\":{}}, \"c\": \"{{}} {{\"x\"}} {{ 1\"}"_ba);
    }

    void theFirstLayerWins()
    {
        Scope scope;
        scope.layers.append({u"request"_s, {{u"a"_s, u"near"_s}}});
        scope.layers.append({u"global"_s, {{u"a"_s, u"far"_s}, {u"b"_s, u"{{a}}"_s}}});
        QCOMPARE(resolve(specOf(u"http://h/{{a}}/{{b}}"_s), scope).value().urlText,
                 u"http://h/near/near"_s);
    }

    void missingVariables_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("details");
        QTest::newRow("in the URL, with the nearest name")
            << u"url:{{tokne}}"_s << u"tokne"_s << u"the URL|environment staging|token"_s;
        QTest::newRow("in a header")
            << u"header:{{Token2}}"_s << u"Token2"_s << u"header X-A|token"_s;
        QTest::newRow("in the body, with nothing near")
            << u"body:{{zzzzzz}}"_s << u"zzzzzz"_s << u"the body"_s;
        QTest::newRow("a circle names its way") << u"url:{{p}}"_s << u"p"_s << u"p -> q -> p"_s;
        QTest::newRow("an unknown function")
            << u"url:{{$timestmp}}"_s << u"$timestmp"_s << u"$timestamp"_s;
        QTest::newRow("a missing secret")
            << u"url:{{$secret api}}"_s << u"$secret api"_s << u"no such secret"_s;
        QTest::newRow("a missing environment variable")
            << u"url:{{$processEnv RECLOSER_NOT_SET}}"_s << u"$processEnv RECLOSER_NOT_SET"_s
            << u"no such variable"_s;
        QTest::newRow("limits the wrong way round")
            << u"url:{{$randomInt 5 5}}"_s << u"$randomInt 5 5"_s << u"below"_s;
    }
    void missingVariables()
    {
        QFETCH(QString, where);
        QFETCH(QString, subject);
        QFETCH(QString, details);
        RequestSpec spec = specOf(u"http://h/"_s);
        const QString text = where.sliced(where.indexOf(u':') + 1);
        if (where.startsWith("url"_L1))
            spec.url += text;
        else if (where.startsWith("header"_L1))
            spec.headers.append({u"X-A"_s, text});
        else
            spec.body = {.kind = Body::Kind::Text, .text = text};
        const auto request = resolve(
            spec, scopeOf({{u"token"_s, u"1"_s}, {u"p"_s, u"{{q}}"_s}, {u"q"_s, u"{{p}}"_s}}));
        QVERIFY(!request);
        QCOMPARE(request.error().kind, Kind::UnresolvedVariable);
        QCOMPARE(request.error().subject, subject);
        for (const QString &part : details.split(u'|'))
            QVERIFY2(request.error().detail.contains(part), qPrintable(request.error().detail));
    }

    void disabledRowsAreNotLookedAt()
    {
        RequestSpec spec = specOf(u"http://h/"_s);
        spec.headers.append({u"X-A"_s, u"{{missing}}"_s, false});
        spec.headers.append({u""_s, u""_s, true});
        const auto request = resolve(spec, {});
        QVERIFY(request.has_value());
        QCOMPARE(request->headers.size(), 0);
    }

    void functions()
    {
        qputenv("RECLOSER_TEST_VALUE", "from-outside");
        Scope scope;
        scope.secrets.insert(u"api key"_s, u"s3cret"_s);
        const qint64 before = QDateTime::currentSecsSinceEpoch();
        const auto request
            = resolve(specOf(u"http://h/{{$uuid}}/{{$guid}}/{{$timestamp}}/{{$isoTimestamp}}/"
                             u"{{$randomInt -3 -1}}/"
                             "{{$processEnv RECLOSER_TEST_VALUE}}/{{$secret api key}}"_s),
                      scope);
        QVERIFY2(request.has_value(), request ? "" : qPrintable(request.error().detail));
        const QStringList parts = request->urlText.split(u'/').sliced(3);
        const QRegularExpression uuid(
            u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$"_s);
        QVERIFY(uuid.match(parts.at(0)).hasMatch());
        QVERIFY(uuid.match(parts.at(1)).hasMatch());
        QVERIFY(parts.at(0) != parts.at(1));
        QVERIFY(parts.at(2).toLongLong() >= before);
        QVERIFY(QRegularExpression(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"_s)
                    .match(parts.at(3))
                    .hasMatch());
        QVERIFY(parts.at(4) == "-3"_L1 || parts.at(4) == "-2"_L1);
        QCOMPARE(parts.at(5), u"from-outside"_s);
        QCOMPARE(parts.at(6), u"s3cret"_s);
    }

    void methods_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("GET when empty") << QString() << "GET"_ba;
        QTest::newRow("any token") << u"X-PURGE!"_s << "X-PURGE!"_ba;
        QTest::newRow("letter case stays") << u"Get"_s << "Get"_ba;
        QTest::newRow("blanks around it go") << u" PUT "_s << "PUT"_ba;
        QTest::newRow("a blank inside is refused") << u"GE T"_s << QByteArray();
        QTest::newRow("a line break is refused") << u"GET\r\nX: y"_s << QByteArray();
        QTest::newRow("other letters are refused") << u"G\u00c9T"_s << QByteArray();
    }
    void methods()
    {
        QFETCH(QString, method);
        QFETCH(QByteArray, sent);
        RequestSpec spec = specOf(u"http://h/"_s);
        spec.method = method;
        const auto request = resolve(spec, {});
        QCOMPARE(request.has_value(), !sent.isEmpty());
        if (request)
            QCOMPARE(request->method, sent);
        else
            QCOMPARE(request.error().kind, Kind::InvalidMethod);
    }

    void webSockets_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("sent");
        QTest::newRow("by its URL") << u"GET"_s << u"ws://h:1/x?y"_s << u"ws://h:1/x?y"_s;
        QTest::newRow("encrypted") << u"WEBSOCKET"_s << u"wss://h/x"_s << u"wss://h/x"_s;
        QTest::newRow("by its method") << u"WEBSOCKET"_s << u"{{host}}/x"_s << u"ws://h:2/x"_s;
        QTest::newRow("as httpYac has it") << u"WS"_s << u"http://h/ws"_s << u"ws://h/ws"_s;
        QTest::newRow("by its method, encrypted") << u"WSS"_s << u"https://h"_s << u"wss://h"_s;
        QTest::newRow("no other method opens one") << u"POST"_s << u"ws://h/"_s << QString();
    }
    void webSockets()
    {
        QFETCH(const QString, method);
        QFETCH(const QString, written);
        QFETCH(const QString, sent);
        RequestSpec spec = specOf(written);
        spec.method = method;
        spec.headers = {{u"X"_s, u"1"_s}};
        spec.body.kind = Body::Kind::Json;
        spec.body.text = u"{\"a\": \"{{host}}\"}\n===\n[]"_s;
        const Scope scope = scopeOf({{u"host"_s, u"h:2"_s}});
        const auto request = resolve(spec, scope);
        if (sent.isEmpty()) {
            QVERIFY(!request);
            QCOMPARE(request.error().kind, Kind::InvalidMethod);
            return;
        }
        QVERIFY(request);
        QCOMPARE(request->urlText, sent);
        QCOMPARE(request->url, QUrl(sent));
        QCOMPARE(*resolveUrl(spec, scope), sent);
        QCOMPARE(request->method, "GET"_ba);
        // Messages are no body that a header tells of.
        QCOMPARE(request->headers, (QList<RawHeader>{{"X", "1"}}));
        QCOMPARE(request->body.first().bytes, "{\"a\": \"h:2\"}\n===\n[]"_ba);
    }

    void messagesAreText()
    {
        RequestSpec spec = specOf(u"ws://h/"_s);
        spec.body.kind = Body::Kind::Form;
        spec.body.form = {{u"a"_s, u"b"_s}};
        const auto request = resolve(spec, {});
        QVERIFY(!request);
        QCOMPARE(request.error().kind, Kind::InvalidBody);
    }

    void headers()
    {
        RequestSpec spec = specOf(u"http://h/"_s);
        spec.headers = {{u"X-One"_s, u"  1 \t"_s},   {u"x-two"_s, u""_s},
                        {u"X-One"_s, u"2"_s},        {u"X-Off"_s, u"3"_s, false},
                        {u"X-Latin"_s, u"\u00e9"_s}, {u"X-Wide"_s, u"\u65e5"_s}};
        const auto request = resolve(spec, {});
        QVERIFY(request.has_value());
        QCOMPARE(headerText(*request),
                 u"X-One: 1\nx-two: \nX-One: 2\nX-Latin: \u00e9\nX-Wide: \u00e6\u0097\u00a5\n"_s);
        QVERIFY(request->addedHeaders.isEmpty());
    }

    void brokenHeaders_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("a line break in the value") << u"X-A"_s << u"secret\r\nX-B: c"_s;
        QTest::newRow("a line feed in the value") << u"X-A"_s << u"secret\nc"_s;
        QTest::newRow("a zero byte in the value")
            << u"X-A"_s << QString(u"secret"_s + QChar(0) + u"x"_s);
        QTest::newRow("a colon in the name") << u"X-A:"_s << u"secret"_s;
        QTest::newRow("a blank in the name") << u"X A"_s << u"secret"_s;
        QTest::newRow("no name") << u""_s << u"secret"_s;
    }
    void brokenHeaders()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        RequestSpec spec = specOf(u"http://h/"_s);
        spec.headers = {{name, value}};
        const auto request = resolve(spec, {});
        QVERIFY(!request);
        QCOMPARE(request.error().kind, Kind::InvalidHeader);
        QCOMPARE(request.error().subject, name);
        QVERIFY(!request.error().detail.contains("secret"_L1));
    }

    void auths_data()
    {
        QTest::addColumn<Auth>("auth");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("headers");
        const QString url = u"http://h/x?a=b"_s;
        QTest::newRow("Basic is UTF-8")
            << Auth{.kind = Auth::Kind::Basic, .user = u"us\u00e9r"_s, .password = u"{{pw}}"_s}
            << url << u"Authorization: Basic dXPDqXI6YTpi\n"_s;
        QTest::newRow("Bearer") << Auth{.kind = Auth::Kind::Bearer, .token = u" abc "_s} << url
                                << u"Authorization: Bearer abc\n"_s;
        QTest::newRow("an empty token adds nothing")
            << Auth{.kind = Auth::Kind::Bearer} << url << QString();
        QTest::newRow("an API key in a header")
            << Auth{.kind = Auth::Kind::ApiKey, .keyName = u"X-Api-Key"_s, .keyValue = u"k"_s}
            << url << u"X-Api-Key: k\n"_s;
        QTest::newRow("an API key in the query")
            << Auth{.kind = Auth::Kind::ApiKey,
                    .keyName = u"key"_s,
                    .keyValue = u"k&=\u00fc "_s,
                    .keyPlacement = Auth::Placement::Query}
            << u"http://h/x?a=b&key=k%26%3D%C3%BC+"_s << QString();
    }
    void auths()
    {
        QFETCH(Auth, auth);
        QFETCH(QString, url);
        QFETCH(QString, headers);
        RequestSpec spec = specOf(u"http://h/x?a=b#f"_s);
        spec.auth = auth;
        const auto request = resolve(spec, scopeOf({{u"pw"_s, u"a:b"_s}}));
        QVERIFY(request.has_value());
        QCOMPARE(request->urlText, url);
        QCOMPARE(resolveUrl(spec, scopeOf({{u"pw"_s, u"a:b"_s}})).value(), url);
        QCOMPARE(headerText(*request), headers);
        QCOMPARE(request->addedHeaders.size(), request->headers.size());
    }

    void aWrittenAuthorizationWins()
    {
        RequestSpec spec = specOf(u"http://me:pw@h/"_s);
        spec.headers = {{u"authorization"_s, u"Custom x"_s}};
        spec.auth = {.kind = Auth::Kind::Bearer, .token = u"abc"_s};
        const auto request = resolve(spec, {});
        QVERIFY(request.has_value());
        QCOMPARE(headerText(*request), u"authorization: Custom x\n"_s);
        QVERIFY(request->addedHeaders.isEmpty());
    }

    void credentialsInTheUrlBecomeBasic()
    {
        const auto request = resolve(specOf(u"http://me:p%40ss@h/"_s), {});
        QVERIFY(request.has_value());
        QCOMPARE(headerText(*request),
                 u"Authorization: Basic "_s + QString::fromLatin1("me:p@ss"_ba.toBase64()) + u'\n');
        QCOMPARE(request->addedHeaders, QList<QByteArray>{"authorization"_ba});
    }

    /// GraphQL over HTTP: GET has no body.
    void aQueryByGetIsInTheUrl()
    {
        RequestSpec spec = specOf(u"http://h/graphql?a=b#c"_s);
        spec.headers = {{u"X-REQUEST-TYPE"_s, u"GraphQL"_s}};
        spec.body = {.kind = Body::Kind::GraphQl,
                     .text = u"query Q($id: ID) { x(id: $id) + {{what}} }"_s,
                     .variables = u" {\"id\": \"{{what}}\"}\n"_s,
                     .operationName = u"Q"_s};
        Scope scope;
        scope.layers = {{u"environment"_s, {{u"what"_s, u"é&"_s}}, ScopeLayer::Kind::Environment}};
        const auto request = resolve(spec, scope);
        QVERIFY(request.has_value());
        QVERIFY(request->body.isEmpty());
        QCOMPARE(headerText(*request), QString());
        QStringList parameters;
        for (const QByteArray &pair : request->url.query(QUrl::FullyEncoded).toLatin1().split('&'))
            parameters.append(QUrl::fromPercentEncoding(QByteArray(pair).replace('+', ' ')));
        QCOMPARE(parameters,
                 (QStringList{u"a=b"_s, u"query=query Q($id: ID) { x(id: $id) + é& }"_s,
                              u"variables={\"id\": \"é&\"}"_s, u"operationName=Q"_s}));
        QCOMPARE(resolveUrl(spec, scope).value(), request->urlText);
        spec.body.variables = u"[1]"_s;
        QCOMPARE(resolve(spec, scope).error().kind, Kind::InvalidBody);
        spec.method = u"POST"_s;
        spec.body.variables.clear();
        QCOMPARE(resolve(spec, scope)->urlText, u"http://h/graphql?a=b"_s);
        QVERIFY(!resolve(spec, scope)->body.isEmpty());
    }

    void aColonInAUserNameIsRefused()
    {
        RequestSpec spec = specOf(u"http://h/"_s);
        spec.auth = {.kind = Auth::Kind::Basic, .user = u"a:b"_s, .password = u"c"_s};
        QCOMPARE(resolve(spec, {}).error().kind, Kind::InvalidHeader);
    }
};

QTEST_GUILESS_MAIN(TestResolve)
#include "tst_resolve.moc"
