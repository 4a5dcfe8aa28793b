// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/textfinder.h"
#include "core/text/utf8text.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QList<FoundPlace> placesOf(const FindQuery &query, QByteArrayView text)
{
    QList<FoundPlace> places;
    const auto finder = TextFinder::make(query);
    if (!finder)
        return {{-1, -1}};
    const auto ending = finder->find(text, 0, text.size(), [&](const FoundPlace &place) {
        places += place;
        return true;
    });
    if (ending != TextFinder::Ending::Done)
        return {{-2, -2}};
    return places;
}

} // namespace

class TestTextFinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void finds_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("how");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<qint64>>("begins");
        const auto row = [](const char *name, const QString &what, const QString &how,
                            const QByteArray &text, const QList<qint64> &begins) {
            QTest::newRow(name) << what << how << text << begins;
        };
        row("a word", u"ab"_s, {}, "ab cab", {0, 4});
        row("whatever the case", u"Ab"_s, {}, "aB AB", {0, 3});
        row("in this case only", u"Ab"_s, u"c"_s, "aB Ab", {3});
        row("signs are no letters", u"@[{"_s, {}, "`{[ @[{", {4});
        row("one behind the other", u"aa"_s, {}, "aaaaa", {0, 2});
        row("one byte", u"x"_s, {}, "x..x", {0, 3});
        row("whole words", u"id"_s, u"w"_s, "id idea id_ _id \"id\" bid", {0, 17});
        row("whole words beside other letters", u"id"_s, u"w"_s, "idé éid id", {10});
        row("letters beyond ASCII whatever the case", u"ÉT"_s, {}, "été Été", {0, 6});
        row("letters beyond ASCII in this case", u"É"_s, u"c"_s, "éÉ", {2});
        row("a longer text than there is", u"abc"_s, {}, "ab", {});
        row("at the very end", u"end"_s, {}, "the end", {4});
        row("an expression", u"a.c"_s, u"r"_s, "abc\na\nc axc", {0, 8});
        row("ends of lines", u"^b$"_s, u"r"_s, "a\nb\nbb\nb", {2, 7});
        row("nothing is not found", u"x*"_s, u"r"_s, "axxa", {1});
        row("an expression of whole words", u"i."_s, u"rw"_s, "id ids if", {0, 7});
        row("an expression behind other letters", u"\\d+"_s, u"r"_s, "é😀12", {6});
        row("an expression behind broken letters", u"b"_s, u"r"_s, "\xff\xe9 b", {3});
    }
    void finds()
    {
        QFETCH(const QString, what);
        QFETCH(const QString, how);
        QFETCH(const QByteArray, text);
        FindQuery query{what};
        if (how.contains(u'c'))
            query.caseSensitivity = Qt::CaseSensitive;
        if (how.contains(u'w'))
            query.words = FindQuery::Words::Whole;
        if (how.contains(u'r'))
            query.kind = FindQuery::Kind::Regex;
        // Also where the vectors do their work, and at the ends of slices and windows.
        for (const qsizetype before : {0, 15, 64, 1000, 65'530, 1'048'570}) {
            QByteArray padding(before, '.');
            if (before > 0)
                padding.back() = '\n';
            const QByteArray whole = padding + text + (before > 0 ? "\n" : "");
            QList<qint64> begins;
            for (const FoundPlace &place : placesOf(query, whole))
                begins += place.begin - before;
            QTEST(begins, "begins");
        }
    }

    void findsWhatASlowSearchFinds()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 500; ++round) {
            QByteArray text;
            for (int i = random.bounded(400); i > 0; --i)
                text += "aAbB\""[random.bounded(5)];
            QString needle;
            for (int i = random.bounded(1, 5); i > 0; --i)
                needle += QLatin1Char("aAbB\""[random.bounded(5)]);
            const auto sensitivity = random.bounded(2) ? Qt::CaseSensitive : Qt::CaseInsensitive;
            QList<FoundPlace> wanted;
            const QString whole = QString::fromLatin1(text);
            for (qsizetype at = whole.indexOf(needle, 0, sensitivity); at >= 0;
                 at = whole.indexOf(needle, at + needle.size(), sensitivity))
                wanted += {at, needle.size()};
            FindQuery query{needle};
            query.caseSensitivity = sensitivity;
            QCOMPARE(placesOf(query, text), wanted);
        }
    }

    void aLongLineIsSearchedByExpressionsToo()
    {
        QByteArray text(1'000'000, 'x');
        QList<FoundPlace> wanted;
        for (qint64 at = 1'000; at < text.size(); at += 9'999) {
            text.replace(at, 4, "n123");
            wanted += {at, 4};
        }
        QCOMPARE(placesOf({u"n\\d+"_s, FindQuery::Kind::Regex}, text), wanted);
    }

    void saysWhatIsWrongWithAnExpression()
    {
        const auto finder = TextFinder::make({u"ab("_s, FindQuery::Kind::Regex});
        QVERIFY(!finder);
        QVERIFY(!finder.error().detail.isEmpty());
        QCOMPARE(finder.error().at, 3);
    }

    void anExpressionThatWouldTakeForEverIsGivenUp()
    {
        const auto finder = TextFinder::make({u"(a+)+x"_s, FindQuery::Kind::Regex});
        const QByteArray text = QByteArray(1'000, 'a') + "yx";
        QCOMPARE(finder->find(text, 0, text.size(), [](const FoundPlace &) { return true; }),
                 TextFinder::Ending::TooSlow);
    }

    void stops()
    {
        const QByteArray text(100, 'a');
        const auto finder = TextFinder::make({u"a"_s});
        int count = 0;
        QCOMPARE(finder->find(text, 0, 100, [&](const FoundPlace &) { return ++count < 3; }),
                 TextFinder::Ending::Stopped);
        QCOMPARE(count, 3);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(finder->find(
                     text, 0, 100, [](const FoundPlace &) { return true; }, stop.get_token()),
                 TextFinder::Ending::Stopped);
    }

    void readsWhatQtReads()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 2'000; ++round) {
            QByteArray bytes = QString(u"aé€😀\u07ff\uffff"_s).toUtf8().repeated(2);
            for (int i = random.bounded(4); i > 0; --i)
                bytes[random.bounded(bytes.size())] = char(random.bounded(256));
            const MappedText mapped = mappedText(bytes);
            QCOMPARE(QByteArrayView(bytes).isValidUtf8(), !mapped.text.contains(u'\uFFFD'));
            if (QByteArrayView(bytes).isValidUtf8())
                QCOMPARE(mapped.text, QString::fromUtf8(bytes));
            qint64 bad = 0;
            std::optional<qint64> first;
            for (qsizetype at = 0; at < bytes.size();) {
                const Utf8Character character = firstCharacter(QByteArrayView(bytes).sliced(at));
                if (!character.isValid) {
                    ++bad;
                    first = first.value_or(at);
                }
                at += character.length;
            }
            Utf8Check check;
            for (qsizetype at = 0; at < bytes.size();) {
                const auto step = std::min<qsizetype>(random.bounded(1, 6), bytes.size() - at);
                check.check(QByteArrayView(bytes).sliced(at, step));
                at += step;
            }
            check.finish();
            QCOMPARE(check.badBytes(), bad);
            QCOMPARE(check.firstBadByte(), first);
        }
    }
};

QTEST_GUILESS_MAIN(TestTextFinder)
#include "tst_textfinder.moc"
