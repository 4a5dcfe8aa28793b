// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/redaction.h"
#include "core/resolve/resolve.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestRedaction : public QObject
{
    Q_OBJECT

private:
    /// Every text of an exchange in one.
    static QString everything(const Exchange &exchange)
    {
        QString text;
        const auto addHeaders = [&text](const QList<RawHeader> &headers) {
            for (const RawHeader &header : headers)
                text += QString::fromUtf8(header.name + ": " + header.value + '\n');
        };
        const RequestSpec &spec = exchange.spec;
        text += spec.url + u'\n' + spec.body.text + u'\n' + spec.auth.user + u' '
            + spec.auth.password + u' ' + spec.auth.token + u' ' + spec.auth.keyValue + u'\n';
        for (const HeaderField &field : spec.headers)
            text += field.name + u": "_s + field.value + u'\n';
        for (const QueryParameter &row : spec.body.form)
            text += row.value + u'\n';
        text += exchange.request.url.toString() + u'\n' + exchange.request.urlText + u'\n';
        text += spec.route.proxy + u'\n' + exchange.request.route.proxy + u'\n';
        addHeaders(exchange.request.headers);
        for (const BodySegment &segment : exchange.request.body)
            text += QString::fromUtf8(segment.bytes) + u'\n';
        text += exchange.key.key + u'\n';
        for (const Attempt &attempt : exchange.attempts) {
            if (!attempt.result) {
                text += attempt.result.error().subject + attempt.result.error().detail + u'\n';
                continue;
            }
            addHeaders(attempt.result->headers);
            text += QString::fromUtf8(attempt.result->body.bytes) + attempt.result->url.toString()
                + u'\n';
            for (const RedirectHop &hop : attempt.result->redirects) {
                text += hop.url.toString() + u'\n';
                addHeaders(hop.headers);
            }
        }
        return text;
    }
    static Exchange exchangeOf(const RequestSpec &spec, const Scope &scope)
    {
        Exchange exchange;
        exchange.spec = spec;
        exchange.request = resolve(spec, scope).value();
        exchange.key.key = exchange.request.urlText;
        Response response;
        response.status = 200;
        response.url = exchange.request.url;
        response.headers = exchange.request.headers;
        response.headers.append({"Set-Cookie"_ba, "session=cookie-secret; Path=/"_ba});
        response.headers.append({"X-Plain"_ba, "kept"_ba});
        // A server that tells back what it got.
        response.body.bytes = exchange.request.urlText.toUtf8();
        for (const RawHeader &header : exchange.request.headers)
            response.body.bytes += '\n' + header.value;
        response.redirects.append({"GET"_ba, exchange.request.url, 302, response.headers});
        Attempt attempt;
        attempt.result = response;
        exchange.attempts.append(attempt);
        return exchange;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void nothingSecretIsLeft_data()
    {
        QTest::addColumn<RequestSpec>("spec");
        QTest::addColumn<QStringList>("secrets");
        const auto row = [](const char *name, const auto &change, const QStringList &secrets) {
            RequestSpec spec;
            spec.url = u"http://h/x?a=b"_s;
            change(spec);
            QTest::newRow(name) << spec << secrets;
        };
        row("a secret in a header",
            [](RequestSpec &s) { s.headers = {{u"X-Other"_s, u"{{$secret k}}"_s}}; },
            {u"v4lue of/k"_s});
        row("a secret in the query", [](RequestSpec &s) { s.url += u"&c={{$secret k}}"_s; },
            {u"v4lue of/k"_s, u"v4lue%20of/k"_s});
        row("a secret in a JSON body",
            [](RequestSpec &s) {
                s.body = {.kind = Body::Kind::Json, .text = u"{\"c\": \"{{$secret k}}\"}"_s};
            },
            {u"v4lue of/k"_s});
        row("a secret in a form",
            [](RequestSpec &s) {
                s.body = {.kind = Body::Kind::Form, .form = {{u"c"_s, u"{{$secret k}}"_s}}};
            },
            {u"v4lue+of%2Fk"_s, u"v4lue of/k"_s});
        row("a literal password",
            [](RequestSpec &s) {
                s.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"hunter22"_s};
            },
            {u"hunter22"_s, QString::fromLatin1("me:hunter22"_ba.toBase64())});
        row("a secret as password",
            [](RequestSpec &s) {
                s.auth
                    = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"{{$secret k}}"_s};
            },
            {u"v4lue of/k"_s, QString::fromLatin1("me:v4lue of/k"_ba.toBase64())});
        row("a token",
            [](RequestSpec &s) {
                s.auth = {.kind = Auth::Kind::Bearer, .token = u"tok-literal"_s};
            },
            {u"tok-literal"_s});
        row("a written Authorization",
            [](RequestSpec &s) { s.headers = {{u"Authorization"_s, u"Bearer tok-written"_s}}; },
            {u"tok-written"_s});
        row("an API key in a header of any name",
            [](RequestSpec &s) {
                s.auth = {.kind = Auth::Kind::ApiKey,
                          .keyName = u"X-Shop"_s,
                          .keyValue = u"key-literal"_s};
            },
            {u"key-literal"_s});
        row("an API key in the query",
            [](RequestSpec &s) {
                s.auth = {.kind = Auth::Kind::ApiKey,
                          .keyName = u"shop"_s,
                          .keyValue = u"key literal"_s,
                          .keyPlacement = Auth::Placement::Query};
            },
            {u"key literal"_s, u"key+literal"_s});
        row("credentials in the URL", [](RequestSpec &s) { s.url = u"http://me:hunter22@h/x"_s; },
            {u"hunter22"_s});
        row("a parameter that carries a credential",
            [](RequestSpec &s) { s.url += u"&access_token=in-the-url"_s; }, {u"in-the-url"_s});
        row("the password of a proxy",
            [](RequestSpec &s) { s.route.proxy = u"http://me:hunter22@proxy:3128"_s; },
            {u"hunter22"_s});
        row("a secret as the password of a proxy",
            [](RequestSpec &s) { s.route.proxy = u"socks5://me:{{$secret k}}@proxy:1080"_s; },
            {u"v4lue of/k"_s});
        row("a cookie", [](RequestSpec &s) { s.headers = {{u"cookie"_s, u"sid=cookie-value"_s}}; },
            {u"cookie-value"_s});
    }
    void nothingSecretIsLeft()
    {
        QFETCH(RequestSpec, spec);
        QFETCH(QStringList, secrets);
        Scope scope;
        scope.secrets.insert(u"k"_s, u"v4lue of/k"_s);
        const Exchange exchange = exchangeOf(spec, scope);
        const QString text = everything(redacted(exchange, scope));
        for (const QString &secret : secrets + QStringList{u"cookie-secret"_s})
            QVERIFY2(!text.contains(secret), qPrintable(secret + u" in\n"_s + text));
        QVERIFY(text.contains("***"_L1));
        QVERIFY(text.contains("X-Plain: kept"_L1));
    }

    void whatIsNotSecretStays()
    {
        RequestSpec spec;
        spec.url = u"http://h/x?a=b"_s;
        spec.headers = {{u"Accept"_s, u"text/plain"_s}};
        spec.body = {.kind = Body::Kind::Text, .text = u"hello"_s};
        Exchange exchange = exchangeOf(spec, {});
        exchange.attempts.clear();
        QCOMPARE(redacted(exchange, {}), exchange);
    }

    void placeholdersStayInASpec()
    {
        RequestSpec spec;
        spec.url = u"http://{{user}}:{{password}}@h/?token={{token}}&x=1"_s;
        spec.headers = {{u"Authorization"_s, u"Bearer {{token}}"_s}};
        spec.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"{{$secret pw}}"_s};
        spec.auth.token = u"literal"_s;
        RequestSpec expected = spec;
        expected.auth.token = u"***"_s;
        QCOMPARE(redacted(spec), expected);
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isSecret");
        for (const char *name : {"token", "access_token", "api_key", "apikey", "X-API-Key",
                                 "password", "client_secret", "key", "sig"})
            QTest::newRow(name) << QString::fromLatin1(name) << true;
        for (const char *name : {"productId", "keyword", "q", "monkey", "page", "author",
                                 "Content-Type", "Idempotency-Key"})
            QTest::newRow(name) << QString::fromLatin1(name) << false;
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(bool, isSecret);
        QCOMPARE(isSecretHeader(name.toLatin1()), isSecret);
        if (name != "Idempotency-Key"_L1)
            QCOMPARE(isSecretParameter(name), isSecret);
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
