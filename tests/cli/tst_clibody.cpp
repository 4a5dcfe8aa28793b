// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// Over a mebibyte, the size from which bodies wait in files.
constexpr qint64 large = 3'000'017;
constexpr auto largeScript
    = R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body_size": 3000017}]}]})";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

/// Where bodies of answers go, what is sent as a body, and what is never printed.
class TestCliBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void aLargeBodyReachesStdoutWhole();
    void aLargeBodyReachesAFileWhole();
    void theOutputFileReplacesWhatWasThere();
    void aFailureLeavesTheOutputFileAsItWas();
    void aDeviceIsWrittenAndStaysADevice();
    void bytesThatAreNoTextAreBase64InJson();
    void aFileIsSentAsItIs();
    void noTemporaryFileIsLeft();
    void credentialsAreNotPrinted_data();
    void credentialsAreNotPrinted();
};

void TestCliBody::aLargeBodyReachesStdoutWhole()
{
    const auto server = serve(largeScript);
    const Ended ended = Program().run({u"send"_s, server->url(u"/a"_s).toString()});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out.size(), large);
    QVERIFY(ended.out == generatedBytes(0, large));
}

void TestCliBody::aLargeBodyReachesAFileWhole()
{
    const auto server = serve(largeScript);
    Program program;
    const Ended ended
        = program.run({u"send"_s, server->url(u"/a"_s).toString(), u"-o"_s, u"body"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY(contentOf(program.profile() + u"/body"_s) == generatedBytes(0, large));
}

void TestCliBody::theOutputFileReplacesWhatWasThere()
{
    const auto server
        = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 404, "body": "new"}]}]})");
    Program program;
    QFile file(program.profile() + u"/body"_s);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("older and longer") > 0);
    file.close();
    COMPARE_CODE(program.run({u"send"_s, server->url(u"/a"_s).toString(), u"-o"_s, u"body"_s}),
                 RequestFailed);
    QCOMPARE(contentOf(file.fileName()), "new"_ba);
}

void TestCliBody::aFailureLeavesTheOutputFileAsItWas()
{
    const auto server
        = serve(R"({"routes": [{"path": "*", "sequence": [{"fault": "truncate", "after": 5}]}]})");
    Program program;
    QFile file(program.profile() + u"/body"_s);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("kept") > 0);
    file.close();
    COMPARE_CODE(program.run({u"send"_s, server->url(u"/a"_s).toString(), u"--retries"_s, u"0"_s,
                              u"-o"_s, u"body"_s}),
                 Exception);
    QCOMPARE(contentOf(file.fileName()), "kept"_ba);
}

void TestCliBody::aDeviceIsWrittenAndStaysADevice()
{
    const auto server
        = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body": "here"}]}]})");
    // A name of our own that leads to a device: replacing it must not be possible either.
    Program program;
    QVERIFY(QFile::link(u"/dev/stdout"_s, program.profile() + u"/out"_s));
    const Ended ended
        = program.run({u"send"_s, server->url(u"/a"_s).toString(), u"-q"_s, u"-o"_s, u"out"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, "here"_ba);
    QVERIFY(QFileInfo(program.profile() + u"/out"_s).isSymLink());
}

void TestCliBody::bytesThatAreNoTextAreBase64InJson()
{
    const auto server = serve(
        R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body_base64": "/wD+"}]}]})");
    const Ended ended = Program().run({u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"payload"].toString(), u"/wD+"_s);
    QCOMPARE(ended.json()[u"payload_encoding"].toString(), u"base64"_s);
}

void TestCliBody::aFileIsSentAsItIs()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    Program program;
    QFile file(program.profile() + u"/up"_s);
    const QByteArray body = generatedBytes(0, large) + QByteArray("\0\xff", 2);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(body) == body.size());
    file.close();
    COMPARE_CODE(program.run({u"send"_s, server->url(u"/a"_s).toString(), u"-d"_s, u"@up"_s}),
                 Done);
    const ReceivedRequest received = server->received().first();
    QCOMPARE(received.method, "POST"_ba);
    QCOMPARE(received.bodySize, body.size());
    QCOMPARE(received.bodySha256,
             QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
}

void TestCliBody::noTemporaryFileIsLeft()
{
    const auto server = serve(
        R"({"routes": [{"path": "/stop", "sequence": [{"fault": "stall", "after": 2000000}]},
                       {"path": "*", "sequence": [{"status": 200, "body_size": 3000017}]}]})");
    Program program;
    const QString folder = program.profile() + u"/tmp"_s;
    QVERIFY(QDir().mkpath(folder));
    program.setEnvironment(u"TMPDIR"_s, folder);
    COMPARE_CODE(program.run({u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s}), Done);
    QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden), QStringList());

    program.start({u"send"_s, server->url(u"/stop"_s).toString()});
    EVENTUALLY_COMPARE(server->receivedCount(u"/stop"_s), 1);
    QVERIFY(program.send(SIGINT));
    QCOMPARE(program.end().signal, SIGINT);
    QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestCliBody::credentialsAreNotPrinted_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("arrives");
    QTest::newRow("an Authorization header")
        << QStringList{u"URL/a"_s, u"-H"_s, u"Authorization: Bearer s3cret-word"_s}
        << "Bearer s3cret-word"_ba;
    QTest::newRow("a key header") << QStringList{u"URL/a"_s, u"-H"_s, u"X-Api-Key: s3cret-word"_s}
                                  << ""_ba;
    QTest::newRow("a parameter") << QStringList{u"URL/a?token=s3cret-word"_s} << ""_ba;
    QTest::newRow("the user info of a URL")
        << QStringList{u"USER/a"_s} << "Basic "_ba + "me:s3cret-word"_ba.toBase64();
}

void TestCliBody::credentialsAreNotPrinted()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, arrives);
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"fault": "reset"}]}]})");
    const QString url = server->url().toString(QUrl::StripTrailingSlash);
    words.replaceInStrings(u"URL"_s, url);
    words.replaceInStrings(u"USER"_s, QString(url).replace(u"//"_s, u"//me:s3cret-word@"_s));
    for (const QStringList &how : {QStringList{}, QStringList{u"--json"_s}}) {
        const Ended ended = Program().run(
            QStringList{u"send"_s, u"--retries"_s, u"0"_s, u"--repeat"_s, u"1"_s} + words + how);
        COMPARE_CODE(ended, Exception);
        QVERIFY2(!ended.all().contains("s3cret-word"), ended.told().constData());
        QVERIFY2(!ended.all().contains("me:s3cret-word"_ba.toBase64()), ended.told().constData());
    }
    QCOMPARE(server->receivedCount(), 2);
    if (!arrives.isEmpty())
        QCOMPARE(headerOf(server->received().first(), "authorization"), arrives);
}

QTEST_GUILESS_MAIN(TestCliBody)
#include "tst_clibody.moc"
