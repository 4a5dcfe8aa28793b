// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/jsoncompare.h"
#include "core/text/jsonnumber.h"
#include "core/text/jsonprinter.h"
#include "tests/core/compare/comparing.h"
#include "tests/support/fixtures.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

using Tree = std::expected<JsonTree, JsonTree::Failure>;

Tree treeOf(const QByteArray &text)
{
    return JsonTree::parse(HeldBytes(text));
}

QList<JsonPathPattern> patterns(const QStringList &texts)
{
    QList<JsonPathPattern> result;
    for (const QString &text : texts)
        result.append(JsonPathPattern::parse(text).value());
    return result;
}

JsonComparison compared(const QByteArray &left, const QByteArray &right,
                        const QStringList &ignored = {})
{
    return **compareJson(*treeOf(left), *treeOf(right), patterns(ignored));
}

/// "~$.a 1 2": a difference a part.
QString told(const JsonComparison &comparison)
{
    QStringList parts;
    for (const JsonDifference &difference : comparison.differences) {
        QString part = QChar(u"-+~!="[int(difference.kind)]) + difference.path;
        if (!difference.rightPath.isEmpty())
            part += u'/' + difference.rightPath;
        for (const QByteArray &value : {difference.left, difference.right}) {
            if (!value.isNull())
                part += u' ' + QString::fromUtf8(value);
        }
        parts.append(part);
    }
    return parts.join(u"; "_s);
}

/// Random JSON, not deep.
QByteArray randomJson(QRandomGenerator &random, int depth)
{
    switch (random.bounded(depth > 0 ? 9 : 6)) {
    case 0:
        return QByteArray::number(random.bounded(5));
    case 1:
        return QByteArray::number(random.bounded(5)) + ".0";
    case 2:
        return '"' + QByteArray(1, char('a' + random.bounded(4))) + '"';
    case 3:
        return random.bounded(2) ? "true" : "false";
    case 4:
        return "null";
    case 5:
        return random.bounded(2) ? "[]" : "{}";
    case 6: {
        QByteArrayList parts;
        for (int i = random.bounded(5); i > 0; --i)
            parts.append(randomJson(random, depth - 1));
        return '[' + parts.join(',') + ']';
    }
    default: {
        QByteArrayList parts;
        for (int i = random.bounded(5); i > 0; --i)
            parts.append('"' + QByteArray(1, char('p' + random.bounded(5)))
                         + "\": " + randomJson(random, depth - 1));
        return '{' + parts.join(", ") + '}';
    }
    }
}

/// Whether two texts are the same JSON by value; by another way than the one under test.
QByteArray canonical(const JsonTree &tree, quint32 value)
{
    switch (tree.kind(value)) {
    case JsonKind::Array: {
        QByteArrayList parts;
        for (const quint32 child : tree.children(value))
            parts.append(canonical(tree, child));
        return '[' + parts.join(',') + ']';
    }
    case JsonKind::Object: {
        QByteArrayList parts;
        for (const quint32 child : tree.children(value))
            parts.append(tree.key(child) + ':' + canonical(tree, child));
        std::ranges::stable_sort(parts, {}, [](const QByteArray &part) { return part.first(1); });
        return '{' + parts.join(',') + '}';
    }
    case JsonKind::Number: {
        const JsonNumber number = jsonNumber(tree.text(value));
        return number.digits + 'e' + QByteArray::number(number.exponent)
            + (number.isNegative ? "-" : "");
    }
    default:
        return tree.text(value).toByteArray();
    }
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestJsonCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void differences_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QString>("expected");
        const auto row
            = [](const char *name, const char *left, const char *right, const QString &expected) {
                  QTest::newRow(name) << QByteArray(left) << QByteArray(right) << expected;
              };
        row("white space says nothing", R"({"a":1})", "{ \"a\" :\n1 }", u""_s);
        row("keys may be in any order", R"({"a":1,"b":2})", R"({"b":2,"a":1})", u""_s);
        row("a value changed", R"({"a":{"b":[1,2]}})", R"({"a":{"b":[1,3]}})", u"~$.a.b[1] 2 3"_s);
        row("a key more", R"({"a":1})", R"({"a":1,"b":[2]})", u"+$.b [2]"_s);
        row("a key less", R"({"a":1,"b":2})", R"({"b":2})", u"-$.a 1"_s);
        row("another type", R"({"a":"1"})", R"({"a":1})", u"!$.a \"1\" 1"_s);
        row("an object that became an array", R"({"a":{}})", R"({"a":[]})", u"!$.a {} []"_s);
        row("null is a type of its own", R"([null])", R"([0])", u"!$[0] null 0"_s);
        row("true and false are of one type", "[true]", "[false]", u"~$[0] true false"_s);
        row("1.0 and 1 are written differently", "[1.0]", "[1]", u"=$[0] 1.0 1"_s);
        row("so are 1e2 and 100", "[1e2]", "[100]", u"=$[0] 1e2 100"_s);
        row("big numbers are never rounded", "[12345678901234567890]", "[12345678901234567891]",
            u"~$[0] 12345678901234567890 12345678901234567891"_s);
        row("nor are long fractions", "[0.1]", "[0.10000000000000000001]",
            u"~$[0] 0.1 0.10000000000000000001"_s);
        row("an escape is another way to write a character", R"(["A/"])", R"(["\u0041\/"])",
            u"=$[0] \"A/\" \"\\u0041\\/\""_s);
        row("a pair of surrogates is one character", R"(["😀"])", R"(["\ud83d\ude00"])",
            u"=$[0] \"😀\" \"\\ud83d\\ude00\""_s);
        row("of keys that occur twice each has its partner", R"({"a":1,"a":2})", R"({"a":1,"a":3})",
            u"~$.a 2 3"_s);
        row("an element put in does not change the others", "[1,2,3]", "[1,9,2,3]", u"+$[1] 9"_s);
        row("an element taken out does not either", R"([{"x":1},{"x":2},{"x":3}])",
            R"([{"x":2},{"x":3}])", u"-$[0] {\"x\":1}"_s);
        row("elements are known by their id",
            R"([{"id":1,"v":"a"},{"id":2,"v":"b"},{"id":3,"v":"c"}])",
            R"([{"id":2,"v":"B"},{"id":3,"v":"c"}])",
            u"-$[0] {\"id\":1,\"v\":\"a\"}; ~$[1].v/$[0].v \"b\" \"B\""_s);
        row("ids that are made anew are none", R"([{"id":"x1","v":1},{"id":"x2","v":2}])",
            R"([{"id":"y1","v":1},{"id":"y2","v":3}])",
            u"~$[0].id \"x1\" \"y1\"; ~$[1].id \"x2\" \"y2\"; ~$[1].v 2 3"_s);
        row("odd keys are in quotes", R"({"a b":1})", R"({"a b":2})", u"~$[\"a b\"] 1 2"_s);
        row("the root itself", "1", "2", u"~$ 1 2"_s);
    }
    void differences()
    {
        QFETCH(const QByteArray, left);
        QFETCH(const QByteArray, right);
        QFETCH(const QString, expected);
        const JsonComparison comparison = compared(left, right);
        QCOMPARE(told(comparison), expected);
        // The other way round there are as many.
        const JsonComparison mirror = compared(right, left);
        QCOMPARE(mirror.total(), comparison.total());
        QCOMPARE(comparison.rows.differences().empty(), expected.isEmpty());
        QVERIFY(compared(left, left).differences.empty());
    }

    void bothAreLaidOutInTheOrderOfTheLeft()
    {
        const JsonComparison comparison
            = compared(R"({"a":1,"b":{"x":[],"y":2}})", R"({"b":{"z":0,"y":2,"x":[]},"a":3})");
        QCOMPARE(QString::fromUtf8(comparison.rows.left().bytes().view()), uR"({
    "a": 1,
    "b": {
        "x": [],
        "y": 2
    }
})"_s);
        QCOMPARE(QString::fromUtf8(comparison.rows.right().bytes().view()), uR"({
    "a": 3,
    "b": {
        "z": 0,
        "x": [],
        "y": 2
    }
})"_s);
        QCOMPARE(sketch(comparison.rows), u"=1 ~1 =1 +1 =4"_s);
        QCOMPARE(comparison.reordered, 2);
        // Where each difference is.
        QCOMPARE(comparison.differences.size(), size_t(2));
        QCOMPARE(comparison.differences[0].row, 1);
        QCOMPARE(comparison.differences[1].row, 3);
    }

    void ignoring_data()
    {
        QTest::addColumn<QStringList>("ignored");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a place") << QStringList{u"$.time"_s}
                                 << u"~$.items[0].id 1 2; ~$.items[0].v 3 4"_s;
        QTest::newRow("any element")
            << QStringList{u"$.time"_s, u"$.items[*].id"_s} << u"~$.items[0].v 3 4"_s;
        QTest::newRow("at any depth")
            << QStringList{u"$..id"_s, u"$..time"_s} << u"~$.items[0].v 3 4"_s;
        QTest::newRow("all below") << QStringList{u"$.items"_s} << u"~$.time 10 20"_s;
        QTest::newRow("one element") << QStringList{u"$.items[0]"_s, u"$['time']"_s} << u""_s;
        QTest::newRow("everything") << QStringList{u"$.*"_s} << u""_s;
    }
    void ignoring()
    {
        QFETCH(const QStringList, ignored);
        QFETCH(const QString, expected);
        const JsonComparison comparison
            = compared(R"({"time":10,"items":[{"id":1,"v":3}]})",
                       R"({"time":20,"items":[{"id":2,"v":4}]})", ignored);
        QCOMPARE(told(comparison), expected);
        QVERIFY(comparison.ignored > 0);
        QCOMPARE(comparison.rows.differences().empty(), expected.isEmpty());
    }

    void elementsAreFoundByWhatIsNotIgnored()
    {
        const JsonComparison comparison
            = compared(R"([{"t":1,"v":"a"},{"t":2,"v":"b"}])",
                       R"([{"t":3,"v":"new"},{"t":4,"v":"a"},{"t":5,"v":"b"}])", {u"$[*].t"_s});
        QCOMPARE(told(comparison), u"+$[0] {\"t\":3,\"v\":\"new\"}"_s);
    }

    void whatIsNoPath_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             {u""_s, u"$"_s, u"a.b"_s, u"$."_s, u"$[x]"_s, u"$[0"_s, u"$.a b"_s})
            QTest::newRow(qPrintable(u"'%1'"_s.arg(text))) << text;
    }
    void whatIsNoPath()
    {
        QFETCH(const QString, text);
        QVERIFY(!JsonPathPattern::parse(text));
    }

    void whateverTheValuesTheDifferencesAreThose()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 3000; ++round) {
            const QByteArray left = randomJson(random, 3);
            const QByteArray right = random.bounded(3) ? randomJson(random, 3) : left;
            const auto leftTree = treeOf(left);
            const auto rightTree = treeOf(right);
            QVERIFY(leftTree && rightTree);
            const JsonComparison comparison = compared(left, right);
            // Keys that occur twice have an order of their own; none of those here.
            const bool isSame = canonical(*leftTree, 0) == canonical(*rightTree, 0);
            qint64 real
                = comparison.total() - comparison.counts[size_t(JsonDifference::Kind::Rewritten)];
            if (isSame)
                QVERIFY2(real == 0, QByteArray(left + "  " + right).constData());
            QCOMPARE(leftTree->hash(0) == rightTree->hash(0), real == 0);
            QCOMPARE(compared(right, left).total() == 0, comparison.total() == 0);
            // Each side is whole, and still the same JSON.
            for (const auto &[rows, tree] : {std::pair(&comparison.rows.left(), &*leftTree),
                                             std::pair(&comparison.rows.right(), &*rightTree)}) {
                const auto again = treeOf(rows->bytes().view().toByteArray());
                QVERIFY2(again, rows->bytes().view().toByteArray().constData());
                QCOMPARE(again->hash(0), tree->hash(0));
            }
            QCOMPARE(reassembled(comparison.rows),
                     std::pair(comparison.rows.left().bytes().view().toByteArray(),
                               comparison.rows.right().bytes().view().toByteArray()));
        }
    }

    void aValueOfMegabytesIsComparedInParts()
    {
        QByteArray text;
        while (text.size() < 200'000)
            text += "some words and a number " + QByteArray::number(text.size()) + ", ";
        const QByteArray left = "{\"t\": \"" + text + "\"}";
        QByteArray right = left;
        right.insert(100'000, "put in ");
        const JsonComparison comparison = compared(left, right);
        QCOMPARE(comparison.total(), 1);
        QVERIFY(comparison.differences[0].isLeftCut);
        QVERIFY2(comparison.rows.count(RowKind::Changed) <= 3, qPrintable(sketch(comparison.rows)));
        QVERIFY(comparison.rows.left().longest() <= TextRows::longestRow + 1);
    }

    void linesOfValuesAreAList()
    {
        const auto left
            = JsonTree::parse(HeldBytes("{\"a\":1}\n{\"a\":2}\n"), JsonTree::Values::Many);
        const auto right
            = JsonTree::parse(HeldBytes("{\"a\":1}\n\n{\"a\":3}"), JsonTree::Values::Many);
        QVERIFY(left && right);
        const auto comparison = **compareJson(*left, *right);
        QCOMPARE(told(comparison), u"~$[1].a 2 3"_s);
    }

    void bracketsBeyondCountingAreNotRead()
    {
        const auto tree = treeOf(QByteArray(100'000, '['));
        QVERIFY(!tree);
        QCOMPARE(tree.error().kind, JsonTree::Failure::Kind::TooDeep);
    }

    void theJsonOfOthers_data()
    {
        const QString folder = fixtureFolder(u"json"_s);
        QTest::addColumn<QString>("path");
        if (folder.isEmpty())
            QSKIP("the folder json of the fixtures is not there");
        for (const QString &part : {u"test_parsing"_s, u"test_transform"_s}) {
            const QDir dir(folder + u'/' + part);
            for (const QString &name : dir.entryList(QDir::Files))
                QTest::newRow(qPrintable(name)) << dir.filePath(name);
        }
    }
    void theJsonOfOthers()
    {
        QFETCH(const QString, path);
        const QByteArray text = contentOf(path);
        JsonPrinter printer;
        QByteArray printed;
        printer.print(text, printed);
        const auto fault = printer.finish();
        const auto tree = treeOf(text);
        if (!tree && tree.error().kind == JsonTree::Failure::Kind::TooDeep)
            return;
        // Reader and printer agree on what JSON is, and where it is not.
        QCOMPARE(tree.has_value(), !fault.has_value());
        if (!tree) {
            QVERIFY(tree.error().fault);
            QCOMPARE(*tree.error().fault, *fault);
            return;
        }
        const JsonComparison comparison = **compareJson(*tree, *treeOf(printed));
        QCOMPARE(told(comparison), QString());
    }
};

QTEST_GUILESS_MAIN(TestJsonCompare)
#include "tst_jsoncompare.moc"
