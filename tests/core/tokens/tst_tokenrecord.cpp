// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tokens/tokenrecord.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Recloser;
using std::chrono::seconds;

namespace {

const QDateTime now = QDateTime::fromSecsSinceEpoch(1'700'000'000, QTimeZone::UTC);

Auth clientGrant()
{
    Auth grant{.kind = Auth::Kind::OAuth2};
    grant.tokenUrl = u"https://a.example/token"_s;
    grant.clientId = u"me"_s;
    grant.clientSecret = u"planted"_s;
    return grant;
}

} // namespace

class TestTokenRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void goodFor_data()
    {
        QTest::addColumn<int>("lifetime");
        QTest::addColumn<int>("after");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("fresh") << 3600 << 0 << true;
        QTest::newRow("31 s before the end") << 3600 << 3569 << true;
        QTest::newRow("30 s before the end") << 3600 << 3570 << false;
        QTest::newRow("past its end") << 3600 << 4000 << false;
        QTest::newRow("a short one, fresh") << 20 << 0 << true;
        QTest::newRow("a short one, half gone") << 20 << 10 << false;
        QTest::newRow("expired from the start") << 0 << 0 << false;
        QTest::newRow("without an end") << -1 << 1'000'000 << true;
    }

    void goodFor()
    {
        QFETCH(int, lifetime);
        QFETCH(int, after);
        QFETCH(bool, isGood);
        TokenAnswer answer{.accessToken = "a"_ba};
        if (lifetime >= 0)
            answer.lifetime = seconds(lifetime);
        QCOMPARE(tokenRecord(clientGrant(), answer, now).isGood(now.addSecs(after)), isGood);
    }

    void itIsTheSameWhenReadBack()
    {
        Auth grant = clientGrant();
        grant.grant = Auth::Grant::Password;
        grant.scope = u"read write"_s;
        const TokenRecord record = tokenRecord(grant, {"a"_ba, u"r"_s, seconds(60), {}}, now);
        QCOMPARE(record.facts.scope, u"read write"_s);
        QVERIFY(record.facts.canRefresh);
        QCOMPARE(tokenRecordFrom(record.facts.name, toSecret(record)), record);
        QVERIFY(!toSecret(record).contains(u"planted"));
        for (const char *text : {"", "{}", "[1]", "{\"access_token\":\"a\",\"grant\":99}"})
            QVERIFY2(!tokenRecordFrom(u"x"_s, QString::fromLatin1(text)), text);
    }

    void aRefreshTokenStaysGood()
    {
        const TokenRecord first
            = tokenRecord(clientGrant(), {"a"_ba, u"r"_s, seconds(60), u"read"_s}, now);
        const TokenRecord second
            = tokenRecord(clientGrant(), {"b"_ba, {}, seconds(60), {}}, now, first);
        QCOMPARE(second.refreshToken, u"r"_s);
        QCOMPARE(second.accessToken, "b");
        QCOMPARE(tokenRecord(clientGrant(), {"c"_ba, u"s"_s, {}, {}}, now, second).refreshToken,
                 u"s"_s);
    }

    void namesTellTokensApart_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<bool>("isSameName");
        QTest::addColumn<bool>("isOfGrant");
        QTest::newRow("nothing") << 0 << true << true;
        QTest::newRow("another secret of the client") << 1 << true << false;
        QTest::newRow("another scope") << 2 << false << true;
        QTest::newRow("another client") << 3 << false << true;
        QTest::newRow("another prefix, which is about the sending") << 4 << true << true;
    }

    void namesTellTokensApart()
    {
        QFETCH(int, change);
        QFETCH(bool, isSameName);
        QFETCH(bool, isOfGrant);
        Auth other = clientGrant();
        if (change == 1)
            other.clientSecret = u"y"_s;
        if (change == 2)
            other.scope = u"write"_s;
        if (change == 3)
            other.clientId = u"you"_s;
        if (change == 4)
            other.prefix = u"token"_s;
        QCOMPARE(tokenName(other) == tokenName(clientGrant()), isSameName);
        QCOMPARE(Recloser::isOfGrant(tokenRecord(clientGrant(), {"a"_ba, {}, {}, {}}, now), other),
                 isOfGrant);
    }

    /// Who has logged in stays so when the client's secret is another one.
    void aLoginOutlivesTheSecret()
    {
        Auth grant = clientGrant();
        grant.grant = Auth::Grant::AuthorizationCode;
        const TokenRecord record = tokenRecord(grant, {"a"_ba, u"r"_s, {}, {}}, now);
        grant.clientSecret = u"y"_s;
        QVERIFY(isOfGrant(record, grant));
    }
};

QTEST_GUILESS_MAIN(TestTokenRecord)
#include "tst_tokenrecord.moc"
