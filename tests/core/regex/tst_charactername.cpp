// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/charactername.h"
#include "core/regex/pattern.h"

#include <QTest>

using namespace Recloser;

Q_DECLARE_METATYPE(Recloser::PythonVersion)

/// What unicodedata.lookup() says in the Pythons; 3.14's new names are those of Unicode 16.
class TestCharacterName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<PythonVersion>("version");
        QTest::addColumn<char32_t>("character");
        const auto row = [](const char *sentence, const char *name, char32_t character,
                            PythonVersion version = PythonVersion::Py311) {
            QTest::newRow(sentence) << QString::fromUtf8(name) << version << character;
        };
        row("the first", "SPACE", U' ');
        row("in the middle", "EM DASH", U'\u2014');
        row("far behind", "VARIATION SELECTOR-256", char32_t(0xe01ef));
        row("in lower case", "em dash", U'\u2014');
        row("with its own number", "CJK COMPATIBILITY IDEOGRAPH-F900", char32_t(0xf900));
        row("of one word", "SUN", U'\u2609');
        row("an alias", "LINE FEED", U'\n');
        row("an abbreviation", "nbsp", U'\u00a0');
        row("a corrected name", "WEIERSTRASS ELLIPTIC FUNCTION", U'\u2118');
        row("and the wrong one", "SCRIPT CAPITAL P", U'\u2118');
        row("BELL is not the control character", "BELL", U'\U0001f514');
        row("an ideograph", "CJK UNIFIED IDEOGRAPH-4E00", U'\u4e00');
        row("an ideograph of five digits", "CJK UNIFIED IDEOGRAPH-20000", U'\U00020000');
        row("an ideograph with a zero too much", "CJK UNIFIED IDEOGRAPH-04E00", U'\u4e00');
        row("an ideograph in lower case", "CJK UNIFIED IDEOGRAPH-4e00", 0);
        row("no ideograph", "CJK UNIFIED IDEOGRAPH-0041", 0);
        row("an ideograph without a number", "CJK UNIFIED IDEOGRAPH-", 0);
        row("a syllable", "HANGUL SYLLABLE GAGS", U'\uac03');
        row("a syllable without a first letter", "HANGUL SYLLABLE A", U'\uc544');
        row("the last syllable", "HANGUL SYLLABLE HIH", U'\ud7a3');
        row("a syllable in lower case", "hangul syllable ga", 0);
        row("a syllable with something behind it", "HANGUL SYLLABLE GAX", 0);
        row("a syllable without a vowel", "HANGUL SYLLABLE G", 0);
        row("unknown", "NO SUCH NAME", 0);
        row("a blank too much", "EM  DASH", 0);
        row("beyond ASCII", "\xc3\xa9", 0);
        row("nothing", "", 0);
        row("not yet named", "TROLL", U'\U0001f9cc');
        row("not yet named in 3.10", "TROLL", 0, PythonVersion::Py310);
        row("new in Unicode 16", "LATIN CAPITAL LETTER RAMS HORN", U'\ua7cb', PythonVersion::Py314);
        row("before Unicode 16", "LATIN CAPITAL LETTER RAMS HORN", 0, PythonVersion::Py313);
    }

    void names()
    {
        QFETCH(QString, name);
        QFETCH(PythonVersion, version);
        QFETCH(char32_t, character);
        const NamedCharacter found = namedCharacter(name.toStdU32String(), version);
        QCOMPARE(found.character, character);
        QCOMPARE(found.length, character != 0 ? 1U : 0U);
    }

    void sequencesAreNotCharacters()
    {
        const NamedCharacter found = namedCharacter(U"keycap digit one", PythonVersion::Py311);
        QCOMPARE(found.length, 3U);
        const auto pattern = parse(U"\\N{KEYCAP DIGIT ONE}", PythonVersion::Py38);
        QVERIFY(!pattern);
        QCOMPARE(pattern.error().type, PatternError::Type::TypeError);
    }
};

QTEST_GUILESS_MAIN(TestCharacterName)
#include "tst_charactername.moc"
