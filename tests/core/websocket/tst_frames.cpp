// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/frames.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestFrames : public QObject
{
    Q_OBJECT

    /// The payload of a frame of a client, read by what stands in it alone.
    static QByteArray unmasked(QByteArray frame, qsizetype head)
    {
        const QByteArray mask = frame.sliced(head, 4);
        QByteArray payload = frame.sliced(head + 4);
        for (qsizetype at = 0; at < payload.size(); ++at)
            payload[at] = char(payload[at] ^ mask[at % 4]);
        return payload;
    }

private Q_SLOTS:
    void theExamplesOfTheRfc()
    {
        // Section 5.7.
        QCOMPARE(
            maskedFrame(FrameKind::Text, "Hello", true, qFromBigEndian(0x37fa213dU)).toHex(' '),
            "81 85 37 fa 21 3d 7f 9f 4d 51 58"_ba);
        FrameReader reader(1000);
        const QByteArray sent = QByteArray::fromHex("010348656c"
                                                    "890548656c6c6f"
                                                    "80026c6f"
                                                    "8105"
                                                    "48656c6c6f");
        QByteArrayView bytes = sent;
        QCOMPARE(reader.next(bytes), (FramedMessage{FrameKind::Ping, "Hello"}));
        QCOMPARE(reader.next(bytes), (FramedMessage{FrameKind::Text, "Hello"}));
        QCOMPARE(reader.next(bytes), (FramedMessage{FrameKind::Text, "Hello"}));
        QVERIFY(!reader.next(bytes));
        QVERIFY(bytes.isEmpty());
        QVERIFY(!reader.fault());
    }

    void lengthsAreWrittenAsShortAsMayBe_data()
    {
        QTest::addColumn<qsizetype>("length");
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("nothing") << qsizetype(0) << "8280"_ba;
        QTest::newRow("the most of seven bits") << qsizetype(125) << "82fd"_ba;
        QTest::newRow("the least of sixteen") << qsizetype(126) << "82fe007e"_ba;
        QTest::newRow("the most of sixteen") << qsizetype(65535) << "82feffff"_ba;
        QTest::newRow("the least of all") << qsizetype(65536) << "82ff0000000000010000"_ba;
    }
    void lengthsAreWrittenAsShortAsMayBe()
    {
        QFETCH(const qsizetype, length);
        QFETCH(const QByteArray, head);
        QByteArray payload(length, Qt::Uninitialized);
        for (qsizetype at = 0; at < length; ++at)
            payload[at] = char(at * 7);
        const QByteArray frame = maskedFrame(FrameKind::Binary, payload, true, 0x01020304);
        QCOMPARE(frame.first(head.size() / 2).toHex(), head);
        QVERIFY(unmasked(frame, head.size() / 2) == payload);
    }

    void aMessageMayBeAsLargeAsIsSaidAndNoLarger()
    {
        FrameReader reader(10);
        QByteArrayView bytes("\x01\x04"
                             "abcd"
                             "\x80\x06"
                             "efghij");
        QCOMPARE(reader.next(bytes), (FramedMessage{FrameKind::Text, "abcdefghij"}));
        bytes = QByteArrayView("\x01\x04"
                               "abcd"
                               "\x80\x07"
                               "efghijk");
        QVERIFY(!reader.next(bytes));
        QCOMPARE(reader.fault()->code, 1009);
        QVERIFY2(reader.fault()->words.contains("more than 10 bytes"_L1),
                 qPrintable(reader.fault()->words));
    }

    void aTextThatIsNoneIsToldBeforeItsEnd()
    {
        FrameReader reader(1000);
        QByteArrayView bytes("\x01\x7d"
                             "ab\xff");
        QVERIFY(!reader.next(bytes));
        QCOMPARE(reader.fault(), (FrameFault{1007, u"a text is no UTF-8 at byte 3"_s}));
    }

    void aCharacterMayBeSplitByFrames()
    {
        FrameReader reader(1000);
        QByteArrayView bytes("\x01\x01\xc3\x80\x01\xa9");
        QCOMPARE(reader.next(bytes), (FramedMessage{FrameKind::Text, "\xc3\xa9"}));
    }

    void reasonsAreCutBetweenCharacters()
    {
        const QByteArray payload = closePayload(4001, QString(122, u'a') + u"\u00e9");
        QCOMPARE(payload.size(), 124);
        QVERIFY(payload.startsWith("\x0f\xa1"));
        QCOMPARE(closePayload(1000, {}), "\x03\xe8"_ba);
    }
};

QTEST_APPLESS_MAIN(TestFrames)
#include "tst_frames.moc"
