// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/iregexp.h"

#include <QElapsedTimer>
#include <QString>
#include <QTest>

using namespace Recloser;

class TestIRegexp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void matches_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("whole");
        QTest::addColumn<bool>("anywhere");
        const auto row
            = [](const char *name, const QByteArray &pattern, const QByteArray &text, bool whole,
                 bool anywhere) { QTest::newRow(name) << pattern << text << whole << anywhere; };
        row("characters", "abc", "abc", true, true);
        row("in the middle", "b", "abc", false, true);
        row("nothing in anything", "", "abc", false, true);
        row("nothing in nothing", "", "", true, true);
        row("alternatives", "ab|cd", "cd", true, true);
        row("alternatives take the whole", "ab|cd", "abcd", false, true);
        row("an empty alternative", "a(b|)c", "ac", true, true);
        row("a dot is no line end", "a.c", "a\nc", false, false);
        row("nor a return", "a.c", "a\rc", false, false);
        row("a dot is a code point", "a.c", "a😀c", true, true);
        row("any number", "ab*c", "ac", true, true);
        row("one or more", "ab+c", "ac", false, false);
        row("more", "ab+c", "abbbc", true, true);
        row("one or none", "ab?c", "abbc", false, false);
        row("a number", "a{3}", "aaa", true, true);
        row("a number too many", "a{3}", "aaaa", false, true);
        row("at least", "a{2,}", "aaaaa", true, true);
        row("at least, too few", "a{2,}", "a", false, false);
        row("from and to", "a{2,3}b", "aaaab", false, true);
        row("groups", "(ab){2}", "abab", true, true);
        row("loops of what may be empty", "(a*)*b", "aab", true, true);
        row("nested loops", "((a+)+)+", "aaaa", true, true);
        row("a set", "[a-cx]+", "abcx", true, true);
        row("none of a set", "[^a-c]", "d", true, true);
        row("a set's dash", "[-a]+[b-]", "-a-", true, true);
        row("escapes in sets", "[\\]\\-\\\\]+", "]-\\", true, true);
        row("escapes", "\\.\\n\\t\\(", ".\n\t(", true, true);
        row("a category", "\\p{Lu}\\p{Ll}+", "Éric", true, true);
        row("a whole category", "\\p{L}+", "aÉж字", true, true);
        row("not of a category", "\\P{L}", "1", true, true);
        row("categories in sets", "[\\p{Nd}_]+", "١2_", true, true);
        row("a set without a category", "[^\\p{Nd}]", "x", true, true);
        row("anchors do what they do elsewhere", "^ab$", "ab", true, true);
        row("a beginning is one", "^b", "ab", false, false);
        row("an end is one", "a$", "ab", false, false);
        row("anchors of alternatives", "^a|b$", "ab", false, true);
        row("they are characters elsewhere", "a^b", "a^b", true, true);
        row("a dollar in front too", "\\.$a", ".$a", true, true);
    }
    void matches()
    {
        QFETCH(const QByteArray, pattern);
        QFETCH(const QByteArray, text);
        const auto regexp = IRegexp::make(pattern);
        QVERIFY(regexp);
        qint64 steps = 10'000;
        QTEST(regexp->matches(text, IRegexp::Extent::Whole, steps) == IRegexp::Verdict::Yes,
              "whole");
        QTEST(regexp->matches(text, IRegexp::Extent::Anywhere, steps) == IRegexp::Verdict::Yes,
              "anywhere");
    }

    void isNoExpression_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        for (const char *pattern :
             {"*",     "a**",     "(",   "a)",         "[",       "[]",          "[b-a]",
              "[a",    "]",       "{",   "a{",         "a{1",     "a{2,1}",      "a{,2}",
              "\\",    "\\d",     "\\w", "\\pL",       "\\p{Lx}", "\\p{}",       "\\p{L",
              "(?:a)", "a{1}{2}", "a+?", "[a-\\p{L}]", "[[a]]",   "\\p{IsGreek}"})
            QTest::newRow(pattern) << QByteArray(pattern);
    }
    void isNoExpression()
    {
        QFETCH(const QByteArray, pattern);
        QVERIFY(!IRegexp::make(pattern));
    }

    void nothingTakesLong()
    {
        QElapsedTimer clock;
        clock.start();
        QVERIFY(!IRegexp::make("((((a{1000}){1000}){1000}){1000}){1000}"));
        QVERIFY(!IRegexp::make(QByteArray(100'000, '(')));
        QVERIFY(!IRegexp::make("a{100000}"));
        // Nested loops and optional ones would have a backtracking search try all ways.
        const auto regexp = IRegexp::make(QByteArray("((a*)*)*b"));
        QVERIFY(regexp);
        qint64 steps = 1'000'000;
        QCOMPARE(regexp->matches(QByteArray(20'000, 'a'), IRegexp::Extent::Anywhere, steps),
                 IRegexp::Verdict::No);
        const auto large = IRegexp::make("(a?){5000}");
        QVERIFY(large);
        steps = 1'000;
        QCOMPARE(large->matches(QByteArray(20'000, 'a'), IRegexp::Extent::Anywhere, steps),
                 IRegexp::Verdict::Yes);
        const auto slow = IRegexp::make("(a?){5000}b");
        steps = 1'000;
        QCOMPARE(slow->matches(QByteArray(20'000, 'a'), IRegexp::Extent::Anywhere, steps),
                 IRegexp::Verdict::TooSlow);
        QVERIFY2(clock.elapsed() < 20'000, "must be linear");
    }
};

QTEST_GUILESS_MAIN(TestIRegexp)
#include "tst_iregexp.moc"
