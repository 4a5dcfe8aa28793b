// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/search.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Recloser;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Recloser::PythonVersion)

namespace {

const QString store = u"http://www.store1.com:8001/m_search?productId=11211"_s;
const QString comment = u"http://www.store1.com:8001/comment/postID/11211"_s;

/// The spans as Python prints them: "(7, 26) (-1, -1)", "None", or the reason for giving up.
QString spansOf(const SearchResult &result)
{
    if (!result)
        return u"gave up"_s;
    if (!*result)
        return u"None"_s;
    QStringList spans;
    for (const auto &span : (*result)->groups)
        spans.append(span ? u"(%1, %2)"_s.arg(span->begin).arg(span->end) : u"(-1, -1)"_s);
    return spans.join(u' ');
}

QString spansOf(const char32_t *pattern, const std::u32string &subject,
                PythonVersion version = PythonVersion::Py311)
{
    return spansOf(search(*parse(pattern, version), subject));
}

} // namespace

class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void seedExamples_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("spans");
        QTest::newRow("host and port")
            << store << "[w].+(?=/)" << "www.store1.com:8001" << "(7, 26)";
        QTest::newRow("host") << store << "[w].+(?=:)" << "www.store1.com" << "(7, 21)";
        QTest::newRow("everything") << store << ".*" << store << "(0, 51)";
        QTest::newRow("to the m_")
            << store << ".+m_" << "http://www.store1.com:8001/m_" << "(0, 29)";
        QTest::newRow("to the last slash")
            << comment << "[w].+(?=/)" << "www.store1.com:8001/comment/postID" << "(7, 41)";
        QTest::newRow("with the last slash")
            << comment << "[w].+(?=)/" << "www.store1.com:8001/comment/postID/" << "(7, 42)";
        QTest::newRow("an address") << u"http://127.0.0.1:8001/store_search?productid=1"_s
                                    << "[1].+(?=/)" << "127.0.0.1:8001" << "(7, 21)";
        QTest::newRow("no match") << u"https://reqres.in/api/users/1"_s << "[1].+(?=:)" << ""
                                  << "None";
    }

    void seedExamples()
    {
        QFETCH(QString, url);
        QFETCH(QString, pattern);
        QFETCH(QString, key);
        QFETCH(QString, spans);
        const auto result = search(*parse(pattern.toStdU32String()), url.toStdU32String());
        QCOMPARE(spansOf(result), spans);
        if (key.isEmpty())
            return;
        const Span whole = *(*result)->groups.front();
        QCOMPARE(url.mid(qsizetype(whole.begin), qsizetype(whole.end - whole.begin)), key);
    }

    void dialect_data()
    {
        QTest::addColumn<std::u32string>("pattern");
        QTest::addColumn<std::u32string>("subject");
        QTest::addColumn<PythonVersion>("version");
        QTest::addColumn<QString>("spans");
        const auto row
            = [](const char *name, const char32_t *pattern, const std::u32string &subject,
                 const char *spans, PythonVersion version = PythonVersion::Py311) {
                  QTest::newRow(name)
                      << std::u32string(pattern) << subject << version << QString::fromUtf8(spans);
              };
        row("an empty pattern matches nothing at the start", U"", U"ab", "(0, 0)");
        row("groups that took no part are unset", U"(a)|(b)", U"b", "(0, 1) (-1, -1) (0, 1)");
        row("offsets are code points", U"b(.)", U"😀😀b😀", "(2, 4) (3, 4)");
        row("one character is one dot", U"^.$", U"😀", "(0, 1)");
        row("a lone surrogate is a character", U".(.)b",
            U"a\xd800"
            U"b",
            "(0, 3) (1, 2)");
        row("a lone surrogate in the pattern", U"\\ud800", U"a\xd800", "(1, 2)");
        row("a NUL is a character", U"a.b", std::u32string(U"a\0b", 3), "(0, 3)");
        row("\\Z is the very end", U"a\\Z", U"a\n", "None");
        row("$ may stand before a last line feed", U"a$", U"a\n", "(0, 1)");
        row("the start of a line behind the last line feed", U"(?m)^$", U"a\n", "(2, 2)");
        row("a carriage return is no line end", U"a.b", U"a\rb", "(0, 3)");
        row("\\w has no combining marks", U"\\w+", U"a\u0301b", "(0, 1)");
        row("\\w has letters beyond ASCII", U"\\w+", U"-bücher-", "(1, 7)");
        row("\\s has the separators of ASCII", U"\\s", U"a\x1c", "(1, 2)");
        row("\\d is decimal digits", U"\\d", U"²٣", "(1, 2)");
        row("a negated class in a set", U"[\\W_]+", U"a-_é", "(1, 3)");
        row("a negated class in a negated set", U"[^\\W_]+", U"-_éa_", "(2, 4)");
        row("a word ends at a mark", U"a\\b", U"a\u0301", "(0, 1)");
        row("\\B and the empty subject up to 3.13", U"\\B", U"", "None", PythonVersion::Py313);
        row("\\B and the empty subject from 3.14", U"\\B", U"", "(0, 0)", PythonVersion::Py314);
        row("each turn of a possessive loop is atomic", U"(?:a|ab){2}+", U"aba", "None");
        row("braces without a lower bound", U"a{,2}", U"aaa", "(0, 2)");
        row("braces without any bound", U"a{,}", U"aaa", "(0, 3)");
        row("braces with a blank are characters", U"a{1, 2}", U"aa{1, 2}", "(1, 8)");
        row("no quoting by \\Q in a set", U"[.x.]+", U"a.x", "(1, 3)");
        row("a POSIX class is none", U"[[:alpha:]]", U"a]", "(0, 2)");
        row("blanks and comments of verbose patterns", U"(?x) a b # c\n c", U"abc", "(0, 3)");
        row("flags of a group", U"(?i:a)b", U"Ab AB", "(0, 2)");
        row("flags switched off in a group", U"(?i)a(?-i:b)", U"AB Ab", "(3, 5)");
        row("flags in the middle count from the start up to 3.10", U"a(?i)b", U"AB", "(0, 2)",
            PythonVersion::Py310);
        row("a named group and its reference", U"(?P<q>['\"])(.*?)(?P=q)", U"x='a\"b'",
            "(2, 7) (2, 3) (3, 6)");
        row("a condition", U"(<)?a(?(1)>)", U"<a>", "(0, 3) (0, 1)");
        row("octal and group numbers", U"(a)\\1\\101", U"aaA", "(0, 3) (0, 1)");
        row("ASCII classes", U"(?a)\\w+", U"éa", "(1, 2)");
    }

    void dialect()
    {
        QFETCH(std::u32string, pattern);
        QFETCH(std::u32string, subject);
        QFETCH(PythonVersion, version);
        QFETCH(QString, spans);
        const auto parsed = parse(pattern, version);
        if (!parsed)
            QFAIL(describe(parsed.error(), pattern).c_str());
        QCOMPARE(spansOf(search(*parsed, subject)), spans);
    }

    void whatTheJitGetsWrong()
    {
        QCOMPARE(spansOf(U"a?b.{3}", U"bxyz"), u"(0, 4)"_s);
        // Qt starts to use the JIT after some matches.
        const auto pattern = parse(U"a?b.{3}");
        for (int i = 0; i < 100; ++i)
            QCOMPARE(spansOf(search(*pattern, U"bxyz")), u"(0, 4)"_s);
    }

    void exponentialWorkIsGivenUp()
    {
        const auto pattern = parse(U"(a|aa)+$");
        const std::u32string subject = std::u32string(60, U'a') + U'b';
        const SearchResult result = search(*pattern, subject);
        QVERIFY(!result);
        QCOMPARE(result.error(), GaveUp::TooSlow);
    }

    void aSmallerBudgetGivesUpEarlier()
    {
        const auto pattern = parse(U"(a|aa)+$");
        const std::u32string subject = std::u32string(12, U'a') + U'b';
        QCOMPARE(spansOf(search(*pattern, subject)), u"None"_s);
        QCOMPARE(spansOf(search(*pattern, subject, Budget{.steps = 20, .stop = {}})), u"gave up"_s);
        // The pattern itself is not changed by that.
        QCOMPARE(spansOf(search(*pattern, subject)), u"None"_s);
    }

    void aSmallStackGivesUp()
    {
        const auto pattern = parse(U"(?:(a)|b)*[cd]");
        const std::u32string subject(20'000, U'a');
        QCOMPARE(spansOf(search(*pattern, subject + U'd')), u"(0, 20001) (19999, 20000)"_s);
        QCOMPARE(spansOf(search(*pattern, subject + U'd', Budget{.stack = 64 * 1024, .stop = {}})),
                 u"gave up"_s);
    }

    void aStopIsItsOwnAnswer()
    {
        std::stop_source source;
        const Budget budget{.stop = source.get_token()};
        const auto pattern = parse(U"a");
        QCOMPARE(spansOf(search(*pattern, U"a", budget)), u"(0, 1)"_s);
        source.request_stop();
        const auto stopped = search(*pattern, U"a", budget);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error(), GaveUp::Cancelled);
    }

    void threadsShareAPattern()
    {
        const auto pattern = parse(U"[w].+(?=/)");
        const std::u32string url = store.toStdU32String();
        std::atomic<int> right = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] {
                    for (int turn = 0; turn < 500; ++turn) {
                        const auto result = search(*pattern, url);
                        if (result && *result && (*result)->groups[0] == Span{7, 26})
                            ++right;
                    }
                });
            }
        }
        QCOMPARE(right.load(), 2000);
    }

    void searchingAUrl()
    {
        const auto pattern = parse(U"[w].+(?=/)");
        const std::u32string url = store.toStdU32String();
        QBENCHMARK
        {
            QVERIFY(search(*pattern, url).has_value());
        }
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
