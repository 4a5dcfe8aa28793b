// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

/// What went out, the way to the server, redirects by hand and downloads on the command line.
class TestCliTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void whatWentOutIsTold()
    {
        const auto server = serve(R"({"routes": [
            {"path": "/a", "sequence": [{"redirect": "/b"}]},
            {"path": "/b", "sequence": [{"status": 200, "body": "hi"}]}]})");
        const QString url = server->url(u"/a"_s).toString();
        const QByteArray host = "127.0.0.1:" + QByteArray::number(server->port());
        Program program;
        const Ended told = program.run({u"send"_s, url, u"--sent"_s, u"-H"_s, u"X-A: 1"_s});
        COMPARE_CODE(told, Done);
        QCOMPARE(told.out, "hi"_ba);
        const QByteArray first
            = "> GET /a HTTP/1.1\n+ host: " + host + "\n> x-a: 1\n+ user-agent: Recloser/";
        QVERIFY2(told.err.startsWith(first), told.err.constData());
        QVERIFY2(told.err.contains("\n>\n< 302 to /b, after "), told.err.constData());
        QVERIFY2(told.err.contains("\n> GET /b HTTP/1.1\n"), told.err.constData());
        QVERIFY2(told.err.contains("\n>\n< 200\n"), told.err.constData());

        const Ended json = program.run({u"send"_s, url, u"--json"_s});
        const QJsonArray requests = attempt(json.json(), 1)[u"requests"].toArray();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests[0][u"status_code"].toInt(), 302);
        QCOMPARE(requests[0][u"location"].toString(), u"/b"_s);
        QVERIFY(requests[0][u"elapsed_ms"].toDouble() > 0);
        QCOMPARE(requests[1][u"lines"][0].toString(), u"GET /b HTTP/1.1"_s);
        QCOMPARE(requests[1][u"added_lines"][0].toInt(), 1);

        const Ended kept = program.run({u"history"_s, u"show"_s, u"1"_s, u"--sent"_s});
        COMPARE_CODE(kept, Done);
        QVERIFY2(kept.out.contains(first), kept.out.constData());
    }

    void progressIsToldWhereItIsWanted()
    {
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [
            {"body": "0123456789", "fault": "slow", "bytes_per_second": 6}]}]})");
        const QString url = server->url(u"/a"_s).toString();
        const Ended quiet = Program().run({u"send"_s, url});
        COMPARE_CODE(quiet, Done);
        QVERIFY2(!quiet.err.contains("/s\n"), quiet.err.constData());
        const Ended told = Program().run({u"send"_s, url, u"--progress"_s, u"--json"_s});
        COMPARE_CODE(told, Done);
        QVERIFY2(told.err.contains(" of 10 bytes, ") && told.err.contains("/s\n"),
                 told.err.constData());
        QVERIFY2(!told.err.contains('\r'), told.err.constData());
        QCOMPARE(told.json()[u"payload"].toString(), u"0123456789"_s);
    }

    void aProxyGetsWhatIsTold()
    {
        const auto proxy = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
        const QString way = u"http://jane:s3cret@127.0.0.1:%1"_s.arg(proxy->port());
        Program program;
        const Ended told
            = program.run({u"send"_s, u"http://store.example/a"_s, u"--proxy"_s, way, u"--sent"_s});
        QVERIFY2(told.err.contains("> GET http://store.example/a HTTP/1.1\n"),
                 told.err.constData());
        QVERIFY2(told.err.contains("+ proxy-authorization: Basic ***\n"), told.err.constData());
        // And nothing of the password is kept.
        const Ended kept = program.run({u"history"_s, u"show"_s, u"1"_s, u"--sent"_s});
        QVERIFY2(kept.out.contains("> GET http://store.example/a HTTP/1.1\n"),
                 kept.out.constData());
        const QByteArray encoded = "jane:s3cret"_ba.toBase64();
        for (const QByteArray &text : {told.all(), kept.all()})
            QVERIFY2(!text.contains("s3cret") && !text.contains(encoded), text.constData());
    }

    void redirectsAreAnswersByHand()
    {
        const auto server
            = serve(R"({"routes": [{"path": "*", "sequence": [{"redirect": "/b"}]}]})");
        const Ended ended = Program().run(
            {u"send"_s, server->url(u"/a"_s).toString(), u"--no-redirect"_s, u"--json"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.json()[u"status_code"].toInt(), 302);
        QCOMPARE(server->receivedCount(), 1);
    }

    void theWayToTheServer_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("connect to")
            << u"http://store.example/a"_s << QStringList{u"--connect-to"_s, u"127.0.0.1:PORT"_s}
            << "store.example"_ba;
        QTest::newRow("an address")
            << u"http://store.example:PORT/a"_s << QStringList{u"--resolve"_s, u"127.0.0.1"_s}
            << "store.example:PORT"_ba;
        QTest::newRow("an address as curl has it")
            << u"http://store.example:PORT/a"_s
            << QStringList{u"--resolve"_s, u"store.example:PORT:127.0.0.1"_s}
            << "store.example:PORT"_ba;
    }
    void theWayToTheServer()
    {
        QFETCH(QString, url);
        QFETCH(QStringList, options);
        QFETCH(QByteArray, host);
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
        const QString port = QString::number(server->port());
        options.replaceInStrings(u"PORT"_s, port);
        const Ended ended = Program().run(
            QStringList{u"send"_s, url.replace(u"PORT"_s, port), u"--json"_s} + options);
        COMPARE_CODE(ended, Done);
        QCOMPARE(attempt(ended.json(), 1)[u"connected_to"].toString(), u"127.0.0.1:"_s + port);
        QCOMPARE(server->received().first().headers.first().second,
                 host.replace("PORT", port.toLatin1()));
    }

    void aWayThatCannotBeMeantIsRefused()
    {
        for (const QStringList &options :
             {QStringList{u"--connect-to"_s, u"a:x"_s},
              {u"--resolve"_s, u"localhost"_s},
              {u"--resolve"_s, u"other.example:80:127.0.0.1"_s},
              {u"--resolve"_s, u"127.0.0.1"_s, u"--http"_s, u"2-prior"_s}}) {
            const Ended ended
                = Program().run(QStringList{u"send"_s, u"http://store.example/"_s} + options);
            COMPARE_CODE(ended, Usage);
            QVERIFY(!ended.err.isEmpty());
        }
    }

    void aDownloadGoesOn()
    {
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [
            {"fault": "truncate", "after": 500, "status": 200, "body_size": 1000,
             "headers": {"Date": "Tue, 14 Nov 2023 22:13:20 GMT", "Last-Modified": "Mon, 13 Nov 2023 22:13:20 GMT"}},
            {"status": 206, "body_size": 501,
             "headers": {"Content-Range": "bytes 499-999/1000"}}]}]})");
        const QString url = server->url(u"/big"_s).toString();
        Program program;
        const QString path = program.profile() + u"/big"_s;
        const QStringList arguments{u"send"_s,      url,   u"-o"_s, path, u"--continue"_s,
                                    u"--retries"_s, u"0"_s};
        const Ended broken = program.run(arguments);
        COMPARE_CODE(broken, Exception);
        QVERIFY(!QFile::exists(path));
        QCOMPARE(QFileInfo(path + u".part"_s).size(), 500);
        const Ended whole = program.run(arguments);
        COMPARE_CODE(whole, Done);
        QCOMPARE(QFileInfo(path).size(), 1000);
        QVERIFY(!QFile::exists(path + u".part"_s));
        QByteArray headers;
        for (const auto received = server->received();
             const auto &[name, value] : received.last().headers)
            headers += name + ": " + value + '\n';
        QVERIFY2(headers.contains("\nrange: bytes=499-\nif-range: Mon, 13 Nov 2023 22:13:20 GMT\n"),
                 headers.constData());

        const Ended repeated = program.run(arguments + QStringList{u"--repeat"_s, u"2"_s});
        COMPARE_CODE(repeated, Usage);
    }
};

QTEST_GUILESS_MAIN(TestCliTransport)
#include "tst_clitransport.moc"
