// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/durationtext.h"
#include "ui/request/jsonbody.h"
#include "ui/request/pastedurl.h"
#include "ui/request/plan.h"
#include "ui/request/plansummary.h"
#include "ui/request/policylayers.h"
#include "ui/request/policyvalues.h"
#include "ui/variables/placeholdertext.h"

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
    void planOfOtherRules_data();
    void planOfOtherRules();
    void sourcesInWords_data();
    void sourcesInWords();
    void shares_data();
    void shares();
    void otherValues();
    void theWorstPlan_data();
    void theWorstPlan();
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
    QTest::newRow("a cURL command behind a comment") << u"# search\ncurl https://a"_s << true;
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
    const auto isResolved = [](const QString &name) { return name == "a"_L1; };
    QCOMPARE(placeholderMarks(u"{{a}}/x/{{b c}}?{{", isResolved),
             (QList{PlaceholderMark{0, 5}, PlaceholderMark{8, 7, true}}));
    QVERIFY(placeholderMarks(u"{a}}", isResolved).isEmpty());
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
    row("messages of a WebSocket request", u"{}\n===\n[1]\n=== wait-for-server\n\n"_s, 0, 0);
    row("a fault in the second message", u"{}\n===\n[1\n 2]"_s, 4, 2);
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
    QTest::newRow("each message of a WebSocket request")
        << u"{\"a\":{{x}}}\n=== wait-for-server\n\n===\n[1]"_s
        << u"{\n    \"a\": {{x}}\n}\n=== wait-for-server\n\n===\n[\n    1\n]"_s;
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

void ComposerTextsTest::planOfOtherRules_data()
{
    QTest::addColumn<Policies>("policies");
    QTest::addColumn<QString>("text");
    Policies policies = presetPolicies(Preset::Guarded);
    QTest::newRow("the guarded preset")
        << policies
        << u"At worst 4 attempts, 1.4 s of waiting (more where the server asks for it), 60 s in "
           u"all. "
           "Retries stop at 20 % of the circuit's calls of the last 10 s, but 3 are always free. "
           "The circuit opens when all attempts fail, after 5 failures in a row, when half of at "
           "least 10 calls in 30 s fail or when 80 % of them take longer than 10 s; for 10 s, then "
           "20 s … up to 5 min. Then one probe decides."_s;
    policies = {};
    policies.retry.initialDelay = 1s;
    policies.retry.jitter = JitterKind::Decorrelated;
    QTest::newRow("decorrelated waits may triple")
        << policies
        << u"At worst 4 attempts, 13 s of waiting, 73 s in all. If none of them gets an answer, the circuit opens for 10 s."_s;
    policies = {};
    policies.breaker.openFactor = 3;
    policies.breaker.maxOpenFor = 20s;
    QTest::newRow("openings grow once")
        << policies
        << u"At worst 4 attempts, 0 s of waiting, 60 s in all. If none of them gets an answer, the circuit opens for 10 s, then 20 s."_s;
    policies = {};
    policies.retry.maxAttempts = 1;
    policies.breaker.failuresInARow = 1;
    QTest::newRow("one failure")
        << policies
        << u"At worst 1 attempt, 15 s in all. The circuit opens when the attempt fails, after 1 failure; for 10 s."_s;
    policies = {};
    policies.outcomes = {};
    QTest::newRow("nothing fails")
        << policies
        << u"At worst 4 attempts, 0 s of waiting, 60 s in all. No outcome counts as a failure: no circuit opens."_s;
    policies = {};
    policies.outcomes
        = {{{OutcomeMatch::Of::Status, 500}, BreakerEffect::Failure, RetryEffect::No}};
    QTest::newRow("statuses fail")
        << policies
        << u"At worst 4 attempts, 0 s of waiting, 60 s in all. If all of them fail, the circuit opens for 10 s."_s;
}

void ComposerTextsTest::planOfOtherRules()
{
    plan();
}

void ComposerTextsTest::plan()
{
    QFETCH(const Policies, policies);
    QFETCH(const QString, text);
    QCOMPARE(planSummary(policies), text);
}

void ComposerTextsTest::sourcesInWords_data()
{
    using Kind = PolicySource::Kind;
    QTest::addColumn<PolicySource>("source");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("detail");
    QTest::newRow("a preset") << PolicySource{Kind::Preset, {}, Preset::Guarded}
                              << u"guarded preset"_s << u"guarded preset"_s;
    QTest::newRow("the settings") << PolicySource{Kind::Settings} << u"settings"_s << u"settings"_s;
    QTest::newRow("a folder") << PolicySource{Kind::Folder, u"/srv/shop"_s} << u"folder shop"_s
                              << u"folder /srv/shop"_s;
    QTest::newRow("a file") << PolicySource{Kind::File, u"/srv/shop/store.http"_s}
                            << u"file store.http"_s << u"file /srv/shop/store.http"_s;
    QTest::newRow("its own") << PolicySource{Kind::Own} << u"this request"_s << u"this request"_s;
}

void ComposerTextsTest::sourcesInWords()
{
    QFETCH(const PolicySource, source);
    QTEST(sourceTitle(source), "title");
    QTEST(sourceDetail(source), "detail");
}

void ComposerTextsTest::shares_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("share"); // negative: not understood
    QTest::addColumn<QString>("shown");
    QTest::newRow("percent") << u"20 %"_s << 0.2 << u"20 %"_s;
    QTest::newRow("percent without a blank") << u"12.5%"_s << 0.125 << u"12.5 %"_s;
    QTest::newRow("a bare number is percent") << u"20"_s << 0.2 << u"20 %"_s;
    QTest::newRow("one is one percent") << u"1"_s << 0.01 << u"1 %"_s;
    QTest::newRow("less than one is a share of one") << u"0,2"_s << 0.2 << u"20 %"_s;
    QTest::newRow("all of it") << u"100 %"_s << 1.0 << u"100 %"_s;
    QTest::newRow("zero has a word") << u"0"_s << 0.0 << u"none"_s;
    QTest::newRow("its word") << u"none"_s << 0.0 << u"none"_s;
    QTest::newRow("more than all") << u"101"_s << -1.0 << QString();
    QTest::newRow("negative") << u"-1 %"_s << -1.0 << QString();
    QTest::newRow("no number") << u"nan"_s << -1.0 << QString();
}

void ComposerTextsTest::shares()
{
    QFETCH(const QString, typed);
    QFETCH(const double, share);
    const ValueText<double> text = shareValue(1, u"none"_s);
    const auto read = text.read(typed);
    QCOMPARE(read.has_value(), share >= 0);
    if (!read)
        return;
    QCOMPARE(*read, share);
    QTEST(text.write(*read), "shown");
    QCOMPARE(text.read(text.write(*read)), read);
}

void ComposerTextsTest::otherValues()
{
    const auto limit = durationValue(u"none"_s);
    QCOMPARE(limit.read(u"none"_s), std::optional(0ms));
    QCOMPARE(limit.write(0ms), u"none"_s);
    QCOMPARE(durationValue(u""_s).read(u"0"_s), std::optional(0ms));
    QVERIFY(!durationValue(QString()).read(u"0"_s));
    const auto count = countValue(0, 5, u"not counted"_s);
    QCOMPARE(count.read(u"not counted"_s), std::optional(0));
    QCOMPARE(count.write(0), u"not counted"_s);
    QCOMPARE(count.read(u"5"_s), std::optional(5));
    QVERIFY(!count.read(u"6"_s) && !count.read(u"-1"_s) && !count.read(u"1.5"_s));
    const auto factor = numberValue(1, 100);
    QCOMPARE(factor.read(u"1,5"_s), std::optional(1.5));
    QVERIFY(!factor.read(u"0.5"_s) && !factor.read(u"inf"_s) && !factor.read(u"nan"_s));
}

void ComposerTextsTest::theWorstPlan_data()
{
    QTest::addColumn<Policies>("policies");
    QTest::addColumn<QString>("bars"); // begin-end in ms, "~" before what is certain of a wait
    Policies policies;
    policies.retry.maxAttempts = 3;
    policies.timeouts.attempt = 1s;
    QTest::newRow("attempts follow each other at once")
        << policies << u"0-1000 1000-2000 2000-3000"_s;
    policies.retry.initialDelay = 100ms;
    policies.retry.factor = 2;
    QTest::newRow("waits grow")
        << policies << u"0-1000 wait1000-1100~100 1100-2100 wait2100-2300~200 2300-3300"_s;
    policies.retry.factor = 0.5;
    QTest::newRow("waits never shrink")
        << policies << u"0-1000 wait1000-1100~100 1100-2100 wait2100-2200~100 2200-3200"_s;
    policies.retry.factor = 2;
    policies.retry.jitter = JitterKind::Full;
    QTest::newRow("full jitter is all chance")
        << policies << u"0-1000 wait1000-1100~0 1100-2100 wait2100-2300~0 2300-3300"_s;
    policies.retry.jitter = JitterKind::Equal;
    QTest::newRow("equal jitter is half chance")
        << policies << u"0-1000 wait1000-1100~50 1100-2100 wait2100-2300~100 2300-3300"_s;
    policies.retry.jitter = JitterKind::Decorrelated;
    QTest::newRow("decorrelated waits may triple")
        << policies << u"0-1000 wait1000-1100~100 1100-2100 wait2100-2400~100 2400-3400"_s;
    policies.retry.jitter = JitterKind::None;
    policies.timeouts.deadline = 1500ms;
    QTest::newRow("the deadline cuts an attempt short")
        << policies << u"0-1000 wait1000-1100~100 1100-1500"_s;
    policies.timeouts.deadline = 1050ms;
    QTest::newRow("a wait beyond the deadline is not begun") << policies << u"0-1000"_s;
    policies.timeouts.deadline = 500ms;
    QTest::newRow("the first attempt may be cut short") << policies << u"0-500"_s;
    policies.timeouts.deadline.reset();
    policies.timeouts.attempt.reset();
    QTest::newRow("an attempt without a limit ends nothing") << policies << u"0-30000endless"_s;
    policies.timeouts.deadline = 2s;
    QTest::newRow("but the deadline does") << policies << u"0-2000"_s;
}

void ComposerTextsTest::theWorstPlan()
{
    QFETCH(const Policies, policies);
    QStringList bars;
    const Plan plan = worstPlan(policies);
    for (const PlanBar &bar : plan.bars) {
        QString text = u"%1-%2"_s.arg(bar.begin.count()).arg(bar.end.count());
        if (bar.kind == PlanBar::Kind::Wait)
            text = u"wait"_s + text + u'~' + QString::number(bar.certain.count());
        if (bar.length == PlanBar::Length::Endless)
            text += u"endless"_s;
        bars.append(text);
    }
    QTEST(bars.join(u' '), "bars");
}

QTEST_GUILESS_MAIN(ComposerTextsTest)
#include "tst_composertexts.moc"
