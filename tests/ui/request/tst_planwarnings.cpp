// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/policylayers.h"
#include "core/model/response.h"
#include "core/resolve/resolve.h"
#include "ui/request/planwarnings.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Rule = PlanWarning::Rule;
using Rules = QList<Rule>;

namespace {

RequestSpec request(const QString &method, const PolicyOverrides &policy)
{
    RequestSpec spec;
    spec.method = method;
    spec.url = u"http://store/"_s;
    spec.policy = policy;
    return spec;
}

Rules rulesOf(const RequestSpec &spec)
{
    Rules rules;
    const auto warnings = planWarnings(policiesOf({}, spec.policy), spec);
    for (const PlanWarning &warning : warnings)
        rules.append(warning.rule);
    return rules;
}

OutcomeTable rows(const QString &text)
{
    return outcomesFromText(text).value_or(OutcomeTable());
}

} // namespace

class PlanWarningsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void warnings_data();
    void warnings();
    void everyFixMends_data() { warnings_data(); }
    void everyFixMends();
    void theKeyThatIsAddedIsSent();
};

void PlanWarningsTest::warnings_data()
{
    using P = PolicyOverrides;
    constexpr auto guarded = Preset::Guarded;
    QTest::addColumn<QString>("method");
    QTest::addColumn<PolicyOverrides>("policy");
    QTest::addColumn<Rules>("rules");
    const auto row = [](const char *name, const QString &method, const P &policy,
                        const Rules &rules) { QTest::newRow(name) << method << policy << rules; };
    const QString get = u"GET"_s;
    const QString post = u"POST"_s;
    row("the Fynd preset is left alone", get, {}, {});
    row("the Fynd preset is left alone for a POST too", post, {}, {});
    row("the guarded preset has no faults", get, {.preset = guarded}, {});
    row("the guarded preset guards a POST", post, {.preset = guarded}, {});
    row("another pattern or open time is nobody's business", post,
        {.keyPattern = u"x"_s, .openFor = 20s}, {});

    row("a POST that is sent again", post,
        {.retryDelay = 1s, .jitter = JitterKind::Full, .retryAfter = RetryAfterUse::Honoured},
        {Rule::ResendsUnsafely});
    row("a PATCH that is sent again with consent", u"patch"_s,
        {.preset = guarded, .resend = ResendRule::Always}, {Rule::ResendsUnsafely});
    row("a PUT may be sent again", u"PUT"_s, {.preset = guarded, .resend = ResendRule::Always}, {});
    row("a POST that is sent once", post, {.maxRetries = 0, .retryDelay = 1s}, {});
    row("only what was not sent is sent again", post,
        {.preset = guarded, .outcomes = rows(u"connection-refused:failure/retry"_s)}, {});
    row("a 500 that is always sent again", post,
        {.preset = guarded, .outcomes = rows(u"500:failure/retry"_s)}, {Rule::ResendsUnsafely});

    row("an attempt longer than everything", get, {.attemptTimeout = 15s, .deadline = 5s},
        {Rule::DeadlineBelowAttempt});
    row("an attempt as long as everything", get, {.attemptTimeout = 5s, .deadline = 5s}, {});
    row("waits longer than everything", get,
        {.maxRetries = 2,
         .retryDelay = 10s,
         .retryAfter = RetryAfterUse::Honoured,
         .deadline = 20s},
        {Rule::DeadlineBelowWaits});
    row("waits that fit", get,
        {.maxRetries = 2, .retryDelay = 9s, .retryAfter = RetryAfterUse::Honoured, .deadline = 20s},
        {});
    row("connecting takes longer than the attempt", get, {.connectTimeout = 20s},
        {Rule::LimitBeyondAttempt});
    row("so does the first byte", get, {.firstByteTimeout = 20s}, {Rule::LimitBeyondAttempt});
    row("so does silence", get, {.idleTimeout = 20s}, {Rule::LimitBeyondAttempt});
    row("connecting as long as the attempt", get, {.connectTimeout = 15s}, {});
    row("no limit at all", get, {.attemptTimeout = 0ms}, {Rule::Limitless});
    row("a deadline is a limit", get, {.attemptTimeout = 0ms, .deadline = 10s}, {});
    row("silence is limited", get, {.idleTimeout = 10s, .attemptTimeout = 0ms}, {});

    row("guarded retries at once", get, {.preset = guarded, .retryDelay = 0ms}, {Rule::NoWait});
    row("waits of at most nothing", get, {.preset = guarded, .retryMaxDelay = 0ms},
        {Rule::NoWait, Rule::WaitsCutShort});
    row("counted failures and retries at once", get, {.failuresInARow = 20}, {Rule::NoWait});
    row("one attempt does not wait", get, {.preset = guarded, .maxRetries = 0, .retryDelay = 0ms},
        {});
    row("three retries in step", get, {.preset = guarded, .jitter = JitterKind::None},
        {Rule::NoJitter});
    row("two retries in step are few", get,
        {.preset = guarded, .maxRetries = 2, .jitter = JitterKind::None}, {});
    row("waits that would shrink", get, {.preset = guarded, .retryFactor = 0.5},
        {Rule::FactorBelowOne});
    row("a longest wait below the first", get, {.preset = guarded, .retryDelay = 20s},
        {Rule::WaitsCutShort});

    row("a 429 is tried again at will", get,
        {.preset = guarded, .retryAfter = RetryAfterUse::Ignored}, {Rule::RetryAfterIgnored});
    row("a 429 that is not tried again", get,
        {.preset = guarded,
         .retryAfter = RetryAfterUse::Ignored,
         .outcomes = rows(u"429:throttled"_s)},
        {});

    row("one failure opens", get, {.preset = guarded, .failuresInARow = 1}, {Rule::OneCallOpens});
    row("one call's attempts open", get, {.preset = guarded, .failuresInARow = 3},
        {Rule::OneCallOpens});
    row("as many as attempts open anyway", get, {.preset = guarded, .failuresInARow = 4}, {});
    row("a rate of one call", get, {.preset = guarded, .rateCalls = 2}, {Rule::OneCallOpens});
    row("nothing counts as a failure", get,
        {.retryAfter = RetryAfterUse::Honoured, .outcomes = rows(u"failure:ignored/retry"_s)},
        {Rule::NothingOpens});
    row("off is off", get,
        {.breaker = BreakerSwitch::Off,
         .retryAfter = RetryAfterUse::Honoured,
         .outcomes = rows(u"failure:ignored/retry"_s)},
        {});
    row("open for less than an attempt", get, {.openFor = 5s}, {Rule::OpenBelowAttempt});
    row("the presets' own open time", get, {.openFor = 10s}, {});
    row("slow comes after the time-out", get, {.preset = guarded, .slowerThan = 15s},
        {Rule::SlowBeyondAttempt});
    row("a probe without time-out", get, {.preset = guarded, .attemptTimeout = 0ms},
        {Rule::ProbeOutlivesLease});
    row("a lease without margin", get, {.preset = guarded, .leaseMargin = 0ms},
        {Rule::ProbeOutlivesLease});
}

void PlanWarningsTest::warnings()
{
    QFETCH(const QString, method);
    QFETCH(const PolicyOverrides, policy);
    QTEST(rulesOf(request(method, policy)), "rules");
}

void PlanWarningsTest::everyFixMends()
{
    QFETCH(const QString, method);
    QFETCH(const PolicyOverrides, policy);
    const RequestSpec spec = request(method, policy);
    const auto warnings = planWarnings(policiesOf({}, spec.policy), spec);
    for (const PlanWarning &warning : warnings) {
        QVERIFY(!warning.text.isEmpty());
        if (!warning.fix) {
            QCOMPARE(warning.rule, Rule::NothingOpens);
            continue;
        }
        QVERIFY(!warning.fix->label.isEmpty());
        const Rules after = rulesOf(mended(spec, *warning.fix));
        QVERIFY2(!after.contains(warning.rule), qPrintable(warning.text));
        // At most it uncovers one other fault, such as a deadline that longer waits outlast.
        QVERIFY(after.size() <= warnings.size());
    }
}

void PlanWarningsTest::theKeyThatIsAddedIsSent()
{
    const RequestSpec spec
        = request(u"POST"_s, {.preset = Preset::Guarded, .resend = ResendRule::Always});
    const auto warnings = planWarnings(policiesOf({}, spec.policy), spec);
    QCOMPARE(warnings.size(), 1);
    const auto resolved = resolve(mended(spec, *warnings.first().fix), {});
    QVERIFY(resolved.has_value());
    QCOMPARE(headerValue(resolved->headers, "Idempotency-Key").size(), 36); // a UUID
}

QTEST_GUILESS_MAIN(PlanWarningsTest)
#include "tst_planwarnings.moc"
