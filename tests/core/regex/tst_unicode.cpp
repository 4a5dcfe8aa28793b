// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/unicode.h"

#include <QTest>

#include <array>
#include <utility>

using namespace Recloser;

Q_DECLARE_METATYPE(Recloser::PythonVersion)

namespace {

constexpr char32_t beyondUnicode = 0x110000;

template<typename Predicate> int count(Predicate holds)
{
    int result = 0;
    for (char32_t c = 0; c < beyondUnicode; ++c)
        result += holds(c) ? 1 : 0;
    return result;
}

} // namespace

/// The figures are those of the Pythons themselves; 3.14's are of ICU 76.
class TestUnicode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void counts_data()
    {
        QTest::addColumn<PythonVersion>("version");
        QTest::addColumn<QList<int>>("counts");
        QTest::newRow("3.8") << PythonVersion::Py38
                             << QList<int>{127398, 630,    29,   137750, 125643,
                                           125862, 128770, 1390, 33};
        QTest::newRow("3.9") << PythonVersion::Py39
                             << QList<int>{133023, 650,    29,   143680, 131241,
                                           131460, 134415, 1393, 50};
        QTest::newRow("3.10") << PythonVersion::Py310
                              << QList<int>{133023, 650,    29,   143680, 131241,
                                            131460, 134415, 1393, 50};
        QTest::newRow("3.11") << PythonVersion::Py311
                              << QList<int>{133548, 660,    29,   144516, 131756,
                                            131975, 135053, 1433, 50};
        QTest::newRow("3.12") << PythonVersion::Py312
                              << QList<int>{137936, 680,    29,   148998, 136104,
                                            136323, 139463, 1433, 50};
        QTest::newRow("3.13") << PythonVersion::Py313
                              << QList<int>{138558, 680,    29,   149625, 136726,
                                            136945, 140089, 1433, 50};
    }

    void counts()
    {
        QFETCH(PythonVersion, version);
        QFETCH(QList<int>, counts);
        const auto in = [version](auto property) {
            return count([version, property](char32_t c) { return property(c, version); });
        };
        const QList<int> ours{
            in(isWordCharacter),
            in(isDecimalDigit),
            in(isSpaceCharacter),
            in(isPrintable),
            in(isLetter),
            in(isIdentifierStart),
            in(isIdentifierPart),
            count([version](char32_t c) { return lowered(c, version) != c; }),
            count([version](char32_t c) { return !Recloser::extraCases(c, version).empty(); })};
        QCOMPARE(ours, counts);
    }

    void words_data()
    {
        QTest::addColumn<char32_t>("character");
        QTest::addColumn<PythonVersion>("version");
        QTest::addColumn<bool>("isWord");
        QTest::newRow("a letter") << U'a' << PythonVersion::Py311 << true;
        QTest::newRow("the underscore") << U'_' << PythonVersion::Py311 << true;
        QTest::newRow("a minus") << U'-' << PythonVersion::Py311 << false;
        QTest::newRow("a superscript digit") << U'\u00b2' << PythonVersion::Py311 << true;
        QTest::newRow("a vulgar fraction") << U'\u00bd' << PythonVersion::Py311 << true;
        QTest::newRow("a combining mark is none") << U'\u0301' << PythonVersion::Py311 << false;
        QTest::newRow("the undertie is none") << U'\u203f' << PythonVersion::Py311 << false;
        QTest::newRow("a joiner is none") << U'\u200d' << PythonVersion::Py311 << false;
        QTest::newRow("a lone surrogate is none")
            << char32_t(0xd800) << PythonVersion::Py311 << false;
        QTest::newRow("the last of Unicode is none")
            << char32_t(0x10ffff) << PythonVersion::Py311 << false;
        QTest::newRow("nothing is behind it")
            << char32_t(0xffffffff) << PythonVersion::Py311 << false;
        QTest::newRow("a letter of Unicode 13 in 3.8") << U'\ua7c7' << PythonVersion::Py38 << false;
        QTest::newRow("a letter of Unicode 13 in 3.9") << U'\ua7c7' << PythonVersion::Py39 << true;
        QTest::newRow("a letter of Unicode 16 in 3.13")
            << U'\ua7cb' << PythonVersion::Py313 << false;
        QTest::newRow("a letter of Unicode 16 in 3.14")
            << U'\ua7cb' << PythonVersion::Py314 << true;
    }

    void words()
    {
        QFETCH(char32_t, character);
        QFETCH(PythonVersion, version);
        QFETCH(bool, isWord);
        QCOMPARE(isWordCharacter(character, version), isWord);
    }

    void digitsHaveValues()
    {
        QCOMPARE(decimalValue(U'7', PythonVersion::Py311), 7);
        QCOMPARE(decimalValue(U'\u0661', PythonVersion::Py311), 1);
        QCOMPARE(decimalValue(U'\U0001d7ff', PythonVersion::Py311), 9);
        QCOMPARE(decimalValue(U'\u00b2', PythonVersion::Py311), -1);
        QCOMPARE(decimalValue(U'a', PythonVersion::Py311), -1);
        QCOMPARE(decimalValue(U'\U0001fbf5', PythonVersion::Py38), -1);
        QCOMPARE(decimalValue(U'\U0001fbf5', PythonVersion::Py39), 5);
    }

    void spacesAreThoseOfPython()
    {
        QVERIFY(isSpaceCharacter(U'\x1c', PythonVersion::Py311));
        QVERIFY(isSpaceCharacter(U'\u0085', PythonVersion::Py311));
        QVERIFY(isSpaceCharacter(U'\u3000', PythonVersion::Py311));
        QVERIFY(!isSpaceCharacter(U'\u180e', PythonVersion::Py311));
        QVERIFY(!isSpaceCharacter(U'\u200b', PythonVersion::Py311));
    }

    void lowerCases_data()
    {
        QTest::addColumn<char32_t>("character");
        QTest::addColumn<char32_t>("lower");
        QTest::newRow("ASCII") << U'A' << U'a';
        QTest::newRow("Latin-1") << U'\u00c9' << U'\u00e9';
        QTest::newRow("the multiplication sign has none") << U'\u00d7' << U'\u00d7';
        QTest::newRow("every other character") << U'\u0100' << U'\u0101';
        QTest::newRow("a lower-case one between them") << U'\u0101' << U'\u0101';
        QTest::newRow("a dotted capital i") << U'\u0130' << U'i';
        QTest::newRow("a final sigma stays") << U'\u03c2' << U'\u03c2';
        QTest::newRow("the Kelvin sign") << U'\u212a' << U'k';
        QTest::newRow("a capital sharp s") << U'\u1e9e' << U'\u00df';
        QTest::newRow("beyond the basic plane") << U'\U00010400' << U'\U00010428';
    }

    void lowerCases()
    {
        QFETCH(char32_t, character);
        QFETCH(char32_t, lower);
        QCOMPARE(lowered(character, PythonVersion::Py311), lower);
    }

    void extraCases_data()
    {
        QTest::addColumn<char32_t>("lower");
        QTest::addColumn<PythonVersion>("version");
        QTest::addColumn<std::u32string>("others");
        const auto row = [](const char *name, char32_t lower, const std::u32string &others,
                            PythonVersion version = PythonVersion::Py311) {
            QTest::newRow(name) << lower << version << others;
        };
        row("most have none", U'a', U"");
        row("i and the dotless one", U'i', U"\u0131");
        row("and back", U'\u0131', U"i");
        row("s and the long one", U's', U"\u017f");
        row("three of one kind", U'\u03b8', U"\u03d1");
        row("iota has several", U'\u03b9', U"\u0345\u1fbe");
        row("ligatures of st", U'\ufb05', U"\ufb06");
        row("a rounded ve from 3.9", U'\u0432', U"\u1c80", PythonVersion::Py39);
        row("a rounded ve in 3.8", U'\u0432', U"", PythonVersion::Py38);
    }

    void extraCases()
    {
        QFETCH(char32_t, lower);
        QFETCH(PythonVersion, version);
        QFETCH(std::u32string, others);
        const auto found = Recloser::extraCases(lower, version);
        QCOMPARE(std::u32string(found.begin(), found.end()), others);
    }
};

QTEST_GUILESS_MAIN(TestUnicode)
#include "tst_unicode.moc"
