// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/oauth1.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

/// The request of RFC 5849 section 3.4.1.1.
OAuth1Request requestOfTheRfc()
{
    return {"POST"_ba, "http://example.com/request"_ba, "b5=%3D%253D&a3=a&c%40=&a2=r%20b"_ba,
            "c2&a3=2+q"_ba};
}

OAuth1Signing signingOfTheRfc()
{
    return {.consumerKey = "9djdj82h48djs9d2"_ba,
            .consumerSecret = "j49sk3j29djd"_ba,
            .token = "kkk9d7dh3k39sjv7"_ba,
            .tokenSecret = "dh893hdasih9"_ba,
            .realm = "Example"_ba,
            .timestamp = 137131201,
            .nonce = "7d8f3e4a"_ba,
            .version = OAuth1Signing::Version::Left};
}

} // namespace

class TestOAuth1 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    /// RFC 5849 section 3.4.1.1
    void theBaseStringOfTheRfc()
    {
        QCOMPARE(oauth1BaseString(requestOfTheRfc(), signingOfTheRfc()),
                 "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26"
                 "b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26"
                 "oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26"
                 "oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7");
    }

    void signatures_data()
    {
        QTest::addColumn<OAuth1Request>("request");
        QTest::addColumn<OAuth1Signing>("signing");
        QTest::addColumn<QByteArray>("signature");
        // Section 3.1 prints another one, which erratum 2550 mends.
        QTest::newRow("RFC 5849 section 3.1")
            << requestOfTheRfc() << signingOfTheRfc() << "r6/TJjbCOr97/+UU0NsvSne7s5g="_ba;
        QTest::newRow("RFC 5849 section 1.2, a photo")
            << OAuth1Request{"GET"_ba,
                             "http://photos.example.net/photos"_ba,
                             "file=vacation.jpg&size=original"_ba,
                             {}}
            << OAuth1Signing{.consumerKey = "dpf43f3p2l4k3l03"_ba,
                             .consumerSecret = "kd94hf93k423kf44"_ba,
                             .token = "nnch734d00sl2jdk"_ba,
                             .tokenSecret = "pfkkdhi9sl3r4s00"_ba,
                             .timestamp = 137131202,
                             .nonce = "chapoH"_ba,
                             .version = OAuth1Signing::Version::Left}
            << "MdpQcU8iPSUjWoN/UDMsK2sui9I="_ba;
        OAuth1Signing plain = signingOfTheRfc();
        plain.method = OAuth1Signing::Method::PlainText;
        plain.consumerSecret = "a&b"_ba;
        plain.tokenSecret = {};
        QTest::newRow("PLAINTEXT is the secrets, encoded")
            << requestOfTheRfc() << plain << "a%26b&"_ba;
        OAuth1Signing sha256 = signingOfTheRfc();
        sha256.method = OAuth1Signing::Method::HmacSha256;
        QTest::newRow("HMAC-SHA256") // computed with Python's hmac
            << requestOfTheRfc() << sha256 << "ypAxjNip++Dm0fTM+gCl8wAo6ufSnseu1WHxL7py3BU="_ba;
    }
    void signatures()
    {
        QFETCH(OAuth1Request, request);
        QFETCH(OAuth1Signing, signing);
        const QList<RawHeader> parameters = oauth1Parameters(request, signing);
        QCOMPARE(parameters.last().name, "oauth_signature");
        QTEST(parameters.last().value, "signature");
    }

    /// RFC 5849 section 3.4.1.2
    void baseUris_data()
    {
        QTest::addColumn<QByteArray>("uri");
        QTest::newRow("http://EXAMPLE.COM:80/r%20v/X?id=123") << "http://example.com/r%20v/X"_ba;
        QTest::newRow("https://www.example.net:8080/?q=1") << "https://www.example.net:8080/"_ba;
        QTest::newRow("https://example.com:443") << "https://example.com/"_ba;
        QTest::newRow("http://[::1]:8080/x") << "http://[::1]:8080/x"_ba;
    }
    void baseUris()
    {
        QTEST(oauth1BaseUri(QUrl(QString::fromLatin1(QTest::currentDataTag()))), "uri");
    }

    void theHeader()
    {
        const QList<RawHeader> parameters = oauth1Parameters(requestOfTheRfc(), signingOfTheRfc());
        QCOMPARE(oauth1Authorization(parameters, "Example"),
                 "OAuth realm=\"Example\", oauth_consumer_key=\"9djdj82h48djs9d2\", "
                 "oauth_token=\"kkk9d7dh3k39sjv7\", oauth_signature_method=\"HMAC-SHA1\", "
                 "oauth_timestamp=\"137131201\", oauth_nonce=\"7d8f3e4a\", "
                 "oauth_signature=\"r6%2FTJjbCOr97%2F%2BUU0NsvSne7s5g%3D\"");
    }

    void theQuery()
    {
        QCOMPARE(oauth1Query({{"oauth_nonce"_ba, "a b"_ba}, {"oauth_signature"_ba, "x/y="_ba}}),
                 "oauth_nonce=a%20b&oauth_signature=x%2Fy%3D");
    }

    void versionAndCallbackAreSigned()
    {
        OAuth1Signing signing = signingOfTheRfc();
        signing.version = OAuth1Signing::Version::Sent;
        signing.callback = "http://printer.example.com/ready"_ba;
        const QByteArray base = oauth1BaseString(requestOfTheRfc(), signing);
        QVERIFY(base.contains(
            "oauth_callback%3Dhttp%253A%252F%252Fprinter.example.com%252Fready%26oauth_consumer"));
        QVERIFY(base.endsWith("%26oauth_version%3D1.0"));
    }
};

QTEST_GUILESS_MAIN(TestOAuth1)
#include "tst_oauth1.moc"
