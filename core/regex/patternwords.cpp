// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/patternwords.h"

#include <format>

namespace Recloser {

namespace {

const char *controlName(char32_t c)
{
    switch (c) {
    case 0:
        return "a NUL";
    case U'\a':
        return "a bell";
    case U'\b':
        return "a backspace";
    case U'\t':
        return "a tab";
    case U'\n':
        return "a line feed";
    case U'\v':
        return "a vertical tab";
    case U'\f':
        return "a form feed";
    case U'\r':
        return "a carriage return";
    case U' ':
        return "a blank";
    case 0xa0:
        return "a no-break space";
    default:
        return nullptr;
    }
}

std::string itemWords(const SetItem &item, FlagSet flags)
{
    switch (item.kind) {
    case SetItem::Kind::Character:
        return quotedCharacter(item.first);
    case SetItem::Kind::Range:
        return quotedCharacter(item.first) + " to " + quotedCharacter(item.last);
    case SetItem::Kind::Category:
        return categoryWords(item.first, flags);
    }
    return {};
}

/// Whether case makes a difference to a set at all.
bool hasCase(const Node &set)
{
    for (const SetItem &item : set.items) {
        if (item.kind == SetItem::Kind::Range && (isAsciiLetter(item.first) || item.last >= 0x80))
            return true;
        if (item.kind == SetItem::Kind::Character
            && (isAsciiLetter(item.first) || item.first >= 0x80))
            return true;
    }
    return false;
}

} // namespace

bool isShown(char32_t c)
{
    if (c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad)
        return false;
    if ((c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f)
        || (c >= 0x205f && c <= 0x206f))
        return false;
    return !(c >= 0xd800 && c < 0xf900) && c != 0x1680 && c != 0x3000 && c != 0xfeff && c < 0xe0000;
}

std::string quotedCharacter(char32_t c)
{
    if (const char *name = controlName(c))
        return name;
    if (!isShown(c))
        return std::format("U+{:04X}", static_cast<unsigned>(c));
    return inQuotes(std::u32string_view(&c, 1));
}

std::string inQuotes(std::u32string_view text)
{
    return "“" + utf8(text) + "”";
}

std::string categoryWords(char32_t letter, FlagSet flags)
{
    std::string words;
    switch (letter) {
    case U'd':
        words = "a digit";
        break;
    case U'D':
        words = "a character that is no digit";
        break;
    case U's':
        words = "a blank, tab, line feed or other white space";
        break;
    case U'S':
        words = "a character that is no white space";
        break;
    case U'w':
        words = "a letter, digit or underscore";
        break;
    default:
        words = "a character that is no letter, digit or underscore";
        break;
    }
    return (flags & Flag::Ascii) != 0 ? words + " (of ASCII)" : words;
}

std::string joined(const std::vector<std::string> &words, const std::string &last)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? " " + last + " " : ", ";
        text += words[i];
    }
    return text;
}

std::string setWords(const Node &set)
{
    std::vector<std::string> words;
    for (const SetItem &item : set.items)
        words.push_back(itemWords(item, set.flags));
    std::string text;
    if (set.negated) {
        text = "any character except " + joined(words, "and");
    } else if (words.size() == 1) {
        const SetItem &item = set.items.front();
        text = item.kind == SetItem::Kind::Range ? "a character from " + words.front()
            : item.kind == SetItem::Kind::Character && isShown(item.first)
            ? "the character " + words.front()
            : words.front();
    } else {
        text = "one of " + joined(words, "or");
    }
    if ((set.flags & Flag::IgnoreCase) != 0 && hasCase(set))
        text += ", in upper or lower case";
    return text;
}

std::string positionWords(char32_t letter, FlagSet flags)
{
    const bool lines = (flags & Flag::MultiLine) != 0;
    switch (letter) {
    case U'^':
        return lines ? "the start of the text or of a line" : "the start of the text";
    case U'A':
        return "the start of the text";
    case U'$':
        return lines ? "the end of the text or of a line"
                     : "the end of the text or its last line feed";
    case U'Z':
    case U'z':
        return "the very end of the text";
    case U'b':
        return "the edge of a word (a letter, digit or underscore on one side only)";
    default:
        return "a place that is not the edge of a word";
    }
}

std::string repeatWords(const Node &repeat)
{
    const bool isOpen = repeat.most == repeatLimit;
    std::string times;
    if (repeat.least == repeat.most)
        return repeat.least == 0 ? "never (0 times)"
            : repeat.least == 1  ? "once"
                                 : std::format("exactly {} times", repeat.least);
    if (repeat.least == 0 && repeat.most == 1) {
        switch (repeat.mode) {
        case RepeatMode::Greedy:
            return "or nothing";
        case RepeatMode::Lazy:
            return "or, rather, nothing";
        case RepeatMode::Possessive:
            return "or nothing, but once taken it is kept";
        }
    }
    if (isOpen)
        times = repeat.least == 0 ? "any number of times"
            : repeat.least == 1   ? "one or more times"
                                  : std::format("{} or more times", repeat.least);
    else
        times = repeat.least == 0 ? std::format("up to {} times", repeat.most)
                                  : std::format("{} to {} times", repeat.least, repeat.most);
    switch (repeat.mode) {
    case RepeatMode::Greedy:
        return times + ", as many as possible";
    case RepeatMode::Lazy:
        return times + ", as few as possible";
    case RepeatMode::Possessive:
        return times + ", as many as there are, giving none back";
    }
    return times;
}

std::string flagWords(std::u32string_view letters)
{
    std::vector<std::string> words;
    for (const char32_t letter : letters) {
        switch (letter) {
        case U'i':
            words.emplace_back("upper and lower case are the same");
            break;
        case U'm':
            words.emplace_back("^ and $ are at every line");
            break;
        case U's':
            words.emplace_back("the dot is any character");
            break;
        case U'x':
            words.emplace_back("blanks and comments in the pattern do not count");
            break;
        case U'a':
            words.emplace_back("\\w, \\d, \\s and \\b know ASCII only");
            break;
        case U'u':
            words.emplace_back("\\w, \\d, \\s and \\b know all of Unicode, as they do anyway");
            break;
        default: // t, which does nothing
            break;
        }
    }
    return joined(words, "and");
}

} // namespace Recloser
