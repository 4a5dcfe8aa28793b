// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/explanation.h"

#include "core/regex/pattern.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Patterns in plain words.
class TestExplanation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void lines_data();
    void lines();
    void theFirstLineSumsUp_data();
    void theFirstLineSumsUp();
    void everyPartHasItsPlace();
    void deepPatternsEnd();
};

namespace {

/// One line a part, indented, each with the part of the pattern: "text  <source>".
void tell(const Explanation &explanation, const std::u32string &source, int depth, QString &told)
{
    const auto begin = qsizetype(explanation.range.begin);
    told += QString(depth * 2, u' ') + QString::fromStdString(explanation.text) + u"  <"_s
        + QString::fromUcs4(source.data() + begin, qsizetype(explanation.range.end) - begin)
        + u">\n"_s;
    for (const Explanation &child : explanation.children)
        tell(child, source, depth + 1, told);
}

} // namespace

void TestExplanation::lines_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("told"); // without the first line
    const auto row = [](const char *name, const char *source, const char *told) {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(told);
    };
    row("Fynd's example", "[w].+(?=/)", R"(the character “w”  <[w]>
any character except a line feed, one or more times, as many as possible  <.+>
followed by “/” (which is not part of the key)  <(?=/)>
)");
    row("a good default", "^https?://[^/?#]+", R"(the start of the text  <^>
the text “http”  <http>
the character “s”, or nothing  <s?>
the text “://”  <://>
any character except “/”, “?” and “#”, one or more times, as many as possible  <[^/?#]+>
)");
    row("look-behind and alternatives", "(?<=//)[^/?#@]+(?=[/?#]|$)",
        R"(preceded by “//” (which is not part of the key)  <(?<=//)>
any character except “/”, “?”, “#” and “@”, one or more times, as many as possible  <[^/?#@]+>
followed by one of “/”, “?” or “#”, or the end of the text or its last line feed (which is not part of the key)  <(?=[/?#]|$)>
)");
    row("named and numbered groups", R"((?P<host>\w+)\.(com|org))",
        R"(group 1 “host”: a letter, digit or underscore, one or more times, as many as possible  <(?P<host>\w+)>
the character “.”  <\.>
group 2: the text “com” or the text “org”  <(com|org)>
)");
    row("a group behind a text", R"(api/(\w+))", R"(the text “api/”  <api/>
group 1: a letter, digit or underscore, one or more times, as many as possible  <(\w+)>
)");
    row("lazy alternatives", R"((?:a|bc)+?)",
        R"(the character “a” or the text “bc”, one or more times, as few as possible  <(?:a|bc)+?>
)");
    row("alternatives of several parts", R"((?:a.|b[cd])*)",
        R"(one of these 2 ways, the first that fits, any number of times, as many as possible  <(?:a.|b[cd])*>
  these 2 parts one after the other  <a.>
    the character “a”  <a>
    any character except a line feed  <.>
  these 2 parts one after the other  <b[cd]>
    the character “b”  <b>
    one of “c” or “d”  <[cd]>
)");
    row("any case", R"((?i)www\.[^/]+)",
        R"(for the whole pattern: upper and lower case are the same  <(?i)>
the text “www.”, in upper or lower case  <www\.>
any character except “/”, one or more times, as many as possible  <[^/]+>
)");
    row("the dot of DOTALL", R"((?s).*)", R"(for the whole pattern: the dot is any character  <(?s)>
any character, any number of times, as many as possible  <.*>
)");
    row("lines", R"((?m)^a$)", R"(for the whole pattern: ^ and $ are at every line  <(?m)>
the start of the text or of a line  <^>
the character “a”  <a>
the end of the text or of a line  <$>
)");
    row("the very ends", R"(\A\d{2,4}\Z)", R"(the start of the text  <\A>
a digit, 2 to 4 times, as many as possible  <\d{2,4}>
the very end of the text  <\Z>
)");
    row("edges of words", R"(\ba{3}\B)",
        R"(the edge of a word (a letter, digit or underscore on one side only)  <\b>
the character “a”, exactly 3 times  <a{3}>
a place that is not the edge of a word  <\B>
)");
    row("counts", R"(a{0,5}b{2,}c{1}d{0})",
        R"(the character “a”, up to 5 times, as many as possible  <a{0,5}>
the character “b”, 2 or more times, as many as possible  <b{2,}>
the character “c”, once  <c{1}>
the character “d”, never (0 times)  <d{0}>
)");
    row("what is kept and what is rather not", R"((?>a+)b*+c?+d??)",
        R"(the character “a”, one or more times, as many as possible, kept as it was first found  <(?>a+)>
the character “b”, any number of times, as many as there are, giving none back  <b*+>
the character “c”, or nothing, but once taken it is kept  <c?+>
the character “d”, or, rather, nothing  <d??>
)");
    row("what must not be there", R"((?!x)(?<!y)z)", R"(not followed by “x”  <(?!x)>
not preceded by “y”  <(?<!y)>
the character “z”  <z>
)");
    row("an empty look-ahead", R"((?=))",
        R"(always: a condition that is empty and has no effect  <(?=)>
)");
    row("an empty negative one", R"((?!))",
        R"(never: an empty condition that is turned round  <(?!)>
)");
    row("a condition", R"((a)?(?(1)b|cd.))", R"(group 1: the character “a”, or nothing  <(a)?>
depending on whether group 1 found something  <(?(1)b|cd.)>
  if so: the character “b”  <b>
  otherwise: these 2 parts one after the other  <cd.>
    the text “cd”  <cd>
    any character except a line feed  <.>
)");
    row("references", R"((a)\1(?P<n>b)(?P=n))", R"(group 1: the character “a”  <(a)>
what group 1 found, once more  <\1>
group 2 “n”: the character “b”  <(?P<n>b)>
what group 2 “n” found, once more  <(?P=n)>
)");
    row("any case for a part", R"((?i:ab)c(?-i:d))",
        R"(the text “ab”, in upper or lower case  <(?i:ab)>
the character “c”  <c>
the character “d”  <(?-i:d)>
)");
    row("a verbose pattern", R"((?x) a b # c)",
        R"(for the whole pattern: blanks and comments in the pattern do not count  <(?x)>
the text “ab”  <a b>
)");
    row("a comment", R"(a(?#note)b)", R"(the character “a”  <a>
a comment  <(?#note)>
the character “b”  <b>
)");
    row("nothing at all", R"()", R"()");
    row("alternatives at the top", R"(a|b|)", R"(the character “a”  <a>
the character “b”  <b>
nothing  <>
)");
    row("a set with a class", R"([\w.-]+)",
        R"(one of a letter, digit or underscore, “.” or “-”, one or more times, as many as possible  <[\w.-]+>
)");
    row("a set that is turned round", R"([^\d])", R"(any character except a digit  <[^\d]>
)");
    row("classes", R"(\S+\s)",
        R"(a character that is no white space, one or more times, as many as possible  <\S+>
a blank, tab, line feed or other white space  <\s>
)");
    row("a range", R"([a-z])", R"(a character from “a” to “z”  <[a-z]>
)");
    row("characters that cannot be shown", R"(\t\n a\u200b)", R"(a tab  <\t>
a line feed  <\n>
a blank  < >
the character “a”  <a>
U+200B  <\u200b>
)");
    row("ASCII", R"((?a)\w)", R"(for the whole pattern: \w, \d, \s and \b know ASCII only  <(?a)>
a letter, digit or underscore (of ASCII)  <\w>
)");
    row("groups in groups", R"((?:(?:ab)+c|d))",
        R"(one of these 2 ways, the first that fits  <(?:(?:ab)+c|d)>
  these 2 parts one after the other  <(?:ab)+c>
    the text “ab”, one or more times, as many as possible  <(?:ab)+>
    the character “c”  <c>
  the character “d”  <d>
)");
    row("a look-ahead of several parts", R"((?=a.b))",
        R"(followed by these 3 parts one after the other (which is not part of the key)  <(?=a.b)>
  the character “a”  <a>
  any character except a line feed  <.>
  the character “b”  <b>
)");
    row("groups in repeated groups", R"((([^/]+)/)+)",
        R"(group 1: these 2 parts one after the other, one or more times, as many as possible  <(([^/]+)/)+>
  group 2: any character except “/”, one or more times, as many as possible  <([^/]+)>
  the character “/”  </>
)");
    row("two flags", R"((?im)a$)",
        R"(for the whole pattern: upper and lower case are the same and ^ and $ are at every line  <(?im)>
the character “a”, in upper or lower case  <a>
the end of the text or of a line  <$>
)");
    row("letters beyond ASCII", R"([ıa])", R"(one of “ı” or “a”  <[ıa]>
)");
    row("a set in any case", R"((?i)[^a-f])",
        R"(for the whole pattern: upper and lower case are the same  <(?i)>
any character except “a” to “f”, in upper or lower case  <[^a-f]>
)");
    row("ASCII for a part", R"((?a:\d)\D)", R"(a digit (of ASCII)  <(?a:\d)>
a character that is no digit  <\D>
)");
    row("flags on and off", R"((?ms-i:a.$))",
        R"(these 3 parts one after the other, where ^ and $ are at every line and the dot is any character and no longer upper and lower case are the same  <(?ms-i:a.$)>
  the character “a”  <a>
  any character  <.>
  the end of the text or of a line  <$>
)");
    row("an edge as look-ahead", R"(x(?=\b))", R"(the character “x”  <x>
followed by the edge of a word (a letter, digit or underscore on one side only)  <(?=\b)>
)");
}

void TestExplanation::lines()
{
    QFETCH(QString, source);
    const auto pattern = parse(source.toStdU32String(), PythonVersion::Py314);
    QVERIFY(pattern);
    QString told;
    tell(explain(*pattern), pattern->source(), 0, told);
    told = told.section(u'\n', 1);
    QString flat;
    for (const QString &line : told.split(u'\n', Qt::SkipEmptyParts))
        flat += line.sliced(2) + u'\n';
    QTEST(flat, "told");
}

void TestExplanation::theFirstLineSumsUp_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << u""_s << u"nothing, which is found at the start of every text"_s;
    QTest::newRow("one part") << u".*"_s << u"the first place where this fits"_s;
    QTest::newRow("flags are no part") << u"(?i)a"_s << u"the first place where this fits"_s;
    QTest::newRow("parts") << u"a.b"_s
                           << u"the first place where these 3 parts follow each other"_s;
    QTest::newRow("ways")
        << u"a|b"_s << u"the first place where one of these 2 ways fits, tried in this order"_s;
}

void TestExplanation::theFirstLineSumsUp()
{
    QFETCH(QString, source);
    const auto pattern = parse(source.toStdU32String());
    QVERIFY(pattern);
    const Explanation whole = explain(*pattern);
    QTEST(QString::fromStdString(whole.text), "text");
    QCOMPARE(whole.range, (SourceRange{0, pattern->source().size()}));
    QCOMPARE(whole.node, pattern->syntax().root);
}

void TestExplanation::everyPartHasItsPlace()
{
    const auto pattern = parse(U"^(?:ab.|(?=c)d{2})+(?#x)[e-g]$");
    QVERIFY(pattern);
    const auto check = [](const auto &self, const Explanation &explanation) -> void {
        QVERIFY(!explanation.text.empty());
        QVERIFY(explanation.node != noNode);
        for (const Explanation &child : explanation.children) {
            QVERIFY(explanation.range.begin <= child.range.begin);
            QVERIFY(child.range.end <= explanation.range.end);
            self(self, child);
        }
    };
    check(check, explain(*pattern));
}

void TestExplanation::deepPatternsEnd()
{
    std::u32string source = U"a";
    for (int i = 0; i < 90; ++i)
        source = U"(?:" + source + U"|b.)+";
    const auto pattern = parse(source);
    QVERIFY(pattern);
    QCOMPARE(explain(*pattern).children.size(), 1);
}

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
