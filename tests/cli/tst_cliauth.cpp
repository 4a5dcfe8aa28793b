// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QDir>
#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

constexpr auto script = R"({"routes": [
    {"path": "/digest", "sequence": [
        {"status": 401, "headers":
            [["WWW-Authenticate", "Basic realm=x, Digest realm=a, nonce=n1, qop=auth, algorithm=SHA-256"]]},
        {"status": 200, "body": "hello"}]},
    {"path": "/refused", "sequence": [
        {"status": 401, "headers": [["WWW-Authenticate", "Digest realm=r, nonce=n"]]}]},
    {"path": "/any", "sequence": [{"status": 200, "body": "any"}]}]})";

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

/// `--auth`, `# @auth`, and what becomes of them.
class TestCliAuth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aChallengeIsAnswered()
    {
        const auto server = serve(script);
        Program program;
        program.setEnvironment(u"RECLOSER_SECRET_PW"_s, u"planted-password"_s);
        const Ended ended
            = program.run({u"send"_s, server->url(u"/digest?a=1"_s).toString(), u"--json"_s,
                           u"--auth"_s, u"digest user=Mufasa password={{$secret pw}}"_s});
        QCOMPARE(ended.code, int(Done));
        QCOMPARE(ended.json()[u"attempts"].toArray().size(), 2);
        QCOMPARE(attempt(ended.json(), 1)[u"status_code"].toInt(), 401);
        QCOMPARE(attempt(ended.json(), 2)[u"wait_reason"].toString(), u"authentication"_s);
        QVERIFY(headerOf(server->received().first(), "authorization").isEmpty());
        const QByteArray sent = headerOf(server->received().last(), "authorization");
        QVERIFY2(sent.startsWith("Digest username=\"Mufasa\", realm=\"a\", nonce=\"n1\", "
                                 "uri=\"/digest?a=1\", algorithm=SHA-256, qop=auth, nc=00000001, "),
                 sent.constData());
        QVERIFY(!ended.out.contains("planted-password"));
    }

    void aRefusalIsTheAnswer()
    {
        const auto server = serve(script);
        Program program;
        const Ended ended = program.run({u"send"_s, server->url(u"/refused"_s).toString(),
                                         u"--json"_s, u"--auth"_s, u"digest user=me password=x"_s});
        QCOMPARE(ended.json()[u"status_code"].toInt(), 401);
        QCOMPARE(ended.json()[u"attempts"].toArray().size(), 2);
        QCOMPARE(server->receivedCount(), 2);
    }

    void aFolderGivesItToWhoAsks()
    {
        const auto server = serve(script);
        QTemporaryDir folder;
        write(folder.filePath(u"folder.http"_s), "# @auth bearer token={{$secret shop}}\n");
        const QByteArray url = server->url(u"/any"_s).toEncoded();
        const QString file = folder.filePath(u"orders.http"_s);
        write(file,
              "### asks\n# @auth inherit\nGET " + url + "\n\n### asks not\nGET " + url + '\n');
        Program program;
        program.setEnvironment(u"RECLOSER_SECRET_SHOP"_s, u"planted-token"_s);
        COMPARE_CODE(program.run({u"send"_s, file, u"asks"_s}), Done);
        QCOMPARE(headerOf(server->received().last(), "authorization"), "Bearer planted-token");
        COMPARE_CODE(program.run({u"send"_s, file, u"asks not"_s}), Done);
        QVERIFY(headerOf(server->received().last(), "authorization").isEmpty());
        COMPARE_CODE(program.run({u"run"_s, file}), Done);
        QCOMPARE(server->receivedCount(), 4);
        QCOMPARE(headerOf(server->received().at(2), "authorization"), "Bearer planted-token");

        const QJsonObject auth
            = program.run({u"send"_s, file, u"asks"_s, u"--explain-policy"_s, u"--json"_s})
                  .json()[u"auth"]
                  .toObject();
        QCOMPARE(auth[u"value"].toString(), u"bearer"_s);
        QCOMPARE(auth[u"source"].toString(), u"folder"_s);
        QCOMPARE(QDir(auth[u"from"].toString()), QDir(folder.path()));
    }

    void awsIsSigned()
    {
        const auto server = serve(script);
        Program program;
        COMPARE_CODE(
            program.run({u"send"_s, u"PUT"_s, server->url(u"/any"_s).toString(), u"-d"_s,
                         u"{\"a\": 1}"_s, u"--auth"_s,
                         u"aws access-key=AKID secret-key=x region=eu-west-1 service=s3"_s}),
            Done);
        const ReceivedRequest sent = server->received().last();
        const QByteArray authorization = headerOf(sent, "authorization");
        QVERIFY2(authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKID/"),
                 authorization.constData());
        QVERIFY(authorization.contains("/eu-west-1/s3/aws4_request, SignedHeaders="
                                       "content-type;host;x-amz-content-sha256;x-amz-date, "));
        QCOMPARE(headerOf(sent, "x-amz-content-sha256").size(), 64);
    }

    void whatIsNotUnderstoodIsSaid()
    {
        Program program;
        const Ended kind
            = program.run({u"send"_s, u"http://127.0.0.1:1/"_s, u"--auth"_s, u"magic user=me"_s});
        QCOMPARE(kind.code, int(Usage));
        QVERIFY2(kind.err.contains("not understood: magic"), kind.err.constData());
        const Ended option = program.run(
            {u"send"_s, u"http://127.0.0.1:1/"_s, u"--auth"_s, u"digest user=me pass=x"_s});
        QCOMPARE(option.code, int(Usage));
        QVERIFY2(option.err.contains("not understood: pass=x"), option.err.constData());
    }

    void copiesKnowIt()
    {
        Program program;
        const Ended ended = program.run({u"copy-as"_s, u"curl"_s, u"GET"_s, u"http://a.example/"_s,
                                         u"--auth"_s, u"digest user=me password={{p}}"_s});
        QCOMPARE(ended.code, int(Done));
        QVERIFY2(ended.out.contains("--digest") && ended.out.contains("me:{{p}}"),
                 ended.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliAuth)
#include "tst_cliauth.moc"
