// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/durationtext.h"
#include "ui/request/jsonbody.h"
#include "ui/request/pastedurl.h"
#include "ui/request/placeholders.h"
#include "ui/request/plansummary.h"
#include "ui/request/policylayers.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The small functions behind the composer that need no widget.
class ComposerTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void durations_data();
    void durations();
    void durationsAreReadBack_data();
    void durationsAreReadBack();
    void pastedText_data();
    void pastedText();
    void singleLine_data();
    void singleLine();
    void placeholders();
    void faults_data();
    void faults();
    void formatting_data();
    void formatting();
    void plan_data();
    void plan();
    void valuesAndTheirSources();
};

void ComposerTextsTest::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms"); // -1: not understood
    const auto row = [](const char *name, const QString &text, qint64 ms) {
        QTest::newRow(name) << text << ms;
    };
    row("milliseconds", u"200 ms"_s, 200);
    row("without a blank", u"200ms"_s, 200);
    row("seconds", u"10 s"_s, 10'000);
    row("a plain number is seconds", u"15"_s, 15'000);
    row("fractions", u"1.5 s"_s, 1500);
    row("a decimal comma", u"1,5 s"_s, 1500);
    row("a fraction without a leading zero", u".5 s"_s, 500);
    row("minutes", u"1 min"_s, 60'000);
    row("minutes and seconds", u"1 min 5 s"_s, 65'000);
    row("glued together", u"1h30m"_s, 5'400'000);
    row("a clock", u"1:05"_s, 65'000);
    row("days, the most", u"24 d"_s, qint64(24) * 86'400'000);
    row("more than the most", u"25 d"_s, -1);
    row("in capitals, with blanks around", u"  10 S "_s, 10'000);
    row("nought", u"0"_s, 0);
    row("none", u"none"_s, 0);
    row("nothing", QString(), -1);
    row("an unknown unit", u"3 parsecs"_s, -1);
    row("a negative number", u"-1 s"_s, -1);
    row("a bare number behind others", u"1 min 5"_s, -1);
    row("text behind", u"10 s!"_s, -1);
    row("a clock with 60 seconds", u"1:60"_s, -1);
    row("an enormous number", u"999999999999 d"_s, -1);
    row("not a number", u"nan"_s, -1);
}

void ComposerTextsTest::durations()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, ms);
    const auto duration = parseDuration(text);
    QCOMPARE(duration ? qint64(duration->count()) : qint64(-1), ms);
}

void ComposerTextsTest::durationsAreReadBack_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("nought") << qint64(0) << u"0 s"_s;
    QTest::newRow("below a second") << qint64(999) << u"999 ms"_s;
    QTest::newRow("a whole second") << qint64(1000) << u"1 s"_s;
    QTest::newRow("exact to the millisecond") << qint64(1250) << u"1.25 s"_s;
    QTest::newRow("a minute") << qint64(60'000) << u"1 min"_s;
    QTest::newRow("a minute and a bit") << qint64(65'005) << u"1 min 5.005 s"_s;
    QTest::newRow("everything") << qint64(90'061'000) << u"1 d 1 h 1 min 1 s"_s;
}

void ComposerTextsTest::durationsAreReadBack()
{
    QFETCH(const qint64, ms);
    QFETCH(const QString, text);
    QCOMPARE(durationText(milliseconds(ms)), text);
    QCOMPARE(parseDuration(text), std::optional(milliseconds(ms)));
}

void ComposerTextsTest::pastedText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("request");
    QTest::newRow("a URL") << u"https://example.com/?curl=1"_s << false;
    QTest::newRow("a URL that begins with a placeholder") << u"{{base}}/path"_s << false;
    QTest::newRow("a cURL command") << u"curl 'https://example.com' -H 'A: b'"_s << true;
    QTest::newRow("a cURL command behind a prompt, over lines")
        << u"$ curl \\\n  https://example.com"_s << true;
    QTest::newRow("curl.exe") << u"curl.exe https://a"_s << true;
    QTest::newRow("a host named curl") << u"curl.se/docs"_s << false;
    QTest::newRow("a request as JSON") << u" {\"url\": \"http://a\", \"verb\": \"GET\"}"_s << true;
    QTest::newRow("a request as a Python dict") << u"{'url': 'http://a', 'data': None,}"_s << true;
    QTest::newRow("a dict that is assigned") << u"payload = {'url': 'http://a'}"_s << true;
    QTest::newRow("a call") << u"await client.request(url='http://a', data={})"_s << true;
    QTest::newRow("nothing") << QString() << false;
}

void ComposerTextsTest::pastedText()
{
    QFETCH(const QString, text);
    QFETCH(const bool, request);
    QCOMPARE(kindOfPastedText(text) == PastedText::Request, request);
}

void ComposerTextsTest::singleLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");
    QTest::newRow("blanks around") << u"  http://a \n"_s << u"http://a"_s;
    QTest::newRow("a URL broken over lines by a mail program")
        << u"http://a/b?\r\n  c=d\n&e=f"_s << u"http://a/b?c=d&e=f"_s;
    QTest::newRow("blanks inside stay") << u"http://a/b c"_s << u"http://a/b c"_s;
    QTest::newRow("control characters go") << u"http://a/\tb\u0000"_s << u"http://a/b"_s;
}

void ComposerTextsTest::singleLine()
{
    QFETCH(const QString, text);
    QFETCH(const QString, line);
    QCOMPARE(singleLineUrl(text), line);
}

void ComposerTextsTest::placeholders()
{
    QCOMPARE(placeholdersIn(u"{{a}}/x/{{b c}}?{{"),
             (QList{PlaceholderRange{0, 5}, PlaceholderRange{8, 7}}));
    QVERIFY(placeholdersIn(u"{a}}").isEmpty());
}

void ComposerTextsTest::faults_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("line"); // 0: no fault
    QTest::addColumn<qint64>("column");
    const auto row = [](const char *name, const QString &text, qint64 line, qint64 column) {
        QTest::newRow(name) << text << line << column;
    };
    row("no text", QString(), 0, 0);
    row("an object", u"{\"a\": [1, 2.50, null]}"_s, 0, 0);
    row("a placeholder for a value", u"{\"a\": {{id}}, \"b\": \"{{name}}\"}"_s, 0, 0);
    row("two placeholders side by side", u"[{{a}}{{b}}]"_s, 0, 0);
    row("a placeholder as the whole body", u"{{body}}"_s, 0, 0);
    row("a missing comma", u"{\n  \"a\": 1\n  \"b\": 2\n}"_s, 3, 3);
    row("a fault behind a placeholder", u"[{{id}} x]"_s, 1, 9);
    row("a fault behind letters outside of ASCII and the BMP", u"[\"ä😀\" x]"_s, 1, 7);
    row("an object in an object is no placeholder", u"{{\"a\": 1}}"_s, 1, 2);
    row("an end in the middle", u"{\"a\":"_s, 1, 6);
    row("a quote that is escaped", u"[\"\\\"{{\", 1]"_s, 0, 0);
}

void ComposerTextsTest::faults()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, line);
    QFETCH(const qint64, column);
    const auto fault = jsonFault(text);
    QCOMPARE(fault.has_value(), line > 0);
    if (!fault)
        return;
    QCOMPARE(fault->place.line, line);
    QCOMPARE(fault->place.column, column);
    QVERIFY(describeFault(*fault).startsWith(u"line %1, column %2: "_s.arg(line).arg(column)));
}

void ComposerTextsTest::formatting_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("formatted");
    QTest::newRow("order, numbers and escapes stay")
        << u"{\"b\":1.50,\"a\":\"\\u00e4\"}"_s
        << u"{\n    \"b\": 1.50,\n    \"a\": \"\\u00e4\"\n}"_s;
    QTest::newRow("placeholders stay")
        << u"{\"a\":{{x}},\"b\":[{{y}}{{z}},\"{{s}}\"]}"_s
        << u"{\n    \"a\": {{x}},\n    \"b\": [\n        {{y}}{{z}},\n        \"{{s}}\"\n    ]\n}"_s;
}

void ComposerTextsTest::formatting()
{
    QFETCH(const QString, text);
    QFETCH(const QString, formatted);
    const auto result = formattedJson(text);
    QVERIFY(result.has_value());
    QCOMPARE(result->trimmed(), formatted);
    QVERIFY(!formattedJson(text + u']').has_value());
}

void ComposerTextsTest::plan_data()
{
    QTest::addColumn<Policies>("policies");
    QTest::addColumn<QString>("text");
    Policies policies;
    QTest::newRow("the Fynd preset")
        << policies
        << u"At worst 4 attempts, 0 s of waiting, 60 s in all. If none of them gets an answer, the circuit opens for 10 s."_s;
    policies.retry.initialDelay = 200ms;
    policies.retry.factor = 2;
    QTest::newRow("waits grow by the factor")
        << policies
        << u"At worst 4 attempts, 1.4 s of waiting, 1 min 1.4 s in all. If none of them gets an answer, the circuit opens for 10 s."_s;
    policies.retry.maxDelay = 300ms;
    QTest::newRow("no wait is longer than the longest")
        << policies
        << u"At worst 4 attempts, 800 ms of waiting, 1 min 0.8 s in all. If none of them gets an answer, the circuit opens for 10 s."_s;
    policies.timeouts.deadline = 5s;
    QTest::newRow("the deadline ends it all")
        << policies
        << u"At worst 4 attempts, 800 ms of waiting, 5 s in all. If none of them gets an answer, the circuit opens for 10 s."_s;
    policies = {};
    policies.timeouts.attempt.reset();
    QTest::newRow("without a limit it may last for ever")
        << policies
        << u"At worst 4 attempts, 0 s of waiting, and no limit on the time in all. If none of them gets an answer, the circuit opens for 10 s."_s;
    policies = {};
    policies.retry.maxAttempts = 1;
    policies.breaker.breaker = BreakerSwitch::Off;
    QTest::newRow("one attempt, no breaker")
        << policies << u"At worst 1 attempt, 15 s in all. No circuit opens."_s;
    policies = {};
    policies.retry.maxAttempts = 101;
    policies.retry.initialDelay = 1s;
    policies.retry.factor = 100;
    policies.retry.maxDelay = 1s;
    policies.timeouts.attempt = 1s;
    policies.breaker.breaker = BreakerSwitch::Off;
    QTest::newRow("a huge factor does not overflow")
        << policies
        << u"At worst 101 attempts, 1 min 40 s of waiting, 3 min 21 s in all. No circuit opens."_s;
}

void ComposerTextsTest::plan()
{
    QFETCH(const Policies, policies);
    QFETCH(const QString, text);
    QCOMPARE(planSummary(policies), text);
}

void ComposerTextsTest::valuesAndTheirSources()
{
    QList<PolicyLayer> layers;
    QCOMPARE(sourceBelow(layers, {}, &PolicyOverrides::openFor), u"fynd preset"_s);
    layers.append({u"settings"_s, {.openFor = 20s}});
    layers.append({u"file store.http"_s, {.maxRetries = 1}});
    QCOMPARE(sourceBelow(layers, {}, &PolicyOverrides::openFor), u"settings"_s);
    QCOMPARE(sourceBelow(layers, {}, &PolicyOverrides::maxRetries), u"file store.http"_s);
    QCOMPARE(policiesBelow(layers).breaker.openFor, 20'000ms);
    QCOMPARE(policiesBelow(layers).retry.maxAttempts, 2);
    QCOMPARE(sourceBelow(layers, Preset::Fynd, &PolicyOverrides::openFor), u"fynd preset"_s);
    QCOMPARE(policiesBelow(layers, Preset::Fynd), presetPolicies(Preset::Fynd));
}

QTEST_GUILESS_MAIN(ComposerTextsTest)
#include "tst_composertexts.moc"
