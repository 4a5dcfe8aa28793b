// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/challenges.h"
#include "core/send/downloadfile.h"
#include "core/send/requestsigning.h"
#include "core/send/sender.h"
#include "core/send/sentrequest.h"
#include "tests/core/send/rawpeer.h"
#include "tests/core/send/transferrun.h"
#include "tests/support/fakebreakerstore.h"

#include <QTemporaryDir>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A request as a server reads it.
struct ReadRequest
{
    QByteArray method;
    QByteArray target;
    QList<RawHeader> headers;
    QByteArray body;

    explicit ReadRequest(const QByteArray &bytes)
    {
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        body = bytes.sliced(end + 4);
        QList<QByteArray> lines = bytes.first(end).replace("\r\n", "\n").split('\n');
        const QList<QByteArray> words = lines.takeFirst().split(' ');
        method = words.value(0);
        target = words.value(1);
        for (const QByteArray &line : std::as_const(lines)) {
            const qsizetype colon = line.indexOf(':');
            headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
        }
    }
};

QByteArray parameterOf(const QByteArray &authorization, const QByteArray &name)
{
    const qsizetype at = authorization.indexOf(QByteArray(name + '=')) + name.size() + 1;
    const qsizetype end = authorization.indexOf(',', at);
    return authorization.mid(at, end < 0 ? -1 : end - at).trimmed();
}

/// What the server finds when it signs the bytes that it received.
QByteArray signatureOf(const ReadRequest &received, AwsSigning signing)
{
    const QByteArray authorization = headerValue(received.headers, "authorization");
    signing.at
        = QDateTime::fromString(QString::fromLatin1(headerValue(received.headers, "x-amz-date")),
                                u"yyyyMMdd'T'HHmmss'Z'"_s);
    signing.at.setTimeZone(QTimeZone::UTC);
    const qsizetype mark = received.target.indexOf('?');
    AwsRequest parts{received.method,
                     mark < 0 ? received.target : received.target.first(mark),
                     mark < 0 ? QByteArray() : received.target.sliced(mark + 1),
                     {},
                     digestHex(DigestAlgorithm::Sha256, received.body)};
    for (const QByteArray &name : parameterOf(authorization, "SignedHeaders").split(';')) {
        if (name != "x-amz-date" && name != "x-amz-content-sha256")
            parts.headers.append({name, headerValue(received.headers, name)});
    }
    return signedByHeader(parts, signing).signature;
}

} // namespace

/// Signatures hold for the bytes that a server receives.
class TestSignedBytes : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;
    NetworkTransport m_transport;
    FakeBreakerStore m_store;

    ExchangePtr send(const RequestSpec &spec, const SendOptions &options = {})
    {
        Sender sender(m_transport, m_clock, m_store, [] { return 0.5; });
        ExchangePtr exchange;
        const auto operation = sender.send(spec, Scope{}, options);
        connect(operation.get(), &SendOperation::finished, operation.get(),
                [&exchange](const ExchangePtr &done) { exchange = done; });
        operation->start();
        if (!exchange)
            QSignalSpy(operation.get(), &SendOperation::finished).wait(30'000);
        return exchange;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aServerVerifiesThem_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QList<HeaderField>>("headers");
        QTest::addColumn<QString>("body");
        using Headers = QList<HeaderField>;
        const auto row = [](const char *name, const QString &url, const QString &service = u"x"_s,
                            const Headers &headers = {}, const QString &body = {}) {
            QTest::newRow(name) << url << service << headers << body;
        };
        row("a plain one", u"http://store.example:PORT/a?b=c&a=d"_s);
        row("the usual port, written out", u"http://store.example:80/a"_s);
        row("no port", u"http://store.example/a"_s);
        row("dot segments", u"http://store.example/a/../b/./c"_s);
        row("dot segments of S3", u"http://store.example/a/../b/./c"_s, u"s3"_s);
        row("double slashes of S3", u"http://store.example//a//b"_s, u"s3"_s);
        row("no path", u"http://store.example?a=b"_s);
        row("encoded signs of S3", u"http://store.example/a%20b/ü?c=%2F+d"_s, u"s3"_s);
        row("a Host of its own", u"http://store.example/a"_s, u"x"_s,
            {{u"Host"_s, u"other.example"_s}});
        row("lines that share a name", u"http://store.example/a"_s, u"x"_s,
            {{u"X-Amz-Meta-A"_s, u"1"_s}, {u"B"_s, u"2"_s}, {u"x-amz-meta-a"_s, u"3  4"_s}});
        row("dates and tokens that are written twice", u"http://store.example/a"_s, u"x"_s,
            {{u"X-Amz-Date"_s, u"1"_s}, {u"x-amz-date"_s, u"2"_s}});
        row("a body and its type", u"http://store.example/a"_s, u"x"_s,
            {{u"Content-Type"_s, u"text/x"_s}}, u"some text"_s);
        row("a body of S3", u"http://store.example/a"_s, u"s3"_s, {}, u"some text"_s);
    }
    void aServerVerifiesThem()
    {
        QFETCH(QString, url);
        QFETCH(const QString, service);
        QFETCH(const QList<HeaderField>, headers);
        QFETCH(const QString, body);
        RawPeer peer;
        const QString port = QString::number(peer.serverPort());
        RequestSpec spec;
        spec.url = url.replace(u"PORT"_s, port);
        spec.headers = headers;
        spec.route.connectTo = u"127.0.0.1:"_s + port;
        if (!body.isEmpty()) {
            spec.method = u"POST"_s;
            spec.body = {.kind = Body::Kind::Text, .text = body};
        }
        spec.auth = {.kind = Auth::Kind::AwsSigV4,
                     .accessKey = u"AKIDEXAMPLE"_s,
                     .secretKey = u"key"_s,
                     .region = u"eu-west-1"_s,
                     .service = service};
        const ExchangePtr exchange = send(spec);
        QVERIFY(exchange && exchange->response());
        AwsSigning signing{.accessKey = "AKIDEXAMPLE",
                           .secretKey = "key",
                           .sessionToken = {},
                           .region = "eu-west-1",
                           .service = service.toLatin1(),
                           .at = {}};
        useRulesOfService(signing);
        const ReadRequest received(peer.requests.first());
        QCOMPARE(parameterOf(headerValue(received.headers, "authorization"), "Signature"),
                 signatureOf(received, signing));
    }

    /// What a download asks for besides is not signed, and may be there all the same.
    void aPartOfADownloadVerifiesToo()
    {
        const QTemporaryDir folder;
        RawPeer peer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: \"a\"\r\n"
                     "Accept-Ranges: bytes\r\n\r\n01234"_ba);
        RequestSpec spec;
        spec.url = peer.url(u"/a"_s).toString();
        spec.policy.maxRetries = 0;
        spec.policy.idleTimeout = 300ms;
        spec.auth = {.kind = Auth::Kind::AwsSigV4,
                     .accessKey = u"A"_s,
                     .secretKey = u"key"_s,
                     .region = u"r"_s,
                     .service = u"s3"_s};
        SendOptions options;
        options.download = std::make_shared<DownloadFile>(folder.filePath(u"a"_s));
        QVERIFY(send(spec, options));
        const ExchangePtr exchange = send(spec, options);
        QCOMPARE(peer.requests.size(), 2);
        const ReadRequest received(peer.requests.last());
        QCOMPARE(headerValue(received.headers, "range"), "bytes=4-");
        AwsSigning signing{.accessKey = "A",
                           .secretKey = "key",
                           .sessionToken = {},
                           .region = "r",
                           .service = "s3",
                           .at = {}};
        useRulesOfService(signing);
        QCOMPARE(parameterOf(headerValue(received.headers, "authorization"), "Signature"),
                 signatureOf(received, signing));
        QCOMPARE(sentRequests(*exchange, exchange->attempts.last()).last().head(),
                 peer.requests.last());
    }

    void theDigestIsOfTheTargetThatGoesOut()
    {
        RawPeer peer;
        peer.answers = {"HTTP/1.1 401 Who\r\nContent-Length: 0\r\n"
                        "WWW-Authenticate: Digest realm=r, nonce=n, qop=auth\r\n\r\n"_ba};
        RequestSpec spec;
        spec.url = peer.url(u"/a/../b/./c?d=e"_s).toString();
        spec.auth = {.kind = Auth::Kind::Digest, .user = u"u"_s, .password = u"p"_s};
        const ExchangePtr exchange = send(spec);
        QCOMPARE(peer.requests.size(), 2);
        const ReadRequest received(peer.requests[1]);
        const auto challenges = readChallenges(headerValue(received.headers, "authorization"));
        QCOMPARE(headerValue(challenges.first().parameters, "uri"), received.target);
        // And each attempt tells what it sent itself.
        QCOMPARE(exchange->attempts.size(), 2);
        for (qsizetype i = 0; i < 2; ++i)
            QCOMPARE(sentRequests(*exchange, exchange->attempts[i]).first().head(),
                     peer.requests[i]);
    }
};

QTEST_GUILESS_MAIN(TestSignedBytes)
#include "tst_signedbytes.moc"
