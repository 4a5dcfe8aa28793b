// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/challenges.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

/// "Scheme token68{name=value}{...}; Scheme ..."
QByteArray shown(const QList<AuthChallenge> &challenges)
{
    QByteArrayList texts;
    for (const AuthChallenge &challenge : challenges) {
        QByteArray text = challenge.scheme;
        if (!challenge.token68.isEmpty())
            text += ' ' + challenge.token68;
        for (const RawHeader &parameter : challenge.parameters)
            text += '{' + parameter.name + '=' + parameter.value + '}';
        texts.append(text);
    }
    return texts.join("; ");
}

} // namespace

class TestChallenges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void lines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("challenges");
        QTest::newRow("nothing") << ""_ba << ""_ba;
        QTest::newRow("a scheme alone") << "Negotiate"_ba << "Negotiate"_ba;
        QTest::newRow("one with a parameter")
            << "Basic realm=\"simple\""_ba << "Basic{realm=simple}"_ba;
        // RFC 9110 section 11.6.1
        QTest::newRow("two, with commas inside and between")
            << "Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\""_ba
            << "Basic{realm=simple}; Newauth{realm=apps}{type=1}{title=Login to \"apps\"}"_ba;
        QTest::newRow("quoted commas divide nothing")
            << "Digest realm=\"a, Basic realm=b\", qop=\"auth,auth-int\", nonce=\"x\""_ba
            << "Digest{realm=a, Basic realm=b}{qop=auth,auth-int}{nonce=x}"_ba;
        QTest::newRow("token68") << "NTLM TlRMTVNTUAACAAAA==, Basic realm=x"_ba
                                 << "NTLM TlRMTVNTUAACAAAA==; Basic{realm=x}"_ba;
        QTest::newRow("a scheme without parameters between others")
            << "Negotiate, NTLM, Basic realm=\"x\""_ba << "Negotiate; NTLM; Basic{realm=x}"_ba;
        QTest::newRow("blanks around equals signs, and tabs")
            << "Digest\trealm = \"x\" ,\tnonce= y"_ba << "Digest{realm=x}{nonce=y}"_ba;
        QTest::newRow("empty elements") << ",, Basic , realm=\"x\",,"_ba << "Basic{realm=x}"_ba;
        QTest::newRow("a quote that is never closed")
            << "Basic realm=\"x, y"_ba << "Basic{realm=x, y}"_ba;
        QTest::newRow("a backslash at the end") << "Basic realm=\"x\\"_ba << "Basic{realm=x\\}"_ba;
        QTest::newRow("what has no scheme is nobody's") << "realm=\"x\""_ba << ""_ba;
        QTest::newRow("names in lower case, values as they are")
            << "Bearer Realm=\"X\", ERROR=invalid_token"_ba
            << "Bearer{realm=X}{error=invalid_token}"_ba;
        QTest::newRow("garbage is passed over")
            << "@@, Basic realm=\"x\", \"quoted, text\", Bearer"_ba << "Basic{realm=x}; Bearer"_ba;
        QTest::newRow("base64 in a value without quotes")
            << "Digest nonce=abc+/=="_ba << "Digest{nonce=abc+/==}"_ba;
    }
    void lines()
    {
        QFETCH(QByteArray, line);
        QTEST(shown(readChallenges(line)), "challenges");
    }

    void severalLines()
    {
        const QList<AuthChallenge> found = challengesOf({{"WWW-Authenticate"_ba, "A"_ba},
                                                         {"X-Other"_ba, "B"_ba},
                                                         {"www-authenticate"_ba, "C, D"_ba}});
        QCOMPARE(shown(found), "A; C; D");
    }

    void quotes() { QCOMPARE(quotedString("a\"b\\c"), "\"a\\\"b\\\\c\""); }
};

QTEST_GUILESS_MAIN(TestChallenges)
#include "tst_challenges.moc"
