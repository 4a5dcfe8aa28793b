// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Every way a send can go wrong has its own kind, and Stop answers at every stage: through the real
// sender and the real network, against a server that faults.

#include "core/faultserver/faultserver.h"
#include "core/resilience/memorybreakerstore.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "tests/support/blackhole.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

namespace {

constexpr int patience = 60'000;

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

FaultScript script()
{
    const auto read = parseFaultScript(R"({"routes": [
        {"path": "/ok", "sequence": [{"status": 200, "body": "x"}]},
        {"path": "/big", "sequence": [{"status": 200, "body_size": 2000000}]},
        {"path": "/busy", "sequence": [{"status": 503}]},
        {"path": "/stall", "sequence": [{"fault": "stall"}]},
        {"path": "/half", "sequence": [{"fault": "stall", "after": 10, "status": 200, "body_size": 1000}]},
        {"path": "/slow", "sequence": [{"fault": "slow", "bytes_per_second": 100, "status": 200, "body_size": 100000}]},
        {"path": "/reset", "sequence": [{"fault": "reset"}]},
        {"path": "/reset-within", "sequence": [{"fault": "reset", "after": 10, "status": 200, "body_size": 1000}]},
        {"path": "/close", "sequence": [{"fault": "close"}]},
        {"path": "/short", "sequence": [{"fault": "truncate", "after": 10, "status": 200, "body_size": 1000}]},
        {"path": "/length", "sequence": [{"fault": "bad-length", "status": 200, "body": "abc"}]},
        {"path": "/coding", "sequence": [{"status": 200, "headers": {"Content-Encoding": "gzip"}, "body": "no"}]},
        {"path": "/loop", "sequence": [{"redirect": "/loop"}]},
        {"path": "/away", "sequence": [{"redirect": "ftp:x"}]}
    ]})");
    if (!read)
        qFatal("%s", qPrintable(read.error().message + read.error().place));
    return *read;
}

} // namespace

class TestSendErrors : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;
    std::unique_ptr<MemoryBreakerStore> m_breaker;
    std::unique_ptr<Sender> m_sender;
    QTemporaryDir m_folder;
    BlackHole m_hole;
    /// Answers whatever it gets in plain text.
    QTcpServer m_plain;
    quint16 m_freePort = freePort();

    RequestSpec spec(const QString &url)
    {
        RequestSpec spec;
        spec.url = url;
        if (url.startsWith(u'/'))
            spec.url = m_server->url().toString() + url;
        else if (url.endsWith(u':'))
            spec.url += QString::number(m_plain.serverPort());
        spec.policy.maxRetries = 0;
        return spec;
    }
    ExchangePtr sent(const RequestSpec &spec)
    {
        const auto operation = m_sender->send(spec, {});
        QSignalSpy spy(operation.get(), &SendOperation::finished);
        operation->start();
        if (spy.isEmpty() && !spy.wait(patience))
            return {};
        return spy.first().first().value<ExchangePtr>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_plain.listen(QHostAddress::LocalHost));
        connect(&m_plain, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_plain.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            });
        });
    }
    void init()
    {
        QTest::failOnWarning();
        m_server = std::make_unique<FaultServer>(script());
        QVERIFY(m_server->listen().has_value());
        m_transport = std::make_unique<NetworkTransport>();
        m_breaker = std::make_unique<MemoryBreakerStore>(m_clock);
        m_sender = std::make_unique<Sender>(*m_transport, m_clock, *m_breaker, [] { return 0.5; });
    }
    void cleanup()
    {
        m_sender.reset();
        m_breaker.reset();
        m_transport.reset();
        m_server.reset();
    }

    void everyFailureHasItsKind_data();
    void everyFailureHasItsKind()
    {
        QFETCH(RequestSpec, request);
        QFETCH(Kind, kind);
        QFETCH(QString, subject);
        // The server's port is another one each time.
        RequestSpec sending = request;
        sending.url = spec(request.url).url;
        const ExchangePtr exchange = sent(sending);
        QVERIFY(exchange);
        QVERIFY(exchange->error.has_value());
        QCOMPARE(kindName(exchange->error->kind), kindName(kind));
        QVERIFY2(exchange->error->subject.contains(subject), qPrintable(exchange->error->subject));
        QCOMPARE(exchange->outcome, Outcome::Exception);
        const bool wasSent = isPeerFailure(kind) || kind == Kind::TooManyRedirects
            || kind == Kind::InvalidRedirect || kind == Kind::DeadlineExceeded;
        QCOMPARE(exchange->attempts.size(), wasSent ? 1 : 0);
        // What opens a circuit is what the peer did, and nothing else.
        QCOMPARE(exchange->circuit.openedByThisCall, isPeerFailure(kind));
        // And the next send is not hindered by it.
        const ExchangePtr next = sent(spec(u"/ok"_s));
        QVERIFY(next);
        QCOMPARE(next->outcome, Outcome::Success);
    }

    void aLocalFileThatCannotBeWritten()
    {
        m_transport = std::make_unique<NetworkTransport>(
            NetworkTransport::Settings{.bodyFolder = u"/proc/no-such-folder"_s});
        m_sender = std::make_unique<Sender>(*m_transport, m_clock, *m_breaker, [] { return 0.5; });
        const ExchangePtr exchange = sent(spec(u"/big"_s));
        QVERIFY(exchange && exchange->error);
        QCOMPARE(kindName(exchange->error->kind), kindName(Kind::ResponseUnwritable));
        QVERIFY(!exchange->circuit.openedByThisCall);
    }

    void anOpenCircuitBlocks()
    {
        const RequestSpec request = spec(u"/reset"_s);
        QVERIFY(sent(request));
        const ExchangePtr exchange = sent(request);
        QVERIFY(exchange && exchange->error);
        QCOMPARE(kindName(exchange->error->kind), kindName(Kind::Blocked));
        QCOMPARE(exchange->outcome, Outcome::Blocked);
        QCOMPARE(m_server->receivedCount(), 1);
    }

    void stopAnswersAtEveryStage_data();
    void stopAnswersAtEveryStage()
    {
        QFETCH(QString, url);
        QFETCH(QString, stage);
        RequestSpec request = spec(url);
        if (stage == "connecting"_L1)
            request.url = u"http://127.0.0.1:%1/"_s.arg(m_hole.port());
        if (stage == "sending"_L1) {
            QFile file(m_folder.filePath(u"large"_s));
            QVERIFY(file.open(QFile::WriteOnly));
            QVERIFY(file.resize(1LL << 36));
            request.method = u"PUT"_s;
            request.body.kind = Body::Kind::File;
            request.body.filePath = file.fileName();
        }
        request.policy.maxRetries = 3;
        request.policy.retryDelay = 60s;
        const auto operation = m_sender->send(request, {});
        QSignalSpy finished(operation.get(), &SendOperation::finished);
        QSignalSpy heads(operation.get(), &SendOperation::headArrived);
        QSignalSpy progress(operation.get(), &SendOperation::progressed);
        QSignalSpy retries(operation.get(), &SendOperation::retryScheduled);
        operation->start();
        if (stage == "connecting"_L1)
            QTest::qWait(50);
        else if (stage == "waiting"_L1)
            QTRY_COMPARE_WITH_TIMEOUT(m_server->receivedCount(), 1, patience);
        else if (stage == "receiving"_L1)
            QTRY_COMPARE_WITH_TIMEOUT(heads.size(), 1, patience);
        else if (stage == "sending"_L1)
            QTRY_VERIFY_WITH_TIMEOUT(!progress.isEmpty(), patience);
        else if (stage == "between attempts"_L1)
            QTRY_COMPARE_WITH_TIMEOUT(retries.size(), 1, patience);
        QVERIFY(finished.isEmpty());

        QElapsedTimer elapsed;
        elapsed.start();
        operation->cancel();
        QCOMPARE(finished.size(), 1);
        const double milliseconds = double(elapsed.nsecsElapsed()) / 1e6;
        // The connection ends, too, and all else the stop left to do.
        if (stage != "between attempts"_L1)
            QTRY_COMPARE_WITH_TIMEOUT(m_server->openConnectionCount(), 0, patience);
        qInfo("stopped while %s in %.2f ms, all over after %lld ms", qPrintable(stage),
              milliseconds, static_cast<long long>(elapsed.elapsed()));
        QVERIFY(milliseconds < 1000);
        const auto exchange = finished.first().first().value<ExchangePtr>();
        QCOMPARE(exchange->outcome, Outcome::Cancelled);
        QCOMPARE(m_sender->running(), 0);
    }
};

void TestSendErrors::everyFailureHasItsKind_data()
{
    QTest::addColumn<RequestSpec>("request");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("subject");
    const auto row
        = [](const char *name, const QString &url, Kind kind, const QString &subject, auto change) {
              RequestSpec request;
              request.url = url;
              request.policy.maxRetries = 0;
              change(request);
              QTest::newRow(name) << request << kind << subject;
          };
    const auto nothing = [](RequestSpec &) { };
    const QString local = u"127.0.0.1"_s;
    const QString refusing = u"http://127.0.0.1:%1/"_s.arg(m_freePort);

    row("no URL at all", u""_s, Kind::InvalidUrl, {}, nothing);
    row("a URL without a host", u"http:///x"_s, Kind::InvalidUrl, {}, nothing);
    row("a scheme that is not HTTP", u"ftp://127.0.0.1/"_s, Kind::InvalidUrl, {}, nothing);
    row("a method that is no token", u"/ok"_s, Kind::InvalidMethod, u"G T"_s,
        [](RequestSpec &request) { request.method = u"G T"_s; });
    row("a header with a line break", u"/ok"_s, Kind::InvalidHeader, u"X-A"_s,
        [](RequestSpec &request) { request.headers = {{u"X-A"_s, u"1\r\nX-B: 2"_s}}; });
    row("a variable nobody knows", u"/ok?a={{nobody}}"_s, Kind::UnresolvedVariable, u"nobody"_s,
        nothing);
    row("a body file that is not there", u"/ok"_s, Kind::BodyUnreadable, u"no-such-file"_s,
        [](RequestSpec &request) {
            request.body.kind = Body::Kind::File;
            request.body.filePath = u"/no-such-file"_s;
        });
    row("a name that is not found", u"http://no-such-host.invalid/"_s, Kind::NameNotFound,
        u"no-such-host.invalid"_s, nothing);
    row("a port that refuses", refusing, Kind::ConnectionRefused, local, nothing);
    // The kernel makes no TCP connection to the broadcast address and sends nothing.
    row("a network that refuses", u"http://255.255.255.255/"_s, Kind::Unreachable,
        u"255.255.255.255"_s, nothing);
    row("a connection that is never made", u"http://127.0.0.1:%1/"_s.arg(m_hole.port()),
        Kind::ConnectTimeout, u"200 ms"_s,
        [](RequestSpec &request) { request.policy.connectTimeout = 200ms; });
    row("a first byte that never comes", u"/stall"_s, Kind::FirstByteTimeout, u"200 ms"_s,
        [](RequestSpec &request) { request.policy.firstByteTimeout = 200ms; });
    row("silence within the body", u"/half"_s, Kind::IdleTimeout, u"200 ms"_s,
        [](RequestSpec &request) { request.policy.idleTimeout = 200ms; });
    row("an attempt that takes too long", u"/slow"_s, Kind::AttemptTimeout, u"200 ms"_s,
        [](RequestSpec &request) { request.policy.attemptTimeout = 200ms; });
    row("everything takes too long", u"/stall"_s, Kind::DeadlineExceeded, local,
        [](RequestSpec &request) { request.policy.deadline = 200ms; });
    row("a reset", u"/reset"_s, Kind::ConnectionReset, local, nothing);
    row("a reset within the body", u"/reset-within"_s, Kind::ConnectionReset, local, nothing);
    row("the connection ends without an answer", u"/close"_s, Kind::ConnectionReset, local,
        nothing);
    row("the connection ends within the body", u"/short"_s, Kind::ConnectionReset, local, nothing);
    row("a length that is no number", u"/length"_s, Kind::BrokenResponse, local, nothing);
    row("a coding that is none", u"/coding"_s, Kind::BrokenResponse, local, nothing);
    row("redirects without end", u"/loop"_s, Kind::TooManyRedirects, {}, nothing);
    row("a redirect to what cannot be sent to", u"/away"_s, Kind::InvalidRedirect, u"ftp"_s,
        nothing);
    row("TLS with a server that speaks none", u"https://127.0.0.1:"_s, Kind::TlsProtocol, local,
        nothing);
}

void TestSendErrors::stopAnswersAtEveryStage_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("stage");
    QTest::newRow("at once") << u"/ok"_s << u"starting"_s;
    QTest::newRow("while connecting") << u"/ok"_s << u"connecting"_s;
    QTest::newRow("while a large body is sent") << u"/ok"_s << u"sending"_s;
    QTest::newRow("while waiting for the answer") << u"/stall"_s << u"waiting"_s;
    QTest::newRow("within a body that stalls") << u"/half"_s << u"receiving"_s;
    QTest::newRow("within a body that drips") << u"/slow"_s << u"receiving"_s;
    QTest::newRow("between two attempts") << u"/busy"_s << u"between attempts"_s;
}

QTEST_GUILESS_MAIN(TestSendErrors)
#include "tst_senderrors.moc"
