// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpsection.h"

#include "core/model/queryparameters.h"
#include "core/store/httpbody.h"
#include "core/store/httpdirectives.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = HttpFileProblem::Kind;

bool isBlank(const QString &line)
{
    return QStringView(line).trimmed().isEmpty();
}

/// The text after `#` or `//`, or nothing where the line is no comment.
std::optional<QStringView> commentOf(const QString &line)
{
    const QStringView text = QStringView(line).trimmed();
    if (text.startsWith(u'#'))
        return text.sliced(1);
    if (text.startsWith(u"//"))
        return text.sliced(2);
    return std::nullopt;
}

bool isHandler(const QString &line)
{
    return line.startsWith("> "_L1) || line.startsWith(">> "_L1) || line.startsWith(">>! "_L1)
        || line.startsWith("<> "_L1) || line.startsWith(">{%"_L1);
}

/// Reads one section line by line.
class SectionReader
{
public:
    SectionReader(const QStringList &lines, HttpSection &section, HttpSections &file)
        : m_lines(lines)
        , m_section(section)
        , m_file(file)
    {
    }

    void read()
    {
        int line = m_section.begin;
        if (m_section.separator >= 0) {
            m_section.spec.name
                = m_lines[line].sliced(m_lines[line].indexOf("###"_L1)).remove(0, 3).trimmed();
            ++line;
        }
        line = readBeforeRequest(line);
        if (m_section.requestLine >= 0) {
            line = readTarget(line);
            line = readHeaders(line);
            m_section.headEnd = line;
            readBody(line);
        }
        for (const HttpSection::Directive &directive : std::as_const(m_section.directives))
            apply(directive);
    }

private:
    int readBeforeRequest(int line)
    {
        static const QRegularExpression variable(u"^\\s*@([^\\s=]+)\\s*=\\s*(.*)$"_s);
        while (line < m_section.end) {
            const QString &text = m_lines[line];
            if (isBlank(text) || readComment(line)) {
                ++line;
            } else if (const auto match = variable.match(text); match.hasMatch()) {
                m_file.variables.insert(match.captured(1), match.captured(2).trimmed());
                ++line;
            } else if (text.startsWith("< {%"_L1) || text.startsWith("<{%"_L1)) {
                line = afterScript(line);
            } else if (text.startsWith("< "_L1) || isHandler(text)) {
                ++line;
            } else {
                readRequestLine(line);
                return line + 1;
            }
        }
        return line;
    }

    int afterScript(int line)
    {
        for (int end = line; end < m_section.end; ++end) {
            if (m_lines[end].contains("%}"_L1))
                return end + 1;
        }
        report(Kind::UnclosedScript, line, 0, m_lines[line]);
        return m_section.end;
    }

    bool readComment(int line)
    {
        static const QRegularExpression pattern(u"^\\s*@([A-Za-z][\\w-]*)(?:\\s+(.*?))?\\s*$"_s);
        const auto comment = commentOf(m_lines[line]);
        if (!comment)
            return false;
        if (const auto match = pattern.matchView(*comment); match.hasMatch())
            m_section.directives.append({match.captured(1), match.captured(2), line});
        return true;
    }

    void readRequestLine(int line)
    {
        static const QRegularExpression pattern(
            u"^\\s*(?:([A-Za-z][\\w-]*)(?:\\s+(?!HTTP/)|\\s*$))?(.*?)(?:(?:^|\\s+)HTTP/([^\\s]*(?:\\s+\\(Prior Knowledge\\))?))?\\s*$"_s);
        m_section.requestLine = line;
        RequestSpec &spec = m_section.spec;
        const auto match = pattern.match(m_lines[line]);
        if (!match.captured(1).isEmpty())
            spec.method = match.captured(1);
        spec.url = match.captured(2).trimmed();
        if (match.capturedStart(3) >= 0)
            readVersion(match.captured(3), line, int(match.capturedStart(3)));
    }

    void readVersion(const QString &version, int line, int column)
    {
        if (version == "1.1"_L1)
            m_section.spec.httpVersion = HttpVersion::Http1;
        else if (version == "2"_L1 || version == "2.0"_L1)
            m_section.spec.httpVersion = HttpVersion::Http2;
        else if (version.startsWith(u'2') && version.endsWith(u')'))
            m_section.spec.httpVersion = HttpVersion::Http2Direct;
        else
            report(Kind::UnknownVersion, line, column, version);
    }

    int readTarget(int line)
    {
        struct Disabled
        {
            qsizetype urlSize;
            QString text;
        };
        RequestSpec &spec = m_section.spec;
        QList<Disabled> disabled;
        m_section.targetEnd = line;
        for (; line < m_section.end; ++line) {
            const QString &text = m_lines[line];
            if (isBlank(text))
                break;
            const auto comment = commentOf(text);
            const QStringView content = comment ? comment->trimmed() : QStringView(text).trimmed();
            const bool isQuery = content.startsWith(u'?') || content.startsWith(u'&');
            if (comment && isQuery) {
                disabled.append({splitQuery(spec.url).size(), content.sliced(1).toString()});
            } else if (!comment && (isQuery || text.front().isSpace())) {
                spec.url += content;
            } else {
                if (!comment)
                    break;
                // Another comment may stand between the lines of a target.
                if (!readComment(line))
                    break;
                continue;
            }
            m_section.targetEnd = line + 1;
        }
        for (const Disabled &entry : std::as_const(disabled)) {
            QList<QueryParameter> parameters = splitQuery(u'?' + entry.text);
            for (QueryParameter &parameter : parameters) {
                parameter.enabled = false;
                spec.disabledParameters.append(
                    {entry.urlSize + spec.disabledParameters.size(), parameter});
            }
        }
        if (spec.url.isEmpty())
            report(Kind::NoTarget, m_section.requestLine, 0, m_lines[m_section.requestLine]);
        forgetDirectivesAfter(m_section.targetEnd);
        return m_section.targetEnd;
    }

    /// Lines after the target are read again as part of the head.
    void forgetDirectivesAfter(int line)
    {
        m_section.directives.removeIf(
            [line](const HttpSection::Directive &directive) { return directive.line >= line; });
    }

    int readHeaders(int line)
    {
        static const QRegularExpression header(u"^\\s*([^\\s:]+)\\s*:[ \\t]*(.*?)\\s*$"_s);
        static const QRegularExpression token(u"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"_s);
        for (; line < m_section.end && !isBlank(m_lines[line]); ++line) {
            const auto comment = commentOf(m_lines[line]);
            if (isHandler(m_lines[line]))
                break;
            const QString text = comment ? comment->toString() : m_lines[line];
            const auto match = header.match(text);
            const bool isRow = match.hasMatch() && token.match(match.captured(1)).hasMatch();
            // "# http://..." is a remark, not a switched-off header.
            if (isRow && !(comment && match.captured(2).startsWith("//"_L1)))
                m_section.headers.append({{match.captured(1), match.captured(2), !comment}, line});
            else if (!readComment(line))
                report(Kind::InvalidHeader, line, 0, m_lines[line].trimmed());
        }
        for (const HttpSection::HeaderRow &row : std::as_const(m_section.headers))
            m_section.spec.headers.append(row.field);
        return line;
    }

    void readBody(int line)
    {
        int end = line;
        while (end < m_section.end && !isHandler(m_lines[end]))
            ++end;
        while (line < end && isBlank(m_lines[line]))
            ++line;
        while (end > line && isBlank(m_lines[end - 1]))
            --end;
        m_section.bodyBegin = line;
        m_section.bodyEnd = end;
        const HttpBody read = bodyFromLines(m_lines.mid(line, end - line), contentType());
        m_section.spec.body = read.body;
        for (const HttpBodyProblem &problem : read.problems) {
            static constexpr Kind kinds[]
                = {Kind::NoBoundary, Kind::InvalidPart, Kind::PlaceholdersInFile};
            report(kinds[int(problem.kind)], line + problem.line, 0, m_lines[line + problem.line]);
        }
    }

    QString contentType() const
    {
        for (const HeaderField &header : m_section.spec.headers) {
            if (header.enabled && header.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0)
                return header.value;
        }
        return {};
    }

    void apply(const HttpSection::Directive &directive)
    {
        if (directive.name == "name"_L1) {
            if (!directive.text.isEmpty())
                m_section.spec.name = directive.text;
        } else if (const PolicyDirective *known = PolicyDirective::find(directive.name)) {
            for (const QString &word : known->read(directive.text, m_section.spec)) {
                const qsizetype column = m_lines[directive.line].lastIndexOf(word);
                report(Kind::UnknownOption, directive.line, int(std::max<qsizetype>(column, 0)),
                       word);
            }
        } else if (directive.name != "api-key"_L1) {
            m_section.unknownDirectives.append(directive.name);
        }
    }

    void report(Kind kind, int line, int column, const QString &subject)
    {
        m_file.problems.append({kind, line + 1, column + 1, subject.left(200)});
    }

    const QStringList &m_lines;
    HttpSection &m_section;
    HttpSections &m_file;
};

} // namespace

const HttpSection::Directive *HttpSection::directive(QStringView name) const
{
    for (const Directive &candidate : directives) {
        if (candidate.name == name)
            return &candidate;
    }
    return nullptr;
}

HttpSections readSections(const QStringList &lines)
{
    HttpSections file;
    HttpSection section;
    const int count = int(lines.size());
    for (int line = 0; line <= count; ++line) {
        const bool isSeparator = line < count && lines[line].startsWith("###"_L1);
        if (!isSeparator && line < count)
            continue;
        section.end = line;
        SectionReader(lines, section, file).read();
        file.sections.append(section);
        section = {};
        section.begin = line;
        section.separator = line;
    }
    return file;
}

} // namespace Recloser
