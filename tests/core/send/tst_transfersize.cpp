// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/resolve.h"
#include "tests/core/send/codedbodies.h"
#include "tests/core/send/serverprocess.h"
#include "tests/core/send/transferrun.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// Size of the bodies; RECLOSER_LARGE_MIB=1024 for the long form, whose uploads are half of that.
qint64 largeSize()
{
    const int mebibytes = qEnvironmentVariableIntValue("RECLOSER_LARGE_MIB");
    return (mebibytes > 0 ? mebibytes : 256) * 1024LL * 1024;
}

qint64 statusKibibytes(QByteArrayView name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QFile::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.sliced(name.size()).simplified().split(' ').first().toLongLong();
    }
    return 0;
}

/// The most resident memory a stretch of work adds, as the kernel keeps it.
class MemoryPeak
{
public:
    MemoryPeak()
    {
        // Sets the high-water mark to what is in use now (proc(5)).
        QFile reset(u"/proc/self/clear_refs"_s);
        m_works = reset.open(QFile::WriteOnly | QFile::Unbuffered) && reset.write("5") == 1;
        m_before = statusKibibytes("VmRSS:");
    }
    qint64 added() const { return (statusKibibytes("VmHWM:") - m_before) * 1024; }
    bool works() const
    {
#if defined(__SANITIZE_ADDRESS__)
        // Freed memory waits in quarantine there, so the amount says nothing.
        return false;
#else
        return m_works && m_before > 0;
#endif
    }

private:
    qint64 m_before = 0;
    bool m_works = false;
};

constexpr qint64 allowed = 64LL * 1024 * 1024;

QByteArray scriptOf(const QByteArray &step)
{
    return R"({"log": false, "routes": [{"path": "*", "sequence": [)" + step + "]}]}";
}

void tell(const char *what, qint64 bytes, const MemoryPeak &memory, const TransferRun &run)
{
    const auto seconds = std::chrono::duration<double>(run.result().timings.total).count();
    qInfo("%s %lld MiB: %.1f MiB of memory more at most, %.2f s, %.0f MB/s", what, bytes >> 20,
          double(memory.added()) / 1048576.0, seconds, double(bytes) / 1e6 / seconds);
}

} // namespace

class TestTransferSize : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_sparse;

private Q_SLOTS:
    void initTestCase()
    {
        m_sparse = m_folder.filePath(u"sparse"_s);
        QFile file(m_sparse);
        QVERIFY(file.open(QFile::WriteOnly));
        QVERIFY(file.resize(largeSize() / 2));
    }
    void init() { QTest::failOnWarning(); }

    void aLargeDownloadNeedsLittleMemory_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QByteArray>("framing");
        QTest::newRow("with a length") << largeSize() << QByteArray();
        QTest::newRow("in chunks") << largeSize() / 4 << R"(, "chunked": true)"_ba;
        QTest::newRow("until the connection closes")
            << largeSize() / 4 << R"(, "until_close": true)"_ba;
    }
    void aLargeDownloadNeedsLittleMemory()
    {
        QFETCH(qint64, size);
        QFETCH(QByteArray, framing);
        const ServerProcess server(scriptOf(R"({"status": 200, "body_size": )"
                                            + QByteArray::number(size) + framing + '}'));
        QVERIFY(server.isRunning());
        NetworkTransport transport;
        const MemoryPeak memory;
        TransferRun run(transport, requestTo(server.url(u"/"_s)),
                        TimeoutPolicy{.attempt = std::nullopt});
        run.wait(std::chrono::minutes(4));
        RUN_TO_RESPONSE(run);
        tell("received", size, memory, run);
        const ResponseBody &body = run.response().body;
        QCOMPARE(body.size, size);
        QVERIFY(body.isInFile());
        QCOMPARE(QFileInfo(body.filePath()).size(), size);
        if (memory.works())
            QVERIFY(memory.added() < allowed);
    }

    void aBodyThatUnpacksToMuchNeedsLittleMemory_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<QByteArray>("framing");
        for (const QByteArray coding : {"gzip", "deflate", "br", "zstd"})
            QTest::newRow(coding.constData()) << coding << ", \"chunked\": true"_ba;
        QTest::newRow("gzip with a length") << "gzip"_ba << QByteArray();
    }
    void aBodyThatUnpacksToMuchNeedsLittleMemory()
    {
        QFETCH(QByteArray, coding);
        QFETCH(QByteArray, framing);
        const QByteArray body
            = codedAs(coding, QByteArray(1024 * 1024, '\0'), int(largeSize() >> 20));
        const ServerProcess server(scriptServing(coding, body, framing));
        QVERIFY(server.isRunning());
        NetworkTransport transport;
        const MemoryPeak memory;
        TransferRun run(transport, requestTo(server.url(u"/"_s)),
                        TimeoutPolicy{.attempt = std::nullopt});
        run.wait(std::chrono::minutes(4));
        RUN_TO_RESPONSE(run);
        tell("unpacked", largeSize(), memory, run);
        QCOMPARE(run.response().body.size, largeSize());
        QCOMPARE(run.response().body.transferredSize.value_or(-1), body.size());
        QCOMPARE(QFileInfo(run.response().body.filePath()).size(), largeSize());
        if (memory.works())
            QVERIFY(memory.added() < allowed);
    }

    void aLargeUploadNeedsLittleMemory_data()
    {
        QTest::addColumn<Body>("body");
        Body file{.kind = Body::Kind::File};
        file.filePath = m_sparse;
        QTest::newRow("one file as it is") << file;
        Body parts{.kind = Body::Kind::Multipart};
        parts.parts = {{.name = u"note"_s, .value = u"text"_s},
                       {.name = u"a"_s, .value = m_sparse, .isFile = true},
                       {.name = u"b"_s, .value = m_sparse, .isFile = true}};
        QTest::newRow("a form with two files") << parts;
    }
    void aLargeUploadNeedsLittleMemory()
    {
        QFETCH(Body, body);
        const ServerProcess server(scriptOf(R"({"status": 200, "echo": true})"));
        QVERIFY(server.isRunning());
        RequestSpec spec{.method = u"PUT"_s, .url = server.url(u"/"_s).toString()};
        spec.body = body;
        const auto request = resolve(spec, {});
        QVERIFY(request.has_value());
        const qint64 size = request->bodySize();
        QVERIFY(size >= largeSize() / 2 * (body.parts.isEmpty() ? 1 : 2));
        NetworkTransport transport;
        const MemoryPeak memory;
        TransferRun run(transport, *request, TimeoutPolicy{.attempt = std::nullopt});
        run.wait(std::chrono::minutes(4));
        RUN_TO_RESPONSE(run);
        tell("sent", size, memory, run);
        const auto echo = QJsonDocument::fromJson(run.response().body.bytes).object();
        QCOMPARE(echo["body_size"_L1].toInteger(), size);
        QVERIFY(!run.progress.isEmpty());
        QCOMPARE(run.progress.first().sendTotal, size);
        QVERIFY(run.result().timings.sent.has_value());
        if (memory.works())
            QVERIFY(memory.added() < allowed);
    }

    void whatIsSentIsTheFile()
    {
        const ServerProcess server(scriptOf(R"({"status": 200, "echo": true})"));
        QVERIFY(server.isRunning());
        QFile file(m_folder.filePath(u"body"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        const QByteArray content = generatedBytes(0, 3'333'333);
        QCOMPARE(file.write(content), content.size());
        file.close();
        ResolvedRequest request = requestTo(server.url(u"/"_s), "POST"_ba);
        request.body = {{"<"_ba, {}, 1},
                        {{}, file.fileName(), content.size()},
                        {"|"_ba, {}, 1},
                        {{}, file.fileName(), content.size()},
                        {">"_ba, {}, 1}};
        NetworkTransport transport;
        TransferRun run(transport, request);
        RUN_TO_RESPONSE(run);
        const QByteArray sent = '<' + content + '|' + content + '>';
        QVERIFY(run.response().body.bytes.contains(
            QCryptographicHash::hash(sent, QCryptographicHash::Sha256).toHex()));
    }
};

RECLOSER_SERVING_TEST_MAIN(TestTransferSize)
#include "tst_transfersize.moc"
