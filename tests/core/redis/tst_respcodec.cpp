// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/respcodec.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using Type = RespValue::Type;

namespace {

RespValue bulk(const QByteArray &bytes)
{
    return {.type = Type::Bulk, .bytes = bytes, .integer = 0, .elements = {}};
}

RespValue number(qint64 integer)
{
    return {.type = Type::Integer, .bytes = {}, .integer = integer, .elements = {}};
}

RespValue text(Type type, const QByteArray &bytes)
{
    return {.type = type, .bytes = bytes, .integer = 0, .elements = {}};
}

RespValue array(std::vector<RespValue> elements)
{
    return {.type = Type::Array, .bytes = {}, .integer = 0, .elements = std::move(elements)};
}

/// As a server would write it.
QByteArray encoded(const RespValue &value)
{
    switch (value.type) {
    case Type::Null:
        return "$-1\r\n"_ba;
    case Type::SimpleString:
        return '+' + value.bytes + "\r\n";
    case Type::Error:
        return '-' + value.bytes + "\r\n";
    case Type::Integer:
        return ':' + QByteArray::number(value.integer) + "\r\n";
    case Type::Bulk:
        return '$' + QByteArray::number(value.bytes.size()) + "\r\n" + value.bytes + "\r\n";
    case Type::Array:
        break;
    }
    QByteArray out = '*' + QByteArray::number(qsizetype(value.elements.size())) + "\r\n";
    for (const RespValue &element : value.elements)
        out += encoded(element);
    return out;
}

RespValue randomValue(std::mt19937 &chance, int depth)
{
    QByteArray bytes(qsizetype(chance() % 40), Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(chance());
    switch (chance() % (depth > 0 ? 7 : 5)) {
    case 0:
        return {};
    case 1:
        return text(Type::SimpleString, bytes.toHex());
    case 2:
        return text(Type::Error, "ERR " + bytes.toHex());
    case 3:
        return number(qint64(chance()) * (chance() % 2 ? -1 : 1));
    case 4:
        return bulk(bytes);
    default:
        std::vector<RespValue> elements;
        for (auto n = chance() % 5; n > 0; --n)
            elements.push_back(randomValue(chance, depth - 1));
        return array(std::move(elements));
    }
}

} // namespace

class TestRespCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void commandsAreArraysOfBulkStrings_data()
    {
        QTest::addColumn<QByteArrayList>("argv");
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("one word") << QByteArrayList{"PING"_ba} << "*1\r\n$4\r\nPING\r\n"_ba;
        QTest::newRow("an empty argument")
            << QByteArrayList{"GET"_ba, ""_ba} << "*2\r\n$3\r\nGET\r\n$0\r\n\r\n"_ba;
        QTest::newRow("any bytes in an argument")
            << QByteArrayList{"GET"_ba, QByteArray("a\0\r\n\xff", 5)}
            << QByteArray("*2\r\n$3\r\nGET\r\n$5\r\na\0\r\n\xff\r\n", 24);
        QTest::newRow("more words than fit the inline arrays")
            << QByteArrayList(20, "a"_ba) << "*20\r\n" + "$1\r\na\r\n"_ba.repeated(20);
    }
    void commandsAreArraysOfBulkStrings()
    {
        QFETCH(QByteArrayList, argv);
        QFETCH(QByteArray, wire);
        QCOMPARE(encodeCommand(argv), wire);
    }

    void repliesAreRead_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<RespValue>("value");
        QTest::newRow("a status") << "+OK\r\n"_ba << text(Type::SimpleString, "OK");
        QTest::newRow("an empty status") << "+\r\n"_ba << text(Type::SimpleString, "");
        QTest::newRow("an error") << "-ERR no\r\n"_ba << text(Type::Error, "ERR no");
        QTest::newRow("a number") << ":-9223372036854775808\r\n"_ba
                                  << number(std::numeric_limits<qint64>::min());
        QTest::newRow("a bulk string with line ends")
            << "$4\r\n\r\n\r\n\r\n"_ba << bulk("\r\n\r\n");
        QTest::newRow("an empty bulk string") << "$0\r\n\r\n"_ba << bulk("");
        QTest::newRow("no bulk string") << "$-1\r\n"_ba << RespValue{};
        QTest::newRow("no array") << "*-1\r\n"_ba << RespValue{};
        QTest::newRow("an empty array") << "*0\r\n"_ba << array({});
        QTest::newRow("arrays in arrays")
            << "*3\r\n*1\r\n:1\r\n*0\r\n*1\r\n*1\r\n$1\r\na\r\n"_ba
            << array({array({number(1)}), array({}), array({array({bulk("a")})})});
        QTest::newRow("errors in arrays")
            << "*2\r\n-ERR a\r\n:2\r\n"_ba << array({text(Type::Error, "ERR a"), number(2)});
    }
    void repliesAreRead()
    {
        QFETCH(QByteArray, wire);
        QFETCH(RespValue, value);
        for (qsizetype cut = 0; cut <= wire.size(); ++cut) {
            RespReader reader;
            reader.feed(QByteArrayView(wire).first(cut));
            auto next = reader.next();
            QVERIFY(next);
            QCOMPARE(next->has_value(), cut == wire.size());
            if (cut == wire.size()) {
                QVERIFY(**next == value);
                continue;
            }
            reader.feed(QByteArrayView(wire).sliced(cut));
            next = reader.next();
            QVERIFY(next && *next);
            QVERIFY(**next == value);
            QVERIFY(!*reader.next());
        }
    }

    void brokenRepliesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("detail");
        QTest::newRow("an HTTP server")
            << "HTTP/1.1 400 Bad Request\r\n\r\n"_ba << Kind::Protocol << u"HTTP"_s;
        QTest::newRow("an SSH server")
            << "SSH-2.0-OpenSSH_9.9\r\n"_ba << Kind::Protocol << u"SSH"_s;
        QTest::newRow("a TLS alert")
            << QByteArray("\x15\x03\x03\x00\x02\x02\x46", 7) << Kind::Protocol << u"rediss://"_s;
        QTest::newRow("an announced half gigabyte")
            << "$536870912\r\n"_ba << Kind::ReplyTooLarge << u"1000 bytes"_s;
        QTest::newRow("an announced half gigabyte in an array")
            << "*2\r\n:1\r\n$536870912\r\nabc"_ba << Kind::ReplyTooLarge << u"1000 bytes"_s;
        QTest::newRow("many strings that are too much together")
            << "*3\r\n" + encoded(bulk(QByteArray(400, 'a'))).repeated(3) << Kind::ReplyTooLarge
            << u"1000 bytes"_s;
        QTest::newRow("too many elements announced")
            << "*101\r\n"_ba << Kind::ReplyTooLarge << u"100 values"_s;
        QTest::newRow("too many elements in all")
            << "*50\r\n" + "*2\r\n:1\r\n:2\r\n"_ba.repeated(50) << Kind::ReplyTooLarge
            << u"100 values"_s;
        QTest::newRow("arrays nested too deeply")
            << "*1\r\n"_ba.repeated(20) << Kind::ReplyTooLarge << u"4 deep"_s;
        QTest::newRow("a line without an end")
            << '+' + QByteArray(300, 'a') << Kind::ReplyTooLarge << u"200 bytes"_s;
        QTest::newRow("a length that is no number") << "$abc\r\n"_ba << Kind::Protocol << QString();
        QTest::newRow("a length without an end")
            << '$' + QByteArray(300, '1') << Kind::ReplyTooLarge << QString();
        QTest::newRow("a negative length") << "$-2\r\n"_ba << Kind::Protocol << QString();
        QTest::newRow("a bulk string that is longer than announced")
            << "$2\r\nabc\r\n"_ba << Kind::Protocol << QString();
        QTest::newRow("a number that is none") << ":12x\r\n"_ba << Kind::Protocol << QString();
        QTest::newRow("a RESP3 push") << ">2\r\n+a\r\n+b\r\n"_ba << Kind::Protocol << u"RESP2"_s;
        QTest::newRow("a RESP3 map") << "%1\r\n+a\r\n+b\r\n"_ba << Kind::Protocol << u"RESP2"_s;
        QTest::newRow("a RESP3 null") << "_\r\n"_ba << Kind::Protocol << QString();
        QTest::newRow("a RESP3 double") << ",1.5\r\n"_ba << Kind::Protocol << u"RESP2"_s;
        QTest::newRow("a RESP3 verbatim string")
            << "=5\r\ntxt:a\r\n"_ba << Kind::Protocol << u"RESP2"_s;
    }
    void brokenRepliesAreRefused()
    {
        QFETCH(QByteArray, wire);
        QFETCH(Kind, kind);
        QFETCH(QString, detail);
        const RespLimits limits{.replyBytes = 1000, .depth = 4, .elements = 100, .lineBytes = 200};
        for (const bool inBytes : {false, true}) {
            RespReader reader(limits);
            std::optional<RedisError> error;
            const qsizetype piece = inBytes ? 1 : wire.size();
            for (qsizetype i = 0; i < wire.size() && !error; i += piece) {
                reader.feed(QByteArrayView(wire).sliced(i, piece));
                if (const auto next = reader.next(); !next)
                    error = next.error();
            }
            QVERIFY(error);
            QCOMPARE(error->kind, kind);
            // Cut into bytes, the first one is all there is to recognise a peer by.
            if (!inBytes)
                QVERIFY2(error->detail.contains(detail), qPrintable(error->detail));
            reader.feed("+OK\r\n");
            QVERIFY(!reader.next());
            reader.reset();
            reader.feed("+OK\r\n");
            QVERIFY(reader.next() && !reader.next()->has_value());
        }
    }

    void limitsApplyToOneReplyEach()
    {
        RespReader reader(RespLimits{.replyBytes = 10, .depth = 2, .elements = 3});
        for (int i = 0; i < 100; ++i) {
            reader.feed("*2\r\n$8\r\nabcdefgh\r\n:1\r\n");
            auto next = reader.next();
            QVERIFY(next && *next);
            QVERIFY(**next == array({bulk("abcdefgh"), number(1)}));
        }
    }

    void anySplitGivesTheSameValues()
    {
        std::mt19937 chance(20190601);
        for (int round = 0; round < 200; ++round) {
            std::vector<RespValue> sent;
            QByteArray wire;
            for (int i = 0; i < 20; ++i) {
                sent.push_back(randomValue(chance, 4));
                wire += encoded(sent.back());
            }
            RespReader reader;
            std::vector<RespValue> received;
            for (qsizetype at = 0; at < wire.size();) {
                const qsizetype piece = std::min(wire.size() - at, qsizetype(1 + chance() % 64));
                reader.feed(QByteArrayView(wire).sliced(at, piece));
                at += piece;
                while (true) {
                    auto next = reader.next();
                    QVERIFY(next);
                    if (!*next)
                        break;
                    received.push_back(std::move(**next));
                }
            }
            QVERIFY(received == sent);
        }
    }

    void garbageEndsInAnErrorOrInValuesAndNothingElse()
    {
        // Bytes that the protocol uses, so that the garbage gets past the first byte.
        const QByteArray alphabet = "+-:$*\r\n0123456789 abc>%~#_,(=|!"_ba + char(0) + char(0xff);
        std::mt19937 chance(7);
        for (int round = 0; round < 20'000; ++round) {
            RespReader reader(
                RespLimits{.replyBytes = 4096, .depth = 8, .elements = 64, .lineBytes = 256});
            for (int piece = 0; piece < 8; ++piece) {
                QByteArray bytes(qsizetype(1 + chance() % 24), Qt::Uninitialized);
                for (char &byte : bytes)
                    byte = round % 4 ? alphabet[qsizetype(chance() % alphabet.size())]
                                     : char(chance());
                if (round % 2)
                    bytes.append("\r\n");
                reader.feed(bytes);
                bool goesOn = true;
                while (goesOn) {
                    const auto next = reader.next();
                    goesOn = next && *next;
                }
            }
        }
    }

    void mutatedRepliesEndInAnErrorOrInValues()
    {
        std::mt19937 chance(99);
        for (int round = 0; round < 5'000; ++round) {
            QByteArray wire = encoded(randomValue(chance, 4)) + encoded(randomValue(chance, 4));
            for (auto n = 1 + chance() % 3; n > 0; --n)
                wire[qsizetype(chance() % wire.size())] = char(chance());
            RespReader reader(
                RespLimits{.replyBytes = 4096, .depth = 8, .elements = 64, .lineBytes = 256});
            for (qsizetype at = 0; at < wire.size(); at += 3) {
                reader.feed(
                    QByteArrayView(wire).sliced(at, std::min<qsizetype>(3, wire.size() - at)));
                bool goesOn = true;
                while (goesOn) {
                    const auto next = reader.next();
                    goesOn = next && *next;
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRespCodec)
#include "tst_respcodec.moc"
