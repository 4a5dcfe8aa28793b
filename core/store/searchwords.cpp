// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/searchwords.h"

#include <QList>

#include <algorithm>
#include <array>

namespace Recloser {

namespace {

// The same classes as the index's tokenizer has ("categories 'L* N* Co So'").
bool isWordCharacter(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return QChar::isLetterOrNumber(c) || category == QChar::Other_PrivateUse
        || category == QChar::Symbol_Other;
}

constexpr bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

/// What becomes of each ASCII character: itself in lower case, or a blank between words.
constexpr std::array<char, 128> condensedAscii = [] {
    std::array<char, 128> table{};
    for (size_t c = 0; c < table.size(); ++c) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isWord = isUpper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        table[c] = isWord ? char(isUpper ? c - 'A' + 'a' : c) : ' ';
    }
    return table;
}();

char32_t foldedLetter(char32_t c)
{
    // The tokenizer takes marks off where a letter of ASCII remains, not from Greek or Cyrillic.
    char32_t base = c;
    while (QChar::decompositionTag(base) == QChar::Canonical)
        base = QStringView(QChar::decomposition(base)).first(1).toUcs4().value(0);
    if (base < 0x80 && QChar::isLetter(base))
        return QChar::toCaseFolded(base);
    return QChar::toCaseFolded(c);
}

/// The marks that letters of ASCII are composed with: the tokenizer drops them from inside a word.
/// At any other mark a word ends.
bool isDroppedMark(char32_t c)
{
    static constexpr std::array<std::pair<char32_t, char32_t>, 8> marks{{{0x300, 0x304},
                                                                         {0x306, 0x30c},
                                                                         {0x30f, 0x30f},
                                                                         {0x311, 0x311},
                                                                         {0x31b, 0x31b},
                                                                         {0x323, 0x328},
                                                                         {0x32d, 0x32e},
                                                                         {0x330, 0x331}}};
    return std::ranges::any_of(
        marks, [c](const auto &range) { return c >= range.first && c <= range.second; });
}

void appendFolded(QByteArray &text, QStringView stretch)
{
    QString result;
    bool isAfterBlank = text.endsWith(' ');
    const QList<uint> characters = stretch.toUcs4();
    for (const char32_t c : characters) {
        if (isDroppedMark(c))
            continue;
        const bool isWord = isWordCharacter(c);
        if (isWord)
            result += QChar::fromUcs4(foldedLetter(c));
        else if (!isAfterBlank)
            result += u' ';
        isAfterBlank = !isWord;
    }
    text += result.toUtf8();
}

enum class Stretch { Words, Signs };

QStringList stretchesOf(QStringView text, Stretch wanted)
{
    QStringList words;
    QString word;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        const bool isPair
            = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair)
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
        const bool isWord = isWordCharacter(c) || QChar::isMark(c);
        if (isWord == (wanted == Stretch::Words)) {
            word += text.sliced(i, isPair ? 2 : 1);
        } else if (!word.isEmpty()) {
            words.append(word);
            word.clear();
        }
        i += isPair ? 1 : 0;
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

} // namespace

QStringList wordsOf(QStringView text)
{
    return stretchesOf(text, Stretch::Words);
}

QStringList signsOf(QStringView text)
{
    return stretchesOf(text, Stretch::Signs);
}

QByteArray condensed(QByteArrayView text)
{
    QByteArray result(text.size() + 2, Qt::Uninitialized);
    char *out = result.data();
    *out++ = ' ';
    for (const char c : text) {
        const char next = isAscii(c) ? condensedAscii[size_t(c)] : c;
        *out = next;
        // A blank after a blank is written over by what follows.
        out += next != ' ' || out[-1] != ' ';
    }
    if (out[-1] != ' ')
        *out++ = ' ';
    result.truncate(out - result.constData());
    return result;
}

QByteArray foldedFromCondensed(const QByteArray &text)
{
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    if (all < 0x80)
        return text;
    QByteArray result;
    result.reserve(text.size() + 1);
    for (auto c = text.cbegin(); c != text.cend();) {
        const auto other = std::find_if_not(c, text.cend(), isAscii);
        const bool isAfterBlank = result.endsWith(' ') && c != other && *c == ' ';
        result.append(c + isAfterBlank, other - c - isAfterBlank);
        c = std::find_if(other, text.cend(), isAscii);
        appendFolded(result, QString::fromUtf8(QByteArrayView(other, c)));
    }
    return result;
}

QByteArray folded(QByteArrayView text)
{
    return foldedFromCondensed(condensed(text));
}

} // namespace Recloser
