// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/headwatch.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <optional>

using namespace Recloser;

class TestHeadWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void tellsOfWhatHasNoEnd_data()
    {
        QTest::addColumn<bool>("hasAnother");
        QTest::addColumn<bool>("isTold");
        QTest::newRow("alone") << false << true;
        // It may be the other's: a download, a WebSocket.
        QTest::newRow("beside another to the port") << true << false;
    }

    void tellsOfWhatHasNoEnd()
    {
        QFETCH(const bool, hasAnother);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, server.serverPort());
        QTRY_VERIFY(server.hasPendingConnections());
        QTcpSocket *peer = server.nextPendingConnection();
        qint64 read = 0;
        connect(&client, &QTcpSocket::readyRead, this, [&] { read += client.readAll().size(); });
        std::optional<HeadWatch> other;
        if (hasAnother)
            other.emplace(server.serverPort(), nullptr);
        bool isTold = false;
        HeadWatch watch(server.serverPort(), [&isTold] { isTold = true; });
        watch.begin();
        QTest::qWait(250);
        QVERIFY(!isTold);
        const qint64 before = HeadWatch::receivedFrom(server.serverPort());
        peer->write(QByteArray(qsizetype(HeadWatch::largest) + 1'000'000, 'x'));
        QTRY_COMPARE_WITH_TIMEOUT(read, HeadWatch::largest + 1'000'000, 30'000);
        QCOMPARE(HeadWatch::receivedFrom(server.serverPort()) - before, read);
        QTest::qWait(250);
        QTEST(isTold, "isTold");
    }
};

QTEST_GUILESS_MAIN(TestHeadWatch)
#include "tst_headwatch.moc"
