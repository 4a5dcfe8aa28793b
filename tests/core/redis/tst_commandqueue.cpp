// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/commandqueue.h"

#include <QTest>

using namespace Recloser;
using std::chrono::milliseconds;
using time_point = CommandQueue::time_point;

namespace {

const time_point start{std::chrono::hours(1)};

PendingCommand pending(int deadline, int headLimit = 2000, int *calls = nullptr)
{
    PendingCommand command;
    command.needsContext = false;
    command.callback = [calls](const RedisReply &) {
        if (calls)
            ++*calls;
    };
    command.deadline = start + milliseconds(deadline);
    command.headLimit = milliseconds(headLimit);
    command.bytes = 10;
    return command;
}

} // namespace

class TestCommandQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void theHeadIsTimedFromItsWritingOrFromBecomingHead()
    {
        CommandQueue queue;
        queue.add(pending(250));
        QVERIFY(!queue.headDue());
        queue.markWritten(start);
        queue.add(pending(5000));
        queue.markWritten(start + milliseconds(100));
        QCOMPARE(queue.headDue(), start + milliseconds(2000));
        QVERIFY(queue.takeHead(start + milliseconds(1500)).written == start);
        QCOMPARE(queue.headDue(), start + milliseconds(3500));
        QVERIFY(queue.takeHead(start + milliseconds(1600)).written == start + milliseconds(100));
        QVERIFY(!queue.headDue());
        queue.add(pending(9000));
        queue.markWritten(start + milliseconds(7000));
        QCOMPARE(queue.headDue(), start + milliseconds(9000));
    }

    void anOverdueCommandIsAnsweredButKeepsItsPlace()
    {
        int calls = 0;
        CommandQueue queue;
        queue.add(pending(250, 2000, &calls));
        queue.add(pending(1000, 2000, &calls));
        queue.markWritten(start);
        QCOMPARE(queue.nextDue(), start + milliseconds(250));
        auto overdue = queue.takeOverdue(start + milliseconds(250));
        QCOMPARE(overdue.size(), 1);
        overdue[0].deliver(RespValue{});
        QCOMPARE(calls, 1);
        QCOMPARE(queue.size(), 2);
        QCOMPARE(queue.nextDue(), start + milliseconds(1000));
        queue.takeHead(start).deliver(RespValue{});
        QCOMPARE(calls, 1);
        queue.takeHead(start).deliver(RespValue{});
        QCOMPARE(calls, 2);
    }

    void bytesAreCounted()
    {
        CommandQueue queue;
        queue.add(pending(1));
        queue.add(pending(1));
        QCOMPARE(queue.bytes(), 20);
        queue.takeHead(start);
        QCOMPARE(queue.bytes(), 10);
        QCOMPARE(queue.takeAll().size(), 1);
        QCOMPARE(queue.bytes(), 0);
        QVERIFY(queue.isEmpty());
        QVERIFY(!queue.nextDue());
    }

    void nothingIsDeliveredToTheDead()
    {
        int calls = 0;
        PendingCommand command = pending(1, 1, &calls);
        command.needsContext = true;
        {
            const QObject context;
            command.context = &context;
            QVERIFY(command.isWanted());
        }
        QVERIFY(!command.isWanted());
        command.deliver(RespValue{});
        QCOMPARE(calls, 0);
    }
};

QTEST_GUILESS_MAIN(TestCommandQueue)
#include "tst_commandqueue.moc"
