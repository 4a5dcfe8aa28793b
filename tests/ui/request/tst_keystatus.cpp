// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/keystatus.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = KeyStatus::State;

class KeyStatusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void status_data();
    void status();
    void circuit_data();
    void circuit();
    void standings_data();
    void standings();
    void aKeyOfItsOwnIsNotShared();
    void allOfItIsSpoken();
    void theWorstFindingIsAddedWhereNothingWorseIsSaid();
};

void KeyStatusTest::status_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<PolicyOverrides>("policy");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("warning"); // begins with

    const QString url = u"{{base}}/m_search?productId=11211"_s;
    const QString full = u"http://www.store1.com:8001/m_search?productId=11211"_s;
    const auto row = [](const char *name, const QString &aUrl, PolicyOverrides policy, State state,
                        const QString &key, const QString &warning = {}) {
        QTest::newRow(name) << aUrl << policy << state << key << warning;
    };
    row("a match of the URL with its placeholders resolved", url, {.keyPattern = u"[w].+(?=/)"_s},
        State::Closed, u"www.store1.com:8001"_s);
    row("no URL", u"  "_s, {}, State::NoUrl, {});
    row("no pattern: the URL, and nothing to warn of", url, {}, State::Closed, full);
    row("no match", url, {.keyPattern = u"zzz"_s}, State::Closed, full, u"no match"_s);
    row("an empty match", url, {.keyPattern = u"z*"_s}, State::Closed, full, u"empty match"_s);
    row("an invalid pattern, in Python's words and with the place", url, {.keyPattern = u"a(b"_s},
        State::Closed, full, u"pattern: missing ), unterminated subpattern at position 1"_s);
    row("no match, and the path is the key", url,
        {.keyPattern = u"zzz"_s, .fallback = KeyFallback::PathOnly}, State::Closed, u"/m_search"_s,
        u"no match: the path is the key"_s);
    row("no match, and that is an error", url,
        {.keyPattern = u"zzz"_s, .fallback = KeyFallback::Error}, State::NoKey, {},
        u"no match: it will not be sent"_s);
    row("a placeholder without a value", u"{{bse}}/x"_s, {}, State::Unresolved, {});
    row("no breaker", url, {.breaker = BreakerSwitch::Off, .keyPattern = u"("_s}, State::Off, {});
}

void KeyStatusTest::status()
{
    QFETCH(const QString, url);
    QFETCH(const PolicyOverrides, policy);
    QFETCH(const State, state);
    QFETCH(const QString, key);
    QFETCH(const QString, warning);

    RequestSpec spec;
    spec.url = url;
    spec.policy = policy;
    Scope scope;
    scope.layers = {{u"environment staging"_s, {{u"base"_s, u"http://www.store1.com:8001"_s}}}};
    KeyReader keys;
    const KeyStatus status
        = keyStatus(spec, effectivePolicies(presetPolicies(Preset::Fynd), policy), scope, keys);
    QCOMPARE(int(status.state), int(state));
    QCOMPARE(status.key, key);
    QVERIFY2(warning.isEmpty() ? status.warning.isEmpty() : status.warning.startsWith(warning),
             qPrintable(status.warning));
    QVERIFY(!status.word.isEmpty());
    if (state == State::Unresolved)
        QVERIFY2(status.word.contains(u"bse"_s), qPrintable(status.word));
}

void KeyStatusTest::circuit_data()
{
    QTest::addColumn<BreakerState>("breaker");
    QTest::addColumn<TimeToLive>("ttl");
    QTest::addColumn<QString>("text");
    QTest::newRow("open, counting down")
        << BreakerState::Open << TimeToLive::Finite << u"Open|closes in|7.3 s"_s;
    QTest::newRow("half-open, until the probe's lease ends")
        << BreakerState::HalfOpen << TimeToLive::Finite << u"Half-open|probe|7.3 s"_s;
    QTest::newRow("open for ever")
        << BreakerState::Open << TimeToLive::Never << u"Open|never expires|"_s;
    QTest::newRow("open, nobody knows how long")
        << BreakerState::Open << TimeToLive::Unknown << u"Open|for how long is not known|"_s;
}

void KeyStatusTest::circuit()
{
    QFETCH(const BreakerState, breaker);
    QFETCH(const TimeToLive, ttl);
    QFETCH(const QString, text);
    KeyStatus status{.state = State::Closed, .word = u"Closed"_s, .key = u"k"_s};
    const std::chrono::steady_clock::time_point now(1h);
    Circuit circuit{.key = u"k"_s, .state = breaker, .ttl = ttl, .closesAt = now + 7300ms};
    circuit.reason = u"4 time-outs"_s;
    addCircuit(status, &circuit, now);
    QCOMPARE(u"%1|%2|%3"_s.arg(status.word, status.lead, status.countdown), text);
    QCOMPARE(status.details, QStringList{u"opened after 4 time-outs"_s});

    KeyStatus off{.state = State::Off};
    addCircuit(off, &circuit, now);
    QCOMPARE(int(off.state), int(State::Off));
}

void KeyStatusTest::standings_data()
{
    QTest::addColumn<Circuit>("circuit");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("details");
    const std::chrono::steady_clock::time_point end(1h + 7300ms);
    const Circuit probeDue{
        .key = u"k"_s, .state = BreakerState::HalfOpen, .ttl = TimeToLive::Unknown};
    QTest::newRow("half-open, nobody probes")
        << probeDue << State::ProbeDue << u"Half-open|the next call is the probe|"_s
        << QStringList();
    Circuit throttled{.key = u"k"_s, .closesAt = end, .cause = OpeningCause::Throttled};
    throttled.reason = u"429"_s;
    QTest::newRow("throttled") << throttled << State::Throttled
                               << u"Throttled|sends again in|7.3 s"_s << QStringList{u"429"_s};
    const auto forced = [end](CircuitOverride::Kind kind, TimeToLive ttl) {
        Circuit circuit{.key = u"k"_s, .state = BreakerState::Closed, .ttl = ttl, .closesAt = end};
        if (kind == CircuitOverride::Kind::ForcedOpen)
            circuit.state = BreakerState::Open;
        circuit.forced = {kind, u"ann"_s, u"deploy"_s};
        return circuit;
    };
    using Kind = CircuitOverride::Kind;
    const QStringList why{u"by ann"_s, u"deploy"_s};
    QTest::newRow("forced open for a while")
        << forced(Kind::ForcedOpen, TimeToLive::Finite) << State::ForcedOpen
        << u"Forced open|for|7.3 s"_s << why;
    QTest::newRow("forced closed")
        << forced(Kind::ForcedClosed, TimeToLive::Unknown) << State::ForcedClosed
        << u"Forced closed|until taken back|"_s << why;
    QTest::newRow("metrics only") << forced(Kind::MetricsOnly, TimeToLive::Unknown)
                                  << State::MetricsOnly << u"Metrics only|until taken back|"_s
                                  << why;
}

void KeyStatusTest::standings()
{
    QFETCH(const Circuit, circuit);
    QFETCH(const State, state);
    KeyStatus status{.state = State::Closed, .word = u"Closed"_s, .key = u"k"_s};
    addCircuit(status, &circuit, std::chrono::steady_clock::time_point(1h));
    QCOMPARE(int(status.state), int(state));
    QTEST(u"%1|%2|%3"_s.arg(status.word, status.lead, status.countdown), "text");
    QTEST(status.details, "details");
}

void KeyStatusTest::aKeyOfItsOwnIsNotShared()
{
    KeyStatus status{.state = State::Closed, .key = u"k"_s};
    addShared(status, 1);
    QVERIFY(status.details.isEmpty());
    addShared(status, 4);
    QCOMPARE(status.details, QStringList{u"shared by 4 requests of this collection"_s});
}

void KeyStatusTest::allOfItIsSpoken()
{
    const KeyStatus status{.state = State::Open,
                           .word = u"Open"_s,
                           .key = u"k"_s,
                           .lead = u"closes in"_s,
                           .countdown = u"7.3 s"_s,
                           .details = {u"opened after 4 time-outs"_s},
                           .warning = u"no match"_s,
                           .hint = u"Every URL."_s};
    QCOMPARE(status.spoken(),
             u"Open: k\ncloses in 7.3 s\nopened after 4 time-outs\nno match\nEvery URL."_s);
}

void KeyStatusTest::theWorstFindingIsAddedWhereNothingWorseIsSaid()
{
    const auto finding = worstFinding(u"www.*"_s, u"http://www.store1.com/a?token=1"_s, {});
    QVERIFY(finding);
    QVERIFY(finding->severity != Severity::Info);
    QVERIFY(!worstFinding(u"^https?://[^/?#]+"_s, u"http://www.store1.com/a"_s, {}));
    KeyStatus status{.key = u"k"_s};
    addFinding(status, *finding);
    QCOMPARE(status.warning, QString::fromStdString(finding->title));
    QCOMPARE(status.hint, QString::fromStdString(finding->detail));
    addFinding(status, Finding{.title = "another"});
    QCOMPARE(status.warning, QString::fromStdString(finding->title));
}

QTEST_GUILESS_MAIN(KeyStatusTest)
#include "tst_keystatus.moc"
