// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/bodytext.h"
#include "tests/support/fixtures.h"

#include <QJsonDocument>
#include <QTemporaryFile>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

struct Made
{
    BodyTextState last;
    LineIndex lines;

    QByteArray text() const { return last.text.view().toByteArray(); }
};

Made made(const HeldBytes &body, const QByteArray &declared, BodyForm form = BodyForm::Pretty,
          qint64 step = 1'000'000'000)
{
    Made all;
    BodyTextMaker maker(body, declared, form);
    while (!all.last.isLast) {
        auto state = maker.next(step);
        if (!state)
            qFatal("the temporary file cannot be written");
        all.lines.add(LineScan(state->lines));
        all.last = *std::move(state);
    }
    return all;
}

QByteArray bigJson(qsizetype bytes)
{
    QByteArray json = "[";
    for (int i = 0; json.size() < bytes; ++i)
        json += (i ? "," : "") + QByteArray(R"({"id":)") + QByteArray::number(i)
            + R"(,"name":"item )" + QByteArray::number(i) + R"(","ok":true,"list":[1,2.5,null]})";
    return json + "]";
}

} // namespace

class TestBodyText : public QObject
{
    Q_OBJECT

private:
    HeldBytes inFile(const QByteArray &bytes)
    {
        m_file = std::make_unique<QTemporaryFile>();
        if (!m_file->open() || m_file->write(bytes) != bytes.size() || !m_file->flush())
            qFatal("cannot write a temporary file");
        return *HeldBytes::ofFile(m_file->fileName());
    }
    std::unique_ptr<QTemporaryFile> m_file;

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
        const Made all = made(HeldBytes(bytes), declared);
        QTEST(all.last.kind.type.essence(), "type");
        QTEST(all.last.kind.isBinary, "binary");
        QTEST(all.last.isPretty, "pretty");
        QCOMPARE(all.lines.rowCount() == 0, all.last.kind.isBinary);
    }

    void makes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("declared");
        QTest::addColumn<int>("form");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const QByteArray &bytes, const char *declared,
                            BodyForm form, const char *text) {
            QTest::newRow(name) << bytes << QByteArray(declared) << int(form) << QByteArray(text);
        };
        using enum BodyForm;
        row("JSON laid out", "{\"a\":1}", "application/json", Pretty, "{\n    \"a\": 1\n}");
        row("XML laid out", "<a><b/></a>", "text/xml", Pretty, "<a>\n  <b/>\n</a>");
        row("raw is untouched", "{\"a\":  1}\r\n", "application/json", Raw, "{\"a\":  1}\r\n");
        row("a byte order mark is no text", "\xef\xbb\xbf[1]", "application/json", Raw, "[1]");
        row("Latin-1 as declared", "caf\xe9", "text/plain; charset=iso-8859-1", Raw, "café");
        row("UTF-16 laid out",
            QByteArray("[\0"
                       "1\0]\0",
                       6),
            "application/json; charset=utf-16le", Pretty, "[\n    1\n]");
        row("bytes that are no UTF-8 stay", "caf\xe9", "text/plain", Raw, "caf\xe9");
        row("nothing", "", "text/plain", Raw, "");
    }
    void makes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, declared);
        QFETCH(int, form);
        const Made all = made(HeldBytes(bytes), declared, BodyForm(form));
        QTEST(all.text(), "text");
        QCOMPARE(all.lines.rowCount(), all.text().count('\n') + 1);
    }

    void piecesMakeUpTheWhole_data()
    {
        QTest::addColumn<int>("form");
        QTest::addColumn<QByteArray>("declared");
        QTest::newRow("laid out") << int(BodyForm::Pretty) << QByteArray("application/json");
        QTest::newRow("as received") << int(BodyForm::Raw) << QByteArray("application/json");
        QTest::newRow("decoded") << int(BodyForm::Raw)
                                 << QByteArray("text/plain; charset=iso-8859-1");
    }
    void piecesMakeUpTheWhole()
    {
        QFETCH(int, form);
        QFETCH(QByteArray, declared);
        const QByteArray json = bigJson(3'000'000);
        const Made whole = made(HeldBytes(json), declared, BodyForm(form));
        const Made pieces = made(inFile(json), declared, BodyForm(form), 100'001);
        QVERIFY(whole.last.isLast && !whole.last.fault);
        QVERIFY(whole.text() == pieces.text());
        QCOMPARE(pieces.lines.rowCount(), whole.lines.rowCount());
        QCOMPARE(pieces.last.readSoFar, json.size());
        const qint64 row = whole.lines.rowCount() * 2 / 3;
        QCOMPARE(pieces.lines.row(pieces.last.text.view(), row),
                 whole.lines.row(whole.last.text.view(), row));
    }

    void faultsHaveTheirPlaceInTheWholeBody()
    {
        QByteArray json = bigJson(600'000);
        const qsizetype at = json.lastIndexOf("true");
        json[at] = '#';
        const Made all = made(inFile(json), "application/json", BodyForm::Pretty, 100'000);
        QVERIFY(all.last.fault);
        QCOMPARE(all.last.fault->place.offset, qint64(at));
        QVERIFY(all.text().endsWith(json.sliced(at)));
    }

    void badBytesHaveTheirPlaceInTheWholeBody()
    {
        QByteArray text(400'000, 'x');
        text[350'000] = '\xff';
        text.replace(262'143, 2, "é");
        const Made all = made(inFile(text), "text/plain", BodyForm::Raw, 100'000);
        QCOMPARE(all.last.notes.firstBadByte, std::optional<qint64>(350'000));
        QCOMPARE(all.last.notes.badBytes, 1);
    }

    void aBodyOfBracketsDoesNotFillTheDisk()
    {
        const QByteArray json(1'000'000, '[');
        const Made all = made(HeldBytes(json), "application/json");
        QVERIFY(all.last.laidOutUntil);
        QVERIFY(all.last.text.size() < BodyTextMaker::freeGrowth * 3);
        QVERIFY(all.text().endsWith("[[[["));
    }

    void stopsWhenTold()
    {
        BodyTextMaker maker(HeldBytes(bigJson(300'000)), "application/json", BodyForm::Pretty);
        std::stop_source stop;
        stop.request_stop();
        const auto state = maker.next(300'000, stop.get_token());
        QVERIFY(state && !state->isLast && state->text.size() == 0);
    }

    void theJsonOfOthers_data()
    {
        const QString folder = fixtureFolder(u"json"_s);
        QTest::addColumn<QString>("path");
        if (folder.isEmpty())
            QSKIP("the folder json of the fixtures is not there");
        const QDir dir(folder + u"/test_parsing"_s);
        for (const QString &name : dir.entryList(QDir::Files))
            QTest::newRow(qPrintable(name)) << dir.filePath(name);
    }
    void theJsonOfOthers()
    {
        QFETCH(const QString, path);
        const auto body = HeldBytes::ofFile(path);
        QVERIFY(body);
        const Made all = made(*body, "application/json");
        const QString name = path.section(u'/', -1);
        const bool isWhole = !all.last.kind.isBinary && !all.last.fault;
        // Whether it is UTF-8 is told on its own.
        if (name.startsWith(u'y'))
            QVERIFY(isWhole && all.last.notes.badBytes == 0);
        else if (name.startsWith(u'n'))
            QVERIFY(!isWhole || all.last.notes.badBytes > 0);
        QJsonParseError error;
        const auto value = QJsonDocument::fromJson(body->view().toByteArray(), &error);
        if (isWhole && error.error == QJsonParseError::NoError)
            QCOMPARE(QJsonDocument::fromJson(all.text()), value);
    }
};

QTEST_GUILESS_MAIN(TestBodyText)
#include "tst_bodytext.moc"
