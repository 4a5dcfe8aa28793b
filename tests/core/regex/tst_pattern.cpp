// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/pattern.h"

#include <QTest>

using namespace Recloser;
using Type = PatternError::Type;

Q_DECLARE_METATYPE(Recloser::PythonVersion)
Q_DECLARE_METATYPE(Recloser::PatternError::Type)

class TestPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void errors_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<Type>("type");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *source, const char *text,
                            Type type = Type::ReError) {
            QTest::newRow(name) << QString::fromUtf8(source) << type << QString::fromUtf8(text);
        };
        row("an open parenthesis", "(", "missing ), unterminated subpattern at position 0");
        row("the inner one of two is named", "a(b(c",
            "missing ), unterminated subpattern at position 3");
        row("a closing parenthesis", "a)b", "unbalanced parenthesis at position 1");
        row("an open set", "ab[cd", "unterminated character set at position 2");
        row("a set cannot be empty", "[]", "unterminated character set at position 0");
        row("a range the wrong way round", "[z-a]", "bad character range z-a at position 1");
        row("a range with a class", "[\\d-z]", "bad character range \\d-z at position 1");
        row("nothing before a star", "*a", "nothing to repeat at position 0");
        row("nothing before a plus in an alternative", "a|+", "nothing to repeat at position 2");
        row("a verb is no verb in Python", "(*FAIL)a", "nothing to repeat at position 1");
        row("a position cannot be repeated", "^*", "nothing to repeat at position 1");
        row("two quantifiers", "a**", "multiple repeat at position 2");
        row("a quantifier behind a lazy one", "a*??", "multiple repeat at position 3");
        row("a backslash at the end", "ab\\", "bad escape (end of pattern) at position 2");
        row("the backslash at the end is seen before the star", "*\\",
            "bad escape (end of pattern) at position 1");
        row("an escape of other dialects", "a\\h", "bad escape \\h at position 1");
        row("\\z came with 3.14", "a\\z", "bad escape \\z at position 1");
        row("too few digits", "\\x4", "incomplete escape \\x4 at position 0");
        row("an octal number over a byte", "\\400",
            "octal escape value \\400 outside of range 0-0o377 at position 0");
        row("a reference to no group", "(a)\\2", "invalid group reference 2 at position 4");
        row("a reference to the group it is in", "(a\\1)",
            "cannot refer to an open group at position 2");
        row("numbers the wrong way round", "a{3,2}",
            "min repeat greater than max repeat at position 2");
        row("a repetition over the limit", "a{4294967295}", "the repetition number is too large",
            Type::OverflowError);
        row("a group as other dialects name it", "(?<name>a)",
            "unknown extension ?<n at position 1");
        row("a name that is no identifier", "(?P<1a>x)",
            "bad character in group name '1a' at position 4");
        row("a name with a quote", "(?P<a'b>x)",
            "bad character in group name \"a'b\" at position 4");
        row("a name twice", "(?P<a>b)(?P<a>c)",
            "redefinition of group name 'a' as group 2; was group 1 at position 12");
        row("an unknown name", "(?P=x)", "unknown group name 'x' at position 4");
        row("a name without an end", "(?P<a", "missing >, unterminated name at position 4");
        row("recursion", "(?R)", "unknown extension ?R at position 1");
        row("a comment without an end", "a(?#b", "missing ), unterminated comment at position 1");
        row("flags in the middle", "a(?i)b",
            "global flags not at the start of the expression at position 1");
        row("flags that exclude each other", "(?a)(?u)x",
            "ASCII and UNICODE flags are incompatible", Type::ValueError);
        row("three branches", "(a)(?(1)a|b|c)",
            "conditional backref with more than two branches at position 11");
        row("a look-behind of any width has no position", "(?<=a*)b",
            "look-behind requires fixed-width pattern");
        row("line and column behind a line feed", "a\nb(",
            "missing ), unterminated subpattern at position 3 (line 2, column 2)");
        row("positions count code points", "😀😀(",
            "missing ), unterminated subpattern at position 2");
        row("no character of that name", "a\\N{EM DASHES}",
            "undefined character name 'EM DASHES' at position 1");
    }

    void errors()
    {
        QFETCH(QString, source);
        QFETCH(Type, type);
        QFETCH(QString, text);
        const auto pattern = parse(source.toStdU32String());
        QVERIFY(!pattern);
        QCOMPARE(QString::fromStdString(describe(pattern.error(), source.toStdU32String())), text);
        QCOMPARE(pattern.error().type, type);
    }

    void versions_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<PythonVersion>("version");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const char *source, PythonVersion version,
                            const char *error) {
            QTest::newRow(name) << QString::fromUtf8(source) << version << QString::fromUtf8(error);
        };
        row("possessive from 3.11", "a++", PythonVersion::Py311, "");
        row("possessive before 3.11", "a++", PythonVersion::Py310, "multiple repeat");
        row("atomic from 3.11", "(?>a)", PythonVersion::Py311, "");
        row("atomic before 3.11", "(?>a)", PythonVersion::Py310, "unknown extension ?>");
        row("\\z from 3.14", "a\\z", PythonVersion::Py314, "");
        row("\\z before 3.14", "a\\z", PythonVersion::Py313, "bad escape \\z");
        row("flags in the middle before 3.11", "a(?i)b", PythonVersion::Py310, "");
        row("a signed group number before 3.12", "(a)(?(+1)b)", PythonVersion::Py311, "");
        row("a signed group number from 3.12", "(a)(?(+1)b)", PythonVersion::Py312,
            "bad character in group name '+1'");
        row("an unknown condition in 3.8", "(?(1)b)", PythonVersion::Py38, "invalid SRE code");
        row("an unknown condition from 3.9", "(?(1)b)", PythonVersion::Py39,
            "invalid group reference 1");
        row("the template flag before 3.13", "(?t)a", PythonVersion::Py312, "");
        row("the template flag from 3.13", "(?t)a", PythonVersion::Py313, "unknown extension ?t");
    }

    void versions()
    {
        QFETCH(QString, source);
        QFETCH(PythonVersion, version);
        QFETCH(QString, error);
        const auto pattern = parse(source.toStdU32String(), version);
        QCOMPARE(pattern ? QString() : QString::fromStdString(pattern.error().message), error);
    }

    void warnings_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("position");
        QTest::newRow("a POSIX class is a set in a set")
            << "[[:alpha:]]" << "Possible nested set" << 1;
        QTest::newRow("a range that ends in two minus signs")
            << "[+--b]" << "Possible set difference" << 2;
        QTest::newRow("two ampersands") << "[a&&b]" << "Possible set intersection" << 2;
        QTest::newRow("two bars") << "[a||b]" << "Possible set union" << 2;
        QTest::newRow("two tildes") << "[a~~b]" << "Possible set symmetric difference" << 2;
        QTest::newRow("at the start they are harmless") << "[&&b]" << "" << -1;
    }

    void warnings()
    {
        QFETCH(QString, source);
        QFETCH(QString, message);
        QFETCH(int, position);
        const auto pattern = parse(source.toStdU32String());
        QVERIFY(pattern.has_value());
        QCOMPARE(pattern->warnings().size(), message.isEmpty() ? std::size_t(0) : std::size_t(1));
        if (message.isEmpty())
            return;
        const PatternWarning &warning = pattern->warnings().front();
        QCOMPARE(warning.category, std::string("FutureWarning"));
        QCOMPARE(QString::fromStdString(warning.message), message);
        QCOMPARE(warning.position, std::optional<std::size_t>(position));
    }

    void aPatternCarriesItsSourceAndGroups()
    {
        const auto pattern = parse(U"(a)(?:b)(?P<c>d)", PythonVersion::Py312);
        QVERIFY(pattern.has_value());
        QCOMPARE(pattern->source(), std::u32string(U"(a)(?:b)(?P<c>d)"));
        QCOMPARE(pattern->version(), PythonVersion::Py312);
        QCOMPARE(pattern->groupCount(), std::size_t(2));
        const Pattern copy = *pattern;
        QVERIFY(copy == *pattern);
        QVERIFY(*parse(U"a") == *parse(U"a"));
        QVERIFY(!(*parse(U"a") == *parse(U"b")));
        QVERIFY(!(*parse(U"a", PythonVersion::Py38) == *parse(U"a")));
    }

    void deepNestingIsAnErrorAndNoCrash()
    {
        const auto nested = [](std::size_t depth) {
            return std::u32string(depth, U'(') + std::u32string(depth, U')');
        };
        QVERIFY(parse(nested(300)).has_value());
        const auto tooDeep = parse(nested(100'000));
        QVERIFY(!tooDeep);
        QCOMPARE(tooDeep.error().type, Type::RecursionError);
    }
};

QTEST_GUILESS_MAIN(TestPattern)
#include "tst_pattern.moc"
