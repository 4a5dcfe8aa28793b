// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/answertext.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QString times(int count, const QString &text)
{
    return text.repeated(count);
}

} // namespace

/// Patterns and subjects that nobody writes: they give Python's answer or "gave up", in little time
/// and within the budget's memory.
class TestHugePatterns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void answers_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("answer");
        const QString tooDeep = u"error RecursionError - - - maximum recursion depth exceeded"_s;
        const QString none = u"none"_s;
        const QString tooSlow = u"gave up TooSlow"_s;
        QTest::newRow("groups opened without end")
            << times(300'000, u"("_s) << QString() << tooDeep;
        QTest::newRow("groups nested deeper than Python's stack")
            << times(500, u"(?:"_s) + times(500, u")"_s) << QString() << tooDeep;
        QTest::newRow("groups nested as deep as Python can")
            << times(490, u"(?:"_s) + u'a' + times(490, u")"_s) << u"a"_s << u"match 0-1"_s;
        QTest::newRow("loops nested as deep")
            << times(490, u"(?:"_s) + u'a' + times(490, u")*"_s) << u"aaa"_s << u"match 0-3"_s;
        QTest::newRow("lookarounds nested as deep")
            << times(490, u"(?="_s) + u'a' + times(490, u")"_s) << u"a"_s << u"match 0-0"_s;
        QTest::newRow("conditions nested as deep") << u"()"_s + times(900, u"(?(1)"_s) + u'a'
                + times(900, u")"_s) << u"a"_s << u"match 0-1 0-0"_s;
        QTest::newRow("very many alternatives")
            << times(50'000, u"a|"_s) << u"b"_s << u"match 0-0"_s;
        QTest::newRow("a very long literal")
            << times(500'000, u"a"_s) << times(1000, u"a"_s) << none;
        QTest::newRow("a very long set")
            << u'[' + times(100'000, u"ab"_s) + u']' << u"a"_s << u"match 0-1"_s;
        QTest::newRow("a very long look behind")
            << u"(?<="_s + times(50'000, u"a"_s) + u")b"_s << times(50'000, u"a"_s) + u'b'
            << u"match 50000-50001"_s;
        QTest::newRow("very many comments")
            << times(100'000, u"(?#c)"_s) << QString() << u"match 0-0"_s;
        QTest::newRow("a count of very many digits")
            << u"a{"_s + times(5000, u"1"_s) + u'}' << QString()
            << u"error ValueError - - - Exceeds the limit (4300 digits) for integer string "
               "conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase "
               "the limit"_s;
        QTest::newRow("counts that multiply to more than there is memory")
            << u"(?:(?:a{60000}){60000}){60000}"_s << times(1000, u"a"_s) << none;
        QTest::newRow("four billion iterations of nothing")
            << u"(?:a?){4294967294}b"_s << u"a"_s << tooSlow;
        QTest::newRow("captures in a loop of very many iterations")
            << u"(?:(a)|(b))*c"_s << times(200'000, u"ab"_s) << tooSlow;
        QTest::newRow("exponential backtracking") << u"(a*)*b"_s << times(60, u"a"_s) << tooSlow;
        QTest::newRow("a very long subject") << u".*x"_s << times(2'000'000, u"a"_s) << none;
    }

    void answers()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, subject);
        QFETCH(QString, answer);
        const std::u32string source = pattern.toStdU32String();
        const auto version = PythonVersion::Py311;
        const std::string ours
            = Fuzz::answerText(parse(source, version), source, version, subject.toStdU32String());
        QCOMPARE(QString::fromStdString(ours).left(answer.size() + 40), answer);
    }

    void groups()
    {
        const std::u32string source = times(20'000, u"(a)"_s).toStdU32String();
        const auto pattern = parse(source);
        QVERIFY(pattern);
        QCOMPARE(pattern->groupCount(), 20'000U);
        const auto found = search(*pattern, times(20'000, u"a"_s).toStdU32String());
        QVERIFY(found && *found);
        QCOMPARE((*found)->groups.back(), Span(19'999, 20'000));
    }
};

QTEST_GUILESS_MAIN(TestHugePatterns)
#include "tst_hugepatterns.moc"
