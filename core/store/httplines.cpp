// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httplines.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-';
}

bool isTokenCharacter(QChar c)
{
    return (c.unicode() < 128 && c.isLetterOrNumber())
        || QStringView(u"!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.sliced(i).startsWith(u"{{")) {
            const qsizetype close = text.indexOf(u"}}", i);
            if (close < 0)
                return false;
            i = close + 1;
        } else if (!isTokenCharacter(text[i])) {
            return false;
        }
    }
    return !text.isEmpty();
}

/// `text` begins with `sign`, a blank and something else.
bool isSigned(QStringView text, QStringView sign)
{
    return text.startsWith(sign) && text.size() > sign.size() && text[sign.size()].isSpace()
        && !isBlankLine(text.sliced(sign.size()));
}

bool isBlock(QStringView line)
{
    if (!line.startsWith(u"{{"))
        return false;
    QStringView rest = line.sliced(2).trimmed();
    const bool isMarked = rest.startsWith(u'@') || rest.startsWith(u'+');
    if (rest.endsWith(u"}}"))
        return isMarked;
    if (isMarked)
        rest = rest.sliced(1);
    return std::ranges::all_of(rest, isWordCharacter);
}

} // namespace

bool isBlankLine(QStringView line)
{
    return std::ranges::all_of(line, [](QChar c) { return c.isSpace(); });
}

bool isSeparator(QStringView line)
{
    return line.startsWith(u"###");
}

std::optional<QStringView> commentOf(QStringView line)
{
    const QStringView text = line.trimmed();
    if (text.startsWith(u'#'))
        return text.sliced(1);
    if (text.startsWith(u"//"))
        return text.sliced(2);
    return std::nullopt;
}

std::optional<DirectiveText> directiveOf(QStringView line)
{
    if (!commentOf(line))
        return std::nullopt;
    qsizetype at = 0;
    while (at < line.size() && (line[at].isSpace() || line[at] == u'#' || line[at] == u'/'))
        ++at;
    if (at == line.size() || line[at] != u'@')
        return std::nullopt;
    qsizetype end = at + 1;
    while (end < line.size() && isWordCharacter(line[end]))
        ++end;
    DirectiveText directive{.name = line.sliced(at + 1, end - at - 1)};
    if (directive.name.isEmpty() || !directive.name.front().isLetter())
        return std::nullopt;
    const auto skipBlanks = [&line](qsizetype from) {
        while (from < line.size() && line[from].isSpace())
            ++from;
        return from;
    };
    directive.column = skipBlanks(end);
    const bool isSeparated = directive.column > end || directive.column == line.size();
    // "@name=x" and "@name = x"; in "@breaker-key =x" it belongs to the text.
    directive.hasEquals = directive.column < line.size() && line[directive.column] == u'='
        && (directive.column == end || directive.column + 1 == line.size()
            || line[directive.column + 1].isSpace());
    if (directive.hasEquals)
        directive.column = skipBlanks(directive.column + 1);
    else if (!isSeparated)
        return std::nullopt;
    directive.text = line.sliced(directive.column).trimmed();
    return directive;
}

std::optional<HeaderText> headerOf(QStringView text)
{
    // A colon within a placeholder is none of ours, and no name is so long.
    qsizetype colon = text.indexOf(u':');
    if (const qsizetype open = text.indexOf(u"{{"); open >= 0 && open < colon) {
        const qsizetype close = text.indexOf(u"}}", open);
        colon = close < 0 ? colon : text.indexOf(u':', close);
    }
    if (colon < 1)
        return std::nullopt;
    const QStringView name = text.first(colon).trimmed();
    if (!isToken(name))
        return std::nullopt;
    const QStringView rest = text.sliced(colon + 1);
    return HeaderText{name, rest.trimmed(), rest.isEmpty() || rest.front().isSpace()};
}

std::optional<VariableText> variableOf(QStringView line)
{
    const QStringView text = line.trimmed();
    const qsizetype equals = text.indexOf(u'=');
    if (!text.startsWith(u'@') || equals < 0)
        return std::nullopt;
    QStringView name = text.first(equals).sliced(1);
    if (name.endsWith(u':'))
        name.chop(1);
    name = name.trimmed();
    if (name.isEmpty() || std::ranges::any_of(name, [](QChar c) { return c.isSpace(); }))
        return std::nullopt;
    return VariableText{name, text.sliced(equals + 1).trimmed()};
}

std::optional<FileReference> fileReferenceOf(QStringView line)
{
    if (!line.startsWith(u'<'))
        return std::nullopt;
    FileReference reference;
    QStringView rest = line.sliced(1);
    if (rest.startsWith(u'@')) {
        qsizetype end = 1;
        while (end < rest.size() && isWordCharacter(rest[end]))
            ++end;
        reference.content = FileContent::WithPlaceholders;
        reference.encoding = rest.sliced(1, end - 1).toString();
        rest = rest.sliced(end);
    }
    if (rest.isEmpty() || !rest.front().isSpace())
        return std::nullopt;
    reference.path = rest.trimmed().toString();
    if (reference.path.isEmpty() || reference.path.startsWith("{%"_L1))
        return std::nullopt;
    return reference;
}

QString textOf(const FileReference &reference)
{
    const bool isPlain = reference.content == FileContent::AsItIs;
    return u'<' + (isPlain ? QString() : QString(u'@' + reference.encoding)) + u' '
        + reference.path;
}

std::optional<HttpFileScript::Kind> scriptKindOf(QStringView line)
{
    using Kind = HttpFileScript::Kind;
    if (line.startsWith(u'<') && line.sliced(1).trimmed().startsWith(u"{%"))
        return Kind::Before;
    if (line.startsWith(u'>') && line.sliced(1).trimmed().startsWith(u"{%"))
        return Kind::After;
    if (isSigned(line, u"<>"))
        return Kind::Response;
    if (isSigned(line, u">>!"))
        return Kind::Replace;
    if (isSigned(line, u">>"))
        return Kind::SaveTo;
    if (isSigned(line, u">"))
        return Kind::AfterFile;
    if (isSigned(line, u"??"))
        return Kind::Assertion;
    if (isBlock(line))
        return Kind::Block;
    return std::nullopt;
}

bool ScriptLines::beginsAt(qsizetype line)
{
    const auto kind = scriptKindOf(m_lines[line]);
    if (kind == HttpFileScript::Kind::Block && !m_lines[line].trimmed().endsWith("}}"_L1)) {
        if (!m_lastClose) {
            m_lastClose = m_end - 1;
            while (*m_lastClose >= 0 && !m_lines[*m_lastClose].startsWith("}}"_L1))
                --*m_lastClose;
        }
        return *m_lastClose > line;
    }
    if (kind == HttpFileScript::Kind::AfterFile) {
        qsizetype next = line + 1;
        while (next < m_end && isBlankLine(m_lines[next]))
            ++next;
        return next >= m_end || scriptKindOf(m_lines[next]) || commentOf(m_lines[next]);
    }
    return kind.has_value();
}

qsizetype ScriptLines::firstFrom(qsizetype from)
{
    while (from < m_end && !beginsAt(from))
        ++from;
    return from;
}

std::optional<QStringView> referenceWordOf(QStringView line)
{
    for (const QStringView word : {QStringView(u"import"), QStringView(u"run")}) {
        if (isSigned(line, word) && !line.contains(u"://"))
            return word;
    }
    return std::nullopt;
}

} // namespace Recloser
