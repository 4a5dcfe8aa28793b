// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/conversation.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using From = SocketMessage::From;
using Kind = SocketMessage::Kind;

namespace {

/// JSON with its quotes, which are written as apostrophes: moc loses its way in raw strings.
QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class TestConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreReadBack_data()
    {
        QTest::addColumn<SocketMessage>("message");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("a text of the server")
            << SocketMessage{From::Server, Kind::Text, 12'345us, "hello"}
            << quoted("{'at':12.345,'from':'server','kind':'text','size':5,'data':'hello'}");
        QTest::newRow("nothing at all")
            << SocketMessage{From::Client, Kind::Text, 0us, ""_ba}
            << quoted("{'at':0.000,'from':'client','kind':'text','size':0,'data':''}");
        QTest::newRow("what JSON escapes")
            << SocketMessage{From::Client, Kind::Text, 1us, "\"a\\\n\r\t\x01\x7f\xc3\xa9\"}"_ba}
            << quoted("{'at':0.001,'from':'client','kind':'text','size':12,'data':'")
                + "\\\"a\\\\\\n\\r\\t\\u0001\x7f\xc3\xa9\\\"}\"}";
        QTest::newRow("bytes")
            << SocketMessage{From::Server, Kind::Binary, 1s, "\0\xff"_ba}
            << quoted("{'at':1000.000,'from':'server','kind':'binary','size':2,'base64':'AP8='}");
        QTest::newRow("a pong with its time")
            << SocketMessage{From::Server, Kind::Pong, 5ms, "x", 0, 1'250us}
            << quoted("{'at':5.000,'from':'server','kind':'pong','rtt':1.250,'size':1,'data':'x'}");
        QTest::newRow("a ping that is no text")
            << SocketMessage{From::Server, Kind::Ping, 5ms, "\xff"_ba}
            << quoted("{'at':5.000,'from':'server','kind':'ping','size':1,'base64':'/w=='}");
        QTest::newRow("an end")
            << SocketMessage{From::Client, Kind::Close, 5ms, "bye", 4001}
            << quoted(
                   "{'at':5.000,'from':'client','kind':'close','code':4001,'size':3,'data':'bye'}");
        QTest::newRow("a fault") << SocketMessage{
            From::Client, Kind::Fault, 5ms,
            "why"} << quoted("{'at':5.000,'from':'client','kind':'fault','size':3,'data':'why'}");
    }
    void linesAreReadBack()
    {
        QFETCH(const SocketMessage, message);
        QFETCH(const QByteArray, line);
        QCOMPARE(conversationLine(message), line + '\n');
        QJsonParseError error;
        const QJsonObject object = QJsonDocument::fromJson(line, &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(object.value("data"_L1).toString().toUtf8()
                     + QByteArray::fromBase64(object.value("base64"_L1).toString().toLatin1()),
                 message.data);
        const auto facts = readConversationLine(line);
        QVERIFY(facts);
        const SocketMessage read{facts->from, facts->kind,     facts->at, contentOf(line, *facts),
                                 facts->code, facts->roundTrip};
        QCOMPARE(read, message);
        QCOMPARE(facts->size, message.data.size());
        QCOMPARE(readConversationLine(QByteArray(line + '\n'))->contentEnd, facts->contentEnd);
    }

    void whatIsNoLineIsNone_data()
    {
        QTest::addColumn<QByteArray>("line");
        const QByteArray whole = quoted(
            "{'at':5.000,'from':'client','kind':'close','code':4001,'size':3,'data':'bye'}");
        for (qsizetype size = 0; size < whole.size(); ++size)
            QTest::addRow("its first %lld bytes", qlonglong(size)) << whole.first(size);
        QTest::newRow("masked") << QByteArray(whole).replace("4001", "***");
        QTest::newRow("another kind") << QByteArray(whole).replace("close", "clash");
        QTest::newRow("another direction") << QByteArray(whole).replace("client", "nobody");
    }
    void whatIsNoLineIsNone()
    {
        QFETCH(const QByteArray, line);
        QVERIFY(!readConversationLine(line));
    }

    void theBeginOfALongTextIsCutBetweenCharacters()
    {
        const QByteArray text = QByteArray("a\\\"\u00e9\n\x01").repeated(5000);
        const QByteArray line = conversationLine({From::Server, Kind::Text, 0us, text});
        const auto facts = readConversationLine(line);
        QVERIFY(facts);
        for (qsizetype limit = 0; limit < 300; ++limit) {
            const QByteArray head = contentOf(line, *facts, limit);
            QVERIFY2(text.startsWith(head), head.constData());
            QVERIFY(head.size() <= 6 * limit);
            QVERIFY(head.size() + 16 >= limit);
        }
    }

    void theBeginOfManyBytes()
    {
        const QByteArray bytes = QByteArray("\0\xff\x01", 3).repeated(5000);
        const QByteArray line = conversationLine({From::Server, Kind::Binary, 0us, bytes});
        const auto facts = readConversationLine(line);
        QVERIFY(facts);
        const QByteArray head = contentOf(line, *facts, 100);
        QVERIFY(head.size() >= 100 && head.size() < 110);
        QVERIFY(bytes.startsWith(head));
    }

    void masksMayFallAnywhere_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("an escape is cut off") << "ab\\"_ba;
        QTest::newRow("a code point is cut off") << "ab\\u00"_ba;
        QTest::newRow("a code point is masked") << "ab\\u***"_ba;
        QTest::newRow("a pair is cut off") << "\\ud83d\\u"_ba;
    }
    void masksMayFallAnywhere()
    {
        QFETCH(const QByteArray, content);
        const QByteArray line
            = quoted("{'at':5.000,'from':'client','kind':'text','size':9,'data':'") + content
            + "\"}\n";
        const auto facts = readConversationLine(line);
        QVERIFY(facts);
        (void)contentOf(line, *facts);
        (void)contentOf(line, *facts, 1);
    }
};

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
