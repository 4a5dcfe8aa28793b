// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/patterncolors.h"

#include <QTextBlock>
#include <QTextDocument>

namespace Recloser {

using namespace Qt::StringLiterals;

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

/// How the parts of a node that are not its children's are coloured; nothing for plain characters.
std::optional<PatternToken::Kind> kindOf(const Node &node, const std::u32string &source)
{
    using Kind = PatternToken::Kind;
    switch (node.kind) {
    case NodeKind::Literal:
        return node.range.begin < source.size() && source[node.range.begin] == U'\\'
            ? std::optional(Kind::Escape)
            : std::nullopt;
    case NodeKind::Any:
    case NodeKind::Position:
        return Kind::Anchor;
    case NodeKind::Category:
    case NodeKind::BackReference:
        return Kind::Escape;
    case NodeKind::Set:
        return Kind::Set;
    case NodeKind::Repeat:
        return Kind::Repeat;
    case NodeKind::Comment:
    // Between the parts of a sequence there is nothing but what (?x) skips.
    case NodeKind::Sequence:
        return Kind::Comment;
    case NodeKind::Alternation:
    case NodeKind::Group:
    case NodeKind::AtomicGroup:
    case NodeKind::Look:
    case NodeKind::Conditional:
    case NodeKind::GlobalFlags:
        return Kind::Group;
    }
    return {};
}

/// Opening and closing bracket of a node, if it has any.
std::optional<SourceRange> bracketsOf(const Node &node, const std::u32string &source)
{
    switch (node.kind) {
    case NodeKind::Set:
    case NodeKind::Group:
    case NodeKind::AtomicGroup:
    case NodeKind::Look:
    case NodeKind::Conditional:
    case NodeKind::GlobalFlags:
    case NodeKind::Comment:
        return node.range;
    case NodeKind::Repeat: {
        const SourceRange &count = node.quantifier;
        if (count.begin >= count.end || source[count.begin] != U'{')
            return {};
        const std::size_t close = source.find(U'}', count.begin);
        return SourceRange{count.begin, close + 1};
    }
    default:
        return {};
    }
}

} // namespace

QList<PatternToken> patternTokens(const PatternReading &reading)
{
    const SyntaxTree *tree = reading.syntax();
    if (!tree)
        return looseTokens(reading.text());
    std::vector<std::optional<PatternToken::Kind>> kinds(reading.source().size());
    // Parents stand behind their children: going backwards, these paint over them.
    for (auto node = tree->nodes.crbegin(); node != tree->nodes.crend(); ++node) {
        const auto kind = kindOf(*node, reading.source());
        for (std::size_t i = node->range.begin; i < std::min(node->range.end, kinds.size()); ++i)
            kinds[i] = kind;
    }
    QList<PatternToken> tokens;
    for (std::size_t i = 0; i < kinds.size();) {
        const std::size_t begin = i;
        while (i < kinds.size() && kinds[i] == kinds[begin])
            ++i;
        if (kinds[begin])
            tokens.append({*kinds[begin], reading.utf16(begin), reading.utf16(i)});
    }
    return tokens;
}

std::optional<std::pair<qsizetype, qsizetype>> bracketsAt(const PatternReading &reading,
                                                          qsizetype position)
{
    std::optional<std::pair<qsizetype, qsizetype>> found;
    const auto look = [&](qsizetype open, qsizetype close) {
        for (const qsizetype at : {open, close}) {
            // The one right of the cursor goes before the one left of it.
            if (at == position || (at + 1 == position && !found))
                found = {at, at == open ? close : open};
        }
    };
    if (const SyntaxTree *tree = reading.syntax()) {
        for (const Node &node : tree->nodes) {
            if (const auto range = bracketsOf(node, reading.source()))
                look(reading.utf16(range->begin), reading.utf16(range->end - 1));
        }
        return found;
    }
    QList<qsizetype> open;
    for (const PatternToken &token : looseTokens(reading.text())) {
        const QStringView text
            = QStringView(reading.text()).sliced(token.begin, token.end - token.begin);
        if (token.kind == PatternToken::Kind::Set && text.size() > 1 && text.back() == u']')
            look(token.begin, token.end - 1);
        else if (token.kind == PatternToken::Kind::Group && text.front() == u'(')
            open.append(token.begin);
        else if (token.kind == PatternToken::Kind::Group && text == u")" && !open.isEmpty())
            look(open.takeLast(), token.begin);
    }
    return found;
}

QList<PatternToken> looseTokens(QStringView pattern)
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
    // What is typed in one line may mean something else for the others.
    connect(document, &QTextDocument::contentsChanged, this, [this] {
        if (this->document()->blockCount() > 1 && this->document()->toPlainText() != m_shown) {
            m_shown = this->document()->toPlainText();
            rehighlight();
        }
    });
}

void PatternHighlighter::setVersion(PythonVersion version)
{
    if (m_version == version)
        return;
    m_version = version;
    rehighlight();
}

const PatternReading &PatternHighlighter::reading()
{
    const QString text = document()->toPlainText();
    if (text != m_reading.text() || m_version != m_reading.version()) {
        m_reading = PatternReading(text, m_version);
        m_tokens = patternTokens(m_reading);
    }
    return m_reading;
}

QColor PatternHighlighter::colorOf(PatternToken::Kind kind) const
{
    const ThemeColors &colors = m_theme.colors();
    switch (kind) {
    case PatternToken::Kind::Set:
        return colors.accent.strong;
    case PatternToken::Kind::Group:
        return colors.good.strong;
    case PatternToken::Kind::Repeat:
        return colors.bad.strong;
    case PatternToken::Kind::Escape:
        return colors.halfOpen.strong;
    case PatternToken::Kind::Anchor:
        return colors.warning.strong;
    case PatternToken::Kind::Comment:
        return colors.muted;
    }
    return {};
}

void PatternHighlighter::highlightBlock(const QString &text)
{
    reading();
    const qsizetype from = currentBlock().position();
    for (const PatternToken &token : std::as_const(m_tokens)) {
        const qsizetype begin = std::max<qsizetype>(token.begin - from, 0);
        const qsizetype end = std::min(token.end - from, text.size());
        if (begin < end)
            setFormat(int(begin), int(end - begin), colorOf(token.kind));
    }
}

} // namespace Recloser
