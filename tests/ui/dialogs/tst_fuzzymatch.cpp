// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/fuzzymatch.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestFuzzyMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void lettersAreFoundInOrder_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<qsizetype>>("marks");
        QTest::addColumn<bool>("fits");
        using Marks = QList<qsizetype>;
        QTest::newRow("nothing typed fits everything") << u""_s << u"Send"_s << Marks{} << true;
        QTest::newRow("a beginning") << u"se"_s << u"Send request"_s << Marks{0, 1} << true;
        QTest::newRow("beginnings of words") << u"sr"_s << u"Send request"_s << Marks{0, 5} << true;
        QTest::newRow("case does not matter")
            << u"SR"_s << u"send Request"_s << Marks{0, 5} << true;
        QTest::newRow("blanks typed are left out")
            << u"s req"_s << u"Send request"_s << Marks{0, 5, 6, 7} << true;
        QTest::newRow("a whole word rather than scattered letters")
            << u"tab"_s << u"set active tab"_s << Marks{11, 12, 13} << true;
        QTest::newRow("humps of camel case") << u"kl"_s << u"openKeyLab"_s << Marks{4, 7} << true;
        QTest::newRow("wrong order") << u"es"_s << u"se"_s << Marks{} << false;
        QTest::newRow("a letter that is missing")
            << u"sendx"_s << u"Send request"_s << Marks{} << false;
        QTest::newRow("more letters than text") << u"aaaa"_s << u"aaa"_s << Marks{} << false;
        QTest::newRow("empty text") << u"a"_s << u""_s << Marks{} << false;
    }
    void lettersAreFoundInOrder()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QFETCH(bool, fits);
        const auto match = fuzzyMatch(typed, text);
        QCOMPARE(match.has_value(), fits);
        if (match)
            QTEST(match->marks, "marks");
    }

    void theBetterFitComesFirst_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("a beginning before scattered words")
            << u"se"_s << u"Send request"_s << u"Select environment"_s.replace(u"el"_s, u"l"_s);
        QTest::newRow("the start of the text") << u"st"_s << u"Store"_s << u"My store"_s;
        QTest::newRow("beginnings of words before middles")
            << u"nt"_s << u"New tab"_s << u"Environment"_s;
        QTest::newRow("the shorter text")
            << u"send"_s << u"Send"_s << u"Send the request once more, please"_s;
    }
    void theBetterFitComesFirst()
    {
        QFETCH(QString, typed);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        const auto a = fuzzyMatch(typed, better);
        const auto b = fuzzyMatch(typed, worse);
        QVERIFY(a && b);
        QVERIFY2(a->score > b->score, qPrintable(u"%1 %2"_s.arg(a->score).arg(b->score)));
    }

    void longTextsAreNoTrouble()
    {
        const QString text = QString(100'000, u'a');
        QVERIFY(fuzzyMatch(u"aaa"_s, text));
        QVERIFY(!fuzzyMatch(QString(QString(150, u'a') + u'b'), text));
    }

    void everyMarkIsItsLetter()
    {
        // Small alphabets make many ways to match.
        quint32 seed = 1;
        const auto next = [&seed](quint32 below) {
            seed = seed * 1664525u + 1013904223u;
            return (seed >> 16) % below;
        };
        for (int round = 0; round < 5000; ++round) {
            QString text;
            QString typed;
            for (quint32 i = 0, n = next(14); i < n; ++i)
                text += QChar(u"ab Ba-"[next(6)]);
            for (quint32 i = 0, n = 1 + next(4); i < n; ++i)
                typed += QChar(u"ab"[next(2)]);
            qsizetype reached = 0;
            for (const QChar c : std::as_const(text)) {
                if (reached < typed.size() && c.toLower() == typed.at(reached))
                    ++reached;
            }
            const auto match = fuzzyMatch(typed, text);
            QCOMPARE(match.has_value(), reached == typed.size());
            if (!match)
                continue;
            for (qsizetype i = 0; i < typed.size(); ++i) {
                QCOMPARE(text.at(match->marks.at(i)).toLower(), typed.at(i));
                QVERIFY(i == 0 || match->marks.at(i) > match->marks.at(i - 1));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzymatch.moc"
