// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/jsonpath/querying.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// The example of RFC 9535 section 1.5.
const QByteArray store = R"({ "store": {
  "book": [
    {"category": "reference", "author": "Nigel Rees", "title": "Sayings of the Century", "price": 8.95},
    {"category": "fiction", "author": "Evelyn Waugh", "title": "Sword of Honour", "price": 12.99},
    {"category": "fiction", "author": "Herman Melville", "title": "Moby Dick", "isbn": "0-553-21311-3",
     "price": 8.99},
    {"category": "fiction", "author": "J. R. R. Tolkien", "title": "The Lord of the Rings",
     "isbn": "0-395-19395-8", "price": 22.99}],
  "bicycle": {"color": "red", "price": 399}}})";

/// Of section 2.3.5.3.
const QByteArray filtered
    = R"({"a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}],
  "o": {"p": 1, "q": 2, "r": 3, "s": 5, "t": {"u": 6}}, "e": "f"})";

/// Of section 2.5.2.3.
const QByteArray descended = R"({"o": {"j": 1, "k": 2}, "a": [5, 3, [{"j": 4}, {"k": 6}]]})";

} // namespace

/// The examples of RFC 9535, section by section.
class TestJsonQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void givesTheseValues_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("values");
        const auto row = [](const char *section, const QByteArray &json, const QString &query,
                            const QStringList &values) {
            QTest::addRow("%s %s", section, qPrintable(query)) << json << query << values;
        };
        const auto bookRow = [&row](const QString &query, const QStringList &values) {
            row("1.5", store, query, values);
        };
        const QStringList authors{u"\"Nigel Rees\""_s, u"\"Evelyn Waugh\""_s,
                                  u"\"Herman Melville\""_s, u"\"J. R. R. Tolkien\""_s};
        bookRow(u"$.store.book[*].author"_s, authors);
        bookRow(u"$..author"_s, authors);
        bookRow(u"$.store.*.color"_s, {u"\"red\""_s});
        bookRow(u"$.store..price"_s, {u"8.95"_s, u"12.99"_s, u"8.99"_s, u"22.99"_s, u"399"_s});
        bookRow(u"$..book[2].author"_s, {u"\"Herman Melville\""_s});
        bookRow(u"$..book[2].publisher"_s, {});
        bookRow(u"$..book[-1].title"_s, {u"\"The Lord of the Rings\""_s});
        bookRow(u"$..book[0,1].price"_s, {u"8.95"_s, u"12.99"_s});
        bookRow(u"$..book[:2].price"_s, {u"8.95"_s, u"12.99"_s});
        bookRow(u"$..book[?@.isbn].price"_s, {u"8.99"_s, u"22.99"_s});
        bookRow(u"$..book[?@.price<10].title"_s,
                {u"\"Sayings of the Century\""_s, u"\"Moby Dick\""_s});

        const QByteArray names = "{\"o\": {\"j j\": {\"k.k\": 3}}, \"'\": {\"@\": 2}}";
        row("2.3.1", names, u"$.o['j j']"_s, {u"{\"k.k\": 3}"_s});
        row("2.3.1", names, u"$.o['j j']['k.k']"_s, {u"3"_s});
        row("2.3.1", names, u"$.o[\"j j\"][\"k.k\"]"_s, {u"3"_s});
        row("2.3.1", names, u"$[\"'\"][\"@\"]"_s, {u"2"_s});

        const QByteArray wild = R"({"o": {"j": 1, "k": 2}, "a": [5, 3]})";
        row("2.3.2", wild, u"$[*]"_s, {u"{\"j\": 1, \"k\": 2}"_s, u"[5, 3]"_s});
        row("2.3.2", wild, u"$.o[*]"_s, {u"1"_s, u"2"_s});
        row("2.3.2", wild, u"$.o[*, *]"_s, {u"1"_s, u"2"_s, u"1"_s, u"2"_s});
        row("2.3.2", wild, u"$.a[*]"_s, {u"5"_s, u"3"_s});

        row("2.3.3", R"(["a","b"])", u"$[1]"_s, {u"\"b\""_s});
        row("2.3.3", R"(["a","b"])", u"$[-2]"_s, {u"\"a\""_s});
        row("2.3.3", R"(["a","b"])", u"$[-3]"_s, {});

        const QByteArray letters = R"(["a","b","c","d","e","f","g"])";
        row("2.3.4", letters, u"$[1:3]"_s, {u"\"b\""_s, u"\"c\""_s});
        row("2.3.4", letters, u"$[5:]"_s, {u"\"f\""_s, u"\"g\""_s});
        row("2.3.4", letters, u"$[1:5:2]"_s, {u"\"b\""_s, u"\"d\""_s});
        row("2.3.4", letters, u"$[5:1:-2]"_s, {u"\"f\""_s, u"\"d\""_s});
        row("2.3.4", letters, u"$[::-1]"_s,
            {u"\"g\""_s, u"\"f\""_s, u"\"e\""_s, u"\"d\""_s, u"\"c\""_s, u"\"b\""_s, u"\"a\""_s});
        row("2.3.4", letters, u"$[-3:-1]"_s, {u"\"e\""_s, u"\"f\""_s});
        row("2.3.4", letters, u"$[::0]"_s, {});
        row("2.3.4", letters, u"$[-100:2]"_s, {u"\"a\""_s, u"\"b\""_s});
        row("2.3.4", letters, u"$[100:5:-1]"_s, {u"\"g\""_s});
        row("2.3.4", letters, u"$[1:-100:-1]"_s, {u"\"b\""_s, u"\"a\""_s});

        const auto filterRow = [&row](const QString &query, const QStringList &values) {
            row("2.3.5", filtered, query, values);
        };
        const QStringList withB{u"{\"b\": \"j\"}"_s, u"{\"b\": \"k\"}"_s, u"{\"b\": {}}"_s,
                                u"{\"b\": \"kilo\"}"_s};
        filterRow(u"$.a[?@.b == 'kilo']"_s, {u"{\"b\": \"kilo\"}"_s});
        filterRow(u"$.a[?(@.b == 'kilo')]"_s, {u"{\"b\": \"kilo\"}"_s});
        filterRow(u"$.a[?@>3.5]"_s, {u"5"_s, u"4"_s, u"6"_s});
        filterRow(u"$.a[?@.b]"_s, withB);
        filterRow(u"$[?@.*][0]"_s, {u"3"_s});
        filterRow(u"$[?@[?@.b]][0]"_s, {u"3"_s});
        filterRow(u"$.o[?@<3, ?@<3]"_s, {u"1"_s, u"2"_s, u"1"_s, u"2"_s});
        filterRow(u"$.a[?@<2 || @.b == \"k\"]"_s, {u"1"_s, u"{\"b\": \"k\"}"_s});
        filterRow(u"$.a[?match(@.b, \"[jk]\")]"_s, {u"{\"b\": \"j\"}"_s, u"{\"b\": \"k\"}"_s});
        filterRow(u"$.a[?search(@.b, \"[jk]\")]"_s,
                  {u"{\"b\": \"j\"}"_s, u"{\"b\": \"k\"}"_s, u"{\"b\": \"kilo\"}"_s});
        filterRow(u"$.o[?@>1 && @<4]"_s, {u"2"_s, u"3"_s});
        filterRow(u"$.o[?@.u || @.x]"_s, {u"{\"u\": 6}"_s});
        filterRow(u"$.a[?@.b == $.x]"_s, {u"3"_s, u"5"_s, u"1"_s, u"2"_s, u"4"_s, u"6"_s});
        filterRow(u"$.a[?@ == @]"_s,
                  QStringList{u"3"_s, u"5"_s, u"1"_s, u"2"_s, u"4"_s, u"6"_s} + withB);

        row("2.4", store, u"$.store.book[?length(@.author) == 10].price"_s, {u"8.95"_s});
        row("2.4", store, u"$.store[?count(@.*.author) >= 4][0].price"_s, {u"8.95"_s});
        row("2.4", store, u"$.store[?value(@..color) == \"red\"].price"_s, {u"399"_s});

        row("2.5.1", letters, u"$[0, 3]"_s, {u"\"a\""_s, u"\"d\""_s});
        row("2.5.1", letters, u"$[0:2, 5]"_s, {u"\"a\""_s, u"\"b\""_s, u"\"f\""_s});
        row("2.5.1", letters, u"$[0, 0]"_s, {u"\"a\""_s, u"\"a\""_s});

        row("2.5.2", descended, u"$..j"_s, {u"1"_s, u"4"_s});
        row("2.5.2", descended, u"$..[0]"_s, {u"5"_s, u"{\"j\": 4}"_s});
        row("2.5.2", descended, u"$..*"_s,
            {u"{\"j\": 1, \"k\": 2}"_s, u"[5, 3, [{\"j\": 4}, {\"k\": 6}]]"_s, u"1"_s, u"2"_s,
             u"5"_s, u"3"_s, u"[{\"j\": 4}, {\"k\": 6}]"_s, u"{\"j\": 4}"_s, u"{\"k\": 6}"_s,
             u"4"_s, u"6"_s});
        row("2.5.2", descended, u"$..o"_s, {u"{\"j\": 1, \"k\": 2}"_s});
        row("2.5.2", descended, u"$.o..[*, *]"_s, {u"1"_s, u"2"_s, u"1"_s, u"2"_s});
        row("2.5.2", descended, u"$.a..[0, 1]"_s,
            {u"5"_s, u"3"_s, u"{\"j\": 4}"_s, u"{\"k\": 6}"_s});

        const QByteArray null = R"({"a": null, "b": [null], "c": [{}], "null": 1})";
        row("2.6", null, u"$.a"_s, {u"null"_s});
        row("2.6", null, u"$.a[0]"_s, {});
        row("2.6", null, u"$.a.d"_s, {});
        row("2.6", null, u"$.b[?@]"_s, {u"null"_s});
        row("2.6", null, u"$.b[?@==null]"_s, {u"null"_s});
        row("2.6", null, u"$.c[?@.d==null]"_s, {});
        row("2.6", null, u"$.null"_s, {u"1"_s});
    }
    void givesTheseValues()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, query);
        const Queried result = queried(query, outlineOf(json));
        QCOMPARE(result.failure, QString());
        QTEST(result.values, "values");
    }

    void normalizesPaths_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *name, const QByteArray &json, const QString &query,
                            const QString &path) { QTest::newRow(name) << json << query << path; };
        row("the root", "1", u"$"_s, u"$"_s);
        row("a name", R"({"a": 1})", u"$.a"_s, u"$['a']"_s);
        row("an index from the end", "[1, 2]", u"$[-1]"_s, u"$[1]"_s);
        row("a slice", "[1, 2, 3]", u"$[1:2]"_s, u"$[1]"_s);
        row("steps", R"({"a": {"b": [0, 1]}})", u"$.a.b[1:]"_s, u"$['a']['b'][1]"_s);
        row("an escaped key", R"({"\u000b": 1})", u"$[\"\\u000B\"]"_s, u"$['\\u000b']"_s);
        row("a key that needs no escape", R"({"\u0061": 1})", u"$.a"_s, u"$['a']"_s);
        row("quotes and backslashes", "{\"it's \\\\ \\\" \\n\": 1}", u"$.*"_s,
            u"$['it\\'s \\\\ \" \\n']"_s);
        row("other letters stay", R"({"ключ😀": 1})", u"$.*"_s, u"$['ключ😀']"_s);
        row("below", R"({"a": [{"b": [7]}]})", u"$..b[0]"_s, u"$['a'][0]['b'][0]"_s);
        row("backwards", "[[1], [2]]", u"$[::-1][0]"_s, u"$[1][0]"_s);
    }
    void normalizesPaths()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, query);
        QFETCH(const QString, path);
        const JsonOutline outline = outlineOf(json);
        const Queried result = queried(query, outline);
        QVERIFY2(!result.paths.isEmpty(), qPrintable(result.failure));
        QCOMPARE(result.paths.first(), path);
        // A path is a query for its value alone.
        const Queried again = queried(path, outline);
        QCOMPARE(again.values, result.values.first(1));
        QCOMPARE(again.paths, QStringList(path));
    }

    void comparesAsTheTableSays_data()
    {
        QTest::addColumn<bool>("holds");
        const std::pair<const char *, bool> all[] = {
            {"$.absent1 == $.absent2", true},
            {"$.absent1 <= $.absent2", true},
            {"$.absent == 'g'", false},
            {"$.absent1 != $.absent2", false},
            {"$.absent != 'g'", true},
            {"1 <= 2", true},
            {"1 > 2", false},
            {"13 == '13'", false},
            {"'a' <= 'b'", true},
            {"'a' > 'b'", false},
            {"$.obj == $.arr", false},
            {"$.obj != $.arr", true},
            {"$.obj == $.obj", true},
            {"$.obj != $.obj", false},
            {"$.arr == $.arr", true},
            {"$.arr != $.arr", false},
            {"$.obj == 17", false},
            {"$.obj != 17", true},
            {"$.obj <= $.arr", false},
            {"$.obj < $.arr", false},
            {"$.obj <= $.obj", true},
            {"$.arr <= $.arr", true},
            {"1 <= $.arr", false},
            {"1 >= $.arr", false},
            {"1 > $.arr", false},
            {"1 < $.arr", false},
            {"true <= true", true},
            {"true > true", false},
        };
        for (const auto &[text, holds] : all)
            QTest::newRow(text) << holds;
    }
    void comparesAsTheTableSays()
    {
        const QByteArray json = R"({"obj": {"x": "y"}, "arr": [2, 3], "one": 1})";
        const Queried result = queried(u"$[?"_s + QLatin1StringView(QTest::currentDataTag()) + u']',
                                       outlineOf(json));
        QCOMPARE(result.failure, QString());
        QFETCH(const bool, holds);
        QCOMPARE(result.values.size(), holds ? 3 : 0);
    }
};

QTEST_GUILESS_MAIN(TestJsonQuery)
#include "tst_jsonquery.moc"
