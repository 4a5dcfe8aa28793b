// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/jsonpath/querying.h"
#include "tests/support/fixtures.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using FailureKind = JsonOutline::Failure::Kind;

namespace {

/// As any reader would write it: no blanks.
QByteArray compact(const JsonOutline &outline, const JsonSpan &value)
{
    if (!outline.isContainer(value))
        return outline.text(value).toByteArray();
    const bool isArray = outline.isArray(value);
    QByteArray text(isArray ? "[" : "{");
    JsonChildren children(outline, value);
    while (children.next()) {
        if (children.index() > 0)
            text += ',';
        if (!isArray)
            text += children.key() + ':';
        text += compact(outline, children.value());
    }
    return text + (isArray ? "]" : "}");
}

QByteArray randomValue(QRandomGenerator &random, int depth)
{
    const int kind = random.bounded(depth > 6 ? 5 : 8);
    if (kind == 0)
        return QByteArray::number(random.bounded(1'000'000) - 500'000);
    if (kind == 1)
        return "\"" + QByteArray(random.bounded(200), 'x') + "\\\"\\\\\"";
    if (kind < 5)
        return kind == 2 ? "true" : kind == 3 ? "null" : "-1.5e3";
    const bool isArray = kind == 5;
    QByteArrayList parts;
    for (int i = random.bounded(8); i > 0; --i) {
        const QByteArray value = randomValue(random, depth + 1);
        parts += isArray ? value : "\"k" + QByteArray::number(i) + "]\":" + value;
    }
    return (isArray ? "[" : "{") + parts.join(',') + (isArray ? "]" : "}");
}

} // namespace

class TestJsonOutline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void findsEveryValue()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            const QByteArray json = randomValue(random, 0);
            const JsonOutline outline = outlineOf(json);
            QCOMPARE(compact(outline, outline.root()), json);
        }
    }

    void saysWhereItIsBroken_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("offset");
        const auto row = [](const char *name, const QByteArray &json, int offset) {
            QTest::newRow(name) << json << offset;
        };
        row("nothing", "", 0);
        row("blanks", " \n", 2);
        row("a comma too many", "[1,]", 3);
        row("two values", "1 2", 2);
        row("a misspelt word", "[nul]", 4);
        row("a longer word", "[trues]", 5);
        row("a string that does not end", "[\"a", 3);
        row("an escape at the end", "\"\\", 2);
        row("a short escape", "[\"\\u12\"]", 6);
        row("a control character in a long string", "[\"0123456789abcdef\x01\"]", 18);
        row("a leading zero", "[01]", 2);
        row("behind a byte order mark", "\xef\xbb\xbf[x", 4);
        row("the wrong bracket", "{\"a\":1]", 6);
    }
    void saysWhereItIsBroken()
    {
        QFETCH(const QByteArray, json);
        const auto outline = JsonOutline::make(HeldBytes(json));
        QVERIFY(!outline);
        QCOMPARE(outline.error().kind, FailureKind::Syntax);
        QTEST(int(outline.error().fault->place.offset), "offset");
    }

    void takesWhatTheSuiteTakes()
    {
        const QString path = fixtureFolder(u"json/test_parsing"_s);
        if (path.isEmpty())
            QSKIP("the fixtures are not there");
        const QStringList names = QDir(path).entryList(QDir::Files);
        QVERIFY(names.size() > 300);
        for (const QString &name : names) {
            QFile file(path + u'/' + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto outline = JsonOutline::make(HeldBytes(file.readAll()));
            if (name.startsWith(u'y'))
                QVERIFY2(outline, qPrintable(name));
            // Bytes that are no UTF-8 are taken: they are shown as what they are.
            if (name.startsWith(u'n') && !name.contains("utf8"_L1) && !name.contains("utf-8"_L1))
                QVERIFY2(!outline, qPrintable(name));
            if (outline)
                compact(*outline, outline->root());
        }
    }

    void deepTextsAreRefused()
    {
        const qsizetype most = JsonOutline::deepest;
        QVERIFY(JsonOutline::make(HeldBytes(QByteArray(most, '[') + QByteArray(most, ']'))));
        const auto outline = JsonOutline::make(HeldBytes(QByteArray(100'000, '[')));
        QVERIFY(!outline);
        QCOMPARE(outline.error().kind, FailureKind::TooDeep);
    }

    void littleIsHeld()
    {
        QByteArray json("[");
        const QByteArray element
            = R"({"id": 17, "name": "a name of some length", "tags": ["one", "two"], )"
              R"("place": {"x": 1.25, "y": -7}, "note": "whatever else there is to say about it"},)";
        while (json.size() < 8'000'000)
            json += element;
        json += "0]";
        QElapsedTimer clock;
        clock.start();
        const JsonOutline outline = outlineOf(json);
        qInfo("%lld ms for %lld bytes, %zu bytes held", clock.elapsed(), qlonglong(json.size()),
              outline.bytesHeld());
        QVERIFY(outline.bytesHeld() < size_t(json.size()) / 4);
        clock.start();
        QCOMPARE(queried(u"$[-2].place.y"_s, outline).values, QStringList(u"-7"_s));
        QCOMPARE(queried(u"$[?@.id == 17].id"_s, outline).values.size(),
                 json.size() / element.size());
        qInfo("%lld ms for the queries", clock.elapsed());
    }

    void manyLargeOnesAreCoarsened()
    {
        // Two bytes for each that is noted.
        const QByteArray nested = QByteArray(1'990, '[') + QByteArray(1'990, ']') + ',';
        const JsonOutline outline = outlineOf('[' + nested.repeated(2'300) + "[1]]");
        QVERIFY(outline.bytesHeld() > 0);
        QVERIFY(outline.bytesHeld() <= 160'000'000);
        QCOMPARE(queried(u"$[-1][0]"_s, outline).values, QStringList(u"1"_s));
        QCOMPARE(queried(u"$[1200][0][0]"_s, outline).values.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestJsonOutline)
#include "tst_jsonoutline.moc"
