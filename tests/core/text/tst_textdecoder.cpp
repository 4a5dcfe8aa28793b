// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/textdecoder.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QString decodeAll(TextDecoder &decoder, const QByteArray &bytes, qsizetype step)
{
    QString text;
    for (qsizetype at = 0; at < bytes.size(); at += step)
        text += decoder.decode(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)));
    return text + decoder.finish();
}

} // namespace

class TestTextDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void decodes_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("charset");
        QTest::addColumn<int>("source");
        QTest::addColumn<int>("firstBad");
        QTest::addColumn<int>("badBytes");
        using Source = DecodingNotes::Source;
        const auto row = [](const char *name, const char *type, const QByteArray &bytes,
                            const QString &text, const char *charset, Source source, int bad = -1,
                            int count = 0) {
            QTest::newRow(name) << QString::fromLatin1(type) << bytes << text
                                << QString::fromLatin1(charset) << int(source) << bad << count;
        };
        row("UTF-8 is assumed", "", "h\xc3\xa9", u"hé"_s, "UTF-8", Source::Assumed);
        row("declared UTF-8", "text/html; charset=UTF-8", "\xf0\x9f\x98\x80", u"😀"_s, "UTF-8",
            Source::Declared);
        row("declared Latin-1", "text/html; charset=ISO-8859-1", "h\xe9", u"hé"_s, "ISO-8859-1",
            Source::Declared);
        row("declared windows-1251", "text/html; charset=windows-1251", "\xcf\xf0", u"Пр"_s,
            "windows-1251", Source::Declared);
        row("declared UTF-16LE", "text/plain; charset=utf-16le", QByteArray("a\0b\0", 4), u"ab"_s,
            "utf-16le", Source::Declared);
        row("a mark wins over the header", "text/plain; charset=ISO-8859-1",
            "\xef\xbb\xbfh\xc3\xa9", u"hé"_s, "UTF-8", Source::ByteOrderMark);
        row("UTF-16 by its mark", "application/json", QByteArray("\xfe\xff\0a\0b", 6), u"ab"_s,
            "UTF-16BE", Source::ByteOrderMark);
        row("UTF-32 by its mark", "", QByteArray("\xff\xfe\0\0a\0\0\0", 8), u"a"_s, "UTF-32LE",
            Source::ByteOrderMark);
        row("the XML declaration", "application/xml",
            "<?xml version=\"1.0\" encoding='ISO-8859-1'?><a>\xe9</a>",
            u"<?xml version=\"1.0\" encoding='ISO-8859-1'?><a>é</a>"_s, "ISO-8859-1",
            Source::InText);
        row("an HTML meta element", "text/html", "<meta charset=iso-8859-1><p>\xe9",
            u"<meta charset=iso-8859-1><p>é"_s, "iso-8859-1", Source::InText);
        row("bytes that are not UTF-8 are Latin-1", "", "caf\xe9 \xc3\xa9!\xff", u"café é!ÿ"_s,
            "UTF-8", Source::Assumed, 3, 2);
        row("the offset counts the mark", "",
            "\xef\xbb\xbf"
            "a\xff",
            u"aÿ"_s, "UTF-8", Source::ByteOrderMark, 4, 1);
        row("cut off in the middle of a sequence", "", "ab\xe2\x82", u"ab\u00e2\u0082"_s, "UTF-8",
            Source::Assumed, 2, 2);
        row("overlong forms are not UTF-8", "", "\xc0\xaf", u"\u00c0\u00af"_s, "UTF-8",
            Source::Assumed, 0, 2);
        row("surrogates are not UTF-8", "", "\xed\xa0\x80", u"\u00ed\u00a0\u0080"_s, "UTF-8",
            Source::Assumed, 0, 3);
        row("nothing", "", "", QString(), "UTF-8", Source::Assumed);
    }
    void decodes()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QFETCH(int, firstBad);
        for (const qsizetype step : {1, 2, 3, 1000}) {
            TextDecoder decoder(parseMediaType(type));
            QCOMPARE(decodeAll(decoder, bytes, step), text);
            QTEST(decoder.notes().charset, "charset");
            QTEST(int(decoder.notes().source), "source");
            QCOMPARE(int(decoder.notes().firstBadByte.value_or(-1)), firstBad);
            QTEST(int(decoder.notes().badBytes), "badBytes");
        }
    }

    void unknownCharsetIsSaidAndReadAsUtf8()
    {
        TextDecoder decoder(parseMediaType(u"text/plain; charset=klingon"));
        QCOMPARE(decodeAll(decoder, "h\xc3\xa9", 100), u"hé"_s);
        QCOMPARE(decoder.notes().unknownCharset, u"klingon"_s);
        QCOMPARE(decoder.notes().charset, u"UTF-8"_s);
    }

    void splitsChangeNothing()
    {
        QByteArray bytes;
        QRandomGenerator random(7);
        for (int i = 0; i < 3000; ++i)
            bytes += i % 5 ? QByteArray("aé€😀b") : QByteArray(1, char(random.generate()));
        TextDecoder whole({});
        const QString expected = decodeAll(whole, bytes, bytes.size());
        for (int round = 0; round < 20; ++round) {
            TextDecoder decoder({});
            QString text;
            for (qsizetype at = 0; at < bytes.size();) {
                const qsizetype step
                    = std::min<qsizetype>(1 + random.bounded(700), bytes.size() - at);
                text += decoder.decode(QByteArrayView(bytes).sliced(at, step));
                at += step;
            }
            text += decoder.finish();
            QCOMPARE(text, expected);
            QCOMPARE(decoder.notes(), whole.notes());
        }
    }
};

QTEST_GUILESS_MAIN(TestTextDecoder)
#include "tst_textdecoder.moc"
