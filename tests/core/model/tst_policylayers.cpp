// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/pinnedpolicies.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = PolicyLayer::Kind;
using Source = PolicySource::Kind;
using P = PolicyOverrides;

QList<PolicyLayer> sample()
{
    return {{Kind::Settings, {}, {.keyPattern = u"[a-z]+"_s, .openFor = 20s, .maxRetries = 9}},
            {Kind::Folder, u"/shop"_s, {.preset = Preset::Guarded, .maxRetries = 1}},
            {Kind::File, u"/shop/store.http"_s, {.openFor = 30s}}};
}

OutcomeRule rule(OutcomeMatch::Of of, int value, BreakerEffect breaker)
{
    return {{of, value}, breaker, RetryEffect::No};
}

} // namespace

class TestPolicyLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void withoutLayersItIsTheFyndPreset();
    void nearerLayersWin();
    void aPresetHidesWhatLiesUnderIt();
    void noPresetUnsetsTheKey();
    void redirectsAreLayered();
    void sourcesFollowTheValues();
    void completedIsTheSamePolicies_data();
    void completedIsTheSamePolicies();
    void everyOutcomeHasItsSource();
    void pinnedRunsAsItDid();
};

void TestPolicyLayers::withoutLayersItIsTheFyndPreset()
{
    QCOMPARE(policiesOf({}), presetPolicies(Preset::Fynd));
    QCOMPARE(presetOf({}), Preset::Fynd);
    QCOMPARE(sourceOf({}, {}, &P::openFor), PolicySource());
}

void TestPolicyLayers::nearerLayersWin()
{
    const Policies policies = policiesOf(sample(), {.maxRetries = 0});
    QCOMPARE(policies.breaker.openFor, 30s);
    QCOMPARE(policies.retry.maxAttempts, 1);
    QCOMPARE(policiesOf(sample()).retry.maxAttempts, 2);
}

void TestPolicyLayers::aPresetHidesWhatLiesUnderIt()
{
    QCOMPARE(presetOf(sample()), Preset::Guarded);
    QCOMPARE(policiesOf(sample()).breaker.failuresInARow, 5);
    const PolicyOverrides own{.preset = Preset::Fynd};
    QCOMPARE(presetOf(sample(), own), Preset::Fynd);
    QCOMPARE(policiesOf(sample(), own).breaker.openFor, 10s);
    QCOMPARE(policiesOf(sample(), own).retry.maxAttempts, 4);
}

void TestPolicyLayers::noPresetUnsetsTheKey()
{
    QCOMPARE(policiesOf(sample(), {.preset = Preset::Fynd}).breaker.keyPattern, u"[a-z]+"_s);
    QCOMPARE(sourceOf(sample(), {.preset = Preset::Fynd}, &P::keyPattern),
             PolicySource{Source::Settings});
    const QList<PolicyLayer> layers{
        {Kind::Settings,
         {},
         {.fallback = KeyFallback::PathOnly, .emptyMatch = EmptyMatch::Strict}}};
    const BreakerPolicy breaker = policiesOf(layers, {.preset = Preset::Guarded}).breaker;
    QCOMPARE(breaker.fallback, KeyFallback::PathOnly);
    QCOMPARE(breaker.emptyMatch, EmptyMatch::Strict);
}

void TestPolicyLayers::redirectsAreLayered()
{
    using enum RedirectPolicy::Follow;
    const QList<PolicyLayer> layers{
        {.kind = Kind::Folder, .redirects = {.follow = No, .maxHops = 5}},
        {.kind = Kind::File, .redirects = {.maxHops = 7}}};
    QCOMPARE(redirectsOf({}, {}), RedirectPolicy());
    QCOMPARE(redirectsOf(layers, {}), (RedirectPolicy{No, 7}));
    QCOMPARE(redirectsOf(layers, {.maxHops = 3}), (RedirectPolicy{No, 3}));
    QCOMPARE(redirectsOf({}, {No, 3}), (RedirectPolicy{No, 3}));
}

void TestPolicyLayers::sourcesFollowTheValues()
{
    QCOMPARE(sourceOf(sample(), {.openFor = 1s}, &P::openFor), PolicySource{Source::Own});
    QCOMPARE(sourceOf(sample(), {}, &P::openFor),
             (PolicySource{Source::File, u"/shop/store.http"_s}));
    QCOMPARE(sourceOf(sample(), {}, &P::maxRetries), (PolicySource{Source::Folder, u"/shop"_s}));
    // The folder's preset is nearer than the settings.
    QCOMPARE(sourceOf(sample(), {}, &P::jitter),
             (PolicySource{Source::Preset, {}, Preset::Guarded}));
    QCOMPARE(sourceOf(sample(), {.preset = Preset::Fynd}, &P::openFor), PolicySource());
    QCOMPARE(sourceOf(sample(), {}, &P::preset), (PolicySource{Source::Folder, u"/shop"_s}));
}

void TestPolicyLayers::completedIsTheSamePolicies_data()
{
    QTest::addColumn<Policies>("policies");
    QTest::newRow("the Fynd preset") << presetPolicies(Preset::Fynd);
    QTest::newRow("the guarded preset") << presetPolicies(Preset::Guarded);
    QTest::newRow("layers") << policiesOf(sample());
    Policies limitless = presetPolicies(Preset::Guarded);
    limitless.timeouts = {.attempt = std::nullopt};
    limitless.breaker.slowerThan.reset();
    QTest::newRow("no limits") << limitless;
}

void TestPolicyLayers::completedIsTheSamePolicies()
{
    QFETCH(const Policies, policies);
    const PolicyOverrides all = completed(policies, Preset::Fynd);
    visitPolicyOverrides([&all](QStringView name, auto member) {
        QVERIFY2((all.*member).has_value(), qPrintable(name.toString()));
    });
    Policies again = effectivePolicies(presetPolicies(Preset::Guarded), all);
    // Rows only ever lie over others.
    again.outcomes = policies.outcomes;
    QCOMPARE(again, policies);
}

void TestPolicyLayers::everyOutcomeHasItsSource()
{
    using Of = OutcomeMatch::Of;
    const QList<PolicyLayer> layers{
        {Kind::Settings,
         {},
         {.outcomes = OutcomeTable{rule(Of::Status, 418, BreakerEffect::Failure)}}},
        {Kind::File,
         u"/a.http"_s,
         {.outcomes = OutcomeTable{rule(Of::Status, 503, BreakerEffect::Ignored)}}}};
    const PolicyOverrides own{.outcomes
                              = OutcomeTable{rule(Of::Status, 418, BreakerEffect::Success)}};
    const QList<SourcedOutcome> rows = outcomesOf(layers, own);
    OutcomeTable table;
    for (const SourcedOutcome &row : rows)
        table.append(row.rule);
    QCOMPARE(table, policiesOf(layers, own).outcomes);
    QCOMPARE(rows[0].source, PolicySource{Source::Own});
    QCOMPARE(rows[1].source, (PolicySource{Source::File, u"/a.http"_s}));
    QCOMPARE(rows[2].source, PolicySource());
    QCOMPARE(outcomesOf(layers, {.preset = Preset::Guarded}).first().source,
             (PolicySource{Source::Preset, {}, Preset::Guarded}));
}

void TestPolicyLayers::pinnedRunsAsItDid()
{
    const PolicyOverrides own{.deadline = 3s};
    const Policies then = policiesOf(sample(), own);
    QCOMPARE(pinned(sample(), own, then), own); // nothing changed, nothing is pinned
    const QList<PolicyLayer> today{{Kind::Settings, {}, {.openFor = 1s, .maxRetries = 50}}};
    const PolicyOverrides result = pinned(today, own, then);
    QCOMPARE(result.openFor, std::optional<milliseconds>(30s));
    QVERIFY(!result.idleTimeout); // the same then and now
    Policies again = policiesOf(today, result);
    QCOMPARE(again.outcomes.first(then.outcomes.size()), then.outcomes);
    again.outcomes = then.outcomes;
    QCOMPARE(again, then);
}

QTEST_GUILESS_MAIN(TestPolicyLayers)
#include "tst_policylayers.moc"
