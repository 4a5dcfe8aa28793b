// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/core/regex/diagnosing.h"

#include "core/regex/lint/foreignsyntax.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Recloser::PythonVersion)

/// Rules about a pattern alone: P, E1, L1 to L3.
class TestLintPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void rules_data();
    void rules();
    void foreignSyntax_data();
    void foreignSyntax();
    void whatIsPythonIsNotForeign_data();
    void whatIsPythonIsNotForeign();
    void versions_data();
    void versions();
};

namespace {

const auto url = u"http://www.store1.com:8001/m_search?productId=11211"_s;

} // namespace

void TestLintPattern::rules_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("says"); // empty: nothing
    QTest::addColumn<QString>("fix"); // the first
    const auto row = [](const char *name, const char *rule, const char *pattern, const char *says,
                        const char *fix = "") {
        QTest::newRow(name) << QString::fromUtf8(rule) << QString::fromUtf8(pattern)
                            << QString::fromUtf8(says) << QString::fromUtf8(fix);
    };
    row("an error is Python's", "P1", "(",
        "re.error: missing ), unterminated subpattern at position 0");
    row("the error tells of the circuits", "P1", "(", "the whole URL: 1 URL, 1 circuit");
    row("an overflow is no re.error", "P1", "a{4294967295}", "OverflowError: the repetition");
    row("a pattern is no error", "P1", "a", "");
    row("a nested set", "P2", "[[w]ww", "FutureWarning: Possible nested set at position 1",
        "[\\[w]ww");
    row("no warning", "P2", "[a]w", "");
    row("a star", "E1", ".*", "also fits the empty text", ".+");
    row("an empty alternative", "E1", "a|", "also fits the empty text");
    row("a look-ahead alone", "E1", "(?=a)", "also fits the empty text");
    row("a plus", "E1", ".+", "");
    row("a star behind something", "E1", "w.*", "");
    row("[w]", "L1", "[w].+", "“[w]” is the same as “w”", "w.+");
    row("[1]", "L1", "[1].+", "“[1]” is the same as “1”", "1.+");
    row("[.] is the usual way to write a dot", "L1", "www[.]store", "");
    row("[/] as well", "L1", "[/]", "");
    row("a range", "L1", "[a-w]", "");
    row("a set that is turned round", "L1", "[^w]", "");
    row("an empty look-ahead", "L2", "w.+(?=)/", "is empty, so it is always true", "w.+/");
    row("an empty look-behind", "L2", "(?<=)w", "is empty, so it is always true", "w");
    row("an empty group", "L2", "w(?:)w", "is empty and matches nothing", "ww");
    row("once", "L2", "w{1}", "is once", "w");
    row("a bar in a set", "L2", "[w|s]+", "separates nothing", "[ws]+");
    row("a comma in a set", "L2", "[a-z,A-Z]+", "separates nothing", "[a-zA-Z]+");
    row("a character twice", "L2", "[wsw]+", "is in “[wsw]” already", "[ws]+");
    row("an underscore beside \\w", "L2", "[\\w_.]+", "“_” is in", "[\\w.]+");
    row("a digit beside its range", "L2", "[0-95]+", "“5” is in", "[0-9]+");
    row("a bar alone may be meant", "L2", "[|]|w", "");
    row("delimiters are meant", "L2", "[/?#]", "");
    row("a comma at the end may be meant", "L2", "[a-z,]+", "");
    row("a look-ahead", "L2", "w(?=w)", "");
    row("twice", "L2", "w{2}", "");
    row("a dot in a name", "L3", "www.store1.com", "“wwwxstore1” fits", "www\\.store1\\.com");
    row("a dot that is repeated", "L3", "w.+c", "");
    row("a dot that is one", "L3", "store1\\.com", "");
    row("a dot at the start", "L3", ".com", "");
    row("a dot before a slash", "L3", "com.8001", "“comx8001” fits", "");
}

void TestLintPattern::rules()
{
    QFETCH(QString, rule);
    QFETCH(QString, pattern);
    QFETCH(QString, says);
    QFETCH(QString, fix);
    const auto findings = diagnose(pattern, url);
    const Finding *finding = found(findings, rule);
    QCOMPARE(finding != nullptr, !says.isEmpty());
    if (!finding)
        return;
    QVERIFY2(QString::fromStdString(finding->detail).contains(says), finding->detail.c_str());
    if (!fix.isEmpty()) {
        QVERIFY2(!finding->fixes.empty(), qPrintable(told(findings)));
        QCOMPARE(QString::fromStdU32String(finding->fixes.front().pattern), fix);
    }
}

void TestLintPattern::foreignSyntax_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("python"); // empty: there is none
    const auto row = [](const char *name, const char *pattern, const char *python) {
        QTest::newRow(name) << QString::fromUtf8(pattern) << QString::fromUtf8(python);
    };
    row("a regular expression of JavaScript", "/^https:\\/\\/x/i", "(?i)^https://x");
    row("with flags that search all", "/https:\\/\\/[^/]+/gi", "(?i)https://[^/]+");
    row("delimiters of PHP", "#^https?://[^/]+#i", "(?i)^https?://[^/]+");
    row("a raw string", "r'^https?://\\w+'", "^https?://\\w+");
    row("a raw string with other quotes", "R\"\"\"^a\\.b\"\"\"", "^a\\.b");
    row("a string", "\"^https?://[^/]+\"", "^https?://[^/]+");
    row("a string with doubled backslashes", "'\\\\d+\\\\.com'", "\\d+\\.com");
    row("a string of Go", "`^\\d+`", "^\\d+");
    row("a string of C#", "@\"^\\d+\"", "^\\d+");
    row("a call", "re.compile(r'^a+', re.I)", "^a+");
    row("blanks", "  ^a+ ", "^a+");
    row("a line feed at the end", "^a+\n", "^a+");
    row("quotes within blanks", " '^a+'\n", "^a+");
    row("backslashes of a string", "^\\\\w+\\\\.com", "^\\w+\\.com");
    row("a named group", "(?<host>\\w+)", "(?P<host>\\w+)");
    row("a named group of .NET", "(?'host'\\w+)", "(?P<host>\\w+)");
    row("a reference", "(?P<a>x)\\k<a>", "(?P<a>x)(?P=a)");
    row("a reference by number", "(x)\\g{1}", "(x)\\1");
    row("literal text", "\\Qwww.a.com\\E/", "www\\.a\\.com/");
    row("a horizontal blank", "a\\hb[\\h]", "a[ \\t]b[ \\t]");
    row("a line end", "a\\R", "a(?:\\r\\n|\\n|\\r)");
    row("the very end", "a\\z", "a\\Z");
    row("keep out", "//\\K[^/]+", "(?<=//)[^/]+");
    row("keep out of any width", "https?://\\K[^/]+", "");
    row("a property", "\\p{L}+", "[^\\W\\d_]+");
    row("a property in a set", "[\\p{Lu}x]", "[A-Zx]");
    row("a property without Python's words", "\\p{Greek}", "");
    row("a POSIX class", "[[:alpha:]]+", "[a-zA-Z]+");
    row("a POSIX class and more", "[[:digit:].-]+", "[0-9.-]+");
    row("any character of JavaScript", "a[^]", "a(?s:.)");
    row("a code point", "\\x{e9}\\u{1F600}", "\\u00e9\\U0001F600");
    row("a control character", "\\cA", "\\x01");
    row("recursion", "(a(?R)?)", "");
    row("a subroutine", "(?<a>x)(?&a)", "");
    row("branch reset", "(?|(a)|(b))", "(?:(a)|(b))");
    row("a verb", "(*UTF8)a+", "a+");
    row("a verb that fails", "a(*FAIL)", "a(?!)");
    row("flags in the middle", "a(?i)b", "(?i)ab");
    row("flags of others", "(?U)a+", "a+");
    row("a shell's name pattern", "*.store1.com", "[^/]*\\.store1\\.com");
}

void TestLintPattern::foreignSyntax()
{
    QFETCH(QString, pattern);
    QFETCH(QString, python);
    const auto findings = diagnose(pattern, url);
    const Finding *finding = found(findings, u"P4"_s);
    QVERIFY2(finding, qPrintable(told(findings)));
    QCOMPARE(finding->severity, Severity::Warning);
    QCOMPARE(finding->fixes.empty(), python.isEmpty());
    if (!python.isEmpty())
        QCOMPARE(QString::fromStdU32String(finding->fixes.front().pattern), python);
    // What is cause of an error or of no match has the fix there, too.
    const Finding &worst = findings.front();
    if (worst.severity == Severity::Error && !python.isEmpty()
        && (worst.rule == "P1" || worst.rule == "M1"))
        QCOMPARE(QString::fromStdU32String(worst.fixes.front().pattern), python);
}

void TestLintPattern::whatIsPythonIsNotForeign_data()
{
    QTest::addColumn<QString>("pattern");
    for (const char *pattern : {"^https?://[^/?#]+",
                                "https:\\/\\/[^/]+",
                                "/api/",
                                "/api/v1/",
                                "/m_search",
                                "(?P<a>x)(?P=a)",
                                "(?<=//)[^/]+",
                                "(?<!x)y",
                                "(?i)a",
                                "(?i:a)b",
                                "(?s-i:a)",
                                "[/?#]",
                                "a\\Z",
                                "(?#note)a",
                                "(?>a)b++",
                                "[]a]",
                                "[^]a]",
                                "\\d+",
                                "[w].+(?=/)",
                                "\\\\",
                                "(?x) a b ",
                                "'",
                                "[:/:]",
                                "\\N{EM DASH}",
                                "#",
                                "a*",
                                "(a)(?(1)b|c)",
                                "\\x41\\u0041",
                                "~user",
                                "/~user/x"})
        QTest::newRow(pattern) << QString::fromUtf8(pattern);
}

void TestLintPattern::whatIsPythonIsNotForeign()
{
    QFETCH(QString, pattern);
    const auto findings = diagnose(pattern, url);
    QVERIFY2(!found(findings, u"P4"_s), qPrintable(told(findings)));
}

void TestLintPattern::versions_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("urls");
    QTest::addColumn<PythonVersion>("version");
    QTest::addColumn<QString>("title"); // empty: no P3
    const auto row = [](const char *name, const char *pattern, const char *urls,
                        PythonVersion version, const char *title) {
        QTest::newRow(name) << QString::fromUtf8(pattern) << QString::fromUtf8(urls) << version
                            << QString::fromUtf8(title);
    };
    row("possessive", "a++", "a", PythonVersion::Py311, "Works only from 3.11");
    row("possessive, seen from before", "a++", "a", PythonVersion::Py38, "Works only from 3.11");
    row("atomic", "(?>a)", "a", PythonVersion::Py314, "Works only from 3.11");
    row("\\z", "a\\z", "a", PythonVersion::Py314, "Works only from 3.14");
    row("flags in the middle", "a(?i)b", "aB", PythonVersion::Py310, "Works only up to 3.10");
    row("another key", "\\B|a", "", PythonVersion::Py311, "");
    row("the same everywhere", "[w].+(?=/)", "http://www.a.com/b", PythonVersion::Py311, "");
    row("invalid everywhere", "(", "a", PythonVersion::Py311, "");
    row("letters that came later", "\\w+", "http://\xf0\x9e\x93\x90/", PythonVersion::Py311, "");
    row("an edge of nothing", "(?<=x)\\B|https?", "xy", PythonVersion::Py311, "");
    row("words of Unicode 15", "(?<=a/)\\w+", "http://a/\xf0\x9e\x93\x90\xf0\x9e\x93\x91",
        PythonVersion::Py311, "Other keys in Python 3.12");
}

void TestLintPattern::versions()
{
    QFETCH(QString, pattern);
    QFETCH(QString, urls);
    QFETCH(PythonVersion, version);
    QFETCH(QString, title);
    const auto findings = diagnose(pattern, urls, version);
    const Finding *finding = found(findings, u"P3"_s);
    QCOMPARE(finding ? QString::fromStdString(finding->title) : QString(), title);
    if (finding)
        QCOMPARE(finding->severity, Severity::Warning);
}

QTEST_GUILESS_MAIN(TestLintPattern)
#include "tst_lintpattern.moc"
