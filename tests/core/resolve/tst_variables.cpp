// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/exchange.h"
#include "core/resolve/dynamicvalues.h"
#include "core/resolve/jsonpath.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/redaction.h"
#include "core/resolve/variables.h"
#include "core/resolve/xmlpath.h"

#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

using Layer = ScopeLayer::Kind;

std::shared_ptr<const Exchange> answered(const QByteArray &body)
{
    Exchange exchange;
    exchange.spec.name = u"login"_s;
    exchange.request.headers = {{"X-Sent", "sent"}};
    exchange.request.body = {{"{\"user\": {\"id\": 7}}", {}, 19}};
    Response response;
    response.status = 201;
    response.headers = {{"Content-Type", "application/json"}, {"Location", "/orders/7"}};
    response.body.bytes = body;
    response.body.size = body.size();
    Attempt attempt;
    attempt.result = response;
    exchange.attempts = {attempt};
    return std::make_shared<const Exchange>(exchange);
}

Scope usualScope()
{
    Scope scope;
    scope.layers = {
        {u"file shop.http"_s,
         {{u"base"_s, u"http://{{host}}"_s}, {u"host"_s, u"from file"_s}},
         Layer::File,
         u"/c/shop.http"_s,
         {{u"base"_s, 1}, {u"host"_s, 2}}},
        {u"environment dev (http-client.private.env.json)"_s,
         {{u"password"_s, u"hunter2hunter2"_s}, {u"auth"_s, u"key {{password}}"_s}},
         Layer::PrivateEnvironment,
         u"/c/http-client.private.env.json"_s},
        {u"environment dev (http-client.env.json)"_s,
         {{u"host"_s, u"localhost"_s},
          {u"token"_s, u"{{$secret shop-token}}"_s},
          {u"one"_s, u"{{two}}"_s},
          {u"two"_s, u"{{one}}"_s},
          {u"lost"_s, u"{{tokne}}"_s},
          {u"which"_s, u"VARIABLES_TEST"_s}},
         Layer::Environment,
         u"/c/http-client.env.json"_s,
         {{u"host"_s, 4}}},
        {u"http-client.env.json ($shared)"_s,
         {{u"token"_s, u"of all"_s}, {u"v"_s, u"1"_s}},
         Layer::Shared,
         u"/c/http-client.env.json"_s},
    };
    scope.secrets = {{u"shop-token"_s, u"pl4nted"_s}};
    scope.dotenv = {{u"DB"_s, u"local"_s}, {u"VARIABLES_TEST"_s, u"dot"_s}};
    scope.requestNames = {u"login"_s, u"other"_s};
    scope.exchanges.insert(u"login"_s,
                           answered("{\"token\": \"t1\", \"big\": 12345678901234567890, \"list\": "
                                    "[{\"id\": 1}, {\"id\": 2, \"a b\": true}],"
                                    "\"a.b\": \"\\u00e4\\\"\", \"none\": null}"));
    return scope;
}

QString expandedOr(const QString &text, const Scope &scope)
{
    const auto value = Placeholders(scope).expand(text, u"the URL"_s);
    return value ? *value : u"error: "_s + value.error().detail;
}

} // namespace

/// Placeholders: dynamic values, earlier answers, and what is said of them.
class TestVariables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        qputenv("VARIABLES_TEST", "from the process");
    }

    void values_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pattern");
        const auto row = [](const char *name, const QString &text, const QString &pattern) {
            QTest::newRow(name) << text << pattern;
        };
        static const QString uuid
            = u"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"_s;
        row("$uuid", u"{{$uuid}}"_s, uuid);
        row("$random.uuid", u"{{$random.uuid}}"_s, uuid);
        row("$timestamp", u"{{$timestamp}}"_s, u"1[0-9]{9}"_s);
        row("$isoTimestamp", u"{{$isoTimestamp}}"_s,
            u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"_s);
        row("$randomInt between", u"{{$randomInt 5 7}}"_s, u"[56]"_s);
        row("$randomInt below zero", u"{{$randomInt -3 -2}}"_s, u"-3"_s);
        row("$random.integer as a call", u"{{$random.integer(5, 6)}}"_s, u"5"_s);
        row("$random.float", u"{{$random.float(1.5, 2)}}"_s, u"1\\.[5-9]\\d*"_s);
        row("$random.alphabetic", u"{{$random.alphabetic(12)}}"_s, u"[A-Za-z]{12}"_s);
        row("$random.alphanumeric", u"{{$random.alphanumeric(12)}}"_s, u"\\w{12}"_s);
        row("$random.hexadecimal", u"{{$random.hexadecimal(8)}}"_s, u"[0-9a-f]{8}"_s);
        row("$random.email", u"{{$random.email}}"_s, u"[\\w.]+@example\\.com"_s);
        row("a made-up name", u"{{$random.name.fullName}}"_s, u"\\w+ \\w+"_s);
        row("a format in quotes", u"{{$datetime \"[a] YYYY\" 0 d}}"_s, u"a 20\\d\\d"_s);
        row("$localDatetime", u"{{$localDatetime iso8601}}"_s, u"20.*[+-]\\d\\d:\\d\\d"_s);
        row("$datetime rfc1123", u"{{$datetime rfc1123}}"_s,
            u"\\w{3}, \\d\\d \\w{3} 20\\d\\d \\d\\d:\\d\\d:\\d\\d GMT"_s);
        row("$processEnv", u"{{$processEnv VARIABLES_TEST}}"_s, u"from the process"_s);
        row("$processEnv by a variable", u"{{$processEnv %which}}"_s, u"from the process"_s);
        row("$dotenv", u"{{$dotenv DB}}"_s, u"local"_s);
        row("$dotenv by a variable", u"{{$dotenv %which}}"_s, u"dot"_s);
        row("$shared goes past the environment", u"{{$shared token}}"_s, u"of all"_s);
        row("a variable within one", u"{{base}}/x"_s, u"http://from file/x"_s);
        row("quotes make no placeholder", u"{\"a\":{{\"b\"}}}"_s,
            u"\\{\"a\":\\{\\{\"b\"\\}\\}\\}"_s);
        row("an unknown function", u"{{$uid}}"_s, u"error: .*nearest: \\$.?uid"_s);
        row("a limit that is no number", u"{{$randomInt a 2}}"_s, u"error: .*whole numbers"_s);
        row("limits the wrong way round", u"{{$random.integer(2, 1)}}"_s, u"error: .*below.*"_s);
        row("an unknown unit", u"{{$timestamp 1 year}}"_s, u"error: .*y, M, w, d.*"_s);
        row("no such .env value", u"{{$dotenv DBX}}"_s, u"error: .*nearest: DB"_s);
        row("circles are named", u"{{one}}"_s, u"error: .*one -> two -> one"_s);
        row("a missing one says where it was looked for", u"{{hots}}"_s,
            u"error: in the URL; not in file shop.http, environment dev .*; nearest: host"_s);
    }
    void values()
    {
        QFETCH(QString, text);
        QFETCH(QString, pattern);
        const QString value = expandedOr(text, usualScope());
        const QRegularExpression expected(QRegularExpression::anchoredPattern(pattern));
        QVERIFY2(expected.match(value).hasMatch(), qPrintable(value));
    }

    void everyUseIsDrawnAnew()
    {
        const QStringList parts = expandedOr(u"{{$uuid}} {{$uuid}}"_s, {}).split(u' ');
        QVERIFY(parts[0] != parts[1]);
    }

    void timesAreFormatted_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("text");
        QTest::newRow("all of a date") << u"YYYY YY MMMM MMM MM M DD D Do dddd ddd d"_s
                                       << u"2024 24 March Mar 03 3 02 2 2nd Saturday Sat 6"_s;
        QTest::newRow("all of a time")
            << u"HH H hh h A a mm m ss s SSS"_s << u"15 15 03 3 PM pm 04 4 05 5 006"_s;
        QTest::newRow("zones and seconds")
            << u"Z ZZ X x"_s << u"+02:00 +0200 1709384645 1709384645006"_s;
        QTest::newRow("text in brackets") << u"[YYYY] YYYY-[T]"_s << u"YYYY 2024-T"_s;
    }
    void timesAreFormatted()
    {
        QFETCH(QString, format);
        const QDateTime time(QDate(2024, 3, 2), QTime(15, 4, 5, 6),
                             QTimeZone::fromSecondsAheadOfUtc(7200));
        QTEST(formattedTime(time, format), "text");
    }

    void offsetsMoveTheTime_data()
    {
        QTest::addColumn<QString>("offset");
        QTest::addColumn<QString>("text");
        QTest::newRow("a year back") << u"-1 y"_s << u"2023-03-31T10:00:00.000Z"_s;
        QTest::newRow("a month keeps within its days")
            << u"-1 M"_s << u"2024-02-29T10:00:00.000Z"_s;
        QTest::newRow("a week") << u"1 w"_s << u"2024-04-07T10:00:00.000Z"_s;
        QTest::newRow("hours") << u"-11 h"_s << u"2024-03-30T23:00:00.000Z"_s;
        QTest::newRow("minutes") << u"5 m"_s << u"2024-03-31T10:05:00.000Z"_s;
        QTest::newRow("milliseconds") << u"7 ms"_s << u"2024-03-31T10:00:00.007Z"_s;
    }
    void offsetsMoveTheTime()
    {
        QFETCH(QString, offset);
        const QDateTime now(QDate(2024, 3, 31), QTime(10, 0), QTimeZone::utc());
        const auto value = dynamicValue(dynamicWords(u"$datetime iso8601 "_s + offset), now);
        QVERIFY(value && *value);
        QTEST(value->value(), "text");
    }

    void answers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *title, const QString &name, const QString &value) {
            QTest::newRow(title) << name << value;
        };
        row("a member", u"login.response.body.$.token"_s, u"t1"_s);
        row("a long number keeps its digits", u"login.response.body.$.big"_s,
            u"12345678901234567890"_s);
        row("an index", u"login.response.body.$.list[1].id"_s, u"2"_s);
        row("an index from the end", u"login.response.body.$.list[-2].id"_s, u"1"_s);
        row("a name in quotes", u"login.response.body.$.list[1]['a b']"_s, u"true"_s);
        row("a name with a dot", u"login.response.body.$[\"a.b\"]"_s, u"\u00e4\""_s);
        row("the first of any", u"login.response.body.$.list[*].id"_s, u"1"_s);
        row("the first of any that has it", u"login.response.body.$.list[*]['a b']"_s, u"true"_s);
        row("an object as it is written", u"login.response.body.$.list[0]"_s, u"{\"id\": 1}"_s);
        row("null", u"login.response.body.$.none"_s, u"null"_s);
        row("a header, whatever its case", u"login.response.headers.location"_s, u"/orders/7"_s);
        row("the status", u"login.response.status"_s, u"201"_s);
        row("what was sent", u"login.request.body.$.user.id"_s, u"7"_s);
        row("a header that was sent", u"login.request.headers.X-Sent"_s, u"sent"_s);
        row("no such member", u"login.response.body.$.tokne"_s,
            u"error: in the URL; there is no .tokne in its body"_s);
        row("no such index", u"login.response.body.$.list[5].id"_s,
            u"error: in the URL; there is no [5] in its body"_s);
        row("the first of all below", u"login.response.body.$..id"_s, u"1"_s);
        row("the first one that a filter takes", u"login.response.body.$.list[?@.id > 1].id"_s,
            u"2"_s);
        row("a path that is not understood", u"login.response.body.$.list[id]"_s,
            u"error: in the URL; the path is not understood from \"id]\" on"_s);
        row("a name that the RFC wants in quotes", u"login.response.body.$.no-such"_s,
            u"error: in the URL; there is no ['no-such'] in its body"_s);
        row("no such header", u"login.response.headers.X-No"_s,
            u"error: in the URL; there is no header X-No; it has Content-Type, Location"_s);
        row("not sent yet", u"other.response.body.$.a"_s,
            u"error: in the URL; the request \"other\" was not sent yet; send it first"_s);
        row("no such request", u"logn.response.body.$.a"_s,
            u"error: in the URL; no request is called \"logn\"; nearest: login"_s);
    }
    void answers()
    {
        QFETCH(QString, name);
        QTEST(expandedOr(u"{{"_s + name + u"}}"_s, usualScope()), "value");
    }

    void bodiesThatAreNoJsonSaySo_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("message");
        QTest::newRow("HTML") << "<html></html>"_ba << u"its body is not JSON (byte 0)"_s;
        QTest::newRow("nothing") << ""_ba << u"its body is empty"_s;
        QTest::newRow("broken off")
            << "{\"a\": [1, {\"b\": \"c"_ba << u"its body is not JSON (byte 18)"_s;
        QTest::newRow("two values") << "{} {}"_ba << u"its body is not JSON (byte 3)"_s;
    }
    void bodiesThatAreNoJsonSaySo()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, message);
        Scope scope;
        scope.exchanges.insert(u"a"_s, answered(body));
        QCOMPARE(expandedOr(u"{{a.response.body.$.x}}"_s, scope),
                 u"error: in the URL; "_s + message);
        QCOMPARE(expandedOr(u"{{a.response.body.*}}"_s, scope), QString::fromUtf8(body));
    }

    void largeBodiesAreReadFromTheirFiles()
    {
        auto file = std::make_shared<QTemporaryFile>();
        QVERIFY(file->open());
        file->write("{\"pad\": \"" + QByteArray(4 << 20, 'x') + "\", \"token\": \"end\"}");
        file->flush();
        auto exchange = std::make_shared<Exchange>(*answered({}));
        exchange->attempts[0].result->body.file = file;
        exchange->attempts[0].result->body.size = file->size();
        Scope scope;
        scope.exchanges.insert(u"a"_s, exchange);
        QCOMPARE(expandedOr(u"{{a.response.body.$.token}}"_s, scope), u"end"_s);
        exchange->attempts[0].result->body.size = 17 << 20;
        QCOMPARE(expandedOr(u"{{a.response.body.$.token}}"_s, scope),
                 u"error: in the URL; its body is larger than 16 MiB"_s);
    }

    void xmlPaths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const QString &path, const QString &value) {
            QTest::newRow(name) << path << value;
        };
        row("from the root", u"/feed/entry/id"_s, u"1"_s);
        row("anywhere", u"//id"_s, u"1"_s);
        row("the second of them", u"//entry[2]/id"_s, u"2"_s);
        row("an attribute", u"//entry[2]/@lang"_s, u"en"_s);
        row("an attribute that only the second has", u"//entry/@lang"_s, u"en"_s);
        row("text()", u"/feed/title/text()"_s, u"A & B"_s);
        row("any name", u"/*/*[3]/id"_s, u"2"_s);
        row("a prefix is not needed", u"//total"_s, u"9"_s);
        row("with all its text", u"/feed/entry[2]"_s, u"2x"_s);
        row("not there", u"/feed/none"_s, u"error 1"_s);
        row("not understood", u"//entry[@a='b']"_s, u"error 0"_s);
    }
    void xmlPaths()
    {
        QFETCH(QString, path);
        const auto value = xmlPathValue(
            "<?xml version=\"1.0\"?><feed xmlns:s=\"urn:s\"><title>A &amp; "
            "B</title><entry><id>1</id></entry>"
            "<entry lang=\"en\"><id>2</id><b>x</b></entry><s:total>9</s:total></feed>",
            path);
        const QString told = value ? *value : u"error %1"_s.arg(int(value.error().kind));
        QTEST(told, "value");
    }

    void explainsWhereAValueComesFrom()
    {
        const PlaceholderExplanation base = explainPlaceholder(u"base"_s, usualScope());
        QCOMPARE(base.value, u"http://from file"_s);
        QCOMPARE(base.origin->line, 1);
        QCOMPARE(base.origin->written, u"http://{{host}}"_s);
        QCOMPARE(base.nested.size(), 1);
        QCOMPARE(base.nested[0].name, u"host"_s);
        QCOMPARE(base.nested[0].origin->path, u"/c/shop.http"_s);
        QCOMPARE(base.nested[0].shadowed.size(), 1);
        QCOMPARE(base.nested[0].shadowed[0].line, 4);
        QCOMPARE(base.nested[0].shadowed[0].written, u"localhost"_s);
        const PlaceholderExplanation missing = explainPlaceholder(u"lost"_s, usualScope());
        QVERIFY(!missing.value);
        QCOMPARE(missing.nearest, u"token"_s);
        QVERIFY(!explainPlaceholder(u"one"_s, usualScope()).value);
    }

    void explanationsHoldNoSecret()
    {
        const PlaceholderExplanation token = explainPlaceholder(u"token"_s, usualScope());
        QCOMPARE(token.value, u"***"_s);
        QVERIFY(token.isSecret);
        QCOMPARE(token.nested[0].kind, PlaceholderKind::Secret);
        QCOMPARE(token.shadowed[0].kind, Layer::Shared);
        // In plain, but in the private file and called like one.
        const PlaceholderExplanation password = explainPlaceholder(u"password"_s, usualScope());
        QCOMPARE(password.value, u"***"_s);
        QCOMPARE(password.origin->written, u"***"_s);
        for (const VariableSuggestion &suggestion : variableSuggestions(usualScope())) {
            QVERIFY2(!suggestion.value.contains("pl4nted"_L1), qPrintable(suggestion.name));
            QVERIFY2(!suggestion.value.contains("hunter2"_L1), qPrintable(suggestion.name));
        }
    }

    void suggestsEverythingThatCanStandBetweenBraces()
    {
        QHash<QString, VariableSuggestion> found;
        for (const VariableSuggestion &suggestion : variableSuggestions(usualScope()))
            found.insert(suggestion.name, suggestion);
        QCOMPARE(found.value(u"v"_s).value, u"1"_s);
        QCOMPARE(found.value(u"login.response.headers.Location"_s).value, u"/orders/7"_s);
        QVERIFY(found.value(u"other.response.body.$"_s).meaning.contains("not sent yet"_L1));
        QVERIFY(found.contains(u"$secret shop-token"_s));
        QVERIFY(found.value(u"$timestamp"_s).meaning.contains("1970"_L1));
        QVERIFY(found.contains(u"$random.name.firstName"_s));
    }

    void fiveThousandVariablesAreSuggestedAtOnce()
    {
        Scope scope;
        ScopeLayer layer{u"environment"_s, {}, Layer::Environment};
        for (int i = 0; i < 5000; ++i)
            layer.values.insert(u"name%1"_s.arg(i),
                                u"value {{name%1}}"_s.arg(std::max(0, i % 10 - 1)));
        layer.values.insert(u"name0"_s, u"end"_s);
        scope.layers = {layer};
        QElapsedTimer timer;
        timer.start();
        QVERIFY(variableSuggestions(scope).size() > 5000);
        // Generous: sanitizers and shared machines.
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void namesWhatCannotBeResolved()
    {
        RequestSpec spec;
        spec.url = u"{{base}}/{{pth}}"_s;
        spec.headers
            = {{u"A"_s, u"{{v}}"_s}, {u"B"_s, u"x {{nope}}"_s}, {u"C"_s, u"{{nope}}"_s, false}};
        spec.auth.kind = Auth::Kind::Bearer;
        spec.auth.token = u"{{$secret shop-tokn}}"_s;
        spec.body.kind = Body::Kind::Json;
        spec.body.text = u"{\"a\": \"{{hots}}\"}"_s;
        spec.body.form = {{u"f"_s, u"{{unused}}"_s}};
        const QList<UnresolvedPlaceholder> found = unresolvedPlaceholders(spec, usualScope());
        QCOMPARE(found.size(), 4);
        QCOMPARE(found[0].field, RequestField::Token);
        QCOMPARE(found[0].nearest, u"shop-token"_s);
        QCOMPARE(found[1].field, RequestField::Url);
        QCOMPARE(found[1].span, (PlaceholderSpan{9, 16, u"pth"_s}));
        QCOMPARE(found[2].field, RequestField::HeaderValue);
        QCOMPARE(found[2].row, 1);
        QCOMPARE(found[3].nearest, u"host"_s);
        QVERIFY(unresolvedPlaceholders(spec, usualScope(), 5).size() == 3);
    }

    void promptsAreToldFromTypingErrors()
    {
        Scope scope;
        scope.prompts.insert(u"pin"_s, u"the pin"_s);
        QCOMPARE(expandedOr(u"{{pin}}"_s, scope),
                 u"error: in the URL; it is asked for by # @prompt: the pin"_s);
    }

    void findsThePlaceholderAtTheCaret()
    {
        const QString text = u"{{a}} b\n{{ c }}{{d}}"_s;
        QCOMPARE(placeholderAt(text, 0)->name, u"a"_s);
        QCOMPARE(placeholderAt(text, 5)->name, u"a"_s);
        QVERIFY(!placeholderAt(text, 7));
        QCOMPARE(placeholderAt(text, 12)->name, u"c"_s);
        QCOMPARE(placeholderAt(text, 18)->name, u"d"_s);
        QVERIFY(!placeholderAt(u"{{ open"_s, 4));
        QCOMPARE(placeholderSpans(text, 6).size(), 2);
        QCOMPARE(placeholderSpans(text, 0, 6).size(), 1);
    }

    void secretsAreFoundThroughValues()
    {
        RequestSpec spec;
        spec.url = u"http://h/{{token}}"_s;
        QCOMPARE(secretsNeeded(spec, usualScope()), QStringList{u"shop-token"_s});
        spec.url = u"http://h/{{ $secret  a b }}"_s;
        spec.headers = {{u"A"_s, u"{{$secret off}}"_s, false}};
        QCOMPARE(secretsNeeded(spec, usualScope()), QStringList{u"a b"_s});
        spec.url = u"http://h/{{one}}"_s;
        QCOMPARE(secretsNeeded(spec, usualScope()), QStringList());
        QCOMPARE(secretsIn(usualScope()), QStringList{u"shop-token"_s});
    }

    void secretsOfEarlierRequestsAreMaskedToo()
    {
        Scope scope;
        scope.confidential.insert(u"pl4nted-before"_s);
        Exchange exchange = *answered("echo pl4nted-before");
        exchange.spec.url = u"http://h/?x=pl4nted-before"_s;
        const Exchange shown = redacted(exchange, scope);
        QVERIFY(!shown.spec.url.contains("pl4nted"_L1));
        QVERIFY(!shown.response()->body.bytes.contains("pl4nted"));
    }
};

QTEST_GUILESS_MAIN(TestVariables)
#include "tst_variables.moc"
