// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "tests/core/send/transferrun.h"

#include <QtEndian>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

namespace {

QByteArray littleEndian(quint32 number, qsizetype bytes)
{
    number = qToLittleEndian(number);
    return QByteArray(reinterpret_cast<const char *>(&number), sizeof number).first(bytes);
}

/// A frame of `size` times `byte` in run-length blocks (RFC 8878 section 3.1.1).
QByteArray zstdOf(char byte, quint32 size)
{
    QByteArray frame = QByteArray::fromHex("28b52ffda0") + littleEndian(size, 4);
    while (size > 0) {
        const quint32 block = std::min(size, 0x20000U);
        size -= block;
        frame += littleEndian(block << 3 | 1U << 1 | (size == 0), 3) + byte;
    }
    return frame;
}

/// A stream of bytes that are not compressed (RFC 7932 section 9.2), in pieces of 64 KiB.
QByteArray brotliOf(const QByteArray &bytes)
{
    QByteArray stream;
    // The size of the window comes before the first piece and takes one bit.
    int shift = 1;
    for (qsizetype from = 0; from < bytes.size(); from += 0x10000) {
        const QByteArray piece
            = bytes.sliced(from, std::min(bytes.size() - from, qsizetype(0x10000)));
        stream += littleEndian((quint32(piece.size() - 1) << 3 | 1U << 19) << shift, 3) + piece;
        shift = 0;
    }
    return stream + '\x03';
}

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
    QUrl url(const QString &path) const { return m_server->url(path); }
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

    void moreCodings_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<QByteArray>("coded");
        QTest::addColumn<QByteArray>("plain");
        const QByteArray some = generatedBytes(0, 500);
        const QByteArray much = generatedBytes(0, 1'500'000);
        QTest::newRow("a little br") << "br"_ba << brotliOf(some) << some;
        QTest::newRow("br to a file") << "br"_ba << brotliOf(much) << much;
        QTest::newRow("a little zstd") << "zstd"_ba << zstdOf('z', 500) << QByteArray(500, 'z');
        QTest::newRow("zstd to a file")
            << "zstd"_ba << zstdOf('z', 1'500'000) << QByteArray(1'500'000, 'z');
    }
    void moreCodings()
    {
        QFETCH(QByteArray, coding);
        QFETCH(QByteArray, coded);
        QFETCH(QByteArray, plain);
        const QByteArray head = "{\"routes\": [{\"path\": \"*\", \"sequence\": [{\"status\": 200, "
                                "\"headers\": {\"Content-Encoding\": \""
            + coding + "\"}, \"body_base64\": \"" + coded.toBase64();
        serve(head + "\"}]}]}");
        TransferRun run(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_RESPONSE(run);
        QVERIFY(contentOf(run.response().body) == plain);
        QCOMPARE(run.response().body.size, plain.size());
        QCOMPARE(run.response().body.transferredSize.value_or(-1), coded.size());
        serve(head + "\", \"chunked\": true}]}]}");
        TransferRun chunked(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_RESPONSE(chunked);
        QVERIFY(contentOf(chunked.response().body) == plain);
        QVERIFY(!chunked.response().body.transferredSize);
    }

    void codings_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<bool>("chunked");
        QTest::newRow("gzip with a length") << "gzip"_ba << false;
        QTest::newRow("deflate with a length") << "deflate"_ba << false;
        QTest::newRow("gzip in chunks") << "gzip"_ba << true;
    }
    void codings()
    {
        QFETCH(QByteArray, coding);
        QFETCH(bool, chunked);
        // Quotes and brackets next to each other in a raw string confuse moc.
        const QByteArray framing = chunked ? R"(, "chunked": true)"_ba : QByteArray();
        serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body_size": 500000)"
              + framing + ", \"encoding\": \"" + coding + "\"}]}]}");
        TransferRun run(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_RESPONSE(run);
        QVERIFY(run.response().body.bytes == generatedBytes(0, 500'000));
        QCOMPARE(run.response().body.size, 500'000);
        QCOMPARE(headerValue(run.response().headers, "content-encoding"), coding);
        const auto transferred = run.response().body.transferredSize;
        if (chunked)
            QVERIFY(!transferred);
        else
            QVERIFY(transferred && *transferred > 100 && *transferred < 400'000);

        // Whoever asks for a coding gets what was sent.
        TransferRun raw(*m_transport,
                        requestTo(url(u"/"_s), "GET"_ba, {{"Accept-Encoding"_ba, coding}}));
        RUN_TO_RESPONSE(raw);
        QVERIFY(raw.response().body.size < 400'000);
        QCOMPARE(raw.response().body.transferredSize.value_or(-1), raw.response().body.size);
    }

    void aBrokenCodingIsABrokenResponse()
    {
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"status": 200, "headers": {"Content-Encoding": "gzip"}, "body": "no gzip at all"}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_FAILURE(run, Kind::BrokenResponse);
    }
};

QTEST_GUILESS_MAIN(TestBodyCodings)
#include "tst_bodycodings.moc"
