// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/patterncolors.h"

namespace Recloser {

namespace {

/// Behind the closing bracket of the set that begins at `begin`; a bracket that comes first is a
/// member.
qsizetype endOfSet(QStringView pattern, qsizetype begin)
{
    qsizetype i = begin + 1;
    if (i < pattern.size() && pattern[i] == u'^')
        ++i;
    for (const qsizetype first = i; i < pattern.size(); ++i) {
        if (pattern[i] == u'\\')
            ++i;
        else if (pattern[i] == u']' && i > first)
            return i + 1;
    }
    return pattern.size();
}

/// Behind "{2,3}", or `begin` when it is no repeat and so stands for itself.
qsizetype endOfCount(QStringView pattern, qsizetype begin)
{
    qsizetype i = begin + 1;
    while (i < pattern.size() && (pattern[i].isDigit() || pattern[i] == u','))
        ++i;
    return i < pattern.size() && i > begin + 1 && pattern[i] == u'}' ? i + 1 : begin;
}

/// Behind what opens a group: "(", "(?=", "(?P<name>".
qsizetype endOfOpening(QStringView pattern, qsizetype begin)
{
    qsizetype i = begin + 1;
    if (i >= pattern.size() || pattern[i] != u'?')
        return i;
    for (++i; i < pattern.size(); ++i) {
        if (QStringView(u"=!:>#)").contains(pattern[i]))
            return pattern[i] == u')' ? i : i + 1;
    }
    return i;
}

} // namespace

QList<PatternToken> patternTokens(QStringView pattern)
{
    using Kind = PatternToken::Kind;
    QList<PatternToken> tokens;
    for (qsizetype i = 0; i < pattern.size();) {
        const qsizetype begin = i;
        const QChar c = pattern[i];
        std::optional<Kind> kind;
        i += 1;
        if (c == u'\\') {
            kind = Kind::Escape;
            i = qMin(begin + 2, pattern.size());
        } else if (c == u'[') {
            kind = Kind::Set;
            i = endOfSet(pattern, begin);
        } else if (c == u'(') {
            kind = Kind::Group;
            i = endOfOpening(pattern, begin);
        } else if (c == u')' || c == u'|') {
            kind = Kind::Group;
        } else if (QStringView(u"*+?").contains(c)) {
            kind = Kind::Repeat;
        } else if (c == u'{' && endOfCount(pattern, begin) > begin) {
            kind = Kind::Repeat;
            i = endOfCount(pattern, begin);
        } else if (QStringView(u".^$").contains(c)) {
            kind = Kind::Anchor;
        }
        if (kind)
            tokens.append({*kind, begin, i});
    }
    return tokens;
}

PatternHighlighter::PatternHighlighter(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void PatternHighlighter::highlightBlock(const QString &text)
{
    const ThemeColors &colors = m_theme.colors();
    for (const PatternToken &token : patternTokens(text)) {
        QColor color;
        switch (token.kind) {
        case PatternToken::Kind::Set:
            color = colors.accent.strong;
            break;
        case PatternToken::Kind::Group:
            color = colors.good.strong;
            break;
        case PatternToken::Kind::Repeat:
            color = colors.bad.strong;
            break;
        case PatternToken::Kind::Escape:
            color = colors.halfOpen.strong;
            break;
        case PatternToken::Kind::Anchor:
            color = colors.warning.strong;
            break;
        }
        setFormat(int(token.begin), int(token.end - token.begin), color);
    }
}

} // namespace Recloser
