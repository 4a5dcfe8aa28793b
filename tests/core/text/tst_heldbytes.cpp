// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/growingbytes.h"
#include "core/text/heldbytes.h"
#include "core/text/mappedrange.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 big = 32 * 1024 * 1024;

/// Of this process's memory, what comes from the file; in bytes.
qint64 residentOf(const QString &path)
{
    QFile file(u"/proc/self/smaps"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    bool isOurs = false;
    qint64 sum = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Rss:") && isOurs)
            sum += line.mid(4).trimmed().split(' ').first().toLongLong() * 1024;
        else if (line.contains('-') && line.contains(" r"))
            isOurs = line.endsWith(path.toUtf8());
    }
    return sum;
}

qint64 sumOf(QByteArrayView bytes)
{
    qint64 sum = 0;
    for (qsizetype i = 0; i < bytes.size(); i += 512)
        sum += bytes[i];
    return sum;
}

} // namespace

class HeldBytesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(); }

    void init()
    {
        m_path = m_folder.filePath(u"body"_s);
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(QByteArray(big, 'x')), big);
    }

    void aFileIsMappedNotRead()
    {
        const auto held = HeldBytes::ofFile(m_path);
        QVERIFY(held);
        QCOMPARE(held->size(), big);
        QCOMPARE_LT(residentOf(m_path), 1'000'000);
        QCOMPARE(sumOf(held->view()), big / 512 * 'x');
        QCOMPARE_GE(residentOf(m_path), big * 9 / 10);
        held->release(0, big);
        QCOMPARE_LT(residentOf(m_path), 1'000'000);
        QCOMPARE(held->view()[big / 2], 'x');
    }

    void aPartKeepsTheWhole()
    {
        HeldBytes part;
        {
            const auto held = HeldBytes::ofFile(m_path);
            QVERIFY(held);
            part = held->from(big - 3).first(2);
        }
        QCOMPARE(part.view(), "xx");
        const HeldBytes inMemory = HeldBytes(QByteArray(5, 'y')).from(1);
        QCOMPARE(inMemory.view(), "yyyy");
    }

    void whatIsNotThereIsTold()
    {
        const auto held = HeldBytes::ofFile(m_folder.filePath(u"none"_s));
        QVERIFY(!held);
        QCOMPARE(held.error().kind, StoreError::Kind::NotFound);
    }

    void anEmptyFileHasNoBytes()
    {
        QVERIFY(QFile::resize(m_path, 0));
        const auto held = HeldBytes::ofFile(m_path);
        QVERIFY(held);
        QCOMPARE(held->size(), 0);
        QVERIFY(!held->view().isNull());
    }

    /// Only what was looked at of late stays in memory.
    void placesLookedAtInPassingAreForgotten()
    {
        const auto held = HeldBytes::ofFile(m_path);
        QVERIFY(held);
        PassingLook look;
        qint64 most = 0;
        for (qint64 place = 0; place + 4096 < big; place += 300'000) {
            look.at(*held, place);
            QCOMPARE(sumOf(held->view().sliced(place, 4096)), 8 * 'x');
            most = std::max(most, residentOf(m_path));
        }
        QCOMPARE_LT(most, big / 3);
        QCOMPARE_GT(most, 0);
    }

    void placesSideBySideStay()
    {
        const auto held = HeldBytes::ofFile(m_path);
        QVERIFY(held);
        PassingLook look;
        for (int round = 0; round < 100; ++round) {
            look.at(*held, round * 2'000);
            QCOMPARE(held->view()[round * 2'000], 'x');
        }
        QCOMPARE_GE(residentOf(m_path), 190'000);
    }

    /// It was the end of the program.
    void aFileThatIsCutShortIsReadAsZeros()
    {
        const auto held = HeldBytes::ofFile(m_path);
        const auto other = HeldBytes::ofFile(m_path);
        QVERIFY(held && other);
        QVERIFY(QFile::resize(m_path, 10'000));
        QCOMPARE(held->view()[9'999], 'x');
        QCOMPARE(held->view()[10'000], '\0');
        QCOMPARE(held->view()[big - 1], '\0');
        QCOMPARE(sumOf(held->view()), 20 * 'x');
        held->release(0, big);
        QCOMPARE(sumOf(held->view()), 20 * 'x');
        QCOMPARE(sumOf(other->view()), 20 * 'x');
    }

    void aRangeKnowsItsDamage()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const uchar *bytes = file.map(0, big);
        QVERIFY(bytes);
        {
            const MappedRange range(bytes, big);
            QCOMPARE(bytes[big - 1], uchar('x'));
            QVERIFY(!range.isDamaged());
            QVERIFY(file.resize(1));
            QCOMPARE(bytes[big - 1], uchar(0));
            QVERIFY(range.isDamaged());
        }
        // A new range in the same place has its own story.
        QVERIFY(!MappedRange(bytes, 1).isDamaged());
    }

    /// More than are known at a time are still mapped.
    void manyRangesComeAndGo()
    {
        std::vector<HeldBytes> all;
        for (int i = 0; i < MappedRange::most + 20; ++i) {
            auto held = HeldBytes::ofFile(m_path);
            QVERIFY(held);
            all.push_back(std::move(*held));
        }
        QCOMPARE(all.back().view()[0], 'x');
        all.clear();
        const auto held = HeldBytes::ofFile(m_path);
        QVERIFY(held && QFile::resize(m_path, 1));
        QCOMPARE(held->view()[big - 1], '\0');
    }

    void whatIsWrittenIsThere_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::newRow("nothing") << qint64(0);
        QTest::newRow("in memory") << qint64(100);
        QTest::newRow("in a temporary file") << qint64(HeldBytesWriter::inMemory) + 5;
    }
    void whatIsWrittenIsThere()
    {
        QFETCH(qint64, size);
        HeldBytesWriter writer;
        for (qint64 at = 0; at < size; at += 1'000'000)
            writer.append(QByteArray(qsizetype(std::min<qint64>(1'000'000, size - at)), 'w'));
        writer.append(3, '.');
        QCOMPARE(writer.size(), size + 3);
        const auto held = writer.finish();
        QVERIFY(held);
        QCOMPARE(held->size(), size + 3);
        QCOMPARE(held->view().last(3), "...");
        QCOMPARE(held->view().count('w'), size);
    }

    void whatGrowsIsReadMeanwhile()
    {
        GrowingBytes bytes;
        bytes.buffer() += "one";
        const auto first = bytes.soFar();
        QVERIFY(first);
        bytes.buffer() += QByteArray(GrowingBytes::inMemory, '-');
        bytes.settle();
        bytes.buffer() += "two";
        const auto second = bytes.soFar();
        QVERIFY(second);
        QCOMPARE(first->view(), "one");
        QCOMPARE(second->size(), GrowingBytes::inMemory + 6);
        QVERIFY(second->view().startsWith("one-") && second->view().endsWith("-two"));
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(HeldBytesTest)
#include "tst_heldbytes.moc"
