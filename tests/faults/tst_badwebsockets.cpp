// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Servers that speak WebSocket badly: each ends in an error that says what is wrong, or in the
// conversation so far with the code it ended by, in bounded time and memory, and the event loop
// goes on meanwhile.

#include "core/send/websockettransport.h"
#include "core/websocket/messagelog.h"
#include "core/websocket/websocketlink.h"
#include "tests/core/send/pulse.h"
#include "tests/core/send/transferrun.h"
#include "tests/faults/badpeer.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QtEndian>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Line = BadPeer::Line;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double slower = 12;
#else
constexpr double slower = 1;
#endif
/// Processor time between two looks at the event loop, in ms.
constexpr double turn = 16 * slower;

QByteArray acceptOf(const QByteArray &request)
{
    const qsizetype at = request.indexOf("Sec-WebSocket-Key: ") + 19;
    const QByteArray key = request.sliced(at, request.indexOf("\r\n", at) - at);
    return QCryptographicHash::hash(QByteArray(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"),
                                    QCryptographicHash::Sha1)
        .toBase64();
}

bool shakeHands(Line &line)
{
    const QByteArray request = line.hear();
    return !request.isEmpty()
        && line.say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                    "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                    + acceptOf(request) + "\r\n\r\n");
}

QByteArray frame(int first, const QByteArray &payload)
{
    return QByteArray(1, char(first)) + char(payload.size()) + payload;
}

/// "server close 1002 reason", the last line.
QString endOf(const QByteArray &lines)
{
    const QByteArray line = lines.chopped(1).sliced(lines.chopped(1).lastIndexOf('\n') + 1);
    const auto facts = readConversationLine(line);
    if (!facts)
        return u"no line"_s;
    return (facts->from == SocketMessage::From::Server ? u"server %1 %2 %3"_s
                                                       : u"client %1 %2 %3"_s)
        .arg(QString::fromLatin1(messageKindName(facts->kind)))
        .arg(facts->code)
        .arg(QString::fromUtf8(contentOf(line, *facts)));
}

double residentMegabytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly)
        ? file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6
        : 0;
}

QByteArray contentOf(const ResponseBody &body)
{
    if (!body.isInFile())
        return body.bytes;
    QFile file(body.filePath());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Peer
{
    BadPeer::Manners manners;
    /// The kind of error, "status 403", or how the conversation ends.
    QString ending;
    /// In the detail of the error.
    QString words = {};
};

} // namespace

Q_DECLARE_METATYPE(Peer)

class TestBadWebSockets : public QObject
{
    Q_OBJECT

    static void answers(const char *name, const QByteArray &bytes, const QString &ending,
                        const QString &words = {})
    {
        QTest::newRow(name) << Peer{[bytes](Line &line) {
                                        line.hear();
                                        line.say(bytes);
                                    },
                                    ending, words};
    }
    static void speaks(const char *name, const QByteArray &frames, const QString &ending)
    {
        QTest::newRow(name) << Peer{[frames](Line &line) {
                                        if (shakeHands(line) && line.say(frames))
                                            line.pause(3000);
                                    },
                                    ending};
    }

private Q_SLOTS:
    // Reading every authority of the system is another matter.
    void initTestCase() { QVERIFY(!QSslConfiguration::defaultConfiguration().isNull()); }

    void badServersEndClearly_data();
    void badServersEndClearly()
    {
        QFETCH(const Peer, row);
        const BadPeer peer(row.manners);
        NetworkTransport http;
        WebSocketTransport transport(http);
        Pulse pulse;
        QElapsedTimer clock;
        clock.start();
        TransferRun run(transport, requestTo(peer.url(u"/"_s, u"ws"_s)),
                        {.connect = 2s, .firstByte = 2s, .idle = 1500ms, .attempt = 4s});
        QVERIFY(run.wait(20s));
        pulse.beat();
        QVERIFY2(clock.elapsed() < 9'000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY2(pulse.longest() < turn, qPrintable(QString::number(pulse.longest())));
        const TransferResult &result = run.result();
        if (!result.outcome) {
            const SendError &error = result.outcome.error();
            QCOMPARE(kindName(error.kind), row.ending);
            QVERIFY2(error.detail.contains(row.words), qPrintable(error.detail));
        } else if (result.outcome->status != 101) {
            QCOMPARE(u"status %1"_s.arg(result.outcome->status), row.ending);
        } else {
            const QString end = endOf(contentOf(result.outcome->body));
            QVERIFY2(end.startsWith(row.ending), qPrintable(end));
        }
    }

    void aFloodOfMessagesLeavesTheWindowItsTurns()
    {
        constexpr int count = 1'000'000;
        const BadPeer peer([](Line &line) {
            if (!shakeHands(line))
                return;
            const QByteArray piece = frame(0x81, QByteArray(100, 'm')).repeated(1000);
            for (int sent = 0; sent < count && line.say(piece); sent += 1000) { }
            line.say(frame(0x88, "\x03\xe8"));
            line.pause(3000);
        });
        NetworkTransport http;
        WebSocketTransport transport(http);
        const double before = residentMegabytes();
        Pulse pulse;
        QElapsedTimer clock;
        clock.start();
        TransferRun run(transport, requestTo(peer.url(u"/"_s, u"ws"_s)));
        qint64 lines = 0;
        connect(&run.transfer(), &Transfer::streamed, this,
                [&lines](const QByteArray &piece) { lines += piece.count('\n'); });
        QVERIFY(run.wait(300s));
        pulse.beat();
        QCOMPARE(lines, count + 1);
        const double grown = residentMegabytes() - before;
        qInfo("%.1f s, %.1f MB, longest turn %.1f ms", double(clock.elapsed()) / 1000, grown,
              pulse.longest());
        QVERIFY2(pulse.longest() < turn, qPrintable(QString::number(pulse.longest())));
        QVERIFY2(grown < 64 * slower, qPrintable(QString::number(grown)));
        QVERIFY(run.response().body.size > 150LL * count);
    }

    void largeMessagesLeaveTheWindowItsTurns()
    {
        constexpr qint64 up = 100'000'000;
        constexpr qint64 down = 60'000'000;
        std::atomic<qint64> heard = 0;
        const BadPeer peer([&heard](Line &line) {
            if (!shakeHands(line))
                return;
            // Frames have heads of 14 bytes at most, which nobody reads here.
            while (heard < up && line.isOpen())
                heard += line.hearSome().size();
            QByteArray head("\x81\x7f", 2);
            head.resize(10);
            qToBigEndian(quint64(down), head.data() + 2);
            line.say(head + "\"a\n" + QByteArray(999'997, 'b'));
            const QByteArray piece(1'000'000, 'b');
            for (qint64 said = piece.size(); said < down && line.say(piece); said += piece.size()) {
            }
            line.say(frame(0x88, "\x03\xe8"));
            line.pause(3000);
        });
        const QByteArray message(up, 'u');
        NetworkTransport http;
        WebSocketTransport transport(http);
        const double before = residentMegabytes();
        Pulse pulse;
        TransferRun run(transport, requestTo(peer.url(u"/"_s, u"ws"_s)));
        MessageLog log;
        double most = 0;
        connect(&run.transfer(), &Transfer::streamed, this, [&](const QByteArray &piece) {
            log.append(piece);
            most = std::max(most, residentMegabytes() - before);
        });
        connect(&run.transfer(), &Transfer::headArrived, this,
                [&] { run.transfer().webSocket()->sendBinary(message); });
        QVERIFY(run.wait(120s));
        pulse.beat();
        qInfo("longest turn %.1f ms, %.0f MB", pulse.longest(), most);
        QVERIFY2(pulse.longest() < turn, qPrintable(QString::number(pulse.longest())));
        QVERIFY2(most < (double(down) / 1e6 + 40) * slower, qPrintable(QString::number(most)));
        QCOMPARE(log.total(), 3);
        QCOMPARE(log.entry(0).size, quint32(up));
        QVERIFY(log.content(0) == message);
        QCOMPARE(log.entry(1).size, quint32(down));
        QCOMPARE(log.content(1, 4).first(4), "\"a\nb"_ba);
        QCOMPARE(endOf(contentOf(run.response().body)), u"server close 1000 "_s);
    }

    void aMessageIsAsLargeAsTheRequestAllows_data()
    {
        QTest::addColumn<QString>("largest");
        QTest::addColumn<QString>("ending");
        QTest::newRow("as much as is said") << u"100 B"_s << u"server close 1000"_s;
        QTest::newRow("less") << u"99"_s << u"client close 1009"_s;
        QTest::newRow("no size") << u"much"_s << u"invalid-route"_s;
    }
    void aMessageIsAsLargeAsTheRequestAllows()
    {
        QFETCH(const QString, largest);
        const BadPeer peer([](Line &line) {
            if (shakeHands(line) && line.say(frame(0x81, QByteArray(100, 'm')))
                && line.say(frame(0x88, "\x03\xe8")))
                line.pause(3000);
        });
        NetworkTransport http;
        WebSocketTransport transport(http);
        ResolvedRequest request = requestTo(peer.url(u"/"_s, u"ws"_s));
        request.route.largestMessage = largest;
        TransferRun run(transport, request);
        QVERIFY(run.wait(20s));
        QFETCH(const QString, ending);
        const QString end = run.result().outcome ? endOf(contentOf(run.response().body))
                                                 : kindName(run.result().outcome.error().kind);
        QVERIFY2(end.startsWith(ending), qPrintable(end));
    }

    void aMessageThatDoesNotGoOutIsTold()
    {
        const BadPeer peer([](Line &line) {
            // It does not read.
            if (shakeHands(line))
                std::this_thread::sleep_for(1500ms);
        });
        NetworkTransport http;
        WebSocketTransport transport(http);
        TransferRun run(transport, requestTo(peer.url(u"/"_s, u"ws"_s)));
        connect(&run.transfer(), &Transfer::headArrived, this, [&] {
            WebSocketLink *link = run.transfer().webSocket();
            link->sendBinary(QByteArray(50'000'000, 'u'));
            QTimer::singleShot(200ms, link, [link] { link->close(1000, {}); });
        });
        QVERIFY(run.wait(20s));
        const QByteArrayList lines = contentOf(run.response().body).trimmed().split('\n');
        QVERIFY2(lines.constLast().contains("a message of 50000000 bytes was broken off after"),
                 lines.constLast().constData());
        QVERIFY(lines.constFirst().contains("\"code\":1000"));
    }
};

void TestBadWebSockets::badServersEndClearly_data()
{
    QTest::addColumn<Peer>("row");
    const QByteArray upgrade
        = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"_ba;

    // The handshake.
    answers("200 instead of 101", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
            u"broken-response"_s, u"200 OK instead"_s);
    answers("a redirect", "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
            u"broken-response"_s, u"302 Found instead"_s);
    answers("a bad request", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
            u"status 400"_s);
    answers("another version of WebSocket",
            "HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 8\r\nContent-Length: 0\r\n\r\n",
            u"status 400"_s);
    answers("a challenge that nobody can answer",
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
            "Content-Length: 0\r\n\r\n",
            u"status 401"_s);
    answers("401 without a challenge", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
            u"status 401"_s);
    answers("forbidden", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", u"status 403"_s);
    answers("unavailable", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
            u"status 503"_s);
    answers("another key", upgrade + "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
            u"broken-response"_s, u"does not match"_s);
    answers("no key", upgrade + "\r\n", u"broken-response"_s);
    answers("no Upgrade", "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\n\r\n",
            u"broken-response"_s);
    answers("no HTTP", "SSH-2.0-OpenSSH_9.2p1\r\n\r\n", u"broken-response"_s);
    answers("a head that ends early", "HTTP/1.1 101 Switching Protocols\r\nUpgr",
            u"connection-reset"_s, u"closed before"_s);
    answers("a protocol that nobody wanted",
            upgrade + "Sec-WebSocket-Accept: x\r\nSec-WebSocket-Protocol: other\r\n\r\n",
            u"broken-response"_s, u"not been requested"_s);
    QTest::newRow("closed without a word")
        << Peer{[](Line &line) { line.hear(); }, u"connection-reset"_s};
    QTest::newRow("never an answer") << Peer{[](Line &line) {
                                                 line.hear();
                                                 line.pause(5000);
                                             },
                                             u"first-byte-timeout"_s};
    QTest::newRow("a head without an end")
        << Peer{[](Line &line) {
                    line.hear();
                    line.say("HTTP/1.1 101 Switching Protocols\r\n");
                    while (line.say("X-A: " + QByteArray(8000, 'a') + "\r\n")) { }
                },
                u"broken-response"_s, u"too large"_s};

    // Frames.
    speaks("reserved bits", frame(0x91, "x"), u"client close 1002"_s);
    speaks("a reserved opcode", frame(0x83, "x"), u"client close 1002"_s);
    speaks("a ping in two frames", frame(0x09, "x"), u"client close 1002"_s);
    speaks("a ping that is too long", QByteArray("\x89\x7e\x00\x7e", 4) + QByteArray(126, 'x'),
           u"client close 1002"_s);
    speaks("a continuation of nothing", frame(0x80, "x"), u"client close 1002"_s);
    speaks("a text within a text", frame(0x01, "x") + frame(0x81, "y"), u"client close 1002"_s);
    speaks("no UTF-8", frame(0x81, "a\xff\xfe"), u"client close 1007"_s);
    speaks("UTF-8 that is cut off by the end", frame(0x81, "a\xc3"), u"client close 1007"_s);
    speaks("a length with its highest bit",
           QByteArray("\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10), u"client close 1002"_s);
    speaks("a length that is longer than it need be", QByteArray("\x82\x7e\x00\x05hello", 9),
           u"client close 1002"_s);
    speaks("a frame of 1 TB", QByteArray("\x82\x7f\x00\x00\x01\x00\x00\x00\x00\x00", 10),
           u"client close 1009"_s);
    speaks("a closing frame of one byte", frame(0x88, "\x03"), u"client close 1002"_s);
    speaks("a closing code that nobody may send", frame(0x88, "\x03\xee"), u"client close 1002"_s);
    speaks("a closing reason that is no UTF-8", frame(0x88, "\x03\xe8\xff"),
           u"client close 1007"_s);
    speaks("a frame that is masked", QByteArray("\x81\x81\x01\x02\x03\x04y", 7),
           u"client close 1002"_s);
    speaks("much behind the end", frame(0x88, "\x03\xe8") + frame(0x81, "x").repeated(100'000),
           u"server close 1000"_s);
    speaks("a usual end",
           frame(0x88,
                 "\x03\xe9"
                 "bye"),
           u"server close 1001 bye"_s);
    speaks("an end without a code", frame(0x88, {}), u"server close 1005"_s);
    QTest::newRow("broken off in the middle of a frame") << Peer{[](Line &line) {
                                                                     if (shakeHands(line))
                                                                         line.say("\x81\x7dhel");
                                                                 },
                                                                 u"server close 1006"_s};
    QTest::newRow("a frame that never ends")
        << Peer{[](Line &line) {
                    if (shakeHands(line) && line.say("\x81\x7dhel"))
                        line.pause(8000);
                },
                u"client close 1000"_s};
    QTest::newRow("a frame that drips")
        << Peer{[](Line &line) {
                    bool isOpen = shakeHands(line) && line.say("\x81\x05");
                    for (const char c : "hello"_ba)
                        isOpen = isOpen && line.say(QByteArray(1, c)) && line.pause(600);
                    if (isOpen && line.say(frame(0x88, "\x03\xe8")))
                        line.pause(3000);
                },
                u"server close 1000"_s};
    QTest::newRow("pings without an end, and none that hears the answers")
        << Peer{[](Line &line) {
                    if (!shakeHands(line))
                        return;
                    const QByteArray pings = frame(0x89, QByteArray(125, 'p')).repeated(1000);
                    for (int sent = 0; sent < 100 && line.say(pings); ++sent) { }
                    line.say(frame(0x88, "\x03\xe8"));
                    line.pause(3000);
                },
                u"server close 1000"_s};
}

QTEST_GUILESS_MAIN(TestBadWebSockets)
#include "tst_badwebsockets.moc"
