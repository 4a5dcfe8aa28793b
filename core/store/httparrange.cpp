// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpedit.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

// The part of HttpFile that adds, removes and moves whole sections.

/// The line, from 0, in front of which a section must stand to be request `index`.
qsizetype HttpFile::beginOf(qsizetype index) const
{
    return index < m_requests.size() ? m_requests[index].firstLine - 1 : m_lines.size();
}

/// Makes the lines from `line` on a section of their own, apart from what is in front of it.
void HttpFile::separate(qsizetype line)
{
    if (line >= m_lines.size())
        return;
    if (!m_lines[line].text.startsWith("###"))
        insertLines(line, {{"###"_ba, lineEnding()}});
    if (line > 0 && !m_lines[line - 1].text.trimmed().isEmpty())
        insertLines(line, {{{}, lineEnding()}});
}

HttpFileEdit HttpFile::insertRequest(qsizetype index, const RequestSpec &spec)
{
    if (m_isOpaque || index < 0 || index > m_requests.size())
        return {{}, {u"request"_s}};
    RequestSpec written = spec;
    HttpFileEdit edit = prepared(written, nullptr);
    QString keyDirective;
    const RequestSpec plain = withAuthWritten(written, keyDirective, -1);
    const Lines old = m_lines;
    const qsizetype count = m_requests.size();
    const qsizetype line = beginOf(index);
    Lines lines;
    for (const QString &text : linesOfRequest(plain, keyDirective))
        lines.append({text.toUtf8(), lineEnding()});
    const qsizetype size = lines.size();
    insertLines(line, lines);
    separate(line + size);
    separate(line);
    readAgain();
    if (m_requests.size() != count + 1) {
        m_lines = old;
        readAgain();
        return {{}, {u"request"_s}};
    }
    edit.lost = lostParts(written, m_requests[index].spec);
    return edit;
}

/// The lines of a request's section, and those of them that concern the whole file and stand before
/// the first `###`.
HttpFile::SectionLines HttpFile::sectionLines(qsizetype index) const
{
    const HttpFileRequest &request = m_requests[index];
    const qsizetype begin = request.firstLine - 1;
    const Lines lines = m_lines.sliced(begin, request.endLine - 1 - begin);
    if (begin > 0 || lines.first().text.startsWith("###"))
        return {lines, {}};
    QStringList texts;
    for (const Line &line : lines)
        texts.append(QString::fromUtf8(line.text));
    HttpFileFindings findings;
    const HttpSection section = readSection(texts, {0, int(texts.size())}, findings);
    SectionLines parts;
    int from = 0;
    for (const LineRange &range : section.fileLines) {
        parts.own += lines.sliced(from, range.begin - from);
        parts.ofFile += lines.sliced(range.begin, range.end - range.begin);
        from = range.end;
    }
    parts.own += lines.sliced(from);
    while (!parts.own.isEmpty() && !parts.ofFile.isEmpty()
           && parts.own.first().text.trimmed().isEmpty())
        parts.own.removeFirst();
    return parts;
}

HttpFile::Lines HttpFile::takeSection(qsizetype index)
{
    const HttpFileRequest &request = m_requests[index];
    const qsizetype begin = request.firstLine - 1;
    SectionLines parts = sectionLines(index);
    m_lines.remove(begin, request.endLine - 1 - begin);
    insertLines(begin, parts.ofFile);
    return std::move(parts.own);
}

QByteArray HttpFile::sectionText(qsizetype index) const
{
    QByteArray text;
    if (index < 0 || index >= m_requests.size())
        return text;
    const SectionLines parts = sectionLines(index);
    for (const Line &line : parts.own) {
        text += line.text;
        text += line.ending;
    }
    return text;
}

bool HttpFile::insertSection(qsizetype index, const QByteArray &section)
{
    if (m_isOpaque || index < 0 || index > m_requests.size())
        return false;
    Lines lines = parse(section).m_lines;
    while (!lines.isEmpty() && lines.last().text.trimmed().isEmpty())
        lines.removeLast();
    for (Line &line : lines)
        line.ending = lineEnding();
    const Lines old = m_lines;
    const qsizetype count = m_requests.size();
    const qsizetype line = beginOf(index);
    const qsizetype size = lines.size();
    insertLines(line, lines);
    separate(line + size);
    separate(line);
    readAgain();
    if (m_requests.size() == count + 1)
        return true;
    m_lines = old;
    readAgain();
    return false;
}

bool HttpFile::removeRequest(qsizetype index)
{
    if (index < 0 || index >= m_requests.size())
        return false;
    takeSection(index);
    readAgain();
    return true;
}

bool HttpFile::moveRequest(qsizetype from, qsizetype to)
{
    if (from < 0 || from >= m_requests.size() || to < 0 || to >= m_requests.size())
        return false;
    if (from == to)
        return true;
    const Lines lines = takeSection(from);
    readAgain();
    const qsizetype line = beginOf(to);
    insertLines(line, lines);
    separate(line + lines.size());
    separate(line);
    readAgain();
    return true;
}

bool HttpFile::duplicateRequest(qsizetype index, const QString &name)
{
    if (index < 0 || index >= m_requests.size())
        return false;
    const qsizetype begin = beginOf(index);
    const qsizetype end = m_requests[index].endLine - 1;
    const Lines lines = m_lines.sliced(begin, end - begin);
    insertLines(end, lines);
    separate(end + lines.size());
    separate(end);
    readAgain();
    return renameRequest(index + 1, name);
}

bool HttpFile::renameRequest(qsizetype index, const QString &name)
{
    if (index < 0 || index >= m_requests.size())
        return false;
    RequestSpec spec = m_requests[index].spec;
    spec.name = name;
    return update(index, spec).lost.isEmpty();
}

} // namespace Recloser
