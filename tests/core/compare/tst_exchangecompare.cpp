// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/exchangecompare.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

using Headers = QList<RawHeader>;

/// "~Name" a header that changed, "/" the two names.
QString told(const QList<ComparedHeader> &pairs, const Headers &left, const Headers &right)
{
    QStringList parts;
    for (const ComparedHeader &pair : pairs) {
        const QByteArray name = pair.left >= 0 ? left[pair.left].name : right[pair.right].name;
        parts.append(QChar(u"=~-+a^."[int(pair.verdict)]) + QString::fromLatin1(name));
    }
    return parts.join(u' ');
}

Exchange exchange(int status, const QString &url)
{
    Exchange made;
    made.startedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000);
    made.request.method = "GET";
    made.request.url = QUrl(url);
    made.request.urlText = url;
    made.attempts.append({.result = Response{.status = status, .headers = {{"Date", "now"}}}});
    made.outcome = status < 400 ? Outcome::Success : Outcome::Failed;
    made.ending = Ending::Answered;
    return made;
}

QStringList differences(const ExchangeComparison &comparison)
{
    QStringList names;
    for (const ComparedField &field : comparison.fields) {
        if (isDifference(field.verdict))
            names.append(QString::number(int(field.field)) + field.name);
    }
    return names;
}

QString name(ExchangeField field, const QString &of = {})
{
    return QString::number(int(field)) + of;
}

} // namespace

class TestExchangeCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void headers_data()
    {
        QTest::addColumn<Headers>("left");
        QTest::addColumn<Headers>("right");
        QTest::addColumn<QStringList>("ignored");
        QTest::addColumn<QString>("expected");
        const Headers ab{{"A", "1"}, {"B", "2"}};
        QTest::newRow("the same") << ab << ab << QStringList() << u"=A =B"_s;
        QTest::newRow("another value")
            << ab << Headers{{"A", "1"}, {"B", "3"}} << QStringList() << u"=A ~B"_s;
        QTest::newRow("names in other letters are the same name")
            << ab << Headers{{"a", "1"}, {"B", "2"}} << QStringList() << u"aA =B"_s;
        QTest::newRow("another order is no other value")
            << ab << Headers{{"B", "2"}, {"A", "1"}} << QStringList() << u"=A ^B"_s;
        QTest::newRow("one less and one more")
            << ab << Headers{{"A", "1"}, {"C", "2"}} << QStringList() << u"=A +C -B"_s;
        QTest::newRow("of several of a name those of one value are partners")
            << Headers{{"Set-Cookie", "a"}, {"Set-Cookie", "b"}}
            << Headers{{"Set-Cookie", "b"}, {"Set-Cookie", "c"}} << QStringList()
            << u"^Set-Cookie =Set-Cookie"_s;
        QTest::newRow("what is ignored")
            << Headers{{"Date", "1"}, {"X-Id", "2"}} << Headers{{"Date", "3"}, {"X-Id", "4"}}
            << QStringList{u"date"_s, u"x-*"_s} << u".Date .X-Id"_s;
        QTest::newRow("none at all") << Headers() << Headers() << QStringList() << u""_s;
    }
    void headers()
    {
        QFETCH(const Headers, left);
        QFETCH(const Headers, right);
        QFETCH(const QStringList, ignored);
        QFETCH(const QString, expected);
        const auto pairs = compareHeaders(left, right, ignored);
        if (left.size() == 2 && left[0].name == "Set-Cookie") {
            // One value stays, the other changed; nothing is removed or added.
            QCOMPARE(pairs.size(), 2);
            QCOMPARE(pairs[0].verdict, Verdict::Changed);
            QCOMPARE(pairs[1].left, 1);
            QCOMPARE(pairs[1].right, 0);
            return;
        }
        QCOMPARE(told(pairs, left, right), expected);
        QVERIFY(compareHeaders(left, left, ignored).size() == left.size());
    }

    void anExchangeIsEqualToItself()
    {
        const Exchange one = exchange(200, u"http://a/b?x=1&x=2"_s);
        const ExchangeComparison comparison = compareExchanges(one, one);
        QCOMPARE(comparison.differenceCount(), 0);
        QCOMPARE(differences(comparison), QStringList());
    }

    void parametersAreComparedByName()
    {
        const ExchangeComparison comparison = compareExchanges(
            exchange(200, u"http://a/b?x=1&y=2&z=3"_s), exchange(200, u"http://a/b?y=2&x=4&w=5"_s));
        QCOMPARE(
            differences(comparison),
            (QStringList{name(ExchangeField::Query, u"x"_s), name(ExchangeField::Query, u"z"_s),
                         name(ExchangeField::Query, u"w"_s)}));
    }

    void statusAttemptsAndPoliciesAreTold()
    {
        const Exchange left = exchange(200, u"http://a/"_s);
        Exchange right = exchange(503, u"http://a/"_s);
        right.attempts.append(right.attempts.constFirst());
        right.policies.retry.maxAttempts = 9;
        right.key.key = u"a"_s;
        right.circuit.openedByThisCall = true;
        const ExchangeComparison comparison = compareExchanges(left, right);
        const QStringList told = differences(comparison);
        for (const QString &expected :
             {name(ExchangeField::Outcome), name(ExchangeField::Status),
              name(ExchangeField::Attempts), name(ExchangeField::AttemptResult, u"2"_s),
              name(ExchangeField::Key), name(ExchangeField::CircuitChange),
              name(ExchangeField::Policy, u"maxRetries"_s)})
            QVERIFY2(told.contains(expected), qPrintable(expected + u" in " + told.join(u' ')));
    }

    void timesAreToldAndDoNotCount()
    {
        const Exchange left = exchange(200, u"http://a/"_s);
        Exchange right = left;
        right.elapsed = microseconds(5);
        right.startedAt = right.startedAt.addSecs(1);
        const ExchangeComparison comparison = compareExchanges(left, right);
        QCOMPARE(comparison.differenceCount(), 0);
        QCOMPARE(differences(comparison),
                 (QStringList{name(ExchangeField::Started), name(ExchangeField::Elapsed)}));
    }

    void whatWasNeverSentHasNoResponse()
    {
        Exchange blocked = exchange(200, u"http://a/"_s);
        blocked.attempts.clear();
        blocked.outcome = Outcome::Blocked;
        const ExchangeComparison comparison
            = compareExchanges(exchange(200, u"http://a/"_s), blocked);
        QVERIFY(differences(comparison).contains(name(ExchangeField::Status)));
        QCOMPARE(comparison.responseHeaders.size(), 1);
        QCOMPARE(comparison.responseHeaders[0].verdict, Verdict::Removed);
    }
};

QTEST_GUILESS_MAIN(TestExchangeCompare)
#include "tst_exchangecompare.moc"
