// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/streams/eventstream.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// "type|data|id" of each.
QByteArrayList told(const QList<ServerEvent> &events)
{
    QByteArrayList all;
    for (const ServerEvent &event : events)
        all += event.type + '|' + event.data + '|' + event.lastEventId;
    return all;
}

QList<ServerEvent> readIn(EventStreamReader &reader, const QByteArray &stream, qsizetype step)
{
    QList<ServerEvent> events;
    for (qsizetype at = 0; at < stream.size(); at += step)
        events
            += reader.read(QByteArrayView(stream).sliced(at, std::min(step, stream.size() - at)));
    return events;
}

} // namespace

class TestEventStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void reads_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArrayList>("events");
        const auto row
            = [](const char *name, const QByteArray &stream, const QByteArrayList &events) {
                  QTest::newRow(name) << stream << events;
              };
        row("one line", "data: hello\n\n", {"message|hello|"});
        row("several lines", "data: YHOO\ndata: +2\ndata: 10\n\n", {"message|YHOO\n+2\n10|"});
        row("a comment, an id, an id that is taken back, a blank that stays",
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third "
            "event\n\n",
            {"message|first event|1", "message|second event|", "message| third event|"});
        row("lines of nothing, and what is not ended",
            "data\n\ndata\ndata\n\ndata:", {"message||", "message|\n|"});
        row("one blank is left out", "data:test\n\ndata: test\n\n",
            {"message|test|", "message|test|"});
        row("types", "event: add\ndata: 1\n\ndata: 2\n\n", {"add|1|", "message|2|"});
        row("a type without data", "event: add\n\ndata: 2\n\n", {"message|2|"});
        row("an id stays", "id: 7\ndata: 1\n\ndata: 2\n\n", {"message|1|7", "message|2|7"});
        row("an id with a NUL is none", QByteArray("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n", 31),
            {"message|a|1", "message|b|1"});
        row("an id without an event counts", "id: 3\n\ndata: a\n\n", {"message|a|3"});
        row("CR", "data: a\rdata: b\r\r", {"message|a\nb|"});
        row("CR LF", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", {"message|a\nb|", "message|c|"});
        row("mixed", "data: a\n\rdata: b\r\n\n", {"message|a|", "message|b|"});
        row("a byte order mark in front",
            "\xef\xbb\xbf"
            "data: a\n\n",
            {"message|a|"});
        row("only there",
            "\xef\xbb\xbf\xef\xbb\xbf"
            "data: a\n\ndata: b\n\n",
            {"message|b|"});
        row("unknown fields, and fields by their exact name",
            "Data: a\ndata : b\nfoo: c\ndata: d\n\n", {"message|d|"});
        row("colons in data", "data: {\"a\": 1}\n\n", {"message|{\"a\": 1}|"});
        row("what is not ended is dropped", "data: a\n\ndata: b\n", {"message|a|"});
        row("letters of other scripts", "event: é\ndata: ж\n\n", {"é|ж|"});
        row("nothing", "", {});
    }
    void reads()
    {
        QFETCH(const QByteArray, stream);
        for (const qsizetype step : {1, 2, 3, 5, 1000}) {
            EventStreamReader reader;
            QTEST(told(readIn(reader, stream, step)), "events");
        }
    }

    void waitsBeforeReconnections_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<qint64>("retry");
        QTest::newRow("digits") << "retry: 1500\n"_ba << qint64(1500);
        QTest::newRow("the last one") << "retry: 1\nretry:2\n"_ba << qint64(2);
        QTest::newRow("no digits alone") << "retry: 5s\n"_ba << qint64(-1);
        QTest::newRow("a sign") << "retry: -5\n"_ba << qint64(-1);
        QTest::newRow("nothing") << "retry\n"_ba << qint64(-1);
        QTest::newRow("more than anybody waits")
            << "retry: 99999999999999999999\n"_ba << qint64(999'999'999'999'999);
    }
    void waitsBeforeReconnections()
    {
        QFETCH(const QByteArray, stream);
        EventStreamReader reader;
        reader.read(stream);
        QTEST(qint64(reader.retry().value_or(-1ms).count()), "retry");
    }

    void anIdCountsFromTheBlankLineOn()
    {
        EventStreamReader reader;
        reader.read("id: 1\n\nid: 2\n");
        QCOMPARE(reader.lastEventId(), "1"_ba);
        reader.read("\n");
        QCOMPARE(reader.lastEventId(), "2"_ba);
        reader.read(": c\n:\n");
        QCOMPARE(reader.comments(), 2);
    }

    void eventsKnowTheirBytes()
    {
        for (const char *lineEnd : {"\n", "\r", "\r\n"}) {
            QByteArray stream = "data: a\n\n: note\nid: 1\ndata: b\n\ndata: c\n\n";
            stream.replace("\n", lineEnd);
            for (const qsizetype step : {1, 1000}) {
                EventStreamReader reader;
                const QList<ServerEvent> events = readIn(reader, stream, step);
                QCOMPARE(events.size(), 3);
                QCOMPARE(events[0].begin, 0);
                for (qsizetype i = 0; i < 3; ++i) {
                    // Where pieces are split between CR and LF, the LF is the next event's.
                    const qint64 end = i < 2 ? events[i + 1].begin : stream.size();
                    QVERIFY(events[i].end == end || events[i].end == end - 1);
                }
                QVERIFY(stream.sliced(events[1].begin).startsWith(": note"));
            }
        }
    }

    void memoryIsBounded()
    {
        EventStreamReader reader;
        const QByteArray piece(1'000'000, 'x');
        reader.read("data: ");
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 40; ++i)
            reader.read(piece);
        const QList<ServerEvent> events = reader.read("\n\ndata: next\n\n");
        QVERIFY2(clock.elapsed() < 20'000, "must be linear");
        QCOMPARE(events.size(), 2);
        QVERIFY(events[0].isCut);
        QVERIFY(events[0].data.size() <= EventStreamReader::longestEvent);
        QVERIFY(!events[1].isCut);
        QCOMPARE(events[1].data, "next"_ba);
    }
};

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
