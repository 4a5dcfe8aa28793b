// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httpfile.h"

#include <optional>

namespace Recloser {

// What single lines of a `.http` file are, wherever they stand.

/// From `begin` up to, but without, `end`.
struct LineRange
{
    int begin = 0;
    int end = 0;
};

bool isBlankLine(QStringView line);

/// `###` and whatever follows it, from the first column on.
bool isSeparator(QStringView line);

/// The text after `#` or `//`; nothing where the line is no comment.
std::optional<QStringView> commentOf(QStringView line);

/// `@name text`, `@name=text` or `@name = text` in a comment of any kind.
struct DirectiveText
{
    QStringView name;
    QStringView text;
    /// Where the text begins, or would.
    qsizetype column = 0;
    bool hasEquals = false;
};
std::optional<DirectiveText> directiveOf(QStringView line);

/// A row of the head, "Name: value"; the name is a token (RFC 9110 section 5.6.2), and may hold
/// placeholders.
struct HeaderText
{
    QStringView name;
    QStringView value;
    /// A blank, or nothing, follows the colon.
    bool isSpaced = true;
};
std::optional<HeaderText> headerOf(QStringView text);

/// `@name = value` of a file, and httpYac's `@name := value`.
struct VariableText
{
    QStringView name;
    QStringView value;
};
std::optional<VariableText> variableOf(QStringView line);

/// `< path`, `<@ path` or `<@encoding path`; not `< {%`.
struct FileReference
{
    QString path;
    FileContent content = FileContent::AsItIs;
    /// Empty: UTF-8.
    QString encoding;
};
std::optional<FileReference> fileReferenceOf(QStringView line);
QString textOf(const FileReference &reference);

/// What of HttpFileScript the line begins, read by itself.
std::optional<HttpFileScript::Kind> scriptKindOf(QStringView line);

/// The lines of one section that are neither head nor body: scripts, files for the response,
/// assertions. What one line says depends on those behind it: `> text` counts only where nothing
/// else follows at once, `{{` only where it is closed.
class ScriptLines
{
public:
    /// Looks at lines before `end`; `lines` outlives this.
    ScriptLines(const QStringList &lines, qsizetype end) : m_lines(lines), m_end(end) { }

    bool beginsAt(qsizetype line);
    /// The first such line from `from` on; `end` if there is none.
    qsizetype firstFrom(qsizetype from);

private:
    const QStringList &m_lines;
    qsizetype m_end;
    /// The last line that closes a block.
    std::optional<qsizetype> m_lastClose;
};

/// `import FILE` or `run WHAT`, where a request line could stand.
std::optional<QStringView> referenceWordOf(QStringView line);

} // namespace Recloser
