// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/messagelog.h"

#include <QFile>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using From = SocketMessage::From;
using Kind = SocketMessage::Kind;

namespace {

QByteArray lineNumber(int number, qsizetype size = 5)
{
    return conversationLine({number % 2 ? From::Client : From::Server, Kind::Text, number * 1us,
                             QByteArray::number(number).leftJustified(size, 'x')});
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    // Pages of mapped files are the system's, and it may take them back.
    for (const QList<QByteArray> lines = file.readAll().split('\n');
         const QByteArray &line : lines) {
        if (line.startsWith("Anonymous:"))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return -1;
}

} // namespace

class TestMessageLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesMayBeSplitAnywhere()
    {
        const QByteArray lines = lineNumber(0) + lineNumber(1) + lineNumber(2);
        for (qsizetype split = 0; split <= lines.size(); ++split) {
            MessageLog log;
            log.append(lines.first(split));
            log.append(lines.sliced(split));
            QCOMPARE(log.total(), 3);
            QCOMPARE(log.content(0), "0xxxx"_ba);
            QCOMPARE(log.content(1), "1xxxx"_ba);
            QCOMPARE(log.content(2), "2xxxx"_ba);
            QCOMPARE(log.entry(1).at, 1us);
            QCOMPARE(log.entry(1).from, From::Client);
            QCOMPARE(log.entry(2).size, 5U);
        }
    }

    void whatIsNoLineIsShownAsItIs()
    {
        MessageLog log;
        log.append("{\"at\":***\n");
        QCOMPARE(log.content(0), "{\"at\":***\n"_ba);
    }

    void largeContentsAreReadFromTheDisk()
    {
        MessageLog log;
        constexpr qsizetype size = 300'000;
        for (int i = 0; i < 20; ++i) {
            log.append(lineNumber(i, size));
            // Looked at while more of them come.
            QCOMPARE(log.content(i / 2, 2).first(1), QByteArray::number(i / 2).first(1));
        }
        for (int i = 0; i < 20; ++i)
            QCOMPARE(log.content(i), QByteArray::number(i).leftJustified(size, 'x'));
        QVERIFY(!log.error());
    }

    void aBodyIsReadInSlices()
    {
        QByteArray lines;
        for (int i = 0; i < 1000; ++i)
            lines += lineNumber(i, 20);
        MessageLog log{HeldBytes(lines)};
        int slices = 1;
        while (log.readOn(4096))
            ++slices;
        QVERIFY(slices > 10);
        QCOMPARE(log.total(), 1000);
        QCOMPARE(log.content(999, 3).first(3), "999"_ba);
        QCOMPARE(log.entry(999).at, 999us);
    }

    void aBodyMayEndWithoutALineFeed()
    {
        MessageLog log{HeldBytes(lineNumber(1).chopped(1))};
        QVERIFY(!log.readOn(1 << 20));
        QCOMPARE(log.content(0), "1xxxx"_ba);
    }

    void aMillionMessagesStaySmall()
    {
        const qint64 before = residentBytes();
        QVERIFY(before > 0);
        MessageLog log;
        QByteArray piece;
        for (int i = 0; i < 1'000'000; ++i) {
            piece += lineNumber(i, 100);
            if (piece.size() > 64'000)
                log.append(std::exchange(piece, {}));
        }
        log.append(piece);
        QCOMPARE(log.total(), 1'000'000);
        QCOMPARE(log.content(987'654).first(6), "987654"_ba);
        QCOMPARE(log.content(3).first(1), "3"_ba);
        const qint64 grown = residentBytes() - before;
        qInfo("%lld MB for a million messages", qlonglong(grown / 1'000'000));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they keep what is freed
        QVERIFY2(grown < 60'000'000, qPrintable(QString::number(grown)));
#endif
    }
};

QTEST_GUILESS_MAIN(TestMessageLog)
#include "tst_messagelog.moc"
