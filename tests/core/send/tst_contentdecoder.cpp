// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultscript.h"
#include "core/send/contentdecoder.h"
#include "tests/core/send/codedbodies.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

struct Decoded
{
    QByteArray bytes;
    QString error;
    qsizetype largestPiece = 0;
};

std::vector<ContentCoding> codingsOf(const QByteArray &contentEncoding)
{
    Response head;
    head.status = 200;
    head.headers = {{"content-encoding"_ba, contentEncoding}};
    return codingsToUndo(head).value_or(std::vector<ContentCoding>());
}

/// Fed in pieces of that size.
Decoded decoded(const std::vector<ContentCoding> &codings, const QByteArray &body,
                qsizetype pieceSize, ContentDecoder::Limits limits = {})
{
    ContentDecoder decoder(codings, limits);
    Decoded all;
    for (qsizetype from = 0; from < body.size(); from += pieceSize) {
        decoder.feed(body.sliced(from, std::min(pieceSize, body.size() - from)));
        while (!decoder.needsInput()) {
            const auto piece = decoder.decode();
            if (!piece) {
                all.error = piece.error();
                return all;
            }
            all.bytes += *piece;
            all.largestPiece = std::max(all.largestPiece, piece->size());
        }
    }
    all.error = decoder.checkComplete().error_or(QString());
    return all;
}

const QByteArrayList codingNames{"gzip", "x-gzip", "deflate", "bare deflate", "br", "zstd"};

QByteArray headerOfCoding(const QByteArray &name)
{
    return name == "bare deflate" ? "deflate"_ba : name;
}

} // namespace

class TestContentDecoder : public QObject
{
    Q_OBJECT

private:
    /// The codings, each with a list of bodies.
    static void codings()
    {
        QTest::addColumn<QByteArray>("name");
        for (const QByteArray &name : codingNames)
            QTest::newRow(name.constData()) << name;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void whatWasCodedComesBack_data() { codings(); }
    void whatWasCodedComesBack()
    {
        QFETCH(QByteArray, name);
        const auto undo = codingsOf(headerOfCoding(name));
        QCOMPARE(undo.size(), size_t(1));
        for (const qsizetype size : {0, 1, 500, 65'536, 70'000, 1'500'000}) {
            const QByteArray plain = generatedBytes(0, size);
            const QByteArray body = codedAs(name, plain);
            for (const qsizetype piece : {qsizetype(1), qsizetype(7), body.size()}) {
                const Decoded result = decoded(undo, body, piece);
                QCOMPARE(result.error, QString());
                QVERIFY(result.bytes == plain);
                QVERIFY(result.largestPiece <= 65'536);
            }
        }
    }

    void noiseComesBack_data() { codings(); }
    void noiseComesBack()
    {
        QFETCH(QByteArray, name);
        QRandomGenerator random(1);
        QByteArray plain(300'000, Qt::Uninitialized);
        random.fillRange(reinterpret_cast<quint32 *>(plain.data()), plain.size() / 4);
        const Decoded result
            = decoded(codingsOf(headerOfCoding(name)), codedAs(name, plain), 100'000);
        QCOMPARE(result.error, QString());
        QVERIFY(result.bytes == plain);
    }

    void noBytesAtAllAreABody_data() { codings(); }
    void noBytesAtAllAreABody()
    {
        QFETCH(QByteArray, name);
        const Decoded result = decoded(codingsOf(headerOfCoding(name)), {}, 1);
        QCOMPARE(result.error, QString());
        QCOMPARE(result.bytes, QByteArray());
    }

    void aBodyThatEndsTooEarlyIsAnError_data() { codings(); }
    void aBodyThatEndsTooEarlyIsAnError()
    {
        QFETCH(QByteArray, name);
        const QByteArray plain = generatedBytes(0, 3000);
        const QByteArray body = codedAs(name, plain);
        for (qsizetype size = 1; size < body.size(); ++size) {
            const Decoded result
                = decoded(codingsOf(headerOfCoding(name)), body.first(size), body.size());
            QVERIFY(result.error.contains(u"ends too early, after %1 bytes"_s.arg(size)));
            QVERIFY(plain.startsWith(result.bytes));
        }
    }

    void aDamagedBodyIsAnErrorOrComplete_data() { codings(); }
    void aDamagedBodyIsAnErrorOrComplete()
    {
        QFETCH(QByteArray, name);
        const QByteArray plain = generatedBytes(0, 3000);
        const QByteArray body = codedAs(name, plain);
        const auto undo = codingsOf(headerOfCoding(name));
        QRandomGenerator random(2);
        int errors = 0;
        for (int i = 0; i < 500; ++i) {
            QByteArray damaged = body;
            for (int j = 0; j <= i % 3; ++j)
                damaged[random.bounded(damaged.size())] = char(random.bounded(256));
            const Decoded result = decoded(undo, damaged, 1 + random.bounded(damaged.size()),
                                           {.unpackedWithoutCheck = 1'000'000, .timesItsSize = 40});
            errors += result.error.isEmpty() ? 0 : 1;
            QVERIFY(result.bytes.size() <= 1'000'000 + 65'536);
            // All but the bare ones carry a checksum, as far as their header is not what was hit.
            if (result.error.isEmpty() && (name == "gzip" || name == "deflate"))
                QVERIFY(result.bytes == plain);
        }
        QVERIFY2(errors > 200, QByteArray::number(errors).constData());
    }

    void listsAreUndoneFromTheLast_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArrayList>("applied");
        QTest::addColumn<QByteArrayList>("left");
        const auto row = [](const char *title, const char *header, const QByteArrayList &applied,
                            const QByteArrayList &left) {
            QTest::newRow(title) << QByteArray(header) << applied << left;
        };
        row("two", "gzip, br", {"gzip", "br"}, {});
        row("the other way round", "br, gzip", {"br", "gzip"}, {});
        row("twice the same", "gzip,gzip", {"gzip", "gzip"}, {});
        row("all of them, in capitals", "GZip, DEFLATE ,\tBR,zstd,X-GZIP",
            {"gzip", "deflate", "br", "zstd", "gzip"}, {});
        row("identity is nothing", "identity, gzip, , identity", {"gzip"}, {});
        row("only identity", "identity", {}, {});
        row("an unknown one below", "exotic, gzip", {"gzip"}, {});
        row("an unknown one on top", "gzip, exotic", {"gzip"}, {"gzip"});
        row("one that is known but not undone", "compress", {}, {});
        row("nothing", "", {}, {});
    }
    void listsAreUndoneFromTheLast()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArrayList, applied);
        QFETCH(QByteArrayList, left);
        const QByteArray plain = generatedBytes(0, 200'000);
        QByteArray body = plain;
        for (const QByteArray &name : applied)
            body = codedAs(name, body);
        QByteArray expected = plain;
        for (const QByteArray &name : left)
            expected = codedAs(name, expected);
        const auto undo = codingsOf(header);
        QCOMPARE(qsizetype(undo.size()), applied.size() - left.size());
        if (undo.empty()) {
            QVERIFY(body == expected);
            return;
        }
        for (const qsizetype piece : {qsizetype(1), body.size()}) {
            const Decoded result = decoded(undo, body, piece);
            QCOMPARE(result.error, QString());
            QVERIFY(result.bytes == expected);
            if (undo.size() < 2)
                continue;
            const Decoded cut = decoded(undo, body.first(body.size() - 10), piece);
            QVERIFY(!cut.error.isEmpty());
        }
    }

    void listsOverSeveralLines()
    {
        Response head;
        head.status = 200;
        head.headers = {{"Content-Encoding"_ba, "gzip"_ba},
                        {"x"_ba, "zstd"_ba},
                        {"content-encoding"_ba, "deflate, br"_ba}};
        const auto undo = codingsToUndo(head);
        QVERIFY(undo.has_value());
        QVERIFY(
            (*undo
             == std::vector{ContentCoding::Brotli, ContentCoding::Deflate, ContentCoding::Gzip}));
        head.headers.append({"content-encoding"_ba, "gzip,gzip,gzip"_ba});
        QCOMPARE(codingsToUndo(head).error_or(QString()),
                 u"its headers name more than 5 codings"_s);
    }

    void partsAreNotUndone_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<bool>("whole");
        QTest::newRow("a part") << "bytes 0-99/1000"_ba << false;
        QTest::newRow("the end") << "bytes 500-999/1000"_ba << false;
        QTest::newRow("of unknown size") << "bytes 0-999/*"_ba << false;
        QTest::newRow("none told") << QByteArray() << false;
        QTest::newRow("another unit") << "lines 0-9/10"_ba << false;
        QTest::newRow("all of it") << "Bytes 0-999/1000"_ba << true;
    }
    void partsAreNotUndone()
    {
        QFETCH(QByteArray, range);
        QFETCH(bool, whole);
        Response head;
        head.status = 206;
        head.headers = {{"content-encoding"_ba, "gzip"_ba}, {"content-range"_ba, range}};
        QCOMPARE(codingsToUndo(head)->size(), size_t(whole ? 1 : 0));
    }

    void whatFollowsTheEnd_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QString>("error");
        const QByteArray a = "first "_ba;
        const QByteArray b = "second"_ba;
        const QByteArray gzip = codedAs("gzip"_ba, a);
        const QByteArray deflate = codedAs("deflate"_ba, a);
        const QByteArray bare = codedAs("bare deflate"_ba, a);
        const QString behindGzip = u"its gzip body is broken after 26 bytes: what follows its "
                                   "end is no gzip"_s;
        QTest::newRow("gzip: another member")
            << "gzip"_ba << gzip + codedAs("gzip"_ba, b) << a + b << QString();
        QTest::newRow("gzip: members without content")
            << "gzip"_ba << codedAs("gzip"_ba, {}).repeated(2000) + gzip << a << QString();
        QTest::newRow("gzip: zeros") << "gzip"_ba << gzip + QByteArray(700, '\0') << a << QString();
        QTest::newRow("gzip: zeros and a member")
            << "gzip"_ba << gzip + QByteArray(7, '\0') + codedAs("gzip"_ba, b) << a + b
            << QString();
        QTest::newRow("gzip: something else") << "gzip"_ba << gzip + "!" << a << behindGzip;
        QTest::newRow("gzip: half a member") << "gzip"_ba << gzip + gzip.first(5) << a
                                             << u"its gzip body ends too early, after 31 bytes"_s;
        QTest::newRow("deflate: something")
            << "deflate"_ba << deflate + "!" << a
            << u"its deflate body is broken after 14 bytes: something follows its end"_s;
        QTest::newRow("bare deflate: the checksum of zlib")
            << "deflate"_ba << bare + deflate.last(4) << a << QString();
        QTest::newRow("bare deflate: more than that")
            << "deflate"_ba << bare + "12345" << a
            << u"its deflate body is broken after 12 bytes: something follows its end"_s;
        QTest::newRow("br: something")
            << "br"_ba << codedAs("br"_ba, a) + "!" << a
            << u"its br body is broken after 10 bytes: something follows its end"_s;
        QTest::newRow("zstd: another frame")
            << "zstd"_ba << codedAs("zstd"_ba, a) + codedAs("zstd"_ba, b) << a + b << QString();
        QTest::newRow("zstd: a frame to skip") << "zstd"_ba
                                               << codedAs("zstd"_ba, a)
                + QByteArray::fromHex("502a4d1803000000010203") + codedAs("zstd"_ba, b)
                                               << a + b << QString();
        QTest::newRow("zstd: half a frame")
            << "zstd"_ba << codedAs("zstd"_ba, a) + codedAs("zstd"_ba, b).first(6) << a
            << u"its zstd body ends too early, after 25 bytes"_s;
        QTest::newRow("zstd: something else")
            << "zstd"_ba << codedAs("zstd"_ba, a) + "something" << a
            << u"its zstd body is broken after 19 bytes: Unknown frame descriptor"_s;
    }
    void whatFollowsTheEnd()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, plain);
        QFETCH(QString, error);
        for (const qsizetype piece : {body.size(), qsizetype(1)}) {
            const Decoded result = decoded(codingsOf(header), body, piece);
            QCOMPARE(result.bytes, plain);
            // A library may see the error in a byte or in the one before the next.
            if (piece == 1 && !error.isEmpty())
                QVERIFY(!result.error.isEmpty());
            else
                QCOMPARE(result.error, error);
        }
    }

    void whatIsNoCodingAtAll_data() { codings(); }
    void whatIsNoCodingAtAll()
    {
        QFETCH(QByteArray, name);
        const QString coding
            = QString::fromLatin1(name == "x-gzip" ? "gzip"_ba : headerOfCoding(name));
        const Decoded result
            = decoded(codingsOf(headerOfCoding(name)), "<html>no such thing</html>"_ba, 100);
        QVERIFY2(result.error.startsWith("its %1 body "_L1.arg(coding)), qPrintable(result.error));
        QVERIFY2(result.error.contains("is broken after "_L1), qPrintable(result.error));
        QCOMPARE(result.bytes, QByteArray());
    }

    void zstdWindows()
    {
        const auto undo = codingsOf("zstd"_ba);
        const QByteArray piece(1024 * 1024, 'w');
        QCOMPARE(decoded(undo, zstdOf(piece, 20, 23), 100).error, QString());
        const Decoded tooLarge = decoded(undo, zstdOf(piece, 20, 24), 100);
        QVERIFY2(tooLarge.error.contains("too much memory"_L1), qPrintable(tooLarge.error));
    }

    void bombs_data() { codings(); }
    void bombs()
    {
        QFETCH(QByteArray, name);
        const auto undo = codingsOf(headerOfCoding(name));
        const QByteArray body = codedAs(name, QByteArray(1024 * 1024, '\0'), 8);
        const qint64 all = 8 * 1024 * 1024;
        const auto with = [&](qint64 unchecked, qint64 times) {
            return decoded(undo, body, body.size(),
                           {.unpackedWithoutCheck = unchecked, .timesItsSize = times});
        };
        QCOMPARE(with(all, 1).error, QString());
        QCOMPARE(with(1000, all / body.size() + 1'000'000).error, QString());
        const Decoded refused = with(1024 * 1024, 40);
        QVERIFY2(refused.error.endsWith(
                     "unpacks to more than 1048576 bytes and more than 40 times its size"_L1),
                 qPrintable(refused.error));
        QVERIFY(refused.bytes.size() <= 1024 * 1024 + 65'536);
        // What is not compressible is no bomb, however long.
        QRandomGenerator random(3);
        QByteArray noise(2'000'000, Qt::Uninitialized);
        random.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        QCOMPARE(decoded(undo, codedAs(name, noise), 50'000,
                         {.unpackedWithoutCheck = 1000, .timesItsSize = 40})
                     .error,
                 QString());
    }

    void aBombWithinACoding()
    {
        // The outer coding is the bomb; what it unpacks to decodes to nothing.
        const QByteArray nothing = codedAs("gzip"_ba, {}).repeated(1'000'000);
        const Decoded result = decoded(codingsOf("gzip, zstd"_ba), zstdOf(nothing), 100'000,
                                       {.unpackedWithoutCheck = 10'000'000, .timesItsSize = 40});
        QVERIFY2(result.error.startsWith("its zstd body unpacks to more than"_L1),
                 qPrintable(result.error));
        QCOMPARE(result.bytes, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestContentDecoder)
#include "tst_contentdecoder.moc"
