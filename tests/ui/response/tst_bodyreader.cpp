// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/response/sampleexchanges.h"
#include "ui/response/bodyreader.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

ResponseBody inMemory(const QByteArray &bytes)
{
    ResponseBody body;
    body.bytes = bytes;
    body.size = bytes.size();
    return body;
}

std::shared_ptr<std::atomic_bool> going()
{
    return std::make_shared<std::atomic_bool>(false);
}

} // namespace

class TestBodyReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void takesBodiesForWhatTheyAre_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("declared");
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("binary");
        QTest::addColumn<bool>("pretty");
        const QByteArray nul("ab\0cd", 5);
        const QByteArray png("\x89PNG\r\n\x1a\n\0\0", 10);
        const auto row = [](const char *name, const QByteArray &bytes, const char *declared,
                            const char *type, bool binary, bool pretty) {
            QTest::newRow(name) << bytes << QByteArray(declared) << QString::fromLatin1(type)
                                << binary << pretty;
        };
        row("declared JSON", "{}", "application/json", "application/json", false, true);
        row("JSON without a type", "{\"a\":1}", "", "application/json", false, true);
        row("JSON as octets", "[1]", "application/octet-stream", "application/json", false, true);
        row("JSON as plain text", "[1]", "text/plain; charset=utf-8", "application/json", false,
            true);
        row("JSON as HTML stays HTML", "[1]", "text/html", "text/html", false, false);
        row("XML without a type", "<a/>", "", "application/xml", false, true);
        row("an image", png, "image/png", "image/png", true, false);
        row("an image without a type", png, "", "image/png", true, false);
        row("an image of text bytes", "P1 1 1 0", "image/x-portable-bitmap",
            "image/x-portable-bitmap", true, false);
        row("SVG is text", "<svg/>", "image/svg+xml", "image/svg+xml", false, true);
        row("JSON with bytes no text has", nul, "application/json", "application/json", true,
            false);
        row("UTF-16 as declared", QByteArray("[\0]\0", 4), "application/json; charset=utf-16le",
            "application/json", false, true);
        row("an unknown type that looks like text", "hello", "application/x-thing",
            "application/x-thing", false, false);
        row("protobuf", QByteArray("\x08\x96\x01", 3), "application/x-protobuf",
            "application/x-protobuf", true, false);
    }
    void takesBodiesForWhatTheyAre()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, declared);
        BodyReader reader(inMemory(bytes), declared, BodyForm::Pretty, going());
        const auto piece = reader.next(1'000'000);
        QVERIFY(piece);
        QTEST(piece->type.essence(), "type");
        QTEST(piece->isBinary, "binary");
        QTEST(piece->isPretty, "pretty");
        QVERIFY(piece->isLast);
        QVERIFY(!piece->text.isEmpty());
    }

    void rawIsUntouched()
    {
        BodyReader reader(inMemory("{\"a\":  1}\r\n"), "application/json", BodyForm::Raw, going());
        const auto piece = reader.next(100'000);
        QCOMPARE(piece->text, u"{\"a\":  1}\r\n"_s);
        QVERIFY(!piece->isPretty && !piece->fault);
    }

    void piecesMakeUpTheWhole_data()
    {
        QTest::addColumn<bool>("file");
        QTest::addColumn<int>("form");
        QTest::newRow("pretty from memory") << false << int(BodyForm::Pretty);
        QTest::newRow("pretty from a file") << true << int(BodyForm::Pretty);
        QTest::newRow("raw from a file") << true << int(BodyForm::Raw);
    }
    void piecesMakeUpTheWhole()
    {
        QFETCH(bool, file);
        QFETCH(int, form);
        const QByteArray json = Samples::bigJson(600'000);
        const ResponseBody body = file ? Samples::inFile(json) : inMemory(json);
        BodyReader whole(inMemory(json), "application/json", BodyForm(form), going());
        const auto all = whole.next(json.size());
        QVERIFY(all && all->isLast && !all->fault);
        BodyReader reader(body, "application/json", BodyForm(form), going());
        QString text;
        qint64 before = 0;
        for (bool last = false; !last;) {
            const auto piece = reader.next(100'001);
            QVERIFY(piece);
            QVERIFY(piece->readSoFar > before);
            before = piece->readSoFar;
            text += piece->text;
            last = piece->isLast;
        }
        QCOMPARE(before, json.size());
        QCOMPARE(text, all->text);
    }

    void faultsHaveTheirPlaceInTheWholeBody()
    {
        QByteArray json = Samples::bigJson(300'000);
        const qsizetype at = json.lastIndexOf("true");
        json[at] = '#';
        BodyReader reader(Samples::inFile(json), "application/json", BodyForm::Pretty, going());
        QVERIFY(!reader.next(100'000)->fault);
        const auto rest = reader.next(json.size());
        QVERIFY(rest->isLast && rest->fault);
        QCOMPARE(rest->fault->place.offset, qint64(at));
        QVERIFY(rest->text.endsWith(QString::fromUtf8(json.sliced(at))));
    }

    void badBytesHaveTheirPlaceInTheWholeBody()
    {
        QByteArray text(200'000, 'x');
        text[150'000] = '\xff';
        BodyReader reader(Samples::inFile(text), "text/plain", BodyForm::Raw, going());
        QVERIFY(!reader.next(100'000)->notes.firstBadByte);
        QCOMPARE(reader.next(100'000)->notes.firstBadByte, std::optional<qint64>(150'000));
    }

    void aLostFileIsAnError()
    {
        ResponseBody body;
        body.path = QDir::tempPath() + u"/recloser-no-such-file"_s;
        body.size = 3'000'000;
        BodyReader reader(body, "application/json", BodyForm::Pretty, going());
        const auto piece = reader.next(1'000);
        QVERIFY(!piece);
        QCOMPARE(piece.error().kind, StoreError::Kind::NotFound);
    }
    void aFileThatShrankIsAnError()
    {
        ResponseBody body = Samples::inFile(QByteArray(70'000, 'x'));
        body.size = 100'000;
        BodyReader reader(body, "text/plain", BodyForm::Raw, going());
        const auto piece = reader.next(100'000);
        QVERIFY(!piece);
        QCOMPARE(piece.error().kind, StoreError::Kind::Unreadable);
    }

    void stopsWhenTold()
    {
        auto stopped = going();
        BodyReader reader(Samples::inFile(Samples::bigJson(300'000)), "application/json",
                          BodyForm::Pretty, stopped);
        stopped->store(true);
        const auto piece = reader.next(300'000);
        QVERIFY(piece && piece->text.isEmpty() && !piece->isLast);
    }

    void dumpsBytes()
    {
        QCOMPARE(hexDump("abc"),
                 u"00000000  61 62 63                                          abc"_s);
        const QString two = hexDump(QByteArray("0123456789abcdef\n\xff", 18));
        QCOMPARE(two.section(u'\n', 0, 0),
                 u"00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef"_s);
        QVERIFY(two.section(u'\n', 1, 1).startsWith(u"00000010  0a ff "_s));
        QVERIFY(two.endsWith(u"  .."_s));
    }
};

QTEST_GUILESS_MAIN(TestBodyReader)
#include "tst_bodyreader.moc"
