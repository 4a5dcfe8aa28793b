// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/temporaryfolder.h"

#include <QFile>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// WebSocket connections by the command line.
class TestCliWs : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QWebSocketServer> m_server;
    QStringList m_heard;
    QByteArrayList m_heardBytes;
    QList<QWebSocket *> m_peers;

    QString url() const { return u"ws://127.0.0.1:%1/chat"_s.arg(m_server->serverPort()); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_heard.clear();
        m_heardBytes.clear();
        m_peers.clear();
        m_server = std::make_unique<QWebSocketServer>(u"peer"_s, QWebSocketServer::NonSecureMode);
        m_server->setSupportedSubprotocols({u"chat.v1"_s});
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
        connect(m_server.get(), &QWebSocketServer::newConnection, this, [this] {
            QWebSocket *peer = m_server->nextPendingConnection();
            peer->setParent(m_server.get());
            m_peers.append(peer);
            connect(peer, &QWebSocket::textMessageReceived, this,
                    [this, peer](const QString &text) {
                        m_heard.append(text);
                        if (text == "bye"_L1)
                            peer->close(QWebSocketProtocol::CloseCode(4001), u"as you wish"_s);
                        else if (text == "colours"_L1)
                            peer->close(QWebSocketProtocol::CloseCode(4001), u"\u001b[31mred"_s);
                        else if (text == "end"_L1)
                            peer->close();
                        else if (text == "break"_L1)
                            peer->abort();
                        else if (text != "silence"_L1)
                            peer->sendTextMessage(u"echo "_s + text);
                    });
            connect(peer, &QWebSocket::binaryMessageReceived, this,
                    [this, peer](const QByteArray &bytes) {
                        m_heardBytes.append(bytes);
                        peer->sendBinaryMessage(bytes);
                    });
        });
    }
    void cleanup() { m_server.reset(); }

    void whatComesIsPrinted()
    {
        const Ended ended = Program().run({u"ws"_s, url(), u"--send"_s, u"one"_s, u"--send"_s,
                                           u"two"_s, u"--wait"_s, u"2"_s, u"--protocol"_s,
                                           u"chat.v9"_s, u"--protocol"_s, u"chat.v1"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.out, "echo one\necho two\n"_ba);
        QVERIFY2(ended.err.contains("connected, protocol chat.v1\n"), ended.err.constData());
        QVERIFY2(ended.err.contains("> close 1000, normal closure\n"), ended.err.constData());
    }

    void aRequestOfAFileBringsItsMessages()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"chat.http"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("@host = 127.0.0.1:" + QByteArray::number(m_server->serverPort())
                   + "\n\n### talk\nWEBSOCKET ws://{{host}}/chat\nX-Own: {{host}}\n\n"
                     "hello {{name}}\n=== wait-for-server\nend\n");
        file.close();
        const Ended ended
            = Program().run({u"ws"_s, file.fileName(), u"talk"_s, u"--var"_s, u"name=you"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.out, "echo hello you\n"_ba);
        QCOMPARE(m_heard, (QStringList{u"hello you"_s, u"end"_s}));
        QCOMPARE(m_peers.first()->request().rawHeader("x-own"),
                 "127.0.0.1:" + QByteArray::number(m_server->serverPort()));
    }

    void jsonTellsAllThatPasses()
    {
        const Ended ended = Program().run(
            {u"ws"_s, url(), u"--send"_s, u"hi"_s, u"--wait"_s, u"1"_s, u"--json"_s});
        COMPARE_CODE(ended, Done);
        const QList<QJsonObject> lines = ended.jsonLines();
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0][u"from"].toString(), u"client"_s);
        QCOMPARE(lines[0][u"data"].toString(), u"hi"_s);
        QCOMPARE(lines[1][u"kind"].toString(), u"text"_s);
        QCOMPARE(lines[1][u"data"].toString(), u"echo hi"_s);
        QVERIFY(lines[1][u"at"].toDouble() >= lines[0][u"at"].toDouble());
        QCOMPARE(lines[2][u"code"].toInt(), 1000);
        QCOMPARE(lines[3][u"status_code"].toInt(), 101);
        QCOMPARE(lines[3][u"outcome"].toString(), u"success"_s);
    }

    void bytesGoBothWays()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"a.bin"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("\0\xff\n", 3);
        file.close();
        const Ended ended = Program().run({u"ws"_s, url(), u"--binary"_s, u"--send-file"_s,
                                           file.fileName(), u"--wait"_s, u"1"_s, u"--quiet"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.out, QByteArray("\0\xff\n", 3));
        QCOMPARE(ended.err, QByteArray());
        QCOMPARE(m_heardBytes, (QByteArrayList{QByteArray("\0\xff\n", 3)}));
    }

    void aFileMayBeLarge()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"a.bin"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        const QByteArray content = QByteArray("\0\xff\n0123456789", 13).repeated(400'000);
        file.write(content);
        file.close();
        const Ended ended = Program().run({u"ws"_s, url(), u"--binary"_s, u"--send-file"_s,
                                           file.fileName(), u"--wait"_s, u"1"_s, u"--quiet"_s});
        COMPARE_CODE(ended, Done);
        QVERIFY(ended.out == content);
        const Ended refused = Program().run({u"ws"_s, url(), u"--send-file"_s, file.fileName()});
        COMPARE_CODE(refused, Usage);
        QVERIFY2(refused.err.contains("give --binary"), refused.err.constData());
    }

    void linesOfStandardInputAreSent()
    {
        const Ended ended = Program().run({u"ws"_s, url(), u"--stdin"_s, u"--wait"_s, u"3"_s},
                                          "one\r\ntwo\nthree");
        COMPARE_CODE(ended, Done);
        QCOMPARE(m_heard, (QStringList{u"one"_s, u"two"_s, u"three"_s}));
        QCOMPARE(ended.out, "echo one\necho two\necho three\n"_ba);
    }

    void theEndOfStandardInputIsTheEnd()
    {
        const Ended ended = Program().run({u"ws"_s, url(), u"--stdin"_s}, "silence\n");
        COMPARE_CODE(ended, Done);
        QTRY_COMPARE(m_heard, QStringList(u"silence"_s));
    }

    void aPingTellsHowLongItTook()
    {
        const Ended ended = Program().run(
            {u"ws"_s, url(), u"--ping"_s, u"--send"_s, u"x"_s, u"--wait"_s, u"1"_s});
        COMPARE_CODE(ended, Done);
        QVERIFY2(ended.err.contains("< pong after "), ended.err.constData());
    }

    void timeEndsIt()
    {
        const Ended ended
            = Program().run({u"ws"_s, url(), u"--send"_s, u"silence"_s, u"--for"_s, u"300ms"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.out, QByteArray());
    }

    void exitCodesSayHowItEnded_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("in order") << QStringList{u"--send"_s, u"end"_s} << int(Done)
                                  << "< close 1000"_ba;
        QTest::newRow("with a code of an application")
            << QStringList{u"--send"_s, u"bye"_s} << int(RequestFailed)
            << "< close 4001, application: as you wish"_ba;
        QTest::newRow("with a reason that would colour the terminal")
            << QStringList{u"--send"_s, u"colours"_s} << int(RequestFailed)
            << "application: \\u001b[31mred"_ba;
        QTest::newRow("a message that is larger than wanted")
            << QStringList{u"--send"_s, QString(100, u'x'), u"--max-message"_s, u"100"_s}
            << int(Exception) << "> close 1009"_ba;
        QTest::newRow("one that is not")
            << QStringList{u"--send"_s, QString(100, u'x'), u"--max-message"_s,
                           u"105B"_s,   u"--wait"_s,        u"1"_s}
            << int(Done) << "> close 1000"_ba;
        QTest::newRow("a size that is none") << QStringList{u"--max-message"_s, u"2 GB"_s}
                                             << int(Usage) << "--max-message: 2 GB is no size"_ba;
        QTest::newRow("broken off")
            << QStringList{u"--send"_s, u"break"_s} << int(Exception) << "< close 1006"_ba;
        QTest::newRow("before what was awaited")
            << QStringList{u"--send"_s, u"end"_s, u"--wait"_s, u"2"_s} << int(RequestFailed)
            << "it ended after 0 of 2 messages"_ba;
        QTest::newRow("a number that is none")
            << QStringList{u"--wait"_s, u"x"_s} << int(Usage) << "--wait"_ba;
        QTest::newRow("a time that is none")
            << QStringList{u"--for"_s, u"ever"_s} << int(Usage) << "--for"_ba;
        QTest::newRow("a file that is none")
            << QStringList{u"--send-file"_s, u"/no/such"_s} << int(Usage) << "/no/such"_ba;
        QTest::newRow("another way")
            << QStringList{u"--connect-to"_s, u"127.0.0.1:1"_s} << int(Usage) << "WebSocket"_ba;
    }
    void exitCodesSayHowItEnded()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QByteArray, words);
        const Ended ended = Program().run(QStringList{u"ws"_s, url()} + arguments);
        COMPARE_CODE(ended, code);
        QVERIFY2(ended.err.contains(words), ended.told().constData());
    }

    void whatIsRefusedSaysTheStatus()
    {
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 403}]}]})");
        const Ended ended = Program().run({u"ws"_s, server->url(u"/x"_s).toString()});
        COMPARE_CODE(ended, RequestFailed);
        QVERIFY2(ended.err.contains("refused with 403 Forbidden"), ended.err.constData());
    }

    void nobodyThere()
    {
        const QString there = url();
        m_server->close();
        const Ended ended = Program().run({u"ws"_s, there, u"--retries"_s, u"0"_s});
        COMPARE_CODE(ended, Exception);
    }

    void aSignalClosesIt()
    {
        Program program;
        program.start({u"ws"_s, url(), u"--send"_s, u"x"_s});
        QVERIFY(program.waitForOutput("echo x\n"));
        QVERIFY(program.send(SIGINT));
        const Ended ended = program.end();
        QCOMPARE(ended.signal, SIGINT);
        QTRY_COMPARE(m_peers.first()->closeCode(), QWebSocketProtocol::CloseCodeNormal);
    }

    void historyKeepsTheConversation()
    {
        Program program;
        program.setEnvironment(u"RECLOSER_SECRET_PIN"_s, u"hush-hush"_s);
        COMPARE_CODE(
            program.run({u"ws"_s, url(), u"--send"_s, u"needle"_s, u"--send"_s, u"hush-hush"_s,
                         u"--wait"_s, u"2"_s, u"-H"_s, u"X-Pin: {{$secret pin}}"_s}),
            Done);
        const Ended found = program.run({u"history"_s, u"search"_s, u"needle"_s, u"--json"_s});
        COMPARE_CODE(found, Done);
        QCOMPARE(found.jsonLines().size(), 1);
        const int id = found.jsonLines().first()[u"id"].toInt();
        const Ended shown = program.run({u"history"_s, u"show"_s, QString::number(id)});
        COMPARE_CODE(shown, Done);
        QVERIFY2(shown.all().contains("echo needle"), shown.told().constData());
        QVERIFY2(!shown.all().contains("hush-hush"), shown.told().constData());
        QVERIFY2(shown.all().contains("echo ***"), shown.told().constData());
    }
};

QTEST_GUILESS_MAIN(TestCliWs)
#include "tst_cliws.moc"
