// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/search.h"
#include "core/regex/trace.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Recloser::PythonVersion)

namespace {

/// "0-3 1-2 -" for the whole match and the groups, "none", or "gave up".
QString spansOf(const SearchResult &result)
{
    if (!result)
        return u"gave up"_s;
    if (!*result)
        return u"none"_s;
    QStringList spans;
    for (const auto &span : (*result)->groups)
        spans.append(span ? u"%1-%2"_s.arg(span->begin).arg(span->end) : u"-"_s);
    return spans.join(u' ');
}

QString anyOf(const QStringList &choices, int most, QRandomGenerator &random)
{
    QString text;
    for (int count = random.bounded(1, most + 1); count > 0; --count)
        text += choices.at(random.bounded(choices.size()));
    return text;
}

QString oneOf(const QStringList &choices, QRandomGenerator &random)
{
    return choices.at(random.bounded(choices.size()));
}

/// A pattern that mostly can be compiled.
QString made(int depth, QRandomGenerator &random)
{
    static const QStringList single{u"a"_s,    u"b"_s,    u"ab"_s,  u"."_s,
                                    u"[ab]"_s, u"[^a]"_s, u"\\w"_s, u"(?i:a)"_s};
    static const QStringList opening{u"(?:"_s, u"("_s,   u"("_s,    u"(?>"_s,
                                     u"(?="_s, u"(?!"_s, u"(?i:"_s, u"(?(1)"_s};
    static const QStringList quantifier{u"*"_s,   u"+"_s,      u"?"_s,     u"*?"_s,
                                        u"+?"_s,  u"??"_s,     u"*+"_s,    u"++"_s,
                                        u"{2}"_s, u"{1,2}+"_s, u"{2,3}?"_s};
    static const QStringList position{u"^"_s,      u"$"_s,       u"\\b"_s, u"(?<=a)"_s,
                                      u"(?<!b)"_s, u"(?<=ab)"_s, u"\\1"_s, u"|"_s};
    QString pattern;
    for (int count = random.bounded(1, 4); count > 0; --count) {
        const int kind = random.bounded(10);
        if (kind < 2) {
            pattern += oneOf(position, random);
            continue;
        }
        pattern += kind < 6 || depth == 0 ? oneOf(single, random)
                                          : oneOf(opening, random) + made(depth - 1, random) + u')';
        if (random.bounded(2) == 0)
            pattern += oneOf(quantifier, random);
    }
    return pattern;
}

} // namespace

/// Every answer here is that of CPython.
class TestMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void semantics_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<PythonVersion>("version");
        QTest::addColumn<QString>("spans");
        const auto row = [](const char *name, const QString &pattern, const QString &subject,
                            const QString &spans, PythonVersion version = PythonVersion::Py314) {
            QTest::newRow(name) << pattern << subject << version << spans;
        };

        row("below its least number a loop runs though it takes nothing", u"(?:()|a){2,3}b"_s,
            u"ab"_s, u"0-2 0-0"_s);
        row("a turn that took nothing is the last one", u"(?:|(a)){2,}"_s, u"aa"_s, u"0-0 -"_s);
        row("a greedy loop goes back into a turn that took nothing", u"(?:|(a)){1,}b"_s, u"aab"_s,
            u"0-3 1-2"_s);
        row("a lazy loop does too", u"(?:|(a)){2,}?b"_s, u"aab"_s, u"0-3 1-2"_s);
        row("a lazy loop whose first way takes nothing", u"(?:|a)*?b"_s, u"aab"_s, u"0-3"_s);
        row("a greedy loop that may take nothing", u"(?:()|a)*b"_s, u"ab"_s, u"0-2 1-1"_s);
        row("a group keeps what an earlier turn took", u"(?:(a)|(b)|())+?c"_s, u"abc"_s,
            u"0-3 0-1 1-2 -"_s);
        row("a lazy loop of looks", u"(?:(a)|b|(?=(.)))*?c"_s, u"abc"_s, u"0-3 0-1 -"_s);
        row("a counted loop takes the most", u"(?:ab){2,3}"_s, u"abababab"_s, u"0-6"_s);
        row("a lazy counted loop takes the least", u"(?:ab){2,3}?"_s, u"abababab"_s, u"0-4"_s);
        row("a loop of no turns", u"a{0}b"_s, u"ab"_s, u"1-2"_s);
        row("a loop within a loop begins anew", u"(?:(?:a{1,2}){2}b)+"_s, u"aabaaab"_s, u"0-7"_s);

        row("each turn of a possessive loop is atomic", u"(?:a|ab){2}+"_s, u"aba"_s, u"none"_s);
        row("a possessive loop gives nothing back", u"a*+a"_s, u"aaa"_s, u"none"_s);
        row("a possessive question mark", u"(?:a|ab)?+c"_s, u"abc"_s, u"2-3"_s);
        row("a possessive loop goes on without the last turn", u"(?:ab|c)*+a"_s, u"abcaba"_s,
            u"0-6"_s);
        row("captures of a possessive loop", u"(?:(a)|b)*+c"_s, u"abc"_s, u"0-3 0-1"_s);
        row("an atomic group keeps to its first way", u"(?>a|ab)c"_s, u"abc"_s, u"none"_s);
        row("though it takes nothing", u"(?>|a)b"_s, u"ab"_s, u"1-2"_s);
        row("an atomic group as a whole is given back", u"(?:(?>a+)|aab)b"_s, u"aab"_s, u"0-3"_s);
        row("a greedy loop in an atomic group does not look behind it", u"(?>.+)b"_s, u"ab"_s,
            u"none"_s);

        row("a look-ahead takes nothing", u"a(?=(b))b"_s, u"ab"_s, u"0-2 1-2"_s);
        row("a look-ahead is atomic", u"(?=(a+))a*b\\1"_s, u"baaabac"_s, u"3-6 3-4"_s);
        row("a negative look-ahead captures nothing", u"(?!(a)b)a"_s, u"ac"_s, u"0-1 -"_s);
        row("a negative look-ahead within a loop", u"(?:(?!b)(.))+"_s, u"aab"_s, u"0-2 1-2"_s);
        row("a negative look-ahead at the end", u"a(?!b)"_s, u"aba"_s, u"2-3"_s);
        row("a look-behind of several characters", u"(?<=ab|cd)e"_s, u"xecde"_s, u"4-5"_s);
        row("a look-behind captures", u"(?<=(a)(.))c"_s, u"abc"_s, u"2-3 0-1 1-2"_s);
        row("a negative look-behind at the start", u"(?<!ab)c"_s, u"c"_s, u"0-1"_s);
        row("a negative look-behind", u"(?<!ab)c"_s, u"abcc"_s, u"3-4"_s);
        row("a look-behind in a look-behind", u"(?<=(?<=a)b)c"_s, u"bcabc"_s, u"4-5"_s);
        row("a look that matches nothing", u"(?=)a(?!)|b"_s, u"ab"_s, u"1-2"_s);

        row("a condition on a group", u"(<)?a(?(1)>|!)"_s, u"<a!a!"_s, u"1-3 -"_s);
        row("a condition without another branch", u"(<)?a(?(1)>)"_s, u"<a>"_s, u"0-3 0-1"_s);
        row("a condition on the group it is in, in its second turn", u"(a(?(1)b|c))*"_s, u"acab"_s,
            u"0-4 2-4"_s);
        row("a reference to a group that took no part fails", u"(a)?\\1b"_s, u"b"_s, u"none"_s);
        row("a reference to an empty group", u"(a*)b\\1"_s, u"b"_s, u"0-1 0-0"_s);
        row("a reference in a loop", u"(?:(.)\\1)+"_s, u"aabbc"_s, u"0-4 2-3"_s);
        row("a reference without case", u"(?i)(é)\\1"_s, u"éÉ"_s, u"0-2 0-1"_s);
        row("which heeds lower case alone", u"(?i)(ſ)\\1"_s, u"ſs"_s, u"none"_s);
        row("a reference in ASCII", u"(?ai)(é)\\1"_s, u"éÉ"_s, u"none"_s);

        row("the dotless i is an i", u"(?i)ı"_s, u"I"_s, u"0-1"_s);
        row("the dotted I is an i", u"(?i)i"_s, u"İ"_s, u"0-1"_s);
        row("the long s is an S", u"(?i)S"_s, u"ſ"_s, u"0-1"_s);
        row("the long s in a set", u"(?i)[s]"_s, u"ſ"_s, u"0-1"_s);
        row("the long s and a range", u"(?i)[r-t]"_s, u"ſ"_s, u"0-1"_s);
        row("the Kelvin sign is a k", u"(?i)k+"_s, u"kK\u212a"_s, u"0-3"_s);
        row("but not in ASCII", u"(?ai)k+"_s, u"kK\u212a"_s, u"0-2"_s);
        row("a range of one case has the other", u"(?i)[A-C]+"_s, u"abcd"_s, u"0-3"_s);
        row("a range from one case to the other", u"(?i)[Z-a]+"_s, u"zZaA[b"_s, u"0-5"_s);
        row("a negated set has neither case", u"(?i)[^a]+"_s, u"aAbB"_s, u"2-4"_s);
        row("all of Unicode in one range", u"(?i)[\\x00-\\U0010ffff]+"_s, u"aé\u212a😀"_s,
            u"0-4"_s);
        row("case beyond U+FFFF", u"(?i)[b𐐀]"_s, u"𐐨"_s, u"0-1"_s);
        row("case beyond U+FFFF before 3.13", u"(?i)[b𐐀]"_s, u"𐐨"_s, u"none"_s,
            PythonVersion::Py312);
        row("it is right outside of sets", u"(?i)𐐀"_s, u"𐐨"_s, u"0-1"_s, PythonVersion::Py312);
        row("alternatives are a set", u"(?i)b|𐐀"_s, u"𐐨"_s, u"none"_s, PythonVersion::Py312);
        row("a flag within a group", u"a(?i:b)c"_s, u"aBc aBC"_s, u"0-3"_s);
        row("a flag off within a group", u"(?i)a(?-i:b)c"_s, u"ABC AbC"_s, u"4-7"_s);

        row("ASCII classes in a group", u"x(?a:\\w+)"_s, u"xaé"_s, u"0-2"_s);
        row("the first character is looked for with the flags of all", u"(?a:\\W)"_s, u"é"_s,
            u"none"_s);
        row("a set's too", u"(?a:[^\\w])"_s, u"é-"_s, u"1-2"_s);
        row("and with the flags the other way round", u"(?a)(?u:\\w)"_s, u"é"_s, u"none"_s);
        row("in a group as well", u"(?a:(\\W))"_s, u"é"_s, u"none"_s);
        row("alternatives with one beginning have one first character", u"(?a:\\Wa|\\Wb)"_s,
            u"éa"_s, u"none"_s);
        row("a loop has none", u"(?a:\\W+)"_s, u"é"_s, u"0-1"_s);
        row("nor has a set with case", u"(?i)(?a:[\\Wa])"_s, u"é"_s, u"0-1"_s);
        row("nor have groups with flags of their own side by side", u"(?a:\\W)|(?a:\\D)"_s, u"é"_s,
            u"0-1"_s);

        row("$ before a last line feed", u"a$"_s, u"a\n"_s, u"0-1"_s);
        row("$ not before two", u"a$"_s, u"a\n\n"_s, u"none"_s);
        row("$ at every line", u"(?m)a$"_s, u"a\nb"_s, u"0-1"_s);
        row("^ at every line", u"(?m)^b"_s, u"a\nb"_s, u"2-3"_s);
        row("^ behind the last line feed", u"(?m)^$"_s, u"a\n"_s, u"2-2"_s);
        row("\\A is not the start of a line", u"(?m)\\Ab"_s, u"a\nb"_s, u"none"_s);
        row("\\Z is the very end", u"a\\Z"_s, u"a\n"_s, u"none"_s);
        row("\\z is the same", u"a\\z"_s, u"a\na"_s, u"2-3"_s);
        row("a dot has no line feed", u".+"_s, u"\nab\n"_s, u"1-3"_s);
        row("unless it is told to", u"(?s).+"_s, u"\nab\n"_s, u"0-4"_s);
        row("\\b by Unicode", u"\\bé"_s, u"aé é"_s, u"3-4"_s);
        row("\\b by ASCII", u"(?a)\\ba\\b"_s, u"éa"_s, u"1-2"_s);
        row("\\b in the empty subject", u"\\b"_s, u""_s, u"none"_s);
        row("\\B in the empty subject up to 3.13", u"\\B"_s, u""_s, u"none"_s,
            PythonVersion::Py313);
        row("\\B in the empty subject from 3.14", u"\\B"_s, u""_s, u"0-0"_s);

        row("a greedy run gives back as far as what follows", u".+/(\\w*)"_s, u"a/b/c"_s,
            u"0-5 4-5"_s);
        row("a lazy run goes on as far as what follows", u".+?/(\\w*)"_s, u"a/b/c"_s, u"0-3 2-3"_s);
        row("a run up to a text that is not there", u".+m_"_s, u"http://host/m-"_s, u"none"_s);
        row("a run over several lines", u".*b"_s, u"aa\nab"_s, u"3-5"_s);
        row("a run with its least number", u".{2,}b"_s, u"ab\naab"_s, u"3-6"_s);
        row("what a match needs may stand before its start", u"(?<=ab)c"_s, u"abc"_s, u"2-3"_s);
        row("a long text", u"https?://"_s, u"http:/ https://"_s, u"7-15"_s);
    }

    void semantics()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, subject);
        QFETCH(PythonVersion, version);
        QFETCH(QString, spans);
        const std::u32string source = pattern.toStdU32String();
        const auto parsed = parse(source, version);
        if (!parsed)
            QFAIL(describe(parsed.error(), source).c_str());
        const std::u32string text = subject.toStdU32String();
        QCOMPARE(spansOf(search(*parsed, text)), spans);
        // With a trace no short cut is taken, and alternatives stay ways of their own.
        Trace trace;
        if (version == PythonVersion::Py314)
            QCOMPARE(spansOf(search(*parsed, text, {}, &trace)), spans);
    }

    void shortCutsChangeNothing()
    {
        const QStringList letters{u"a"_s, u"b"_s, u"A"_s, u"c"_s, u"\n"_s};
        QRandomGenerator random(1);
        Searcher searcher;
        int compared = 0;
        const Budget few{.steps = 20'000};
        for (int i = 0; i < 3'000; ++i) {
            const QString source = made(3, random);
            const auto pattern = parse(source.toStdU32String(), PythonVersion::Py314);
            if (!pattern)
                continue;
            for (int j = 0; j < 3; ++j) {
                const std::u32string subject = anyOf(letters, 9, random).toStdU32String();
                Trace trace{.limit = 10};
                const QString quick = spansOf(searcher.search(*pattern, subject, few));
                const QString full = spansOf(searcher.search(*pattern, subject, few, &trace));
                if (full == u"gave up")
                    continue;
                if (quick != full)
                    QFAIL(qPrintable(u"%1 on %2: %3 with short cuts, %4 without"_s.arg(
                        source, QString::fromStdU32String(subject), quick, full)));
                ++compared;
            }
        }
        QVERIFY(compared > 4'000);
    }

    void aSearcherRemembersNothing()
    {
        Searcher searcher;
        const auto one = parse(U"(a)(b)?");
        const auto other = parse(U"(?:(x)|y)+(z)?");
        QCOMPARE(spansOf(searcher.search(*one, U"ab")), u"0-2 0-1 1-2"_s);
        QCOMPARE(spansOf(searcher.search(*other, U"yy")), u"0-2 - -"_s);
        QCOMPARE(spansOf(searcher.search(*one, U"a")), u"0-1 0-1 -"_s);
        const auto whole = searcher.find(*one, U"cab");
        QVERIFY(whole && *whole);
        QCOMPARE((*whole)->begin, std::size_t(1));
        QCOMPARE((*whole)->end, std::size_t(3));
        Searcher copy(searcher);
        QCOMPARE(spansOf(copy.search(*one, U"a")), u"0-1 0-1 -"_s);
        copy = searcher;
        QCOMPARE(spansOf(copy.search(*one, U"a")), u"0-1 0-1 -"_s);
    }
};

QTEST_GUILESS_MAIN(TestMatcher)
#include "tst_matcher.moc"
