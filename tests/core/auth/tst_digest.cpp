// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/digest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

QByteArray answerTo(const QByteArray &line, const DigestCredentials &credentials, DigestUse use)
{
    const auto challenge = strongestDigest(readChallenges(line));
    return challenge ? digestAuthorization(*challenge, credentials, use) : "none"_ba;
}

QByteArray valueOf(const QByteArray &authorization, QByteArrayView name)
{
    const QList<AuthChallenge> read = readChallenges(authorization);
    for (const RawHeader &parameter : read.isEmpty() ? QList<RawHeader>() : read[0].parameters) {
        if (parameter.name == name)
            return parameter.value;
    }
    return {};
}

} // namespace

class TestDigest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void hashes_data()
    {
        QTest::addColumn<int>("algorithm");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("hash");
        const int half = int(DigestAlgorithm::Sha512_256);
        // FIPS 180-4, example values of SHA-512/256
        QTest::newRow("one block")
            << half << "abc"_ba
            << "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"_ba;
        QTest::newRow("two blocks")
            << half
            << "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
               "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"_ba
            << "3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a"_ba;
        QTest::newRow("nothing")
            << half << ""_ba
            << "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a"_ba;
        QTest::newRow("MD5") << int(DigestAlgorithm::Md5) << "abc"_ba
                             << "900150983cd24fb0d6963f7d28e17f72"_ba;
    }
    void hashes()
    {
        QFETCH(int, algorithm);
        QFETCH(QByteArray, text);
        QTEST(digestHex(DigestAlgorithm(algorithm), text), "hash");
    }
    void aHashTakesItsBytesInAnyPieces()
    {
        const QByteArray text(1000, 'a');
        for (const qsizetype size : {1, 7, 111, 112, 127, 128, 129, 999}) {
            DigestHash hash(DigestAlgorithm::Sha512_256);
            for (qsizetype at = 0; at < text.size(); at += size)
                hash.addData(text.sliced(at, std::min(size, text.size() - at)));
            QCOMPARE(hash.hex(), digestHex(DigestAlgorithm::Sha512_256, text));
        }
    }

    void responses_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QByteArray>("uri");
        QTest::addColumn<QByteArray>("clientNonce");
        QTest::addColumn<QByteArray>("response");
        const QByteArray both
            = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""_ba;
        const QByteArray clientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"_ba;
        QTest::newRow("RFC 7616 section 3.9.1, MD5")
            << QByteArray("Digest algorithm=MD5, " + both) << u"Mufasa"_s << u"Circle of Life"_s
            << "/dir/index.html"_ba << clientNonce << "8ca523f5e9506fed4657c9700eebdbec"_ba;
        QTest::newRow("RFC 7616 section 3.9.1, SHA-256")
            << QByteArray("Digest algorithm=SHA-256, " + both) << u"Mufasa"_s << u"Circle of Life"_s
            << "/dir/index.html"_ba << clientNonce
            << "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"_ba;
        QTest::newRow("RFC 2617 section 3.5")
            << "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\""_ba
            << u"Mufasa"_s << u"Circle Of Life"_s << "/dir/index.html"_ba << "0a4f113b"_ba
            << "6629fae49393a05397450978507c4ef1"_ba;
        // Computed with Python's hashlib; section 3.9.2 prints what SHA-512 cut short gives.
        QTest::newRow("RFC 7616 section 3.9.2 with the SHA-512/256 of FIPS 180-4")
            << "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256, nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", charset=UTF-8, userhash=true"_ba
            << u"Jäsøn Doe"_s << u"Secret, or not?"_s << "/doe.json"_ba
            << "NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm"_ba
            << "7a4e1192babbba02e91182d2895bfdbf7adafc6e48d4e517ca301974843d840c"_ba;
        // The rest computed with Python's hashlib
        QTest::newRow("without qop, as RFC 2069 has it")
            << "Digest realm=\"r\", nonce=\"n\""_ba << u"u"_s << u"p"_s << "/x?y=1"_ba << "c"_ba
            << "05659d2b286418a62cca391af3e30276"_ba;
        QTest::newRow("MD5-sess")
            << "Digest realm=\"r\", nonce=\"n\", qop=auth, algorithm=MD5-sess"_ba << u"u"_s
            << u"p"_s << "/x?y=1"_ba << "c"_ba << "a70dc86ec07fe4406da622b3556379d2"_ba;
        QTest::newRow("SHA-256-sess, name in lower case")
            << "Digest realm=\"r\", nonce=\"n\", qop=auth, algorithm=sha-256-sess"_ba << u"u"_s
            << u"p"_s << "/x?y=1"_ba << "c"_ba
            << "f590a788d69dba5e1b62f2b5ec8a21ba8915a1b6d4ebcdb07089c309883f9a7c"_ba;
        QTest::newRow("auth-int where auth is not offered")
            << "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\""_ba << u"u"_s << u"p"_s
            << "/x?y=1"_ba << "c"_ba << "0e7088e484b0ca05242549345b97431c"_ba;
    }
    void responses()
    {
        QFETCH(QByteArray, challenge);
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(QByteArray, uri);
        QFETCH(QByteArray, clientNonce);
        const QByteArray answer
            = answerTo(challenge, {user, password},
                       {"GET"_ba, uri, clientNonce, 1, digestHex(DigestAlgorithm::Md5, "body")});
        QTEST(valueOf(answer, "response"), "response");
        QCOMPARE(valueOf(answer, "uri"), uri);
    }

    void headers_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("names are quoted, counts and options are not")
            << "Digest realm=\"a \\\"b\\\"\", nonce=\"n\", qop=\"auth\", algorithm=MD5, opaque=\"\""_ba
            << u"o\"k"_s
            << "Digest username=\"o\\\"k\", realm=\"a \\\"b\\\"\", nonce=\"n\", uri=\"/\", algorithm=MD5, qop=auth, nc=0000001f, cnonce=\"c\", response=\""_ba
            << ", opaque=\"\""_ba;
        QTest::newRow("nothing of qop without it")
            << "Digest realm=\"r\", nonce=\"n\""_ba << u"u"_s
            << "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"/\", response=\""_ba
            << "\""_ba;
        // RFC 7616 section 3.9.2, with the hash of its erratum
        QTest::newRow("the user's name hashed")
            << "Digest realm=\"api@example.org\", nonce=\"n\", qop=auth, algorithm=SHA-512-256, userhash=true"_ba
            << u"Jäsøn Doe"_s
            << "Digest username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\", "_ba
            << ", userhash=true"_ba;
        QTest::newRow("a name that is not ASCII, to who reads UTF-8")
            << "Digest realm=\"r\", nonce=\"n\", charset=UTF-8"_ba << u"Jäsøn Doe"_s
            << "Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, realm"_ba << "\""_ba;
        QTest::newRow("and to others")
            << "Digest realm=\"r\", nonce=\"n\""_ba << u"Jäsøn"_s
            << "Digest username=\"J\xC3\xA4s\xC3\xB8n\", realm"_ba << "\""_ba;
    }
    void headers()
    {
        QFETCH(QByteArray, challenge);
        QFETCH(QString, user);
        QFETCH(QByteArray, start);
        QFETCH(QByteArray, end);
        const QByteArray answer
            = answerTo(challenge, {user, u"p"_s}, {"GET"_ba, "/"_ba, "c"_ba, 31, {}});
        QVERIFY2(answer.startsWith(start), answer.constData());
        QVERIFY2(answer.endsWith(end), answer.constData());
    }

    void choices_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("realm");
        QTest::newRow("the strongest hash")
            << "Digest realm=\"weak\", nonce=n, Digest realm=\"strong\", nonce=n, algorithm=SHA-256"_ba
            << "strong"_ba;
        QTest::newRow("the first of equals")
            << "Basic realm=\"b\", Digest realm=\"1\", nonce=n, Digest realm=\"2\", nonce=n"_ba
            << "1"_ba;
        QTest::newRow("unknown algorithms are no choice")
            << "Digest realm=\"x\", nonce=n, algorithm=SHA3, Digest realm=\"y\", nonce=n"_ba
            << "y"_ba;
        QTest::newRow("nor are unknown protections")
            << "Digest realm=\"x\", nonce=n, qop=\"other\""_ba << "none"_ba;
        QTest::newRow("nor one without a nonce") << "Digest realm=\"x\""_ba << "none"_ba;
    }
    void choices()
    {
        QFETCH(QByteArray, line);
        const auto chosen = strongestDigest(readChallenges(line));
        QTEST(chosen ? chosen->realm : "none"_ba, "realm");
    }

    void staleNoncesAreToldFromWrongPasswords()
    {
        QVERIFY(strongestDigest(readChallenges("Digest nonce=n, stale=TRUE"))->isStale);
        QVERIFY(!strongestDigest(readChallenges("Digest nonce=n, stale=false"))->isStale);
    }

    void theNextNonce()
    {
        QCOMPARE(nextNonce({{"Authentication-Info"_ba, "qop=auth, nextnonce=\"a,b\", nc=1"_ba}}),
                 "a,b");
        QCOMPARE(nextNonce({}), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
