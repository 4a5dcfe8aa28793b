// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/expectedkeys.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

/// Patterns with the keys they must give, as files.
class TestExpectedKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void readsATable();
    void namesThePlace_data();
    void namesThePlace();
    void anyTextComesBack_data();
    void anyTextComesBack();
    void whatDidNotChangeIsTheSameBytes_data();
    void whatDidNotChangeIsTheSameBytes();
    void onlyTheChangedLineChanges();
};

namespace {

const auto table = "# Keys of the shop\n"
                   "pattern: ^https?://[^/?#]+ \n"
                   "# ours\n"
                   "python: 3.10\n"
                   "\n"
                   "http://a/b\thttp://a\n"
                   "# none\n"
                   "  ftp://a/  \t\t (no match) \n"
                   "\"# odd\"\t\"\"\n"
                   "\n"
                   "# the end\n"_ba;

} // namespace

void TestExpectedKeys::readsATable()
{
    const auto keys = parseExpectedKeys(table);
    QVERIFY(keys);
    QCOMPARE(keys->pattern, u"^https?://[^/?#]+ "_s);
    QCOMPARE(keys->python, u"3.10"_s);
    QCOMPARE(keys->rows.size(), 3);
    QCOMPARE(keys->rows[0].url, u"http://a/b"_s);
    QVERIFY(keys->rows[0].key == u"http://a"_s);
    QCOMPARE(keys->rows[0].number, 6);
    QCOMPARE(keys->rows[1].url, u"ftp://a/"_s);
    QVERIFY(!keys->rows[1].key);
    QCOMPARE(keys->rows[1].before, u"# none\n"_s);
    QCOMPARE(keys->rows[2].url, u"# odd"_s);
    QVERIFY(keys->rows[2].key == u""_s);
    QCOMPARE(keys->after, u"\n# the end\n"_s);
}

void TestExpectedKeys::namesThePlace_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("says");
    const auto row
        = [](const char *name, const QByteArray &file, int line, int column, const char *says) {
              QTest::newRow(name) << file << line << column << QString::fromUtf8(says);
          };
    row("an empty file", "", 1, 1, "names no pattern");
    row("comments alone", "# a\n# b\n", 2, 1, "names no pattern");
    row("a row before the pattern", "# a\nhttp://a\tb\n", 2, 1, "URL before the pattern");
    row("two patterns", "pattern: a\npattern: b\n", 2, 1, "a second pattern");
    row("Python before the pattern", "python: 3.8\npattern: b\n", 1, 1, "behind");
    row("two Pythons", "pattern: a\npython: 3.8\npython: 3.9\n", 3, 1, "a second");
    row("Python without a version", "pattern: a\npython:\n", 2, 8, "3.8 to 3.14");
    row("blanks for a tab", "pattern: a\n\nhttp://a   b\n", 3, 13, "write a tab");
    row("a tab and nothing", "pattern: a\nhttp://a\t\n", 2, 10, "no key");
    row("three columns", "pattern: a\nu\tk\tx\n", 2, 4, "third column");
    row("a quote that does not end", "pattern: a\nu\t\"k\n", 2, 3, "JSON string");
    row("text behind a quote", "pattern: a\n\"u\" x\tk\n", 2, 1, "JSON string");
    row("a pattern that begins with a quote", "pattern: \"a\n", 1, 10, "JSON string");
    row("Latin-1", "pattern: a\nh\xe9\tk\n", 2, 2, "UTF-8");
}

void TestExpectedKeys::namesThePlace()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, says);
    const auto keys = parseExpectedKeys(file);
    QVERIFY(!keys);
    QTEST(keys.error().line, "line");
    QTEST(keys.error().column, "column");
    QVERIFY2(keys.error().message.contains(says), qPrintable(keys.error().message));
}

void TestExpectedKeys::anyTextComesBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a URL") << u"http://www.store1.com:8001/m?a=b#c"_s;
    QTest::newRow("a pattern with backslashes and a quote") << uR"((?<=//)[^/"?#]+\.com\\)"_s;
    QTest::newRow("a quote in front") << u"\"x\""_s;
    QTest::newRow("blanks at the ends") << u" x\u00a0"_s;
    QTest::newRow("tab, line feed and return") << u"a\tb\nc\r"_s;
    QTest::newRow("NUL") << u"a\0b"_s;
    QTest::newRow("halves of a surrogate pair") << QString(u"\xdc00\xd800x\xd83d\xde00\xd83d"_s);
    QTest::newRow("beyond the first plane") << u"http://x/\U0001F600"_s;
    QTest::newRow("a comment sign") << u"#x"_s;
    QTest::newRow("the word for no match") << u"(no match)"_s;
    QTest::newRow("a header's name") << u"pattern: x"_s;
    QTest::newRow("line separators") << u"a\u2028\u2029\u0085\ufeff"_s;
}

void TestExpectedKeys::anyTextComesBack()
{
    QFETCH(QString, text);
    ExpectedKeys keys{.pattern = text, .python = u"3.14"_s};
    keys.rows = {{.url = text, .key = text}, {.url = text, .key = {}}, {.url = text, .key = u""_s}};
    const QByteArray file = toFile(keys);
    QCOMPARE(file.count('\n'), 5);
    const auto read = parseExpectedKeys(file);
    QVERIFY2(read, file.constData());
    QCOMPARE(read->pattern, text);
    QCOMPARE(read->python, keys.python);
    QCOMPARE(read->rows.size(), keys.rows.size());
    for (qsizetype i = 0; i < keys.rows.size(); ++i) {
        QCOMPARE(read->rows[i].url, text);
        QVERIFY(read->rows[i].key == keys.rows[i].key);
    }
}

void TestExpectedKeys::whatDidNotChangeIsTheSameBytes_data()
{
    QTest::addColumn<QByteArray>("file");
    // Of the headers only the pattern is laid out anew, where its last blank would be lost to
    // sight.
    QByteArray plain = table;
    plain.replace("+ \n", "+\n");
    QTest::newRow("comments, blanks and quotes") << plain;
    QByteArray returns = plain;
    returns.replace("\n", "\r\n");
    QTest::newRow("with returns") << returns;
    QTest::newRow("no rows") << "pattern: a\n"_ba;
}

void TestExpectedKeys::whatDidNotChangeIsTheSameBytes()
{
    QFETCH(QByteArray, file);
    const auto keys = parseExpectedKeys(file);
    QVERIFY(keys);
    QCOMPARE(toFile(*keys), file);
}

void TestExpectedKeys::onlyTheChangedLineChanges()
{
    auto keys = parseExpectedKeys("pattern: a\n a \t\t b\n c \t\t d\n");
    QVERIFY(keys);
    keys->rows[1].key = u"e"_s;
    keys->rows.append({.url = u"f"_s, .key = u"g"_s});
    QCOMPARE(toFile(*keys), "pattern: a\n a \t\t b\nc\te\nf\tg\n"_ba);
}

QTEST_GUILESS_MAIN(TestExpectedKeys)
#include "tst_expectedkeys.moc"
