// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/redaction.h"
#include "core/resolve/resolve.h"
#include "core/resolve/unmasking.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

class TestUnmasking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void theSameBytesComeBack_data();
    void theSameBytesComeBack();
    void whatWasWrittenOutIsNotKept_data();
    void whatWasWrittenOutIsNotKept();
    void secretsThatChangedAreTakenAsTheyAreNow();
    void anOldRecordSaysSo();
    void filesAreWhatTheyWere();
    void aBodyThatIsGoneIsTold();
};

namespace {

constexpr auto token = "s3cret/to+ken \"q\" ü";

RequestSpec spec(const QString &url = u"http://store/x"_s)
{
    RequestSpec request;
    request.url = url;
    request.method = u"POST"_s;
    return request;
}

Scope scope()
{
    Scope scope;
    scope.secrets = {{u"api-token"_s, QString::fromUtf8(token)}, {u"pin"_s, u"77"_s}};
    scope.layers = {{u"environment"_s,
                     {{u"password"_s, u"open-sesame"_s}, {u"token"_s, u"{{$secret api-token}}"_s}},
                     ScopeLayer::Kind::Environment}};
    return scope;
}

Exchange sent(const RequestSpec &request, const Scope &with)
{
    Exchange exchange;
    exchange.spec = request;
    const auto resolved = resolve(request, with);
    if (resolved)
        exchange.request = *resolved;
    return exchange;
}

} // namespace

void TestUnmasking::theSameBytesComeBack_data()
{
    QTest::addColumn<RequestSpec>("request");
    RequestSpec one = spec();
    QTest::newRow("nothing was masked") << one;
    one.url = u"http://store/{{$secret pin}}/x?token={{$secret pin}}&n=77&q={{token}}"_s;
    QTest::newRow("in path and query") << one;
    one = spec();
    one.auth = {.kind = Auth::Kind::Bearer, .token = u"{{$secret pin}}x{{password}}"_s};
    one.auth.token = u"{{$secret pin}}"_s;
    QTest::newRow("a bearer token") << one;
    one.auth.token = u"{{password}}"_s;
    QTest::newRow("a bearer token that is a variable") << one;
    one.auth = {.kind = Auth::Kind::Basic, .user = u"jane"_s, .password = u"{{token}}"_s};
    QTest::newRow("a password for Basic") << one;
    one.auth
        = {.kind = Auth::Kind::Basic, .user = u"{{$secret pin}}"_s, .password = u"{{password}}"_s};
    QTest::newRow("user and password for Basic") << one;
    one.auth = {.kind = Auth::Kind::ApiKey,
                .keyName = u"tag"_s,
                .keyValue = u"{{token}}"_s,
                .keyPlacement = Auth::Placement::Query};
    QTest::newRow("an API key in the query") << one;
    one = spec();
    one.headers = {{u"Cookie"_s, u"session={{$secret pin}}"_s},
                   {u"X-Plain"_s, u"before {{$secret pin}} after"_s},
                   {u"X-Api-Key"_s, u"{{$secret pin}}"_s},
                   {u"X-Stars"_s, u"***"_s}};
    QTest::newRow("in headers") << one;
    one = spec();
    one.route.proxy = u"http://jane.doe:{{token}}@proxy:8080"_s;
    QTest::newRow("the password of a proxy") << one;
    one = spec();
    one.body.kind = Body::Kind::Json;
    one.body.text = u"{\"a\": \"{{$secret pin}}\", \"b\": \"77\", \"c\": \"***\"}"_s;
    QTest::newRow("twice in the body, once by chance") << one;
    one.body.kind = Body::Kind::Form;
    one.body.form = {{u"password"_s, u"{{token}}"_s}, {u"x"_s, u"{{token}}"_s}};
    QTest::newRow("in a form") << one;
}

void TestUnmasking::theSameBytesComeBack()
{
    QFETCH(RequestSpec, request);
    const Exchange exchange = sent(request, scope());
    const Exchange kept = redacted(exchange, scope());
    const auto back = unmasked(kept.request, scope());
    QVERIFY2(back, back ? "" : qPrintable(back.error().subject + back.error().detail));
    QCOMPARE(back->method, exchange.request.method);
    QCOMPARE(back->urlText, exchange.request.urlText);
    QCOMPARE(back->url, exchange.request.url);
    QCOMPARE(back->headers, exchange.request.headers);
    QCOMPARE(back->body, exchange.request.body);
    QCOMPARE(back->route, exchange.request.route);
    // No value is in what is kept of them.
    const QList<MaskedPlace> places = kept.request.masked.value_or(QList<MaskedPlace>());
    for (const MaskedPlace &place : places) {
        for (const MaskedPlace::Piece &piece : place.pieces)
            QVERIFY(!piece.text.contains("77"_L1) && !piece.text.contains("sesame"_L1));
    }
}

void TestUnmasking::whatWasWrittenOutIsNotKept_data()
{
    QTest::addColumn<RequestSpec>("request");
    QTest::addColumn<QString>("place");
    RequestSpec one = spec(u"http://store/?token=literal"_s);
    QTest::newRow("in the query") << one << u"the URL"_s;
    one = spec();
    one.route.proxy = u"http://jane:literal@proxy:8080"_s;
    QTest::newRow("the password of a proxy") << one << u"the proxy"_s;
    one = spec();
    one.auth = {.kind = Auth::Kind::Bearer, .token = u"literal-token"_s};
    QTest::newRow("a bearer token") << one << u"header Authorization"_s;
    one.auth = {.kind = Auth::Kind::Bearer, .token = u"literal-{{$secret pin}}"_s};
    QTest::newRow("beside a secret") << one << u"header Authorization"_s;
    one.auth = {.kind = Auth::Kind::Basic, .user = u"jane"_s, .password = u"literal"_s};
    QTest::newRow("a password") << one << u"header Authorization"_s;
    one.auth = {};
    one.headers = {{u"Cookie"_s, u"a=literal; b={{$secret pin}}"_s}};
    QTest::newRow("one of two cookies") << one << u"header Cookie"_s;
}

void TestUnmasking::whatWasWrittenOutIsNotKept()
{
    QFETCH(RequestSpec, request);
    const Exchange kept = redacted(sent(request, scope()), scope());
    for (const MaskedPlace &place : *kept.request.masked) {
        for (const MaskedPlace::Piece &piece : place.pieces)
            QVERIFY2(!piece.text.contains("literal"_L1), qPrintable(piece.text));
    }
    const auto back = unmasked(kept.request, scope());
    QVERIFY(!back);
    QCOMPARE(back.error().kind, Kind::SecretNotKept);
    QTEST(back.error().subject, "place");
    // Who wants to goes without.
    const auto without
        = unmasked(kept.request, scope(), {.secrets = ReplayLeniency::Secrets::LeftOut});
    QVERIFY(without);
    QVERIFY(!without->urlText.contains("***"_L1));
    for (const RawHeader &header : without->headers)
        QVERIFY(!header.value.contains("***"));
}

void TestUnmasking::secretsThatChangedAreTakenAsTheyAreNow()
{
    RequestSpec request = spec();
    request.auth = {.kind = Auth::Kind::Bearer, .token = u"{{$secret pin}}"_s};
    const Exchange kept = redacted(sent(request, scope()), scope());
    QCOMPARE(secretsOf(kept.request), QStringList{u"pin"_s});
    Scope today;
    today.secrets = {{u"pin"_s, u"1234"_s}};
    QCOMPARE(headerValue(unmasked(kept.request, today)->headers, "authorization"), "Bearer 1234");
    const auto gone = unmasked(kept.request, Scope());
    QVERIFY(!gone);
    QCOMPARE(gone.error().kind, Kind::UnresolvedVariable);
    QVERIFY(gone.error().subject.contains("pin"_L1));
}

void TestUnmasking::anOldRecordSaysSo()
{
    RequestSpec request = spec();
    request.auth = {.kind = Auth::Kind::Bearer, .token = u"{{$secret pin}}"_s};
    Exchange kept = redacted(sent(request, scope()), scope());
    kept.request.masked.reset();
    const auto back = unmasked(kept.request, scope());
    QVERIFY(!back);
    QCOMPARE(back.error(),
             (SendError{Kind::SecretNotKept, u"header Authorization"_s, u"old record"_s}));
    // One that never had any can be sent.
    Exchange plain = redacted(sent(spec(), scope()), scope());
    plain.request.masked.reset();
    QVERIFY(unmasked(plain.request, scope()));
}

void TestUnmasking::filesAreWhatTheyWere()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"body.bin"_s);
    const auto write = [&](const QByteArray &content) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    };
    write("before");
    RequestSpec request = spec();
    request.body.kind = Body::Kind::File;
    request.body.filePath = path;
    const Exchange kept = redacted(sent(request, scope()), scope());
    QVERIFY(unmasked(kept.request, scope()));
    write("and after");
    const auto changed = unmasked(kept.request, scope());
    QVERIFY(!changed);
    QCOMPARE(changed.error().kind, Kind::BodyChanged);
    QCOMPARE(changed.error().subject, path);
    const auto now = unmasked(kept.request, scope(), {.files = ReplayLeniency::Files::AsTheyAre});
    QCOMPARE(now->bodySize(), 9);
    QVERIFY(QFile::remove(path));
    QCOMPARE(unmasked(kept.request, scope()).error().kind, Kind::BodyUnreadable);
}

void TestUnmasking::aBodyThatIsGoneIsTold()
{
    RequestSpec request = spec();
    request.body.kind = Body::Kind::Text;
    request.body.text = u"text"_s;
    Exchange kept = redacted(sent(request, scope()), scope());
    kept.request.body[0].bytes.clear();
    QCOMPARE(unmasked(kept.request, scope()).error().kind, Kind::BodyNotKept);
}

QTEST_GUILESS_MAIN(TestUnmasking)
#include "tst_unmasking.moc"
