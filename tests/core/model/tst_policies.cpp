// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/policies.h"
#include "core/model/senderror.h"

#include <QMetaEnum>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void fyndIsFourAttemptsAndTenSeconds();
    void overridesWinAndZeroMeansNoLimit();
    void retriesAreClamped();
    void upperLayersWin();
    void everyErrorKindHasANameOfItsOwn();
    void onlyThePeersFailuresCount();
};

void TestPolicies::fyndIsFourAttemptsAndTenSeconds()
{
    const Policies fynd = presetPolicies(Preset::Fynd);
    QCOMPARE(fynd.retry.maxAttempts, 4);
    QCOMPARE(fynd.retry.initialDelay, 0ms);
    QCOMPARE(outcomesText(fynd.outcomes),
             u"failure:failure/retry,503:ignored/retry,504:ignored/retry,"
             "509:ignored/retry,429:ignored/retry"_s);
    QCOMPARE(fynd.breaker.openFor, 10s);
    QCOMPARE(fynd.timeouts.attempt, std::optional<milliseconds>(15s));
    QVERIFY(!fynd.timeouts.deadline);
}

void TestPolicies::overridesWinAndZeroMeansNoLimit()
{
    PolicyOverrides overrides;
    overrides.keyPattern = u".*"_s;
    overrides.attemptTimeout = 0ms;
    overrides.deadline = 3s;
    overrides.retryDelay = 200ms;
    const Policies policies = effectivePolicies(presetPolicies(Preset::Fynd), overrides);
    QCOMPARE(policies.breaker.keyPattern, u".*"_s);
    QVERIFY(!policies.timeouts.attempt);
    QCOMPARE(policies.timeouts.deadline, std::optional<milliseconds>(3s));
    QCOMPARE(policies.retry.initialDelay, 200ms);
    QCOMPARE(policies.retry.maxAttempts, 4);
}

void TestPolicies::retriesAreClamped()
{
    PolicyOverrides overrides;
    overrides.maxRetries = -5;
    QCOMPARE(effectivePolicies({}, overrides).retry.maxAttempts, 1);
    overrides.maxRetries = 1'000'000;
    QCOMPARE(effectivePolicies({}, overrides).retry.maxAttempts, 101);
}

void TestPolicies::upperLayersWin()
{
    PolicyOverrides under;
    under.maxRetries = 1;
    under.openFor = 5s;
    PolicyOverrides over;
    over.maxRetries = 2;
    const PolicyOverrides both = layered(under, over);
    QCOMPARE(both.maxRetries, std::optional(2));
    QCOMPARE(both.openFor, std::optional<milliseconds>(5s));
}

void TestPolicies::everyErrorKindHasANameOfItsOwn()
{
    const auto kinds = QMetaEnum::fromType<SendError::Kind>();
    QStringList names;
    for (int i = 0; i < kinds.keyCount(); ++i) {
        const auto kind = SendError::Kind(kinds.value(i));
        const QString name = kindName(kind);
        QVERIFY(!name.isEmpty() && !names.contains(name));
        QCOMPARE(kindFromName(name), std::optional(kind));
        names.append(name);
    }
    QVERIFY(names.contains(u"connection-refused"_s));
    QVERIFY(!kindFromName(u"no-such-kind"_s));
}

void TestPolicies::onlyThePeersFailuresCount()
{
    using enum SendError::Kind;
    for (auto kind : {NameNotFound, ConnectionRefused, ConnectionReset, AttemptTimeout,
                      FirstByteTimeout, ConnectTimeout})
        QVERIFY(isPeerFailure(kind));
    for (auto kind : {InvalidUrl, TlsUntrusted, TlsWrongHost, Cancelled, Blocked, DeadlineExceeded,
                      ResponseUnwritable})
        QVERIFY(!isPeerFailure(kind));
}

QTEST_GUILESS_MAIN(TestPolicies)
#include "tst_policies.moc"
