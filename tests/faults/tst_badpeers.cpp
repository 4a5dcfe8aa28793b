// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Servers that speak badly, to the real transport: each ends in an answer as it came or in an error
// that says what is wrong, in bounded time and memory, and the event loop goes on meanwhile.

#include "core/cookies/cookiejar.h"
#include "core/send/networktransport.h"
#include "tests/core/send/pulse.h"
#include "tests/core/send/transferrun.h"
#include "tests/faults/badpeer.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QSslConfiguration>
#include <QSslSocket>

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

const QByteArray ok = "HTTP/1.1 200 OK\r\n"_ba;
const QByteArray closing = "Connection: close\r\n"_ba;

QByteArray answerWith(const QByteArray &headers, const QByteArray &body = {})
{
    return ok + headers + "\r\n" + body;
}

/// "answer 200, 5 bytes" or "broken-response".
QByteArray ending(const TransferResult &result)
{
    if (result.outcome)
        return "answer " + QByteArray::number(result.outcome->status) + ", "
            + QByteArray::number(result.outcome->body.size) + " bytes";
    return kindName(result.outcome.error().kind).toLatin1();
}

struct Peer
{
    BadPeer::Manners manners;
    /// One of them, divided by bars.
    QByteArray endings;
    QByteArray method = "GET"_ba;
    HttpVersion version = HttpVersion::Automatic;
    QString scheme = u"http"_s;
    milliseconds limit = 5s;
    /// Beyond what the test itself has, in MB.
    double memory = 64;
};

} // namespace

Q_DECLARE_METATYPE(Peer)

class TestBadPeers : public QObject
{
    Q_OBJECT

    void says(const char *name, const QByteArray &bytes, const QByteArray &endings,
              const QByteArray &method = "GET"_ba)
    {
        QTest::newRow(name) << Peer{[bytes](Line &line) {
                                        line.hear();
                                        line.say(bytes);
                                    },
                                    endings, method};
    }
    void behaves(const char *name, const QByteArray &endings, const BadPeer::Manners &manners,
                 const Peer &like = {})
    {
        Peer peer = like;
        peer.manners = manners;
        peer.endings = endings;
        QTest::newRow(name) << peer;
    }

private Q_SLOTS:
    void initTestCase()
    {
        // Qt warns of what peers do wrong, which is what is tested here.
        QLoggingCategory::setFilterRules(u"qt.network.*.warning=false"_s);
        // Reading every authority of the system is another matter.
        QVERIFY(QSslSocket::supportsSsl());
        QVERIFY(!QSslConfiguration::defaultConfiguration().caCertificates().isEmpty());
    }
    void init() { QTest::failOnWarning(); }

    void peers_data();
    void peers()
    {
        QFETCH(Peer, peer);
        const BadPeer server(peer.manners);
        NetworkTransport transport;
        ResolvedRequest request = requestTo(server.url(u"/"_s, peer.scheme), peer.method);
        request.httpVersion = peer.version;
        peakMemory();
        const double before = peakMemory();
        QElapsedTimer clock;
        clock.start();
        Pulse pulse;
        TransferRun run(transport, request, TimeoutPolicy{.attempt = peer.limit});
        QVERIFY(run.wait(peer.limit + 20s));
        const double longest = pulse.longest();
        const qint64 took = clock.elapsed();
        const double more = peakMemory() - before;
        const QByteArray end = ending(run.result());
        qInfo("%s, %lld headers, %lld ms, turns of at most %.1f ms, %.0f MB: %s", end.constData(),
              qint64(run.result().outcome ? run.response().headers.size() : 0), took, longest, more,
              described(run.result()).left(160).constData());
        QVERIFY2(peer.endings.split('|').contains(end), described(run.result()).constData());
        if (!run.result().outcome) {
            QVERIFY(!run.result().outcome.error().subject.isEmpty()
                    || !run.result().outcome.error().detail.isEmpty());
        }
        QVERIFY(longest < turn);
        QVERIFY(more < peer.memory * slower);
        QVERIFY(took < peer.limit.count() + 5000);
    }

    /// Closed at each byte of it.
    void everyPrefixOfAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<qsizetype>("afterBody");
        QTest::newRow("with a length")
            << answerWith("Content-Type: text/plain\r\nContent-Length: 5\r\n"_ba, "hello"_ba)
            << qsizetype(0);
        QTest::newRow("in chunks") << answerWith("Transfer-Encoding: chunked\r\n"_ba,
                                                 "3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nT: 1\r\n\r\n"_ba)
                                   << qsizetype(qstrlen(": 1\r\n\r\n"));
    }
    void everyPrefixOfAnAnswer()
    {
        QFETCH(QByteArray, answer);
        QFETCH(qsizetype, afterBody);
        std::atomic<qsizetype> length = 0;
        const BadPeer server([&](Line &line) {
            if (!line.hear().isEmpty())
                line.say(answer.first(length));
        });
        NetworkTransport transport;
        for (; length <= answer.size(); ++length) {
            TransferRun run(transport, requestTo(server.url()), TimeoutPolicy{.attempt = 10s});
            QVERIFY(run.wait());
            // Qt waits for no trailers.
            const bool isWhole = length >= answer.size() - afterBody;
            const QByteArray end = ending(run.result());
            QVERIFY2(isWhole ? end == "answer 200, 5 bytes" : end == "connection-reset",
                     qPrintable(u"%1 bytes: %2"_s.arg(length.load())
                                    .arg(QString::fromUtf8(described(run.result())))));
        }
    }

    /// What stands behind an answer on its connection is nobody's answer.
    void aSecondAnswerIsNotTheNextOnes()
    {
        const BadPeer server([](Line &line) {
            const QByteArray heard = line.hear();
            if (heard.startsWith("GET /first"))
                line.say(answerWith("Content-Length: 2\r\n"_ba, "ok"_ba)
                         + answerWith("Content-Length: 4\r\n"_ba, "evil"_ba));
            else
                line.say(answerWith("Content-Length: 4\r\n"_ba, "good"_ba));
            line.hear();
            line.say(answerWith("Content-Length: 5\r\n"_ba, "later"_ba));
        });
        NetworkTransport transport;
        TransferRun first(transport, requestTo(server.url(u"/first"_s)), {.attempt = 10s});
        RUN_TO_RESPONSE(first);
        QCOMPARE(first.response().body.bytes, "ok"_ba);
        QTest::qWait(100);
        TransferRun second(transport, requestTo(server.url(u"/second"_s)), {.attempt = 10s});
        QVERIFY(second.wait());
        QVERIFY(!second.result().outcome || second.response().body.bytes != "evil");
    }

    void bytesOfHeadersAreKept()
    {
        const BadPeer server([](Line &line) {
            line.hear();
            line.say(answerWith("X-Bad: \xff\xfe \xc3\xa9\r\nContent-Length: 3\r\n"_ba,
                                QByteArray("a\0b", 3)));
        });
        NetworkTransport transport;
        TransferRun run(transport, requestTo(server.url()), {.attempt = 10s});
        RUN_TO_RESPONSE(run);
        QCOMPARE(headerValue(run.response().headers, "x-bad"), "\xff\xfe \xc3\xa9"_ba);
        QCOMPARE(run.response().body.bytes, QByteArray("a\0b", 3));
    }

    void anAnswerBeforeTheBodyIsNotWaitedFor()
    {
        const BadPeer server([](Line &line) {
            line.hear();
            line.say("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
        });
        NetworkTransport transport;
        TransferRun run(transport,
                        requestTo(server.url(), "POST"_ba, {}, QByteArray(40'000'000, 'u')),
                        {.attempt = 10s});
        RUN_TO_FAILURE(run, SendError::Kind::ConnectionReset);
        const QString &detail = run.result().outcome.error().detail;
        QVERIFY2(detail.contains("of the 40000000 bytes of the body had been sent"_L1),
                 qPrintable(detail));
    }

    void bytesOfTheReasonAreKept()
    {
        const BadPeer server([](Line &line) {
            line.hear();
            line.say("HTTP/1.1 200 \xc3\x9c\x1b[1m\r\nContent-Length: 0\r\n\r\n");
        });
        NetworkTransport transport;
        TransferRun run(transport, requestTo(server.url()), {.attempt = 10s});
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().reason, "\xc3\x9c\x1b[1m"_ba);
    }

    void cookieBombs()
    {
        QByteArray lines;
        for (int i = 0; i < 90; ++i)
            lines += "Set-Cookie: c" + QByteArray::number(i) + '=' + QByteArray(4000, 'x') + "\r\n";
        const BadPeer server([&](Line &line) {
            line.hear();
            line.say(answerWith(lines + "Content-Length: 0\r\n"));
        });
        NetworkTransport transport;
        SystemClock clock;
        CookieSource cookies{std::make_shared<CookieJar>(), &clock};
        for (int i = 0; i < 3; ++i) {
            const auto transfer = transport.startWith(cookies, requestTo(server.url()), {});
            QSignalSpy ended(transfer.get(), &Transfer::finished);
            Pulse pulse;
            QVERIFY(ended.wait(20'000));
            const auto result = ended.first().first().value<TransferResult>();
            QVERIFY2(result.outcome, described(result).constData());
            QVERIFY(pulse.longest() < turn);
        }
    }
};

void TestBadPeers::peers_data()
{
    QTest::addColumn<Peer>("peer");
    const auto repeated = [](const QByteArray &start, const QByteArray &piece, int pause = 0) {
        return [=](Line &line) {
            line.hear();
            for (bool goes = line.say(start); goes; goes = line.say(piece) && line.pause(pause)) { }
        };
    };
    const QByteArray kilobyte(1024, 'x');

    // Heads.
    says("a header of 1 MB",
         answerWith("X: "_ba + QByteArray(1'000'000, 'x') + "\r\nContent-Length: 0\r\n"),
         "answer 200, 0 bytes");
    // Qt keeps no header at all of a head that it does not take, and answers (README).
    says("a header of 5 MB", answerWith("X: "_ba + QByteArray(5'000'000, 'x') + "\r\n"),
         "answer 200, 0 bytes");
    QByteArray many;
    for (int i = 0; i < 100'000; ++i)
        many += "X-" + QByteArray::number(i) + ": y\r\n";
    says("100 000 headers", answerWith(many), "answer 200, 0 bytes");
    says("2 000 headers", answerWith(many.first(many.indexOf("X-1998:")) + "Content-Length: 0\r\n"),
         "answer 200, 0 bytes");
    behaves("headers without an end", "broken-response",
            repeated(ok, "X-Y: "_ba + kilobyte + "\r\n"), {.limit = 30s, .memory = 150});
    behaves("a header without an end", "broken-response", repeated(ok + "X: ", kilobyte),
            {.limit = 30s, .memory = 150});
    behaves("a status line without an end", "broken-response",
            repeated("HTTP/1.1 200 "_ba, kilobyte), {.limit = 30s, .memory = 150});
    behaves("a head, a byte at a time", "attempt-timeout", repeated(ok + "X: ", "x"_ba, 200),
            {.limit = 1s});
    behaves("blank lines without an end", "attempt-timeout", repeated({}, "\r\n"_ba),
            {.limit = 1s});
    says("lines that end with LF", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi",
         "answer 200, 2 bytes");
    says("mixed line ends", "HTTP/1.1 200 OK\r\nX: 1\nContent-Length: 2\r\n\nhi",
         "answer 200, 2 bytes");
    says("lines that end with CR", "HTTP/1.1 200 OK\rContent-Length: 2\r\rhi", "connection-reset");
    says("a CR within a value", answerWith("X: a\rb\r\nContent-Length: 0\r\n"),
         "broken-response|answer 200, 0 bytes");
    says("a folded header", answerWith("X: a\r\n b\r\nContent-Length: 0\r\n"),
         "answer 200, 0 bytes");
    says("a header without a colon", answerWith("nothing\r\nContent-Length: 0\r\n"),
         "broken-response|answer 200, 0 bytes");
    says("a header without a name", answerWith(": x\r\nContent-Length: 0\r\n"),
         "broken-response|answer 200, 0 bytes");
    says("NULs in headers", ok + QByteArray("X\0Y: a\0b\r\nContent-Length: 0\r\n\r\n", 31),
         "broken-response|answer 200, 0 bytes");

    // Status lines.
    says("no status", "HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "connection-reset");
    says("a status of letters", "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
         "connection-reset|broken-response");
    says("a status of two digits", "HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n",
         "broken-response");
    says("a status of four digits", "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n",
         "broken-response");
    says("a negative status", "HTTP/1.1 -20 OK\r\nContent-Length: 0\r\n\r\n", "broken-response");
    says("no reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "answer 200, 0 bytes");
    says("another protocol", "ICY 200 OK\r\nContent-Length: 0\r\n\r\n", "connection-reset");
    says("another version", "HTTP/3.7 200 OK\r\nContent-Length: 0\r\n\r\n",
         "connection-reset|answer 200, 0 bytes");
    says("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nhi", "answer 200, 2 bytes");
    says("HTTP/0.9", "<html>hi</html>", "connection-reset");
    says("nothing", {}, "connection-reset");
    says("SSH", "SSH-2.0-OpenSSH_9.2\r\n", "connection-reset");
    says("a TLS alert in plain text", QByteArray("\x15\x03\x01\0\x02\x02\x28", 7),
         "connection-reset");

    // Informational answers.
    QByteArray continues;
    for (int i = 0; i < 10'000; ++i)
        continues += "HTTP/1.1 100 Continue\r\n\r\n";
    says("10 000 times Continue", continues + answerWith("Content-Length: 2\r\n", "hi"),
         "answer 200, 2 bytes");
    behaves("Continue without an end", "attempt-timeout",
            repeated({}, "HTTP/1.1 100 Continue\r\n\r\n"_ba), {.limit = 1s});
    says("early hints",
         "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
             + answerWith("Content-Length: 2\r\n", "hi"),
         "answer 200, 2 bytes");
    says("protocols switched unasked",
         "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nhi",
         "answer 101, 0 bytes|connection-reset|broken-response|answer 101, 2 bytes");

    // Lengths.
    says("a length that is too long", answerWith("Content-Length: 9\r\n", "hi"),
         "connection-reset");
    says("a length that is too short", answerWith(closing + "Content-Length: 1\r\n", "hi"),
         "answer 200, 1 bytes");
    for (const char *length : {"-1", "99999999999999999999999", "1x", "0x2", "+2", "2, 3", ""})
        says(QByteArray("a length of \"" + QByteArray(length) + '"').constData(),
             answerWith(closing + "Content-Length: " + length + "\r\n", "hi"), "broken-response");
    says("the same length twice", answerWith("Content-Length: 2\r\nContent-Length: 2\r\n", "hi"),
         "answer 200, 2 bytes");
    says("two lengths", answerWith("Content-Length: 2\r\nContent-Length: 1\r\n", "hi"),
         "broken-response");
    says("the most that a length can be",
         answerWith("Content-Length: 9223372036854775807\r\n", "hi"), "connection-reset");
    says("a length and chunks",
         answerWith("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\n\r\n"),
         "answer 200, 2 bytes|broken-response");

    // Chunks.
    const auto chunked = [](const QByteArray &body) {
        return answerWith("Transfer-Encoding: chunked\r\n"_ba, body);
    };
    const QByteArray zipped
        = QByteArray::fromHex("1f8b0800000000000203cb48cdc9c9070086a6103605000000");
    says("a coding of the way",
         answerWith("Transfer-Encoding: gzip, chunked\r\n"_ba,
                    QByteArray::number(zipped.size(), 16) + "\r\n" + zipped + "\r\n0\r\n\r\n"),
         "answer 200, 5 bytes");
    says("a coding of the way that nobody knows",
         answerWith("Transfer-Encoding: xchunked\r\n"_ba, "5\r\nhello\r\n0\r\n\r\n"_ba),
         "broken-response");
    says("chunks with extensions", chunked("2;a=b;c=\"d\"\r\nhi\r\n0;e\r\n\r\n"),
         "answer 200, 2 bytes");
    says("chunks with trailers", chunked("2\r\nhi\r\n0\r\nX: 1\r\nY: 2\r\n\r\n"),
         "answer 200, 2 bytes");
    // Qt takes a chunk that it cannot read for the last one, and tells nobody (README).
    for (const char *size : {"FFFFFFFFFFFFFFFFFF", "-2", "xyz", "", " ", "0x2"})
        says(QByteArray("a chunk of size \"" + QByteArray(size) + '"').constData(),
             chunked(QByteArray(size) + "\r\nhi\r\n0\r\n\r\n"),
             "answer 200, 0 bytes|answer 200, 2 bytes");
    says("a chunk longer than it says", chunked("1\r\nhi\r\n0\r\n\r\n"), "answer 200, 1 bytes");
    says("no last chunk", chunked("2\r\nhi\r\n"), "connection-reset");
    behaves("a chunk's size without an end", "broken-response|attempt-timeout|connection-reset",
            repeated(chunked({}), "0"_ba + kilobyte.toHex()), {.limit = 2s});
    behaves("chunks of one byte", "attempt-timeout", repeated(chunked({}), "1\r\nx\r\n"_ba),
            {.limit = 2s});
    behaves("trailers without an end", "answer 200, 2 bytes",
            repeated(chunked("2\r\nhi\r\n0\r\n"), "X: "_ba + kilobyte + "\r\n"), {.limit = 2s});

    // Bodies.
    behaves("a body without an end", "attempt-timeout",
            repeated(answerWith(closing), QByteArray(1024 * 1024, 'x'), 20), {.limit = 3s});
    behaves("a body, a byte at a time", "attempt-timeout",
            repeated(answerWith("Content-Length: 1000\r\n"), "x"_ba, 100), {.limit = 1s});
    says("204 with a body", "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nhi",
         "answer 204, 0 bytes|answer 204, 2 bytes");
    says("304 with a body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\nhi",
         "answer 304, 0 bytes|answer 304, 2 bytes");
    says("HEAD with a body", answerWith("Content-Length: 2\r\n", "hi"), "answer 200, 0 bytes",
         "HEAD");

    // Redirects.
    for (const char *target : {"file:///etc/passwd", "ftp://a/", "data:text/html,hi",
                               "javascript:alert(1)", "http://", "http:///x", "http://[::1/"})
        says(QByteArray("a redirect to " + QByteArray(target)).constData(),
             "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + QByteArray(target)
                 + "\r\n\r\n",
             "invalid-redirect");
    behaves("redirects without an end", "too-many-redirects", [](Line &line) {
        for (int i = 0; i < 10'000 && !line.hear().isEmpty(); ++i)
            line.say("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /"
                     + QByteArray::number(i) + "\r\n\r\n");
    });
    behaves("redirects to ever longer URLs", "too-many-redirects", [](Line &line) {
        for (QByteArray target = "/"; !line.hear().isEmpty(); target += QByteArray(4000, 'x'))
            line.say("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target + "\r\n\r\n");
    });
    behaves("a redirect with a body without an end",
            "attempt-timeout|connection-reset|"
            "too-many-redirects",
            repeated("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"_ba, QByteArray(65536, 'x')),
            {.limit = 3s});

    // HTTP/2 by prior knowledge.
    const Peer direct{.version = HttpVersion::Http2Direct, .limit = 2s};
    const auto frames = [](const QByteArray &bytes, bool isRepeated) {
        return [=](Line &line) {
            line.hear("SM\r\n\r\n"_ba);
            while (line.say(bytes) && isRepeated) { }
            line.pause(5000);
        };
    };
    const QByteArray settings("\0\0\0\x04\0\0\0\0\0", 9);
    const QByteArray all = "connection-reset|broken-response|attempt-timeout|other-network-error";
    behaves("HTTP/1.1 instead of HTTP/2", all, frames(answerWith("Content-Length: 0\r\n"), false),
            direct);
    behaves("random bytes instead of HTTP/2", all,
            frames(QByteArray::fromHex("9f3c77e1a0b1c2d3e4f5061728394a5b6c7d8e9f"), false), direct);
    behaves("a frame of 16 MB", all,
            frames(settings + QByteArray("\xff\xff\xff\0\0\0\0\0\x01", 9), false), direct);
    behaves("GOAWAY at once", all,
            frames(settings + QByteArray("\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\0", 17), false),
            direct);
    behaves("RST_STREAM at once", all,
            frames(settings + QByteArray("\0\0\x04\x03\0\0\0\0\x01\0\0\0\x02", 13), false), direct);
    const QByteArray acknowledged = settings + QByteArray("\0\0\0\x04\x01\0\0\0\0", 9);
    behaves("an answer without a status", "broken-response",
            frames(acknowledged
                       + QByteArray("\0\0\x05\x01\x05\0\0\0\x01\0\x01"
                                    "a\x01"
                                    "b",
                                    14),
                   false),
            direct);
    behaves("a body of another length than is said", "broken-response",
            frames(acknowledged
                       + QByteArray("\0\0\x06\x01\x04\0\0\0\x01\x88\x0f\x0d\x02"
                                    "99\0\0\x05\0\x01\0\0\0\x01hello",
                                    29),
                   false),
            direct);
    QByteArray flood;
    for (int i = 0; i < 1000; ++i)
        flood += settings;
    // What Qt has not looked at yet grows until the time-out.
    Peer flooding = direct;
    flooding.memory = 600;
    behaves("settings without an end", all, frames(flood, true), flooding);
    QByteArray pings = settings;
    for (int i = 0; i < 1000; ++i)
        pings += QByteArray("\0\0\x08\x06\0\0\0\0\0", 9) + QByteArray(8, 'p');
    behaves("pings without an end", all, frames(pings, true), flooding);

    // TLS.
    const Peer tls{.scheme = u"https"_s, .limit = 3s};
    const auto hello = [](const QByteArray &bytes) {
        return [=](Line &line) {
            line.hear("\x16"_ba);
            line.say(bytes);
            line.pause(200);
        };
    };
    behaves("random bytes instead of TLS", "tls-protocol",
            hello(QByteArray::fromHex("9f3c77e1a0b1c2d3e4f5061728394a5b6c7d8e9f")), tls);
    behaves("HTTP instead of TLS", "tls-protocol", hello(answerWith("Content-Length: 0\r\n")), tls);
    behaves("a TLS alert", "tls-protocol|connection-reset",
            hello(QByteArray("\x15\x03\x03\0\x02\x02\x28", 7)), tls);
}

QTEST_GUILESS_MAIN(TestBadPeers)
#include "tst_badpeers.moc"
