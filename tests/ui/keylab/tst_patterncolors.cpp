// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/patterncolors.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

using Kind = PatternToken::Kind;

/// A letter for the kind of each character: "s" a set, "." a plain one.
static QString painted(const QString &pattern)
{
    QString kinds(pattern.size(), u'.');
    for (const PatternToken &token : patternTokens(PatternReading(pattern, PythonVersion::Py311))) {
        for (qsizetype i = token.begin; i < token.end; ++i)
            kinds[i] = u"sgrea#"_s[int(token.kind)];
    }
    return kinds;
}

class TestPatternColors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void everyConstructHasItsColor_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("kinds");
        QTest::newRow("the example") << u"[w].+(?=/)"_s << u"sssarggg.g"_s;
        QTest::newRow("names") << u"(?P<n>a)(?P=n)"_s << u"gggggg.geeeeee"_s;
        QTest::newRow("counts and laziness") << u"a{2,3}?b*"_s << u".rrrrrr.r"_s;
        QTest::newRow("alternatives") << u"a|b"_s << u".g."_s;
        QTest::newRow("escapes and places") << u"^\\d\\.\\b$"_s << u"aeeeeaaa"_s;
        QTest::newRow("comments") << u"(?x)a # b"_s << u"gggg.####"_s;
        QTest::newRow("beyond the basic plane") << u"😀[x]"_s << u"..sss"_s;
        QTest::newRow("broken: by its characters") << u"([x]*"_s << u"gsssr"_s;
    }
    void everyConstructHasItsColor()
    {
        QFETCH(QString, pattern);
        QTEST(painted(pattern), "kinds");
    }

    void anyTextHasTokensInOrder()
    {
        const QString pattern = u"[w].+(?=/)|\\d{2,5}{x}$(?P<n>a)[]-]\\"_s;
        for (const QList<PatternToken> &tokens :
             {looseTokens(pattern), patternTokens(PatternReading(pattern, PythonVersion::Py311)),
              patternTokens(PatternReading(pattern.chopped(1), PythonVersion::Py311))}) {
            qsizetype end = 0;
            for (const PatternToken &token : tokens) {
                QVERIFY(token.begin >= end && token.end > token.begin);
                end = token.end;
            }
            QVERIFY(end <= pattern.size());
        }
        QCOMPARE(looseTokens(u"[]a]"), (QList<PatternToken>{{Kind::Set, 0, 4}}));
        QCOMPARE(looseTokens(u"[a").size(), 1);
        QCOMPARE(looseTokens(u"(?=").first(), (PatternToken{Kind::Group, 0, 3}));
    }

    void bracketsBelongTogether_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<int>("cursor");
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("partner");
        QTest::newRow("left of the cursor") << u"a(b)c"_s << 4 << 3 << 1;
        QTest::newRow("right of the cursor") << u"a(b)c"_s << 1 << 1 << 3;
        QTest::newRow("none near") << u"a(bb)c"_s << 3 << -1 << -1;
        QTest::newRow("the inner one") << u"((a))"_s << 1 << 1 << 3;
        QTest::newRow("a set") << u"[(]"_s << 0 << 0 << 2;
        QTest::newRow("a bracket in a set is none") << u"[(])"_s << 1 << -1 << -1;
        QTest::newRow("counts") << u"a{2,3}?"_s << 6 << 5 << 1;
        QTest::newRow("an escaped one is none") << u"\\(a"_s << 2 << -1 << -1;
        QTest::newRow("in what is broken") << u"(a)("_s << 3 << 3 << -1;
        QTest::newRow("whole ones in what is broken") << u"(a)x("_s << 3 << 2 << 0;
    }
    void bracketsBelongTogether()
    {
        QFETCH(QString, pattern);
        QFETCH(int, cursor);
        QFETCH(int, at);
        QFETCH(int, partner);
        const auto pair = bracketsAt(PatternReading(pattern, PythonVersion::Py311), cursor);
        if (partner < 0) {
            // An open bracket has no partner; what is left of it may.
            QVERIFY(!pair || pair->first != at);
            return;
        }
        QVERIFY(pair);
        QCOMPARE(pair->first, at);
        QCOMPARE(pair->second, partner);
    }
};

QTEST_GUILESS_MAIN(TestPatternColors)
#include "tst_patterncolors.moc"
