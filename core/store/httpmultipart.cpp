// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpbody.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// The value of `name=` among the parameters of a header, quotes taken off; nothing where it is
/// missing.
std::optional<QString> parameterOf(QStringView header, QStringView name)
{
    qsizetype at = header.indexOf(u';');
    while (at >= 0 && at < header.size()) {
        qsizetype begin = at + 1;
        while (begin < header.size() && (header[begin].isSpace() || header[begin] == u';'))
            ++begin;
        qsizetype end = begin;
        while (end < header.size() && header[end] != u'=' && header[end] != u';')
            ++end;
        const bool isWanted = end < header.size() && header[end] == u'='
            && header.sliced(begin, end - begin).trimmed().compare(name, Qt::CaseInsensitive) == 0;
        if (end == header.size() || header[end] == u';') {
            at = end;
            continue;
        }
        begin = end + 1;
        while (begin < header.size() && header[begin].isSpace())
            ++begin;
        QString value;
        end = begin;
        if (begin < header.size() && header[begin] == u'"') {
            for (end = begin + 1; end < header.size() && header[end] != u'"'; ++end) {
                // RFC 9110 section 5.6.4; browsers leave the backslash of a path alone.
                const bool isEscape = header[end] == u'\\' && end + 1 < header.size()
                    && (header[end + 1] == u'"' || header[end + 1] == u'\\');
                if (isEscape)
                    ++end;
                value += header[end];
            }
            end = header.indexOf(u';', std::min(end, header.size()));
        } else {
            end = header.indexOf(u';', begin);
            value = header.sliced(begin, (end < 0 ? header.size() : end) - begin)
                        .trimmed()
                        .toString();
        }
        if (isWanted)
            return value;
        at = end;
    }
    return std::nullopt;
}

QString quoted(QString value)
{
    return u'"'
        + value.replace(u'\\', u"\\\\"_s)
              .replace(u'"', u"\\\""_s)
              .replace(u'\n', u' ')
              .replace(u'\r', u' ')
        + u'"';
}

/// Nothing where our parts have no place for a header.
std::optional<MultipartPart> partFrom(const QStringList &lines, bool enabled)
{
    MultipartPart part;
    part.enabled = enabled;
    bool isNamed = false;
    qsizetype line = 0;
    for (; line < lines.size() && !isBlankLine(lines[line]); ++line) {
        const auto header = headerOf(lines[line]);
        if (!header)
            return std::nullopt;
        if (header->name.compare(u"content-disposition", Qt::CaseInsensitive) == 0) {
            const auto name = parameterOf(header->value, u"name");
            isNamed = name.has_value();
            part.name = name.value_or(QString());
            part.fileName = parameterOf(header->value, u"filename").value_or(QString());
        } else if (header->name.compare(u"content-type", Qt::CaseInsensitive) == 0) {
            part.mediaType = header->value.toString();
        } else {
            return std::nullopt;
        }
    }
    if (!isNamed)
        return std::nullopt;
    const QStringList content = lines.sliced(std::min(line + 1, lines.size()));
    const auto isWritten = [](const QString &text) { return !isBlankLine(text); };
    const auto first = std::ranges::find_if(content, isWritten);
    const auto file = first == content.end() ? std::nullopt : fileReferenceOf(*first);
    if (file && std::ranges::count_if(content, isWritten) == 1) {
        part.isFile = true;
        part.value = file->path;
        part.fileContent = file->content;
        part.fileEncoding = file->encoding;
    } else {
        part.value = content.join(u'\n');
    }
    return part;
}

/// Takes the comment sign off a line of a disabled part.
QString uncommented(const QString &line)
{
    return line.startsWith("# "_L1) ? line.sliced(2)
        : line.startsWith(u'#')     ? line.sliced(1)
                                    : line;
}

HttpBody textWith(const QStringList &lines, HttpFileProblem::Kind kind, int line)
{
    return {.body = {.kind = Body::Kind::Text, .text = lines.join(u'\n')},
            .problems = {{kind, line}}};
}

} // namespace

QString writtenBoundary(const QString &contentType)
{
    return parameterOf(contentType, u"boundary").value_or(QString());
}

HttpBody multipartFromLines(const QStringList &lines, const QString &boundary)
{
    HttpBody result;
    result.body.kind = Body::Kind::Multipart;
    const QString opening = u"--"_s + boundary;
    const QString closing = opening + u"--"_s;
    QStringList part;
    int partLine = -1;
    bool isEnabled = true;
    for (int i = 0; i <= lines.size(); ++i) {
        const bool isEnd = i == lines.size();
        const QString line = isEnd ? QString() : lines[i];
        const QString text = uncommented(line).trimmed();
        if (!isEnd && text != opening && text != closing) {
            if (partLine >= 0)
                part.append(isEnabled ? line : uncommented(line));
            else if (!isBlankLine(line))
                return textWith(lines, HttpFileProblem::Kind::InvalidPart, i);
            continue;
        }
        if (partLine >= 0) {
            const auto read = partFrom(part, isEnabled);
            if (!read)
                return textWith(lines, HttpFileProblem::Kind::InvalidPart, partLine);
            result.body.parts.append(*read);
            result.items.append({{partLine, i}, 1});
        }
        part.clear();
        partLine = isEnd || text == closing ? -1 : i;
        isEnabled = !line.startsWith(u'#');
    }
    return result;
}

QStringList linesOfPart(const MultipartPart &part, const QString &boundary)
{
    QStringList lines{u"--"_s + boundary,
                      u"Content-Disposition: form-data; name="_s + quoted(part.name)};
    if (!part.fileName.isEmpty())
        lines.last() += u"; filename="_s + quoted(part.fileName);
    if (!part.mediaType.isEmpty())
        lines.append(u"Content-Type: "_s + QString(part.mediaType).replace(u'\n', u' '));
    lines.append(QString());
    if (part.isFile)
        lines.append(textOf({part.value, part.fileContent, part.fileEncoding}));
    else
        lines.append(part.value.split(u'\n'));
    if (!part.enabled) {
        for (QString &line : lines)
            line.prepend("# "_L1);
    }
    return lines;
}

} // namespace Recloser
