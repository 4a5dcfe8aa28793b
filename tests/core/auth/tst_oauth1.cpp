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

/// The example of OAuth Core 1.0 for RSA-SHA1, with the key that the community published for it.
QByteArray publishedKey()
{
    return "-----BEGIN PRIVATE KEY-----\n"
           "MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBALRiMLAh9iimur8V\n"
           "A7qVvdqxevEuUkW4K+2KdMXmnQbG9Aa7k7eBjK1S+0LYmVjPKlJGNXHDGuy5Fw/d\n"
           "7rjVJ0BLB+ubPK8iA/Tw3hLQgXMRRGRXXCn8ikfuQfjUS1uZSatdLB81mydBETlJ\n"
           "hI6GH4twrbDJCR2Bwy/XWXgqgGRzAgMBAAECgYBYWVtleUzavkbrPjy0T5FMou8H\n"
           "X9u2AC2ry8vD/l7cqedtwMPp9k7TubgNFo+NGvKsl2ynyprOZR1xjQ7WgrgVB+mm\n"
           "uScOM/5HVceFuGRDhYTCObE+y1kxRloNYXnx3ei1zbeYLPCHdhxRYW7T0qcynNmw\n"
           "rn05/KO2RLjgQNalsQJBANeA3Q4Nugqy4QBUCEC09SqylT2K9FrrItqL2QKc9v0Z\n"
           "zO2uwllCbg0dwpVuYPYXYvikNHHg+aCWF+VXsb9rpPsCQQDWR9TT4ORdzoj+Nccn\n"
           "qkMsDmzt0EfNaAOwHOmVJ2RVBspPcxt5iN4HI7HNeG6U5YsFBb+/GZbgfBT3kpNG\n"
           "WPTpAkBI+gFhjfJvRw38n3g/+UeAkwMI2TJQS4n8+hid0uus3/zOjDySH3XHCUno\n"
           "cn1xOJAyZODBo47E+67R4jV1/gzbAkEAklJaspRPXP877NssM5nAZMU0/O/NGCZ+\n"
           "3jPgDUno6WbJn5cqm8MqWhW1xGkImgRk+fkDBquiq4gPiT898jusgQJAd5Zrr6Q8\n"
           "AO/0isr/3aa6O6NLQxISLKcPDk2NOccAfS/xOtfOz4sJYM3+Bs4Io9+dZGSDCA54\n"
           "Lw03eHTNQghS0A==\n"
           "-----END PRIVATE KEY-----\n"_ba;
}

OAuth1Request publishedRequest()
{
    return {
        "GET"_ba, "http://photos.example.net/photos"_ba, "file=vacaction.jpg&size=original"_ba, {}};
}

OAuth1Signing publishedSigning(OAuth1Signing::Method method, const QByteArray &key)
{
    return {.method = method,
            .consumerKey = "dpf43f3p2l4k3l03"_ba,
            .privateKey = key,
            .timestamp = 1196666512,
            .nonce = "13917289812797014437"_ba};
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
        OAuth1Signing sha512 = signingOfTheRfc();
        sha512.method = OAuth1Signing::Method::HmacSha512;
        QTest::newRow("HMAC-SHA512") // computed with Python's hmac
            << requestOfTheRfc() << sha512
            << "aApdjtDvkpOUgVhy366EAF+WZK5xcnpbPqCHYYPFOkvm0mbF2V5hXpRCK0YW7d9rK+K7Qnj3X5HnxAbvFR/x6Q=="_ba;
        const auto rsa = [](const char *name, OAuth1Signing::Method method,
                            const QByteArray &signature, const QByteArray &key = publishedKey()) {
            QTest::newRow(name) << publishedRequest() << publishedSigning(method, key) << signature;
        };
        using enum OAuth1Signing::Method;
        const QByteArray published
            = "jvTp/wX1TYtByB1m+Pbyo0lnCOLIsyGCH7wke8AUs3BpnwZJtAuEJkvQL2/"
              "9n4s5wUmUl4aCI4BwpraNx4RtEX"
              "Me5qg5T1LVTGliMRpKasKsW//e+RinhejgCuzoH26dyF8iY2ZZ/5D1ilgeijhV/vBka5twt399mXwaYdCwFYE="_ba;
        rsa("RSA-SHA1, as published", RsaSha1, published);
        rsa("RSA-SHA1, the key on one line", RsaSha1, published, publishedKey().replace('\n', ' '));
        rsa("RSA-SHA1, the key's line breaks written out", RsaSha1, published,
            publishedKey().replace("\n", "\\n"));
        // computed with openssl dgst
        rsa("RSA-SHA256", RsaSha256,
            "kd2wjpiASoDx6BqAMHy/k8CqNdyZv4opl1U4bBN1EBi8vmSHRVfw4h72BDerCp7M8pNEZEAUtvTOhgGNPh04cM"
            "mTeB/89Ok8GxYqIqVeYfKK5buzrNoOOAhjRUFpTvNOChNbRnlE04/d3hAITJjjykQtIZ2FWxJ4JO0gOdfKY0c="_ba);
        rsa("RSA-SHA512", RsaSha512,
            "UsVvwfiFFOJrF0dB+YrGvUotQJfv2KhGEZ9jnXDSyK/6uu0EyzA5WrmRTMAPyuWQr6kVHS9e8IvOlemZo8MvOJ"
            "jF0o2KtpoINXO5mO/09fyFHw0dUC+zgTSMJ+KaGOgkBQvfKNCTQ0dZYgnSSZsJZKcxl17rzZVr8m32ybPYvF8="_ba);
    }
    void signatures()
    {
        QFETCH(OAuth1Request, request);
        QFETCH(OAuth1Signing, signing);
        const auto made = oauth1Parameters(request, signing);
        QVERIFY2(made, made ? "" : qPrintable(made.error()));
        const QList<RawHeader> &parameters = *made;
        QCOMPARE(parameters.last().name, "oauth_signature");
        QTEST(parameters.last().value, "signature");
    }

    void keysThatCannotSign_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("why");
        const QByteArray good = publishedKey();
        QTest::newRow("none") << QByteArray() << u"there is none"_s;
        QTest::newRow("something else")
            << "hello"_ba << u"it is no PEM: \"-----BEGIN\" is missing"_s;
        QTest::newRow("cut short")
            << good.first(200) << u"its content is no private key, or broken"_s;
        QTest::newRow("a certificate")
            << "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"_ba
            << u"it is no private key"_s;
        QTest::newRow("encrypted")
            << "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
               "MIIBvTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQII1sEs8VDYEwCAggA\n"
               "MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBA3s864Wb4YT3UAkuaRYK/4BIIB\n"
               "YAWlI+mcUB0cqe8CFCdvwBjKUWsZGNykX1SiTgFhzzZQtMqK30fPAdVOtkuA69nX\n"
               "odVLguY4sbadvFnSDSjprb10TyzGAETdCs5LRSViQnVjiYfArF50FM67/Iygp/qm\n"
               "RWjOYFw1I/0GHS+dfdMjXnmcccP5EOvAX5MGB5sr1ftxgJETFmbBwKq7vD+68RTi\n"
               "LlHTL6tL3rQlRjfb4n8wAsmC+5EZoHFC/Nd+ldfyunTxj5QXFsDVyNpulDnumWii\n"
               "0HJR2JEr9sbVfrmkGJkAXcQtkqeczJCX9wJwWTmOjA6ismAxd9Bi74kOWyu5zmMf\n"
               "wO9TXu8nYvJHAcnAJ7y/UQ98vjsXZhuJSXDF4ocCLzTrr9U+vSow7MZwE7oScQZs\n"
               "AgrFBeapPEk0jC9itMga3ngKNpW/alJikENaWpb66JI6HeiwNK5gXkbLJMvRuTVu\n"
               "GIOOnLM/gj6HoUm5EcqsvvI=\n"
               "-----END ENCRYPTED PRIVATE KEY-----\n"_ba
            << u"it is encrypted; take its pass phrase off (openssl pkey)"_s;
        QTest::newRow("of an elliptic curve")
            << "-----BEGIN PRIVATE KEY-----\n"
               "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMEuCT+WnHD7cQcSH\n"
               "x60uVMm5oWF1b7PnGFR2xZYtYdWhRANCAAQVZtBC6b2r15BKSaKVUxxGoQVIw2YW\n"
               "FMvMmrlVImrKdXUumLgEg5az5RXD4sWynqdmTArAnAz3Pwbap7/BZMHs\n"
               "-----END PRIVATE KEY-----\n"_ba
            << u"it is no RSA key"_s;
        QTest::newRow("too long") << good + QByteArray(100'000, ' ') + 'x'
                                  << u"it is too long for one"_s;
    }
    void keysThatCannotSign()
    {
        QFETCH(QByteArray, key);
        const auto made = oauth1Parameters(publishedRequest(),
                                           publishedSigning(OAuth1Signing::Method::RsaSha256, key));
        QVERIFY(!made);
        QTEST(made.error(), "why");
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
        const auto parameters = oauth1Parameters(requestOfTheRfc(), signingOfTheRfc());
        QVERIFY(parameters);
        QCOMPARE(oauth1Authorization(*parameters, "Example"),
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
