// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "tests/core/send/codedbodies.h"
#include "tests/core/send/transferrun.h"

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

namespace {

QByteArray headerOf(const QByteArray &name)
{
    return name == "bare deflate" ? "deflate"_ba : name;
}

const QByteArray inChunks = ", \"chunked\": true"_ba;
const QByteArray untilClose = ", \"until_close\": true"_ba;

} // namespace

class TestBodyCodings : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;

    void serve(const QByteArray &json)
    {
        const auto script = parseFaultScript(json);
        QVERIFY2(script.has_value(),
                 script ? "" : qPrintable(script.error().message + script.error().place));
        m_server = std::make_unique<FaultServer>(*script);
        const auto port = m_server->listen();
        QVERIFY2(port.has_value(), qPrintable(port.error_or(QString())));
    }
    QUrl url() const { return m_server->url(u"/"_s); }
    static QByteArray contentOf(const ResponseBody &body)
    {
        if (!body.isInFile())
            return body.bytes;
        QFile file(body.filePath());
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_transport = std::make_unique<NetworkTransport>();
    }
    void cleanup()
    {
        m_transport.reset();
        m_server.reset();
    }

    void bothSizesAreKnown_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<QByteArray>("framing");
        for (const QByteArray coding : {"gzip", "x-gzip", "deflate", "bare deflate", "br", "zstd"})
            for (const auto &[title, framing] :
                 {std::pair("with a length", QByteArray()), std::pair("in chunks", inChunks),
                  std::pair("until the connection closes", untilClose)})
                QTest::addRow("%s %s", coding.constData(), title) << coding << framing;
    }
    void bothSizesAreKnown()
    {
        QFETCH(QByteArray, coding);
        QFETCH(QByteArray, framing);
        for (const qint64 size : {0, 1, 500, 70'000, 3'000'000}) {
            const QByteArray plain = generatedBytes(0, size);
            const QByteArray coded = codedAs(coding, plain);
            serve(scriptServing(headerOf(coding), coded, framing));
            // Whoever wrote an Accept-Encoding wants to read the answer as well.
            for (const QList<RawHeader> &headers :
                 {QList<RawHeader>(), QList<RawHeader>{{"Accept-Encoding"_ba, "identity"_ba}}}) {
                TransferRun run(*m_transport, requestTo(url(), "GET"_ba, headers));
                RUN_TO_RESPONSE(run);
                const ResponseBody &body = run.response().body;
                QVERIFY(contentOf(body) == plain);
                QCOMPARE(body.size, size);
                QCOMPARE(body.transferredSize.value_or(-1), coded.size());
                QCOMPARE(body.isInFile(), size > 1024 * 1024);
                QCOMPARE(headerValue(run.response().headers, "content-encoding"), headerOf(coding));
            }
        }
    }

    void bytesThatDrip_data() { bothSizesAreKnown_data(); }
    void bytesThatDrip()
    {
        QFETCH(QByteArray, coding);
        QFETCH(QByteArray, framing);
        const QByteArray plain = generatedBytes(0, 2000);
        const QByteArray coded = codedAs(coding, plain);
        serve(scriptServing(headerOf(coding), coded,
                            framing + ", \"fault\": \"slow\", \"bytes_per_second\": 1500"));
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_RESPONSE(run);
        const ResponseBody &body = run.response().body;
        QCOMPARE(body.bytes, plain);
        QCOMPARE(body.transferredSize.value_or(-1), coded.size());
        // What is told on the way is what came, of what was announced.
        QVERIFY(!run.progress.isEmpty());
        for (const TransferProgress &progress : run.progress)
            QVERIFY(progress.received <= coded.size());
        QCOMPARE(run.progress.last().receiveTotal, framing.isEmpty() ? coded.size() : -1);
    }

    void listsAndStrangers_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("shown");
        const QByteArray plain = generatedBytes(0, 5000);
        const QByteArray gzip = codedAs("gzip"_ba, plain);
        QTest::newRow("a list") << "gzip, br"_ba << brotliOf(gzip) << plain;
        QTest::newRow("a stranger") << "aws-chunked"_ba << plain << plain;
        QTest::newRow("a stranger on top") << "gzip, exotic"_ba << gzip << gzip;
        QTest::newRow("a stranger below") << "exotic, gzip"_ba << gzip << plain;
        QTest::newRow("identity") << "identity"_ba << plain << plain;
    }
    void listsAndStrangers()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, shown);
        serve(scriptServing(header, body));
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_RESPONSE(run);
        QVERIFY(run.response().body.bytes == shown);
        QCOMPARE(run.response().body.transferredSize.value_or(-1), body.size());
    }

    void whereThereIsNothingToDecode_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("status");
        QTest::newRow("the answer to HEAD") << "HEAD"_ba << 200;
        QTest::newRow("204") << "GET"_ba << 204;
        QTest::newRow("304") << "GET"_ba << 304;
        QTest::newRow("an empty body") << "GET"_ba << 200;
    }
    void whereThereIsNothingToDecode()
    {
        QFETCH(QByteArray, method);
        QFETCH(int, status);
        serve(scriptServing("gzip"_ba, method == "HEAD" ? "12345"_ba : QByteArray(), {}, status));
        TransferRun run(*m_transport, requestTo(url(), method));
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().status, status);
        QCOMPARE(run.response().body.size, 0);
        QCOMPARE(run.response().body.transferredSize.value_or(-1), 0);
    }

    void aPartIsShownAsItCame()
    {
        const QByteArray part = codedAs("gzip"_ba, generatedBytes(0, 5000)).mid(100, 50);
        serve(scriptServing("gzip"_ba, part, {}, 206));
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().body.bytes, part);
    }

    void aBrokenCodingIsABrokenResponse_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("detail");
        const QByteArray gzip = codedAs("gzip"_ba, generatedBytes(0, 100'000));
        QByteArray damaged = gzip;
        damaged[damaged.size() - 5] = char(damaged.at(damaged.size() - 5) ^ 1);
        const QString size = QString::number(gzip.size());
        QTest::newRow("something else")
            << "no gzip at all"_ba << QByteArray()
            << u"its gzip body is broken after 2 bytes: incorrect header check"_s;
        QTest::newRow("a wrong checksum")
            << damaged << inChunks
            << u"its gzip body is broken after %1 bytes: incorrect data check"_s.arg(gzip.size()
                                                                                     - 4);
        QTest::newRow("half of it") << gzip.first(5000) << untilClose
                                    << u"its gzip body ends too early, after 5000 bytes"_s;
        QTest::newRow("one byte less")
            << gzip.first(gzip.size() - 1) << QByteArray()
            << u"its gzip body ends too early, after %1 bytes"_s.arg(gzip.size() - 1);
    }
    void aBrokenCodingIsABrokenResponse()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, more);
        QFETCH(QString, detail);
        serve(scriptServing("gzip"_ba, body, more));
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(run, Kind::BrokenResponse);
        const SendError &error = run.result().outcome.error();
        QCOMPARE(error.detail, detail);
        QCOMPARE(error.subject, url().authority());
    }

    void aConnectionThatBreaksCountsWhatCame()
    {
        const QByteArray gzip = codedAs("gzip"_ba, generatedBytes(0, 100'000));
        serve(scriptServing("gzip"_ba, gzip, ", \"fault\": \"truncate\", \"after\": 3000"));
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(run, Kind::ConnectionReset);
        QVERIFY2(run.result().outcome.error().detail.endsWith("(after 3000 bytes of the body)"_L1),
                 described(run.result()).constData());
    }

    void aBombIsRefused()
    {
        m_transport = std::make_unique<NetworkTransport>(NetworkTransport::Settings{
            .unpacking = {.unpackedWithoutCheck = 2'000'000, .timesItsSize = 40}});
        serve(scriptServing("gzip"_ba, codedAs("gzip"_ba, QByteArray(3'000'000, 'b'))));
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(run, Kind::BrokenResponse);
        QCOMPARE(run.result().outcome.error().detail,
                 u"its gzip body unpacks to more than 2000000 bytes and more than 40 times its "
                 "size"_s);
    }

    void stoppedWhileItDecodes_data()
    {
        QTest::addColumn<bool>("destroyed");
        QTest::newRow("cancelled") << false;
        QTest::newRow("destroyed") << true;
    }
    void stoppedWhileItDecodes()
    {
        QFETCH(bool, destroyed);
        serve(scriptServing("gzip"_ba, codedAs("gzip"_ba, QByteArray(1024 * 1024, 's'), 200)));
        TransferRun run(*m_transport, requestTo(url()));
        QSignalSpy heads(&run.transfer(), &Transfer::headArrived);
        QVERIFY(heads.wait(60'000));
        // Some turns of decoding, of which there are many.
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        QVERIFY(run.results.isEmpty());
        if (destroyed) {
            run.destroy();
        } else {
            run.transfer().cancel();
            QCOMPARE(kindName(run.result().outcome.error().kind), kindName(Kind::Cancelled));
        }
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(run.results.size(), destroyed ? 0 : 1);
    }

    void anAttemptThatTakesTooLongEndsWhileItDecodes()
    {
        serve(scriptServing("gzip"_ba, codedAs("gzip"_ba, QByteArray(1024 * 1024, 's'), 400)));
        TransferRun run(*m_transport, requestTo(url()),
                        TimeoutPolicy{.attempt = std::chrono::milliseconds(100)});
        RUN_TO_FAILURE(run, Kind::AttemptTimeout);
    }
};

QTEST_GUILESS_MAIN(TestBodyCodings)
#include "tst_bodycodings.moc"
