// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "tests/core/send/transferrun.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTimer>

#include <unistd.h>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// Bytes of the test bodies; RECLOSER_LARGE_MIB=1024 for the long form.
qint64 largeSize()
{
    const int mebibytes = qEnvironmentVariableIntValue("RECLOSER_LARGE_MIB");
    return (mebibytes > 0 ? mebibytes : 96) * 1024LL * 1024;
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QFile::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

#if defined(__SANITIZE_ADDRESS__)
// Freed memory waits in quarantine there, so the amount says nothing.
constexpr bool memoryIsMeasured = false;
#else
constexpr bool memoryIsMeasured = true;
#endif

} // namespace

class TestNetworkTransportLarge : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FaultServer> m_server;

    void serve(const QByteArray &step)
    {
        const auto script = parseFaultScript(
            R"({"log": false, "routes": [{"path": "*", "sequence": [)" + step + "]}]}");
        QVERIFY2(script.has_value(), script ? "" : qPrintable(script.error().message));
        m_server = std::make_unique<FaultServer>(*script);
        QVERIFY(m_server->listen().has_value());
    }
    /// The most memory that was added while it ran.
    static qint64 growthOf(TransferRun &run)
    {
        const qint64 before = residentBytes();
        qint64 most = 0;
        QTimer sampler;
        QObject::connect(&sampler, &QTimer::timeout, &sampler,
                         [&] { most = std::max(most, residentBytes() - before); });
        sampler.start(std::chrono::milliseconds(20));
        run.wait(std::chrono::minutes(4));
        return most;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aLargeDownloadNeedsLittleMemory_data()
    {
        QTest::addColumn<QByteArray>("framing");
        QTest::newRow("with a length") << QByteArray();
        QTest::newRow("in chunks") << R"(, "chunked": true)"_ba;
    }
    void aLargeDownloadNeedsLittleMemory()
    {
        QFETCH(QByteArray, framing);
        serve(R"({"status": 200, "body_size": )" + QByteArray::number(largeSize()) + framing + '}');
        NetworkTransport transport;
        TransferRun run(transport, requestTo(m_server->url(u"/"_s)),
                        TimeoutPolicy{.attempt = std::nullopt});
        const qint64 growth = growthOf(run);
        RUN_TO_RESPONSE(run);
        qInfo("%lld MiB received, %lld KiB of memory more, %lld ms", largeSize() >> 20,
              growth >> 10, static_cast<long long>(run.result().timings.total.count() / 1000));
        QCOMPARE(run.response().body.size, largeSize());
        QCOMPARE(QFileInfo(run.response().body.filePath()).size(), largeSize());
        if (memoryIsMeasured)
            QVERIFY2(growth < 64LL * 1024 * 1024, QByteArray::number(growth).constData());
    }

    void aLargeUploadNeedsLittleMemory()
    {
        serve(R"({"status": 200, "echo": true})");
        QTemporaryDir folder;
        QFile file(folder.filePath(u"sparse"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        QVERIFY(file.resize(largeSize()));
        file.close();
        ResolvedRequest request = requestTo(m_server->url(u"/"_s), "PUT"_ba);
        request.body = {{"head"_ba, {}, 4}, {{}, file.fileName(), largeSize()}, {"tail"_ba, {}, 4}};
        NetworkTransport transport;
        TransferRun run(transport, request, TimeoutPolicy{.attempt = std::nullopt});
        const qint64 growth = growthOf(run);
        RUN_TO_RESPONSE(run);
        qInfo("%lld MiB sent, %lld KiB of memory more, %lld ms", largeSize() >> 20, growth >> 10,
              static_cast<long long>(run.result().timings.total.count() / 1000));
        QVERIFY(run.response().body.bytes.contains(QByteArray::number(largeSize() + 8)));
        QVERIFY(!run.progress.isEmpty());
        QCOMPARE(run.progress.first().sendTotal, largeSize() + 8);
        QVERIFY(run.result().timings.sent.has_value());
        if (memoryIsMeasured)
            QVERIFY2(growth < 64LL * 1024 * 1024, QByteArray::number(growth).constData());
    }

    void whatIsSentIsTheFile()
    {
        serve(R"({"status": 200, "echo": true})");
        QTemporaryDir folder;
        QFile file(folder.filePath(u"body"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        const QByteArray content = generatedBytes(0, 3'333'333);
        file.write(content);
        file.close();
        ResolvedRequest request = requestTo(m_server->url(u"/"_s), "POST"_ba);
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

QTEST_GUILESS_MAIN(TestNetworkTransportLarge)
#include "tst_networktransportlarge.moc"
