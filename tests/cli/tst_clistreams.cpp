// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QByteArray scriptOf(const QByteArrayList &steps)
{
    return "{\"routes\": [{\"path\": \"*\", \"sequence\": [" + steps.join(',') + "]}]}";
}

/// An answer with this body, as it stands in JSON.
QByteArray streamOf(const QByteArray &body, const QByteArray &more = {})
{
    return "{\"headers\": {\"Content-Type\": \"text/event-stream\"}, \"body\": \"" + body + "\""
        + more + "}";
}

const QByteArray twoEvents
    = scriptOf({streamOf("id: 1\\ndata: {\\\"n\\\": 1}\\n\\nevent: end\\ndata: two\\n\\n")});
const QByteArray endless = scriptOf(
    {streamOf("data: one\\n\\ndata: two\\n\\n", ", \"fault\": \"stall\", \"after\": 11")});
const QByteArray resumed = scriptOf({streamOf("retry: 10\\nid: 1\\ndata: a\\n\\n"),
                                     streamOf("id: 2\\ndata: b\\n\\n"), "{\"status\": 204}"});

} // namespace

/// Answers that come bit by bit.
class TestCliStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aStreamIsPrintedOnceAsItIs()
    {
        const auto server = serve(twoEvents);
        const Ended ended = Program().run({u"send"_s, server->url(u"/a"_s).toString()});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.out, "id: 1\ndata: {\"n\": 1}\n\nevent: end\ndata: two\n\n"_ba);
    }

    void jsonHasALineForEachEvent()
    {
        const auto server = serve(twoEvents);
        const Ended ended
            = Program().run({u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s});
        COMPARE_CODE(ended, Done);
        const QList<QJsonObject> lines = ended.jsonLines();
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0][u"event"].toString(), u"message"_s);
        QCOMPARE(lines[0][u"data"].toString(), u"{\"n\": 1}"_s);
        QCOMPARE(lines[0][u"id"].toString(), u"1"_s);
        QCOMPARE(lines[1][u"event"].toString(), u"end"_s);
        QCOMPARE(lines[1][u"id"].toString(), u"1"_s);
        QVERIFY(lines[0].contains(u"received_ms"_s));
        QCOMPARE(lines[2][u"outcome"].toString(), u"success"_s);
        QVERIFY(lines[2][u"payload"].toString().endsWith(u"data: two\n\n"_s));
    }

    void whatComesIsThereAtOnceAndCtrlCEndsIt()
    {
        const auto server = serve(endless);
        Program program;
        program.start({u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s});
        QVERIFY(program.waitForOutput("\"one\""));
        QVERIFY(program.send(SIGINT));
        const Ended ended = program.end();
        QCOMPARE(ended.signal, SIGINT);
        const QList<QJsonObject> lines = ended.jsonLines();
        QCOMPARE(lines.size(), 2);
        // What came is the answer, and not an error.
        QCOMPARE(lines[1][u"outcome"].toString(), u"success"_s);
        QCOMPARE(lines[1][u"payload"].toString(), u"data: one\n\n"_s);
    }

    void whatIsBrokenOffSaysSo()
    {
        const auto server = serve(scriptOf({streamOf("data: one\\n\\ndata: two\\n\\n",
                                                     ", \"fault\": \"truncate\", \"after\": 11")}));
        Program program;
        const Ended ended = program.run({u"send"_s, server->url(u"/a"_s).toString()});
        COMPARE_CODE(ended, Exception);
        QCOMPARE(ended.out, "data: one\n\n"_ba);
        QVERIFY2(ended.err.contains("the stream was broken off"), ended.err.constData());
        const Ended json = program.run({u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s});
        COMPARE_CODE(json, Exception);
        QCOMPARE(json.jsonLines().last()[u"broken_off"][u"kind"].toString(), u"connection-reset"_s);
        const Ended kept = program.run({u"history"_s, u"show"_s, u"1"_s});
        COMPARE_CODE(kept, Done);
        QVERIFY2(kept.out.contains("broken off: "), kept.out.constData());
    }

    void reconnectsOnlyWhenAsked()
    {
        const auto once = serve(resumed);
        COMPARE_CODE(Program().run({u"send"_s, once->url(u"/a"_s).toString()}), Done);
        QCOMPARE(once->receivedCount(), 1);
        const auto server = serve(resumed);
        const Ended ended = Program().run(
            {u"send"_s, server->url(u"/a"_s).toString(), u"--reconnect"_s, u"-q"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.out, "retry: 10\nid: 1\ndata: a\n\nid: 2\ndata: b\n\n"_ba);
        QCOMPARE(server->receivedCount(), 3);
        QCOMPARE(headerOf(server->received()[0], "Last-Event-ID"), QByteArray());
        QCOMPARE(headerOf(server->received()[1], "Last-Event-ID"), "1"_ba);
        QCOMPARE(headerOf(server->received()[2], "Last-Event-ID"), "2"_ba);
        COMPARE_CODE(Program().run({u"send"_s, server->url(u"/a"_s).toString(), u"--reconnect"_s,
                                    u"--repeat"_s, u"2"_s}),
                     Usage);
    }

    void theDeadlineEndsAStreamWithWhatHasCome()
    {
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200,
            "headers": {"Content-Type": "text/event-stream"},
            "body": "data: a\n\ndata: b\n\n", "fault": "stall", "after": 9}]}]})");
        Program program;
        const Ended ended = program.run({u"send"_s, server->url(u"/a"_s).toString(),
                                         u"--reconnect"_s, u"--deadline"_s, u"1s"_s});
        COMPARE_CODE(ended, Exception);
        QCOMPARE(ended.out, "data: a\n\n"_ba);
        QVERIFY2(ended.err.contains("broken off: deadline-exceeded"), ended.err.constData());
        QVERIFY2(ended.err.contains("after 9 bytes of the body"), ended.err.constData());
        QCOMPARE(server->receivedCount(), 1);
        const Ended kept = program.run({u"history"_s, u"show"_s, u"1"_s});
        QVERIFY2(kept.out.contains("data: a"), kept.out.constData());
    }

    void theFileHasTheWholeStream()
    {
        const auto server = serve(twoEvents);
        Program program;
        const Ended ended = program.run(
            {u"send"_s, server->url(u"/a"_s).toString(), u"-o"_s, u"events"_s, u"-q"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.out, QByteArray());
        QCOMPARE(QFileInfo(program.profile() + u"/events"_s).size(), 44);
    }
};

QTEST_GUILESS_MAIN(TestCliStreams)
#include "tst_clistreams.moc"
