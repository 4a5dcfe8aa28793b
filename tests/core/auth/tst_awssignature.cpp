// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/awssignature.h"
#include "tests/support/fixtures.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

QByteArray textOf(const QString &folder, const QString &name)
{
    QFile file(folder + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// As the suite writes requests: one header a line, a value continued on lines that begin blank.
AwsRequest readRequest(const QByteArray &text)
{
    const qsizetype end = text.indexOf("\n\n");
    const QByteArrayList lines = (end < 0 ? text : text.first(end)).split('\n');
    const QByteArray &line = lines.first();
    AwsRequest request;
    request.method = line.first(line.indexOf(' '));
    const qsizetype start = line.indexOf(' ') + 1;
    const QByteArray target = line.sliced(start, line.lastIndexOf(' ') - start);
    const qsizetype query = target.indexOf('?');
    request.path = query < 0 ? target : target.first(query);
    request.query = query < 0 ? QByteArray() : target.sliced(query + 1);
    for (const QByteArray &header : lines.sliced(1)) {
        if (header.startsWith(' ')) {
            request.headers.last().value += header;
        } else if (const qsizetype colon = header.indexOf(':'); colon > 0) {
            request.headers.append({header.first(colon), header.sliced(colon + 1)});
        }
    }
    request.bodyHash = QCryptographicHash::hash(end < 0 ? QByteArray() : text.sliced(end + 2),
                                                QCryptographicHash::Sha256)
                           .toHex();
    return request;
}

AwsSigning readSigning(const QByteArray &json)
{
    const QJsonObject context = QJsonDocument::fromJson(json).object();
    const QJsonValue credentials = context["credentials"_L1];
    AwsSigning signing;
    signing.accessKey = credentials["access_key_id"_L1].toString().toUtf8();
    signing.secretKey = credentials["secret_access_key"_L1].toString().toUtf8();
    signing.sessionToken = credentials["token"_L1].toString().toUtf8();
    signing.region = context["region"_L1].toString().toUtf8();
    signing.service = context["service"_L1].toString().toUtf8();
    signing.at = QDateTime::fromString(context["timestamp"_L1].toString(), Qt::ISODate);
    signing.validFor = std::chrono::seconds(context["expiration_in_seconds"_L1].toInt());
    if (!context["normalize"_L1].toBool())
        signing.path = AwsSigning::PathRule::Encoded;
    if (context["sign_body"_L1].toBool())
        signing.bodyHashHeader = AwsSigning::BodyHashHeader::Sent;
    if (context["omit_session_token"_L1].toBool())
        signing.token = AwsSigning::TokenRule::Unsigned;
    return signing;
}

QByteArrayList sortedParameters(const QByteArray &query)
{
    QByteArrayList parameters = query.split('&');
    std::ranges::sort(parameters);
    return parameters;
}

QDateTime utc(int year, int month, int day)
{
    return QDateTime(QDate(year, month, day), QTime(0, 0), QTimeZone::UTC);
}

} // namespace

class TestAwsSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    /// The suite of aws-c-auth, which is AWS's own with what came later.
    void suite_data()
    {
        QTest::addColumn<QString>("folder");
        const QDir all(fixtureFolder(u"auth/sigv4"_s));
        const QStringList names = fixtureFolder(u"auth/sigv4"_s).isEmpty()
            ? QStringList()
            : all.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << all.filePath(name);
        if (names.isEmpty())
            QTest::newRow("none") << QString();
    }
    void suite()
    {
        QFETCH(QString, folder);
        if (folder.isEmpty())
            QSKIP("the folder shared/fixtures/auth/sigv4 is not there");
        const AwsSigning signing = readSigning(textOf(folder, u"context.json"_s));
        const AwsRequest request = readRequest(textOf(folder, u"request.txt"_s));

        const AwsSignature header = signedByHeader(request, signing);
        QCOMPARE(header.canonicalRequest, textOf(folder, u"header-canonical-request.txt"_s));
        QCOMPARE(header.stringToSign, textOf(folder, u"header-string-to-sign.txt"_s));
        QCOMPARE(header.signature, textOf(folder, u"header-signature.txt"_s));
        const QList<RawHeader> sent
            = readRequest(textOf(folder, u"header-signed-request.txt"_s)).headers;
        for (const RawHeader &added : header.headers)
            QVERIFY2(sent.contains(added), added.name.constData());
        QCOMPARE(request.headers.size() + header.headers.size(), sent.size());

        AwsSigning presigning = signing;
        presigning.bodyHashHeader = AwsSigning::BodyHashHeader::Left;
        const AwsSignature query = signedByQuery(request, presigning);
        QCOMPARE(query.canonicalRequest, textOf(folder, u"query-canonical-request.txt"_s));
        QCOMPARE(query.stringToSign, textOf(folder, u"query-string-to-sign.txt"_s));
        QCOMPARE(query.signature, textOf(folder, u"query-signature.txt"_s));
        const AwsRequest written = readRequest(textOf(folder, u"query-signed-request.txt"_s));
        QCOMPARE(sortedParameters(query.query), sortedParameters(written.query));
    }

    /// The examples of Amazon S3's reference, "Authenticating Requests".
    void s3_data()
    {
        QTest::addColumn<AwsRequest>("request");
        QTest::addColumn<QByteArray>("signature");
        const QByteArray empty = QCryptographicHash::hash({}, QCryptographicHash::Sha256).toHex();
        const RawHeader host{"Host"_ba, "examplebucket.s3.amazonaws.com"_ba};
        QTest::newRow("GET of an object")
            << AwsRequest{"GET"_ba, "/test.txt"_ba, {}, {host, {"Range"_ba, "bytes=0-9"_ba}}, empty}
            << "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"_ba;
        QTest::newRow("PUT of an object whose name is encoded once") << AwsRequest{
            "PUT"_ba,
            "/test%24file.text"_ba,
            {},
            {host,
             {"Date"_ba, "Fri, 24 May 2013 00:00:00 GMT"_ba},
             {"x-amz-storage-class"_ba, "REDUCED_REDUNDANCY"_ba}},
            QCryptographicHash::hash("Welcome to Amazon S3.", QCryptographicHash::Sha256)
                .toHex()} << "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"_ba;
        QTest::newRow("a parameter without a value")
            << AwsRequest{"GET"_ba, "/"_ba, "lifecycle"_ba, {host}, empty}
            << "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"_ba;
        QTest::newRow("parameters in another order")
            << AwsRequest{"GET"_ba, "/"_ba, "prefix=J&max-keys=2"_ba, {host}, empty}
            << "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"_ba;
    }
    void s3()
    {
        QFETCH(AwsRequest, request);
        AwsSigning signing{.accessKey = "AKIAIOSFODNN7EXAMPLE"_ba,
                           .secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"_ba,
                           .region = "us-east-1"_ba,
                           .service = "s3"_ba,
                           .at = utc(2013, 5, 24)};
        useRulesOfService(signing);
        QTEST(signedByHeader(request, signing).signature, "signature");
    }

    void aSignedUrlOfS3()
    {
        AwsSigning signing{.accessKey = "AKIAIOSFODNN7EXAMPLE"_ba,
                           .secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"_ba,
                           .region = "us-east-1"_ba,
                           .service = "s3"_ba,
                           .at = utc(2013, 5, 24),
                           .validFor = std::chrono::seconds(86400)};
        useRulesOfService(signing);
        const AwsRequest request{"GET"_ba,
                                 "/test.txt"_ba,
                                 {},
                                 {{"host"_ba, "examplebucket.s3.amazonaws.com"_ba}},
                                 unsignedPayload()};
        QCOMPARE(signedByQuery(request, signing).signature,
                 "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    void hosts_data()
    {
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<QByteArray>("region");
        QTest::newRow("sqs.eu-west-1.amazonaws.com") << "sqs"_ba << "eu-west-1"_ba;
        QTest::newRow("abc123.execute-api.us-east-2.amazonaws.com")
            << "execute-api"_ba << "us-east-2"_ba;
        QTest::newRow("bucket.s3.dualstack.ap-southeast-2.amazonaws.com")
            << "s3"_ba << "ap-southeast-2"_ba;
        QTest::newRow("iam.amazonaws.com") << "iam"_ba << "us-east-1"_ba;
        QTest::newRow("ec2.cn-north-1.amazonaws.com.cn") << "ec2"_ba << "cn-north-1"_ba;
        QTest::newRow("abc.lambda-url.eu-central-1.on.aws") << "lambda-url"_ba << "eu-central-1"_ba;
        QTest::newRow("localhost") << QByteArray() << QByteArray();
        QTest::newRow("amazonaws.com.example.org") << QByteArray() << QByteArray();
    }
    void hosts()
    {
        const AwsHostParts parts = awsHostParts(QTest::currentDataTag());
        QTEST(parts.service, "service");
        QTEST(parts.region, "region");
    }
};

QTEST_GUILESS_MAIN(TestAwsSignature)
#include "tst_awssignature.moc"
